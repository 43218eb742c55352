"""A `Theme` as Qt wants it: palette and style sheet for the window."""

from html import escape

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QGuiApplication, QPalette

from kbviewer.render.theme import THEMES, Theme


def chosen_theme(setting: str) -> Theme:
    """The theme of a setting's value; "system" follows the desktop's light or dark."""
    if setting in THEMES:
        return THEMES[setting]
    dark = QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
    return THEMES["dark" if dark else "light"]


def tooltip(text: str) -> str:
    """Text from an article as a tooltip: Qt takes whatever looks like HTML for it, pictures and all."""
    return f"<span>{escape(text)}</span>"


def palette(theme: Theme) -> QPalette:
    """The window's colours. Set explicitly: setColorScheme does nothing on many Linux desktops."""
    colours = QPalette()
    role = QPalette.ColorRole
    for part, colour in (
        (role.Window, theme.panel),
        (role.Base, theme.raised),
        (role.AlternateBase, theme.panel),
        (role.Button, theme.panel),
        (role.ToolTipBase, theme.raised),
        (role.WindowText, theme.ink),
        (role.Text, theme.ink),
        (role.ButtonText, theme.ink),
        (role.ToolTipText, theme.ink),
        (role.PlaceholderText, theme.muted),
        (role.Highlight, theme.accent),
        (role.HighlightedText, theme.on_accent),
        (role.Link, theme.accent),
        (role.Mid, theme.line),
    ):
        colours.setColor(part, QColor(colour))
    for part in (role.WindowText, role.Text, role.ButtonText):
        colours.setColor(QPalette.ColorGroup.Disabled, part, QColor(theme.muted))
    return colours


def style_sheet(theme: Theme) -> str:
    """Qt style sheet of the window."""
    return f"""
    QWidget {{ font-size: 14px; }}
    QMainWindow, #panel, #contents {{ background: {theme.panel}; }}
    #bar {{ background: {theme.paper}; border-bottom: 1px solid {theme.line}; }}
    #foot {{ background: {theme.paper}; border-top: 1px solid {theme.line}; color: {theme.muted}; }}
    #foot QLabel {{ color: {theme.muted}; font-size: 12px; }}
    #panel {{ border-right: 1px solid {theme.line}; }}
    #contents {{ border-left: 1px solid {theme.line}; }}
    #heading {{ font-weight: 600; }}
    #hint {{ color: {theme.muted}; }}
    QLineEdit#search {{
        border: 2px solid {theme.line}; border-radius: 10px; padding: 8px 12px; font-size: 15px;
        placeholder-text-color: {theme.muted};
        background: {theme.raised}; color: {theme.ink};
    }}
    QLineEdit#search:focus {{ border-color: {theme.accent}; }}
    #bar QToolButton, QPushButton {{
        border: 1px solid transparent; border-radius: 8px; padding: 8px 12px; background: transparent;
        color: {theme.ink};
    }}
    #bar QToolButton:hover, QPushButton:hover {{ background: {theme.accent_soft}; }}
    QPushButton:disabled {{ color: {theme.muted}; }}
    #bar QToolButton:focus, QPushButton:focus {{ border-color: {theme.accent}; }}
    #bar QToolButton:disabled {{ color: {theme.muted}; }}
    #bar QToolButton::menu-indicator {{ image: none; }}
    #bar QToolButton:checked {{ background: {theme.accent_soft}; color: {theme.accent}; font-weight: 600; }}
    #bar QToolButton#primary {{ background: {theme.accent}; color: {theme.on_accent}; font-weight: 600; }}
    #bar QToolButton#primary:focus {{ border-color: {theme.ink}; }}
    #bar QToolButton#primary:disabled {{
        background: transparent; border-color: {theme.line}; color: {theme.muted};
    }}
    QTabBar::tab {{
        padding: 10px 12px; border: none; border-bottom: 3px solid transparent; color: {theme.muted};
        background: transparent;
    }}
    QTabBar::tab:selected {{ color: {theme.ink}; border-bottom-color: {theme.accent}; font-weight: 600; }}
    QTabBar::tab:focus {{ color: {theme.accent}; }}
    QListView {{ background: transparent; border: none; outline: none; color: {theme.ink}; }}
    QListView#plain::item {{ padding: 6px 8px; border-radius: 6px; border-left: 3px solid transparent; }}
    QListView#plain::item:hover {{ background: {theme.accent_soft}; }}
    QListView#plain::item:selected {{
        background: {theme.accent_soft}; color: {theme.ink}; border-left-color: {theme.accent};
    }}
    QTreeView {{ border: 1px solid {theme.line}; border-radius: 6px; outline: none; }}
    QTreeView::item {{ padding: 8px 4px; }}
    QHeaderView::section {{
        background: {theme.panel}; color: {theme.muted}; border: none; border-bottom: 1px solid {theme.line};
        padding: 8px 6px;
    }}
    QPushButton#link {{
        text-align: left; padding: 6px 8px; border-radius: 6px; color: {theme.accent};
    }}
    #message {{ background: {theme.accent_soft}; border-bottom: 1px solid {theme.line}; }}
    #strip {{ background: {theme.panel}; border-top: 1px solid {theme.line}; }}
    #strip QLineEdit {{
        border: 1px solid {theme.line}; border-radius: 8px; padding: 6px 10px;
        background: {theme.raised}; color: {theme.ink}; placeholder-text-color: {theme.muted};
    }}
    #strip QLineEdit:focus {{ border-color: {theme.accent}; }}
    #strip QPushButton {{ padding: 6px 10px; }}
    #strip QPushButton:disabled {{ color: {theme.muted}; }}
    #tabs {{ background: {theme.panel}; border-bottom: 1px solid {theme.line}; }}
    #tabs::tab {{
        padding: 6px 4px 6px 14px; min-width: 96px; border: none;
        border-right: 1px solid {theme.line}; background: {theme.panel};
        border-bottom: 2px solid transparent;
    }}
    #tabs QToolButton {{ border: none; border-radius: 6px; padding: 3px 5px; color: {theme.muted}; }}
    #tabs QToolButton:hover {{ background: {theme.accent_soft}; color: {theme.ink}; }}
    #tabs::tab:selected {{ background: {theme.paper}; border-bottom-color: {theme.accent}; font-weight: normal; }}
    #message QPushButton {{ color: {theme.accent}; font-weight: 600; padding: 4px 10px; }}
    QMenu {{ background: {theme.raised}; color: {theme.ink}; border: 1px solid {theme.line}; padding: 6px; }}
    QMenu::item {{ padding: 7px 28px 7px 24px; border-radius: 6px; }}
    QMenu::item:selected {{ background: {theme.accent_soft}; }}
    QMenu::separator {{ height: 1px; background: {theme.line}; margin: 6px; }}
    QProgressBar {{ border: none; background: {theme.line}; border-radius: 3px; }}
    QProgressBar::chunk {{ background: {theme.accent}; border-radius: 3px; }}
    QScrollBar:vertical {{ background: transparent; width: 10px; margin: 0; }}
    QScrollBar::handle:vertical {{ background: {theme.line}; border-radius: 5px; min-height: 32px; }}
    QScrollBar::add-line, QScrollBar::sub-line {{ height: 0; }}
    QSplitter::handle {{ background: transparent; }}
    """

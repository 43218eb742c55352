"""A `Theme` as Qt wants it: palette and style sheet for the window."""

from dataclasses import fields
from html import escape
from pathlib import Path
from string import Template

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


def style_sheet(theme: Theme, resources: Path) -> str:
    """Qt style sheet of the window, and of a kiosk."""
    on_accent = "white" if theme.on_accent == "#ffffff" else "black"
    on_panel = "black" if theme.name == "light" else "white"
    pictures = {"tick": on_accent, "dash": on_accent, "up": on_panel, "down": on_panel}
    icons = {name: (resources / "icons" / f"{name}-{colour}.svg").as_posix() for name, colour in pictures.items()}
    files = (resources / "styles" / name for name in ("window.qss", "kiosk.qss"))
    text = "\n".join(file.read_text(encoding="utf-8") for file in files)
    colours = {field.name: getattr(theme, field.name) for field in fields(theme)}
    return Template(text).substitute(colours, **icons)

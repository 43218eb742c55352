"""Every action of the window, declared once; menus, bar and shortcuts read this table.

The label of an action stands in the catalogue under ``action.<name>``. Shortcuts avoid "/" and AltGr
combinations, which Danish keyboards lack.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from kbviewer.i18n import Catalogue


@dataclass(frozen=True, slots=True)
class Declared:
    """``menu`` is the catalogue key of the submenu it stands in: "" the top, None no menu at all.

    Actions of one ``group`` exclude each other: one of them is ticked.
    """

    name: str
    shortcuts: tuple[str, ...] = ()
    menu: str | None = None
    group: str = ""
    enabled: bool = True
    toggles: bool = False
    """It is on or off by itself."""
    visible: bool = True


ACTIONS = (
    Declared("back", ("Alt+Left",)),
    Declared("forward", ("Alt+Right",)),
    Declared("home", ("Alt+Home",)),
    Declared("search", ("Ctrl+K", "Ctrl+L")),
    Declared("find", ("Ctrl+F",), ""),
    Declared("find_next", ("F3",)),
    Declared("find_previous", ("Shift+F3",)),
    Declared("read_aloud", ("Ctrl+Shift+O",), "", enabled=False, visible=False),
    Declared("bookmark", ("Ctrl+D",), "", enabled=False),
    Declared("bookmark_section", ("Ctrl+Shift+D",), "menu.bookmarks", enabled=False),
    Declared("highlight", ("Ctrl+Shift+H",), "menu.bookmarks", enabled=False),
    Declared("edit_note", ("Ctrl+M",), "menu.bookmarks", enabled=False),
    Declared("undo", ("Ctrl+Z",), "menu.bookmarks", enabled=False),
    Declared("redo", ("Ctrl+Shift+Z", "Ctrl+Y"), "menu.bookmarks", enabled=False),
    Declared("import_bookmarks", (), "menu.bookmarks"),
    Declared("export_bookmarks", (), "menu.bookmarks"),
    Declared("handout", ("Ctrl+Shift+P",), ""),
    Declared("reprint", (), "", enabled=False),
    Declared("save_pdf", ("Ctrl+Shift+S",), "", enabled=False),
    Declared("print", ("Ctrl+P",), "", enabled=False),
    Declared("letterhead", (), ""),
    Declared("show_topics", ("Ctrl+Shift+E",), ""),
    Declared("show_bookmarks", ("Ctrl+B",), ""),
    Declared("show_contents", ("Ctrl+Shift+I",), "", enabled=False),
    Declared("next_part", ("F6",)),
    Declared("previous_part", ("Shift+F6",)),
    Declared("close_tab", ("Ctrl+W", "Ctrl+F4"), "menu.tabs"),
    Declared("reopen_tab", ("Ctrl+Shift+T",), "menu.tabs"),
    Declared("next_tab", ("Ctrl+Tab", "Ctrl+PgDown"), "menu.tabs"),
    Declared("previous_tab", ("Ctrl+Shift+Tab", "Ctrl+PgUp"), "menu.tabs"),
    Declared("session", (), "menu.tabs", toggles=True),
    Declared("larger", ("Ctrl++", "Ctrl+="), "menu.appearance"),
    Declared("smaller", ("Ctrl+-",), "menu.appearance"),
    Declared("normal_size", ("Ctrl+0",), "menu.appearance"),
    Declared("theme_system", (), "menu.appearance", "theme"),
    Declared("theme_light", (), "menu.appearance", "theme"),
    Declared("theme_dark", (), "menu.appearance", "theme"),
    Declared("theme_contrast", (), "menu.appearance", "theme"),
    Declared("search_marks", (), "menu.appearance", toggles=True),
    Declared("language_da", (), "menu.language", "language"),
    Declared("language_en", (), "menu.language", "language"),
    Declared("open_folder", ("Ctrl+O",), "menu.articles"),
    Declared("shipped_content", (), "menu.articles"),
    Declared("reload", ("F5",), "menu.articles"),
    Declared("problems", (), "menu.articles"),
    Declared("choose_profile", (), "menu.profile"),
    Declared("sign_out", (), "menu.profile"),
    Declared("new_profile", (), "menu.profile"),
    Declared("rename_profile", (), "menu.profile"),
    Declared("change_pin", (), "menu.profile"),
    Declared("remove_profile", (), "menu.profile"),
    Declared("about", ("F1",), ""),
    Declared("quit", ("Ctrl+Q",), ""),
)


def make_actions(owner: QWidget, words: Catalogue, slots: Mapping[str, Callable[[], None]]) -> dict[str, QAction]:
    """A `QAction` for each row, bound to ``slots[name]`` and working in the whole of ``owner``."""
    groups: dict[str, QActionGroup] = {}
    made = {}
    for declared in ACTIONS:
        action = QAction(words.text(f"action.{declared.name}"), owner)
        action.setShortcuts([QKeySequence(keys) for keys in declared.shortcuts])
        action.setEnabled(declared.enabled)
        action.setVisible(declared.visible)
        action.setCheckable(declared.toggles)
        action.triggered.connect(lambda _on=False, slot=slots[declared.name]: slot())
        if declared.group:
            action.setCheckable(True)
            groups.setdefault(declared.group, QActionGroup(owner)).addAction(action)
        owner.addAction(action)
        made[declared.name] = action
    return made


def fill_menu(menu: QMenu, actions: Mapping[str, QAction], words: Catalogue, only: str | None = None) -> None:
    """Put the actions into ``menu``, those of a submenu below its title; ``only`` gives one submenu flat."""
    below: dict[str, QMenu] = {}
    for declared in ACTIONS:
        if declared.menu is None or (only is not None and declared.menu != only):
            continue
        if declared.menu == "" or only is not None:
            menu.addAction(actions[declared.name])
            continue
        if declared.menu not in below:
            below[declared.menu] = menu.addMenu(words.text(declared.menu))
        below[declared.menu].addAction(actions[declared.name])

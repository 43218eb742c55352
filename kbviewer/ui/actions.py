"""Every action of the window, declared once; menus, bar and shortcuts read this table.

The label of an action stands in the catalogue under ``action.<name>``. Shortcuts avoid "/" and AltGr
combinations, which Danish keyboards lack.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from kbviewer.i18n import Catalogue
from kbviewer.ui.locks import Locks


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
    needs: str = ""
    """The right that it takes, a property of `Rights`; without it the action is locked. "" when everybody may."""


ACTIONS = (
    Declared("back", ("Alt+Left",)),
    Declared("forward", ("Alt+Right",)),
    Declared("home", ("Alt+Home",)),
    Declared("search", ("Ctrl+K", "Ctrl+L")),
    Declared("find", ("Ctrl+F",), ""),
    Declared("find_next", ("F3",)),
    Declared("find_previous", ("Shift+F3",)),
    Declared("read_aloud", ("Ctrl+Shift+O",), "", enabled=False, visible=False),
    Declared("bookmark", ("Ctrl+D",), "", enabled=False, needs="bookmarks"),
    Declared("bookmark_section", ("Ctrl+Shift+D",), "menu.bookmarks", enabled=False, needs="bookmarks"),
    Declared("highlight", ("Ctrl+Shift+H",), "menu.bookmarks", enabled=False, needs="bookmarks"),
    Declared("edit_note", ("Ctrl+M",), "menu.bookmarks", enabled=False, needs="bookmarks"),
    Declared("undo", ("Ctrl+Z",), "menu.bookmarks", enabled=False, needs="bookmarks"),
    Declared("redo", ("Ctrl+Shift+Z", "Ctrl+Y"), "menu.bookmarks", enabled=False, needs="bookmarks"),
    Declared("import_bookmarks", (), "menu.bookmarks", needs="exchange"),
    Declared("export_bookmarks", (), "menu.bookmarks", needs="exchange"),
    Declared("handout", ("Ctrl+Shift+P",), "", needs="paper"),
    Declared("reprint", (), "", enabled=False, needs="paper"),
    Declared("save_pdf", ("Ctrl+Shift+S",), "", enabled=False, needs="saving"),
    Declared("print", ("Ctrl+P",), "", enabled=False, needs="printing"),
    Declared("letterhead", (), "", needs="letterhead"),
    Declared("show_topics", ("Ctrl+Shift+E",), ""),
    Declared("show_bookmarks", ("Ctrl+B",), "", needs="bookmarks"),
    Declared("show_contents", ("Ctrl+Shift+I",), "", enabled=False),
    Declared("next_part", ("F6",)),
    Declared("previous_part", ("Shift+F6",)),
    Declared("close_tab", ("Ctrl+W", "Ctrl+F4"), "menu.tabs", needs="tabs"),
    Declared("reopen_tab", ("Ctrl+Shift+T",), "menu.tabs", needs="tabs"),
    Declared("next_tab", ("Ctrl+Tab", "Ctrl+PgDown"), "menu.tabs", needs="tabs"),
    Declared("previous_tab", ("Ctrl+Shift+Tab", "Ctrl+PgUp"), "menu.tabs", needs="tabs"),
    Declared("session", (), "menu.tabs", toggles=True, needs="settings"),
    Declared("larger", ("Ctrl++", "Ctrl+="), "menu.appearance"),
    Declared("smaller", ("Ctrl+-",), "menu.appearance"),
    Declared("normal_size", ("Ctrl+0",), "menu.appearance"),
    Declared("theme_system", (), "menu.appearance", "theme"),
    Declared("theme_light", (), "menu.appearance", "theme"),
    Declared("theme_dark", (), "menu.appearance", "theme"),
    Declared("theme_contrast", (), "menu.appearance", "theme"),
    Declared("search_marks", (), "menu.appearance", toggles=True),
    Declared("language_da", (), "menu.language", "language", needs="language"),
    Declared("language_en", (), "menu.language", "language", needs="language"),
    Declared("open_folder", ("Ctrl+O",), "menu.articles", needs="content"),
    Declared("add_folder", (), "menu.articles", needs="content"),
    Declared("shipped_content", (), "menu.articles", needs="content"),
    Declared("own_copy", (), "menu.articles", enabled=False, needs="files"),
    Declared("reload", ("F5",), "menu.articles"),
    Declared("problems", (), "menu.articles"),
    Declared("choose_profile", (), "menu.profile", needs="profiles"),
    Declared("sign_out", (), "menu.profile", needs="profiles"),
    Declared("new_profile", (), "menu.profile", needs="profiles"),
    Declared("rename_profile", (), "menu.profile", needs="profiles"),
    Declared("change_pin", (), "menu.profile", needs="profiles"),
    Declared("remove_profile", (), "menu.profile", needs="profiles"),
    Declared("about", ("F1",), ""),
    Declared("quit", ("Ctrl+Q",), "", needs="leaving"),
)


def make_actions(
    owner: QWidget, words: Catalogue, slots: Mapping[str, Callable[[], None]], locks: Locks
) -> dict[str, QAction]:
    """A `QAction` for each row, bound to ``slots[name]`` and working in the whole of ``owner``, unless it is locked."""
    groups: dict[str, QActionGroup] = {}
    made = {}
    for declared in ACTIONS:
        action = QAction(words.text(f"action.{declared.name}"), owner)
        action.setShortcuts([QKeySequence(keys) for keys in declared.shortcuts])
        action.setEnabled(declared.enabled)
        action.setVisible(declared.visible)
        action.setCheckable(declared.toggles)
        if declared.group:
            action.setCheckable(True)
        if locks.shuts(declared.needs):
            locks.hold(action)
        else:
            action.triggered.connect(lambda _on=False, slot=slots[declared.name]: slot())
        if declared.group and not locks.holds(action):
            groups.setdefault(declared.group, QActionGroup(owner)).addAction(action)
        owner.addAction(action)
        made[declared.name] = action
    return made


def fill_menu(
    menu: QMenu, actions: Mapping[str, QAction], words: Catalogue, locks: Locks, only: str | None = None
) -> None:
    """Put the actions into ``menu``, those of a submenu below its title; ``only`` gives one submenu flat.

    A submenu in which everything is locked shows one lock in place of many. A menu with locks ends with why.
    """
    below: dict[str, QMenu] = {}
    menu.setToolTipsVisible(True)
    for declared in ACTIONS:
        if declared.menu is None or (only is not None and declared.menu != only):
            continue
        if declared.menu == "" or only is not None:
            menu.addAction(actions[declared.name])
            continue
        if declared.menu not in below:
            below[declared.menu] = menu.addMenu(words.text(declared.menu))
            below[declared.menu].setToolTipsVisible(True)
        below[declared.menu].addAction(actions[declared.name])
    for one in below.values():
        if all(map(locks.holds, one.actions())):
            locks.hold(one.menuAction())
    for each in (menu, *below.values()):
        if any(map(locks.holds, each.actions())):
            each.addSeparator()
            each.addAction(locks.legend)

"""What each action of the table in `kbviewer.ui.actions` does to the window.

What an action alone needs is loaded by the action, or every start would wait for it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog

from kbviewer import paths
from kbviewer.library import edits
from kbviewer.settings import CONTENT_FOLDERS, LANGUAGE, PRINTER, SEARCH_MARKS, SESSION, THEME, Setting
from kbviewer.ui.browse import BOOKMARKS, TOPICS

if TYPE_CHECKING:
    from kbviewer.errors import ExpectedError
    from kbviewer.handouts.letterhead import Letterhead
    from kbviewer.handouts.press import Printed
    from kbviewer.ui.reading import ReadingPane
    from kbviewer.ui.window import Window

Slot = Callable[[], None]


def slots(window: Window) -> dict[str, Slot]:
    """The slot of every action, by its name."""
    own: dict[str, Slot] = {
        "back": window.go_back,
        "forward": window.go_forward,
        "home": lambda: window.open(window.home),
        "search": partial(_focus_search, window),
        "bookmark": window.notebook.toggle_bookmark,
        "bookmark_section": partial(_bookmark_section, window),
        "highlight": window.notebook.highlight,
        "edit_note": window.notebook.write_note,
        "undo": window.marks.undo,
        "redo": window.marks.redo,
        "import_bookmarks": window.exchanging.begin_import,
        "export_bookmarks": window.exchanging.begin_export,
        "handout": window.handing_out.begin,
        "reprint": window.handing_out.begin_again,
        "save_pdf": lambda: _make_pdf(window, window.printing.save),
        "print": lambda: _make_pdf(window, window.printing.ask_and_print),
        "letterhead": partial(_show_letterhead, window),
        "show_topics": lambda: window.browse.show_tab(TOPICS),
        "show_bookmarks": lambda: window.browse.show_tab(BOOKMARKS),
        "show_contents": window.notebook.side.toggle,
        "larger": lambda: window.appearance.step_text_size(1),
        "smaller": lambda: window.appearance.step_text_size(-1),
        "normal_size": lambda: window.appearance.step_text_size(0),
        "open_folder": partial(_open_folder, window),
        "add_folder": partial(_open_folder, window, on_top=True),
        "shipped_content": lambda: _use_folders(window, ()),
        "own_copy": partial(_ask_own_copy, window),
        "reload": partial(window.keeper.start, rebuild=True),
        "problems": partial(_show_problems, window),
        "about": partial(_about, window),
        "quit": partial(_quit, window),
    }
    return own | _reading(window) | _profile(window) | _choices(window)


def _reading(window: Window) -> dict[str, Slot]:
    def in_pane(do: Callable[[ReadingPane], None]) -> Slot:
        return lambda: do(window.pane) if window.pane else None

    return {
        "find": in_pane(lambda pane: pane.find_bar.begin()),
        "find_next": in_pane(lambda pane: pane.find_bar.step(1)),
        "find_previous": in_pane(lambda pane: pane.find_bar.step(-1)),
        "read_aloud": in_pane(lambda pane: pane.aloud.begin(pane.reader.text)),
        "next_part": lambda: window.step_part(1),
        "previous_part": lambda: window.step_part(-1),
        "close_tab": in_pane(lambda pane: pane.close_tab()),
        "reopen_tab": in_pane(lambda pane: pane.reopen_tab()),
        "next_tab": in_pane(lambda pane: pane.step_tab(1)),
        "previous_tab": in_pane(lambda pane: pane.step_tab(-1)),
        "session": partial(_toggle, window, SESSION),
        "search_marks": partial(_toggle, window, SEARCH_MARKS),
    }


def _profile(window: Window) -> dict[str, Slot]:
    return {
        "choose_profile": window.person.ask,
        "sign_out": window.people.sign_out,
        "new_profile": partial(_open_form, window, "new"),
        "rename_profile": partial(_open_form, window, "rename"),
        "change_pin": partial(_open_form, window, "pin"),
        "remove_profile": partial(_open_form, window, "remove"),
    }


def _open_form(window: Window, name: str) -> None:
    from kbviewer.ui import profile_forms as forms  # noqa: PLC0415

    people, words = window.people, window.words
    if name == "remove":
        form: forms.ProfileForm = forms.RemoveForm(people, words, partial(_tell_profile_kept, window), window)
    else:
        kinds = {"new": forms.NewProfileForm, "rename": forms.RenameForm, "pin": forms.PinForm}
        form = kinds[name](people, words, window)
    form.open()


def _tell_profile_kept(window: Window, aside: Path) -> None:
    window.messages.tell(window.words.text("profile.removed", path=aside))


def _toggle(window: Window, setting: Setting) -> None:
    window.change(setting, "off" if window.settings.text(setting) == "on" else "on")


def _choices(window: Window) -> dict[str, Slot]:
    return {
        f"{setting.name}_{choice}": partial(window.change, setting, choice)
        for setting in (THEME, LANGUAGE)
        for choice in setting.choices
    }


def _show_problems(window: Window) -> None:
    from kbviewer.ui.problems import ProblemsDialog  # noqa: PLC0415

    open_one = window.findChild(ProblemsDialog)
    dialog = open_one or ProblemsDialog(window.workspace.check, window.words, window)
    if open_one is None:
        dialog.opened.connect(window.open_article)
    dialog.show()
    dialog.raise_()
    dialog.activateWindow()


def _quit(window: Window) -> None:
    window.close()


def _focus_search(window: Window) -> None:
    window.bar.search.setFocus()
    window.bar.search.selectAll()


def _bookmark_section(window: Window) -> None:
    article, reader = window.article, window.reader
    if article is None or reader is None:
        return
    if window.people.is_nobody:
        window.person.ask()
        return

    def add(anchor: str) -> None:
        known = any(section.anchor == anchor for section in article.sections)
        target = window.workspace.target(article, anchor if known else "")
        window.marks.edit(edits.add(target), lambda _change: told(target.heading or target.title))

    def told(name: str) -> None:
        window.messages.tell(window.words.text("window.section_bookmarked", title=name), of_page=True)

    reader.text.section_in_view(add)


def _make_pdf(window: Window, then: Callable[[bytes, str], None]) -> None:
    from kbviewer.ui.pressing import press_article  # noqa: PLC0415

    article = window.article
    if article is None:
        return

    def done(pressed: tuple[Printed, ExpectedError | None]) -> None:
        made, trouble = pressed
        if trouble:
            window.tell_error(trouble)
        if made.missing:
            pictures = ", ".join(made.missing)
            told = window.words.text("handout.pictures_missing", n=len(made.missing), pictures=pictures)
            window.messages.tell(told, of_page=True)
        then(made.pdf, article.title)

    press = partial(press_article, article.id, window.workspace, window.words, window.rights)
    window.papers.run(press, done, window.tell_error)


def _show_letterhead(window: Window) -> None:
    from kbviewer.handouts.letterhead import usable_letterhead, write_letterhead  # noqa: PLC0415
    from kbviewer.ui.letterhead_dialog import LetterheadDialog, Paper  # noqa: PLC0415

    workspace = window.workspace
    data = workspace.places.data

    def sample(letterhead: Letterhead) -> bytes:
        from kbviewer.handouts.press import Press  # noqa: PLC0415

        shown = window.article.id if window.article else next((each.id for each in workspace.listed()), "")
        press = Press(workspace.image, window.words, letterhead)
        return press.pdf(workspace.suggest([shown]), date.today()).pdf if shown else b""

    def opened(read: tuple[Letterhead, ExpectedError | None]) -> None:
        if window.findChild(LetterheadDialog) is not None:
            return
        letterhead, trouble = read
        printer = window.rights.policy.printer or window.settings.text(PRINTER)
        paper = Paper(letterhead, lambda changed: write_letterhead(changed, data), sample)
        is_fixed = bool(window.rights.policy.printer)
        dialog = LetterheadDialog(paper, printer, window.words, window, is_fixed=is_fixed)
        if not is_fixed:
            dialog.printer_chosen.connect(partial(window.change, PRINTER))
        dialog.printer_chosen.connect(window.handing_out.show_paper)
        dialog.open()
        if trouble:
            dialog.tell(trouble)

    window.papers.run(partial(usable_letterhead, data), opened, window.tell_error)


def _open_folder(window: Window, *, on_top: bool = False) -> None:
    """Read a folder that is asked for, alone or ``on_top`` of those read now."""
    now = window.workspace.places.content
    title = window.words.text("dialog.add_folder" if on_top else "dialog.choose_folder")
    chosen = QFileDialog.getExistingDirectory(window, title, str(now[-1]))
    if chosen:
        below = [str(folder) for folder in now if folder != Path(chosen)] if on_top else []
        _use_folders(window, (*below, chosen))


def _use_folders(window: Window, chosen: tuple[str, ...]) -> None:
    places = window.workspace.places
    content = tuple(map(Path, chosen)) or (paths.shipped_content(),)
    window.change(CONTENT_FOLDERS, tuple(paths.kept(Path(folder), places.data) for folder in chosen))
    window.library.move(replace(places, content=content))


def _ask_own_copy(window: Window) -> None:
    from kbviewer.ui import own_copy  # noqa: PLC0415

    own_copy.ask(window)


def _about(window: Window) -> None:
    from kbviewer.ui.about_dialog import AboutDialog  # noqa: PLC0415

    dialog = window.findChild(AboutDialog) or AboutDialog(window.workspace.places, window.words, window)
    dialog.show()
    dialog.raise_()
    dialog.activateWindow()

"""Every surface of the program, one after the other: the window with its parts and dialogs, and the kiosk."""

from collections.abc import Callable, Iterator
from typing import NamedTuple, TypeVar

from PySide6.QtCore import QCoreApplication, QEvent, QPoint
from PySide6.QtWidgets import QDialog, QMenu, QToolButton, QWidget

from kbviewer import urls
from kbviewer.articles.article import Article
from kbviewer.library import edits
from kbviewer.library.bookmark import Highlight, new_uid, now
from kbviewer.library.differences import differences
from kbviewer.library.profiles import Profile
from kbviewer.ui.about_dialog import AboutDialog
from kbviewer.ui.browse import BOOKMARKS, TOPICS
from kbviewer.ui.changes_dialog import Changed, ChangesDialog
from kbviewer.ui.fallback import FallbackPage
from kbviewer.ui.gone_dialog import GoneDialog, Lost
from kbviewer.ui.kiosk.countdown import Countdown
from kbviewer.ui.kiosk.kiosk import Kiosk
from kbviewer.ui.kiosk.staff_door import Admitted
from kbviewer.ui.kiosk.visit import Visit
from kbviewer.ui.letterhead_dialog import LetterheadDialog
from kbviewer.ui.own_copy import OwnCopyForm
from kbviewer.ui.problems import ProblemsDialog
from kbviewer.ui.profile_forms import NewProfileForm, PinForm, RemoveForm, RenameForm
from kbviewer.ui.profiles import ProfilesDialog
from kbviewer.ui.screenshot import wait_for
from kbviewer.ui.sheet.article_picker import ArticlePicker
from kbviewer.ui.sheet.template_form import TemplateForm
from kbviewer.ui.window import Window

Kind = TypeVar("Kind", bound=QWidget)

NAME = "Åse Bøgh-Sørensen"
SHEET_TEMPLATE = "Ved knæet"
PIN = "1234"


class Surface(NamedTuple):
    """Something a person looks at, and what to call its picture."""

    name: str
    widget: QWidget


class Silent:
    """A voice that says nothing, and goes on saying it."""

    def say(self, sentence: str, then: Callable[[], None]) -> None: ...
    def pause(self) -> None: ...
    def resume(self) -> None: ...
    def stop(self) -> None: ...


class Told(NamedTuple):
    """What a tour shows: an article's id, a search that finds it and one that finds nothing."""

    article: str
    search: str = "ondt"
    nothing: str = "xyzzyq"


# --- the window -------------------------------------------------------------------------------------


def window_tour(window: Window, told: Told) -> Iterator[Surface]:
    """A started window on its home page, its parts, then its dialogs."""
    article = window.workspace.article(told.article)
    assert article is not None
    window.set_voice(Silent())
    yield Surface("home", window)
    yield from _searches(window, told)
    yield from _panels(window, article)
    yield from _bars(window)
    yield from _menus(window)
    yield from _dialogs(window, article)


def _searches(window: Window, told: Told) -> Iterator[Surface]:
    for name, query in (("results", told.search), ("nothing-found", told.nothing)):
        window.bar.search.setText(query)
        wait_for(lambda: window.browse.results.query() == window.bar.search.text())
        yield Surface(name, window)
    window.bar.search.clear()


def _panels(window: Window, article: Article) -> Iterator[Surface]:
    window.browse.show_tab(BOOKMARKS)
    yield Surface("no-bookmarks", window)
    _keep(window, article)
    shown(window, urls.article(article.id))
    window.browse.show_tab(BOOKMARKS)
    window.notebook.write_note()
    yield Surface("article-with-note", window)
    window.browse.show_nobody(True)
    yield Surface("who-are-you", window)
    window.browse.show_nobody(False)
    window.browse.show_tab(TOPICS)


def _keep(window: Window, article: Article) -> None:
    """Bookmarks of the article and a section of it, a folder, and a highlight."""
    marks, target = window.marks, window.workspace.target(article, "")
    wait_for(lambda: marks.is_used)
    marks.edit(edits.add(target, note="Husk **pausen**"))
    marks.edit(edits.add(window.workspace.target(article, article.sections[0].anchor), label="green"))
    marks.edit(edits.new_folder("Hjemmeøvelser"))
    passage = Highlight(new_uid(), article.id, article.title, article.title, "", "", "yellow", now(), "")
    marks.edit(edits.highlight(passage))
    wait_for(lambda: bool(marks.shelf.highlights_in(article.id)))


def _bars(window: Window) -> Iterator[Surface]:
    assert window.pane is not None
    window.foot.show_progress(7, 200)
    window.foot.printing.show_pages(3, 12)
    window.messages.tell(window.words.text("window.link_outside", address="https://www.eksempel.dk/et/langt/sted"),
                         window.words.text("window.copy_address"), lambda: None)  # fmt: skip
    window.actions_by_name["find"].trigger()
    yield Surface("find-progress-message", window)
    window.pane.find_bar.leave()
    window.messages.clear()
    window.foot.printing.hide()
    window.foot.show_ready(648)
    window.pane.aloud.begin(window.pane.reader.text)
    yield Surface("reading-aloud", window)
    window.pane.aloud.stop()
    page = FallbackPage(window.words)
    page.show_text("Ondt i knæet", "Knæet kan gøre ondt på forsiden.")
    page.resize(640, 480)
    yield from _alone("page-as-text", page)


def _dialogs(window: Window, article: Article) -> Iterator[Surface]:
    words, theme = window.words, window.appearance.theme
    changes = differences("Stræk tre gange.", "Stræk fem gange.")
    yield from _opened("changes", ChangesDialog(Changed(article.title, "2. maj 2026", changes), words, theme, window))
    lost = Lost("article", article.title, "Husk **pausen**", "Det, der stod.", ("Ondt i foden", "Ondt i anklen"))
    yield from _opened("gone", GoneDialog(lost, words, window))
    yield from _opened("own-copy", OwnCopyForm(window, article, window.workspace.places.content[-1]))
    yield from _opened("new-profile", NewProfileForm(window.people, words, window))
    window.people.profile = Profile("a", NAME, has_pin=True)
    yield from _opened("rename-profile", RenameForm(window.people, words, window))
    yield from _opened("change-pin", PinForm(window.people, words, window))
    yield from _opened("remove-profile", RemoveForm(window.people, words, lambda _aside: None, window))
    window.people.profile = None
    yield from _opened("profiles", ProfilesDialog(window.people, words, window))
    yield from _asked(window, "problems", ProblemsDialog, lambda dialog: dialog.again.isEnabled())
    yield from _asked(window, "letterhead", LetterheadDialog)
    yield from _about(window)
    yield from _import(window)
    yield from _sheet(window)


def _about(window: Window) -> Iterator[Surface]:
    window.actions_by_name["about"].trigger()
    dialog = window.findChild(AboutDialog)
    assert dialog is not None
    for place in range(dialog.tabs.count()):
        dialog.tabs.setCurrentIndex(place)
        yield Surface(f"about-{place + 1}", dialog)
    _close(dialog)


def _menus(window: Window) -> Iterator[Surface]:
    """The menus of the bar, each where its button is."""
    for button in window.bar.findChildren(QToolButton):
        if menu := button.menu():
            for number, one in enumerate((menu, *(each for each in menu.findChildren(QMenu) if each is not menu))):
                one.popup(window.mapToGlobal(QPoint(40, 40)))
                yield Surface(f"menu-{button.accessibleName().strip('⟦⟧~')}-{number}", one)
                one.hide()


def _import(window: Window) -> Iterator[Surface]:
    file = window.workspace.places.data / "bogmaerker.json"
    window.exchanging.write(file)
    wait_for(file.exists)
    window.marks.edit(edits.remove(list(window.marks.shelf.rows)))
    wait_for(lambda: not window.marks.shelf.rows)
    dialog = window.exchanging.read(file)
    wait_for(dialog.import_button.isVisible)
    yield Surface("import", dialog)
    _close(dialog)
    window.messages.clear()


def _sheet(window: Window) -> Iterator[Surface]:
    window.actions_by_name["handout"].trigger()
    wait_for(lambda: window.handing_out.dialog is not None)
    sheet = window.handing_out.dialog
    assert sheet is not None
    wait_for(sheet.foot.print.isEnabled)
    sheet.foot.printing.show_pages(1, 4)
    yield Surface("sheet", sheet)
    sheet.choices.verticalScrollBar().setValue(10_000)
    yield Surface("sheet-below", sheet)
    yield from _opened("sheet-articles", ArticlePicker(window.workspace.listed(), window.words, sheet))
    yield from _opened("sheet-template", TemplateForm(window.words, SHEET_TEMPLATE, sheet, "Ring til os"))
    sheet.leave()


def _asked(
    window: Window, action: str, kind: type[Kind], is_ready: Callable[[Kind], bool] = lambda _dialog: True
) -> Iterator[Surface]:
    """The dialog that an action of the window opens."""
    window.actions_by_name[action].trigger()
    wait_for(lambda: window.findChild(kind) is not None)
    dialog = window.findChild(kind)
    assert dialog is not None
    wait_for(lambda: is_ready(dialog))
    yield Surface(action, dialog)
    _close(dialog)


def _opened(name: str, dialog: QDialog) -> Iterator[Surface]:
    dialog.show()
    yield Surface(name, dialog)
    _close(dialog)


def _alone(name: str, widget: QWidget) -> Iterator[Surface]:
    widget.show()
    yield Surface(name, widget)
    widget.hide()
    widget.deleteLater()


def _close(dialog: QWidget) -> None:
    dialog.close()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def shown(window: Window, url: str) -> None:
    """Go to a page and wait for it."""
    assert window.reader is not None
    loaded: list[str] = []
    window.reader.loaded.connect(loaded.append)
    window.open(url)
    wait_for(lambda: url in loaded)


# --- the kiosk --------------------------------------------------------------------------------------


def kiosk_tour(kiosk: Kiosk, told: Told, size: tuple[int, int]) -> Iterator[Surface]:
    """A kiosk with its first start page there, a patient's visit, then the door and who comes through it."""
    frame = kiosk.frame
    frame.setFixedSize(*size)
    assert kiosk.visit is not None
    kiosk.take_voice(Silent())
    yield Surface("kiosk-start", frame)
    for name in _visit(kiosk.visit, told):
        yield Surface(name, frame)
    for name in _door(kiosk):
        yield Surface(name, frame)
    countdown = Countdown(kiosk.asking.words)
    countdown.show_left(30)
    countdown.setFixedSize(*size)
    yield from _alone("kiosk-countdown", countdown)


def _visit(visit: Visit, told: Told) -> Iterator[str]:
    visit.keyboard.come(visit.search)
    for name, query in (("kiosk-results", told.search), ("kiosk-nothing-found", told.nothing)):
        visit.search.setText(query)
        wait_for(lambda: visit.results.query() == visit.search.text())
        yield name
    visit.leave_results()
    url = urls.article(told.article)
    loaded: list[str] = []
    visit.pane.loaded.connect(loaded.append)
    visit.open(url)
    wait_for(lambda: url in loaded)
    yield "kiosk-article"
    visit.page_bar.find_asked.emit()
    visit.messages.tell(visit.words.text("kiosk.printing"))
    yield "kiosk-find"
    visit.keyboard.leave()
    visit.pane.find_bar.leave()
    visit.page_bar.aloud_asked.emit()
    yield "kiosk-reading-aloud"
    visit.pane.aloud.stop()


def _door(kiosk: Kiosk) -> Iterator[str]:
    assert kiosk.visit is not None
    kiosk.visit.staff_asked.emit()
    door = kiosk.door
    assert door is not None
    wait_for(lambda: bool(door.names))
    yield "kiosk-door"
    door.names[-1].click()
    pad = door.pad
    assert pad is not None
    yield "kiosk-pin"
    pad.wait(300.0)
    yield "kiosk-pin-wait"
    door.admitted.emit(Admitted())
    assert kiosk.staff is not None
    window = kiosk.staff.window_here
    wait_for(lambda: window.reader is not None)
    yield "kiosk-staff"

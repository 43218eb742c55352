"""The window as a person uses it: type, read, bookmark, go back."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QColor, QImage
from PySide6.QtWebEngineWidgets import QWebEngineView
from PySide6.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QFileDialog,
    QLineEdit,
    QMenu,
    QProgressBar,
    QSplitter,
    QStackedWidget,
    QTabBar,
    QWidget,
)
from pytestqt.qtbot import QtBot

from kbviewer import paths
from kbviewer.i18n import Catalogue
from kbviewer.library import edits
from kbviewer.paths import resources
from kbviewer.policy import FREE
from kbviewer.render.theme import LIGHT
from kbviewer.search.hit import Hit
from kbviewer.search.reply import Reply
from kbviewer.search.update import IndexReport
from kbviewer.settings import CONTENT_FOLDERS, Settings
from kbviewer.ui.browse import BOOKMARKS, RESULTS, TOPICS
from kbviewer.ui.cards import card_html
from kbviewer.ui.look import tooltip
from kbviewer.ui.own_copy import OwnCopyForm
from kbviewer.ui.window import SMALLEST, Window
from kbviewer.workspace import Places, Workspace
from tests.ui.conftest import OpenWindow

PATIENCE = 20_000


def open_article(qtbot: QtBot, window: Window, article_id: str) -> None:
    assert window.reader is not None
    with qtbot.waitSignal(window.reader.loaded, timeout=PATIENCE, check_params_cb=lambda url: article_id in url):
        window.open_article(article_id)
    assert window.article is not None and window.article.id == article_id


def test_every_letter_typed_gives_results_and_enter_opens_the_first(qtbot: QtBot, window: Window) -> None:
    qtbot.keyClicks(window.bar.search, "under foden")
    qtbot.waitUntil(lambda: window.browse.results.query() == "under foden", timeout=PATIENCE)
    assert window.browse.tab() == RESULTS
    first = window.browse.results.first()
    assert first is not None and first.id == "fod/hael"
    with qtbot.waitSignal(window.shown_article, timeout=PATIENCE):
        qtbot.keyClick(window.bar.search, Qt.Key.Key_Return)
    assert window.windowTitle() == "Ondt under hælen – kbviewer"


def test_the_foot_counts_what_the_lists_show_also_after_a_look_that_finds_nothing_new(
    qtbot: QtBot, open_window: OpenWindow, content: Path
) -> None:
    (content / "fod" / "omraade.md").write_text("---\nunlisted: true\n---\n# Foden\n\nOm foden.\n", encoding="utf-8")
    window = open_window(FREE)
    with qtbot.waitSignal(window.keeper.finished, timeout=PATIENCE):
        window.keeper.look()
    assert window.foot.count.text() == "3 artikler"


def test_no_answer_to_an_earlier_letter_is_ever_shown(qtbot: QtBot, window: Window) -> None:
    shown: list[str] = []
    current: list[str] = []

    def note(answer: tuple[bool, Reply, object, object]) -> None:
        shown.append(answer[1].query)
        current.append(window.bar.search.text())

    window.searching.lane.answered.connect(note)
    for letter in "hælspore":
        qtbot.keyClicks(window.bar.search, letter)
    qtbot.waitUntil(lambda: bool(shown) and shown[-1] == "hælspore", timeout=PATIENCE)
    assert shown == current


def test_no_hits_says_what_to_try(qtbot: QtBot, window: Window) -> None:
    qtbot.keyClicks(window.bar.search, "xyzzy")
    qtbot.waitUntil(lambda: window.browse.results.query() == "xyzzy", timeout=PATIENCE)
    assert "Ingen artikler passer til »xyzzy«" in window.browse.results.hint.text()


def test_escape_empties_the_search_and_shows_topics(qtbot: QtBot, window: Window) -> None:
    qtbot.keyClicks(window.bar.search, "knæ")
    qtbot.keyClick(window.bar.search, Qt.Key.Key_Escape)
    assert window.bar.search.text() == ""
    assert window.browse.tab() == TOPICS


def test_topics_stand_in_danish_order_under_their_letters(window: Window) -> None:
    assert window.browse.topics.titles() == ["O", "Ondt i knæet", "Ondt under hælen", "Å", "Ålestræk"]


def test_headings_of_the_article_stand_beside_it(qtbot: QtBot, window: Window) -> None:
    open_article(qtbot, window, "fod/hael")
    assert window.notebook.side.contents.titles() == ["Søg læge, hvis", "Symptomer", "Øvelser"]


def wait_for_bookmarks(qtbot: QtBot, window: Window, *names: str) -> None:
    qtbot.waitUntil(lambda: window.browse.bookmarks.names() == list(names), timeout=PATIENCE)


def test_a_bookmark_is_kept_listed_removed_and_brought_back(qtbot: QtBot, window: Window) -> None:
    open_article(qtbot, window, "fod/hael")
    window.actions_by_name["bookmark"].trigger()
    wait_for_bookmarks(qtbot, window, "Ondt under hælen")
    assert window.bar.bookmark.text() == "★ Gemt"
    window.actions_by_name["bookmark"].trigger()
    wait_for_bookmarks(qtbot, window)
    assert "fjernet" in window.messages.text()
    window.messages.act()
    wait_for_bookmarks(qtbot, window, "Ondt under hælen")


def test_back_returns_to_the_article_before(qtbot: QtBot, window: Window) -> None:
    open_article(qtbot, window, "fod/hael")
    open_article(qtbot, window, "knae/knae")
    qtbot.waitUntil(window.actions_by_name["back"].isEnabled, timeout=PATIENCE)
    with qtbot.waitSignal(window.shown_article, timeout=PATIENCE):
        window.actions_by_name["back"].trigger()
    assert window.article is not None and window.article.id == "fod/hael"


def test_a_changed_file_shows_without_a_restart(qtbot: QtBot, window: Window, content: Path) -> None:
    open_article(qtbot, window, "knae/knae")
    file = content / "knae" / "knae.md"
    file.write_text(file.read_text(encoding="utf-8").replace("Ondt i knæet", "Knæsmerter"), encoding="utf-8")
    with qtbot.waitSignal(window.keeper.finished, timeout=PATIENCE):
        window.keeper.look()
    assert window.windowTitle() == "Knæsmerter – kbviewer"
    assert "Knæsmerter" in window.browse.topics.titles()


def test_a_removed_article_keeps_its_bookmark_and_says_so(qtbot: QtBot, window: Window, content: Path) -> None:
    open_article(qtbot, window, "knae/knae")
    window.actions_by_name["bookmark"].trigger()
    wait_for_bookmarks(qtbot, window, "Ondt i knæet")
    (content / "knae" / "knae.md").unlink()
    with qtbot.waitSignal(window.keeper.finished, timeout=PATIENCE):
        window.keeper.look()
    wait_for_bookmarks(qtbot, window, "Ondt i knæet (findes ikke længere)")


def test_text_size_is_kept(qtbot: QtBot, window: Window) -> None:
    assert window.reader is not None
    view = window.reader.findChild(QWebEngineView)
    assert view is not None
    window.actions_by_name["larger"].trigger()
    window.actions_by_name["larger"].trigger()
    assert view.zoomFactor() == pytest.approx(1.2)
    assert '"text_size": 120' in (window.workspace.places.data / "settings.json").read_text(encoding="utf-8")
    window.actions_by_name["normal_size"].trigger()
    assert '"text_size": 100' in (window.workspace.places.data / "settings.json").read_text(encoding="utf-8")


def test_ctrl_b_shows_the_bookmarks(qtbot: QtBot, window: Window) -> None:
    window.actions_by_name["show_bookmarks"].trigger()
    assert window.browse.tab() == BOOKMARKS
    assert window.browse.bookmarks.empty.isVisibleTo(window)


def test_an_external_link_is_told_and_not_opened(qtbot: QtBot, window: Window) -> None:
    assert window.reader is not None
    window.reader.open("https://eksempel.dk/kort")
    qtbot.waitUntil(lambda: "eksempel.dk/kort" in window.messages.text(), timeout=PATIENCE)


def test_an_address_outside_is_refused_even_before_any_page_is_shown(qtbot: QtBot, window: Window) -> None:
    assert window.pane is not None and window.reader is not None
    window.pane.restore((), 0)
    view = window.reader.findChild(QWebEngineView)
    assert view is not None
    arrived: list[str] = []
    window.pane.loaded.connect(arrived.append)
    with qtbot.waitSignal(view.loadFinished, timeout=PATIENCE):
        window.reader.open("https://eksempel.dk/kort")
    assert not any("eksempel.dk" in url for url in arrived)


def test_what_is_told_of_a_page_on_its_way_goes_when_another_is_asked_for_before_it_comes(
    qtbot: QtBot, window: Window
) -> None:
    assert window.pane is not None
    with qtbot.waitSignal(window.pane.leaving, timeout=PATIENCE):
        window.open_article("fod/hael")
    window.tell_outside("https://eksempel.dk/undervejs")
    with qtbot.waitSignal(window.pane.loaded, timeout=PATIENCE, check_params_cb=lambda url: "knae" in url):
        window.open_article("knae/knae")
    assert window.messages.text() == ""


def test_what_is_told_while_a_page_is_on_its_way_stays_and_what_was_told_of_the_one_before_goes(
    qtbot: QtBot, window: Window
) -> None:
    assert window.pane is not None
    open_article(qtbot, window, "fod/hael")
    open_article(qtbot, window, "knae/knae")
    window.tell_outside("https://eksempel.dk/foer")
    on_its_way = window.pane.leaving.connect(lambda: window.tell_outside("https://eksempel.dk/undervejs"))
    with qtbot.waitSignal(window.pane.loaded, timeout=PATIENCE):
        window.go_back()
    window.pane.leaving.disconnect(on_its_way)
    assert "eksempel.dk/undervejs" in window.messages.text()
    window.messages.withdraw(window.messages.text())
    assert window.messages.text() == ""
    window.tell_outside("https://eksempel.dk/efter")
    with qtbot.waitSignal(window.pane.loaded, timeout=PATIENCE):
        window.go_forward()
    assert window.messages.text() == ""


def test_every_control_in_the_window_has_a_name_in_words_for_the_screen_reader(qtbot: QtBot, window: Window) -> None:
    open_article(qtbot, window, "fod/hael")
    assert window.pane is not None
    window.pane.open_tab("kb://article/knae/knae")
    controls = [
        widget
        for widget in window.findChildren(QWidget)
        if (widget.focusPolicy() != Qt.FocusPolicy.NoFocus or isinstance(widget, QAbstractButton | QProgressBar))
        and not isinstance(widget, QMenu | QSplitter | QStackedWidget)
        and not (widget.objectName().startswith("qt_") or isinstance(widget.parent(), QLineEdit | QTabBar | QComboBox))
        and widget.focusProxy() is None
        and not widget.isHidden()  # by itself; what a folded strip holds counts
        and not widget.inherits("QQuickWidget")
        and not (widget.parent() or widget).inherits("QComboBoxPrivateContainer")
    ]
    assert len(controls) > 30
    for widget in controls:
        face = QAccessible.queryAccessibleInterface(widget)
        name = face.text(QAccessible.Text.Name)
        assert any(letter.isalpha() for letter in name), (widget, widget.parent(), name)
    for bar in window.findChildren(QTabBar):
        for place in range(bar.count()):
            assert any(letter.isalpha() for letter in bar.accessibleTabName(place) or bar.tabText(place))


def test_another_folder_replaces_the_library(qtbot: QtBot, window: Window, tmp_path: Path) -> None:
    other = tmp_path / "klinikkens egne"
    other.mkdir()
    (other / "haand.md").write_text("---\ntitle: Ondt i hånden\n---\nTekst", encoding="utf-8")
    places = window.workspace.places
    window.library.move(Places((other,), places.data, places.resources))
    qtbot.waitUntil(lambda: window.browse.topics.titles() == ["O", "Ondt i hånden"], timeout=PATIENCE)


def test_a_folder_laid_on_top_goes_before_and_leaves_the_rest(
    qtbot: QtBot, window: Window, content: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = tmp_path / "egne"
    (own / "fod").mkdir(parents=True)
    (own / "fod" / "hael.md").write_text("---\ntitle: Klinikkens hæl\n---\nVores råd.\n", encoding="utf-8")
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_asked: str(own))
    for _twice in range(2):
        with qtbot.waitSignal(window.keeper.finished, timeout=PATIENCE):
            window.actions_by_name["add_folder"].trigger()
        titles = {one.id: one.title for one in window.workspace.listed()}
        assert (titles["fod/hael"], titles["knae/knae"]) == ("Klinikkens hæl", "Ondt i knæet")
        assert window.workspace.places.content == (content, own)
    assert window.settings.texts(CONTENT_FOLDERS) == ("../artikler", "../egne")


def test_an_empty_folder_says_what_to_do(qtbot: QtBot, window: Window, tmp_path: Path) -> None:
    (tmp_path / "tom").mkdir()
    places = window.workspace.places
    assert window.reader is not None
    window.library.move(Places((tmp_path / "tom",), places.data, places.resources))
    assert "første gang" in window.workspace.pages(window.words).page("kb://page/home").body.decode()
    with qtbot.waitSignal(window.keeper.finished, timeout=PATIENCE):
        pass
    assert window.browse.topics.titles() == []
    assert "Vælg artikelmappe" in window.workspace.pages(window.words).page("kb://page/home").body.decode()


def test_read_again_builds_the_index_from_scratch(qtbot: QtBot, window: Window) -> None:
    with qtbot.waitSignal(window.keeper.finished, timeout=PATIENCE) as done:
        window.actions_by_name["reload"].trigger()
    assert done.args is not None and done.args[0].changed == 3


def test_cancelled_reading_keeps_the_old_index_and_offers_to_go_on(qtbot: QtBot, window: Window, content: Path) -> None:
    for number in range(200):
        (content / f"ny{number}.md").write_text("Tekst\n\n" * 200, encoding="utf-8")
    with qtbot.waitSignal(window.keeper.failed, timeout=PATIENCE):
        window.keeper.start(rebuild=True)
        window.keeper.cancel()
    assert "afbrudt" in window.messages.text()
    assert window.workspace.search("knæet").hits


def test_enter_before_the_answer_opens_the_first_hit_of_what_was_typed(qtbot: QtBot, window: Window) -> None:
    qtbot.keyClicks(window.bar.search, "under foden")
    qtbot.waitUntil(lambda: window.browse.results.query() == "under foden", timeout=PATIENCE)
    window.bar.search.setText("ålestræk")
    with qtbot.waitSignal(window.shown_article, timeout=PATIENCE):
        qtbot.keyClick(window.bar.search, Qt.Key.Key_Return)
    assert window.article is not None and window.article.id == "oevelser/aalestraek"


def test_a_section_chosen_beside_the_page_keeps_the_marks(qtbot: QtBot, window: Window) -> None:
    qtbot.keyClicks(window.bar.search, "foden")
    qtbot.waitUntil(lambda: window.browse.results.query() == "foden", timeout=PATIENCE)
    with qtbot.waitSignal(window.shown_article, timeout=PATIENCE):
        qtbot.keyClick(window.bar.search, Qt.Key.Key_Return)
    assert window.reader is not None
    with qtbot.waitSignal(window.reader.opened, timeout=PATIENCE) as opened:
        window.notebook.side.contents.chosen.emit("øvelser")
    assert opened.args is not None
    assert (opened.args[0].mark, opened.args[0].anchor) == ("foden", "øvelser")


def test_a_file_that_goes_and_comes_back_is_whole_again(qtbot: QtBot, window: Window, content: Path) -> None:
    open_article(qtbot, window, "knae/knae")
    file = content / "knae" / "knae.md"
    text = file.read_text(encoding="utf-8")
    for change in (file.unlink, lambda: file.write_text(text, encoding="utf-8")):
        change()
        with qtbot.waitSignal(window.keeper.finished, timeout=PATIENCE):
            window.keeper.look()
    assert window.actions_by_name["print"].isEnabled()
    assert window.notebook.side.contents.titles() == ["Årsager"]
    assert window.windowTitle() == "Ondt i knæet – kbviewer"


def test_a_missing_folder_is_told_once_and_taken_back(qtbot: QtBot, window: Window, content: Path) -> None:
    told: list[object] = []
    window.keeper.failed.connect(told.append)
    away = content.rename(content.with_name("væk"))
    for _ in range(2):
        with qtbot.waitSignal(window.keeper.ended, timeout=PATIENCE):
            window.keeper.look()
    assert len(told) == 1
    assert "findes ikke" in window.messages.text()
    away.rename(content)
    with qtbot.waitSignal(window.keeper.finished, timeout=PATIENCE):
        window.keeper.look()
    assert window.messages.text() == ""


def test_undo_is_still_there_below_a_later_message(qtbot: QtBot, window: Window) -> None:
    open_article(qtbot, window, "fod/hael")
    window.actions_by_name["bookmark"].trigger()
    window.actions_by_name["bookmark"].trigger()
    qtbot.waitUntil(lambda: "fjernet" in window.messages.text(), timeout=PATIENCE)
    window.messages.tell("Artikelmappen findes ikke")
    window.messages.withdraw("Artikelmappen findes ikke")
    window.marks.edit(edits.new_folder("Mappe"))
    qtbot.waitUntil(lambda: bool(window.marks.shelf.folders), timeout=PATIENCE)
    window.messages.act()
    qtbot.waitUntil(lambda: "Ondt under hælen" in window.browse.bookmarks.names(), timeout=PATIENCE)
    assert window.marks.shelf.folders


def test_reading_again_while_reading_is_done_afterwards(qtbot: QtBot, window: Window) -> None:
    changed: list[int] = []
    window.keeper.finished.connect(lambda report: changed.append(report.changed))
    window.keeper.look()
    window.keeper.start(rebuild=True)
    qtbot.waitUntil(lambda: changed == [0, 3], timeout=PATIENCE)


def test_changing_folder_while_reading_shows_the_new_library_alone(
    qtbot: QtBot, window: Window, content: Path, tmp_path: Path
) -> None:
    for number in range(200):
        (content / f"ny{number}.md").write_text("Tekst\n\n" * 200, encoding="utf-8")
    (tmp_path / "egne").mkdir()
    (tmp_path / "egne" / "haand.md").write_text("---\ntitle: Ondt i hånden\n---\nTekst", encoding="utf-8")
    window.keeper.start(rebuild=True)
    places = window.workspace.places
    window.library.move(Places((tmp_path / "egne",), places.data, places.resources))
    qtbot.waitUntil(lambda: window.browse.topics.titles() == ["O", "Ondt i hånden"], timeout=PATIENCE)
    assert window.messages.text() == ""


def test_a_bug_while_reading_does_not_end_the_reading(qtbot: QtBot, window: Window) -> None:
    update = window.keeper._update

    def broken(**_arguments: object) -> IndexReport:
        window.keeper._update = update
        raise RuntimeError("en fejl")

    window.keeper._update = broken
    with qtbot.captureExceptions() as bugs, qtbot.waitSignal(window.keeper.ended, timeout=PATIENCE):
        window.keeper.look()
    assert [str(bug[1]) for bug in bugs] == ["en fejl"]
    with qtbot.waitSignal(window.keeper.finished, timeout=PATIENCE):
        window.keeper.look()


def test_bookmarks_that_cannot_be_read_do_not_keep_the_window_from_opening(
    qtbot: QtBot, content: Path, tmp_path: Path
) -> None:
    (tmp_path / "data" / "bookmarks.sqlite").mkdir(parents=True)
    words = Catalogue.load("da", resources())
    places = Places((content,), tmp_path / "data", resources())
    window = Window(Workspace(places, words), Settings(tmp_path / "settings.json"), words)
    qtbot.addWidget(window)
    window.start()
    qtbot.waitUntil(lambda: "kan ikke læses" in window.messages.text(), timeout=PATIENCE)


def test_text_of_an_article_is_never_read_as_html_by_qt(qtbot: QtBot, window: Window, tmp_path: Path) -> None:
    picture = tmp_path / "hemmelig.png"
    image = QImage(40, 40, QImage.Format.Format_RGB32)
    image.fill(QColor("#ff00ff"))
    image.save(str(picture))
    window.messages.tell(f"Bogmærket »<img src='{picture}'>« er fjernet.")
    shown = window.messages.grab().toImage()
    colours = {shown.pixelColor(x, y).name() for x in range(shown.width()) for y in range(shown.height())}
    assert "#ff00ff" not in colours
    assert tooltip("<img src=x>") == "<span>&lt;img src=x&gt;</span>"


def test_on_this_page_can_be_shown_in_a_narrow_window(qtbot: QtBot, window: Window) -> None:
    window.resize(SMALLEST[0], SMALLEST[1])
    open_article(qtbot, window, "fod/hael")
    assert not window.notebook.side.contents.isVisibleTo(window)
    window.actions_by_name["show_contents"].trigger()
    assert window.notebook.side.contents.isVisibleTo(window)


def search(qtbot: QtBot, window: Window, query: str) -> None:
    window.bar.search.setText(query)
    qtbot.waitUntil(lambda: window.browse.results.query() == query, timeout=PATIENCE)


def found(window: Window) -> list[str]:
    return [row.id for row in window.browse.results.model.rows() if isinstance(row, Hit)]


def test_a_slip_shows_what_was_meant_and_offers_what_was_typed(qtbot: QtBot, window: Window) -> None:
    search(qtbot, window, "hæeln")
    results = window.browse.results
    assert found(window)[0] == "fod/hael"
    assert "Viser resultater for »hælen«" in results.hint.text()
    assert results.instead.texts() == ["Søg i stedet efter »hæeln«"]
    results.instead.press(0)
    qtbot.waitUntil(lambda: found(window) == [], timeout=PATIENCE)
    assert "Ingen artikler passer til »hæeln«" in results.hint.text()


def test_results_can_be_narrowed_to_a_part_of_the_body_and_a_kind(qtbot: QtBot, window: Window) -> None:
    search(qtbot, window, "foden eller knæet på trapper")
    assert {"fod/hael", "knae/knae"} <= set(found(window))
    body_part, kind = window.browse.results.findChildren(QComboBox)
    body_part.setCurrentText("Knæ")
    qtbot.waitUntil(lambda: found(window) == ["knae/knae"], timeout=PATIENCE)
    kind.setCurrentText("Øvelser")
    qtbot.waitUntil(lambda: found(window) == [], timeout=PATIENCE)
    assert "Der er valgt et filter" in window.browse.results.hint.text()
    body_part.setCurrentText("Alle emner")
    search(qtbot, window, "svangen")
    qtbot.waitUntil(lambda: found(window) == ["oevelser/aalestraek"], timeout=PATIENCE)


def test_a_beginning_offers_titles_and_aliases_to_go_on_with(qtbot: QtBot, window: Window) -> None:
    search(qtbot, window, "fasc")
    assert window.browse.results.completions.texts()[0] == "fasciitis plantaris"
    window.browse.results.completions.press(0)
    assert window.bar.search.text() == "fasciitis plantaris"


def test_a_search_that_led_somewhere_is_offered_again_and_never_kept_on_disk(
    qtbot: QtBot, window: Window, tmp_path: Path
) -> None:
    results = window.browse.results
    assert results.examples.texts()
    search(qtbot, window, "trapper xyzzyhemmelig")
    with qtbot.waitSignal(window.shown_article, timeout=PATIENCE):
        qtbot.keyClick(window.bar.search, Qt.Key.Key_Return)
    qtbot.keyClick(window.bar.search, Qt.Key.Key_Escape)
    assert results.recent.texts() == ["trapper xyzzyhemmelig"]
    assert results.examples.isHidden()
    written = [file for file in (tmp_path / "data").rglob("*") if file.is_file()]
    assert written
    assert not any(b"xyzzyhemmelig" in file.read_bytes() for file in written)


def test_a_card_says_how_the_words_were_taken(qtbot: QtBot, window: Window) -> None:
    search(qtbot, window, "svangsenebetændelse")
    hit = window.browse.results.first()
    assert hit is not None and hit.id == "fod/hael"
    shown = card_html(hit, LIGHT, window.words)
    assert "»svangsenebetændelse« kaldes også »fasciitis plantaris«." in shown


def test_an_article_that_stands_in_no_list_is_not_counted(qtbot: QtBot, window: Window, content: Path) -> None:
    before = window.foot.count.text()
    (content / "skjult.md").write_text("---\ntitle: Skjult\nunlisted: true\n---\nTekst.\n", encoding="utf-8")
    for _look in ("finds it", "finds nothing new"):
        with qtbot.waitSignal(window.keeper.finished, timeout=20_000):
            window.actions_by_name["reload"].trigger()
        assert window.foot.count.text() == before


def test_the_article_shown_becomes_the_clinics_own_signed(
    qtbot: QtBot, window: Window, content: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paths, "shipped_content", lambda: content)
    own, copy = tmp_path / "egne", window.actions_by_name["own_copy"]
    own.mkdir()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_asked: str(own))
    assert not copy.isEnabled()  # no article is shown
    window.open_article("fod/hael")
    qtbot.waitUntil(copy.isEnabled, timeout=PATIENCE)
    copy.trigger()
    assert "ingen mappe" in window.messages.text()
    with qtbot.waitSignal(window.keeper.finished, timeout=PATIENCE):
        window.actions_by_name["add_folder"].trigger()
    window.open_article("fod/hael")
    qtbot.waitUntil(copy.isEnabled, timeout=PATIENCE)
    copy.trigger()
    form = window.findChild(OwnCopyForm)
    assert form is not None
    form.reviewer.setText("Klinik Nord")
    form.act.click()
    qtbot.waitUntil(
        lambda: window.article is not None and window.article.reviewed_by == "Klinik Nord", timeout=PATIENCE
    )
    qtbot.waitUntil(lambda: str(own / "fod" / "hael.md") in window.messages.text(), timeout=PATIENCE)


def test_a_copy_nobody_has_reviewed_is_the_text_as_it_was(
    qtbot: QtBot, window: Window, content: Path, tmp_path: Path
) -> None:
    window.open_article("fod/hael")
    qtbot.waitUntil(lambda: window.article is not None, timeout=PATIENCE)
    assert window.article is not None
    form = OwnCopyForm(window, window.article, tmp_path / "egne")
    with qtbot.waitSignal(form.accepted, timeout=PATIENCE):
        form.act.click()
    shipped = (content / "fod" / "hael.md").read_text(encoding="utf-8")
    assert (tmp_path / "egne" / "fod" / "hael.md").read_text(encoding="utf-8") == shipped
    again = OwnCopyForm(window, window.article, content)
    assert not again.act.isEnabled()  # it lies there
    again.reviewer.setText("Klinik Nord")
    assert again.act.isEnabled()

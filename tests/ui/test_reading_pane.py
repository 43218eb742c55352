"""Reading: tabs, find in the article, reading aloud, and coming back to where one was."""

from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWebEngineCore import QWebEngineScript
from PySide6.QtWebEngineWidgets import QWebEngineView
from PySide6.QtWidgets import QPushButton, QTabBar, QToolButton, QWidget
from pytestqt.exceptions import TimeoutError as QtTimeoutError
from pytestqt.qtbot import QtBot

from kbviewer import urls
from kbviewer.i18n import Catalogue
from kbviewer.library.session import OpenTab
from kbviewer.paths import resources
from kbviewer.settings import SESSION, TEXT_SIZE, THEME, Settings
from kbviewer.ui.aloud_bar import AloudBar
from kbviewer.ui.find_bar import FindBar
from kbviewer.ui.reading import ReadingPane
from kbviewer.ui.window import Window
from kbviewer.workspace import Places, Workspace

PATIENCE = 20_000
LONG = "---\ntitle: En lang artikel\n---\n" + "\n\n".join(
    f"## Afsnit {number}\n\nHer står noget om foden og hælen i afsnit nummer {number}. Det er skrevet langt.\n\nTekst."
    for number in range(60)
)


@pytest.fixture
def content(content: Path) -> Path:
    (content / "lang.md").write_text(LONG, encoding="utf-8")
    return content


def pane_of(window: Window) -> ReadingPane:
    assert window.pane is not None
    return window.pane


def view_of(window: Window) -> QWebEngineView:
    assert window.reader is not None
    view = window.reader.findChild(QWebEngineView)
    assert view is not None
    return view


def surface(window: Window) -> QWidget:
    """What takes keys and clicks in the page: another one for every process that draws it."""
    made = view_of(window).focusProxy()
    assert made is not None
    return made


def ask(qtbot: QtBot, window: Window, script: str) -> object:
    """The answer of the page in front to a script of the program's own."""
    answers: list[object] = []
    world = QWebEngineScript.ScriptWorldId.ApplicationWorld.value
    view_of(window).page().runJavaScript(script, world, answers.append)
    qtbot.waitUntil(lambda: bool(answers), timeout=PATIENCE)
    return answers[0]


def open_article(qtbot: QtBot, window: Window, article_id: str) -> None:
    with qtbot.waitSignal(pane_of(window).loaded, timeout=PATIENCE, check_params_cb=lambda url: article_id in url):
        window.open_article(article_id)


def titles(window: Window) -> list[str]:
    return [tab.title for tab in pane_of(window).tabs()[0]]


def click_link(qtbot: QtBot, window: Window, button: Qt.MouseButton, keys: Qt.KeyboardModifier) -> None:
    place = ask(qtbot, window, """(() => {
        const link = document.querySelector('a[href^="kb://article/"]');
        link.scrollIntoView({behavior: "instant"});
        const box = link.getBoundingClientRect();
        return Math.round(box.x + 4) + " " + Math.round(box.y + 4);
    })()""")  # fmt: skip
    x, y = map(int, str(place).split())
    zoom = view_of(window).zoomFactor()
    QTest.mouseClick(surface(window), button, keys, QPoint(int(x * zoom), int(y * zoom)))
    QTest.keyRelease(window, Qt.Key.Key_Control)


# --- tabs ---------------------------------------------------------------------------------------


in_a_tab = pytest.mark.parametrize(
    ("button", "keys"),
    [
        (Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ControlModifier),
        (Qt.MouseButton.MiddleButton, Qt.KeyboardModifier.NoModifier),
    ],
)
"""Both ways to ask for a tab."""


@in_a_tab
def test_a_link_clicked_with_ctrl_or_the_middle_button_opens_behind(
    qtbot: QtBot, window: Window, button: Qt.MouseButton, keys: Qt.KeyboardModifier
) -> None:
    open_article(qtbot, window, "fod/hael")
    click_link(qtbot, window, button, keys)
    qtbot.waitUntil(lambda: titles(window) == ["Ondt under hælen", "Ondt i knæet"], timeout=PATIENCE)
    assert window.article is not None and window.article.id == "fod/hael"
    window.actions_by_name["next_tab"].trigger()
    qtbot.waitUntil(lambda: window.windowTitle() == "Ondt i knæet – kbviewer", timeout=PATIENCE)
    assert "Årsager" in window.notebook.side.contents.titles()


@in_a_tab
def test_a_title_in_the_list_clicked_so_opens_behind(
    qtbot: QtBot, window: Window, button: Qt.MouseButton, keys: Qt.KeyboardModifier
) -> None:
    view = window.browse.topics
    place = view.visualRect(view.model().index(1, 0)).center()
    QTest.mouseClick(view.viewport(), button, keys, place)
    QTest.keyRelease(window, Qt.Key.Key_Control)
    qtbot.waitUntil(lambda: titles(window) == ["Forside", "En lang artikel"], timeout=PATIENCE)
    assert window.article is None


def test_a_closed_tab_can_be_opened_again_and_the_last_one_goes_home(qtbot: QtBot, window: Window) -> None:
    open_article(qtbot, window, "fod/hael")
    pane_of(window).open_tab(urls.article("knae/knae"), in_front=True)
    qtbot.waitUntil(lambda: titles(window) == ["Ondt under hælen", "Ondt i knæet"], timeout=PATIENCE)
    window.actions_by_name["close_tab"].trigger()
    assert titles(window) == ["Ondt under hælen"]
    assert window.article is not None and window.article.id == "fod/hael"
    window.actions_by_name["reopen_tab"].trigger()
    qtbot.waitUntil(lambda: window.windowTitle() == "Ondt i knæet – kbviewer", timeout=PATIENCE)
    window.actions_by_name["close_tab"].trigger()
    window.actions_by_name["close_tab"].trigger()
    qtbot.waitUntil(lambda: window.windowTitle() == "Forside – kbviewer", timeout=PATIENCE)
    assert len(titles(window)) == 1


def test_a_middle_click_on_a_tab_closes_it_and_dragging_keeps_tabs_with_their_pages(
    qtbot: QtBot, window: Window
) -> None:
    open_article(qtbot, window, "fod/hael")
    for article_id in ("knae/knae", "lang"):
        pane_of(window).open_tab(urls.article(article_id))
    names = {"Ondt under hælen", "Ondt i knæet", "En lang artikel"}
    qtbot.waitUntil(lambda: set(titles(window)) == names, timeout=PATIENCE)
    bar = pane_of(window).findChild(QTabBar)
    assert bar is not None
    bar.moveTab(0, 2)
    assert titles(window)[2] == "Ondt under hælen"
    bar.setCurrentIndex(2)
    assert window.article is not None and window.article.id == "fod/hael"
    gone = titles(window)[0]
    QTest.mouseClick(bar, Qt.MouseButton.MiddleButton, Qt.KeyboardModifier.NoModifier, bar.tabRect(0).center())
    assert gone not in titles(window) and len(titles(window)) == 2


def test_tabs_do_not_grow_without_end(qtbot: QtBot, window: Window, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kbviewer.ui.reading.MOST_TABS", 2)
    pane_of(window).open_tab(urls.article("knae/knae"))
    pane_of(window).open_tab(urls.article("fod/hael"))
    assert len(titles(window)) == 2
    assert "faner" in window.messages.text()


def test_a_tab_behind_is_closed_without_a_stop_to_reading_aloud(qtbot: QtBot, window: Window) -> None:
    voice = Voice()
    window.set_voice(voice)
    open_article(qtbot, window, "knae/knae")
    pane_of(window).open_tab(urls.article("fod/hael"))
    window.actions_by_name["read_aloud"].trigger()
    qtbot.waitUntil(lambda: bool(voice.said), timeout=PATIENCE)
    pane_of(window).close_tab(1)
    assert pane_of(window).aloud.isVisible()
    assert voice.then is not None


def test_of_two_equal_tabs_the_one_meant_is_closed(qtbot: QtBot, window: Window) -> None:
    knee, heel = (OpenTab(urls.article(name), name) for name in ("knae/knae", "fod/hael"))
    pane_of(window).restore((knee, heel, knee), 1)
    bar = pane_of(window).findChild(QTabBar)
    assert bar is not None
    close = bar.tabButton(2, QTabBar.ButtonPosition.RightSide)
    assert isinstance(close, QToolButton)
    close.click()
    assert [tab.url for tab in pane_of(window).tabs()[0]] == [knee.url, heel.url]


def test_an_address_that_is_none_of_ours_opens_no_tab(window: Window) -> None:
    for url in ("https://eksempel.dk/", "kb://article/" + "x" * 5000, "kb://article/" + "'" * 3000):
        pane_of(window).open_tab(url)
    assert len(titles(window)) == 1


def test_a_missing_article_is_no_front_page_and_is_not_loaded_again_and_again(
    qtbot: QtBot, window: Window, content: Path
) -> None:
    open_article(qtbot, window, "knae/knae")
    (content / "knae" / "knae.md").unlink()
    with qtbot.waitSignal(pane_of(window).loaded, timeout=PATIENCE):
        window.keeper.look()
    assert window.windowTitle() == "Siden findes ikke – kbviewer"
    loaded: list[str] = []
    pane_of(window).loaded.connect(loaded.append)
    with qtbot.waitSignal(window.keeper.finished, timeout=PATIENCE):
        window.keeper.look()
    ask(qtbot, window, "1")
    assert loaded == []


def test_text_scaled_with_the_wheel_is_scaled_everywhere_and_kept(qtbot: QtBot, window: Window) -> None:
    open_article(qtbot, window, "knae/knae")
    pane_of(window).open_tab(urls.article("fod/hael"))
    view_of(window).setZoomFactor(1.5)
    qtbot.waitUntil(lambda: window.settings.number(TEXT_SIZE) == 150, timeout=PATIENCE)
    window.actions_by_name["next_tab"].trigger()
    qtbot.waitUntil(lambda: view_of(window).zoomFactor() == 1.5, timeout=PATIENCE)


# --- from one start to the next -----------------------------------------------------------------


def start_again(qtbot: QtBot, content: Path, tmp_path: Path) -> Window:
    words = Catalogue.load("da", resources())
    settings = Settings(tmp_path / "data" / "settings.json")
    settings.hold(THEME, "light")
    again = Window(Workspace(Places((content,), tmp_path / "data", resources()), words), settings, words)
    qtbot.addWidget(again, before_close_func=lambda widget: widget.close())
    again.show()
    again.start()
    qtbot.waitUntil(lambda: again.pane is not None, timeout=PATIENCE)
    return again


def test_the_same_tabs_are_open_next_time_without_what_was_searched_for(
    qtbot: QtBot, window: Window, content: Path, tmp_path: Path
) -> None:
    with qtbot.waitSignal(pane_of(window).loaded, timeout=PATIENCE):
        window.open(urls.article("knae/knae", mark="hemmelig søgning"))
    pane_of(window).open_tab(urls.article("fod/hael"), in_front=True)
    qtbot.waitUntil(lambda: titles(window) == ["Ondt i knæet", "Ondt under hælen"], timeout=PATIENCE)
    window.close()
    written = (tmp_path / "data" / "session.json").read_text(encoding="utf-8")
    assert "hemmelig" not in written
    again = start_again(qtbot, content, tmp_path)
    assert titles(again) == ["Ondt i knæet", "Ondt under hælen"]
    qtbot.waitUntil(lambda: again.windowTitle() == "Ondt under hælen – kbviewer", timeout=PATIENCE)


def test_nothing_is_kept_by_who_does_not_want_it(qtbot: QtBot, window: Window, content: Path, tmp_path: Path) -> None:
    open_article(qtbot, window, "knae/knae")
    window.session.keep()
    assert (tmp_path / "data" / "session.json").exists()
    window.actions_by_name["session"].trigger()
    assert window.settings.text(SESSION) == "off"
    assert not (tmp_path / "data" / "session.json").exists()
    window.close()
    assert not (tmp_path / "data" / "session.json").exists()
    again = start_again(qtbot, content, tmp_path)
    assert [tab.url for tab in pane_of(again).tabs()[0]] == [str(urls.HOME)]


def scrolled(qtbot: QtBot, window: Window) -> float:
    return float(str(ask(qtbot, window, "scrollY")))


def test_an_article_opens_where_reading_stopped_and_offers_its_top(qtbot: QtBot, window: Window) -> None:
    open_article(qtbot, window, "lang")
    with qtbot.waitSignal(pane_of(window).read_to, timeout=PATIENCE):
        ask(qtbot, window, "(document.getElementById('afsnit-30').scrollIntoView({behavior: 'instant'}), 1)")
    open_article(qtbot, window, "knae/knae")
    assert scrolled(qtbot, window) == 0
    open_article(qtbot, window, "lang")
    heading = "document.getElementById('afsnit-30').getBoundingClientRect().top"
    qtbot.waitUntil(lambda: abs(float(str(ask(qtbot, window, heading)))) < 120, timeout=PATIENCE)
    assert "nået til" in window.messages.text()
    window.messages.act()
    qtbot.waitUntil(lambda: scrolled(qtbot, window) < 100, timeout=PATIENCE)


def test_an_article_read_to_its_end_begins_at_the_top(qtbot: QtBot, window: Window) -> None:
    open_article(qtbot, window, "lang")
    with qtbot.waitSignal(pane_of(window).read_to, timeout=PATIENCE):
        ask(qtbot, window, "(scrollTo({top: 1e6, behavior: 'instant'}), 1)")
    open_article(qtbot, window, "knae/knae")
    open_article(qtbot, window, "lang")
    assert scrolled(qtbot, window) == 0
    assert window.messages.text() == ""


def test_a_link_leads_to_where_reading_stopped_too(qtbot: QtBot, window: Window, content: Path) -> None:
    (content / "vej.md").write_text("---\ntitle: Vej\n---\n[Den lange](/lang)\n", encoding="utf-8")
    with qtbot.waitSignal(window.keeper.finished, timeout=PATIENCE):
        window.keeper.look()
    window.session.note_place("lang", 60)
    open_article(qtbot, window, "vej")
    click_link(qtbot, window, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    qtbot.waitUntil(lambda: "nået til" in window.messages.text(), timeout=PATIENCE)
    qtbot.waitUntil(lambda: scrolled(qtbot, window) > 500, timeout=PATIENCE)


def test_another_library_brings_back_no_tabs_of_this_one(
    qtbot: QtBot, window: Window, content: Path, tmp_path: Path
) -> None:
    open_article(qtbot, window, "knae/knae")
    window.close()
    other = tmp_path / "andre"
    other.mkdir()
    (other / "a.md").write_text("tekst", encoding="utf-8")
    again = start_again(qtbot, other, tmp_path)
    assert [tab.url for tab in pane_of(again).tabs()[0]] == [str(urls.HOME)]


# --- find in the article ------------------------------------------------------------------------


def find(qtbot: QtBot, window: Window, text: str) -> FindBar:
    bar = pane_of(window).find_bar
    window.actions_by_name["find"].trigger()
    bar.field.clear()
    qtbot.keyClicks(bar.field, text)
    qtbot.waitUntil(lambda: bar.count.text() != "", timeout=PATIENCE)
    return bar


def coloured(qtbot: QtBot, window: Window, name: str) -> str:
    return str(ask(qtbot, window, f"[...(CSS.highlights.get('{name}') ?? [])].map(String).join('|')"))


def wait_coloured(qtbot: QtBot, window: Window, name: str, text: str) -> None:
    """The page does what it is told a moment later."""
    qtbot.waitUntil(lambda: coloured(qtbot, window, name) == text, timeout=PATIENCE)


def test_find_colours_every_form_of_the_word_and_goes_round(qtbot: QtBot, window: Window) -> None:
    open_article(qtbot, window, "knae/knae")
    bar = find(qtbot, window, "knæene")
    qtbot.waitUntil(lambda: bar.count.text() == "1 af 2", timeout=PATIENCE)
    wait_coloured(qtbot, window, "kb-find", "knæet|Knæet")
    wait_coloured(qtbot, window, "kb-find-now", "knæet")
    window.actions_by_name["find_next"].trigger()
    assert bar.count.text() == "2 af 2"
    wait_coloured(qtbot, window, "kb-find-now", "Knæet")
    window.actions_by_name["find_next"].trigger()
    assert bar.count.text() == "1 af 2"
    qtbot.keyClick(bar.field, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert bar.count.text() == "2 af 2"
    qtbot.keyClick(bar.field, Qt.Key.Key_Escape)
    assert not bar.isVisible()
    wait_coloured(qtbot, window, "kb-find", "")


def test_find_scrolls_to_the_hit(qtbot: QtBot, window: Window) -> None:
    open_article(qtbot, window, "lang")
    bar = find(qtbot, window, "nummer 41")
    qtbot.waitUntil(lambda: bar.count.text() == "1 af 1", timeout=PATIENCE)
    where = "[...CSS.highlights.get('kb-find-now')][0].getBoundingClientRect().top / innerHeight"
    wait_coloured(qtbot, window, "kb-find-now", "nummer 41")
    assert 0 < float(str(ask(qtbot, window, where))) < 1


def test_find_says_so_when_nothing_is_found_or_the_words_stand_apart(qtbot: QtBot, window: Window) -> None:
    open_article(qtbot, window, "knae/knae")
    assert find(qtbot, window, "hofte").count.text() == "Ikke fundet"
    bar = find(qtbot, window, "forsiden låret")
    qtbot.waitUntil(lambda: bar.count.text() == "1 af 2, ordene hver for sig", timeout=PATIENCE)


def test_find_goes_on_in_the_tab_behind_when_one_is_closed(qtbot: QtBot, window: Window) -> None:
    open_article(qtbot, window, "fod/hael")
    pane_of(window).open_tab(urls.article("knae/knae"), in_front=True)
    qtbot.waitUntil(lambda: window.windowTitle() == "Ondt i knæet – kbviewer", timeout=PATIENCE)
    bar = find(qtbot, window, "under")
    qtbot.waitUntil(lambda: bar.count.text() == "Ikke fundet", timeout=PATIENCE)
    window.actions_by_name["close_tab"].trigger()
    qtbot.waitUntil(lambda: bar.count.text() == "1 af 3", timeout=PATIENCE)


def test_find_goes_on_in_the_next_article(qtbot: QtBot, window: Window) -> None:
    open_article(qtbot, window, "knae/knae")
    bar = find(qtbot, window, "under")
    qtbot.waitUntil(lambda: bar.count.text() == "Ikke fundet", timeout=PATIENCE)
    open_article(qtbot, window, "fod/hael")
    qtbot.waitUntil(lambda: bar.count.text() == "1 af 3", timeout=PATIENCE)


def test_going_on_in_a_page_that_is_not_read_yet_is_no_trouble(qtbot: QtBot, window: Window) -> None:
    open_article(qtbot, window, "fod/hael")
    bar = find(qtbot, window, "under")
    qtbot.waitUntil(lambda: bar.count.text() == "1 af 3", timeout=PATIENCE)
    pane_of(window).reload()
    for _ in range(20):
        bar.step(1)
        qtbot.wait(1)
    qtbot.waitUntil(lambda: bar.count.text().endswith(" af 3"), timeout=PATIENCE)


def test_words_are_parted_by_line_ends_and_notes(qtbot: QtBot, window: Window, content: Path) -> None:
    text = "---\ntitle: Tegn\n---\nlinje  \nhofte  \nben. Foden[^1] her.\n\n[^1]: Note.\n"
    (content / "knae" / "knae.md").write_text(text, encoding="utf-8")
    window.keeper.look()
    open_article(qtbot, window, "knae/knae")
    qtbot.waitUntil(lambda: view_of(window).title() == "Tegn", timeout=PATIENCE)
    for asked, found in (("ben", "ben"), ("fødder", "Foden")):
        find(qtbot, window, asked)
        wait_coloured(qtbot, window, "kb-find", found)


def test_hits_after_a_sign_of_two_utf_16_units_are_coloured_where_they_stand(
    qtbot: QtBot, window: Window, content: Path
) -> None:
    (content / "knae" / "knae.md").write_text("---\ntitle: Tegn\n---\n🦵 og **hoften** 🦶 og hofte\n", encoding="utf-8")
    window.keeper.look()
    open_article(qtbot, window, "knae/knae")
    qtbot.waitUntil(lambda: view_of(window).title() == "Tegn", timeout=PATIENCE)
    bar = find(qtbot, window, "hofte")
    qtbot.waitUntil(lambda: bar.count.text() == "1 af 2", timeout=PATIENCE)
    wait_coloured(qtbot, window, "kb-find", "hoften|hofte")


def test_the_words_of_the_search_are_marked_and_can_be_switched_off(qtbot: QtBot, window: Window) -> None:
    marks = "document.querySelectorAll('mark').length"
    with qtbot.waitSignal(pane_of(window).loaded, timeout=PATIENCE):
        window.open(urls.article("knae/knae", mark="knæ"))
    assert ask(qtbot, window, marks)
    with qtbot.waitSignal(pane_of(window).loaded, timeout=PATIENCE):
        window.actions_by_name["search_marks"].trigger()
    assert not ask(qtbot, window, marks)
    with qtbot.waitSignal(pane_of(window).loaded, timeout=PATIENCE):
        window.actions_by_name["search_marks"].trigger()
    assert ask(qtbot, window, marks)


# --- reading aloud ------------------------------------------------------------------------------


class Voice:
    """Speaks when told to go on."""

    def __init__(self) -> None:
        self.said: list[str] = []
        self.log: list[str] = []
        self.then: Callable[[], None] | None = None

    def say(self, sentence: str, then: Callable[[], None]) -> None:
        self.said.append(sentence)
        self.then = then

    def finish(self) -> None:
        assert self.then is not None
        self.then()

    def pause(self) -> None:
        self.log.append("pause")

    def resume(self) -> None:
        self.log.append("resume")

    def stop(self) -> None:
        self.log.append("stop")
        self.then = None


def press(bar: AloudBar, name: str) -> None:
    next(each for each in bar.findChildren(QPushButton) if name in (each.text(), each.accessibleName())).click()


def test_reading_aloud_is_not_offered_without_a_voice(window: Window) -> None:
    assert not window.actions_by_name["read_aloud"].isVisible()
    window.set_voice(Voice())
    assert window.actions_by_name["read_aloud"].isVisible()


def test_an_article_is_read_sentence_by_sentence_and_each_is_coloured(qtbot: QtBot, window: Window) -> None:
    voice = Voice()
    window.set_voice(voice)
    open_article(qtbot, window, "knae/knae")
    window.actions_by_name["read_aloud"].trigger()
    qtbot.waitUntil(lambda: bool(voice.said), timeout=PATIENCE)
    assert voice.said == ["Ondt i knæet"]
    while "Ofte er det låret, der skal styrkes." not in voice.said:
        voice.finish()
    assert "Knæet kan gøre ondt på forsiden, når du går på trapper." in voice.said
    wait_coloured(qtbot, window, "kb-aloud", "Ofte er det låret, der skal styrkes.")
    bar = pane_of(window).aloud
    press(bar, "Forrige sætning")
    assert voice.said[-1] == "Årsager"
    press(bar, "Pause")
    press(bar, "Fortsæt")
    assert voice.log[-2:] == ["pause", "resume"]
    press(bar, "Stop")
    assert voice.log[-1] == "stop"
    assert not bar.isVisible()
    wait_coloured(qtbot, window, "kb-aloud", "")


def test_reading_aloud_begins_with_what_is_in_view_and_ends_with_the_page(qtbot: QtBot, window: Window) -> None:
    voice = Voice()
    window.set_voice(voice)
    open_article(qtbot, window, "lang")
    ask(qtbot, window, "(document.getElementById('afsnit-30').scrollIntoView({behavior: 'instant'}), 1)")
    window.actions_by_name["read_aloud"].trigger()
    qtbot.waitUntil(lambda: bool(voice.said), timeout=PATIENCE)
    assert voice.said == ["Afsnit 30"]
    open_article(qtbot, window, "knae/knae")
    assert voice.then is None
    assert not pane_of(window).aloud.isVisible()


def test_a_page_that_is_closed_answers_no_more(qtbot: QtBot, window: Window) -> None:
    open_article(qtbot, window, "knae/knae")
    told: list[object] = []
    assert window.reader is not None
    window.reader.text.read(told.append)
    window.reader.text.place(told.append)
    window.close()
    qtbot.wait(1)
    assert told == []


# --- by keyboard --------------------------------------------------------------------------------


def test_the_keyboard_reaches_into_a_table_that_is_wider_than_the_page_alone(
    qtbot: QtBot, window: Window, content: Path
) -> None:
    wide = f"|{'|'.join(f' lang overskrift {number} ' for number in range(12))}|\n{'|---' * 12}|\n"
    text = f"---\ntitle: Skemaer\n---\n| a | b |\n|---|---|\n| 1 | 2 |\n\nog\n\n{wide}"
    (content / "knae" / "knae.md").write_text(text, encoding="utf-8")
    window.keeper.look()
    open_article(qtbot, window, "knae/knae")
    qtbot.waitUntil(lambda: view_of(window).title() == "Skemaer", timeout=PATIENCE)
    assert window.reader is not None
    window.reader.setFocus()
    qtbot.waitUntil(partial(_is_true, qtbot, window, "document.hasFocus()"), timeout=PATIENCE)
    qtbot.keyClick(surface(window), Qt.Key.Key_Tab)
    reached = "document.activeElement.className === 'table broad'"
    qtbot.waitUntil(partial(_is_true, qtbot, window, reached), timeout=PATIENCE)


def _is_true(qtbot: QtBot, window: Window, script: str) -> bool:
    return ask(qtbot, window, script) is True


def test_open_search_read_follow_find_and_back_by_keyboard_alone(qtbot: QtBot, window: Window) -> None:
    window.activateWindow()
    qtbot.keyClicks(window.bar.search, "hælen")
    qtbot.waitUntil(lambda: window.browse.results.query() == "hælen", timeout=PATIENCE)
    with qtbot.waitSignal(pane_of(window).loaded, timeout=PATIENCE, check_params_cb=lambda url: "fod/hael" in url):
        qtbot.keyClick(window.bar.search, Qt.Key.Key_Return)
    qtbot.keyClick(window, Qt.Key.Key_F6)
    qtbot.keyClick(window, Qt.Key.Key_F6)
    qtbot.waitUntil(lambda: surface(window).hasFocus(), timeout=PATIENCE)
    qtbot.waitUntil(lambda: ask(qtbot, window, "document.hasFocus()") is True, timeout=PATIENCE)
    focused = "document.activeElement.getAttribute('href') ?? ''"
    for _ in range(12):
        if "knae/knae" in str(ask(qtbot, window, focused)):
            break
        ask(qtbot, window, "(globalThis.before = document.activeElement, 1)")
        qtbot.keyClick(surface(window), Qt.Key.Key_Tab)
        moved = f"document.activeElement !== before || ({focused}).includes('knae/knae')"
        with suppress(QtTimeoutError):  # a busy machine may lose a key: it is then pressed again
            qtbot.waitUntil(partial(_is_true, qtbot, window, moved), timeout=PATIENCE // 8)
    with qtbot.waitSignal(pane_of(window).loaded, timeout=PATIENCE, check_params_cb=lambda url: "knae/knae" in url):
        qtbot.keyClick(surface(window), Qt.Key.Key_Return)
    qtbot.keyClick(window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    bar = pane_of(window).find_bar
    qtbot.waitUntil(bar.field.hasFocus, timeout=PATIENCE)
    qtbot.keyClicks(bar.field, "låret")
    qtbot.waitUntil(lambda: bar.count.text() == "1 af 1", timeout=PATIENCE)
    qtbot.keyClick(bar.field, Qt.Key.Key_Escape)
    with qtbot.waitSignal(window.shown_article, timeout=PATIENCE):
        qtbot.keyClick(window, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert window.article is not None and window.article.id == "fod/hael"

"""Nothing in an article runs, fetches, covers or hides: hostile articles in the real web view.

Each is loaded through the same reader the window has, and then the whole live page is walked. The page's own script is
off; the walk runs in the world that is the program's alone.
"""

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hostile import DRAWINGS, FRONT_MATTER, OUTSIDE, SECRET, texts
from PySide6.QtCore import QPoint, Qt, QUrl
from PySide6.QtTest import QTest
from PySide6.QtWebEngineCore import QWebEnginePage, QWebEngineScript, QWebEngineSettings, QWebEngineUrlRequestInfo
from PySide6.QtWebEngineWidgets import QWebEngineView
from PySide6.QtWidgets import QApplication, QWidget
from waiting import wait_for

from kbviewer import urls
from kbviewer.i18n import Catalogue
from kbviewer.paths import resources
from kbviewer.render.page import Page
from kbviewer.render.theme import LIGHT
from kbviewer.ui import web
from kbviewer.ui.app import prepare_environment
from kbviewer.ui.reading import ReadingPane
from kbviewer.workspace import Places, Workspace

TEXTS = dict(texts())
BEFORE, AFTER = "Dette står før.", "Dette står efter."

ELEMENTS = frozenset(
    [
        *("html", "head", "meta", "title", "link", "body", "main", "article", "header", "footer", "section", "nav"),
        *(
            "aside",
            "div",
            "span",
            "p",
            "h1",
            "h2",
            "h3",
            "h4",
            "h5",
            "h6",
            "ul",
            "ol",
            "li",
            "dl",
            "dt",
            "dd",
            "a",
            "b",
        ),
        *(
            "br",
            "blockquote",
            "code",
            "pre",
            "del",
            "ins",
            "em",
            "strong",
            "i",
            "kbd",
            "s",
            "small",
            "sub",
            "sup",
            "mark",
        ),
        *(
            "hr",
            "img",
            "figure",
            "figcaption",
            "details",
            "summary",
            "table",
            "thead",
            "tbody",
            "tfoot",
            "tr",
            "td",
            "th",
        ),
        *("dfn", "abbr"),
    ]
)
ATTRIBUTES = re.compile(
    r"href|src|alt|title|class|id|lang|role|loading|start|align|colspan|rowspan|tabindex|open|data-theme|aria-[a-z]+|name"
)
OURS = re.compile(r"kb://(?:page|topic|article|image)/|#")
INERT = re.compile(r"(?:https?|mailto|tel):", re.I)

WALK = """JSON.stringify({
  place: location.href,
  title: document.title,
  text: document.body.innerText,
  shifted: getComputedStyle(document.querySelector('main')).position,
  elements: Array.from(document.querySelectorAll('*'), one => [
    one.localName, one.namespaceURI, Array.from(one.attributes, each => [each.name, each.value])]),
})"""


class Watched:
    """A reader on a library of hostile articles, and everything that was asked for while it showed them."""

    def __init__(self, folder: Path, data: Path) -> None:
        words = Catalogue.load("da", resources())
        self.workspace = Workspace(Places((folder,), data, resources()), words)
        self.workspace.update_index()
        self.ids = {record.relative: record.id for record in self.workspace.every()}
        self.bodies: list[bytes] = []
        self.requests: list[str] = []
        pages = self.workspace.pages(words)
        self.pane = ReadingPane(
            lambda url, theme: self._kept(pages.page(url, theme)),
            LIGHT,
            words,
            resources() / "scripts",
            plain=lambda _address: ("", ""),
            place_at=lambda _url: 0,
        )
        self.pane.restore((), 0)
        self.reader = self.pane.reader
        self.pane.resize(900, 700)
        self.pane.show()
        view = self.reader.findChild(QWebEngineView)
        assert view is not None
        self.view = view
        self.finished: list[bool] = []
        view.loadFinished.connect(self.finished.append)

    def _kept(self, page: Page) -> Page:
        self.bodies.append(page.body)
        return page

    def show(self, url: str) -> Any:
        """Go to an address, and what the page then holds."""
        self.bodies.clear()
        self.finished.clear()
        self.reader.open(url)
        wait_for(lambda: bool(self.finished), url[:80])
        return self.walk()

    def walk(self) -> Any:
        return json.loads(run(self.view.page(), WALK))


def run(page: QWebEnginePage, code: str) -> Any:
    """What a script of the program's own world gives."""
    given: list[Any] = []
    page.runJavaScript(code, QWebEngineScript.ScriptWorldId.ApplicationWorld.value, given.append)
    wait_for(lambda: bool(given), code[:80])
    return given[0]


def record_requests(patch: pytest.MonkeyPatch, seen: list[str]) -> None:
    """Note every address that reaches the interceptor, which then does as it always does."""
    guard = web._Interceptor.interceptRequest

    def noting(self: web._Interceptor, info: QWebEngineUrlRequestInfo) -> None:
        seen.append(info.requestUrl().toString())
        guard(self, info)

    patch.setattr(web._Interceptor, "interceptRequest", noting)


def file_of(name: str) -> str:
    return f"ond/{list(TEXTS).index(name)}.md"


def fill(folder: Path) -> None:
    """The hostile library: an article for every text and front matter, drawings, and links out of the folder."""
    (folder / "ond").mkdir(parents=True)
    for name, text in TEXTS.items():
        article = f"---\ntitle: Artikel\n---\n{BEFORE}\n\n{text}\n\n## Søg læge, hvis\n\n{AFTER}\n"
        (folder / file_of(name)).write_text(article, encoding="utf-8")
    for number, matter in enumerate(FRONT_MATTER.values()):
        article = f"---\n{matter}\n---\n{BEFORE}\n\n## Søg læge, hvis\n\n{AFTER}\n"
        (folder / f"matter-{number}.md").write_text(article, encoding="utf-8")
    (folder / "foer.md").write_text("---\ntitle: Uskyldig\n---\nTekst", encoding="utf-8")
    for name, inside in DRAWINGS.items():
        (folder / name).write_text(f'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">{inside}</svg>')
    outside = folder.parent
    for file in (outside / "ude.svg", outside / "ude.md", outside / "mappe" / "ude.svg", outside / "mappe" / "inde.md"):
        file.parent.mkdir(exist_ok=True)
        file.write_text(f'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><desc>{SECRET}</desc></svg>')
    for link, target in (("link-fil.svg", outside / "ude.svg"), ("link-fil.md", outside / "ude.md"),
                         ("link-mappe", outside / "mappe"), ("link-ring", folder)):  # fmt: skip
        try:
            (folder / link).symlink_to(target)
        except OSError:  # this system lets no ordinary user make links; the paths then lead nowhere
            continue


@pytest.fixture(scope="module")
def watched(qapp: QApplication, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Watched]:
    prepare_environment()
    base = tmp_path_factory.mktemp("ondt")
    fill(base / "inde")
    requests: list[str] = []
    with pytest.MonkeyPatch.context() as patch:
        record_requests(patch, requests)
        made = Watched(base / "inde", base / "data")
        made.requests = requests
        yield made
        made.pane.tear_down()
        made.pane.deleteLater()


def assert_harmless(watched: Watched, page: Any, url: str) -> None:
    """Nothing but allowed elements, attributes and addresses is in the page, which stands where it should."""
    for name, namespace, attributes in page["elements"]:
        assert namespace == "http://www.w3.org/1999/xhtml", name
        assert name in ELEMENTS, name
        for attribute, value in attributes:
            if name not in ("meta", "link"):
                assert ATTRIBUTES.fullmatch(attribute), (name, attribute, value)
        told = dict(attributes)
        if "src" in told:
            assert name == "img" and told["src"].startswith("kb://image/"), told
        if "href" in told and name != "link":
            assert name == "a", name
            assert OURS.match(told["href"]) or (INERT.match(told["href"]) and "external" in told["class"]), told
    heads = [(name, dict(attributes)) for name, _, attributes in page["elements"] if name in ("meta", "link", "title")]
    assert heads == [
        ("meta", {"charset": "utf-8"}),
        ("title", {}),
        ("link", {"rel": "stylesheet", "href": "kb://style/page.css"}),
    ]
    assert page["shifted"] == "static"
    assert page["place"] == url
    assert page["title"] != "NAAET"
    assert [each for each in watched.requests if not each.startswith("kb://")] == []
    assert not any(SECRET.encode() in body for body in watched.bodies)


@pytest.mark.parametrize("name", TEXTS)
def test_a_hostile_text_does_nothing_and_hides_nothing(watched: Watched, name: str) -> None:
    url = urls.article(watched.ids[file_of(name)])
    page = watched.show(url)
    assert_harmless(watched, page, url)
    assert page["title"] == "Artikel"
    assert BEFORE in page["text"] and AFTER in page["text"]


@pytest.mark.parametrize("name", FRONT_MATTER)
def test_hostile_front_matter_is_read_as_words(watched: Watched, name: str) -> None:
    url = urls.article(watched.ids[f"matter-{list(FRONT_MATTER).index(name)}.md"])
    page = watched.show(url)
    assert_harmless(watched, page, url)
    assert BEFORE in page["text"] and AFTER in page["text"]


def test_lists_of_hostile_articles_are_harmless(watched: Watched) -> None:
    topics = {part for record in watched.workspace.listed() for part in record.body_parts}
    assert len(topics) == 4
    for url in (str(urls.HOME), *map(urls.topic, sorted(topics))):
        page = watched.show(url)
        assert_harmless(watched, page, page["place"])


def test_words_of_a_hostile_search_are_marked_as_words(watched: Watched) -> None:
    for mark in ("<img src=x onerror=1>", '"><script>1</script>', "står " * 500, "\u202e\ud7ff&amp;", "*", "a" * 3000):
        url = urls.article("foer", "x' onclick='1", mark)[:4000]
        page = watched.show(url)
        assert_harmless(watched, page, page["place"])


@pytest.mark.parametrize(
    "url",
    [
        "kb://article/../../etc/passwd",
        "kb://article/%2e%2e/ude",
        "kb://article/..%2fude",
        "kb://article/%252e%252e%252fude",
        "kb://article/link-fil",
        "kb://article/link-mappe/inde",
        "kb://article/link-ring/foer",
        "kb://page/..%2f..%2fetc%2fpasswd",
        "kb://topic/%3Cscript%3E",
        "kb://region/%3Cscript%3E",
        "kb://topic/..%2f..%2fude",
        "kb://article/C:%5Cude",
        "kb://article/a%00b",
        "kb://article/%ff%fe",
        "kb://article/" + "a" * 3000,
        "kb://article/foer%2f..%2f..%2fude.md",
    ],
)
def test_an_address_that_would_lead_out_says_that_there_is_no_page(watched: Watched, url: str) -> None:
    page = watched.show(url)
    assert_harmless(watched, page, page["place"])
    assert "Siden findes ikke" in page["text"]


@pytest.mark.parametrize(
    "url",
    ["kb://image/ude.svg", "kb://style/page.css", "kb://ond.example/x", "kb://foer@article/x", f"{OUTSIDE}/a",
     "javascript:document.title='NAAET'", "data:text/html,NAAET", "file:///etc/passwd", "view-source:kb://page/home",
     "about:blank", "blob:kb://article/x", "filesystem:kb://article/x", "qrc:///x", "ftp://ond.example"],
)  # fmt: skip
def test_no_page_is_made_of_anything_but_pages(watched: Watched, url: str) -> None:
    home = watched.show(str(urls.HOME))
    watched.view.setUrl(QUrl(url))
    watched.view.stop()
    page = watched.walk()
    assert (page["place"], page["title"], page["text"]) == (home["place"], home["title"], home["text"])
    assert [each for each in watched.requests if not each.startswith("kb:")] == []


LINKS = (
    "https://ond.example/a",
    "http://ond.example",
    "mailto:a@ond.example",
    "tel:+4512345678",
    "https://ond.example",
)
BUTTONS = (
    (Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier),
    (Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ControlModifier),
    (Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ShiftModifier),
    (Qt.MouseButton.MiddleButton, Qt.KeyboardModifier.NoModifier),
)


@pytest.fixture
def page_of(qapp: QApplication) -> Iterator[Callable[[str], tuple[QWebEngineView, list[str], list[str]]]]:
    """Opens any HTML, unsanitised, as an article; gives the view, all requests, and the places it asked to go to."""
    prepare_environment()
    made: list[tuple[QWebEngineView, web.ReaderPage, web.Profile]] = []
    requests: list[str] = []

    def opened(html: str, *, script: bool = False) -> tuple[QWebEngineView, list[str], list[str]]:
        asked: list[str] = []
        profile = web.Profile(lambda _url: Page("text/html", html.encode("utf-8-sig")))
        profile.settings().setAttribute(QWebEngineSettings.WebAttribute.JavascriptEnabled, script)
        view, page = QWebEngineView(), web.ReaderPage(profile)
        made.append((view, page, profile))
        page.outside_asked.connect(asked.append)
        finished: list[bool] = []
        view.loadFinished.connect(finished.append)
        view.setPage(page)
        view.resize(800, 600)
        view.show()
        view.setUrl(QUrl("kb://article/ond"))
        wait_for(lambda: bool(finished), "load")
        return view, requests, asked

    with pytest.MonkeyPatch.context() as patch:
        record_requests(patch, requests)
        yield opened
    for view, page, profile in made:
        view.setPage(None)  # type: ignore[arg-type]  # documented to take none
        for part in (view, page, profile):
            part.deleteLater()
    QApplication.sendPostedEvents(None, 52)  # QEvent::DeferredDelete


Opened = Callable[..., tuple[QWebEngineView, list[str], list[str]]]

UNSANITISED = f"""<!doctype html><title>før</title>
<link rel=preconnect href={OUTSIDE}><link rel=dns-prefetch href={OUTSIDE}><link rel=prefetch href={OUTSIDE}/p>
<link rel=stylesheet href={OUTSIDE}/a.css><link rel=icon href={OUTSIDE}/favicon.ico>
<link rel=preload as=image href={OUTSIDE}/b>
<script>document.title='NAAET'</script><script src={OUTSIDE}/a.js></script><script src=kb://article/a.js></script>
<style>@import '{OUTSIDE}/c.css'; p {{ background: url({OUTSIDE}/d.png) }}</style>
<body onload="document.title='NAAET'"><p>tekst
<img src=x onerror="document.title='NAAET'"><img src={OUTSIDE}/e.png>
<img src=data:image/gif;base64,R0lGODlhAQABAAAAACw=>
<svg onload="document.title='NAAET'"><image href={OUTSIDE}/f.png /></svg>
<iframe src={OUTSIDE}/g></iframe><iframe src=kb://page/home></iframe>
<iframe srcdoc="<script>top.document.title='NAAET'</script>"></iframe>
<object data={OUTSIDE}/h></object><embed src={OUTSIDE}/i><video src={OUTSIDE}/j autoplay></video>
<input autofocus onfocus="document.title='NAAET'">
<details open ontoggle="document.title='NAAET'"><summary>s</summary></details>
<form action=kb://article/x><button>x</button></form>"""

REFRESH = f'<!doctype html><title>før</title><meta http-equiv=refresh content="0;url={OUTSIDE}">tekst'
CALLS = f"""<!doctype html><title>før</title>tekst<script>
fetch('{OUTSIDE}/a').catch(() => 0); new Image().src = '{OUTSIDE}/b'; navigator.sendBeacon('{OUTSIDE}/c');
try {{ new WebSocket('wss://ond.example') }} catch (e) {{}}
document.title = 'NAAET'; window.open('{OUTSIDE}/d'); location = '{OUTSIDE}/e'</script>"""


def web_views() -> list[QWidget]:
    return [widget for widget in QApplication.allWidgets() if isinstance(widget, QWebEngineView)]


def outside(requests: list[str]) -> list[str]:
    return [each for each in requests if "ond.example" in each]


def test_without_the_sanitiser_the_page_still_runs_and_fetches_nothing(page_of: Opened) -> None:
    view, requests, _ = page_of(UNSANITISED)
    assert run(view.page(), "document.title + document.body.innerText").startswith("førtekst")
    assert run(view.page(), "[...document.images].filter(one => one.naturalWidth).length") == 0
    assert outside(requests) == []  # the policy stops them before they are even asked for
    assert view.url() == QUrl("kb://article/ond")


def test_without_sanitiser_and_with_script_on_the_policy_alone_stops_it(page_of: Opened) -> None:
    view, requests, _ = page_of(UNSANITISED, script=True)
    assert run(view.page(), "document.title") == "før"
    assert outside(requests) == []


def test_without_sanitiser_and_policy_script_is_off(page_of: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(web, "_HEADERS", {})
    view, _, _ = page_of(UNSANITISED)
    assert run(view.page(), "document.title") == "før"


def test_without_sanitiser_and_policy_and_with_script_on_nothing_leaves(
    page_of: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control, too: here the script runs, so that the tests above can fail."""
    monkeypatch.setattr(web, "_HEADERS", {})
    view, requests, asked = page_of(CALLS, script=True)
    wait_for(lambda: bool(asked), "the page asks to go elsewhere")
    assert run(view.page(), "document.title") == "NAAET"
    assert outside(requests) != []
    assert set(asked) == {f"{OUTSIDE}/e"}
    assert run(view.page(), "performance.getEntriesByType('resource').filter(one => one.transferSize).length") == 0
    assert view.url() == QUrl("kb://article/ond")


def test_a_refresh_to_elsewhere_is_refused(page_of: Opened) -> None:
    view, requests, asked = page_of(REFRESH)
    wait_for(lambda: bool(asked), "the page asks to go elsewhere")
    assert {each.rstrip("/") for each in asked} == {OUTSIDE}
    assert view.url() == QUrl("kb://article/ond")
    assert outside(requests) == []


@pytest.mark.parametrize(("button", "modifier"), BUTTONS)
@pytest.mark.parametrize("target", ["", "target=_blank", "target=_top", "download", "rel=opener target=a"])
def test_no_click_on_a_link_outside_leads_there(
    page_of: Opened, button: Qt.MouseButton, modifier: Qt.KeyboardModifier, target: str
) -> None:
    rows = "".join(
        f'<a style="position:absolute;top:{n * 40}px;left:0" href="{to}" {target}>link</a>'
        for n, to in enumerate(LINKS)
    )
    view, requests, _ = page_of(f"<!doctype html><title>før</title>{rows.replace('style', 'data-x')}<p>{rows}")
    views = len(web_views())
    places = run(view.page(), "JSON.stringify([...document.links].map(a => a.getBoundingClientRect()))")
    surface = view.focusProxy()
    assert surface is not None
    for place in json.loads(places):
        spot = QPoint(int(place["x"] + 4), int(place["y"] + place["height"] / 2))
        QTest.mouseClick(surface, button, modifier, spot)
    assert run(view.page(), "document.title") == "før"
    assert view.url() == QUrl("kb://article/ond")
    assert outside(requests) == []
    assert len(web_views()) == views

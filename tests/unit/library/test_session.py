"""The session file: kept, read back, and never trusted."""

import json
from pathlib import Path

import pytest

from kbviewer import urls
from kbviewer.library import session
from kbviewer.library.session import MOST_PLACES, MOST_TABS, OpenTab, Session

HEEL = OpenTab(urls.article("fod/hæl", "øvelser"), "Hælen")
KNEE = OpenTab(urls.article("knae"), "Knæet")
REGION = OpenTab(urls.region("fod"), "Fod og ankel")


def test_what_is_kept_is_read_back(tmp_path: Path) -> None:
    kept = Session((HEEL, KNEE, REGION), 1, {"fod/hæl": 12}, ("/artikler",))
    session.write(kept, tmp_path / "nyt" / "session.json")
    assert session.read(tmp_path / "nyt" / "session.json") == kept


def test_a_search_is_not_kept(tmp_path: Path) -> None:
    file = tmp_path / "session.json"
    session.write(Session((OpenTab(urls.article("knae", mark="Else Hansen"), "Knæet"),)), file)
    assert "Hansen" not in file.read_text(encoding="utf-8")
    assert session.read(file).tabs == (KNEE,)


def test_only_so_many_are_read_and_kept(tmp_path: Path) -> None:
    file = tmp_path / "session.json"
    many = {f"artikel/{number}": number for number in range(1, MOST_PLACES + 50)}
    session.write(Session((KNEE,) * (MOST_TABS + 5), MOST_TABS + 4, many), file)
    back = session.read(file)
    assert len(back.tabs) == MOST_TABS and back.current == MOST_TABS - 1
    assert len(back.places) == MOST_PLACES and "artikel/1" not in back.places


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        "null",
        "[" * 100_000,
        json.dumps({"tabs": "abc", "current": 0, "places": {}, "library": []}),
        json.dumps({"tabs": [{"url": "https://eksempel.dk", "title": ""}], "current": 0, "places": {}, "library": []}),
        json.dumps({"tabs": [{"url": "kb://article/knae", "title": ""}], "current": "x", "places": {}, "library": []}),
        json.dumps(
            {"tabs": [{"url": "kb://article/knae", "title": ""}], "current": 0, "places": {"a": None}, "library": []}
        ),
        json.dumps({"tabs": [{"url": "kb://style/page.css", "title": ""}], "current": 0, "places": {}, "library": []}),
        json.dumps({"tabs": [{"url": "kb://page/home", "title": "\ud800"}], "current": 0, "places": {}, "library": []}),
        json.dumps({"tabs": [], "current": 0, "places": {}, "library": [], "more": "x" * session.LARGEST}),
        json.dumps({"tabs": [{"url": 5, "title": ""}], "current": 1e999, "places": {}, "library": []}),
    ],
)
def test_what_is_no_session_is_an_empty_one(tmp_path: Path, text: str) -> None:
    file = tmp_path / "session.json"
    file.write_text(text, encoding="utf-8")
    assert session.read(file) == Session()


def test_a_folder_that_takes_nothing_is_no_trouble(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    session.write(Session((KNEE,)), tmp_path / "file" / "session.json")
    session.forget(tmp_path / "file" / "session.json")


def test_forgotten_is_gone(tmp_path: Path) -> None:
    file = tmp_path / "session.json"
    session.write(Session((KNEE,)), file)
    session.forget(file)
    assert list(tmp_path.iterdir()) == []


def test_a_place_before_the_beginning_is_none(tmp_path: Path) -> None:
    file = tmp_path / "session.json"
    session.write(Session((KNEE,), places={"a": -7, "b": 2}), file)
    assert session.read(file).places == {"b": 2}

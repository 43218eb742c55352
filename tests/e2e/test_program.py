"""The program as scripts and people start it: exit codes, JSON, one sentence for trouble."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock


def kbviewer(*arguments: object, stdin: str = "", **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-W", "ignore", "-m", "kbviewer", *map(str, arguments)],
        input=stdin,
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, **environment},
        check=False,
        timeout=120,
    )


@pytest.fixture
def at(content: Path, tmp_path: Path) -> list[object]:
    """The options that name the small library and a data folder."""
    return ["--content", content, "--data", tmp_path / "data"]


def answer(done: subprocess.CompletedProcess[str]) -> Any:
    assert done.stderr == ""
    return json.loads(done.stdout)


def test_index_reads_only_what_has_changed(at: list[object], content: Path) -> None:
    first = answer(kbviewer(*at, "index", "--json"))
    assert set(first) == {"articles", "changed", "removed", "problems", "seconds"}
    assert (first["articles"], first["changed"], first["removed"]) == (3, 3, 0)
    assert answer(kbviewer(*at, "index", "--json"))["changed"] == 0
    os.utime(content / "fod" / "hael.md", (1, 1))
    (content / "knae" / "knae.md").unlink()
    again = answer(kbviewer(*at, "index", "--json"))
    assert (again["articles"], again["changed"], again["removed"]) == (2, 1, 1)


def test_search_answers_in_the_contract_s_shape(at: list[object]) -> None:
    done = kbviewer(*at, "search", "stikker under foden", "--json")
    reply = answer(done)
    assert done.returncode == 0
    assert set(reply) == {"query", "took_ms", "total", "suggestion", "hits"}
    hit = reply["hits"][0]
    assert set(hit) == {"id", "title", "section", "anchor", "score", "snippet", "why"}
    assert (hit["id"], hit["section"], hit["anchor"]) == ("fod/hael", "Symptomer", "symptomer")
    assert "<mark>foden</mark>" in hit["snippet"]


def test_batch_gives_one_object_a_line(at: list[object]) -> None:
    done = kbviewer(*at, "search", "--batch", "-", stdin="knæ\nhælen\nxyzzy\n")
    replies = [json.loads(line) for line in done.stdout.splitlines()]
    assert [reply["query"] for reply in replies] == ["knæ", "hælen", "xyzzy"]
    assert [len(reply["hits"]) > 0 for reply in replies] == [True, True, False]


def test_nothing_found_is_exit_code_1(at: list[object]) -> None:
    assert kbviewer(*at, "search", "xyzzy").returncode == 1


def test_qt_is_not_needed_to_search(at: list[object]) -> None:
    code = (
        "import sys, kbviewer.cli as c; code = c.main(sys.argv[1:]);"
        "assert not any(m.startswith('PySide6') for m in sys.modules); sys.exit(code)"
    )
    command = [sys.executable, "-W", "ignore", "-c", code, *map(str, at), "search", "knæ"]
    assert subprocess.run(command, capture_output=True, check=False).returncode == 0


@pytest.mark.parametrize(
    "arguments",
    [
        ["search"],
        ["show", "findes/ikke"],
        ["show"],
        ["evaluate", "mangler.jsonl"],
        ["bookmarks", "add", "findes/ikke"],
        ["bookmarks", "import", "mangler.json"],
        ["screenshot", "x.png", "--size", "stor"],
        ["ukendt"],
        ["search", "knæ", "--limit", "mange"],
    ],
)
def test_a_wrong_call_is_exit_code_2_and_one_sentence(at: list[object], arguments: list[str]) -> None:
    done = kbviewer(*at, *arguments)
    assert done.returncode == 2
    assert done.stdout == ""
    assert len(done.stderr.splitlines()) == 1
    assert "Traceback" not in done.stderr


def test_a_missing_content_folder_is_told(tmp_path: Path) -> None:
    done = kbviewer("--content", tmp_path / "væk", "--data", tmp_path / "data", "index")
    assert done.returncode == 2
    assert "Artikelmappen findes ikke" in done.stderr


def test_show_all_writes_a_file_for_each_article(at: list[object], tmp_path: Path) -> None:
    assert kbviewer(*at, "show", "--all", "--out", tmp_path / "ud").returncode == 0
    written = sorted(file.relative_to(tmp_path / "ud").as_posix() for file in (tmp_path / "ud").rglob("*.html"))
    assert written == ["fod/hael.html", "knae/knae.html", "oevelser/aalestraek.html"]


def test_show_gives_page_and_text(at: list[object]) -> None:
    assert "<h1>Ondt under hælen</h1>" in kbviewer(*at, "show", "fod/hael", "--html").stdout
    text = kbviewer(*at, "show", "fod/hael", "--text").stdout
    assert "Det stikker under foden" in text and "<" not in text


def test_check_names_file_line_and_rule(at: list[object]) -> None:
    done = kbviewer(*at, "check", "--json")
    problems = answer(done)["problems"]
    assert [(p["file"], p["line"], p["rule"]) for p in problems] == [
        ("fod/hael.md", 12, "image_missing"),
        ("knae/knae.md", 0, "callout_missing"),
    ]
    assert all(problem[key] for problem in problems for key in ("severity", "message", "suggestion"))


def test_check_says_no_to_errors_and_when_strict_to_warnings(at: list[object], content: Path) -> None:
    assert kbviewer(*at, "check").returncode == 0
    assert kbviewer(*at, "check", "--strict").returncode == 1
    (content / "tom.md").write_text("---\ntitle: Tom\n---\n", encoding="utf-8")
    assert kbviewer(*at, "check").returncode == 1
    assert kbviewer(*at, "check", content / "væk").returncode == 2
    assert kbviewer(*at, "check", "--json", "--sarif").returncode == 2


def test_check_groups_what_it_tells_a_person_by_article(at: list[object]) -> None:
    told = kbviewer(*at, "check").stdout
    assert told.startswith("fod/hael.md · Ondt under hælen\n  Linje 12: Billedet /billeder/fod.png findes ikke")
    assert "[advarsel: image_missing]" in told and told.endswith("2 ting bør rettes.\n")


def test_check_knows_the_words_of_the_thesaurus(at: list[object], content: Path) -> None:
    (content / "hæl.md").write_text("---\ntitle: Hælen\n---\nDen er smer tefuld.\n", encoding="utf-8")
    told = answer(kbviewer(*at, "check", content, "--json"))["problems"]
    assert ("hæl.md", 4, "word_split") in [(p["file"], p["line"], p["rule"]) for p in told]


def test_check_speaks_to_code_hosts(at: list[object]) -> None:
    log = answer(kbviewer(*at, "check", "--sarif"))
    assert log["version"] == "2.1.0"
    (run,) = log["runs"]
    assert [result["ruleId"] for result in run["results"]] == ["image_missing", "callout_missing"]


def test_the_articles_that_come_with_the_program_have_nothing_to_mend(tmp_path: Path) -> None:
    done = kbviewer("--data", tmp_path / "data", "check", Path(__file__).parents[2] / "content", "--strict")
    assert (done.returncode, done.stdout.startswith("Alt ser fint ud.")) == (0, True)


def test_bookmarks_are_added_listed_exported_and_removed(at: list[object], tmp_path: Path) -> None:
    assert kbviewer(*at, "bookmarks", "add", "fod/hael#symptomer", "--note", "uge 1").returncode == 0
    listed = answer(kbviewer(*at, "bookmarks", "list", "--json"))
    assert set(listed[0]) == {"id", "section", "title", "note", "folder", "created"}
    assert (listed[0]["id"], listed[0]["section"], listed[0]["note"]) == ("fod/hael", "symptomer", "uge 1")
    assert kbviewer(*at, "bookmarks", "export", tmp_path / "b.json").returncode == 0
    assert kbviewer(*at, "bookmarks", "remove", "fod/hael#symptomer").returncode == 0
    assert kbviewer(*at, "bookmarks", "remove", "fod/hael#symptomer").returncode == 1
    assert kbviewer(*at, "bookmarks", "import", tmp_path / "b.json").returncode == 0
    assert answer(kbviewer(*at, "bookmarks", "list", "--json")) == listed


def test_environment_names_folders_too(content: Path, tmp_path: Path) -> None:
    done = kbviewer("search", "knæ", KBVIEWER_CONTENT=str(content), KBVIEWER_DATA=str(tmp_path / "d"))
    assert done.returncode == 0
    assert (tmp_path / "d" / "index").is_dir()


def test_help_comes_in_the_language_asked_for() -> None:
    assert "kommandoer" in kbviewer("--help").stdout
    assert "commands" in kbviewer("--language", "en", "--help").stdout
    assert "vis denne hjælp" in kbviewer("search", "--help").stdout


def test_screenshot_needs_no_display(at: list[object], tmp_path: Path) -> None:
    picture = tmp_path / "vindue.png"
    done = kbviewer(
        *at, "screenshot", picture, "--search", "hæl", "--open", "fod/hael", "--size", "1000x700", DISPLAY=""
    )
    assert done.returncode == 0, done.stderr
    assert picture.read_bytes()[:8] == b"\x89PNG\r\n\x1a\n"


def test_a_handout_is_a_pdf(at: list[object], tmp_path: Path) -> None:
    assert kbviewer(*at, "handout", "fod/hael", "--pdf", tmp_path / "a.pdf").returncode == 0
    assert (tmp_path / "a.pdf").read_bytes()[:5] == b"%PDF-"


def test_damaged_bookmarks_are_told_and_kept_aside(at: list[object], tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "bookmarks.sqlite").write_bytes(b"noget helt andet" * 300)
    done = kbviewer(*at, "bookmarks", "list")
    assert done.returncode == 0
    assert "var beskadiget" in done.stderr
    assert list((tmp_path / "data").glob("bookmarks.damaged-*.sqlite"))


def test_a_new_note_replaces_the_old_one(at: list[object]) -> None:
    for note in ("den gamle", "den nye"):
        assert kbviewer(*at, "bookmarks", "add", "fod/hael", "--note", note).returncode == 0
    assert [row["note"] for row in answer(kbviewer(*at, "bookmarks", "list", "--json"))] == ["den nye"]


def test_a_search_answers_from_the_old_index_while_another_process_writes(
    at: list[object], content: Path, tmp_path: Path
) -> None:
    kbviewer(*at, "index")
    (content / "ny.md").write_text("# Ny\n\nTekst", encoding="utf-8")
    (lock,) = (tmp_path / "data").rglob("write.lock")
    with FileLock(lock):
        done = kbviewer(*at, "search", "knæet", "--json")
    assert done.returncode == 0
    assert json.loads(done.stdout)["hits"]
    assert "Prøv igen om lidt" in done.stderr


@pytest.mark.skipif(sys.platform != "linux", reason="arguments are bytes on Linux")
def test_bytes_that_are_no_text_are_told_in_a_sentence(at: list[object]) -> None:
    done = kbviewer(*at, "bookmarks", "remove", os.fsdecode(b"a\xff"))
    assert done.returncode == 1
    assert "Traceback" not in done.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device that is always full")
def test_a_full_disk_behind_the_output_is_told(at: list[object]) -> None:
    with Path("/dev/full").open("w") as full:
        command = [sys.executable, "-W", "ignore", "-m", "kbviewer", *map(str, at), "search", "knæet"]
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, encoding="utf-8", check=False)
    assert done.returncode == 2
    assert done.stderr == "kbviewer: Svaret kunne ikke skrives. Er disken fuld?\n"


def test_the_same_folder_named_twice_is_one_library(at: list[object], content: Path) -> None:
    done = kbviewer("--content", content, *at, "check", "--json")
    assert {problem["rule"] for problem in answer(done)["problems"]} == {"image_missing", "callout_missing"}

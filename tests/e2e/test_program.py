"""The program as scripts and people start it: exit codes, JSON, one sentence for trouble."""

import json
import os
import sqlite3
import subprocess
import sys
import unicodedata
from contextlib import closing
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
        ["--kiosk", "search", "knæ"],
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
    assert set(listed[0]) >= {"id", "section", "title", "note", "folder", "created"}
    assert (listed[0]["id"], listed[0]["section"], listed[0]["note"]) == ("fod/hael", "symptomer", "uge 1")
    assert kbviewer(*at, "bookmarks", "export", tmp_path / "b.json").returncode == 0
    assert kbviewer(*at, "bookmarks", "remove", "fod/hael#symptomer").returncode == 0
    assert kbviewer(*at, "bookmarks", "remove", "fod/hael#symptomer").returncode == 1
    assert kbviewer(*at, "bookmarks", "import", tmp_path / "b.json").returncode == 0
    assert answer(kbviewer(*at, "bookmarks", "list", "--json")) == listed


def test_bookmarks_are_added_with_folder_and_label_and_found_by_their_words(at: list[object]) -> None:
    options = ["--note", "Vis fru Åse", "--folder", "Fod / Øvelser", "--label", "red", "--json"]
    added = answer(kbviewer(*at, "bookmarks", "add", "fod/hael", *options))
    assert (added["folder"], added["label"], added["note"]) == ("Fod / Øvelser", "red", "Vis fru Åse")
    assert answer(kbviewer(*at, "bookmarks", "add", "knae/knae", "--json"))["folder"] == ""
    moved = answer(
        kbviewer(*at, "bookmarks", "add", "knae/knae", "--folder", "Fod/Øvelser", "--label", "blue", "--json")
    )
    assert (moved["folder"], moved["label"]) == ("Fod / Øvelser", "blue")
    search = unicodedata.normalize("NFD", "åse HÆLEN")  # as macOS writes it
    found = kbviewer(*at, "bookmarks", "list", "--search", search, "--json")
    assert [row["id"] for row in answer(found)] == ["fod/hael"]
    inside = answer(kbviewer(*at, "bookmarks", "list", "--folder", "Fod", "--json"))
    assert [row["id"] for row in inside] == ["fod/hael", "knae/knae"]
    nothing = kbviewer(*at, "bookmarks", "list", "--search", "xyzzy", "--json")
    assert (nothing.returncode, answer(nothing)) == (1, [])
    assert kbviewer(*at, "bookmarks", "list", "--folder", "Findes ikke").returncode == 2
    gone = kbviewer(*at, "bookmarks", "remove", "fod/hael", "--json")
    assert [row["id"] for row in answer(gone)["removed"]] == ["fod/hael"]
    again = kbviewer(*at, "bookmarks", "remove", "fod/hael", "--json")
    assert (again.returncode, answer(again)) == (1, {"removed": []})


def test_bookmarks_go_to_another_pc_and_back_in_every_form(at: list[object], content: Path, tmp_path: Path) -> None:
    kbviewer(*at, "bookmarks", "add", "fod/hael#symptomer", "--note", "uge *1*", "--folder", "Fod", "--label", "red")
    kept = answer(kbviewer(*at, "bookmarks", "list", "--json"))
    for name in ("b.json", "b.html"):
        assert kbviewer(*at, "bookmarks", "export", tmp_path / name).returncode == 0
        other = ["--content", content, "--data", tmp_path / f"andet {name}"]
        assert answer(kbviewer(*other, "bookmarks", "import", tmp_path / name, "--json"))["bookmarks"] == 1
        there = answer(kbviewer(*other, "bookmarks", "list", "--json"))
        assert [{**row, "uid": ""} for row in there] == [{**row, "uid": ""} for row in kept]
    markdown = kbviewer(*at, "bookmarks", "export", "-", "--format", "markdown", "--folder", "Fod").stdout
    assert "## Fod\n" in markdown and "\n  uge *1*\n" in markdown
    piped = kbviewer(*at, "bookmarks", "export", "-").stdout
    done = kbviewer("--content", content, "--data", tmp_path / "tredje", "bookmarks", "import", "-", stdin=piped)
    assert done.stdout == "Flettet ind:\n  1 nyt bogmærke\n  1 ny mappe\n"


def test_an_export_tells_what_it_has_written(at: list[object], tmp_path: Path) -> None:
    kbviewer(*at, "bookmarks", "add", "fod/hael", "--folder", "Fod / Uge 1")
    file = tmp_path / "b.md"
    done = answer(kbviewer(*at, "bookmarks", "export", file, "--json"))
    assert done == {"file": str(file), "format": "markdown", "bookmarks": 1, "folders": 2, "highlights": 0}
    piped = kbviewer(*at, "bookmarks", "export", "-", "--format", "markdown", "--json")
    assert piped.stdout == file.read_text(encoding="utf-8")


def test_bookmarks_of_a_newer_program_are_shown_and_a_change_is_refused_once(at: list[object], tmp_path: Path) -> None:
    kbviewer(*at, "bookmarks", "add", "fod/hael")
    path = tmp_path / "data" / "bookmarks.sqlite"
    with closing(sqlite3.connect(path)) as raw:
        raw.execute("PRAGMA user_version = 99")
    sentence = f"kbviewer: Bogmærkerne i {path} er fra en nyere udgave af programmet. De kan læses, men ikke ændres.\n"
    shown = kbviewer(*at, "bookmarks", "list")
    assert (shown.returncode, shown.stdout, shown.stderr) == (0, "fod/hael  Ondt under hælen\n", sentence)
    refused = kbviewer(*at, "bookmarks", "remove", "fod/hael")
    assert (refused.returncode, refused.stdout, refused.stderr) == (2, "", sentence)


def test_an_import_tells_first_what_it_would_do(at: list[object]) -> None:
    sample = Path(__file__).parents[1] / "unit" / "library" / "samples" / "firefox.html"
    would = kbviewer(*at, "bookmarks", "import", sample, "--dry-run")
    assert would.stdout.startswith("Det her ville ske:\n  4 nye bogmærker\n")
    assert answer(kbviewer(*at, "bookmarks", "list", "--json")) == []
    done = answer(kbviewer(*at, "bookmarks", "import", sample, "--into", "Fra nettet", "--without-addresses", "--json"))
    assert done == {"dry_run": False, "bookmarks": 2, "folders": 3, "highlights": 0, "filled": 0, "kept": 0, "held": 0,
                    "left_out": 2, "dropped": 4}  # fmt: skip
    listed = answer(kbviewer(*at, "bookmarks", "list", "--json"))
    assert [(row["id"], row["folder"]) for row in listed] == [
        ("fod/hael", "Fra nettet / Fod & ankel"),
        ("oevelser/aalestraek", "Fra nettet / Fod & ankel"),
    ]
    again = kbviewer(*at, "bookmarks", "import", sample, "--into", "Fra nettet", "--without-addresses")
    assert (again.returncode, again.stdout.startswith("Der er intet nyt i filen.")) == (0, True)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("{}", "Filen er ikke bogmærker"),
        ('{"format": "kbviewer-bookmarks", "version": 99}', "Filen er fra en nyere udgave"),
        ("<!DOCTYPE NETSCAPE-Bookmark-file-1><DL><p><DT><A HREF='https://a.dk/'>A</A>", "Filen er ikke hel"),
    ],
)
def test_a_file_that_cannot_be_used_changes_nothing(at: list[object], tmp_path: Path, text: str, told: str) -> None:
    (tmp_path / "fil").write_text(text, encoding="utf-8")
    done = kbviewer(*at, "bookmarks", "import", tmp_path / "fil")
    assert done.returncode == 2
    assert told in done.stderr and "Intet er ændret." in done.stderr and len(done.stderr.splitlines()) == 1
    assert not (tmp_path / "data" / "bookmarks.sqlite").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="a limit to the size of files")
def test_a_full_disk_leaves_the_export_before_whole(at: list[object], tmp_path: Path) -> None:
    kbviewer(*at, "bookmarks", "add", "fod/hael", "--note", "x" * 5000)
    file = tmp_path / "ud" / "b.json"
    file.parent.mkdir()
    file.write_text("den gamle", encoding="utf-8")
    code = (
        "import resource, sys, kbviewer.cli as c; resource.setrlimit(resource.RLIMIT_FSIZE, (2000, 2000));"
        "sys.exit(c.main(sys.argv[1:]))"
    )
    command = [sys.executable, "-W", "ignore", "-c", code, *map(str, at), "bookmarks", "export", str(file)]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    assert (done.returncode, done.stderr) == (2, f"kbviewer: Filen kan ikke skrives, for disken er fuld: {file}\n")
    assert [each.read_text(encoding="utf-8") for each in file.parent.iterdir()] == ["den gamle"]


def test_environment_names_folders_too(content: Path, tmp_path: Path) -> None:
    done = kbviewer("search", "knæ", KBVIEWER_CONTENT=str(content), KBVIEWER_DATA=str(tmp_path / "d"))
    assert done.returncode == 0
    assert (tmp_path / "d" / "index").is_dir()


def test_help_comes_in_the_language_asked_for() -> None:
    assert "kommandoer" in kbviewer("--help").stdout
    assert "commands" in kbviewer("--language", "en", "--help").stdout
    assert "vis denne hjælp" in kbviewer("search", "--help").stdout


@pytest.mark.parametrize("kiosk", [[], ["--kiosk"]], ids=["window", "kiosk"])
def test_screenshot_needs_no_display(at: list[object], tmp_path: Path, kiosk: list[str]) -> None:
    picture = tmp_path / "vindue.png"
    shown = ("--search", "hæl", "--open", "fod/hael", "--size", "1000x700")
    done = kbviewer(*at, *kiosk, "screenshot", picture, *shown, DISPLAY="")
    assert done.returncode == 0, done.stderr
    data = picture.read_bytes()
    assert data[:8] == b"\x89PNG\r\n\x1a\n"
    assert [int.from_bytes(data[place : place + 4]) for place in (16, 20)] == [1000, 700]


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

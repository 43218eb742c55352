"""What ``kbviewer handout`` asks the press for, and what it tells of how that went; the press is a stand-in."""

import io
import json
import signal
import sys
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pytest

from kbviewer.cli import main
from kbviewer.errors import ContentError
from kbviewer.handouts import press
from kbviewer.handouts.album import FindImage
from kbviewer.handouts.handout import LEAD, NOBODY, Handout, Patient
from kbviewer.handouts.letterhead import PLAIN, Letterhead, write_letterhead
from kbviewer.handouts.press import Printed
from kbviewer.i18n import Catalogue

PDF = b"%PDF /Type/Pages/Count 2"

PRESCRIBED = """---
title: Ondt i skulderen
kind: tilstand
---
Det gør ondt.

## Råd

Hvil.

### Om natten

Læg en pude under armen.

## Søg læge, hvis

- du har feber
"""


@dataclass
class Asked:
    """What the press was asked for; ``before`` is called with the id of an article before it is printed."""

    handouts: list[Handout] = field(default_factory=list)
    patient: Patient = NOBODY
    letterhead: Letterhead = PLAIN
    before: Callable[[str], None] = lambda _article_id: None


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> Asked:
    """Puts a stand-in for the press in its place."""
    asked = Asked()

    class FakePress:
        def __init__(self, _find_image: FindImage, _words: Catalogue, letterhead: Letterhead = PLAIN) -> None:
            asked.letterhead = letterhead

        def pdf(self, handout: Handout, _printed: date, patient: Patient = NOBODY) -> Printed:
            asked.handouts.append(handout)
            asked.patient = patient
            article = handout.parts[0].article
            asked.before(article.id)
            return Printed(PDF, ("/billeder/fod.png",) if "fod.png" in article.html else ())

    monkeypatch.setattr(press, "Press", FakePress)
    return asked


@pytest.fixture
def kbviewer(asked: Asked, content: Path, tmp_path: Path) -> Callable[..., int]:
    """Runs ``handout`` on the small library with one more article."""
    (content / "skulder.md").write_text(PRESCRIBED, encoding="utf-8")
    at = ["--content", str(content), "--data", str(tmp_path / "data"), "handout"]
    return lambda *arguments: main([*at, *map(str, arguments)])


@pytest.fixture
def pdf(tmp_path: Path) -> Path:
    return tmp_path / "ark.pdf"


Sections = list[tuple[str, tuple[str, ...]]]


@pytest.fixture
def sections(kbviewer: Callable[..., int], asked: Asked, pdf: Path) -> Callable[..., Sections]:
    """The articles and sections that a call prints."""

    def printed(*arguments: str) -> Sections:
        assert kbviewer(*arguments, "--pdf", pdf) == 0
        return [(part.article.id, part.sections) for part in asked.handouts[-1].parts]

    return printed


def test_an_article_is_printed_whole_with_its_exercises(
    kbviewer: Callable[..., int], sections: Callable[..., Sections], asked: Asked, pdf: Path
) -> None:
    assert sections("oevelser/aalestraek") == [("oevelser/aalestraek", (LEAD, "dosis"))]
    assert pdf.read_bytes() == PDF
    (made,) = asked.handouts
    assert [each.name for each in made.exercises] == ["Ålestræk"]
    assert (made.weeks, made.text_size) == (4, 12)


def test_a_section_comes_with_those_below_it_and_with_when_to_see_a_doctor(sections: Callable[..., Sections]) -> None:
    assert sections("skulder#råd") == [("skulder", ("søg-læge-hvis", "råd", "om-natten"))]
    assert sections("skulder#råd", "--without-callout") == [("skulder", ("råd", "om-natten"))]
    assert sections(unicodedata.normalize("NFD", "skulder#råd"), "--without-callout")[0][1] == ("råd", "om-natten")
    assert sections("skulder", "--without-callout") == [("skulder", (LEAD, "råd", "om-natten"))]


def test_several_articles_and_sections_come_in_the_order_they_are_named(sections: Callable[..., Sections]) -> None:
    named = ("skulder#om-natten", "oevelser/aalestraek#dosis", "skulder#søg-læge-hvis", "fod/hael")
    assert sections(*named) == [
        ("skulder", ("om-natten", "søg-læge-hvis")),
        ("oevelser/aalestraek", ("dosis",)),
        ("fod/hael", (LEAD, "søg-læge-hvis", "symptomer", "øvelser")),
    ]
    assert sections("skulder#råd", "skulder") == [("skulder", (LEAD, "søg-læge-hvis", "råd", "om-natten"))]


def test_size_and_weeks_are_those_asked_for(kbviewer: Callable[..., int], asked: Asked, pdf: Path) -> None:
    kbviewer("skulder", "--pdf", pdf, "--large", "--weeks", "6")
    kbviewer("oevelser/aalestraek", "--pdf", pdf, "--size", "14", "--weeks", "0")
    assert [(made.text_size, made.weeks) for made in asked.handouts] == [(18, 6), (14, 0)]


TEMPLATE = """title: Øm hæl på dag 1
articles:
  - article: fod/hael
    sections: [Symptomer]
  - knae/knae
exercises:
  - name: Tåhævning
    sets: 3
weeks: 2
size: 16
"""


@pytest.fixture
def template(content: Path) -> Path:
    """A template that comes with the articles."""
    file = content / "skabeloner" / "hael-uge-1.yml"
    file.parent.mkdir()
    file.write_text(TEMPLATE, encoding="utf-8")
    return file


@pytest.mark.parametrize("name", ["hael-uge-1", "Hael-Uge-1.yml", "øm hæl på dag 1", "øm hæl pa\u030a dag 1"])
def test_a_template_is_found_by_its_file_or_its_title(
    template: Path, sections: Callable[..., Sections], asked: Asked, name: str
) -> None:
    assert sections("--template", name) == [
        ("fod/hael", ("søg-læge-hvis", "symptomer")),
        ("knae/knae", (LEAD, "årsager")),
    ]
    (made,) = asked.handouts
    assert ([each.name for each in made.exercises], made.weeks, made.text_size) == (["Tåhævning"], 2, 16)


def test_a_template_may_lie_anywhere(template: Path, sections: Callable[..., Sections], tmp_path: Path) -> None:
    moved = template.rename(tmp_path / "min.yaml")
    assert [article for article, _ in sections("--template", str(moved))] == ["fod/hael", "knae/knae"]


def test_what_is_asked_for_goes_before_the_template(
    template: Path, sections: Callable[..., Sections], asked: Asked
) -> None:
    options = ("--large", "--weeks", "0", "--without-callout")
    assert sections("skulder#råd", "--template", "hael-uge-1", *options) == [("skulder", ("råd", "om-natten"))]
    (made,) = asked.handouts
    assert ([each.name for each in made.exercises], made.weeks, made.text_size) == (["Tåhævning"], 0, 18)
    assert sections("--template", "hael-uge-1", "--without-callout")[0] == ("fod/hael", ("symptomer",))


def test_what_a_template_lacks_is_told_and_the_rest_is_printed(
    template: Path, kbviewer: Callable[..., int], pdf: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    template.write_text(TEMPLATE.replace("knae/knae", "knae/væk"), encoding="utf-8")
    assert kbviewer("--template", "hael-uge-1", "--pdf", pdf) == 0
    assert "kbviewer: Skabelonen nævner noget, der ikke findes længere: knae/væk\n" in capsys.readouterr().err


def test_a_template_that_is_none_is_told(
    template: Path, kbviewer: Callable[..., int], pdf: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    template.write_text("title: x\nweeks: mange\narticles: []\n", encoding="utf-8")
    assert kbviewer("--template", template, "--pdf", pdf) == 2
    told = capsys.readouterr().err
    assert told.startswith(f"kbviewer: {template}:3: ")
    assert told.endswith(
        f"kbviewer: Der er ingen skabelon, der hedder »{template}«, og ingen sådan fil, der kan bruges.\n"
    )
    for name in ("uge 9", "væk.yml", "x" * 300, "x" * 300 + ".yml"):
        assert kbviewer("--template", name, "--pdf", pdf) == 2
        assert capsys.readouterr().err.startswith("kbviewer: Der er ingen skabelon, der hedder")
    assert not pdf.exists()


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ("", "Skriv enten artikler eller --template sammen med --pdf FIL, eller --all sammen med --out MAPPE."),
        ("skulder", "Skriv enten artikler"),
        ("--all --pdf x.pdf", "Skriv enten artikler"),
        ("skulder --all --out ud", "Skriv enten artikler"),
        ("--all --out ud --patient", "Skriv enten artikler"),
        ("skulder --pdf x.pdf --out ud", "Skriv enten artikler"),
        ("arm --pdf x.pdf", "Der er ingen artikel med id »arm«."),
        ("skulder#arm --pdf x.pdf", "Artiklen »skulder« har intet afsnit »arm«."),
        ("skulder --pdf x.pdf --size 13", "--size: 13 kan ikke vælges"),
        ("skulder --pdf x.pdf --weeks 13", "--weeks: ugyldig værdi"),
        ("skulder --pdf x.pdf --weeks mange", "--weeks: ugyldig værdi"),
        ("skulder --pdf x.pdf --large --size 14", "--size: kan ikke bruges sammen med --large"),
        ("skulder --pdf x.pdf --letterhead væk.yml", "Brevhovedet findes ikke: væk.yml"),
        ("skulder --pdf .", "Filen kan ikke skrives: ."),
    ],
)
def test_a_wrong_call_is_exit_code_2_and_one_sentence(
    kbviewer: Callable[..., int], capsys: pytest.CaptureFixture[str], pdf: Path, arguments: str, told: str
) -> None:
    assert kbviewer(*arguments.replace("x.pdf", str(pdf)).split()) == 2
    out, error = capsys.readouterr()
    assert out == ""
    assert error.startswith(f"kbviewer: {told}") and error.count("\n") == 1
    assert not pdf.exists()


def test_the_paper_is_the_clinic_s_own_unless_another_is_named(
    kbviewer: Callable[..., int], asked: Asked, pdf: Path, tmp_path: Path
) -> None:
    kbviewer("skulder", "--pdf", pdf)
    assert asked.letterhead == PLAIN
    write_letterhead(Letterhead("Fysioterapien ved Søen"), tmp_path / "data")
    kbviewer("skulder", "--pdf", pdf)
    assert asked.letterhead == Letterhead("Fysioterapien ved Søen")
    (tmp_path / "andet.yml").write_text("name: Filialen", encoding="utf-8")
    kbviewer("skulder", "--pdf", pdf, "--letterhead", tmp_path / "andet.yml")
    assert asked.letterhead == Letterhead("Filialen")


def test_a_letterhead_without_its_logo_is_not_printed(
    kbviewer: Callable[..., int], pdf: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "papir.yml").write_text("name: Filialen\nlogo: væk.png", encoding="utf-8")
    assert kbviewer("skulder", "--pdf", pdf, "--letterhead", tmp_path / "papir.yml") == 2
    assert "Logoet findes ikke" in capsys.readouterr().err
    assert not pdf.exists()


@pytest.fixture
def told_patient(monkeypatch: pytest.MonkeyPatch) -> Callable[[bytes], None]:
    """Puts bytes on standard input."""
    return lambda data: monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))


@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_the_patient_is_told_on_standard_input(
    kbviewer: Callable[..., int], asked: Asked, pdf: Path, told_patient: Callable[[bytes], None], mark: str
) -> None:
    values = {"name": "Åse Ørn", "born": "010150", "next_time": "7. dec.", "note": "To sæt.\nRo på.", "therapist": "Bo"}
    told_patient((mark + json.dumps(values, ensure_ascii=False)).encode())
    assert kbviewer("skulder", "--pdf", pdf, "--patient") == 0
    assert asked.patient == Patient(**values)
    told_patient(b'{"name": "Bo"}')
    kbviewer("skulder", "--pdf", pdf, "--patient")
    assert asked.patient == Patient(name="Bo")
    kbviewer("skulder", "--pdf", pdf)
    assert asked.patient == NOBODY


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"Aase Oern",
        b'{"name": "Aase Oern"',
        b'["Aase Oern"]',
        b'{"name": ["Aase Oern"]}',
        b'{"name": "Aase Oern", "cpr": "010150-1234"}',
        b'{"name": "Aase Oern\xff"}',
        b'{"name": "Aase Oern", "note": "' + b"x" * 70_000 + b'"}',
        b'{"name": ' + b"[" * 60_000,
    ],
    ids=["nothing", "no json", "half", "list", "no text", "unknown", "no utf-8", "too long", "deep"],
)
def test_a_patient_that_cannot_be_read_is_told_without_a_word_of_what_was_read(
    kbviewer: Callable[..., int],
    told_patient: Callable[[bytes], None],
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    data: bytes,
) -> None:
    pdf = tmp_path / "ark.pdf"
    told_patient(data)
    assert kbviewer("skulder", "--pdf", pdf, "--patient") == 2
    assert capsys.readouterr() == (
        "",
        "kbviewer: Patientens oplysninger skal stå som JSON på standard ind, hver som tekst: "
        "name, born, therapist, next_time, note.\n",
    )
    assert not pdf.exists()


def test_a_patient_without_standard_input_is_told(
    kbviewer: Callable[..., int], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], pdf: Path
) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    assert kbviewer("skulder", "--pdf", pdf, "--patient") == 2
    assert capsys.readouterr().err.startswith("kbviewer: Patientens oplysninger")


def test_a_missing_picture_is_told_beside_the_answer(
    kbviewer: Callable[..., int], pdf: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert kbviewer("fod/hael", "--pdf", pdf) == 0
    told = "kbviewer: Et billede mangler på arket: /billeder/fod.png\n"
    assert capsys.readouterr() == (f"Skrevet: {pdf}\n", told)
    assert kbviewer("fod/hael", "--pdf", pdf, "--json") == 0
    out, error = capsys.readouterr()
    assert (json.loads(out), error) == ({"file": str(pdf), "pages": 2, "missing": ["/billeder/fod.png"]}, told)


def test_a_handout_that_cannot_be_typeset_leaves_the_file_before(
    kbviewer: Callable[..., int], asked: Asked, pdf: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(_article_id: str) -> None:
        raise ContentError("handout_failed")

    asked.before = fail
    pdf.write_bytes(b"den gamle")
    assert kbviewer("skulder", "--pdf", pdf) == 2
    assert (
        capsys.readouterr().err
        == "kbviewer: Udskriften kunne ikke laves. Prøv med færre afsnit eller en mindre skrift.\n"
    )
    assert pdf.read_bytes() == b"den gamle"


def written(folder: Path) -> list[str]:
    return sorted(file.relative_to(folder).as_posix() for file in folder.rglob("*") if file.is_file())


def test_every_article_gets_a_file_of_its_own(
    kbviewer: Callable[..., int], asked: Asked, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert kbviewer("--all", "--out", tmp_path / "ud", "--large", "--without-callout", "--json") == 0
    out, error = capsys.readouterr()
    summary = json.loads(out)
    assert summary.pop("seconds") >= 0
    assert summary == {"articles": 4, "written": 4, "failed": 0, "pages": 8}
    assert error == "kbviewer: fod/hael: Et billede mangler på arket: /billeder/fod.png\n"
    assert written(tmp_path / "ud") == ["fod/hael.pdf", "knae/knae.pdf", "oevelser/aalestraek.pdf", "skulder.pdf"]
    assert {made.text_size for made in asked.handouts} == {18}
    assert (LEAD, "råd", "om-natten") in [made.parts[0].sections for made in asked.handouts]


def test_an_article_that_fails_is_told_and_the_others_go_on(
    kbviewer: Callable[..., int], asked: Asked, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(article_id: str) -> None:
        if article_id == "knae/knae":
            raise ContentError("handout_failed")

    asked.before = fail
    assert kbviewer("--all", "--out", tmp_path / "ud") == 1
    out, error = capsys.readouterr()
    assert out.startswith("Skrevet: 3 af 4. Mislykket: 1. Sider: 6. Tid: ")
    assert "kbviewer: knae/knae: Udskriften kunne ikke laves. Prøv med færre afsnit eller en mindre skrift.\n" in error
    assert "knae/knae.pdf" not in written(tmp_path / "ud")


def test_a_folder_that_cannot_be_written_to_ends_it_at_once(
    kbviewer: Callable[..., int], asked: Asked, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "ud").write_text("en fil", encoding="utf-8")
    assert kbviewer("--all", "--out", tmp_path / "ud") == 2
    assert "Filen kan ikke skrives: " in capsys.readouterr().err
    assert len(asked.handouts) == 1


def test_ctrl_c_ends_it_after_the_article_at_hand(
    kbviewer: Callable[..., int], asked: Asked, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupt(article_id: str) -> None:
        if article_id == "knae/knae":
            signal.raise_signal(signal.SIGINT)

    asked.before = interrupt
    before = signal.getsignal(signal.SIGINT)
    assert kbviewer("--all", "--out", tmp_path / "ud", "--json") == 2
    out, error = capsys.readouterr()
    assert (json.loads(out)["articles"], json.loads(out)["written"]) == (4, 2)
    assert error.endswith("kbviewer: Afbrudt.\n") and "Traceback" not in error
    assert written(tmp_path / "ud") == ["fod/hael.pdf", "knae/knae.pdf"]
    assert signal.getsignal(signal.SIGINT) is before


def test_progress_is_shown_to_a_person_at_a_terminal(
    kbviewer: Callable[..., int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    assert kbviewer("--all", "--out", tmp_path / "ud") == 0
    error = capsys.readouterr().err
    assert "\rLaver patientark: 3 af 4 " in error
    assert "\r\033[Kkbviewer: fod/hael: Et billede mangler" in error
    assert error.endswith("\r\033[K")

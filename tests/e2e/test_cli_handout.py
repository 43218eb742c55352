"""Handouts from the command line, read back with pypdf: what is asked for is on the paper."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from pypdf import PdfReader

Options = list[object]


def kbviewer(*arguments: object, stdin: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-W", "ignore", "-m", "kbviewer", *map(str, arguments)],
        input=stdin,
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=120,
    )


@pytest.fixture
def at(content: Path, tmp_path: Path) -> Options:
    """The options that name the small library and a data folder."""
    return ["--content", content, "--data", tmp_path / "data"]


@pytest.fixture
def pdf(tmp_path: Path) -> Path:
    return tmp_path / "ark.pdf"


def text_of(pdf: Path) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(pdf).pages).split())


def test_a_section_is_printed_with_when_to_see_a_doctor_and_nothing_else(at: Options, pdf: Path) -> None:
    done = kbviewer(*at, "handout", "fod/hael#symptomer", "--pdf", pdf)
    assert (done.returncode, done.stdout, done.stderr) == (0, f"Skrevet: {pdf}\n", "")
    text = text_of(pdf)
    assert text.index("Ondt under hælen") < text.index("Søg læge, hvis") < text.index("Det stikker under foden")
    assert "Tåhævning" not in text
    kbviewer(*at, "handout", "fod/hael#symptomer", "--pdf", pdf, "--without-callout")
    assert "Det stikker under foden" in text_of(pdf) and "Søg læge" not in text_of(pdf)


def test_several_articles_are_one_pdf_on_the_clinic_s_paper(at: Options, pdf: Path, tmp_path: Path) -> None:
    (tmp_path / "papir.yml").write_text("name: Fysioterapien ved Søen\nphone: 12 34 56 78\n", encoding="utf-8")
    articles = ("knae/knae", "fod/hael")
    done = kbviewer(*at, "handout", *articles, "--pdf", pdf, "--letterhead", tmp_path / "papir.yml", "--json")
    told = json.loads(done.stdout)
    assert (told["file"], told["pages"]) == (str(pdf), len(PdfReader(pdf).pages))
    text = text_of(pdf)
    assert "Fysioterapien ved Søen" in text and "12 34 56 78" in text
    assert text.index("Ofte er det låret") < text.index("Det stikker under foden")


def test_large_print_is_larger(at: Options, pdf: Path) -> None:
    def letters() -> set[float]:
        sizes: set[float] = set()
        PdfReader(pdf).pages[0].extract_text(
            visitor_text=lambda text, _cm, tm, _font, size: (
                sizes.add(round(abs(tm[0] or 1) * size, 1)) if text else None
            )
        )
        return sizes

    kbviewer(*at, "handout", "fod/hael", "--pdf", pdf)
    assert 12.0 in letters() and 18.0 not in letters()
    kbviewer(*at, "handout", "fod/hael", "--pdf", pdf, "--large")
    assert 18.0 in letters() and 12.0 not in letters()


def test_the_patient_s_particulars_are_on_the_paper_and_not_in_its_properties(at: Options, pdf: Path) -> None:
    patient = {"name": "Åse Ørn", "born": "17.03.1931", "next_time": "7. december kl. 10.30", "note": "To sæt i uge 1."}
    done = kbviewer(*at, "handout", "fod/hael", "--pdf", pdf, "--patient", stdin=json.dumps(patient))
    assert done.returncode == 0
    assert all(told in text_of(pdf) for told in patient.values())
    reader = PdfReader(pdf)
    assert reader.metadata is not None and reader.xmp_metadata is not None
    properties = f"{dict(reader.metadata)} {reader.xmp_metadata.stream.get_data().decode()}"
    assert not [told for told in patient.values() if told in properties]


def test_every_article_is_printed_by_its_id(at: Options, tmp_path: Path) -> None:
    done = kbviewer(*at, "handout", "--all", "--out", tmp_path / "ud", "--json")
    assert done.returncode == 0
    files = sorted(file.relative_to(tmp_path / "ud").as_posix() for file in (tmp_path / "ud").rglob("*.pdf"))
    assert files == ["fod/hael.pdf", "knae/knae.pdf", "oevelser/aalestraek.pdf"]
    pages = sum(len(PdfReader(tmp_path / "ud" / file).pages) for file in files)
    summary = json.loads(done.stdout)
    assert set(summary) == {"articles", "written", "failed", "pages", "seconds"}
    assert (summary["articles"], summary["written"], summary["failed"], summary["pages"]) == (3, 3, 0, pages)


@pytest.mark.skipif(os.name != "posix", reason="signals")
def test_ctrl_c_leaves_whole_files_only(at: Options, content: Path, tmp_path: Path) -> None:
    for number in range(200):
        (content / f"z{number:03}.md").write_text(f"# Artikel {number}\n\nTekst.\n", encoding="utf-8")
    kbviewer(*at, "index")
    command = [sys.executable, "-W", "ignore", "-m", "kbviewer", *map(str, at), "handout", "--all", "--out"]
    job = subprocess.Popen(
        [*command, str(tmp_path / "ud")], stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8"
    )
    assert job.stderr is not None
    job.stderr.readline()  # that a picture is missing: the first article is done
    job.send_signal(signal.SIGINT)
    out, error = job.communicate(timeout=120)
    files = list((tmp_path / "ud").rglob("*.pdf"))
    assert job.returncode == 2
    assert out.startswith(f"Skrevet: {len(files)} af 203. Mislykket: 0.")
    assert error.endswith("kbviewer: Afbrudt.\n") and "Traceback" not in error
    assert 0 < len(files) < 203
    assert all(PdfReader(file).pages for file in files)


def test_a_target_that_cannot_be_written_is_told(at: Options, tmp_path: Path) -> None:
    done = kbviewer(*at, "handout", "fod/hael", "--pdf", tmp_path / "væk" / "ark.pdf")
    target = tmp_path / "væk" / "ark.pdf"
    assert (done.returncode, done.stdout, done.stderr) == (2, "", f"kbviewer: Filen kan ikke skrives: {target}\n")

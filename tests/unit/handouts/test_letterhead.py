"""The file of a letterhead: as a clinic writes it, as the program keeps it, and all that may be wrong with it."""

import os
import sys
import zlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kbviewer import files
from kbviewer.errors import InputError, StorageError
from kbviewer.handouts.letterhead import (
    LARGEST_LOGO,
    LONGEST,
    MOST_LINES,
    PLAIN,
    Letterhead,
    LogoError,
    kept_letterhead,
    read_letterhead,
    read_logo,
    write_letterhead,
)
from kbviewer.i18n import Catalogue
from kbviewer.paths import resources

WORDS = Catalogue.load("da", resources())

FILE = """# Klinikkens papir
name: Fysioterapien ved Søen
address:
  - Søvej 12
  - 8600 Silkeborg
phone: 12345678
email: klinik@eksempel.dk
web: klinik.example
therapist: Åse Holm
logo: billeder/logo.png
"""

SVG = b"<svg xmlns='http://www.w3.org/2000/svg' width='40' height='9'><rect width='9' height='9'/></svg>"
WEBP = bytes.fromhex("524946461a000000574542505650384c0d0000002f0000001007101111888808fe0700")
GIF = bytes.fromhex("47494638396101000100800000000000ffffff2c00000000010001000002024401003b")


def png(width: int = 2) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return len(data).to_bytes(4) + kind + data + zlib.crc32(kind + data).to_bytes(4)

    header = chunk(b"IHDR", width.to_bytes(4) + bytes([0, 0, 0, 1, 8, 2, 0, 0, 0]))
    return b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", zlib.compress(bytes(1 + 3 * width))) + chunk(b"IEND", b"")


@pytest.fixture
def write(tmp_path: Path) -> Callable[[str], Path]:
    """Writes a letterhead file beside a logo."""
    (tmp_path / "billeder").mkdir()
    (tmp_path / "billeder" / "logo.png").write_bytes(png())

    def written(text: str) -> Path:
        file = tmp_path / "papir.yml"
        file.write_text(text, encoding="utf-8")
        return file

    return written


def told(file: Path) -> str:
    with pytest.raises(InputError) as caught:
        read_letterhead(file)
    return WORDS.explain(caught.value).replace(str(file.parent), "…")


def test_everything_a_clinic_writes_is_read_as_it_stands(write: Callable[[str], Path]) -> None:
    assert read_letterhead(write(FILE)) == Letterhead(
        name="Fysioterapien ved Søen",
        address="Søvej 12\n8600 Silkeborg",
        phone="12345678",
        email="klinik@eksempel.dk",
        web="klinik.example",
        therapist="Åse Holm",
        logo=png(),
    )


def test_an_address_may_be_a_text_with_lines_and_anything_may_be_left_out(write: Callable[[str], Path]) -> None:
    assert read_letterhead(write("address: |\n  Søvej 12\n\n  8600 Silkeborg\n")) == Letterhead(
        address="Søvej 12\n8600 Silkeborg"
    )
    assert read_letterhead(write("name: A\nphone:\n")) == Letterhead(name="A")
    assert read_letterhead(write("Name: A\u00a0B\u202e\n")) == Letterhead(name="A B")


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "Linje 1 i brevhovedet …/papir.yml kan ikke læses."),
        ("bare tekst", "Linje 1 i brevhovedet …/papir.yml kan ikke læses."),
        ("name: A\nphone: [12\n", "Linje 3 i brevhovedet …/papir.yml kan ikke læses."),
        ("name: A\nname: B\n", "Linje 2 i brevhovedet …/papir.yml kan ikke læses."),
        ("name: A\nphone:\n  - 12\n", "Linje 3 i brevhovedet …/papir.yml kan ikke læses."),
        ("address:\n  vej: Søvej\n", "Linje 2 i brevhovedet …/papir.yml kan ikke læses."),
        (
            "name: A\nadresse: Søvej\n",
            "Linje 2 i brevhovedet …/papir.yml: »adresse« kendes ikke. "
            "Brug name, address, phone, email, web, therapist og logo.",
        ),
        (f"web: {'x' * 121}", "»web« i brevhovedet er for lang. Der er plads til 120 tegn på en linje."),
        (f"address: ['{'x' * 121}']", "»address« i brevhovedet er for lang. Der er plads til 120 tegn på en linje."),
        ("address: [1, 2, 3, 4, 5, 6, 7]", "Adressen i brevhovedet har for mange linjer. Der er plads til 6."),
        ("logo: væk.png", "Logoet findes ikke i mappen med brevhovedet: …/væk.png"),
        ("logo: ../papir.png", "Logoet findes ikke i mappen med brevhovedet: ../papir.png"),
        ("logo: /etc/hostname", "Logoet findes ikke i mappen med brevhovedet: /etc/hostname"),
        (
            "logo: papir.yml",
            "Logoet kan ikke bruges: …/papir.yml. Det skal være et helt billede i PNG, JPEG, WebP eller SVG.",
        ),
    ],
)
def test_what_is_wrong_is_one_sentence_with_the_line(
    write: Callable[[str], Path], tmp_path: Path, text: str, sentence: str
) -> None:
    (tmp_path.parent / "papir.png").write_bytes(png())
    assert told(write(text)) == sentence


def test_a_file_that_is_not_there_or_is_no_text_is_told(tmp_path: Path) -> None:
    assert told(tmp_path / "papir.yml") == "Brevhovedet findes ikke: …/papir.yml"
    assert told(tmp_path / "papir.yml" / "x").startswith("Brevhovedet findes ikke: ")
    (tmp_path / "papir.yml").write_bytes(b"\x00\xff\x00\xff")
    assert told(tmp_path / "papir.yml") == "Filen kan ikke læses: …/papir.yml"
    (tmp_path / "mappe").mkdir()
    assert told(tmp_path / "mappe") == "Filen kan ikke læses: …/mappe"


def test_a_logo_out_of_the_folder_by_a_link_is_not_shown(write: Callable[[str], Path], tmp_path: Path) -> None:
    outside = tmp_path.parent / "hemmelig.png"
    outside.write_bytes(png())
    (tmp_path / "logo.png").symlink_to(outside)
    assert told(write("logo: logo.png")).startswith("Logoet findes ikke i mappen")


def test_a_logo_that_cannot_be_used_does_not_lose_the_rest(write: Callable[[str], Path]) -> None:
    with pytest.raises(LogoError) as caught:
        read_letterhead(write("name: Fysioterapien\nlogo: væk.png\n"))
    assert caught.value.rest == Letterhead(name="Fysioterapien")


@pytest.mark.parametrize("logo", [png(), SVG, WEBP], ids=["png", "svg", "webp"])
def test_a_logo_is_known_by_what_is_in_it(tmp_path: Path, logo: bytes) -> None:
    (tmp_path / "logo.bmp").write_bytes(logo)
    assert read_logo(tmp_path / "logo.bmp") == logo


@pytest.mark.parametrize(
    ("logo", "key"),
    [
        (b"", "logo_unusable"),
        (GIF, "logo_unusable"),
        (png()[:45], "logo_unusable"),
        (SVG[:60], "logo_unusable"),
        (b"\xff\xd8\xff", "logo_unusable"),
        (png() + bytes(LARGEST_LOGO), "logo_too_large"),
        (png(20_000), "logo_too_large"),
    ],
    ids=["empty", "gif", "half png", "half svg", "half jpeg", "many bytes", "many pixels"],
)
def test_a_logo_that_no_paper_can_show_is_refused(tmp_path: Path, logo: bytes, key: str) -> None:
    (tmp_path / "logo.png").write_bytes(logo)
    with pytest.raises(InputError) as caught:
        read_logo(tmp_path / "logo.png")
    assert caught.value.key == key


def test_without_a_letterhead_the_paper_is_plain(tmp_path: Path) -> None:
    assert kept_letterhead(tmp_path / "data") is PLAIN


LINE = st.text(st.characters(exclude_categories=["C", "Z"]), max_size=LONGEST)
ADDRESS = st.lists(LINE.filter(bool), max_size=MOST_LINES).map("\n".join)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.builds(Letterhead, LINE, ADDRESS, LINE, LINE, LINE, LINE, st.sampled_from([b"", png(), SVG, WEBP])))
def test_what_is_kept_comes_back(tmp_path: Path, letterhead: Letterhead) -> None:
    assert write_letterhead(letterhead, tmp_path / "data") == tmp_path / "data" / "brevhoved.yml"
    assert kept_letterhead(tmp_path / "data") == letterhead


def test_people_can_read_what_is_kept_and_no_old_logo_stays(tmp_path: Path) -> None:
    letterhead = Letterhead("Fysioterapien ved Søen", "Søvej 12\n8600 Silkeborg", "12345678", logo=png())
    for logo in (png(), SVG):
        file = write_letterhead(Letterhead(letterhead.name, letterhead.address, "12345678", logo=logo), tmp_path)
    assert file.read_text(encoding="utf-8") == (
        "name: Fysioterapien ved Søen\naddress:\n- Søvej 12\n- 8600 Silkeborg\nphone: '12345678'\n"
        "logo: brevhoved-logo.svg\n"
    )
    assert sorted(each.name for each in tmp_path.iterdir()) == ["brevhoved-logo.svg", "brevhoved.yml"]
    write_letterhead(Letterhead("Fysioterapien"), tmp_path)
    assert [each.name for each in tmp_path.iterdir()] == ["brevhoved.yml"]


def test_a_pulled_plug_leaves_no_letterhead_whose_logo_is_not_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = Letterhead("Klinik", logo=SVG)
    write_letterhead(before, tmp_path)
    monkeypatch.setattr(files, "flush", lambda _folder: sys.exit())  # right after the first is in place
    with pytest.raises(SystemExit):
        write_letterhead(replace(before, name="Ny klinik", logo=png()), tmp_path)
    assert kept_letterhead(tmp_path) == before


def test_too_long_a_line_is_refused_before_anything_is_written(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        write_letterhead(Letterhead(therapist="x" * (LONGEST + 1)), tmp_path)
    assert caught.value.values == {"name": "therapist", "most": LONGEST}
    with pytest.raises(InputError):
        write_letterhead(Letterhead(address="\n".join("1234567")), tmp_path)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(os.name != "posix", reason="a limit to the size of files")
def test_a_full_disk_keeps_the_letterhead_that_was_there(tmp_path: Path) -> None:
    import resource

    write_letterhead(Letterhead("Den gamle", logo=png()), tmp_path)
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (80, before[1]))
    try:
        with pytest.raises(StorageError) as caught:
            write_letterhead(Letterhead("Den nye", logo=SVG), tmp_path)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert WORDS.explain(caught.value).startswith("Brevhovedet kunne ikke gemmes i ")
    assert kept_letterhead(tmp_path) == Letterhead("Den gamle", logo=png())
    assert sorted(each.name for each in tmp_path.iterdir()) == ["brevhoved-logo.png", "brevhoved.yml"]

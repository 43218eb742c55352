"""Pictures are found however their names are spelled, and never outside the folder."""

import unicodedata
from pathlib import Path

import pytest

from kbviewer.articles.images import find_image, resolve


@pytest.mark.parametrize(
    ("target", "path"),
    [
        ("/images/fod.png", "images/fod.png"),
        ("/images/H%C3%A6l%20spore.png", "images/Hæl spore.png"),
        ("fod.png", "fod/fod.png"),
        ("../fælles/fod.png", "fælles/fod.png"),
        ("../../ude.png", None),
        ("/../ude.png", None),
        ("/a/%2e%2e/%2e%2e/ude.png", None),
        ("https://eksempel.dk/a.png", None),
        ("//eksempel.dk/a.png", None),
        ("file:///etc/passwd", None),
        ("data:image/png;base64,AAAA", None),
        ("..\\ude.png", None),
        ("/a%00.png", None),
        ("", None),
    ],
)
def test_a_target_means_a_path_below_the_folder_or_nothing(target: str, path: str | None) -> None:
    assert resolve("fod/artikel.md", target) == path


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_a_name_is_found_in_either_unicode_form(tmp_path: Path, form: str) -> None:
    name = unicodedata.normalize(form, "Hælspore på foden.webp")  # type: ignore[arg-type]
    (tmp_path / "billeder").mkdir()
    (tmp_path / "billeder" / name).write_bytes(b"x")
    assert find_image([tmp_path], "billeder/Hælspore på foden.webp") is not None


def test_the_last_folder_goes_first(tmp_path: Path) -> None:
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "x.png").write_bytes(folder.encode())
    found = find_image([tmp_path / "a", tmp_path / "b"], "x.png")
    assert found is not None and found.read_bytes() == b"b"


def test_a_link_out_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "ude.png").write_bytes(b"x")
    (tmp_path / "inde").mkdir()
    try:
        (tmp_path / "inde" / "link.png").symlink_to(tmp_path / "ude.png")
    except OSError:
        pytest.skip("this system lets no ordinary user make links")
    assert find_image([tmp_path / "inde"], "link.png") is None


@pytest.mark.parametrize("path", ["../x.png", "/etc/passwd", "a/../../x", "C:/x.png", "a\\b", ".", "a" * 5000])
def test_no_path_leads_out(tmp_path: Path, path: str) -> None:
    (tmp_path.parent / "x.png").write_bytes(b"x")
    assert find_image([tmp_path], path) is None

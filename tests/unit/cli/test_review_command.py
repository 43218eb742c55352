"""`kbviewer review`: a clinic signs for an article in its own folder, and for no other."""

from datetime import date
from pathlib import Path

import pytest

from kbviewer import paths
from kbviewer.cli import main


@pytest.fixture
def own(tmp_path: Path, content: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(paths, "shipped_content", lambda: content)
    monkeypatch.setenv("KBVIEWER_DATA", str(tmp_path / "data"))
    return tmp_path / "egne"


def review(article_id: str, into: Path, *more: str) -> int:
    return main([*more, "review", article_id, "--by", "Klinik Nord", "--into", str(into)])


def test_a_shipped_article_is_copied_signed_and_shown_so(
    own: Path, content: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = (content / "fod" / "hael.md").read_text(encoding="utf-8")
    assert review("fod/hael", own) == 0
    today = date.today()
    copy = (own / "fod" / "hael.md").read_text(encoding="utf-8")
    assert f'reviewedBy: "Klinik Nord"\nlastReviewed: {today.day}/{today.month}/{today.year}\n---\n' in copy
    assert (content / "fod" / "hael.md").read_text(encoding="utf-8") == before
    capsys.readouterr()
    assert main(["--content", "shipped", "--content", str(own), "show", "fod/hael"]) == 0
    assert "Klinisk gennemgået af Klinik Nord den" in capsys.readouterr().out


def test_an_own_article_is_signed_again_where_it_lies(own: Path) -> None:
    assert review("fod/hael", own) == 0
    file = own / "fod" / "hael.md"
    file.write_text(file.read_text(encoding="utf-8").replace("Nord", "Syd") + "\nVores råd.\n", encoding="utf-8")
    assert review("fod/hael", own, "--content", "shipped", "--content", str(own)) == 0
    text = file.read_text(encoding="utf-8")
    assert "Klinik Nord" in text and "Klinik Syd" not in text and "Vores råd." in text


def test_another_article_in_the_way_is_not_overwritten(own: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (own / "fod").mkdir(parents=True)
    (own / "fod" / "hael.md").write_text("Vores.", encoding="utf-8")
    assert review("fod/hael", own) == 2
    assert "bliver ikke overskrevet" in capsys.readouterr().err
    assert (own / "fod" / "hael.md").read_text(encoding="utf-8") == "Vores."


def test_what_cannot_be_signed_is_told(own: Path, content: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert review("findes/ikke", own) == 2
    assert main(["review", "fod/hael", "--by", " ", "--into", str(own)]) == 2
    (content / "fod" / "hael.md").write_text("---\ntitle: a: b\n---\nTekst.\n", encoding="utf-8")
    assert review("fod/hael", own) == 2
    told = capsys.readouterr().err
    assert "Skriv, hvem der har gennemgået" in told and "ikke skrevet rigtigt" in told
    assert not own.exists()


def test_a_folder_that_cannot_be_is_told(own: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert review("fod/hael", own / ("langt" * 60)) == 2
    assert "kan ikke skrives" in capsys.readouterr().err

"""A clinic's own folder laid over the articles that come with the program."""

import os
from pathlib import Path

import pytest

from kbviewer import paths
from kbviewer.cli import main


@pytest.mark.parametrize("through", ["option", "environment"])
def test_an_own_article_goes_before_the_shipped_one_and_the_others_stay(
    tmp_path: Path, content: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], through: str
) -> None:
    monkeypatch.setattr(paths, "shipped_content", lambda: content)
    own = tmp_path / "egne"
    (own / "fod").mkdir(parents=True)
    (own / "fod" / "hael.md").write_text("---\ntitle: Klinikkens hæl\n---\nVores råd.\n", encoding="utf-8")
    named = ["--content", "shipped", "--content", str(own)] if through == "option" else []
    if not named:
        monkeypatch.setenv("KBVIEWER_CONTENT", f"shipped{os.pathsep}{own}")
    for article_id, text in (("fod/hael", "Vores råd."), ("knae/knae", "Ofte er det låret")):
        assert main([*named, "--data", str(tmp_path / "data"), "show", article_id, "--text"]) == 0
        assert text in capsys.readouterr().out

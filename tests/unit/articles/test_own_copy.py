"""A clinic's own copy of an article."""

from datetime import date
from pathlib import Path

import pytest

from kbviewer import files
from kbviewer.articles.article import SourceFile
from kbviewer.articles.loader import load
from kbviewer.articles.own_copy import copy_into
from kbviewer.errors import InputError


def test_an_article_whose_file_has_gone_makes_no_empty_copy(tmp_path: Path) -> None:
    shipped, own = tmp_path / "med", tmp_path / "vores"
    shipped.mkdir()
    file = shipped / "ryg.md"
    file.write_text("---\ntitle: Ondt i ryggen\n---\nRyggen.\n", encoding="utf-8")
    state = file.stat()
    article = load(SourceFile(shipped, "ryg.md", state.st_mtime_ns, state.st_size), (shipped,)).article
    assert article is not None
    file.unlink()
    with pytest.raises(InputError) as told:
        copy_into(own, article, "", date(2026, 3, 3), files.replace)
    assert told.value.key == "file_unreadable"
    assert not own.exists()

"""The files of an index, held open without NumPy: what they hold is made of them once somebody searches.

A builder may remove a generation as soon as a newer one is there; who holds its files can go on reading them.
"""

import mmap
from collections.abc import Mapping
from pathlib import Path

Files = Mapping[str, mmap.mmap | bytes]
"""By name, what is in each file."""

NUMBERS = (
    "posting_starts", "posting_articles", "whole_starts", "wholes", "token_starts", "tokens",
    "text_starts", "text_row_starts", "name_starts", "name_stem_starts", "name_stems",
    "word_stems", "word_articles", "word_named", "spelling_words", "pair_starts", "pair_spellings",
)  # fmt: skip
"""Files of unsigned 32 bit numbers; besides there are ``posting_weights`` and ``texts``."""

ARTICLES = "articles"
"""File of what `kept` keeps."""

TEXTS = ("ids", "stems", "words", "written", "spellings")


def hold(folder: Path) -> Files:
    """The columns in the folder of a generation.

    Raises:
        FileNotFoundError: a file is missing.
    """
    mapped = {name: _mapped(folder / f"{name}.bin") for name in (*NUMBERS, "posting_weights", "texts", ARTICLES)}
    return {**mapped, **{name: (folder / f"{name}.txt").read_bytes() for name in TEXTS}}


def _mapped(file: Path) -> mmap.mmap | bytes:
    with file.open("rb") as opened:
        if not file.stat().st_size:  # which cannot be mapped
            return b""
        return mmap.mmap(opened.fileno(), 0, access=mmap.ACCESS_READ)

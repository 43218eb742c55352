"""The text of a file that a person wrote in whatever program: its encoding and its line ends made one."""

import re
from pathlib import Path

from kbviewer.articles.article import Problem

LARGEST = 1024 * 1024
"""Bytes; a larger file is not read."""

_ZERO_WIDTH = re.compile("[\u200b\u2060\ufeff]")
_WIDE_MARKS = ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"), (b"\xef\xbb\xbf", "utf-8-sig"))


def read_text(path: Path, name: str) -> tuple[str | None, tuple[Problem, ...]]:
    """The text of a file with LF line ends and no BOM, or None, and what its owner should mend.

    ``name`` is what problems call the file. What is not UTF-8 is read as Windows-1252.
    """
    try:
        if path.stat().st_size > LARGEST:
            return None, (Problem(name, 0, "file_too_large", (("megabytes", str(LARGEST // 2**20)),)),)
        raw = path.read_bytes()
    except OSError as error:
        return None, (Problem(name, 0, "file_unreadable", (("reason", error.strerror or ""),)),)
    text, problems = _decode(raw, name)
    if text is None or "\0" in text:
        return None, (*problems, Problem(name, 0, "not_text"))
    return _ZERO_WIDTH.sub("", text).replace("\r\n", "\n").replace("\r", "\n"), problems


def _decode(raw: bytes, name: str) -> tuple[str | None, tuple[Problem, ...]]:
    encoding = next((name for mark, name in _WIDE_MARKS if raw.startswith(mark)), "utf-8")
    try:
        return raw.decode(encoding), ()
    except UnicodeDecodeError as error:
        if encoding == "utf-16" or b"\0" in raw:
            return None, ()
        line = raw.count(b"\n", 0, error.start) + 1
        return raw.decode("cp1252", "replace"), (Problem(name, line, "not_utf8"),)

"""Typst source -> PDF. The only file that knows the `typst` package.

The source may read nothing but the pictures given with it: its root is a folder made for the occasion, in
memory where the system keeps temporary files there, and removed at once.
"""

from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal

import typst

from kbviewer.errors import ContentError

# PDF/UA-1 refuses a letter that no font has. First the fonts that come with Typst, so that a handout looks
# the same everywhere; then those of the system (emoji); at last without the standard, a box for the letter.
_ATTEMPTS: tuple[tuple[Literal["ua-1"] | None, bool], ...] = (("ua-1", True), ("ua-1", False), (None, False))


def to_pdf(document: str, pictures: Mapping[str, bytes]) -> bytes:
    """Typeset a document; ``pictures`` are the files it may show, by name without folders.

    Raises:
        ContentError: Typst cannot typeset it.
    """
    with TemporaryDirectory(prefix="kbviewer-") as folder:
        for name, picture in pictures.items():
            (Path(folder) / name).write_bytes(picture)
        main = Path(folder) / "main.typ"
        main.write_text(document, encoding="utf-8")
        return _compile(main)


def can_show(name: str, picture: bytes) -> bool:
    """Whether a picture can be decoded: one that cannot would spoil the whole document."""
    try:
        to_pdf(f'#set document(title: "x")\n#image("{name}", width: 1cm, alt: "x")', {name: picture})
    except ContentError:
        return False
    return True


def _compile(main: Path) -> bytes:
    trouble = ""
    for standard, only_own_fonts in _ATTEMPTS:
        try:
            return typst.compile(
                main,
                root=main.parent,
                ignore_system_fonts=only_own_fonts,
                format="pdf",
                pdf_standards=standard,
                package_path=main.parent,
                package_cache_path=main.parent,
            )
        except typst.TypstError as error:
            trouble = error.message
    raise ContentError("handout_failed", reason=trouble)

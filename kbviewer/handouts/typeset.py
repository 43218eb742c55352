"""Typst source -> PDF. The only file that knows the `typst` package.

The source stays in memory, for it may name a patient. It may read nothing but the pictures given with it, in a
folder made for the occasion and removed at once.
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
        return _compile(document.encode(), Path(folder))


def _compile(document: bytes, root: Path) -> bytes:
    trouble = ""
    for standard, only_own_fonts in _ATTEMPTS:
        try:
            compiler = typst.Compiler(
                document,
                root=root,
                ignore_system_fonts=only_own_fonts,
                package_path=root,
                package_cache_path=root,
            )
            pdf = compiler.compile(format="pdf", pdf_standards=standard or [])
            assert isinstance(pdf, bytes)
            return pdf
        except typst.TypstError as error:
            trouble = error.message
    raise ContentError("handout_failed", reason=trouble)


def can_show(name: str, picture: bytes) -> bool:
    """Whether a picture can be decoded: one that cannot would spoil the whole document."""
    try:
        to_pdf(f'#set document(title: "x")\n#image("{name}", width: 1cm, alt: "x")', {name: picture})
    except ContentError:
        return False
    return True

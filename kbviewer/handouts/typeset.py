"""Typst source -> PDF. The only file that knows the `typst` package.

Source and pictures stay in memory, for they may name a patient or tell of one. All that a document can read from
disk is the layout that comes with the program.
"""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any, Literal

import typst

from kbviewer.errors import ContentError
from kbviewer.paths import resources

# PDF/UA-1 refuses a letter that no font has. First our fonts and those that come with Typst, so that a handout looks
# the same everywhere; then those of the system (emoji); at last without the standard, a box for the letter.
_ATTEMPTS: tuple[tuple[Literal["ua-1"] | None, bool], ...] = (("ua-1", False), ("ua-1", True), (None, True))

_MAIN = "main.typ"


def to_pdf(document: str, pictures: Mapping[str, bytes]) -> bytes:
    """Typeset a document; ``pictures`` are what `picture_data` made of those it shows, by name.

    Raises:
        ContentError: Typst cannot typeset it. The error tells nothing of why: Typst's own words quote the document.
    """
    layout = resources() / "handouts"
    files: Any = {_MAIN: document.encode(), **pictures}  # the types of `typst` do not know files in memory
    for standard, with_system_fonts in _ATTEMPTS:
        try:
            compiler = typst.Compiler(
                files,
                root=layout,
                font_paths=_fonts(with_system_fonts),
                package_path=layout,
                package_cache_path=layout,
            )
            pdf = compiler.compile(format="pdf", pdf_standards=standard or [])
        except typst.TypstError:
            continue
        assert isinstance(pdf, bytes)
        return pdf
    raise ContentError("handout_failed")


def picture_data(picture: bytes) -> bytes:
    """A picture as the only kind of file that Typst takes from memory, text: JSON of its bytes."""
    return str(list(picture)).encode()


def can_show(picture: bytes) -> bool:
    """Whether a picture can be decoded: one that cannot would spoil the whole document."""
    show = '#set document(title: "x")\n#image(bytes(json("picture.json")), width: 1cm, alt: "x")'
    try:
        return bool(picture) and bool(to_pdf(show, {"picture.json": picture_data(picture)}))
    except ContentError:
        return False


@lru_cache(maxsize=2)
def _fonts(with_system_fonts: bool) -> typst.Fonts:
    return typst.Fonts(include_system_fonts=with_system_fonts, font_paths=[resources() / "fonts"])

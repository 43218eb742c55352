"""What a picture file really holds: its kind and size, and whether it can be shown without harm."""

import re
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import Literal

from kbviewer.articles import drawing

Trouble = Literal["", "image_missing", "image_unreadable", "image_too_large"]
"""The rule a picture breaks; empty for one that can be shown."""

MOST_PIXELS = 40_000_000
"""Width times height: 160 MB once decoded. A phone's photograph has 12 million, a page of A4 at 600 dpi 35 million."""

LONGEST_SIDE = 16_384
"""Pixels: what a graphics card takes, and as tall a page as anyone would scroll."""

LARGEST_DRAWING = 4 * 1024 * 1024
"""Bytes of an SVG, which must be looked through whole."""

SVG = "image/svg+xml"

_SIGNATURES = (
    (re.compile(rb"\x89PNG\r\n\x1a\n"), "image/png"),
    (re.compile(rb"\xff\xd8\xff"), "image/jpeg"),
    (re.compile(rb"GIF8[79]a"), "image/gif"),
    (re.compile(rb"RIFF....WEBP", re.S), "image/webp"),
    (re.compile(rb"....ftypavi[fs]", re.S), "image/avif"),
    (re.compile(rb"(?:\xef\xbb\xbf)?\s*<(?:svg[\s>]|\?xml\s|!--|!DOCTYPE\s+svg)"), SVG),
)
_HEAD = 1024 * 1024
"""Bytes that hold the size of any honest picture."""


def media_type(body: bytes) -> str:
    """The media type of a picture told from its first bytes, whatever its name says; empty for anything else."""
    return next((kind for signature, kind in _SIGNATURES if signature.match(body)), "")


def trouble(file: Path | None) -> Trouble:
    """Why a picture cannot be shown; None is the file of a missing one."""
    if file is None:
        return "image_missing"
    try:
        state = file.stat()
        return _trouble(file, state.st_mtime_ns, state.st_size)
    except OSError:
        return "image_unreadable"


def trouble_in(body: bytes) -> Trouble:
    """Why a picture that is no file cannot be shown."""
    if media_type(body) != SVG:
        return _raster_trouble(body[:_HEAD])
    return _drawing_trouble(body) if len(body) <= LARGEST_DRAWING else "image_too_large"


@lru_cache(maxsize=512)
def _trouble(file: Path, _mtime_ns: int, size: int) -> Trouble:
    with file.open("rb") as stream:
        head = stream.read(_HEAD)
        if media_type(head) != SVG:
            return _raster_trouble(head)
        return _drawing_trouble(head + stream.read()) if size <= LARGEST_DRAWING else "image_too_large"


def _raster_trouble(head: bytes) -> Trouble:
    import imagesize  # noqa: PLC0415  # it loads Python's internet modules, which a drawing does not need

    # Bytes and not a name: imagesize would take some names for addresses of the web.
    return _size_trouble(*imagesize.get(BytesIO(head))) if media_type(head) else "image_unreadable"


def _size_trouble(width: float, height: float) -> Trouble:
    if width < 1 or height < 1:
        return "image_unreadable"
    return "image_too_large" if width * height > MOST_PIXELS or max(width, height) > LONGEST_SIDE else ""


def _drawing_trouble(body: bytes) -> Trouble:
    try:
        return _size_trouble(*drawing.outer_size(body, _check_embedded))
    except ValueError:
        return "image_unreadable"
    except drawing.TooMuch:
        return "image_too_large"


def _check_embedded(body: bytes) -> None:
    if media_type(body) == SVG or _raster_trouble(body):
        raise drawing.TooMuch

"""A picture is what its bytes say: shown when it is sound and of a sane size, else named as what it is."""

import base64
import struct
import zlib
from pathlib import Path

import pytest

from kbviewer.articles.folder import scan
from kbviewer.articles.loader import load
from kbviewer.articles.picture import LARGEST_DRAWING, media_type, trouble

SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="20" height="10">'


def png(width: int, height: int) -> bytes:
    """The head of a PNG of that size in pixels."""
    head = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + head + struct.pack(">I", zlib.crc32(head))


def webp(width: int, height: int) -> bytes:
    sizes = (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    return b"RIFF\x20\0\0\0WEBPVP8X\x0a\0\0\0\0\0\0\0" + sizes


def jpeg(width: int, height: int) -> bytes:
    return b"\xff\xd8\xff\xe0\0\x04JF\xff\xc0\0\x11\x08" + struct.pack(">HH", height, width) + b"\x03" + b"\0" * 40


def repeated(levels: int, each: int) -> str:
    """A drawing that has one square drawn ``each`` to the power of ``levels`` times."""
    groups = (f'<g id="a{n + 1}">' + f'<use href="#a{n}"/>' * each + "</g>" for n in range(levels))
    return f'{SVG}<defs><rect id="a0" width="1" height="1"/>{"".join(groups)}</defs><use href="#a{levels}"/></svg>'


def told(tmp_path: Path, body: bytes | str, name: str = "billede.png") -> str:
    file = tmp_path / name
    file.write_bytes(body.encode() if isinstance(body, str) else body)
    return trouble(file)


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (png(3, 4), "image/png"),
        (jpeg(3, 4), "image/jpeg"),
        (b"GIF89a\x03\0\x04\0", "image/gif"),
        (webp(3, 4), "image/webp"),
        (f"{SVG}</svg>".encode(), "image/svg+xml"),
        (f'\ufeff<?xml version="1.0"?>\n<!-- tegnet i hånden -->{SVG}</svg>'.encode(), "image/svg+xml"),
        (b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 40"/>', "image/svg+xml"),
    ],
)
def test_every_kind_is_known_by_its_content_and_shown(tmp_path: Path, body: bytes, kind: str) -> None:
    assert media_type(body) == kind
    assert told(tmp_path, body) == ""


@pytest.mark.parametrize(
    "body",
    [b"x", b"\x89PNG\r\n\x1a\n", b"<html><svg></svg></html>", b"%PDF-1.7", b"RIFF\0\0\0\0WAVE", png(0, 5),
     b"\xff\xd8\xff", b"GIF89a", b"II*\0\0\0\0\0", b"<svg xmlns='http://www.w3.org/2000/svg'><g></svg>",
     b"<svg>&nbsp;</svg>", b"<!-- x --><html/>", b"\0\0\0\x1cftypheic\0\0\0\0"],
)  # fmt: skip
def test_what_is_no_picture_of_ours_is_unreadable(tmp_path: Path, body: bytes) -> None:
    assert told(tmp_path, body) == "image_unreadable"


@pytest.mark.parametrize(
    "body",
    [
        png(50_000, 50_000),
        png(1, 100_000),
        jpeg(60_000, 60_000),
        webp(16_000, 16_000),
        '<svg xmlns="http://www.w3.org/2000/svg" width="1000000" height="1000000"/>',
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 100000"/>',
        f"{SVG}{'<g/>' * 100_000}</svg>",
        f"{SVG}{'<g>' * 500}{'</g>' * 500}</svg>",
        f"{SVG}{' ' * LARGEST_DRAWING}</svg>",
    ],
)
def test_more_than_a_screen_can_hold_is_too_large(tmp_path: Path, body: bytes | str) -> None:
    assert told(tmp_path, body) == "image_too_large"


PATTERNS = "".join(
    f'<pattern id="a{n + 1}" width="9" height="9">'
    + f'<rect width="9" height="9" fill="url(#a{n})"/>' * 10
    + "</pattern>"
    for n in range(8)
)
BOMB_INSIDE = base64.b64encode(repeated(8, 10).encode()).decode()
HUGE_INSIDE = base64.b64encode(png(50_000, 50_000)).decode()


@pytest.mark.parametrize(
    "body",
    [
        '<!DOCTYPE svg [<!ENTITY a "xxxxxxxxxx"><!ENTITY b "&a;&a;&a;&a;">]>' + SVG + "<desc>&b;</desc></svg>",
        '<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + SVG + "<text>&a;</text></svg>",
        repeated(8, 10),
        repeated(5, 10).replace("href=", "xlink:href=").replace("<svg ", '<svg xmlns:xlink="x" '),
        repeated(5, 10).replace('href="#', 'href="about:blank#'),
        repeated(5, 10).replace('href="#a', 'href="#%61'),
        repeated(5, 10).replace('href="#', 'href="&#9;&#35;'),
        f'{SVG}{PATTERNS.replace("url", "u&#92;72l")}<rect fill="url(#a8)"/></svg>',
        f'{SVG}<style>@&#92;69mport "https://eksempel.dk/a.css";</style></svg>',
        f'{SVG}<image href="da&#10;ta:image/svg+xml;base64,{BOMB_INSIDE}"/></svg>',
        f'{SVG}{PATTERNS}<rect width="9" height="9" fill="url(#a8)"/></svg>',
        f'{SVG}{PATTERNS.replace("url(#", "url( &apos;#")}<rect fill="url(#a8)"/></svg>'.replace(')"', '&apos;)"'),
        f'{SVG}<style>.a{{fill:url(#a1)}}</style><pattern id="a1"><rect class="a"/></pattern></svg>',
        f'{SVG}<style>@import "https://eksempel.dk/a.css";</style></svg>',
        f"{SVG}<style>svg{{background:url(data:image/svg+xml;base64,{BOMB_INSIDE})}}</style></svg>",
        f'<?xml version="1.0"?><?xml-stylesheet href="data:text/css,x"?>{SVG}</svg>',
        f'{SVG}<image href="data:image/svg+xml;base64,{BOMB_INSIDE}"/></svg>',
        f'{SVG}<image href="data:image/png;base64,{BOMB_INSIDE}"/></svg>',
        f'{SVG}<image href="data:image/png;base64,{HUGE_INSIDE}"/></svg>',
        f'{SVG}<foreignObject><p style="background:url(data:image/svg+xml,x)"/></foreignObject></svg>',
    ],
)
def test_a_drawing_that_would_never_be_done_is_not_begun(tmp_path: Path, body: str) -> None:
    assert media_type(body.encode()) == "image/svg+xml"
    assert told(tmp_path, body, "tegning.svg") == "image_too_large"


@pytest.mark.parametrize(
    "body",
    [
        f'{SVG}<linearGradient id="g"><stop/></linearGradient><rect fill="url(#g)"/><use href="#g"/></svg>',
        f'{SVG}<style>.a{{fill:url(#g)}}</style><linearGradient id="g"/><rect class="a"/></svg>',
        f'{SVG}<image href="data:image/png;base64,{base64.b64encode(png(4, 4)).decode()}"/></svg>',
        f'{SVG}<g id="a"><use href="#a"/></g></svg>',
        repeated(3, 10),
    ],
)
def test_what_drawing_programs_write_is_shown(tmp_path: Path, body: str) -> None:
    assert told(tmp_path, body, "tegning.svg") == ""


def test_the_check_tells_which_picture_cannot_be_shown_and_where(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(b"x")
    (tmp_path / "b.png").write_bytes(png(50_000, 50_000))
    (tmp_path / "artikel.md").write_text("---\ntitle: T\n---\n![En](/a.png)\n\n![To](/b.png) ![Tre](c.png)\n")
    problems = load(scan([tmp_path])[0]).problems
    assert [(problem.line, problem.rule) for problem in problems] == [
        (4, "image_unreadable"),
        (6, "image_too_large"),
        (6, "image_missing"),
    ]


def test_a_picture_mended_is_shown_at_once(tmp_path: Path) -> None:
    assert told(tmp_path, b"no picture") == "image_unreadable"
    assert told(tmp_path, png(3, 4)) == ""


def test_a_missing_file_is_missing(tmp_path: Path) -> None:
    assert trouble(None) == "image_missing"
    assert trouble(tmp_path / "ingen.png") == "image_unreadable"

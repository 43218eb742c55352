"""Addresses for those with a phone: which may be printed, and as a QR code. The only file that knows `segno`."""

import io
from urllib.parse import urlsplit

import segno

LONGEST = 300
"""Letters of an address: a code of so many can still be read from paper at the size it is printed."""


def web_address(text: str) -> str:
    """The web address that a text is; empty for anything else, and for one with a name before its host."""
    address = text.strip()
    try:
        parts = urlsplit(address)
        host = parts.hostname
    except ValueError:
        return ""
    odd = len(address) > LONGEST or not address.isprintable() or any(each in address for each in ' "<>\\^`{|}')
    return "" if odd or parts.scheme not in ("http", "https") or not host or "@" in parts.netloc else address


def code(address: str) -> bytes:
    """The QR code of an address, as an SVG drawing with the quiet zone that readers need."""
    drawing = io.BytesIO()
    segno.make(address, error="m", micro=False).save(drawing, kind="svg", border=4, light="#fff")
    return drawing.getvalue()

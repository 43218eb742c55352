"""The letterhead: whose paper it is."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Letterhead:
    """A clinic, and who treats there. Any of it may be empty; an empty letterhead prints nothing.

    ``address`` may have several lines. ``logo`` are the bytes of a PNG, JPEG, WebP or SVG picture.
    """

    name: str = ""
    address: str = ""
    phone: str = ""
    email: str = ""
    web: str = ""
    therapist: str = ""
    logo: bytes = b""


PLAIN = Letterhead()
"""No letterhead."""

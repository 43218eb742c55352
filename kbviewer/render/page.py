"""What an address gives: a `Page`, and the frame that every HTML page of ours stands in."""

from dataclasses import dataclass
from html import escape

CONTENT_SECURITY_POLICY = (
    "default-src 'none'; img-src kb:; style-src kb:; font-src 'none'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'"
)


@dataclass(frozen=True, slots=True)
class Page:
    """The answer to a ``kb:`` address: bytes and their media type. ``found`` is false for an error page."""

    mime: str
    body: bytes
    found: bool = True


def html_page(
    title: str,
    main: str,
    *,
    language: str,
    theme: str,
    wide: bool = False,
    found: bool = True,
    on_kiosk: bool = False,
) -> Page:
    """Put ``main`` (safe HTML) into the frame of a page. ``title`` is plain text.

    ``on_kiosk``: for a patient at a shared PC, larger and with nothing to select or drag.
    """
    kiosk = " data-kiosk" if on_kiosk else ""
    main_class = ' class="wide"' if wide else ""
    text = (
        f'<!doctype html><html lang="{language}" data-theme="{theme}"{kiosk}><head><meta charset="utf-8">'
        f"<title>{escape(title)}</title>"
        '<link rel="stylesheet" href="kb://style/page.css"></head>'
        f"<body><main{main_class}>{main}</main></body></html>"
    )
    return Page("text/html", text.encode("utf-8", "replace"), found)

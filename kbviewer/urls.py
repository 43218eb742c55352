"""The grammar of the program's own addresses: ``kb://KIND/PATH?mark=QUERY#ANCHOR``.

    kb://page/home             a page of the program itself
    kb://topic/Knæ             the articles of one body part
    kb://region/fod            the articles of a region of the body map
    kb://article/fod/haelspore an article by its id
    kb://image/images/foo.svg  a picture below a content folder
    kb://style/page.css        the stylesheet

Path, query and anchor are percent-encoded UTF-8. ``mark`` holds the search that led here.
"""

from dataclasses import dataclass
from typing import Literal, get_args
from urllib.parse import SplitResult, parse_qs, quote, unquote, urlsplit

from kbviewer.errors import InputError

SCHEME = "kb"

Kind = Literal["page", "topic", "region", "article", "image", "style"]
READABLE: tuple[Kind, ...] = ("page", "topic", "region", "article")
"""What a person can go to; the others are parts of such a page."""

LONGEST = 4096


@dataclass(frozen=True, slots=True)
class Address:
    """A parsed ``kb:`` address; every part is decoded text."""

    kind: Kind
    path: str
    mark: str = ""
    anchor: str = ""

    def __str__(self) -> str:
        url = f"{SCHEME}://{self.kind}/{quote(self.path)}"
        if self.mark:
            url += f"?mark={quote(self.mark, safe='')}"
        return f"{url}#{quote(self.anchor)}" if self.anchor else url


HOME = Address("page", "home")


def parse(url: str) -> Address:
    """Read a ``kb:`` address.

    Raises:
        InputError: the text is no address of ours.
    """
    parts = _split(url)
    kind = next((known for known in get_args(Kind) if known == parts.netloc), None)
    path = unquote(parts.path).removeprefix("/")
    if parts.scheme != SCHEME or kind is None or not path or "\0" in path:
        raise InputError("address_invalid", address=_shown(url))
    mark = parse_qs(parts.query).get("mark", [""])[0]
    address = Address(kind, path, mark, unquote(parts.fragment))
    if len(str(address)) > LONGEST:
        raise InputError("address_invalid", address=_shown(url))
    return address


def _shown(url: str) -> str:
    """What may be told and logged of an address: no search."""
    return url.partition("?")[0][:200]


def _split(url: str) -> SplitResult:
    if len(url) > LONGEST:
        raise InputError("address_invalid", address=_shown(url))
    try:
        return urlsplit(url)
    except ValueError as error:
        raise InputError("address_invalid", address=_shown(url)) from error


def article(article_id: str, anchor: str = "", mark: str = "") -> str:
    """The address of an article, of a section when ``anchor`` is given."""
    return str(Address("article", article_id, mark, anchor))


def image(path: str) -> str:
    """The address of a picture below a content folder."""
    return str(Address("image", path))


def topic(body_part: str) -> str:
    """The address of the page that lists the articles of a body part."""
    return str(Address("topic", body_part))


def region(name: str) -> str:
    """The address of the page that lists the articles of a region of the body map."""
    return str(Address("region", name))

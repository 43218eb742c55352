"""The letterhead: whose paper it is, and the file that a clinic keeps it in.

    name: Fysioterapien ved Søen
    address:
      - Søvej 12
      - 8600 Silkeborg
    phone: 12 34 56 78
    email: klinik@eksempel.dk
    web: klinik.example
    therapist: Åse Holm
    logo: logo.svg

Any key may be left out. The address is a text, which may have lines, or a list of them; the logo lies beside the file
or in a folder below.
"""

import os
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from kbviewer.articles.frontmatter import MalformedYamlError, Value, read_file, to_yaml
from kbviewer.articles.picture import media_type, trouble
from kbviewer.articles.source_text import read_text
from kbviewer.errors import InputError, StorageError
from kbviewer.files import replace_all

FILE_NAME = "brevhoved.yml"
"""The clinic's own letterhead in the data folder."""

LOGO_NAME = "brevhoved-logo"

LONGEST = 120
MOST_LINES = 6
"""Letters of a line, and lines of an address: what there is room for on paper."""

LARGEST_LOGO = 5 * 1024 * 1024

LOGO_ENDINGS = {"image/png": "png", "image/jpeg": "jpg", "image/webp": "webp", "image/svg+xml": "svg"}
"""The pictures that a logo may be, and how their files end."""

_LINES = ("name", "phone", "email", "web", "therapist")
_KEYS = ("name", "address", "phone", "email", "web", "therapist", "logo")


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


class LogoError(InputError):
    """The logo of a letterhead cannot be used; ``rest`` is the letterhead without it."""

    def __init__(self, trouble: InputError, rest: Letterhead) -> None:
        super().__init__(trouble.key, **trouble.values)
        self.rest = rest


def kept_letterhead(folder: Path) -> Letterhead:
    """The letterhead kept in a data folder, `PLAIN` when there is none. Raises what `read_letterhead` raises."""
    try:
        return read_letterhead(folder / FILE_NAME)
    except InputError as error:
        if error.key != "letterhead_missing":
            raise
        return PLAIN


def usable_letterhead(folder: Path, fixed: Path | None = None) -> tuple[Letterhead, InputError | None]:
    """What can be used of the letterhead kept in a data folder, or of the file ``fixed`` in its place, and why it is
    not all of it.
    """
    try:
        return read_letterhead(fixed) if fixed else kept_letterhead(folder), None
    except LogoError as error:
        return error.rest, error
    except InputError as error:
        return PLAIN, error


def read_letterhead(file: Path) -> Letterhead:
    """The letterhead in a file.

    Raises:
        LogoError: all can be used but the logo, for what `read_logo` tells.
        InputError: there is no such file, it cannot be read, or it is no letterhead.
    """
    values = _values(file)
    for key, value in values.items():
        if key not in _KEYS:
            raise InputError("letterhead_key", path=file, line=value.line, name=_shown(key)[:LONGEST])
    texts = {key: "\n".join(_lines(values, key, file)) for key in _KEYS}
    letterhead = _bounded(_made(texts, b""))
    if not (logo := texts["logo"]):
        return letterhead
    try:
        return replace(letterhead, logo=read_logo(_below(file.parent, logo)))
    except InputError as error:
        raise LogoError(error, letterhead) from error


def read_logo(file: Path) -> bytes:
    """The bytes of a picture that can be a logo.

    Raises:
        InputError: there is no such file, it cannot be read, is none of `LOGO_ENDINGS`, is damaged or too big.
    """
    try:
        if not file.is_file():
            raise InputError("logo_missing", path=file)
        found = trouble(file)
        if found == "image_too_large" or file.stat().st_size > LARGEST_LOGO:
            raise InputError("logo_too_large", path=file, megabytes=LARGEST_LOGO // 2**20)
        logo = file.read_bytes()
    except OSError as error:
        raise InputError("file_unreadable", path=file) from error
    if found or not _can_be_printed(logo):
        raise InputError("logo_unusable", path=file)
    return logo


def write_letterhead(letterhead: Letterhead, folder: Path) -> Path:
    """Keep a letterhead in a data folder, in place of the one kept before; its file. The logo is one of `read_logo`.

    Raises:
        InputError: a text is longer than there is room for (``letterhead_too_long``, ``letterhead_too_many_lines``).
        StorageError: it cannot be written (``letterhead_not_writable``); the one kept before can still be read.
    """
    tidy = _bounded(_tidy(letterhead))
    logo = f"{LOGO_NAME}.{LOGO_ENDINGS[media_type(tidy.logo)]}" if tidy.logo else ""
    values = {**asdict(tidy), "address": _tidy_lines(tidy.address.split("\n")), "logo": logo}
    told = {key: value for key, value in values.items() if value or key == "name"}
    logos = {folder / logo: tidy.logo} if logo else {}  # before the file that names it, should the plug be pulled
    files = {**logos, folder / FILE_NAME: to_yaml(told).encode()}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        replace_all(files)
    except OSError as error:
        raise StorageError("letterhead_not_writable", path=folder) from error
    for ending in LOGO_ENDINGS.values():
        if logo != (name := f"{LOGO_NAME}.{ending}"):
            with suppress(OSError):
                (folder / name).unlink()
    return folder / FILE_NAME


def _values(file: Path) -> Mapping[str, Value]:
    try:
        if not file.exists():
            raise InputError("letterhead_missing", path=file)
        text = read_text(file, file.name)[0] if file.is_file() else None
    except OSError as error:
        raise InputError("file_unreadable", path=file) from error
    if text is None:
        raise InputError("file_unreadable", path=file)
    try:
        content = read_file(text).content
    except MalformedYamlError as error:
        raise InputError("letterhead_malformed", path=file, line=error.line) from error
    if not isinstance(content, Mapping):
        raise InputError("letterhead_malformed", path=file, line=1)
    return content


def _lines(values: Mapping[str, Value], key: str, file: Path) -> list[str]:
    """The lines of a value; only an address has several."""
    value = values.get(key, Value(0, ""))
    items = value.content if isinstance(value.content, tuple) and key == "address" else (value,)
    texts = [one.content for one in items if isinstance(one.content, str)]
    if len(texts) < len(items):
        raise InputError("letterhead_malformed", path=file, line=value.line)
    whole = "\n".join(texts)
    return _tidy_lines(whole.split("\n") if key == "address" else [whole])


def _made(texts: Mapping[str, str], logo: bytes) -> Letterhead:
    return Letterhead(
        name=texts["name"],
        address=texts["address"],
        phone=texts["phone"],
        email=texts["email"],
        web=texts["web"],
        therapist=texts["therapist"],
        logo=logo,
    )


def _tidy(letterhead: Letterhead) -> Letterhead:
    texts = {key: _shown(getattr(letterhead, key)) for key in _LINES}
    texts["address"] = "\n".join(_tidy_lines(letterhead.address.split("\n")))
    return _made(texts, letterhead.logo)


def _tidy_lines(lines: Iterable[str]) -> list[str]:
    return [shown for line in lines if (shown := _shown(line))]


def _shown(text: str) -> str:
    """A text on one line, without characters that cannot be shown."""
    return "".join(filter(str.isprintable, " ".join(text.split()))).strip()


def _bounded(letterhead: Letterhead) -> Letterhead:
    lines = [(key, getattr(letterhead, key)) for key in _LINES]
    address = letterhead.address.split("\n")
    for key, line in (*lines, *(("address", line) for line in address)):
        if len(line) > LONGEST:
            raise InputError("letterhead_too_long", name=key, most=LONGEST)
    if len(address) > MOST_LINES:
        raise InputError("letterhead_too_many_lines", most=MOST_LINES)
    return letterhead


def _below(folder: Path, name: str) -> Path:
    """A file in a folder or below it: a letterhead got from others must show no other file of this computer."""
    root = Path(os.path.realpath(folder))
    file = Path(os.path.realpath(root / name))
    if not file.is_relative_to(root):
        raise InputError("logo_missing", path=name)
    return file


def _can_be_printed(logo: bytes) -> bool:
    from kbviewer.handouts.typeset import can_show  # noqa: PLC0415  # Typst takes 30 MB

    return media_type(logo) in LOGO_ENDINGS and can_show(logo)

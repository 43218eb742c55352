"""What a Linux desktop wants to know of the program, written below a prefix as `share/…`.

    .venv/bin/python packaging/linux/integration.py PREFIX

Desktop entry, AppStream metainfo with the releases of CHANGELOG.md, type of bookmark files, icons, manual pages and
completions. The same input gives the same bytes.
"""

import gzip
import os
import re
import shutil
import sys
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

from completion import PLACES, completion
from manual import manual_page
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

from kbviewer import __version__
from kbviewer.i18n import LANGUAGES, Catalogue
from kbviewer.paths import resources

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent

APP = "io.github.kbviewer.kbviewer"
"""What desktops know the program by."""

SIZES = (16, 22, 24, 32, 48, 64, 128, 256, 512)
"""Pixels of the icons, for desktops that draw no SVG or draw it badly when it is small."""


def install(prefix: Path) -> None:
    """Write everything below ``prefix``."""
    share = prefix / "share"
    _copy(HERE / f"{APP}.desktop", share / "applications" / f"{APP}.desktop")
    _copy(HERE / f"{APP}.mime.xml", share / "mime" / "packages" / f"{APP}.xml")
    _write(share / "metainfo" / f"{APP}.metainfo.xml", metainfo().encode())
    _icons(share / "icons" / "hicolor")
    for language in LANGUAGES:
        words = Catalogue.load(language, resources())
        place = share / "man" / ("" if language == "en" else language) / "man1" / "kbviewer.1.gz"
        _write(place, packed(manual_page(words, moment().date())))
    danish = Catalogue.load(LANGUAGES[0], resources())
    for shell, where in PLACES.items():
        _write(share / where, completion(shell, danish).encode())


def metainfo() -> str:
    """The AppStream metainfo with its releases, newest first."""
    text = (HERE / f"{APP}.metainfo.xml").read_text(encoding="utf-8")
    rows = "".join(f"    <release {release}/>\n" for release in _releases())
    return text.replace("<releases/>", f"<releases>\n{rows}  </releases>")


def _releases() -> Iterator[str]:
    """As attributes. A version that is not in the changelog yet is under development, as of the commit's day."""
    told = released()
    if __version__ not in told:
        yield f'version="{__version__}" date="{moment().date().isoformat()}" type="development"'
    for version, day in told.items():
        yield f'version="{version}" date="{day.isoformat()}"'


def released() -> dict[str, date]:
    """The versions that CHANGELOG.md tells of, newest first, and their days."""
    headings = re.findall(r"^## \[(\d[^\]]*)\] - (\d{4}-\d\d-\d\d)$", changelog(), re.MULTILINE)
    return {version: date.fromisoformat(day) for version, day in headings}


def changelog() -> str:
    """All of CHANGELOG.md."""
    return (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def moment() -> datetime:
    """What SOURCE_DATE_EPOCH says, which `dev.py` sets to the time of the commit; else now."""
    return datetime.fromtimestamp(float(os.environ.get("SOURCE_DATE_EPOCH") or time.time()), UTC)


def packed(text: str) -> bytes:
    """Compressed as Debian wants it: as small as can be, and with neither name nor time in it."""
    return gzip.compress(text.encode(), 9, mtime=0)


def _icons(hicolor: Path) -> None:
    drawing = resources() / "icons" / "kbviewer.svg"
    _copy(drawing, hicolor / "scalable" / "apps" / f"{APP}.svg")
    for size in SIZES:
        place = hicolor / f"{size}x{size}" / "apps" / f"{APP}.png"
        place.parent.mkdir(parents=True, exist_ok=True)
        picture(drawing, size).save(str(place))


def picture(drawing: Path, size: int) -> QImage:
    """An SVG drawn as a square of so many pixels; the icon of Windows is made of these as well."""
    image = QImage(size, size, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    QSvgRenderer(str(drawing)).render(painter)
    painter.end()
    return image


def _copy(source: Path, place: Path) -> None:
    place.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, place)


def _write(place: Path, data: bytes) -> None:
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(data)


if __name__ == "__main__":
    install(Path(sys.argv[1]))

"""Makes the Windows installer of the program folder: `build/windows/kbviewer-VERSION-setup.exe`.

`python3 dev.py package windows [FOLDER]` runs it; FOLDER is the frozen one of a Windows computer, else the one in
``build``. Needs makensis (NSIS 3), which there is for Windows and Linux.
"""

import re
import shutil
import struct
import subprocess
import sys
from pathlib import Path

from integration import picture
from PySide6.QtCore import QBuffer, QIODevice

from kbviewer import __version__
from kbviewer.paths import resources

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
FROZEN = ROOT / "build" / "frozen" / "kbviewer"
OUT = ROOT / "build" / "windows"
POLICY = HERE.parent / "policy" / "policy.toml"

SIZES = (16, 24, 32, 48, 64, 256)
"""Pixels of the pictures in the icon, those that Windows asks for."""

_HEAD, _ROW = "<HHH", "<BBBBHHII"
"""An ICO file: a head, a row for each picture, the pictures as PNG."""


def main(arguments: list[str]) -> int:
    """Make the installer and tell its size; the exit code."""
    folder = Path(arguments[0]) if arguments else FROZEN
    program = shutil.which("makensis")
    if program is None:
        print("makensis is missing. On Debian: sudo apt-get install nsis", file=sys.stderr)
        return 2
    if not (folder / "_internal").is_dir():
        print(f"{folder} is no frozen program: python3 dev.py package frozen", file=sys.stderr)
        return 2
    OUT.mkdir(parents=True, exist_ok=True)
    (OUT / "kbviewer.ico").write_bytes(icon(resources() / "icons" / "kbviewer.svg"))
    made = OUT / f"kbviewer-{__version__}-setup.exe"
    code = subprocess.call([program, *words(folder, OUT / "kbviewer.ico", made), str(HERE / "kbviewer.nsi")])
    if code == 0:
        print(f"{made}: {made.stat().st_size / 1e6:.0f} MB")
    return code


def words(folder: Path, icon_file: Path, made: Path) -> list[str]:
    """What makensis is told; a warning is an error."""
    given = {
        "VERSION": __version__,
        "NUMBERS": numbers(__version__),
        "FOLDER": folder.resolve(),
        "ICON": icon_file.resolve(),
        "POLICY": POLICY,
        "OUT": made.resolve(),
    }
    return ["-V2", "-WX", "-INPUTCHARSET", "UTF8", *(f"-D{name}={value}" for name, value in given.items())]


def numbers(version: str) -> str:
    """A version as Windows wants it, four numbers: "1.2.0rc1" is "1.2.0.0"."""
    plain = re.findall(r"(?:^|\.)(\d+)", version)
    return ".".join([*plain, "0", "0", "0"][:4])


def icon(svg: Path) -> bytes:
    """The drawing as an ICO file with a picture of each size."""
    pictures = [_png(svg, size) for size in SIZES]
    place = struct.calcsize(_HEAD) + len(pictures) * struct.calcsize(_ROW)
    rows = []
    for size, png in zip(SIZES, pictures, strict=True):
        rows.append(struct.pack(_ROW, size % 256, size % 256, 0, 0, 1, 32, len(png), place))
        place += len(png)
    return struct.pack(_HEAD, 0, 1, len(pictures)) + b"".join(rows + pictures)


def _png(svg: Path, size: int) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    picture(svg, size).save(buffer, "PNG")  # type: ignore[call-overload]  # takes bytes for the format says the stub; str works
    return bytes(buffer.data().data())


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

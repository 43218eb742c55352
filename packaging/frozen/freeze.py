"""Makes the program folder `build/frozen/kbviewer`, which needs no Python on the machine it is copied to.

`python3 dev.py package frozen` runs it.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
OUT = ROOT / "build" / "frozen"
FOLDER = OUT / "kbviewer"

STRIPPED = ("libpython*.so*", "typst/*.so", "yaml/*.so")
"""Libraries that come with names for debuggers. The others gain little, and some break when their tables are moved."""


def main() -> int:
    """Make the folder and tell its size; the exit code."""
    code = freeze()
    if code == 0:
        strip()
        code = subprocess.call([sys.executable, HERE.parent / "licences" / "ship.py", FOLDER])
    if code == 0:
        print(f"{FOLDER}: {size(FOLDER) / 1e6:.0f} MB")
    return code


def freeze() -> int:
    """Run PyInstaller; its exit code."""
    work = ROOT / "build" / "frozen-work"
    shutil.rmtree(work, ignore_errors=True)
    words = [sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level", "WARN"]
    places = ["--distpath", str(OUT), "--workpath", str(work), str(HERE / "kbviewer.spec")]
    return subprocess.call([*words, *places], cwd=ROOT, env={**os.environ, **fixed()})


def fixed() -> dict[str, str]:
    """What makes two builds of one commit alike: no order by chance, and the commit's date for every file."""
    asked = subprocess.run(["git", "log", "-1", "--format=%ct"], cwd=ROOT, capture_output=True, text=True, check=False)
    date = os.environ.get("SOURCE_DATE_EPOCH") or asked.stdout.strip() or "0"
    return {"PYTHONHASHSEED": "0", "SOURCE_DATE_EPOCH": date}


def strip() -> None:
    """Take out of libraries what only debuggers read; where binutils are not installed, they stay as they are."""
    program = shutil.which("strip")
    if sys.platform == "linux" and program:
        for pattern in STRIPPED:
            for library in (FOLDER / "_internal").glob(pattern):
                subprocess.run([program, "--strip-unneeded", library], check=True)


def size(folder: Path) -> int:
    """Bytes of all files, each link not counted."""
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file() and not file.is_symlink())


if __name__ == "__main__":
    sys.exit(main())

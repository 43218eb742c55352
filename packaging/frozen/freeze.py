"""Makes the program folder `build/frozen/kbviewer`, which needs no Python on the machine it is copied to.

`python3 dev.py package frozen [--try]` runs it.
"""

import argparse
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
    """Make the folder, tell its size, and try it if asked to; the exit code."""
    parser = argparse.ArgumentParser(prog="dev.py package frozen")
    parser.add_argument("--try", action="store_true", dest="tried", help="then use it in a Debian without Python")
    tried = parser.parse_args().tried
    code = freeze()
    if code:
        return code
    strip()
    subprocess.run([sys.executable, HERE.parent / "licences" / "ship.py", FOLDER], check=True)
    print(f"{FOLDER}: {size(FOLDER) / 1e6:.0f} MB", flush=True)
    return subprocess.call([sys.executable, HERE / "try_frozen.py"]) if tried else 0


def freeze() -> int:
    """Run PyInstaller; its exit code."""
    work = ROOT / "build" / "frozen-work"
    shutil.rmtree(work, ignore_errors=True)
    words = [sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level", "WARN"]
    places = ["--distpath", str(OUT), "--workpath", str(work), str(HERE / "kbviewer.spec")]
    # With no order by chance two builds of one commit are alike; `dev.py` gives the commit's time.
    return subprocess.call([*words, *places], cwd=ROOT, env={**os.environ, "PYTHONHASHSEED": "0"})


def strip() -> None:
    """Take out of libraries what only debuggers read; where binutils are not installed, they stay as they are."""
    program = shutil.which("strip")
    if sys.platform == "linux" and program:
        for pattern in STRIPPED:
            for library in (FOLDER / "_internal").glob(pattern):
                subprocess.run([program, "--strip-unneeded", library], check=True)


def size(folder: Path) -> int:
    """Bytes of all files; links are not counted."""
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file() and not file.is_symlink())


if __name__ == "__main__":
    sys.exit(main())

"""Puts what the Flatpak is made of below `build/flatpak/source`: the frozen folder and what a desktop wants to know.

`python3 dev.py package flatpak` runs it, then flatpak-builder, which needs the runtime that the manifest names.
"""

import shutil
import subprocess
import sys
from pathlib import Path

import integration

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
FROZEN = ROOT / "build" / "frozen" / "kbviewer"
OUT = ROOT / "build" / "flatpak"
MANIFEST = HERE / f"{integration.APP}.yml"


def main() -> int:
    """Make the sources and the Flatpak; the exit code."""
    if not FROZEN.is_dir():
        print(f"{FROZEN} is missing: python3 dev.py package frozen", file=sys.stderr)
        return 2
    sources(OUT / "source")
    program = shutil.which("flatpak-builder")
    if program is None:
        print("flatpak-builder is missing. On Debian: sudo apt-get install flatpak-builder", file=sys.stderr)
        return 2
    return subprocess.call(
        [program, "--force-clean", f"--repo={OUT / 'repo'}", str(OUT / "made"), str(MANIFEST)], cwd=OUT
    )


def sources(place: Path) -> None:
    """Write to ``place`` what the manifest takes its files from."""
    shutil.rmtree(place, ignore_errors=True)
    shutil.copytree(FROZEN, place / "kbviewer", symlinks=True)
    integration.install(place)


if __name__ == "__main__":
    sys.exit(main())

"""Makes a Debian package of the program folder: `build/deb/kbviewer_VERSION_ARCHITECTURE.deb`.

    python3 dev.py package deb [--keep-frozen] [--try]

The same input gives the same bytes. ``--keep-frozen`` takes the program folder as it is and does not make it anew;
``--try`` installs, uses and purges the package in a clean Debian (`try_deb.sh`). Runs on Debian and its relatives.
"""

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import integration
from debian_libraries import dependencies, forget_search_paths, take_out
from debian_words import changelog, control, copyright_file

from kbviewer import __version__

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
FROZEN = ROOT / "build" / "frozen" / "kbviewer"
OUT = ROOT / "build" / "deb"
PROGRAM = Path("usr/lib/kbviewer")
DOCUMENTS = Path("usr/share/doc/kbviewer")
LICENCES = Path("_internal/resources/licences/texts")
RUNS = ("kbviewer", "_internal/PySide6/Qt/libexec/QtWebEngineProcess")
"""Files of the program folder that are started. The AppArmor profile names the same."""

TOOLS = ("dpkg-deb", "dpkg-shlibdeps", "patchelf")


def main(arguments: list[str]) -> int:
    """Make the package, and try it when asked; the exit code."""
    missing = [tool for tool in TOOLS if shutil.which(tool) is None]
    if missing:
        sys.exit(f"Missing: {', '.join(missing)}. On Debian: sudo apt-get install dpkg-dev patchelf")
    if "--keep-frozen" not in arguments or not FROZEN.is_dir():
        subprocess.run([sys.executable, ROOT / "packaging" / "frozen" / "freeze.py"], check=True)
    package = build()
    print(f"{package}: {package.stat().st_size / 1e6:.0f} MB")
    return subprocess.call(["sh", HERE / "try_deb.sh", package]) if "--try" in arguments else 0


def build() -> Path:
    """The package, made of the program folder as it is."""
    stage = OUT / "stage"
    shutil.rmtree(OUT, ignore_errors=True)
    shutil.copytree(FROZEN, stage / PROGRAM, symlinks=True)
    take_out(stage / PROGRAM)
    forget_search_paths(stage / PROGRAM)
    # Told anew, for what Debian has itself is no longer in the folder.
    subprocess.run([sys.executable, ROOT / "packaging" / "licences" / "ship.py", stage / PROGRAM], check=True)
    integration.install(stage / "usr")
    _link(stage / "usr/bin/kbviewer", Path("../lib/kbviewer/kbviewer"))
    _documents(stage)
    _put(stage / PROGRAM / "apparmor", (HERE / "debian" / "apparmor").read_text(encoding="utf-8"))
    _put(stage / "usr/share/lintian/overrides/kbviewer", (HERE / "debian" / "overrides").read_text(encoding="utf-8"))
    _debian(stage)
    _make_alike(stage)
    architecture = _output("dpkg", "--print-architecture")
    package = OUT / f"kbviewer_{__version__}_{architecture}.deb"
    words = ["dpkg-deb", "--root-owner-group", "-Zxz", "--build", str(stage), str(package)]
    subprocess.run(words, check=True, stdout=subprocess.DEVNULL, env={**os.environ, "SOURCE_DATE_EPOCH": _seconds()})
    return package


def _documents(stage: Path) -> None:
    place = stage / DOCUMENTS
    _put(place / "copyright", copyright_file())
    (place / "changelog.gz").write_bytes(integration.packed(changelog()))
    _link(place / "licences", Path("../../../lib/kbviewer") / LICENCES)
    examples = place / "examples"
    shutil.copytree(ROOT / "packaging" / "kiosk" / "linux", examples / "kiosk")
    shutil.copy(ROOT / "packaging" / "policy" / "policy.toml", examples)


def _debian(stage: Path) -> None:
    kilobytes = sum(-(-file.lstat().st_size // 1024) for file in _files(stage))
    depends = dependencies(stage / PROGRAM, OUT / "shlibdeps")
    told = control(_output("dpkg", "--print-architecture"), kilobytes, depends)
    whole = (file for file in _files(stage) if not file.is_symlink())
    sums = [f"{hashlib.md5(file.read_bytes()).hexdigest()}  {file.relative_to(stage)}\n" for file in whole]
    _put(stage / "DEBIAN/control", told)
    _put(stage / "DEBIAN/md5sums", "".join(sums))
    for script in ("postinst", "postrm"):
        _put(stage / "DEBIAN" / script, (HERE / "debian" / script).read_text(encoding="utf-8"))


def _make_alike(stage: Path) -> None:
    """Give every file the rights that it needs, and the time of the commit."""
    runs = {stage / PROGRAM / name for name in RUNS} | {stage / "DEBIAN" / name for name in ("postinst", "postrm")}
    lost = [file for file in runs if not file.is_file()]
    assert not lost, f"not in the program folder: {lost}"
    when = int(_seconds())
    for place in [stage, *sorted(stage.rglob("*"))]:
        if not place.is_symlink():
            place.chmod(0o755 if place.is_dir() or place in runs else 0o644)
        os.utime(place, (when, when), follow_symlinks=False)


def _files(folder: Path) -> Iterator[Path]:
    """Every file and link, always in the same order."""
    return (place for place in sorted(folder.rglob("*")) if place.is_symlink() or place.is_file())


def _seconds() -> str:
    return str(int(integration.moment().timestamp()))


def _put(place: Path, text: str) -> None:
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text(text, encoding="utf-8", newline="\n")


def _link(place: Path, target: Path) -> None:
    place.parent.mkdir(parents=True, exist_ok=True)
    place.symlink_to(target)


def _output(*words: str) -> str:
    return subprocess.run(words, stdout=subprocess.PIPE, text=True, check=True).stdout.strip()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

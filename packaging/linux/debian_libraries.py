"""Libraries that Debian has itself are taken from Debian: its updates then mend them, and the package is smaller."""

import filecmp
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path


def take_out(program: Path) -> list[Path]:
    """Remove from a program folder every copy of a file that a package of this Debian holds; what was removed."""
    copies = [file for file in sorted((program / "_internal").iterdir()) if file.is_file() and not file.is_symlink()]
    asked = ["dpkg", "--search", *(f"*/{file.name}" for file in copies)]
    listed = subprocess.run(asked, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, check=False).stdout
    held: dict[str, list[Path]] = {}
    for line in listed.splitlines():
        place = Path(line.partition(": ")[2])
        held.setdefault(place.name, []).append(place)
    gone = [file for file in copies if any(_is_copy(file, place) for place in held.get(file.name, ()))]
    for file in gone:
        file.unlink()
    return gone


def _is_copy(file: Path, place: Path) -> bool:
    return place.is_file() and filecmp.cmp(file, place, shallow=False)


def forget_search_paths(program: Path) -> None:
    """Have no library look for others in a folder of the machine that it was built on."""
    for file in elf_files(program):
        asked = ["patchelf", "--print-rpath", str(file)]
        paths = subprocess.run(asked, capture_output=True, text=True, check=False).stdout.strip().split(":")
        inside = [path for path in paths if path.startswith("$ORIGIN")]
        if any(path.startswith("/") for path in paths):
            change = ["--set-rpath", ":".join(inside)] if inside else ["--remove-rpath"]
            subprocess.run(["patchelf", *change, str(file)], check=True)


def dependencies(program: Path, work: Path) -> str:
    """The packages with the libraries that a program folder takes from the system, as dpkg-shlibdeps finds them.

    ``work`` is a folder to make and remove. The folder's own libraries are told apart from Debian's of the same name.
    """
    own = list(elf_files(program))
    (work / "debian").mkdir(parents=True)
    (work / "debian" / "control").write_text("Source: kbviewer\n\nPackage: kbviewer\nArchitecture: any\n")
    (work / "debian" / "shlibs.local").write_text("".join(sorted({_without_package(file) for file in own})))
    folders = sorted({f"-l{file.parent}" for file in own})
    words = ["dpkg-shlibdeps", "-O", "--ignore-missing-info", *folders, *(f"-e{file}" for file in own)]
    asked = subprocess.run(words, cwd=work, capture_output=True, text=True, check=False)
    shutil.rmtree(work)
    if asked.returncode:
        sys.exit(asked.stderr)
    return asked.stdout.strip().removeprefix("shlibs:Depends=")


def _without_package(file: Path) -> str:
    """A row of ``shlibs.local`` that says of a library that it takes no package."""
    name, dot, version = file.name.partition(".so.")
    return f"{name} {version}\n" if dot else ""


def elf_files(folder: Path) -> Iterator[Path]:
    """Programs and libraries below a folder, by what they begin with."""
    for file in sorted(folder.rglob("*")):
        if file.is_file() and not file.is_symlink():
            with file.open("rb") as opened:
                if opened.read(4) == b"\x7fELF":
                    yield file

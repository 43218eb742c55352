"""A saved PDF is in the file asked for and in no other, and a disk that is full costs nobody the file before."""

import errno
import io
import os
import subprocess
import sys
from pathlib import Path

import pytest
from pypdf import PdfReader

from kbviewer.errors import StorageError
from kbviewer.handouts.pdf_file import page_count, save_pdf
from kbviewer.handouts.typeset import to_pdf

OLD, NEW = b"%PDF den gamle" * 1000, b"%PDF den nye"


@pytest.mark.parametrize("held", [None, b"", b"kort", OLD], ids=["new", "empty", "shorter", "longer"])
def test_the_file_holds_the_pdf_and_nothing_else(tmp_path: Path, held: bytes | None) -> None:
    file = tmp_path / "ark æøå.pdf"
    if held is not None:
        file.write_bytes(held)
    assert save_pdf(NEW, file) == file
    assert file.read_bytes() == NEW
    assert list(tmp_path.iterdir()) == [file]


def test_a_link_to_a_file_stays_one(tmp_path: Path) -> None:
    for target in (tmp_path / "der.pdf", tmp_path / "endnu ikke.pdf"):
        link = tmp_path / f"link til {target.name}"
        link.symlink_to(target)
    (tmp_path / "der.pdf").write_bytes(OLD)
    for target in (tmp_path / "der.pdf", tmp_path / "endnu ikke.pdf"):
        link = tmp_path / f"link til {target.name}"
        save_pdf(NEW, link)
        assert (link.is_symlink(), target.read_bytes()) == (True, NEW)


def refused(file: Path, pdf: bytes = NEW) -> str:
    with pytest.raises(StorageError) as caught:
        save_pdf(pdf, file)
    assert caught.value.values == {"path": file}
    return caught.value.key


def test_a_folder_or_a_place_that_is_not_there_is_told(tmp_path: Path) -> None:
    assert refused(tmp_path) == "file_not_writable"
    assert refused(tmp_path / "væk" / "ark.pdf") == "file_not_writable"
    assert refused(tmp_path / ("x" * 300 + ".pdf")) == "file_not_writable"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may write to everything")
def test_a_read_only_file_is_told_and_stays(tmp_path: Path) -> None:
    file = tmp_path / "ark.pdf"
    file.write_bytes(OLD)
    file.chmod(0o444)
    assert refused(file) == "file_not_writable"
    assert file.read_bytes() == OLD


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device that is always full")
def test_a_device_is_written_to_and_not_replaced() -> None:
    assert save_pdf(NEW, Path(os.devnull)) == Path(os.devnull)
    assert refused(Path("/dev/full")) == "disk_full"


FILL = """
import sys
from pathlib import Path
from kbviewer.errors import StorageError
from kbviewer.handouts.pdf_file import save_pdf
folder = Path(sys.argv[1])
(folder / "gammel.pdf").write_bytes(b"gammel" * 1000)
(folder / "fyld").write_bytes(b"x" * 300_000)
for name in ("gammel.pdf", "ny.pdf"):
    try:
        save_pdf(b"n" * 200_000, folder / name)
    except StorageError as error:
        print(error.key, sorted(file.name for file in folder.iterdir()), (folder / "gammel.pdf").stat().st_size)
print((folder / "gammel.pdf").read_bytes() == b"gammel" * 1000)
(folder / "fyld").unlink()
save_pdf(b"n" * 200_000, folder / "gammel.pdf")
print((folder / "gammel.pdf").read_bytes() == b"n" * 200_000)
"""


def small_disk(folder: Path) -> list[str]:
    """A command to put before another, which then finds a disk of 400 kB in a folder."""
    mount = f'mount -t tmpfs -o size=400k tmpfs "{folder}" && '
    for way in (["unshare", "-Urm"], ["unshare", "-m"]):
        command = [*way, "sh", "-c", f'{mount} exec "$@"', "sh"]
        try:
            if subprocess.run([*command, "true"], check=False, capture_output=True).returncode == 0:
                return command
        except FileNotFoundError:
            break
    pytest.skip("no name space to be had")


def test_a_full_disk_keeps_the_file_before_whole_and_leaves_no_half_one(tmp_path: Path) -> None:
    command = [*small_disk(tmp_path), sys.executable, "-c", FILL, str(tmp_path)]
    done = subprocess.run(command, check=False, capture_output=True, text=True, encoding="utf-8", timeout=60)
    assert done.stdout.splitlines() == [
        "disk_full ['fyld', 'gammel.pdf'] 6000",
        "disk_full ['fyld', 'gammel.pdf'] 6000",
        "True",
        "True",
    ], done.stderr


def test_a_disk_that_fails_at_the_very_end_leaves_no_half_new_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_descriptor: int) -> None:
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(os, "fsync", fail)
    assert refused(tmp_path / "ark.pdf") == "file_not_writable"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("pages", [1, 12])
def test_pages_are_counted(pages: int) -> None:
    document = '#set document(title: "/Type/Pages/Count 99")\n= /Type/Pages/Count 99\n' + "#pagebreak()\n" * (pages - 1)
    pdf = to_pdf(document, {})
    assert page_count(pdf) == len(PdfReader(io.BytesIO(pdf)).pages) == pages

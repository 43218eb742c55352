"""The file that something is saved in."""

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from kbviewer.i18n import Catalogue


def ask_pdf_file(parent: QWidget, title: str, words: Catalogue) -> Path | None:
    """Where to save; None when the person thinks better of it."""
    name, _kind = QFileDialog.getSaveFileName(
        parent, words.text("dialog.save_pdf"), f"{file_name(title)}.pdf", words.text("dialog.pdf_files")
    )
    return Path(name) if name else None


def file_name(title: str) -> str:
    """A title as a file name that every system takes."""
    return "".join(letter for letter in title if letter.isalnum() or letter in " -_").strip()[:80] or "kbviewer"

"""Clears away indexes of content folders that are no longer there: a stick gets another letter, a folder is moved.

An index is disposable, so one removed too soon costs some seconds of reading.
"""

import json
import shutil
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

FILE_NAME = "folders.json"
"""Lies beside the generations of an index and names its content folders."""

DAYS = 30
"""Days since an index was last built; a folder may be on a stick or a share that is away for a while."""


def name_folders(root: Path, folders: Sequence[Path]) -> None:
    """Write down which content folders the index in ``root`` is of. Raises OSError."""
    (root / FILE_NAME).write_text(json.dumps([str(folder.resolve()) for folder in folders]), encoding="utf-8")


def clear_away(indexes: Path, kept: Path) -> None:
    """Remove the abandoned among ``indexes``, but never ``kept``; what the disk does not let go of stays."""
    with suppress(OSError):
        for root in indexes.iterdir():
            if root != kept and _is_abandoned(root):
                shutil.rmtree(root, ignore_errors=True)


def _is_abandoned(root: Path) -> bool:
    """Whether no folder is there of an index that has not been built for long; one that names none is older than this
    file, and only its age tells.
    """
    try:
        newest = max(entry.stat().st_mtime for entry in root.iterdir())
    except (OSError, ValueError):
        return False
    if newest > time.time() - DAYS * 24 * 60 * 60:
        return False
    try:
        return not any(Path(folder).is_dir() for folder in json.loads((root / FILE_NAME).read_bytes()))
    except FileNotFoundError:
        return True
    except (OSError, ValueError, TypeError):
        return False

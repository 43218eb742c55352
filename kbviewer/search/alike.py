"""Which articles are most like each, worked out by `similar` when an index is made: a page only looks it up."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from kbviewer.errors import StorageError

FILE_NAME = "alike.json"

MOST = 4
"""As many are kept of each."""

Alike = Mapping[str, tuple[str, ...]]
"""By an article's id those of the articles most like it, the most alike first."""


def write(found: Mapping[str, Sequence[str]], folder: Path) -> None:
    """Write it into the folder of a generation. Raises OSError."""
    (folder / FILE_NAME).write_text(json.dumps(found, ensure_ascii=False), encoding="utf-8")


def read(folder: Path) -> Alike:
    """Read it from the folder of a generation that `kbviewer.search.store` has found whole.

    Raises:
        FileNotFoundError: it is gone; a newer generation is there by now.
        StorageError: ``index_damaged``; it is not what `write` writes.
    """
    try:
        content = json.loads((folder / FILE_NAME).read_bytes())
        return {str(article_id): tuple(map(str, others)) for article_id, others in content.items()}
    except FileNotFoundError:
        raise
    except (OSError, ValueError, TypeError, AttributeError, RecursionError) as error:
        raise StorageError("index_damaged", path=folder) from error

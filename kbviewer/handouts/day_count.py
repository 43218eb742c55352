"""How many pages have been printed today: a date and a number in a file of the data folder, and nothing else."""

import json
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

from kbviewer import files
from kbviewer.errors import InputError, StorageError

FILE_NAME = "pages-today.json"


class DayCount:
    """At most ``most`` pages a day. One thread at a time may use it.

    A file that cannot be understood counts as a full day, or whoever damages it could print on; without the file the
    count begins anew.
    """

    def __init__(self, folder: Path, most: int, today: Callable[[], date] = date.today) -> None:
        self._file = folder / FILE_NAME
        self._most = most
        self._today = today

    def take(self, pages: int) -> None:
        """Count pages that are about to be printed.

        Raises:
            InputError: there is no room for them today (``pages_used_up``, or ``pages_too_many`` for a few).
            StorageError: the count cannot be read or kept (``day_count_unusable``): nothing may be printed.
        """
        left = self._most - self._printed()
        if left <= 0:
            raise InputError("pages_used_up", most=self._most)
        if pages > left:
            raise InputError("pages_too_many", pages=pages, n=left)
        self._keep(self._most - left + pages)

    def give_back(self, pages: int) -> None:
        """Count pages no more that have not been printed after all."""
        self._keep(max(0, self._printed() - pages))

    def _printed(self) -> int:
        try:
            kept = json.loads(self._file.read_text(encoding="utf-8"))
            day, pages = kept["date"], kept["pages"]
        except FileNotFoundError:
            return 0
        except (OSError, ValueError, RecursionError, KeyError, TypeError) as error:
            raise StorageError("day_count_unusable", path=self._file) from error
        if type(pages) is not int or pages < 0 or not re.fullmatch(r"\d{4}-\d\d-\d\d", str(day)):
            raise StorageError("day_count_unusable", path=self._file)
        return pages if day == self._today().isoformat() else 0

    def _keep(self, pages: int) -> None:
        text = json.dumps({"date": self._today().isoformat(), "pages": pages})
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            files.replace(self._file, text.encode())
        except OSError as error:
            raise StorageError("day_count_unusable", path=self._file) from error


def day_count(folder: Path, most: int) -> DayCount | None:
    """The count that ``most`` pages a day take; none where 0 sets no bound."""
    return DayCount(folder, most) if most else None

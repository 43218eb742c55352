"""The pages of a day are counted as a date and a number, and a count that cannot be trusted lets nothing through."""

import json
from datetime import date
from pathlib import Path

import pytest

from kbviewer.errors import InputError, StorageError
from kbviewer.handouts.day_count import FILE_NAME, DayCount

MONDAY, TUESDAY = date(2026, 11, 30), date(2026, 12, 1)


def count_of(folder: Path, day: date = MONDAY) -> DayCount:
    return DayCount(folder, 10, lambda: day)


def refusal(count: DayCount, pages: int) -> str:
    with pytest.raises((InputError, StorageError)) as caught:
        count.take(pages)
    return caught.value.key


def test_pages_are_counted_until_the_day_is_full_and_across_starts(tmp_path: Path) -> None:
    count_of(tmp_path).take(4)
    count_of(tmp_path).take(4)
    assert refusal(count_of(tmp_path), 3) == "pages_too_many"
    count_of(tmp_path).take(2)
    assert refusal(count_of(tmp_path), 1) == "pages_used_up"


def test_a_new_day_begins_anew(tmp_path: Path) -> None:
    count_of(tmp_path).take(10)
    count_of(tmp_path, TUESDAY).take(10)


def test_nothing_but_the_date_and_the_number_is_written(tmp_path: Path) -> None:
    count_of(tmp_path).take(4)
    assert [file.name for file in tmp_path.iterdir()] == [FILE_NAME]
    assert json.loads((tmp_path / FILE_NAME).read_text(encoding="utf-8")) == {"date": "2026-11-30", "pages": 4}


def test_pages_that_were_not_printed_are_given_back(tmp_path: Path) -> None:
    count = count_of(tmp_path)
    count.take(10)
    count.give_back(4)
    assert refusal(count, 5) == "pages_too_many"
    count.take(4)


@pytest.mark.parametrize(
    "text",
    ["", "{", "[]", "7", "null", "{}", '{"date": "2026-11-30"}', '{"date": "2026-11-30", "pages": "4"}',
     '{"date": "2026-11-30", "pages": -9}', '{"date": "2026-11-30", "pages": true}', '{"date": 7, "pages": 4}',
     '{"date": "i dag", "pages": 4}', "[" * 100_000, "\udcff"],
)  # fmt: skip
def test_a_damaged_count_is_a_full_day_until_its_file_is_deleted(tmp_path: Path, text: str) -> None:
    (tmp_path / FILE_NAME).write_bytes(text.encode("utf-8", "surrogateescape"))
    assert refusal(count_of(tmp_path), 1) == "day_count_unusable"
    (tmp_path / FILE_NAME).unlink()
    count_of(tmp_path).take(1)


def test_a_count_that_cannot_be_kept_lets_nothing_through(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("en fil, hvor der skulle være en mappe", encoding="utf-8")
    assert refusal(count_of(tmp_path / "data"), 1) == "day_count_unusable"

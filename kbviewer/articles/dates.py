"""Dates as Danish authors write them: day first."""

import re
from datetime import date

_DAY_FIRST = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4})")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ].*)?")


def parse_date(text: str) -> date | None:
    """The date in ``19/02/2025``, ``18-07-2025``, ``9/4/2024``, ``19.02.2025`` or ``2025-02-19``.

    None when the text is no such date, or one that no calendar has.
    """
    text = text.strip()
    if day_first := _DAY_FIRST.fullmatch(text):
        day, month, year = (int(number) for number in day_first.groups())
    elif iso := _ISO.fullmatch(text):
        year, month, day = (int(number) for number in iso.groups())
    else:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None

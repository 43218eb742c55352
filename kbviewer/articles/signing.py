"""A review written into the text of an article, which else stays as its author wrote it."""

import json
from datetime import date

from kbviewer.articles import frontmatter

KEYS = ("reviewedby", "lastreviewed")


def signed(text: str, name: str, day: date) -> str:
    """The text of an article, with the front matter telling that ``name`` has reviewed it on ``day``.

    Raises:
        ValueError: the front matter is not written so that two lines can be added to it.
    """
    said = [f"reviewedBy: {json.dumps(name, ensure_ascii=False)}", f"lastReviewed: {day.day}/{day.month}/{day.year}"]
    matter, _body, first = frontmatter.split(text)
    lines = text.split("\n")
    if first == 1:
        made = ["---", *said, "---", *lines]
    else:
        before = {number - 1 for key, number in matter.lines.items() if key in KEYS}
        head = [line for number, line in enumerate(lines[: first - 2]) if number not in before]
        made = [*head, *said, *lines[first - 2 :]]
    written = "\n".join(made)
    read = frontmatter.split(written)[0]
    if read.trouble or [read.text(key) for key in KEYS] != [name, said[1].partition(": ")[2]]:
        raise ValueError
    return written

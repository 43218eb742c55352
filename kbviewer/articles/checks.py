"""What can be told of an article's text and pictures while it is loaded."""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from urllib.parse import unquote
from xml.etree.ElementTree import Element

from kbviewer.articles.article import Problem
from kbviewer.articles.draft import Draft, Lines
from kbviewer.articles.images import find_image, resolve
from kbviewer.articles.picture import Trouble, trouble

_LINK_START = re.compile(r"\[[^\[\]\n]*\]\((?:https?:|/|mailto:|\.)[^()\s]*")
_CODE = re.compile(r"^(?: {4}|\t)|`")
"""How code begins, in this line or at its start."""


def check_links(draft: Draft) -> Iterator[Problem]:
    """Links whose address is never closed."""
    if "](" not in draft.body:
        return
    for number, line in enumerate(draft.body.split("\n"), draft.first):
        last_closed = line.rfind(")")
        code = _CODE.search(line)
        prose_ends = code.start() if code else len(line)
        for found in _LINK_START.finditer(line):
            if last_closed < found.end() and found.start() < max(prose_ends, 1):
                text = found[0].split("](")[0].lstrip("[")
                address = found[0].split("](")[1].rstrip(",.;")
                yield draft.problem("link_unclosed", number, text=text, address=address)


def check_images(draft: Draft, root: Element, folders: Sequence[Path]) -> Iterator[Problem]:
    """Pictures of an article's tree that cannot be shown."""
    targets = [image.attrib["src"] for image in root.iter("img") if "src" in image.attrib]
    rules = [(target, _trouble(target, draft, folders)) for target in targets]
    if any(rule for _, rule in rules):
        lines = Lines(draft)
        yield from (draft.problem(rule, lines.find(target), image=unquote(target)) for target, rule in rules if rule)


def _trouble(target: str, draft: Draft, folders: Sequence[Path]) -> Trouble:
    path = resolve(draft.source.relative, target)
    return trouble(find_image(folders, path) if path else None)

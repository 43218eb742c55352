"""What can be told of an article's text and pictures while it is loaded."""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from urllib.parse import unquote
from xml.etree.ElementTree import Element

from kbviewer.articles.article import Problem
from kbviewer.articles.images import find_image, resolve
from kbviewer.articles.picture import trouble

_LINK_START = re.compile(r"\[[^\[\]\n]*\]\((?:https?:|/|mailto:|\.)[^()\s]*")
_CODE = re.compile(r"^(?: {4}|\t)|`")


def check_links(file: str, body: str, first: int) -> Iterator[Problem]:
    """Links whose address is never closed. ``first`` is the line the body begins on."""
    for number, line in enumerate(body.split("\n"), first):
        for found in _LINK_START.finditer(line):
            after = line[found.end() :]
            if not after.startswith(")") and ")" not in after and not _CODE.search(line[: found.start()]):
                text = found[0].split("](")[0].lstrip("[")
                address = found[0].split("](")[1].rstrip(",.;")
                yield Problem(file, number, "link_unclosed", (("text", text), ("address", address)))


def check_images(file: str, root: Element, body: str, first: int, folders: Sequence[Path]) -> Iterator[Problem]:
    """Pictures of an article's tree that cannot be shown. ``first`` is the line its ``body`` begins on."""
    lines = body.split("\n")
    for image in root.iter("img"):
        target = image.get("src", "")
        path = resolve(file, target)
        rule = trouble(find_image(folders, path) if path else None)
        if rule:
            line = next((number for number, text in enumerate(lines, first) if unquote(target) in unquote(text)), 0)
            yield Problem(file, line, rule, (("image", unquote(target)),))

"""Larger libraries for the benchmark: copies of a content folder with shuffled paragraphs."""

import random
from collections.abc import Sequence
from pathlib import Path

from kbviewer.search.evaluate import GoldQuery


def write_copies(content: Path, times: int, out: Path) -> None:
    """Write ``times`` copies of every article below ``content`` into folders 0, 1, … below ``out``."""
    for number in range(times):
        shuffled = random.Random(number)
        for file in sorted(content.rglob("*.md")):
            target = out / str(number) / file.relative_to(content)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(_shuffled(file.read_text(encoding="utf-8-sig"), shuffled), encoding="utf-8")


def copied_gold(gold: Sequence[GoldQuery], times: int) -> list[GoldQuery]:
    """The same queries, answered by every copy of an article."""
    return [
        GoldQuery(
            one.kind, one.query, frozenset(f"{number}/{name}" for name in one.relevant for number in range(times))
        )
        for one in gold
    ]


def _shuffled(text: str, order: random.Random) -> str:
    """The text with the paragraphs of each section in another order; front matter and headings stay."""
    matter, fence, body = text.partition("\n---\n") if text.startswith("---\n") else ("", "", text)
    lines: list[list[str]] = [[]]
    for block in body.split("\n\n"):
        if block.lstrip().startswith("#"):
            lines += [[block], []]
        else:
            lines[-1].append(block)
    for blocks in lines:
        order.shuffle(blocks)
    return matter + fence + "\n\n".join(block for blocks in lines for block in blocks)

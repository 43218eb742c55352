"""What the shipped articles owe a reader as a whole, read from their text."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path

from kbviewer.articles.body_regions import REGIONS, introduction_of
from kbviewer.paths import shipped_content

URGENCY = ("Ring 112, hvis", "Kontakt læge samme dag, hvis", "Bestil tid hos din læge, hvis")

EMERGENCIES = (
    "lade vandet, eller",  # cauda equina
    "følelsen i skridtet",
    "bliver svag i begge ben",
    "smerter i en testikel",
    "spændt og hårdt",  # compartment syndrome
    "foden er kold, bleg",
    "hænger i den ene side af ansigtet",
    "voldsom hovedpine",
    "hagen ikke kan komme ned mod brystet",
    "blodprop i lungerne",
)
"""Parts of what must lead to 112 wherever an article tells of it."""


def signs(file: Path) -> Iterator[tuple[str, str]]:
    """Each warning sign of a call-out, and how urgent it is said to be."""
    callout = file.read_text(encoding="utf-8").partition("## Søg læge, hvis\n")[2].partition("\n## ")[0]
    for part in re.split(r"^\*\*", callout, flags=re.M)[1:]:
        urgency, _, items = part.partition("**")
        yield from ((sign, urgency) for sign in re.findall(r"^- (.+)$", items, re.M))


def told() -> Mapping[str, Mapping[str, list[str]]]:
    """The articles that tell of each sign, by how urgent they say it is."""
    found: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for file in sorted(shipped_content().rglob("*.md")):
        for sign, urgency in signs(file):
            found[sign][urgency].append(f"{file.parent.name}/{file.stem}")
    return found


def test_a_sign_is_as_urgent_in_one_article_as_in_another() -> None:
    assert {sign: dict(by_urgency) for sign, by_urgency in told().items() if len(by_urgency) > 1} == {}


def test_every_call_out_says_how_urgent_its_signs_are() -> None:
    assert {urgency for by_urgency in told().values() for urgency in by_urgency} == set(URGENCY)


def test_emergencies_are_emergencies_everywhere() -> None:
    for part in EMERGENCIES:
        found = {urgency for sign, by_urgency in told().items() if part in sign for urgency in by_urgency}
        assert (part, found) == (part, {URGENCY[0]})


def test_every_region_of_the_body_is_introduced() -> None:
    made = {f"{file.parent.name}/{file.stem}" for file in (shipped_content() / "omraader").iterdir()}
    assert made == set(map(introduction_of, REGIONS))

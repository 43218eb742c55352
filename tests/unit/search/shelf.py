"""Content folders with small Danish articles of our own, a thesaurus, and a data folder."""

from collections.abc import Mapping
from pathlib import Path

from kbviewer.search.columns import Columns
from kbviewer.search.held import hold
from kbviewer.search.lexicon import Lexicon
from kbviewer.search.matching import Matcher
from kbviewer.search.plan import Plan, Planner
from kbviewer.search.query import parse
from kbviewer.search.ranking import Mask, Ranker
from kbviewer.search.searcher import Searcher
from kbviewer.search.thesaurus import Thesaurus
from kbviewer.search.update import IndexReport, update

SHIPPED_THESAURUS = Path(__file__).parents[3] / "resources" / "thesaurus"

HEEL = """---
title: Hælspore
aliases:
  - fasciitis plantaris
bodyParts:
  - Fod og ankel
kind: tilstand
lastUpdated: 19/02/2025
description: Ondt under hælen, mest om morgenen.
---
En hælspore er en irritation af svangsenen.

## Symptomer

Du får ondt under foden, især ved de første skridt om morgenen. Smerten sidder midt under hælen.

## Øvelser

Stræk læggen 3-4 gange om dagen. Løft hælen 2,5 cm og sænk den langsomt.
"""

KNEE = """---
title: Ondt i knæet
bodyParts:
  - Knæ
---
Smerter i knæet kommer ofte efter for meget løb.

## Træning

Styrk låret med rolige øvelser. Foden peger lige frem.
"""

BACK = """---
title: Diskusprolaps i lænden
---
En diskusprolaps ved L5 kan give smerter ned i benet.

## Undersøgelse

En MR-scanning er sjældent nødvendig. Vent ikke med at bevæge dig.
"""

ARTICLES = {"fod/haelspore": HEEL, "knae/ondt-i-knaeet": KNEE, "ryg/diskusprolaps": BACK}


def article(title: str, text: str = "", aliases: str = "") -> str:
    """A small article; aliases are parted by commas."""
    return f"---\ntitle: {title}\naliases: [{aliases}]\n---\n{text}\n"


class Shelf:
    """A content folder, a thesaurus and a data folder under a test's own temporary folder."""

    def __init__(self, root: Path) -> None:
        self.content = root / "indhold"
        self.clinic = root / "klinik"
        self.data = root / "data"
        self.thesaurus = root / "ordbog"
        for folder in (self.content, self.clinic, self.thesaurus):
            folder.mkdir()

    @property
    def folders(self) -> tuple[Path, Path]:
        return (self.content, self.clinic)

    def write(self, article_id: str, text: str, folder: Path | None = None) -> Path:
        file = (folder or self.content) / f"{article_id}.md"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
        return file

    def fill(self, articles: Mapping[str, str]) -> None:
        for article_id, text in articles.items():
            self.write(article_id, text)

    def teach(self, synonyms: str = "", phrases: str = "") -> None:
        (self.thesaurus / "synonyms.txt").write_text(synonyms, encoding="utf-8")
        (self.thesaurus / "phrases.txt").write_text(phrases, encoding="utf-8")

    def update(self, *, rebuild: bool = False) -> IndexReport:
        return update(self.folders, self.data, self.thesaurus, rebuild=rebuild)

    def open(self) -> Searcher:
        return Searcher.open(self.folders, self.data, self.thesaurus)

    def found(self, query: str) -> list[str]:
        """The ids found, best first, by a searcher opened for this one search."""
        return [hit.id for hit in self.open().search(query).hits]

    def generations(self) -> list[Path]:
        return sorted((self.data / "index").glob("*/gen-*"))


class Desk:
    """The parts of a searcher, each to be looked at alone. The shelf is brought in line first."""

    def __init__(self, shelf: Shelf) -> None:
        shelf.update()
        self.columns = Columns(hold(shelf.generations()[-1]))
        self.lexicon = Lexicon(self.columns)
        self.ranker = Ranker(self.columns)
        self._planner = Planner(self.columns, self.lexicon, Thesaurus.read(shelf.thesaurus))

    def plan(self, query: str, *, as_typed: bool = False, loosely: bool = False) -> Plan:
        return self._planner.plan(parse(query), as_typed=as_typed, loosely=loosely)

    def rank(self, query: str, allowed: Mask | None = None, *, as_typed: bool = False) -> list[str]:
        """The ids of the articles that answer a query, best first."""
        best = self.ranker.rank(self.plan(query, as_typed=as_typed), 100, allowed).best
        return [self.columns.ids[one.number] for one in best]

    def matcher(self, query: str) -> Matcher:
        return Matcher(self.plan(query), self.columns)

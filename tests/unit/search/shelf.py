"""Content folders with small Danish articles of our own, and a data folder."""

from pathlib import Path

from kbviewer.search.searcher import Searcher
from kbviewer.search.update import IndexReport, update

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


class Shelf:
    """A content folder and a data folder under a test's own temporary folder."""

    def __init__(self, root: Path) -> None:
        self.content = root / "indhold"
        self.clinic = root / "klinik"
        self.data = root / "data"
        self.content.mkdir()
        self.clinic.mkdir()

    @property
    def folders(self) -> tuple[Path, Path]:
        return (self.content, self.clinic)

    def write(self, article_id: str, text: str, folder: Path | None = None) -> Path:
        file = (folder or self.content) / f"{article_id}.md"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
        return file

    def update(self, *, rebuild: bool = False) -> IndexReport:
        return update(self.folders, self.data, rebuild=rebuild)

    def open(self) -> Searcher:
        return Searcher.open(self.folders, self.data)

    def found(self, query: str) -> list[str]:
        """The ids found, best first, by a searcher opened for this one search."""
        searcher = self.open()
        hits = searcher.search(query).hits
        searcher.close()
        return [hit.id for hit in hits]

    def generations(self) -> list[Path]:
        return sorted((self.data / "index").glob("*/gen-*"))

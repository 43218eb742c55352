"""What all tests share: a small library of our own, and a quiet place to run Qt."""

import os
import sys
from pathlib import Path

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QTWEBENGINE_CHROMIUM_FLAGS", "--disable-gpu")
if sys.platform.startswith("linux") and os.geteuid() == 0:
    os.environ["QTWEBENGINE_DISABLE_SANDBOX"] = "1"  # Chromium does not start as root with it; tests only

HEEL = """---
title: Ondt under hælen
bodyParts:
  - Fod og ankel
aliases:
  - fasciitis plantaris
kind: tilstand
datePublished: 19/02/2025
---
Mange mærker smerter under hælen om morgenen.

![Tegning af en fod](/billeder/fod.png)

## Søg læge, hvis

- hælen er rød og varm
- du har feber

## Symptomer

Det stikker under foden ved de første skridt. Læs om [knæet](/knae/knae) eller se [kortet](https://eksempel.dk/kort).

## Øvelser

| Øvelse | Sæt |
|---|---|
| Tåhævning | 3 |
"""

KNEE = """---
title: Ondt i knæet
bodyParts: [Knæ]
kind: tilstand
---
Knæet kan gøre ondt på forsiden, når du går på trapper.

## Årsager

Ofte er det låret, der skal styrkes.
"""

EXERCISE = """---
title: Ålestræk
bodyParts: [Fod og ankel]
kind: oevelse
---
En øvelse for svangen.

## Dosis

3 sæt af 12 gentagelser.
"""


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """A content folder with three articles."""
    folder = tmp_path / "artikler"
    for name, text in (("fod/hael", HEEL), ("knae/knae", KNEE), ("oevelser/aalestraek", EXERCISE)):
        file = folder / f"{name}.md"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return folder

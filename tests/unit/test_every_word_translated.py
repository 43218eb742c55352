"""What the program adds to an article, on a page or on paper, comes from the catalogue, for articles in Greek show it.

The catalogue's sentences stand in ⟦brackets⟧ (see `tests.pseudo.catalogue`): a Latin letter outside them is hard-coded.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from html import unescape
from io import BytesIO

import pytest
from pypdf import PdfReader

from kbviewer import urls
from kbviewer.handouts.handout import Patient
from kbviewer.handouts.press import Press
from kbviewer.paths import resources
from kbviewer.workspace import Places, Workspace
from tests.pseudo.catalogue import load_pseudo

WORDS = load_pseudo(resources())
ARTICLE = """---
title: Γόνατο {number}
description: Πόνος στο γόνατο
bodyParts: [Γόνατο]
kind: {kind}
author: Αλφα Βητα
datePublished: 19/02/2025
lastUpdated: 20/02/2025
related: [{other}]
---
Πόνος στο γόνατο [^1] και αλλού. ![Σχέδιο](/δεν-υπάρχει.png)

## Ασκήσεις

| Ασκηση | 1 | 2 |
|---|---|---|
| Αλφα | 3 | 12 |

## Ερωτήσεις

### Πόσο;

Πολύ.

[^1]: Βιβλίο.
"""
ALLOWED = {"Noter", "md"}
"""What stands above footnotes, Danish as articles are, and the ending of the file that an article comes from."""
SAID_BY_ATTRIBUTES = re.compile(r'(?:aria-label|title|alt|placeholder)="([^"]*)"')


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    folder = tmp_path_factory.mktemp("artikler")
    for number, kind, other in ((1, "tilstand", "2"), (2, "oevelse", "1")):
        text = ARTICLE.format(number=number, kind=kind, other=other)
        (folder / f"{number}.md").write_text(text, encoding="utf-8")
    made = Workspace(Places((folder,), tmp_path_factory.mktemp("data"), resources()), WORDS)
    made.update_index()
    yield made
    made.close()


def foreign(text: str) -> list[str]:
    """The words in Latin letters that stand outside the catalogue's brackets."""
    bare = text
    while bare != (fewer := re.sub("⟦[^⟦⟧]*⟧", " ", bare)):
        bare = fewer
    return [word for word in re.findall("[A-Za-zÆØÅæøå]{2,}", bare) if word not in ALLOWED]


@pytest.mark.parametrize("on_kiosk", [False, True])
def test_a_page_has_no_word_of_its_own(workspace: Workspace, *, on_kiosk: bool) -> None:
    pages = workspace.pages(WORDS, on_kiosk=on_kiosk)
    home, gone = str(urls.HOME), urls.article("3")
    for url in (home, urls.article("1"), urls.article("2"), urls.topic("Γόνατο"), gone):
        html = re.sub("(?s)<head>.*?</head>|<style.*?</style>", "", pages.page(url).body.decode())
        said = SAID_BY_ATTRIBUTES.findall(html)
        assert foreign(unescape(re.sub("<[^>]*>", " ", html))) == [], url
        assert foreign(unescape(" ".join(said))) == [], url


@pytest.mark.parametrize("size", [12, 18])
def test_paper_has_no_word_of_its_own(workspace: Workspace, size: int) -> None:
    handout = replace(workspace.suggest(["1", "2"]), text_size=size, weeks=2)
    patient = Patient("Πέτρος", "1.2.1970", "Ελένη", "3.4. 12", "Μήνυμα")
    pdf = Press(workspace.image, WORDS).pdf(handout, date(2026, 11, 29), patient).pdf
    text = "\n".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)
    assert "⟦" in text
    assert foreign(text) == []


def test_a_word_of_its_own_is_found() -> None:
    assert foreign("⟦Óópdáátééréét ⟦⟧ 2026⟧ Γόνατο Side 1") == ["Side"]

"""What the search tests share."""

from collections.abc import Callable
from pathlib import Path

import pytest
from clinic import CLINIC
from shelf import ARTICLES, SHIPPED_THESAURUS, Desk, Shelf

from kbviewer.search.searcher import Searcher

LayOut = Callable[..., Desk]


@pytest.fixture
def empty(tmp_path: Path) -> Shelf:
    """Content folders without articles."""
    return Shelf(tmp_path)


@pytest.fixture
def shelf(empty: Shelf) -> Shelf:
    """Content folders with three articles in the first, not indexed yet."""
    empty.fill(ARTICLES)
    return empty


@pytest.fixture
def lay_out(empty: Shelf) -> LayOut:
    """Indexes articles, given by title with their text, with a thesaurus."""

    def lay(articles: dict[str, str], synonyms: str = "", phrases: str = "") -> Desk:
        empty.fill({title: f"---\ntitle: {title}\n---\n{text}\n" for title, text in articles.items()})
        empty.teach(synonyms, phrases)
        return Desk(empty)

    return lay


@pytest.fixture(scope="session")
def searcher(tmp_path_factory: pytest.TempPathFactory) -> Searcher:
    """A searcher over the articles of `clinic` with the thesaurus we ship; nobody changes it."""
    shelf = Shelf(tmp_path_factory.mktemp("klinik"))
    shelf.fill(CLINIC)
    shelf.thesaurus = SHIPPED_THESAURUS
    shelf.update()
    return shelf.open()

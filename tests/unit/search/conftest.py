"""What the search tests share."""

from pathlib import Path

import pytest
from shelf import ARTICLES, Shelf


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    """Content folders with three articles in the first, not indexed yet."""
    made = Shelf(tmp_path)
    for article_id, text in ARTICLES.items():
        made.write(article_id, text)
    return made

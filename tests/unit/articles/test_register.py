"""An author's reference finds the article it means, and never another."""

import pytest

from kbviewer.articles.register import Register
from kbviewer.search.manifest import Record

REGISTER = Register(
    [
        Record("/a", "ordbog/knæ.md", 0, 0, id="ordbog/knæ"),
        Record("/a", "fod/hæl.md", 0, 0, id="hælspore"),
        Record("/a", "fod/øvelser.md", 0, 0, id="fod/øvelser"),
        Record("/a", "hånd/øvelser.md", 0, 0, id="hånd/øvelser"),
        Record("/a", "omraader/skulder.md", 0, 0, id="omraader/skulder"),
        Record("/a", "egne/skulder.md", 0, 0, id="egne/skulder"),
    ]
)


@pytest.mark.parametrize(
    ("reference", "found"),
    [
        ("ordbog/knæ", "ordbog/knæ"),
        ("/ordbog/knæ.md", "ordbog/knæ"),
        ("kn\u00e6", "ordbog/knæ"),
        ("blog/knæ", "ordbog/knæ"),
        ("fod/hæl.md", "hælspore"),
        ("hæl", "hælspore"),
        ("hælspore/", "hælspore"),
        ("fod/øvelser", "fod/øvelser"),
        ("øvelser", None),
        ("skulder", "egne/skulder"),
        ("omraader/skulder", "omraader/skulder"),
        ("albue", None),
        ("", None),
    ],
)
def test_a_reference_is_an_id_a_path_or_a_last_part_of_one_article(reference: str, found: str | None) -> None:
    assert REGISTER.find(reference) == found

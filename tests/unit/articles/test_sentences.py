"""Sentences as a voice reads them."""

import pytest

from kbviewer.articles.sentences import sentences


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Stå op. Sæt dig ned!  Hvil?", ["Stå op.", "Sæt dig ned!", "Hvil?"]),
        ("Hold f.eks. Fingrene strakte i ca. 30 sekunder.", ["Hold f.eks. Fingrene strakte i ca. 30 sekunder."]),
        ("Den 3. Maj begyndte det.", ["Den 3. Maj begyndte det."]),
        ("Tag 12 i alt. 3 gange dagligt.", ["Tag 12 i alt.", "3 gange dagligt."]),
        ("Det tager 1,5 time. \n Vent så.", ["Det tager 1,5 time.", "Vent så."]),
        ("Han sagde: »Rolig.« Så gik han.", ["Han sagde: »Rolig.«", "Så gik han."]),
        ("  ", []),
        ("– … –", []),
        ("Uden punktum", ["Uden punktum"]),
    ],
)
def test_sentences(text: str, expected: list[str]) -> None:
    assert [text[start:end] for start, end in sentences(text)] == expected

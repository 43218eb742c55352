"""Sentences as a voice reads them."""

import pytest

from kbviewer.articles.sentences import sentences


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Stå op. Sæt dig ned!  Hvil?", ["Stå op.", "Sæt dig ned!", "Hvil?"]),
        ("Hold f.eks. Fingrene strakte i ca. 30 sekunder.", ["Hold f.eks. Fingrene strakte i ca. 30 sekunder."]),
        ("Den 3. maj begyndte det d. 5. maj.", ["Den 3. maj begyndte det d. 5. maj."]),
        ("Træn 3 x 10. Hvil 2 min. Så igen.", ["Træn 3 x 10.", "Hvil 2 min. Så igen."]),
        ("Tag 12 i alt. 3 gange dagligt.", ["Tag 12 i alt.", "3 gange dagligt."]),
        ("Det tager 1,5 time. \n Vent så.", ["Det tager 1,5 time.", "Vent så."]),
        ("Han sagde: »Rolig.« Så gik han.", ["Han sagde: »Rolig.«", "Så gik han."]),
        ("  ", []),
        ("– … –", []),
        ("Uden punktum", ["Uden punktum"]),
        ("Stå ved en væg med hånden mod. Hold.", ["Stå ved en væg med hånden mod.", "Hold."]),
    ],
)
def test_sentences(text: str, expected: list[str]) -> None:
    assert [text[start:end] for start, end in sentences(text)] == expected

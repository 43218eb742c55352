"""Numbers and times in Danish text, as they are written and as they are printed in a table."""

import re
import unicodedata

_WORDS = {
    "to": 2, "tre": 3, "fire": 4, "fem": 5, "seks": 6, "syv": 7, "otte": 8, "ni": 9, "ti": 10, "elleve": 11,
    "tolv": 12, "tretten": 13, "fjorten": 14, "femten": 15, "seksten": 16, "sytten": 17, "atten": 18, "nitten": 19,
    "tyve": 20, "femogtyve": 25, "tredive": 30, "fyrre": 40, "femogfyrre": 45, "halvtreds": 50, "tres": 60,
    "halvfems": 90, "hundrede": 100,
}  # fmt: skip

_WORD = re.compile(rf"\b(?:{'|'.join(_WORDS)})\b", re.I)
_ONE = re.compile(
    r"\b(?:en|et|én|ét|een)(?= (?:enkelt )?(?:sæt|serie|runde|omgang|gang|gentagelse|repetition|sekund|minut)s?\b"
    r"| ?(?:til|eller|-|–) ?\d)",
    re.I,
)
_BETWEEN = re.compile(r"\bmellem (\d+) og (\d+)\b", re.I)
_RANGE = re.compile(r"(?<=\d) ?(?:[-‐‑‒–—−]|til) ?(?=\d)", re.I)
_EITHER = re.compile(r"\b(\d{1,2}) eller (\d{1,2})\b", re.I)
_UNITS = (
    (re.compile(r"(?<=\d) ?(?:sek|sec|s)\.(?= [A-ZÆØÅ]|$)"), " sekunder."),
    (re.compile(r"(?<=\d) ?(?:sekund(?:ers?|s)?|sek\b\.?|sec\b\.?|s\b)", re.I), " sekunder"),
    (re.compile(r"(?<=\d) ?min\.(?= [A-ZÆØÅ]|$)"), " minutter."),
    (re.compile(r"(?<=[\d½]) ?(?:minut(?:ters?|s)?|min\b\.?)", re.I), " minutter"),
    (re.compile(r"\b(1 sekund|1 minut)(?:er|ter)\b"), r"\1"),
    (re.compile(r"\b((?:et halvt|halvandet) minut)s\b", re.I), r"\1"),
)
_INVISIBLE = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")

_ABOUT = r"(?:(?:ca\.?|cirka|omkring|mindst|minimum|højst|maks\.?|op til) )?"
_ONE_NUMBER = r"\d{1,3}(?:[.,]\d)?½?"

NUMBER = rf"(?<![\d.,–]){_ABOUT}(?:{_ONE_NUMBER}(?:–{_ONE_NUMBER})?|½)(?![\d–]|[.,]\d)"
"""A pattern of a number or a range in text that was made plain."""

TIME = (
    rf"(?:{NUMBER} (?:sekunder|sekund|minutter|minut)"
    r"|et halvt minut|halvandet minut|(?:et par|nogle) (?:sekunder|minutter))\b"
)
"""A pattern of so many seconds or minutes in text that was made plain."""


def plain(text: str) -> str:
    """The text in one line with its amounts written in one way: digits, "8–12", "30 sekunder"."""
    text = " ".join(_INVISIBLE.sub("", unicodedata.normalize("NFC", text)).split())
    text = _WORD.sub(lambda word: str(_WORDS[word[0].lower()]), text)
    text = _ONE.sub("1", text)
    text = _BETWEEN.sub(r"\1–\2", text)
    text = _RANGE.sub("–", text)
    text = _EITHER.sub(_as_range, text)
    for pattern, written in _UNITS:
        text = pattern.sub(written, text)
    return text


def _as_range(either: re.Match[str]) -> str:
    """ "3 eller 4" is a range, "10 eller 20" is a choice."""
    low, high = int(either[1]), int(either[2])
    return f"{low}–{high}" if high == low + 1 else either[0]

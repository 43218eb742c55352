"""The regions of the body map, and which of them a body part of an article belongs to.

Body parts are free text: "Fod og ankel", "knae", "Nedre ryg". A word stands for one region or for several.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache

INTRODUCTIONS = "omraader"
"""The folder of the articles that introduce a region; see `introduction_of`."""

WHOLE = "kroppen"
"""The region that is no place on the drawing."""

REGIONS: Mapping[str, str] = {
    "hoved": "hoved hovedet hovedpine kæbe kæben kæbeled ansigt ansigtet pande tinding øre øjne",
    "nakke": "nakke nakken hals halsen halsryg",
    "skulder": "skulder skulderen skuldre skuldrene skulderblad skulderblade kraveben",
    "overarm": "arm arme armen armene overarm overarme albue albuen albuer biceps triceps",
    "underarm": "arm arme armen armene underarm underarme håndled håndleddet hånd hånden hænder finger fingre",
    "bryst": "ryg ryggen øvre_ryg øvre_og_nedre_ryg øvre_del_af_ryggen bryst brystet brystkasse brystryg ribben",
    "laend": "ryg ryggen nedre_ryg øvre_og_nedre_ryg nedre_del_af_ryggen lænd lænden lænderyg lænderyggen mave maven",
    "hofte": "hofte hoften hofter lyske lysken bækken bækkenet bækkenbund balle baller ballerne sæde",
    "laar": "ben benet benene lår låret lårene forlår baglår inderlår",
    "knae": "knæ knæet knæene knæled knæskal hase",
    "laeg": "ben benet benene læg læggen lægge underben skinneben skinnebenet",
    "fod": "fod foden fødder ankel anklen ankler hæl hælen hæle akillessene svang tå tæer storetå",
    WHOLE: "krop kroppen",
}
"""From head to foot: each region's name in an address, and the words of body parts that mean it ("_" joins two)."""

_WORD = re.compile(r"\w+")


def regions_of(body_parts: Iterable[str]) -> set[str]:
    """The regions that body parts of articles stand for; a body part that is none of ours adds nothing."""
    return set().union(*(_regions_of(body_part) for body_part in body_parts))


def distance(body_parts: Iterable[str], region: str) -> int:
    """How far an article is from being about one of its regions: 0 when a body part names that region alone, 2 when
    another region is named alone and this one is only meant along with others ("Ryg" of "Ryg, Bryst" means the low
    back too), 1 between.
    """
    named = [_regions_of(body_part) for body_part in body_parts]
    return 0 if {region} in named else 2 if any(len(one) == 1 for one in named) else 1


def introduction_of(region: str) -> str:
    """The id of the article that introduces a region."""
    return f"{INTRODUCTIONS}/{region}"


@lru_cache(1024)
def _regions_of(body_part: str) -> frozenset[str]:
    rest = f" {' '.join(_WORD.findall(_plain(body_part)))} "
    found: set[str] = set()
    for phrase, regions in _meanings():
        if f" {phrase} " in rest:
            found |= regions
            rest = rest.replace(f" {phrase} ", "  ")
    return frozenset(found)


@cache
def _meanings() -> list[tuple[str, set[str]]]:
    """Each phrase and its regions; more words first, so that "øvre ryg" is not also all of the back."""
    meanings: dict[str, set[str]] = {}
    for region, words in REGIONS.items():
        for word in words.split():
            meanings.setdefault(_plain(word).replace("_", " "), set()).add(region)
    return sorted(meanings.items(), key=lambda entry: -len(entry[0].split()))


def _plain(text: str) -> str:
    """``text`` as an address would have it: "Knæ" is "knae"."""
    folded = unicodedata.normalize("NFC", text).casefold()
    return folded.replace("æ", "ae").replace("ø", "oe").replace("å", "aa")

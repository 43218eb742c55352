"""Reading a dose from Danish sentences."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from kbviewer.articles.sentences import sentences
from kbviewer.handouts.amounts import NUMBER, TIME, plain
from kbviewer.handouts.dose import UNKNOWN, Dose, first_of
from kbviewer.handouts.frequency import take_frequency

SIDE = (
    r"(?: (?:(?:pr\.?|per|på|til|for|i|med|ad)(?: (?:hver|hvert|begge))?|hver|hvert|begge)"
    r" (?:sider?|ben|arme?|hånd|hænder|fod|fødder|knæ|skulder|skuldre|retning|retninger|veje?)\b)"
)
_SETS = r"(?:sæt|serier?|runder?|omgange?|ture?|sets?)\b"
_REPETITIONS = r"(?:gentagelser?|repetitioner?|reps?|stræk)\b"
_THING = (
    r"\w{0,20}(?:trin|skridt|løft|hævninger|bøjninger|strækninger|åndedrag|vejrtrækninger|knib|hop|træk|tryk|pres"
    r"|bevægelser|drejninger|rotationer|cirkler|sving|rul|udfald|klem|meter|længder|rejsninger|vip|swings|squats|lunges|crunches|curls|dips|ups)\b"
)
"""What is counted when it is not called a repetition; printed, so that the number means something."""
_KIND = r"(?:(?!sidste|første|mere)[a-zæøå]{3,20}e )?"
_OTHER_UNITS = r"(?! ?(?:%|°|kg|kilo|procent|grader|cm|dage?|uger?|timer?|år)\b)(?! ?[%°])"

_SIDE = re.compile(SIDE, re.I)

_PAUSE = re.compile(
    rf"(?P<before>{TIME}) (?:lange? )?(?:pause|hvile?)\b"
    rf"|\b(?:pausen?|hvile?|restitution)\b(?: (?!og\b|er\b)[a-zæøå]{{1,12}}){{0,4}}?(?: er)?:? \(?(?P<after>{TIME})"
    rf"|(?P<between>{TIME}) mellem (?:hvert |hver |de )?(?:sæt|serie|runde|omgang|gentagelse|stræk)"
    r"|\b(?P<short>kort) pause\b",
    re.I,
)
_IN_THE_MOVEMENT = re.compile(r",? (?:i toppen|i bunden|i yder|yderst|øverst|oppe)", re.I)

_HOLDING = (
    r"\b(?:(?:fast)?hold(?:e|er|es)?|bliv(?:e|er)?|står?|hæng(?:e|er)?|lig|vent|stop|stræk|spænd|pres|klem|knib)\b"
)
_MOVING = r" (?:sænker?|løfter?|går?|ruller?|slapper?|fører?|før)\b"
_HOLD = re.compile(
    rf"{_HOLDING}(?:(?!{_MOVING})[^.,;!?¦\d]){{0,60}}?(?:, mens [^.,;!?¦\d]{{0,50}},?(?: i)?)?[ (]"
    rf"(?<!over )(?<!på )(?P<held>{TIME}{SIDE}?)"
    rf"|\b(?:hold(?:etid)?|pause)(?: på|:) (?P<keyed>{TIME}{SIDE}?)"
    rf"|(?P<noun>{TIME}) hold\b"
    rf"|{NUMBER} {_KIND}(?:{_THING}|{_REPETITIONS}) (?:på|[áàa]|af) (?P<each>{TIME})",
    re.I,
)

_SET = re.compile(
    rf"(?P<sets>{NUMBER}) {_KIND}{_SETS}|\bsæt: ?(?P<keyed>{NUMBER})"
    rf"|(?P<times>{NUMBER})(?: ?[x×*] ?(?=\d)| gange (?=\d[\d–]* (?:{_REPETITIONS}|sekunder)))",
    re.I,
)
_SETS_AT_LAST = re.compile(rf" ?[x×*] ?(?P<sets>{NUMBER})\b", re.I)
_JOIN = r"(?: ?(?:[áàax]|af|med|på|hver|og)\b| ?[×*/:=,–-])? ?"
_AFTER_SETS = re.compile(
    rf"{_JOIN}(?:(?P<time>{TIME}{SIDE}?)(?P<doing> (?:gang|løb|cykling|bevægelse|arbejde|træning)\b)?"
    rf"|(?P<number>{NUMBER}){_OTHER_UNITS}(?: {_KIND}(?:{_REPETITIONS}|gange?\b|(?P<thing>{_THING})))?"
    rf"(?P<side>{SIDE})?)",
    re.I,
)
_NAMED = re.compile(
    rf"(?<!sidste )(?<!første )(?P<number>{NUMBER}) {_KIND}(?:{_REPETITIONS}|(?P<thing>{_THING}))(?P<side>{SIDE})?",
    re.I,
)
_KEYED = re.compile(
    rf"\b{_REPETITIONS}: ?(?P<number>{NUMBER})(?! {_SETS})(?P<thing>)(?P<side>{SIDE})?(?= ?(?:[.,;(¦]|pr\.? sæt|$))",
    re.I,
)
_AGAIN = re.compile(rf"(?P<number>{NUMBER}) gange?\b(?! (?:mere|så|flere|til\b(?! hver)))(?P<side>{SIDE})?", re.I)
_LASTING = re.compile(
    rf"(?:^|\b(?:gå|gør|lav|cykl|løb|træn|rul|gentag|bevæg|sving|svøm|varighed|fortsæt|udfør\w*)\b[^.¦\d]{{0,40}}[ :])"
    rf"(?P<time>{TIME}{SIDE}?)",
    re.I,
)

_FOR_SOME = re.compile(
    r"(?:hvis|når|ved|(?:ny)?begynder\w*|øve(?:de|t)|er du|har du|træner du|vil du|kan du|bliver|føles|senere"
    r"|efterhånden|alternativt|eventuelt|evt|til|let(?:tere)?(?=:)|svær(?:ere)?(?=:)|avancere(?:t|de)|ældre"
    r"|for (?:begyndere|øvede|udholdenhed|styrke|ældre)|som (?:(?:ny)?begynder|øvet|forebyggende|udspænding))\b",
    re.I,
)
"""How a sentence begins whose dose is for some, or for later."""
_INSTEAD = re.compile(r",? (?:eller|evt\.|eventuelt) (?=(?:hold|stå|lav|udfør|gå|brug|bliv|tag|gentag)\b)", re.I)


@dataclass(frozen=True, slots=True)
class _Told:
    """What one sentence tells. ``again`` is a number of times: of sets, or of repetitions when no others are told."""

    dose: Dose
    again: str = ""


def plain_sentences(lines: Iterable[str]) -> list[str]:
    """The sentences of some lines, with their amounts written in one way."""
    return [line[start:end] for line in map(plain, lines) for start, end in sentences(line)]


def is_for_some(sentence: str) -> bool:
    """Whether a sentence tells of some people or of later, and not of most people now."""
    return bool(_FOR_SOME.match(sentence))


def dose_of(lines: Iterable[str]) -> Dose:
    """The dose that some lines tell: of several, the one meant for most people, else the first."""
    told = plain_sentences(lines)
    usual = _whole(_told(sentence) for sentence in told if not is_for_some(sentence))
    if usual.has_amount:
        return usual
    others = (_whole([_told(sentence)]) for sentence in told if is_for_some(sentence))
    return first_of((next((dose for dose in others if dose.has_amount), UNKNOWN), usual))


def hold_of(sentence: str) -> str:
    """How long a plain sentence says to hold; empty when it does not say."""
    _, text = _take_pause(_main(sentence))
    return _take_hold(text)[0]


def pause_of(sentence: str) -> str:
    """How long a pause a plain sentence says to make, if it is told in seconds or minutes."""
    pause, _ = _take_pause(sentence)
    return pause if pause != "kort" else ""


def _whole(parts: Iterable[_Told]) -> Dose:
    told = list(parts)
    dose = first_of(each.dose for each in told)
    again = next((each.again for each in told if each.again), "")
    if _SIDE.search(again + dose.repetitions):
        dose = replace(dose, hold=_SIDE.sub("", dose.hold))
    if again and not dose.repetitions:
        return replace(dose, repetitions=again)
    return replace(dose, sets=again) if again and not dose.sets and again.isdigit() else dose


def _main(sentence: str) -> str:
    """A sentence without what one may do instead."""
    return _INSTEAD.split(sentence, maxsplit=1)[0]


def _told(sentence: str) -> _Told:
    frequency, text = take_frequency(_main(sentence))
    pause, text = _take_pause(text)
    hold, text = _take_hold(text)
    told = _counted(text)
    return _Told(first_of((Dose(hold=hold, pause=pause, frequency=frequency), told.dose)), told.again)


def _take_pause(text: str) -> tuple[str, str]:
    for found in _PAUSE.finditer(text):
        if not _IN_THE_MOVEMENT.match(text, found.end()):
            pause = found["before"] or found["after"] or found["between"] or found["short"]
            return _printed(pause), _without(text, found)
    return "", text


def _take_hold(text: str) -> tuple[str, str]:
    found = _HOLD.search(text)
    if not found:
        return "", text
    group = next(name for name, value in found.groupdict().items() if value)
    return _printed(found[group]), _without(text, found, group)


def _without(text: str, found: re.Match[str], group: str | int = 0) -> str:
    """The text with a mark where something was found, so that no number counts twice."""
    return f"{text[: found.start(group)]} ¦ {text[found.end(group) :]}"


def _counted(text: str) -> _Told:
    """Sets and repetitions, of a sentence without its times."""
    started = _SET.search(text)
    dose = _sets_first(text, started) if started else UNKNOWN
    named = None if dose.repetitions or dose.hold else _NAMED.search(text) or _KEYED.search(text)
    if named:
        number = _printed(named["number"], named["thing"], named["side"])
        last = _SETS_AT_LAST.match(text, named.end())
        dose = first_of((dose, Dose(last["sets"] if last else "", number)))
    again = _AGAIN.search(text, named.end() if named else 0)
    lasting = None if dose.has_amount else _LASTING.search(text)
    if lasting:
        time = _printed(lasting["time"])
        dose = Dose(hold=time) if again and "sekund" in time else Dose(repetitions=time)
    return _Told(dose, _printed(again["number"], again["side"]) if again else "")


def _sets_first(text: str, started: re.Match[str]) -> Dose:
    sets = _printed(started["sets"] or started["keyed"] or started["times"])
    after = _AFTER_SETS.match(text, started.end())
    if not after:
        return Dose(sets) if not started["times"] else UNKNOWN
    if after["number"]:
        return Dose(sets, _printed(after["number"], after["thing"], after["side"]))
    lasts = after["doing"] or "minut" in after["time"]
    return Dose(sets, _printed(after["time"])) if lasts else Dose(sets, hold=_printed(after["time"]))


def _printed(*parts: str | None) -> str:
    return " ".join(part.strip() for part in parts if part).lower()

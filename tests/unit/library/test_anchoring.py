"""A highlighted passage finds its place again; what is merely like it is not taken for it."""

import random

import pytest

from kbviewer.errors import InputError
from kbviewer.library.anchoring import LONGEST, find, find_each, quote_of
from kbviewer.library.passage import Quote, Span

PAGE = [
    "Ondt under hælen",
    "Mange vågner med smerter under hælen. Det er ofte værst ved de første skridt om morgenen 🌅 og letter i løbet "
    "af dagen.",
    "Hvad kan du selv gøre?",
    "Giv foden ro i nogle dage, og skift til sko med en blød sål.\n  Kulde i ti minutter kan dæmpe smerten.",
    "Hæleløft på begge ben: 3 x 10",
    "Hæleløft på et ben: 3 x 12",
    "Knæbøjning: 3 x 10",
    "Stræk læggen mod en væg, og hold strækket i 30 sekunder.",
    "Søg læge, hvis hælen er rød og varm, eller hvis du har feber.",
]


def quoted(passage: str, page: list[str] = PAGE) -> Quote:
    """The quote of a passage that stands in one block."""
    block = next(number for number, text in enumerate(page) if passage in text)
    start = page[block].index(passage)
    return quote_of(page, [Span(block, start, start + len(passage))])


def found(quote: Quote, page: list[str]) -> list[str]:
    return [page[span.block][span.start : span.end] for span in find(quote, page)]


def edited(old: str, new: str, page: list[str] = PAGE) -> list[str]:
    assert any(old in text for text in page)
    return [text for text in (text.replace(old, new) for text in page) if text]


FIRST_STEPS = "Det er ofte værst ved de første skridt om morgenen"


def test_a_passage_is_kept_with_what_stands_around_it() -> None:
    quote = quoted("🌅 og letter")
    assert quote.exact == "🌅 og letter"
    assert quote.before.endswith("om morgenen ") and len(quote.before) == 40
    assert quote.after == " i løbet af dagen. Hvad kan du selv gøre"
    assert find(quote, PAGE) == (Span(1, PAGE[1].index("🌅"), PAGE[1].index(" i løbet")),)


def test_a_passage_over_several_blocks_is_found_in_each_of_them() -> None:
    spans = (Span(2, 9, len(PAGE[2])), Span(3, 0, len(PAGE[3])), Span(4, 0, 8))
    quote = quote_of(PAGE, spans)
    assert quote.exact.split("\n")[1].endswith("blød sål. Kulde i ti minutter kan dæmpe smerten.")
    assert find(quote, PAGE) == spans


def test_white_space_at_the_ends_belongs_to_no_passage() -> None:
    page = ["Et afsnit.", "  Hvil foden  ", "Et til."]
    quote = quote_of(page, [Span(1, 0, len(page[1]))])
    assert quote.exact == "Hvil foden"
    assert find(quote, page) == (Span(1, 2, 12),)


@pytest.mark.parametrize("spans", [[], [Span(1, 5, 5)], [Span(1, 5, 6)]])
def test_nothing_selected_is_no_passage(spans: list[Span]) -> None:
    with pytest.raises(InputError, match="passage_empty"):
        quote_of(PAGE, spans)


def test_a_passage_has_a_largest_size() -> None:
    page = ["ord " * LONGEST]
    with pytest.raises(InputError, match="passage_too_long"):
        quote_of(page, [Span(0, 0, len(page[0]))])


@pytest.mark.parametrize(
    ("old", "new", "now"),
    [
        ("ofte værst", "oftest værst", "Det er oftest værst ved de første skridt om morgenen"),
        ("første skridt", "allerførste skridt", "Det er ofte værst ved de allerførste skridt om morgenen"),
        ("ofte værst ved", "ofte værst, ved", "Det er ofte værst, ved de første skridt om morgenen"),
        ("de første skridt", "de første par skridt", "Det er ofte værst ved de første par skridt om morgenen"),
        ("Det er ofte", "Det   er\n ofte", "Det   er\n ofte værst ved de første skridt om morgenen"),
        ("Mange vågner med smerter under hælen.", "Hælen gør tit ondt.", FIRST_STEPS),
        (" 🌅 og letter i løbet af dagen.", ". 🌅🌅", FIRST_STEPS),
        (FIRST_STEPS, "Det er tit værst ved de første skridt", "Det er tit værst ved de første skridt"),
    ],
)
def test_a_small_edit_in_the_passage_or_beside_it_does_not_lose_it(old: str, new: str, now: str) -> None:
    assert found(quoted(FIRST_STEPS), edited(old, new)) == [now]


def test_a_passage_moved_to_another_section_is_found_there() -> None:
    without = edited(FIRST_STEPS, "")
    assert found(quoted(FIRST_STEPS), [*without[:7], f"Husk: {FIRST_STEPS}.", without[7]]) == [FIRST_STEPS]


def test_a_paragraph_split_within_the_passage_gives_both_parts() -> None:
    start = PAGE[1].index("ved de første")
    page = [PAGE[0], PAGE[1][:start], PAGE[1][start:], *PAGE[2:]]
    assert found(quoted(FIRST_STEPS), page) == ["Det er ofte værst", "ved de første skridt om morgenen"]


@pytest.mark.parametrize("passage", [FIRST_STEPS, *PAGE[4:8], "feber", "Giv foden ro"])
def test_a_passage_that_was_taken_out_is_not_found_in_what_is_like_it(passage: str) -> None:
    assert found(quoted(passage), edited(passage, "")) == []


def test_a_passage_that_was_written_anew_is_not_found() -> None:
    page = edited(FIRST_STEPS, "Smerterne kommer især, når du har siddet stille længe")
    assert found(quoted(FIRST_STEPS), page) == []


EXERCISES = [
    "Knæbøjning – 3 sæt af 10 gentagelser",
    "Hæleløft på begge ben – 3 sæt af 15 gentagelser",
    "Hæleløft på et ben – 3 sæt af 15 gentagelser",
    "Udfald – 2 sæt af 8 gentagelser",
    "Udfald til siden – 2 sæt af 8 gentagelser",
    "Bækkenløft – 3 sæt af 12 gentagelser",
    "Bækkenløft med et ben – 2 sæt af 12 gentagelser",
    "Planke – 2 sæt af 30 sekunder",
]


@pytest.mark.parametrize("number", range(len(EXERCISES)))
def test_no_other_line_of_a_list_is_taken_for_one_that_was_taken_out(number: int) -> None:
    assert found(quoted(EXERCISES[number], EXERCISES), EXERCISES[:number] + EXERCISES[number + 1 :]) == []


def test_a_sentence_elsewhere_that_says_something_else_is_not_taken_for_one_that_was_taken_out() -> None:
    lift = "Løft det venstre ben langsomt, og hold det oppe i 10 sekunder, før du sænker det."
    other = "Løft det højre ben langsomt, og hold det oppe i 20 sekunder, før du sænker det igen."
    page = ["Lig på ryggen.", lift, "Hvil lidt.", "Vend dig om på siden.", other, "Træk vejret roligt."]
    assert found(quoted(lift, page), [text for text in page if text != lift]) == []


def test_the_same_words_scattered_over_a_longer_sentence_are_another_passage() -> None:
    page = ["Før", "Hvil foden, og giv den ro i dag", "Efter", "Til sidst"]
    other = "Hvil gerne foden hver aften, løft den på en pude, og giv så også den anden lidt ro, hvis den i dag er øm"
    assert found(quoted(page[1], page), ["Før", "Efter", other, "Til sidst"]) == []


def test_the_dose_of_an_exercise_may_change_where_it_stands() -> None:
    page = edited("et ben: 3 x 12", "et ben: 3 x 15")
    assert found(quoted("Hæleløft på et ben: 3 x 12"), page) == ["Hæleløft på et ben: 3 x 15"]


def test_of_equal_passages_the_one_with_the_same_surroundings_is_found() -> None:
    page = ["Bækkenløft", "3 sæt af 10", "Planke", "3 sæt af 10", "Udfald", "3 sæt af 10", "Slut"]
    for number in (1, 3, 5):
        quote = quote_of(page, [Span(number, 0, len(page[number]))])
        assert find(quote, ["Nyt afsnit", *page]) == (Span(number + 1, 0, 11),)
        assert find(quote, [*page[:number], *page[number + 1 :]]) == ()


def test_a_short_word_is_not_found_wherever_it_stands() -> None:
    assert find(Quote("hælen", "et helt andet ", " sted end her"), PAGE) == ()


@pytest.mark.parametrize("quote", [Quote(""), Quote(" \n"), Quote("x" * 100_000), Quote("x", "y" * 100_000, "z")])
def test_a_quote_from_elsewhere_may_be_anything(quote: Quote) -> None:
    assert find(quote, PAGE) == ()
    assert find(quote, []) == ()


SYLLABLES = [first + last for first in "bdfghklmnprstv" for last in ("a", "en", "ig", "ør", "åd")]


def sentence(chance: random.Random) -> str:
    words = ("".join(chance.choices(SYLLABLES, k=chance.randint(1, 4))) for _ in range(chance.randint(8, 14)))
    return " ".join(words).capitalize() + "."


@pytest.mark.parametrize("seed", range(40))
def test_random_small_edits_lose_nothing_and_a_deletion_is_not_made_up_for(seed: int) -> None:
    chance = random.Random(seed)
    page = [" ".join(sentence(chance) for _ in range(3)) for _ in range(12)]
    passages = {number: text.split(". ")[1] for number, text in enumerate(page)}
    quotes = [quoted(passage, page) for passage in passages.values()]
    now, wanted = list(page), []
    for number, passage in passages.items():
        words = passage.split()
        place = chance.randrange(1, len(words) - 1)
        change = chance.choice(("none", "slip", "added", "comma", "gone"))
        words[place] += {"none": "", "slip": "e", "added": " også", "comma": ",", "gone": ""}[change]
        new = "" if change == "gone" else " ".join(words)
        now[number] = now[number].replace(passage, new)
        wanted.append([new] if new else [])
    got = [[now[span.block][span.start : span.end] for span in spans] for spans in find_each(quotes, now)]
    assert got == wanted

"""What has changed in an article, word by word, and never for long."""

from kbviewer.library.differences import MOST_SHOWN, Differences, Kind, differences

SAME, ADDED, REMOVED = Kind.SAME, Kind.ADDED, Kind.REMOVED


def told(found: Differences) -> list[list[tuple[Kind, str]]]:
    return [[(piece.kind, piece.text) for piece in block] for block in found.blocks]


def test_equal_texts_have_no_differences_however_they_are_spaced() -> None:
    assert differences("Hvil  foden.\n\nStræk.", "Hvil foden.\nStræk. ") == Differences(())


def test_a_changed_word_is_told_within_its_block() -> None:
    found = differences("Hvil.\nTræn tre gange om ugen.\nSov.", "Hvil.\nTræn fire gange om ugen.\nSov.")
    assert told(found) == [[(SAME, "Træn"), (REMOVED, "tre"), (ADDED, "fire"), (SAME, "gange om ugen.")]]


def test_a_block_put_in_before_an_edited_one_is_not_taken_for_it() -> None:
    found = differences("Træn tre gange om ugen.", "Begynd roligt og vent.\nTræn fire gange om ugen.")
    assert told(found)[0] == [(ADDED, "Begynd roligt og vent.")]
    assert (REMOVED, "tre") in told(found)[1]


def test_blocks_taken_away_and_put_in_are_told_whole() -> None:
    assert told(differences("Hvil.\nIs på foden.", "Hvil.")) == [[(REMOVED, "Is på foden.")]]
    assert told(differences("", "Hvil.\nSov.")) == [[(ADDED, "Hvil.")], [(ADDED, "Sov.")]]


def test_far_away_words_of_a_long_block_are_left_out() -> None:
    words = [f"ord{number}" for number in range(100)]
    found = differences(" ".join(words), " ".join([*words[:50], "ny", *words[51:]]))
    first, last = found.blocks[0][0].text, found.blocks[0][-1].text
    assert first.startswith("… ord40") and first.endswith("ord49")
    assert last.startswith("ord51") and last.endswith("ord60 …")


def test_taking_and_putting_in_gives_the_present_text() -> None:
    before = [f"Punkt {number} om foden" for number in range(300)]
    after = [*before[20:], *(f"Nyt punkt {number} om hånden" for number in range(9))]
    found = differences("\n".join(before), "\n".join(after))
    assert [block[0].text for block in found.blocks] == [*before[:20], *after[-9:]]


def test_of_very_many_changes_some_are_shown_and_the_rest_counted() -> None:
    before = "\n".join("abcdefg"[number % 7] for number in range(5000))
    after = "\n".join("hijklmn"[number % 7] for number in range(5000))
    found = differences(before, after)
    assert len(found.blocks) == MOST_SHOWN
    assert found.left_out == 10_000 - MOST_SHOWN


def test_a_megabyte_on_one_line_is_shown_shortened() -> None:
    found = differences("ord " * 250_000, "andet " * 200_000)
    assert sum(len(piece.text) for block in found.blocks for piece in block) < 5000

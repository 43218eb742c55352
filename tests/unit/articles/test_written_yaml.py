"""YAML that the program writes is read back as the same texts."""

from hypothesis import given
from hypothesis import strategies as st

from kbviewer.articles.frontmatter import Value, read_file, to_yaml


def plain(value: Value) -> object:
    """A value that was read, without its lines."""
    if isinstance(value.content, str):
        return value.content
    if isinstance(value.content, tuple):
        return [plain(each) for each in value.content]
    return {key: plain(each) for key, each in value.content.items()}


# U+0085 is a line break to YAML, and nothing that a person types.
TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x85"), max_size=200)


@given(TEXTS, TEXTS, TEXTS)
def test_texts_come_back_as_they_were(one: str, two: str, three: str) -> None:
    values = {"title": one, "articles": [two, {"article": three}]}
    assert plain(read_file(to_yaml(values))) == values


def test_words_that_yaml_would_take_for_numbers_and_answers_stay_text() -> None:
    values = {"phone": "12345678", "size": "12:30", "callout": "no", "note": "Læs: »sådan« # gør du"}
    assert plain(read_file(to_yaml(values))) == values


def test_a_list_that_is_there_twice_is_written_twice() -> None:
    same = ["Søvej 12"]
    assert to_yaml({"a": same, "b": same}) == "a:\n- Søvej 12\nb:\n- Søvej 12\n"

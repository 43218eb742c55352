"""The grammar of `kb:` addresses."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kbviewer import urls
from kbviewer.errors import InputError


def test_an_article_address_reads_back() -> None:
    url = urls.article("fod/hælspore og svang", "søg-læge", "ondt i hælen?")
    assert urls.parse(url) == urls.Address("article", "fod/hælspore og svang", "ondt i hælen?", "søg-læge")
    assert url.isascii()


def test_a_region_s_address_reads_back_and_is_one_to_go_to() -> None:
    address = urls.parse(urls.region("fod"))
    assert address == urls.Address("region", "fod")
    assert address.kind in urls.READABLE


@pytest.mark.parametrize(
    "url",
    [
        "",
        "https://eksempel.dk/fod",
        "kb://article/",
        "kb://ukendt/fod",
        "kb://region/",
        "kb:region/fod",
        "kb:article/fod",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "kb://article/a%00b",
        "kb://[fejl/x",
        "kb://article/" + "a" * 5000,
    ],
)
def test_anything_else_is_refused(url: str) -> None:
    with pytest.raises(InputError):
        urls.parse(url)


@given(st.text())
def test_no_text_breaks_the_parser(text: str) -> None:
    try:
        urls.parse(text)
    except InputError:
        return


@given(st.text(min_size=1, max_size=60).filter(lambda t: "\0" not in t and not t.startswith("/") and t.isprintable()))
def test_every_article_id_survives_the_address(article_id: str) -> None:
    assert urls.parse(urls.article(article_id)).path == article_id


def test_an_address_too_long_once_encoded_is_none_and_a_search_is_not_told() -> None:
    with pytest.raises(InputError) as raised:
        urls.parse("kb://article/" + "'" * 3000 + "?mark=hemmeligt")
    assert "hemmeligt" not in str(raised.value.values)

"""A PIN is digits, is kept as a hash alone, and wrong tries cost time."""

import pytest
from argon2 import PasswordHasher, extract_parameters
from argon2.profiles import RFC_9106_LOW_MEMORY as LEAST

from kbviewer.errors import InputError
from kbviewer.library.pin import hash_pin, is_hash, is_outdated, matches, wait_after


def test_a_pin_matches_its_hash_alone() -> None:
    encoded = hash_pin("0412")
    assert matches(encoded, "0412")
    assert not matches(encoded, "412")
    assert not matches(encoded, "")


def test_the_hash_is_salted_argon2id_and_does_not_tell_the_pin() -> None:
    first, second = hash_pin("0412"), hash_pin("0412")
    assert first.startswith("$argon2id$") and is_hash(first)
    assert first != second
    assert "0412" not in first.split("$")[-1]


@pytest.mark.parametrize("pin", ["123", "1234567890123", "12a4", "12 4", "١٢٣٤", "²³²³", "1234\n"])
def test_anything_but_4_to_12_digits_is_refused(pin: str) -> None:
    with pytest.raises(InputError, match="pin_form"):
        hash_pin(pin)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "1234",
        "$argon2id$",
        "$argon2i$v=19$m=65536,t=3,p=4$c2FsdHNhbHRzYWx0c2FsdA$aGFzaGhhc2hoYXNoaGFzaA",
        "$argon2id$v=19$m=99999999,t=3,p=4$c2FsdHNhbHRzYWx0c2FsdA$aGFzaGhhc2hoYXNoaGFzaA",
        "$argon2id$v=19$m=65536,t=9999,p=4$c2FsdHNhbHRzYWx0c2FsdA$aGFzaGhhc2hoYXNoaGFzaA",
    ],
)
def test_what_is_no_hash_of_ours_is_known(text: str) -> None:
    assert not is_hash(text)
    assert not matches("$argon2id$damaged", "1234")


def test_a_hash_of_weaker_parameters_is_outdated() -> None:
    weak = PasswordHasher(time_cost=1, memory_cost=8192).hash("1234")
    assert is_outdated(weak) and matches(weak, "1234")
    assert not is_outdated(hash_pin("1234"))


def test_the_hash_is_as_slow_as_rfc_9106_asks_of_a_small_machine() -> None:
    used = extract_parameters(hash_pin("0412"))
    assert used.memory_cost >= LEAST.memory_cost and used.time_cost >= LEAST.time_cost
    assert used.salt_len >= LEAST.salt_len and used.hash_len >= LEAST.hash_len


def test_the_wait_doubles_from_half_a_minute_to_a_quarter_of_an_hour() -> None:
    assert [wait_after(wrong) for wrong in (0, 4, 5, 6, 7, 8, 9, 10, 10_000)] == [
        0, 0, 30, 60, 120, 240, 480, 900, 900,
    ]  # fmt: skip

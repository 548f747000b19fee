"""Numbers as a person says them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vuistregel.ui import numbers
from vuistregel.words import Words, same


def test_small_numbers_are_words_and_large_ones_figures():
    assert numbers.out_of(5, 8).nl == "vijf van de acht"
    assert numbers.out_of(5, 8).en == "five of the eight"
    assert numbers.out_of(25, 35).nl == "25 van de 35"
    assert numbers.out_of(0, 8).nl == "geen van de acht"
    assert numbers.out_of(0, 8).en == "none of the eight"
    assert numbers.out_of(3, 1310).nl == "3 van de 1.310"
    assert (numbers.out_of(0, 1).nl, numbers.out_of(1, 1).en) == ("0 van de 1", "1 of the 1")


@given(st.integers(0, 12))
def test_up_to_twelve_there_are_no_figures(number: int):
    words = numbers.in_words(number)
    assert not any(sign.isdigit() for sign in words.nl + words.en)


@given(st.integers(13, 10**9))
def test_beyond_twelve_the_figures_are_the_number(number: int):
    words = numbers.in_words(number)
    assert int(words.nl.replace(".", "")) == number
    assert int(words.en.replace(",", "")) == number


def test_twelve_words_differ():
    assert len({numbers.in_words(n).nl for n in range(13)}) == 13
    assert len({numbers.in_words(n).en for n in range(13)}) == 13


@pytest.mark.parametrize(
    ("number", "nl"), [(1, "1 ding klopt nog niet"), (3, "3 dingen kloppen nog niet"), (0, "0 dingen kloppen nog niet")]
)
def test_one_thing_is_one_thing(number: int, nl: str):
    one = Words("{number} ding klopt nog niet", "{number} thing is not right yet")
    many = Words("{number} dingen kloppen nog niet", "{number} things are not right yet")
    assert numbers.counted(number, one, many).nl == nl


def test_a_sentence_starts_with_a_capital_without_accent():
    assert numbers.sentence(numbers.in_words(1)).nl == "Eén"
    assert numbers.sentence(numbers.in_words(1)).en == "One"
    assert numbers.capital("zes") == "Zes"
    assert numbers.capital("") == ""


def test_none_and_one_of_several_take_the_same_verb() -> None:
    one, many = Words("{k} gezinnen staat erop.", "{k} families is on it."), same("{k} …")
    assert numbers.share(0, 5, one, many).nl == "Geen van de vijf gezinnen staat erop."
    assert numbers.share(1, 5, one, many).nl == "Eén van de vijf gezinnen staat erop."
    assert numbers.share(2, 5, one, many).nl == "Twee van de vijf …"

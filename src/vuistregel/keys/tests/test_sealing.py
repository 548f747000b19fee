"""Sealed texts: only with their holder's key, only in their own place, and not at all once the key is destroyed."""

from __future__ import annotations

from uuid import UUID, uuid4

import pytest
from django.db import connections
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import Settings

from vuistregel import keys
from vuistregel.keys import envelope
from vuistregel.keys.errors import BoardKeyMissing, HolderExists, WrongBoardKey
from vuistregel.keys.models import HolderKey

pytestmark = pytest.mark.django_db(databases=["default", "keys"])


def a_holder(board: UUID, kind: str = "person") -> UUID:
    holder = uuid4()
    keys.new_holder(board, kind, holder)
    return holder


@given(text=st.text(), field=st.text())
def test_whatever_is_sealed_comes_back_as_it_was(text: str, field: str):
    key, holder = envelope.new_key(), uuid4()
    assert envelope.unseal_text(key, envelope.seal_text(key, text, holder, field), holder, field) == text


@given(text=st.text(), at=st.integers(min_value=0), bit=st.integers(min_value=0, max_value=7))
def test_one_changed_bit_anywhere_is_found(text: str, at: int, bit: int):
    key, holder = envelope.new_key(), uuid4()
    sealed = bytearray(envelope.seal_text(key, text, holder, "bsn"))
    sealed[at % len(sealed)] ^= 1 << bit
    with pytest.raises(keys.Tampered):
        envelope.unseal_text(key, bytes(sealed), holder, "bsn")


def test_the_same_text_is_sealed_differently_each_time(board: UUID):
    holder = a_holder(board)
    assert keys.seal(holder, "bsn", "123456782") != keys.seal(holder, "bsn", "123456782")


@pytest.mark.handbook("R10.1")
def test_a_secret_pasted_to_another_person_does_not_open(board: UUID):
    one, other = a_holder(board), a_holder(board)
    sealed = keys.seal(one, "bsn", "123456782")
    with pytest.raises(keys.Tampered):
        keys.unseal(other, "bsn", sealed)


def test_a_secret_pasted_to_another_field_does_not_open(board: UUID):
    holder = a_holder(board)
    sealed = keys.seal(holder, "bsn", "123456782")
    with pytest.raises(keys.Tampered):
        keys.unseal(holder, "phone", sealed)


def test_a_wrapped_key_pasted_to_another_holder_does_not_open(board: UUID):
    one, other = a_holder(board), a_holder(board)
    sealed = keys.seal(one, "bsn", "123456782")
    HolderKey.objects.filter(holder=other).update(wrapped=HolderKey.objects.get(holder=one).wrapped)
    with pytest.raises(keys.Tampered):
        keys.unseal(other, "bsn", sealed)


def test_many_are_sealed_in_order_with_one_query_per_five_hundred_holders(board: UUID):
    holders = [uuid4() for _ in range(1001)]
    keys.new_holders(board, "person", holders)
    with CaptureQueriesContext(connections["keys"]) as queries:
        sealed = keys.seal_many((holder, "n", str(n)) for n, holder in enumerate(holders))
    assert len(queries) == 3
    opened = keys.unseal_many((holder, "n", one) for holder, one in zip(holders, sealed, strict=True))
    assert opened == [str(n) for n in range(1001)]


def test_holders_are_made_all_or_none(board: UUID):
    existing, new = a_holder(board), uuid4()
    with pytest.raises(HolderExists):
        keys.new_holders(board, "person", [new, existing])
    with pytest.raises(keys.KeyMissing):
        keys.seal(new, "bsn", "123456782")


def test_a_holder_of_an_unknown_kind_is_refused(board: UUID):
    with pytest.raises(ValueError, match="planet"):
        keys.new_holder(board, "planet", uuid4())


def test_a_destroyed_person_is_told_apart_from_one_who_never_was(board: UUID):
    holder = a_holder(board)
    sealed = keys.seal(holder, "bsn", "123456782")
    keys.destroy(holder, why="end of term", norm=None)
    assert keys.is_destroyed(holder)
    with pytest.raises(keys.KeyDestroyed):
        keys.unseal(holder, "bsn", sealed)
    with pytest.raises(keys.KeyMissing):
        keys.unseal(uuid4(), "bsn", sealed)


def test_a_list_shows_what_remains_of_it(board: UUID):
    gone, here = a_holder(board), a_holder(board)
    items = [(one, "name", keys.seal(one, "name", "Noor")) for one in (gone, here)]
    keys.destroy(gone, why="end of term", norm=None)
    assert keys.unseal_what_remains(items) == [None, "Noor"]


def test_a_destroyed_holder_does_not_come_back(board: UUID):
    holder = a_holder(board)
    keys.destroy(holder, why="end of term", norm=None)
    with pytest.raises(keys.KeyDestroyed):
        keys.new_holder(board, "person", holder)
    with pytest.raises(keys.KeyDestroyed):
        keys.seal(holder, "bsn", "123456782")


def test_a_wrong_board_key_is_named_before_anything_is_written_with_it(settings: Settings, board: UUID):
    holder = a_holder(board)
    sealed = keys.seal(holder, "bsn", "123456782")
    _other_board_key(settings, "k1")
    with pytest.raises(WrongBoardKey) as told:
        keys.unseal(holder, "bsn", sealed)
    assert "k1" in told.value.words.en
    assert "VUISTREGEL_BOARD_KEYS" in told.value.words.nl
    with pytest.raises(WrongBoardKey):
        keys.new_holder(board, "person", uuid4())
    assert [words.en for words in keys.problems()] == [told.value.words.en]


def test_a_missing_board_key_is_named(settings: Settings, board: UUID):
    holder = a_holder(board)
    _other_board_key(settings, "k2")
    with pytest.raises(BoardKeyMissing) as told:
        keys.seal(holder, "bsn", "123456782")
    assert "k1" in told.value.words.nl
    assert len(keys.problems()) == 1


def _other_board_key(settings: Settings, name: str) -> None:
    import dataclasses

    settings.ENVIRONMENT = dataclasses.replace(settings.ENVIRONMENT, board_keys=((name, b"x" * 32),))

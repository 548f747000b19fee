"""A BSN or address is found again without being stored in the clear."""

from __future__ import annotations

import dataclasses
import os
from uuid import UUID, uuid4

import pytest
from pytest_django import Settings

from vuistregel import keys
from vuistregel.keys import rotation

pytestmark = pytest.mark.django_db(databases=["default", "keys"])


def test_the_same_value_gives_the_same_bytes_whatever_its_case_and_space(board: UUID):
    assert keys.blind(board, "email", "Noor@Voorbeeld.example ") == keys.blind(board, "email", "noor@voorbeeld.example")
    assert len(keys.blind(board, "bsn", "123456782")) == 32


def test_boards_and_purposes_cannot_be_compared(board: UUID):
    bsn = keys.blind(board, "bsn", "123456782")
    assert bsn != keys.blind(uuid4(), "bsn", "123456782")
    assert bsn != keys.blind(board, "education number", "123456782")


def test_look_ups_survive_a_rotation_of_the_board_key(settings: Settings, board: UUID):
    before = keys.blind(board, "bsn", "123456782")
    old = settings.ENVIRONMENT.board_keys
    new = ("k2", os.urandom(32))
    settings.ENVIRONMENT = dataclasses.replace(settings.ENVIRONMENT, board_keys=(new, *old))
    list(rotation.rotate())
    settings.ENVIRONMENT = dataclasses.replace(settings.ENVIRONMENT, board_keys=(new,))
    assert keys.blind(board, "bsn", "123456782") == before


def test_many_are_looked_up_in_order(board: UUID):
    assert keys.blind_many(board, "bsn", ["1", "2"]) == [keys.blind(board, "bsn", "1"), keys.blind(board, "bsn", "2")]

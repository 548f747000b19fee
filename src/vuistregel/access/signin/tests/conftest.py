"""A board with people, and a directory that knows them; the count of tries starts at nothing in each test."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache import cache

from vuistregel.access.signin.addresses import address_book
from vuistregel.access.signin.tests.people import House


@pytest.fixture(autouse=True)
def _no_earlier_tries(request: pytest.FixtureRequest) -> None:
    if {"db", "transactional_db", "house"} & set(request.fixturenames):
        request.getfixturevalue("db")
        cache.clear()


@pytest.fixture(autouse=True)
def _a_code_of_a_moment_ago_counts(settings: Any) -> None:
    """A test reads the code and types it in two steps; the half minute may end in between."""
    settings.MFA_TOTP_TOLERANCE = 1


@pytest.fixture
def house(db: None) -> Iterator[House]:
    made = House()
    previous = address_book.register(made)
    yield made
    address_book.register(previous)

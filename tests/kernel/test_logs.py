"""Logs say what happened, never about whom."""

from __future__ import annotations

import pytest

from vuistregel.logs import without_values


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("Forbidden: /api/v1/schools/99WT/pupils/00001/deciders", "Forbidden: (path)"),
        ("duplicate key DETAIL: Key (login)=(noor) already exists.", "duplicate key DETAIL: (left out)"),
        ("to noor@school.example", "to (address)"),
        ("key 999911120 twice", "key (number) twice"),
        ("A call of the API failed. Reference 34H7-KPRT.", "A call of the API failed. Reference 34H7-KPRT."),
    ],
)
def test_what_a_request_a_database_or_an_address_would_tell_is_left_out(said: str, kept: str) -> None:
    assert without_values(said) == kept

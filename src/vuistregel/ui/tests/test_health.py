"""Whoever watches over the house asks whether it can work, and learns no more than that."""

from __future__ import annotations

import copy
from pathlib import Path

import pytest
from django.db import connections
from django.test import Client

ADDRESS = "/gezond/"


@pytest.mark.django_db(databases=["default", "keys"])
def test_a_house_whose_databases_answer_is_well_and_nobody_keeps_the_answer() -> None:
    answer = Client().get(ADDRESS)
    assert (answer.status_code, answer.content) == (200, b"ok\n")
    assert "no-store" in answer["Cache-Control"]
    assert not answer.cookies


@pytest.mark.django_db(databases=["default", "keys"])
def test_a_house_that_misses_its_keys_is_not_well(tmp_path: Path) -> None:
    present = connections["keys"]
    away = present.copy()
    nowhere = str(tmp_path / "nowhere" / "keys.sqlite3") if present.vendor == "sqlite" else "nowhere"
    away.settings_dict = copy.deepcopy(present.settings_dict) | {"NAME": nowhere}
    connections["keys"] = away
    try:
        answer = Client().get(ADDRESS)
    finally:
        connections["keys"] = present
    assert (answer.status_code, answer.content) == (503, b"database away\n")


@pytest.mark.django_db(databases=["default", "keys"])
def test_a_container_asks_in_clear_and_is_not_sent_on_to_tls(settings) -> None:
    settings.SECURE_SSL_REDIRECT = True
    assert Client().get(ADDRESS).status_code == 200
    assert Client().get("/inloggen/").status_code == 301

"""`vuistregel norms --json`: the shape that other programs build on."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest
from django.core.management import call_command

from vuistregel import norms
from vuistregel.access.commands import WrongUse

KEYS = ["id", "value", "unit", "scope", "kind", "regime", "valid_from", "valid_to", "article", "sources", "verified"]


def asked(*arguments: str) -> Any:
    out = io.StringIO()
    call_command("norms", "--json", *arguments, stdout=out, stderr=io.StringIO())
    return json.loads(out.getvalue())


def test_every_norm_has_exactly_the_promised_keys() -> None:
    rows = asked("--on", "2026-11-24")

    assert len(rows) > 100
    assert all(list(row) == KEYS for row in rows)
    assert {row["id"] for row in rows} <= set(norms.book().ids)


def test_one_norm_on_two_days_gives_the_value_of_each_day() -> None:
    then, now = (asked("--on", day, "--id", "age.own-decision") for day in ("2016-03-01", "2026-11-24"))

    assert [row["value"] for row in (*then, *now)] == [16, 16]
    assert then[0]["regime"] != now[0]["regime"]
    assert then[0]["valid_to"] == "2018-05-24"


def test_a_norm_that_is_not_in_force_on_the_day_gives_an_empty_list() -> None:
    assert asked("--on", "2016-03-01", "--id", "age.withdraw-self") == []


def test_an_unknown_norm_is_wrong_use() -> None:
    with pytest.raises(WrongUse) as wrong:
        asked("--id", "no.such")

    assert wrong.value.returncode == 2

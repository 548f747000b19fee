"""Where law and promise both speak, one binds and the other stands beside it."""

from __future__ import annotations

from datetime import date

import pytest

from vuistregel import norms
from vuistregel.decisions import Outcome
from vuistregel.norms.house import accept_house_value
from vuistregel.norms.strictness import at_least_as_strict
from vuistregel.norms.units import Unit

HANDBOOK = date(2016, 3, 1)
TODAY = date(2026, 11, 23)


@pytest.mark.handbook("T27")
def test_in_the_handbooks_time_its_answer_binds_and_the_narrower_law_stands_beside_it() -> None:
    binding, beside = norms.on(HANDBOOK).both("dsr.extension")
    assert (binding.kind, binding.value, binding.unit) == (norms.Kind.HOUSE, 4, Unit.WEEKS)
    assert (beside.kind, beside.value) == (norms.Kind.LAW, 0)
    assert beside.reference.nl.startswith("Wbp artikel 35")


@pytest.mark.handbook("T27")
def test_today_the_promise_binds_where_it_gives_at_least_as_much_as_the_law() -> None:
    day = norms.on(TODAY)
    binding, beside = day.both("dsr.extension")
    assert binding.kind is norms.Kind.HOUSE
    assert (beside.value, beside.unit) == (2, Unit.MONTHS)
    assert day.law("dsr.extension") is beside
    assert day.house("dsr.extension") is binding
    assert day.house("dsr.access.term") is None


def test_a_promise_binds_where_the_law_of_the_day_asks_nothing() -> None:
    binding, beside = norms.on(TODAY).both("photo.consent.renewal")
    assert (binding.value, binding.unit) == (1, Unit.YEARS)
    assert beside.unit is Unit.NONE


def test_consent_for_a_transfer_from_vo_stays_a_promise_beside_the_laws_remark() -> None:
    for day in (HANDBOOK, TODAY):
        binding, beside = norms.on(day, sector="vo").both("transfer.vo.consent")
        assert (binding.kind, binding.value) == (norms.Kind.HOUSE, True)
        assert beside.kind is norms.Kind.LAW


def test_a_stricter_value_of_the_board_binds_and_the_norm_stands_beside_it() -> None:
    day = norms.on(TODAY, sector="po", house={"roster.max-age": 7, "password.min-length": 16})
    assert day.value("roster.max-age") == 7
    assert day.value("password.min-length") == 16
    board, norm = day.both("roster.max-age")
    assert (board.regime.key, norm.value) == ("board", 14)
    assert "7 dagen" in board.text.nl
    assert day.refused == {}


def test_a_looser_value_of_the_board_does_not_count_and_the_reason_names_the_norm() -> None:
    day = norms.on(TODAY, house={"roster.max-age": 30, "password.min-length": 8})
    assert day.value("roster.max-age") == 14
    assert day.value("password.min-length") == 12
    refused = day.refused["roster.max-age"]
    assert refused.outcome is Outcome.NO
    assert refused.norms == ("roster.max-age",)
    assert "30 dagen" in refused.reasons[0].text.nl
    assert "14 dagen" in refused.reasons[0].text.nl
    assert "30 days" in refused.reasons[0].text.en


@pytest.mark.parametrize(
    ("id_", "value", "accepted"),
    [
        ("backup.max-age", 1, True),
        ("backup.max-age", 2, True),
        ("backup.max-age", 3, False),
        ("signin.lockout", 30, True),
        ("signin.lockout", 5, False),
        ("breach.notify-authority.term", 48, True),
        ("breach.notify-authority.term", 96, False),
        ("transfer.vo.consent", True, True),
        ("transfer.vo.consent", False, False),
        ("age.own-decision", 14, False),
        ("outbox.retry.max", 3, False),
        ("authority.confirm", "soms", False),
        ("backup.max-age", "een dag", False),
        ("backup.max-age", True, False),
        ("backup.max-age", -1, False),
        ("duo.delivery", None, False),
    ],
)
def test_a_board_may_be_stricter_and_never_looser(id_: str, value: norms.Value, accepted: bool) -> None:
    decision = accept_house_value(norms.on(TODAY, sector="vo")[id_], value)
    assert bool(decision) is accepted
    assert decision.reasons[0].norm == id_


def test_a_board_has_no_say_where_the_law_knows_no_term() -> None:
    assert not accept_house_value(norms.on(HANDBOOK)["dsr.portability.term"], 3)


@pytest.mark.parametrize(
    ("value", "unit", "stricter"),
    [
        (4, Unit.WEEKS, True),
        (28, Unit.DAYS, True),
        (30, Unit.DAYS, None),
        (31, Unit.DAYS, False),
        (2, Unit.MONTHS, False),
        (True, Unit.BOOL, None),
        ("een maand", Unit.RULE, None),
    ],
)
def test_terms_in_other_units_are_compared_only_when_every_month_gives_the_same_answer(
    value: norms.Value, unit: Unit, stricter: bool | None
) -> None:
    assert at_least_as_strict(value, unit, norms.on(TODAY)["dsr.access.term"]) is stricter

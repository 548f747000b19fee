"""Over any day and sector: never two answers, never a law of another day, and promises that only tighten."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from vuistregel import norms
from vuistregel.norms.strictness import at_least_as_strict
from vuistregel.norms.units import Unit

DAYS = st.dates(date(1995, 1, 1), date(2040, 12, 31))
SECTORS = st.sampled_from(norms.SECTORS)
TERMS = [n for n in norms.book().norms if n.unit.is_calendar and n.value]


@given(DAYS, SECTORS)
def test_with_a_sector_every_id_has_one_answer_or_none(day: date, sector: str) -> None:
    of_day = norms.book().on(day, sector)
    for id_ in norms.book().ids:
        norm = of_day.get(id_)
        if norm is not None:
            assert norm.in_force(day)
            assert not norm.scope.sectors or sector in norm.scope.sectors
            assert norm.regime.computes
            kinds = [n.kind for n in of_day.both(id_)]
            assert len(kinds) == len(set(kinds))


@given(DAYS)
def test_without_a_sector_an_answer_is_the_answer_of_every_sector_that_has_one(day: date) -> None:
    every = norms.book().on(day)
    for sector in norms.SECTORS:
        mine = norms.book().on(day, sector)
        for norm in every:
            assert mine.get(norm.id) in (norm, None)


@given(DAYS, SECTORS)
def test_after_the_handbooks_time_a_promise_binds_only_when_it_is_not_looser_than_the_law(
    day: date, sector: str
) -> None:
    of_day = norms.book().on(day, sector)
    if "handbook.binds" in of_day:
        return
    for norm in of_day:
        law = of_day.law(norm.id)
        if norm.kind is norms.Kind.HOUSE and law is not None:
            assert norm.prevails or at_least_as_strict(norm.value, norm.unit, law)


@given(DAYS, st.integers(0, 400))
def test_a_boards_value_never_makes_a_norm_looser(day: date, value: int) -> None:
    plain = norms.book().on(day)
    chosen = norms.book().on(day, house={"roster.max-age": value, "password.min-length": value})
    assert chosen.number("roster.max-age") == min(value, plain.number("roster.max-age"))
    assert chosen.number("password.min-length") == max(value, plain.number("password.min-length"))


@given(st.sampled_from(TERMS), DAYS)
def test_a_term_ends_after_it_starts_and_never_in_a_month_too_far(norm: norms.Norm, start: date) -> None:
    end = norm.add_to(start)
    assert end > start
    if norm.unit is Unit.MONTHS:
        months = (end.year - start.year) * 12 + end.month - start.month
        assert months == norm.amount
        assert end.day == start.day or (end + timedelta(days=1)).day == 1

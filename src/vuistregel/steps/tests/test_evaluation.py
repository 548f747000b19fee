"""All checks of many schools at once."""

from __future__ import annotations

import random
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from vuistregel import clock
from vuistregel.checks import CHECKS, On
from vuistregel.organisation.models import School
from vuistregel.organisation.tests import builders as b
from vuistregel.steps.queries import evaluate, items
from vuistregel.steps.rules import SchoolResult, State
from vuistregel.steps.tests.cases import CASES

pytestmark = pytest.mark.django_db


def results(*schools: School, day=None) -> list[SchoolResult]:
    pairs = [(s.pk, s.sector) for s in schools]
    return evaluate(pairs, dict(pairs), day or clock.today())


def open_of(result: SchoolResult, check: str) -> int:
    return next(c.open for step in result.steps for c in step.checks if c.check == check)


@pytest.mark.parametrize("seed", range(4))
def test_the_list_is_as_long_as_the_count_says_in_any_house(seed: int) -> None:
    chance = random.Random(seed)
    board = b.a_board()
    schools = [b.a_school(board if chance.random() < 0.5 else None) for _ in range(3)]
    for _ in range(40):
        case = CASES[chance.choice(sorted(CASES))]
        chance.choice([case.holds, case.fails, case.outside])(chance.choice(schools))

    for result in results(*schools):
        for step in result.steps:
            for each in step.checks:
                listed = items(CHECKS[each.check], result.school, On(clock.today()))
                assert len(listed) == each.in_scope - each.in_order, each.check
                assert 0 <= each.in_order <= each.in_scope


def test_in_a_house_with_schools_only_no_step_is_in_order() -> None:
    found = results(b.a_school(), b.a_school(sector="vo"))

    assert [r.in_order for r in found] == [0, 0]
    assert {s.state for r in found for s in r.steps} == {State.NO_CHECKS, State.NOT_APPLICABLE, State.NOT_IN_ORDER}


def test_in_a_house_without_schools_there_is_nothing_to_say() -> None:
    assert results() == []
    assert evaluate(None, {}, clock.today()) == []


def test_every_school_has_ten_steps_in_the_order_asked_for() -> None:
    schools = [b.a_school() for _ in range(3)]

    found = results(*reversed(schools))

    assert [r.school for r in found] == [s.pk for s in reversed(schools)]
    assert all([s.step for s in r.steps] == list(range(1, 11)) for r in found)


def test_all_schools_in_one_pass_give_what_each_gives_by_itself() -> None:
    schools = [b.a_school() for _ in range(3)]
    CASES["organisation.reachable_decider"].fails(schools[0])
    CASES["organisation.fg_named"].holds(schools[2])

    together = evaluate(None, {s.pk: s.sector for s in schools}, clock.today())

    assert together == [results(s)[0] for s in schools]


@pytest.mark.handbook("R5.16")
def test_a_later_day_is_computed_so_a_coming_sixteenth_birthday_shows_itself() -> None:
    school = b.a_school()
    b.a_pupil(school, born=b.years_ago(15, 200))
    later = clock.today() + timedelta(days=365)

    assert open_of(results(school)[0], "organisation.informed_16") == 0
    assert open_of(results(school, day=later)[0], "organisation.informed_16") == 1


def test_before_the_law_of_2026_a_check_about_it_asks_nothing_and_the_steps_stand() -> None:
    school = b.a_school()
    b.a_pupil(school, born=date(2013, 5, 1))
    [result] = evaluate([(school.pk, school.sector)], {school.pk: school.sector}, date(2026, 8, 31))
    assert len(result.steps) == 10


def test_the_database_is_asked_as_often_for_thirty_schools_as_for_one() -> None:
    def asked(schools: list[School]) -> int:
        with CaptureQueriesContext(connection) as caught:
            results(*schools)
        return len(caught)

    schools = [b.a_school() for _ in range(30)]
    for school in schools[::3]:
        for case in CASES.values():
            case.fails(school)

    assert asked(schools) == asked(schools[:1]) <= len(CHECKS) + 3

"""A day is kept as it was: a past date is read back, with its release of the norms, and never computed anew."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from vuistregel import clock, norms
from vuistregel.access.actor import OPERATOR, job
from vuistregel.organisation.actions import change_school
from vuistregel.organisation.models import School
from vuistregel.organisation.tests import builders as b
from vuistregel.steps.history import as_of, keep, line
from vuistregel.steps.jobs import keep_today
from vuistregel.steps.models import StepSnapshot
from vuistregel.steps.queries import evaluate
from vuistregel.steps.tests.cases import CASES

pytestmark = pytest.mark.django_db


def yesterday() -> date:
    return clock.today() - timedelta(days=1)


def computed(school: School, day: date):
    return evaluate([(school.pk, school.sector)], {school.pk: school.sector}, day)


def test_what_was_kept_reads_back_as_it_was_computed() -> None:
    school = b.a_school()
    for case in CASES.values():
        case.fails(school)
        case.holds(school)
    now = computed(school, clock.today())

    keep(clock.today())

    assert as_of([school.pk], clock.today()) == (now, norms.release())


def test_a_kept_day_stays_what_it_was_when_the_house_changes_afterwards() -> None:
    school = b.a_school()
    keep(yesterday())
    then = as_of([school.pk], yesterday())

    for case in CASES.values():
        case.holds(school)

    assert as_of([school.pk], yesterday()) == then
    assert computed(school, clock.today()) != then[0]


def test_each_kept_day_carries_the_release_of_the_norms_that_it_was_made_by() -> None:
    school = b.a_school()
    keep(yesterday())
    StepSnapshot.objects.update(norms_release="2019.3")

    assert as_of([school.pk], yesterday())[1] == "2019.3"


def test_the_last_tick_of_a_day_is_the_one_that_counts() -> None:
    school = b.a_school()
    assert keep_today(job("steps.snapshot"), clock.now()) == 1
    CASES["organisation.regulation_link"].holds(school)
    renamed(school)

    keep_today(job("steps.snapshot"), clock.now())

    assert StepSnapshot.objects.filter(school=school).count() == 1
    assert as_of([school.pk], clock.today())[0] == computed(school, clock.today())


def tick() -> int:
    return keep_today(job("steps.snapshot"), clock.now())


def renamed(school: School) -> None:
    """Something happens in the school's board, by an action that leaves its event."""
    change_school(OPERATOR, school=school, shown=None, regulation_url=f"https://school.example/{school.pk}")


def test_a_tick_without_news_asks_no_check_and_writes_nothing(django_assert_max_num_queries) -> None:
    b.a_school()
    assert tick() == 1
    before = list(StepSnapshot.objects.values())

    with django_assert_max_num_queries(8):
        assert tick() == 0

    assert list(StepSnapshot.objects.values()) == before


def test_a_change_is_kept_by_the_next_tick_and_only_for_the_board_that_it_happened_in() -> None:
    school, other = b.a_school(), b.a_school()
    tick()
    StepSnapshot.objects.update(norms_release="seen")

    renamed(school)

    assert tick() == 1
    assert as_of([school.pk], clock.today())[0] == computed(school, clock.today())
    assert list(StepSnapshot.objects.filter(norms_release="seen").values_list("school", flat=True)) == [other.pk]


def test_a_backup_a_drill_and_a_verification_count_for_every_board() -> None:
    schools = [b.a_school(), b.a_school()]
    tick()
    for happens in ("keys.backed_up", "keys.restore_proven", "evidence.verified"):
        CASES[happens].holds(schools[0])
        assert tick() == 2, happens
        assert as_of([schools[1].pk], clock.today())[0] == computed(schools[1], clock.today())


def test_each_day_gets_its_snapshot_also_when_nothing_happened() -> None:
    school = b.a_school()
    tick()
    tomorrow = clock.now() + timedelta(days=1)

    assert keep_today(job("steps.snapshot"), tomorrow) == 1
    assert as_of([school.pk], clock.day_of(tomorrow))[0]


def test_a_day_that_was_not_kept_has_nothing() -> None:
    school = b.a_school()

    assert as_of([school.pk], yesterday()) == ([], None)


def test_the_line_of_the_year_adds_up_schools_per_day_and_stops_at_today() -> None:
    schools = [b.a_school(), b.a_school()]
    for days in (-2, -1, 5):
        keep(clock.today() + timedelta(days=days))
    CASES["organisation.regulation_link"].holds(schools[0])
    CASES["organisation.school_contact"].holds(schools[0])
    keep(clock.today())

    points = line([s.pk for s in schools], clock.today() - timedelta(days=1), clock.today())

    assert [(day, ok) for day, ok, _ in points] == [(yesterday(), 0), (clock.today(), 1)]
    assert {counted for _, _, counted in points} == {sum(r.counted for s in schools for r in computed(s, yesterday()))}

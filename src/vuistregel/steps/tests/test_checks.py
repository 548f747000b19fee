"""Each check of the house: what it counts, what it leaves alone, what is not in order and where that is mended."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import NoReverseMatch, reverse

from vuistregel import clock
from vuistregel.checks import CHECKS, On
from vuistregel.organisation.models import HouseValue, Membership, School
from vuistregel.organisation.tests import builders as b
from vuistregel.steps.queries import counts, items
from vuistregel.steps.tests.cases import CASES, set_on

pytestmark = pytest.mark.django_db
every_check = pytest.mark.parametrize("check", sorted(CASES))


def found(check: str, school: School) -> tuple[int, int]:
    """(in scope, in order) of a check at a school."""
    row = next(iter(counts(CHECKS[check], On(clock.today())).filter(at=school.pk)), None)
    return (row["in_scope"], row["in_order"]) if row else (0, 0)


def test_every_check_of_the_house_has_its_cases() -> None:
    assert set(CASES) == set(CHECKS)


@every_check
def test_what_is_in_order_counts_as_such_and_is_not_listed(check: str) -> None:
    school = b.a_school()

    CASES[check].holds(school)

    assert found(check, school) == (1, 1)
    assert items(CHECKS[check], school.pk, On(clock.today())) == []


@every_check
def test_what_is_not_in_order_is_listed_with_a_page_that_opens_for_the_director(check: str) -> None:
    school = b.a_school()

    CASES[check].fails(school)

    scope, order = found(check, school)
    listed = items(CHECKS[check], school.pk, On(clock.today()))
    assert len(listed) == scope - order > 0
    director = b.signed_in(b.a_member(school, "director").account)
    for item in listed:
        assert item.title
        assert item.note.nl
        assert item.mend_label.nl
        assert director.get(item.mend).status_code == 200


@every_check
def test_what_lies_outside_a_check_changes_nothing_in_it(check: str) -> None:
    school = b.a_school()
    before = found(check, school)

    CASES[check].outside(school)

    assert found(check, school)[0] == (1 if CASES[check].whole_school else 0) == before[0]
    assert found(check, school)[1] == 0 or check == "organisation.second_factor"


@every_check
def test_another_school_of_the_board_is_not_touched_by_what_a_check_finds_here(check: str) -> None:
    here = b.a_school()
    there = b.a_school(here.board)
    before = found(check, there)

    CASES[check].fails(here)

    if not check.startswith(("evidence.", "keys.")):
        assert found(check, there) == before


@every_check
def test_the_page_where_a_check_is_mended_exists(check: str) -> None:
    school = b.a_school()
    name = CHECKS[check].mend_url

    try:
        address = reverse(name, args=[school.pk])
    except NoReverseMatch:
        address = reverse(name)

    assert b.signed_in(b.a_member(school, "director").account).get(address).status_code == 200


@every_check
def test_a_check_speaks_both_languages(check: str) -> None:
    for words in (CHECKS[check].question, CHECKS[check].todo):
        assert words.nl != words.en


def test_no_two_checks_ask_for_the_same_thing_in_the_same_words() -> None:
    todo = [str(check.todo) for check in CHECKS.values()]
    assert sorted(set(todo)) == sorted(todo)


@pytest.mark.handbook("R3.17")
def test_a_boards_stricter_promise_about_the_roster_holds_for_that_board_only() -> None:
    strict, usual = b.a_school(), b.a_school()
    for school in (strict, usual):
        set_on(roster_applied_at=lambda _: clock.now() - timedelta(days=10))(school)
    assert found("organisation.roster_fresh", strict) == (1, 1)

    HouseValue.objects.create(
        board=strict.board, norm="roster.max-age", value=7, since=clock.today(), norms_release="test"
    )

    assert found("organisation.roster_fresh", strict) == (1, 0)
    assert found("organisation.roster_fresh", usual) == (1, 1)


def test_the_latest_promise_of_a_board_is_the_one_that_counts_and_a_later_one_not_yet() -> None:
    school = b.a_school()
    set_on(roster_applied_at=lambda _: clock.now() - timedelta(days=10))(school)
    for value, days in ((3, -30), (12, -1), (2, 1)):
        since = clock.today() + timedelta(days=days)
        HouseValue.objects.create(
            board=school.board, norm="roster.max-age", value=value, since=since, norms_release="test"
        )

    assert found("organisation.roster_fresh", school) == (1, 1)


def test_promises_of_many_boards_make_one_condition_that_the_database_can_hold() -> None:
    boards = [b.a_board() for _ in range(1200)]
    HouseValue.objects.bulk_create(
        HouseValue(board=board, norm="roster.max-age", value=7, since=clock.today(), norms_release="test")
        for board in boards
    )

    assert found("organisation.roster_fresh", b.a_school(boards[0])) == (1, 0)


@pytest.mark.handbook("R10.4")
def test_a_closed_account_or_another_hat_makes_a_leaver_harmless() -> None:
    school = b.a_school()
    member = b.a_member(school, "teacher")
    member.membership.until = clock.today() - timedelta(days=1)
    member.membership.save()
    assert found("organisation.leavers_closed", school) == (1, 0)

    b.a_guardian(b.a_pupil(school), person=member.person)

    assert found("organisation.leavers_closed", school) == (1, 1)


@pytest.mark.handbook("R10.5")
def test_whoever_reads_all_of_the_administration_by_two_roles_together_is_found() -> None:
    school = b.a_school()
    CASES["organisation.nobody_sees_everything"].fails(school)

    assert found("organisation.nobody_sees_everything", school) == (1, 0)


@pytest.mark.parametrize(
    "check", ["organisation.nobody_sees_everything", "organisation.second_factor", "organisation.leavers_closed"]
)
def test_a_person_of_two_roles_is_counted_once_and_listed_once(check: str) -> None:
    school = b.a_school()
    member = b.a_member(school, "director")
    second = Membership.objects.create(
        board=school.board, person=member.person, school=school, role="internal_counsellor", since=clock.today()
    )
    if check == "organisation.leavers_closed":
        ago = clock.today() - timedelta(days=1)
        Membership.objects.filter(pk__in=[member.membership.pk, second.pk]).update(since=ago, until=ago)

    assert found(check, school) == (1, 0)
    assert len(items(CHECKS[check], school.pk, On(clock.today()))) == 1


def test_a_barred_parent_is_nobody_who_can_be_reached() -> None:
    school = b.a_school()
    pupil = b.a_pupil(school)
    father = b.a_guardian(pupil)
    b.a_contact(father.person, "phone", "0611111111")
    assert found("organisation.reachable_decider", school) == (1, 1)

    b.a_restriction(pupil, father.person)

    assert found("organisation.reachable_decider", school) == (1, 0)


@pytest.mark.handbook("R10.19")
def test_a_log_that_was_verified_too_long_ago_is_not_in_order() -> None:
    from vuistregel.evidence.models import LogCheck

    school = b.a_school()
    LogCheck.objects.create(
        at=clock.now() - timedelta(days=400), board_id=school.board_id, ok=True, events=1, problems="[]"
    )

    assert found("evidence.verified", school) == (1, 0)

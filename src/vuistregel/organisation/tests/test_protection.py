"""Protection holds from the moment it is recorded, and no longer from the moment it is lifted."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from vuistregel import clock
from vuistregel.access.actor import OPERATOR
from vuistregel.access.hats import actor_of
from vuistregel.checks import CHECKS, On
from vuistregel.organisation import actions
from vuistregel.organisation.models import ContactRestriction, RaisedConfidentiality
from vuistregel.organisation.protection import raised_on, restrictions_on
from vuistregel.organisation.queries import facts_of
from vuistregel.organisation.tests import builders as b

pytestmark = pytest.mark.django_db


@pytest.mark.handbook("R10.12")
@pytest.mark.parametrize(
    ("since", "lifted", "holds"),
    [(0, None, True), (1, None, False), (-9, 0, False), (0, 0, False), (-9, 1, True), (-9, -1, False)],
)
def test_protection_holds_from_its_first_day_until_it_is_lifted(since: int, lifted: int | None, holds: bool) -> None:
    day = date(2026, 11, 24)
    pupil = b.a_pupil(b.a_school())
    days = {
        "since": day + timedelta(days=since),
        "lifted_on": None if lifted is None else day + timedelta(days=lifted),
    }
    ContactRestriction.objects.filter(pk=b.a_restriction(pupil, None).pk).update(**days)
    RaisedConfidentiality.objects.filter(pk=b.raised(pupil.person).pk).update(**days)

    assert restrictions_on(day).exists() is holds
    assert raised_on(day).exists() is holds


def test_what_was_recorded_today_can_be_lifted_today() -> None:
    pupil = b.a_pupil(b.a_school())
    today = clock.today()
    row = actions.restrict_contact(OPERATOR, pupil=pupil, person=None, kind="no_pickup", about="Uitspraak.")
    raised = actions.raise_confidentiality(
        OPERATOR, person=pupil.person, school=pupil.school_id, field="address", why="Opvang."
    )
    assert restrictions_on(today).exists() and raised_on(today).exists()

    actions.lift_restriction(OPERATOR, restriction=row)
    actions.lower_confidentiality(OPERATOR, raised=raised, school=pupil.school_id)
    assert not restrictions_on(today).exists() and not raised_on(today).exists()

    actions.raise_confidentiality(OPERATOR, person=pupil.person, school=pupil.school_id, field="address", why="Weer.")
    assert raised_on(today).count() == 1


def test_a_ban_on_information_ends_for_the_parents_own_page_at_once() -> None:
    pupil = b.a_pupil(b.a_school())
    parent = b.a_guardian(pupil).person
    account = b.an_account(parent)
    row = actions.restrict_contact(OPERATOR, pupil=pupil, person=parent, kind="no_information", about="Uitspraak.")
    assert not actor_of(account, clock.today()).boards

    actions.lift_restriction(OPERATOR, restriction=row)
    assert actor_of(account, clock.today()).boards


@pytest.mark.handbook("R2.8")
@pytest.mark.parametrize(("kind", "reached"), [("no_contact", False), ("no_information", False), ("no_pickup", True)])
def test_the_check_and_the_rule_agree_on_who_is_barred(kind: str, reached: bool) -> None:
    school = b.a_school()
    pupil = b.a_pupil(school)
    parent = b.a_guardian(pupil, "yes").person
    b.a_contact(parent, "email", "fatima@voorbeeld.nl")
    b.a_restriction(pupil, parent, kind)

    row = CHECKS["organisation.reachable_decider"].rows(On(clock.today())).get(at=school.pk)
    assert row.ok is reached
    assert facts_of(pupil, clock.today()).guardians[0].barred is not reached

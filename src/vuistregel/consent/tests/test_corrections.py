"""What parents correct in their contact data: a task for the office until it is settled, declined or brought in."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from vuistregel import clock
from vuistregel.access.actor import OPERATOR, job
from vuistregel.access.hats import actor_of
from vuistregel.actions import Refused
from vuistregel.consent.actions.contact_data import decline_correction, settle_correction
from vuistregel.consent.lists.correction_tasks import correction_tasks
from vuistregel.consent.lists.corrections import outcomes_of
from vuistregel.consent.lists.jobs import look_at_corrections
from vuistregel.consent.models import ContactCorrection
from vuistregel.consent.tests.builders import a_school_with_channels
from vuistregel.evidence.models import LogEvent
from vuistregel.organisation.actions import merge_persons
from vuistregel.organisation.models import Pupil, School
from vuistregel.organisation.tests import builders as b
from vuistregel.organisation.tests.reading import heading, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def school() -> School:
    return a_school_with_channels()


def a_parent(school: School, name: str = "Adam", pupil: Pupil | None = None) -> tuple[Client, str, Any]:
    """A signed-in parent, the address of their own data, and the person."""
    child = pupil or b.a_pupil(school)
    person = b.a_guardian(child, call_name=name, family_name="Appel").person
    b.a_contact(person, "phone", "06 1111 2222")
    return b.signed_in(b.an_account(person)), reverse("own_contact_data", args=[child.pk]), person


def gives(parent: tuple[Client, str, Any], phone: str = "06 3333 4444", **more: str) -> None:
    client, url, _ = parent
    fields = {"phone": phone, **more}
    assert client.post(url, {"wat": "anders", **{f"nieuw-{k}": v for k, v in fields.items()}}).status_code == 302


def tasks(member: Any) -> list[tuple[str, str]]:
    found = correction_tasks(actor_of(member.account, clock.today()), clock.today())
    return [(str(task.title), task.url) for task in found]


@pytest.mark.handbook("R5.21")
def test_a_correction_stands_at_once_as_one_task_with_whoever_may_change_contact_data(school: School) -> None:
    office, teacher = b.a_member(school, "administrator"), b.a_member(school, "teacher", groups=(b.a_group(school),))
    elsewhere = b.a_member(a_school_with_channels(school.board), "administrator")
    parent = a_parent(school)

    gives(parent, address="Kade 1")
    gives(parent, phone="06 5555 6666")

    page = reverse("contact_corrections", args=[school.pk])
    assert tasks(office) == [("Verwerk wat Adam Appel verbeterde", page)]
    assert (tasks(teacher), tasks(elsewhere)) == ([], [])
    start = b.signed_in(office.account).get("/")
    assert "Verwerk wat Adam Appel verbeterde" in words(start)
    assert page in start.content.decode()
    assert ContactCorrection.objects.count() == 2


def test_many_parents_of_one_school_are_one_task(school: School) -> None:
    office = b.a_member(school, "administrator")
    for name in ("Adam", "Bea", "Cor"):
        gives(a_parent(school, name))

    assert [title for title, _ in tasks(office)] == ["Verwerk wat drie ouders verbeterden"]


def test_the_tasks_are_found_in_as_many_queries_for_one_as_for_many(school: School) -> None:
    reader = actor_of(b.a_member(school, "administrator").account, clock.today())

    def counted() -> int:
        with CaptureQueriesContext(connection) as queries:
            correction_tasks(reader, clock.today())
        return len(queries)

    gives(a_parent(school))
    few = counted()
    for name in ("Bea", "Cor", "Dirk"):
        gives(a_parent(school, name))
    assert counted() == few


@pytest.mark.parametrize("came", ["0633334444", "+31 6 33334444", "06-33 33 44 44"])
def test_a_correction_is_closed_when_the_administration_brings_it_however_it_is_written(
    school: School, came: str
) -> None:
    office, parent = b.a_member(school, "administrator"), a_parent(school)
    gives(parent)
    assert look_at_corrections(job("consent.corrections"), clock.now()) == 0
    assert len(tasks(office)) == 1

    b.a_contact(parent[2], "phone", came)

    assert look_at_corrections(job("consent.corrections"), clock.now()) == 1
    assert tasks(office) == []
    assert look_at_corrections(job("consent.corrections"), clock.now()) == 0


def test_what_the_administration_holds_already_is_closed_by_the_next_tick(school: School) -> None:
    gives(a_parent(school), phone="+31 6 1111 2222")

    assert look_at_corrections(job("consent.corrections"), clock.now()) == 1
    assert not ContactCorrection.objects.filter(done_on__isnull=True).exists()


def test_another_number_that_comes_closes_nothing_and_is_looked_at_once(school: School) -> None:
    office, parent = b.a_member(school, "administrator"), a_parent(school)
    gives(parent)
    b.a_contact(parent[2], "phone", "06 9999 9999")
    b.a_contact(parent[2], "email", "adam@kantlijn.example")

    assert look_at_corrections(job("consent.corrections"), clock.now()) == 0
    assert len(tasks(office)) == 1
    with CaptureQueriesContext(connection) as queries:
        look_at_corrections(job("consent.corrections"), clock.now())
    assert len(queries) <= 2


@pytest.mark.handbook("R5.21")
def test_the_office_declines_with_a_reason_that_the_parent_reads_and_the_task_goes(school: School) -> None:
    office, parent = b.a_member(school, "administrator"), a_parent(school)
    gives(parent)
    assert "De administratie kijkt ernaar." in words(parent[0].get(parent[1]))
    row = ContactCorrection.objects.get()
    client = b.signed_in(office.account)
    url = reverse("contact_correction_declined", args=[school.pk, row.pk])

    assert url in client.get(reverse("contact_corrections", args=[school.pk])).content.decode()
    assert heading(client.get(url)) == "U neemt niet over wat Adam Appel doorgaf."
    assert client.post(url, {"why": " "}).status_code == 422
    assert client.post(url, {"why": "Dit nummer bestaat niet."}).status_code == 302

    row.refresh_from_db()
    assert tasks(office) == []
    assert b"bestaat" not in bytes(row.declined or b"")
    assert "School nam dit niet over: Dit nummer bestaat niet." in words(parent[0].get(parent[1]))
    assert client.post(url, {"why": "Nog eens."}).status_code == 404
    assert LogEvent.objects.filter(kind="consent.correction_declined").count() == 1
    gives(parent)
    assert len(tasks(office)) == 1


def test_who_may_not_change_contact_data_cannot_decline_and_another_schools_office_neither(school: School) -> None:
    gives(a_parent(school))
    row = ContactCorrection.objects.get()
    url = reverse("contact_correction_declined", args=[school.pk, row.pk])
    other = a_school_with_channels(school.board)
    there = b.signed_in(b.a_member(other, "administrator").account)

    assert b.signed_in(b.a_member(school, "teacher").account).post(url, {"why": "Nee."}).status_code == 403
    assert there.post(url, {"why": "Nee."}).status_code == 403
    elsewhere = reverse("contact_correction_declined", args=[other.pk, row.pk])
    assert there.post(elsewhere, {"why": "Nee."}).status_code == 404
    row.refresh_from_db()
    assert row.done_on is None


def test_what_was_settled_is_not_declined_and_what_was_declined_is_not_settled(school: School) -> None:
    gives(a_parent(school))
    settled = ContactCorrection.objects.get()
    settle_correction(OPERATOR, correction=settled)
    settle_correction(OPERATOR, correction=settled)  # a second click
    with pytest.raises(Refused):
        decline_correction(OPERATOR, correction=settled, why="Te laat.")

    gives(a_parent(school, "Bea"))
    declined = ContactCorrection.objects.get(done_on__isnull=True)
    decline_correction(OPERATOR, correction=declined, why="Dit nummer bestaat niet.")
    with pytest.raises(Refused):
        settle_correction(OPERATOR, correction=declined)


def test_the_reason_follows_a_parent_whose_two_rows_become_one(school: School) -> None:
    parent = a_parent(school)
    gives(parent)
    decline_correction(OPERATOR, correction=ContactCorrection.objects.get(), why="Dit nummer bestaat niet.")
    kept = b.a_guardian(b.a_pupil(school), call_name="Adam", family_name="Appel").person

    merge_persons(OPERATOR, kept=kept, gone=parent[2])

    [outcome] = outcomes_of(kept, school, clock.today())
    assert outcome.why == "Dit nummer bestaat niet."


@pytest.mark.handbook("R10.12")
def test_of_a_protected_parent_the_office_sees_no_more_in_a_task_than_on_the_page(school: School) -> None:
    office = b.a_member(school, "administrator")
    parent = a_parent(school)
    gives(parent)
    b.raised(parent[2], "phone")
    page = words(b.signed_in(office.account).get(reverse("contact_corrections", args=[school.pk])))

    assert ("Adam Appel" in page) == (len(tasks(office)) == 1)

"""The groups of whoever works with them: the own ones, and no other."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from vuistregel.organisation.models import Membership
from vuistregel.organisation.tests import builders as b
from vuistregel.organisation.tests.reading import heading, words

pytestmark = pytest.mark.django_db


def page_of(group) -> str:
    return reverse("group", args=[group.pk])


@pytest.mark.handbook("S05")
def test_a_teacher_opens_the_list_of_the_own_class() -> None:
    school = b.a_school()
    group = b.a_group(school, "5B")
    b.a_contact(b.a_guardian(b.a_pupil(school, group=group)).person, "phone", "06 1234 5678")
    b.a_pupil(school, group=group, call_name="Mees")
    client = b.signed_in(b.a_member(school, "teacher", groups=(group,)).account)

    response = client.get(page_of(group))

    assert heading(response) == "Groep 5B: 2 leerlingen."
    assert "Yara Zaal Fatima Zaal 06 1234 5678" in words(response)


def test_who_has_one_group_goes_straight_to_it() -> None:
    school = b.a_school()
    group = b.a_group(school)

    response = b.signed_in(b.a_member(school, "teacher", groups=(group,)).account).get(reverse("groups"))

    assert response.headers["location"] == page_of(group)


@pytest.mark.handbook("R10.4")
def test_another_group_of_the_same_school_is_refused_and_of_another_board_not_there() -> None:
    school = b.a_school()
    client = b.signed_in(b.a_member(school, "teacher", groups=(b.a_group(school),)).account)
    other = b.a_group(school, "7A")
    b.a_pupil(school, group=other)

    refused = client.get(page_of(other))
    assert refused.status_code == 403
    assert "Yara" not in words(refused)
    assert client.get(page_of(b.a_group(b.a_school()))).status_code == 404


def test_a_pupil_of_another_group_is_refused_to_a_teacher() -> None:
    school = b.a_school()
    client = b.signed_in(b.a_member(school, "teacher", groups=(b.a_group(school),)).account)
    pupil = b.a_pupil(school, group=b.a_group(school, "7A"))

    assert client.get(reverse("pupil", args=[school.pk, pupil.pk])).status_code == 403


def test_a_substitute_sees_the_groups_of_whom_they_replace() -> None:
    school = b.a_school()
    group = b.a_group(school)
    teacher = b.a_member(school, "teacher", groups=(group,))
    substitute = b.a_member(school, "teacher", "Tess")
    Membership.objects.filter(pk=substitute.membership.pk).update(on_behalf_of=teacher.person)

    assert b.signed_in(substitute.account).get(page_of(group)).status_code == 200


@pytest.mark.handbook("S61")
def test_a_caretaker_sees_parents_telephones_and_nothing_else_of_the_pupil() -> None:
    school = b.a_school()
    group = b.a_group(school)
    pupil = b.a_pupil(school, group=group)
    b.a_contact(b.a_guardian(pupil).person, "phone", "06 1234 5678")
    client = b.signed_in(b.a_member(school, "caretaker").account)

    assert "06 1234 5678" in words(client.get(page_of(group)))
    text = words(client.get(reverse("pupil", args=[school.pk, pupil.pk])))
    assert "gezag" not in text
    assert "Beperkingen" not in text


def test_who_may_not_be_approached_is_not_in_the_list_to_call() -> None:
    school = b.a_school()
    group = b.a_group(school)
    pupil = b.a_pupil(school, group=group)
    father = b.a_guardian(pupil, call_name="Tom").person
    b.a_contact(father, "phone", "06 1234 5678")
    client = b.signed_in(b.a_member(school, "teacher", groups=(group,)).account)
    assert "Tom Zaal" in words(client.get(page_of(group)))

    b.a_restriction(pupil, father)

    assert "Tom" not in words(client.get(page_of(group)))
    assert "Tom" not in words(client.get(reverse("pupil", args=[school.pk, pupil.pk])))


def test_secret_and_raised_numbers_are_in_no_list() -> None:
    school = b.a_school()
    group = b.a_group(school)
    mother = b.a_guardian(b.a_pupil(school, group=group), call_name="Fatima").person
    father = b.a_guardian(b.a_pupil(school, group=group), call_name="Tom").person
    b.a_contact(mother, "phone", "06 1111 1111", secret=True)
    b.a_contact(father, "phone", "06 2222 2222")
    b.raised(father, "phone")

    for role in ("teacher", "caretaker", "director", "administrator", "internal_counsellor"):
        client = b.signed_in(b.a_member(school, role, groups=(group,)).account)
        text = words(client.get(page_of(group)))
        assert "06 1111 1111" not in text, role
        assert "06 2222 2222" not in text, role


def test_somebody_without_a_group_is_told_whom_to_ask() -> None:
    school = b.a_school()

    response = b.signed_in(b.a_member(school, "teacher").account).get(reverse("groups"))

    assert heading(response) == "U heeft nog geen groep."
    assert "De directeur of de administratie koppelt u aan een groep, bij Mensen." in words(response)


def test_a_large_group_costs_as_many_queries_as_a_small_one() -> None:
    school = b.a_school()
    counts = []
    for number in (2, 14):
        group = b.a_group(school, f"G{number}")
        for _ in range(number):
            b.a_contact(b.a_guardian(b.a_pupil(school, group=group)).person, "phone", "06 1234 5678")
        client = b.signed_in(b.a_member(school, "teacher", groups=(group,)).account)
        client.get(page_of(group))
        with CaptureQueriesContext(connection) as caught:
            client.get(page_of(group))
        counts.append(len(caught))

    assert counts[0] == counts[1]

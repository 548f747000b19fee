"""A member of staff is added on screen: person, sign-in, role and groups at once, and a mail to choose a password."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from vuistregel import clock
from vuistregel.access.hats import actor_of
from vuistregel.access.models import Account
from vuistregel.organisation.models import Membership, Person, School
from vuistregel.organisation.tests import builders as b
from vuistregel.organisation.tests.reading import kinds, words
from vuistregel.outbox.models import OutboxItem

pytestmark = pytest.mark.django_db

MAIL = "noor@kantlijn.example"


def add(client: Any, school: School, role: str = "teacher", **more: Any) -> Any:
    given = {"call_name": "Noor", "family_name": "Kantlijn", "email": MAIL, "role": role}
    form = {f"nieuw-{name}": value for name, value in ({"since": clock.today().isoformat()} | given | more).items()}
    return client.post(reverse("new_staff", args=[school.pk]), form, follow=True)


def director(school: School) -> Any:
    return b.signed_in(b.a_member(school, "director", "Hanneke", "Tolsma").account)


def officer(school: School) -> Any:
    return b.signed_in(b.a_member(school.board, "privacy_officer", "Hanneke", "Tolsma").account)


@pytest.mark.handbook("R10.4")
def test_a_director_adds_a_teacher_with_groups_who_gets_a_mail() -> None:
    school = b.a_school()
    group = b.a_group(school)

    answer = add(director(school), school, groups=[group.pk])

    assert "Bewaard. Noor Kantlijn krijgt een mail om een wachtwoord te kiezen." in words(answer)
    account = Account.objects.get(login=MAIL)
    (hat,) = (hat for hat in actor_of(account, clock.today()).hats if hat.board)
    assert (hat.role, hat.school, hat.groups) == ("teacher", school.pk, frozenset({group.pk}))
    assert not account.has_usable_password()
    assert OutboxItem.objects.filter(kind="mail", board=school.board).count() == 1
    assert "organisation.staff_added" in kinds(school.board_id)


def test_who_starts_later_has_no_rights_before_that_day_and_a_mail_all_the_same() -> None:
    school = b.a_school()
    monday = clock.today() + timedelta(days=6)

    add(director(school), school, since=monday.isoformat())

    account = Account.objects.get(login=MAIL)
    assert not actor_of(account, clock.today()).boards
    assert actor_of(account, monday).boards == {school.board_id}
    assert OutboxItem.objects.filter(kind="mail").count() == 1


def test_the_officer_adds_somebody_at_two_schools_or_for_the_board() -> None:
    school = b.a_school()
    other = b.a_school(school.board)
    client = officer(school)

    add(client, school, "internal_counsellor", also=[other.pk])
    add(client, school, "fg", email="fg@kantlijn.example", call_name="Bas")

    of_noor = Membership.objects.filter(person__account__login=MAIL).values_list("school", flat=True)
    assert set(of_noor) == {school.pk, other.pk}
    assert Membership.objects.get(person__call_name="Bas", role="fg").school is None


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"email": "geen adres"}, "mailadres"),
        ({"role": ""}, "Welke rol?"),
        ({"family_name": ""}, "Achternaam"),
        ({"role": "caretaker", "groups": "own"}, "Deze rol hoort niet bij een groep."),
        ({"email": "taken"}, "Met dit mailadres logt al iemand in."),
    ],
)
def test_what_does_not_fit_is_told_and_what_was_typed_stays(more: dict[str, Any], said: str) -> None:
    school = b.a_school()
    group = b.a_group(school)
    client = director(school)
    taken = b.a_member(school, "teacher", "Ilse", "Marees").account.login
    before = Account.objects.count()
    more = more | {k: [group.pk] if v == "own" else taken for k, v in more.items() if v in {"own", "taken"}}

    answer = add(client, school, **more)

    assert answer.status_code == 422
    assert said in words(answer) and 'value="Noor"' in answer.content.decode()
    assert Account.objects.count() == before


def test_a_director_gives_no_role_of_the_board_and_no_place_elsewhere() -> None:
    school = b.a_school()
    b.a_group(school)
    other, strange = b.a_school(school.board), b.a_group(b.a_school())
    client = director(school)

    assert add(client, school, "privacy_officer").status_code == 422
    assert add(client, school, groups=[strange.pk]).status_code == 422
    assert add(client, other).status_code == 403
    assert add(client, strange.school).status_code == 404
    add(client, school, also=[other.pk])
    assert list(Membership.objects.filter(person__account__login=MAIL).values_list("school", flat=True)) == [school.pk]


def test_a_name_that_was_there_already_is_said_and_can_be_put_together() -> None:
    school = b.a_school()
    b.a_person(school.board, "Noor", "Kantlijn")

    answer = add(director(school), school)

    assert "Er stond al iemand die Noor Kantlijn heet." in words(answer)
    assert answer.request["PATH_INFO"] == reverse("doubles", args=[school.pk])
    assert Person.objects.filter(call_name="Noor").count() == 2


def test_a_teacher_adds_nobody() -> None:
    school = b.a_school()
    client = b.signed_in(b.a_member(school, "teacher").account)

    assert client.get(reverse("new_staff", args=[school.pk])).status_code == 403
    assert add(client, school).status_code == 403
    assert not Account.objects.filter(login=MAIL).exists()

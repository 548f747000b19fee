"""The people of a school: roles begin and end, accounts of leavers close, and one sees who can see what."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from django.urls import reverse

from vuistregel import clock
from vuistregel.access.actor import OPERATOR
from vuistregel.access.engine import engine
from vuistregel.access.matrix import shipped
from vuistregel.actions import Refused
from vuistregel.organisation import actions
from vuistregel.organisation.models import Membership
from vuistregel.organisation.tests import builders as b
from vuistregel.organisation.tests.reading import heading, words

pytestmark = pytest.mark.django_db


def address(school) -> str:
    return reverse("people", args=[school.pk])


def appoint(client, school, person, role: str, since: date):
    form = {"benoemen-person": person.pk, "benoemen-role": role, "benoemen-since": since.isoformat()}
    return client.post(address(school), form)


def a_leaver(school, call_name: str = "Bas"):
    gone = b.a_member(school, "teacher", call_name=call_name)
    gone.membership.until = clock.today() - timedelta(days=30)
    gone.membership.save()
    return gone


def test_somebody_gets_a_role() -> None:
    school = b.a_school()
    director, teacher = b.a_member(school, "director"), b.a_member(school, "teacher", "Ilse", "Marees")
    client = b.signed_in(director.account)

    response = appoint(client, school, teacher.person, "internal_counsellor", clock.today())

    assert response.status_code == 302
    assert Membership.objects.filter(person=teacher.person, role="internal_counsellor", school=school).exists()
    assert "Bewaard. Ilse Marees is intern begeleider." in words(client.get(address(school)))


def test_a_director_cannot_name_the_officer_of_the_board() -> None:
    school = b.a_school()
    director, teacher = b.a_member(school, "director"), b.a_member(school, "teacher")
    client = b.signed_in(director.account)
    assert "privacy_officer" not in client.get(address(school)).content.decode()

    assert appoint(client, school, teacher.person, "privacy_officer", clock.today()).status_code == 422
    assert not Membership.objects.filter(role="privacy_officer").exists()


def test_the_privacy_officer_names_the_dpo_of_the_board() -> None:
    school = b.a_school()
    officer, teacher = b.a_member(school.board, "privacy_officer"), b.a_member(school, "teacher")

    appoint(b.signed_in(officer.account), school, teacher.person, "fg", clock.today())

    assert Membership.objects.get(role="fg").school is None


def test_a_role_that_somebody_has_already_is_told_in_the_form() -> None:
    school = b.a_school()
    director, teacher = b.a_member(school, "director"), b.a_member(school, "teacher")

    response = appoint(b.signed_in(director.account), school, teacher.person, "teacher", clock.today())

    assert response.status_code == 422
    assert "Deze persoon heeft deze rol die dag al." in words(response)


def test_a_teacher_may_stand_in_for_another_teacher_but_once_a_day() -> None:
    school = b.a_school()
    teacher, away = b.a_member(school, "teacher").person, b.a_member(school, "teacher").person
    given: Any = {"person": teacher, "school": school, "role": "teacher", "since": clock.today(), "on_behalf_of": away}

    actions.appoint(OPERATOR, **given)
    with pytest.raises(Refused):
        actions.appoint(OPERATOR, **given)

    assert teacher.memberships.count() == 2


def test_somebody_of_another_board_cannot_be_chosen() -> None:
    school = b.a_school()
    stranger = b.a_member(b.a_school(), "teacher")

    response = appoint(
        b.signed_in(b.a_member(school, "director").account), school, stranger.person, "teacher", clock.today()
    )

    assert response.status_code == 422
    assert not Membership.objects.filter(person=stranger.person, school=school).exists()


def test_a_role_ends_on_its_last_day() -> None:
    school = b.a_school()
    teacher = b.a_member(school, "teacher")
    client = b.signed_in(b.a_member(school, "director").account)
    form = {"membership": teacher.membership.pk, "until": clock.today().isoformat()}

    client.post(reverse("end_role", args=[school.pk]), form)

    teacher.membership.refresh_from_db()
    assert teacher.membership.until == clock.today()


def test_a_last_day_before_the_first_is_told_and_what_was_typed_stays() -> None:
    school = b.a_school()
    teacher = b.a_member(school, "teacher")
    client = b.signed_in(b.a_member(school, "director").account)

    response = client.post(
        reverse("end_role", args=[school.pk]), {"membership": teacher.membership.pk, "until": "2001-09-11"}
    )

    assert response.status_code == 422
    assert "Deze dag ligt voor het begin van de rol." in words(response)
    assert 'value="2001-09-11"' in response.content.decode()


def test_a_role_at_another_school_cannot_be_ended_here() -> None:
    school = b.a_school()
    other = b.a_member(b.a_school(school.board), "teacher")
    client = b.signed_in(b.a_member(school.board, "privacy_officer").account)

    response = client.post(
        reverse("end_role", args=[school.pk]), {"membership": other.membership.pk, "until": clock.today().isoformat()}
    )

    assert response.status_code == 404


def test_a_director_cannot_end_a_role_of_the_board() -> None:
    school = b.a_school()
    officer = b.a_member(school.board, "privacy_officer")
    client = b.signed_in(b.a_member(school, "director").account)
    form = {"membership": officer.membership.pk, "until": clock.today().isoformat()}

    assert client.post(reverse("end_role", args=[school.pk]), form).status_code == 403
    officer.membership.refresh_from_db()
    assert officer.membership.until is None


@pytest.mark.handbook("R10.4")
def test_who_left_and_can_still_sign_in_stands_first_and_is_closed_with_one_button() -> None:
    school = b.a_school()
    gone = a_leaver(school)
    client = b.signed_in(b.a_member(school, "director").account)
    assert heading(client.get(address(school))) == "Eén vertrokken medewerker kan nog inloggen."

    client.post(reverse("close_account", args=[school.pk]), {"membership": gone.membership.pk})

    gone.account.refresh_from_db()
    assert not gone.account.is_active
    assert "vertrokken medewerker" not in heading(client.get(address(school)))


def test_an_account_with_another_open_role_is_not_closed() -> None:
    school = b.a_school()
    gone = a_leaver(school)
    Membership.objects.create(board=school.board, school=school, person=gone.person, role="caretaker", since=b.LONG_AGO)
    client = b.signed_in(b.a_member(school, "director").account)

    response = client.post(reverse("close_account", args=[school.pk]), {"membership": gone.membership.pk})

    assert response.status_code == 403
    gone.account.refresh_from_db()
    assert gone.account.is_active


def test_the_page_says_who_signs_in_with_a_second_step() -> None:
    school = b.a_school()
    director = b.a_member(school, "director")
    TOTP.activate(director.account, "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")
    client = b.signed_in(director.account)

    assert "Sem Boom directeur sinds 1 augustus 2020 Beëindig, Sem Boom" in words(client.get(address(school)))
    assert "ja mag dit zien" in words(client.get(address(school)))


@pytest.mark.handbook("R10.4", "R10.6")
def test_who_can_see_this_gives_the_same_answer_as_the_gate() -> None:
    school = b.a_school()
    group = b.a_group(school)
    b.a_member(school, "teacher", "Tess", "Vonk", groups=(group,))
    b.a_member(school, "teacher", "Otis", "Prins")
    b.a_member(school, "internal_counsellor", "Joke", "Maas")
    client = b.signed_in(b.a_member(school, "director", "Hanneke", "Tolsma").account)

    contact = words(client.get(address(school), {"wat": "contact"})).split("Wie kan dit zien?")[1]
    medical = words(client.get(address(school), {"wat": "medical"})).split("Wie kan dit zien?")[1]

    assert "Tess Vonk leerkracht, alleen de eigen groepen" in contact
    assert "Otis Prins" not in contact
    assert "Joke Maas intern begeleider" in medical
    assert "Hanneke Tolsma" not in medical
    assert "Wij leggen vast wie dit leest." in medical


@pytest.mark.handbook("R10.6", "R10.9")
def test_the_matrix_shows_every_grant_of_the_rules_that_decide() -> None:
    school = b.a_school()
    text = words(b.signed_in(b.a_member(school, "director").account).get(reverse("matrix")))

    people = {
        role.slug: role
        for role in shipped().roles.values()
        if not role.machine and role.slug not in {"visitor", "guest"}
    }
    per_role = text.split("Per rol")[1]
    for slug, role in people.items():
        part = per_role.split(f" {role.words.nl} ", 1)[1]
        for grant in (g for g in shipped().grants if g.role == slug):
            assert shipped().categories[grant.category].words.nl in part, (slug, grant)
    for category in shipped().categories.values():
        if category.level > 1 and any(r in people for r, _ in engine().roles_that_may("read", category.slug)):
            assert category.words.nl in text.split("Per rol")[0]
    assert "Niemand ziet alles." in text


def test_a_teacher_may_not_see_the_matrix() -> None:
    school = b.a_school()

    assert b.signed_in(b.a_member(school, "teacher").account).get(reverse("matrix")).status_code == 403

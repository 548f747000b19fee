"""A school's own data, and the board's own stricter norms."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse

from vuistregel import clock, norms
from vuistregel.organisation.models import HouseValue, School
from vuistregel.organisation.tests import builders as b
from vuistregel.organisation.tests.reading import heading, kinds, words

pytestmark = pytest.mark.django_db


def address(school) -> str:
    return reverse("school_settings", args=[school.pk])


def officer(school):
    return b.signed_in(b.a_member(school.board, "privacy_officer").account)


def test_what_parents_still_miss_is_the_heading() -> None:
    school = b.a_school(name="De Wilgentak")

    response = officer(school).get(address(school))

    assert heading(response) == "Ouders van De Wilgentak vinden nog niet: een aanspreekpunt en het privacyreglement."


def test_contact_and_regulation_are_kept() -> None:
    school = b.a_school()
    contact = b.a_member(school, "administrator").person
    client = officer(school)
    form = {"version": 1, "contact": contact.pk, "regulation_url": "https://school.example/privacy"}

    assert client.post(address(school), form).status_code == 302

    school.refresh_from_db()
    assert (school.contact, school.regulation_url) == (contact, "https://school.example/privacy")
    assert kinds(school.board_id).count("organisation.school_changed") == 1


def test_a_stale_form_keeps_what_was_typed_and_takes_the_new_version() -> None:
    school = b.a_school()
    client = officer(school)
    school.change(shown=None, name="De Nieuwe Naam")
    form = {"version": 1, "regulation_url": "https://school.example/privacy"}

    response = client.post(address(school), form)

    assert response.status_code == 409
    assert "Iemand anders heeft dit intussen veranderd. Wat u invulde staat er nog." in words(response)
    assert "https://school.example/privacy" in response.content.decode()
    assert School.objects.get(pk=school.pk).regulation_url == ""
    assert client.post(address(school), form | {"version": 2}).status_code == 302


def test_a_wrong_address_is_told_at_its_field() -> None:
    school = b.a_school()

    response = officer(school).post(address(school), {"version": 1, "regulation_url": "geen adres"})

    assert response.status_code == 422
    assert "Dit is geen adres van een pagina." in words(response)
    assert 'value="geen adres"' in response.content.decode()


def test_who_may_only_read_sees_no_form_and_cannot_write() -> None:
    school = b.a_school()
    client = b.signed_in(b.a_member(school, "administrator").account)

    assert "<form" not in client.get(address(school)).content.decode().split("<main")[1].split("</main>")[0]
    assert client.post(address(school), {"version": 1}).status_code == 403


@pytest.mark.handbook("R5.17")
def test_the_practice_setting_says_that_it_no_longer_binds() -> None:
    school = b.a_school()

    assert "Telt alleen voor dagen tot en met 24 mei 2018." in words(officer(school).get(address(school)))


def choose(client, norm: str, value: object, board):
    form = {"value": value, "since": clock.today().isoformat()}
    return client.post(reverse("house_norms") + f"?bestuur={board.pk}&norm={norm}", form)


def test_a_stricter_value_of_the_board_is_kept_with_the_release() -> None:
    school = b.a_school()
    client = officer(school)
    standing = norms.on(clock.today())["roster.max-age"].amount

    assert choose(client, "roster.max-age", standing - 1, school.board).status_code == 302

    row = HouseValue.objects.get(board=school.board)
    assert (row.value, row.norms_release) == (standing - 1, norms.release())
    assert heading(client.get(reverse("house_norms"))) == "Uw bestuur is op één punt strenger."


def test_a_looser_value_is_refused_at_its_field_and_stays_there() -> None:
    school = b.a_school()
    looser = norms.on(clock.today())["roster.max-age"].amount + 1

    response = choose(officer(school), "roster.max-age", looser, school.board)

    assert response.status_code == 422
    assert "Een bestuur mag alleen strenger zijn." in words(response)
    assert f'value="{looser}"' in response.content.decode()
    assert not HouseValue.objects.exists()
    assert "access.refused" in kinds(school.board_id)


def test_a_norm_without_stricter_or_looser_cannot_be_chosen() -> None:
    school = b.a_school()

    assert choose(officer(school), "age.own-decision", 18, school.board).status_code == 404


def test_an_fg_reads_the_own_norms_of_each_board_and_writes_none() -> None:
    first, second = b.a_school(), b.a_school()
    member = b.a_member(first.board, "fg")
    other = b.a_person(second.board)
    other.account = member.account
    other.save()
    other.memberships.create(board=second.board, role="fg", since=b.LONG_AGO)
    HouseValue.objects.create(
        board=second.board, norm="roster.max-age", value=3, since=date(2026, 9, 1), norms_release="r"
    )
    client = b.signed_in(member.account)

    assert heading(client.get(reverse("house_norms"), {"bestuur": first.board_id})).startswith("Uw bestuur houdt zich")
    assert "3 dagen" in words(client.get(reverse("house_norms"), {"bestuur": second.board_id}))
    assert choose(client, "roster.max-age", 1, first.board).status_code == 403


def test_another_boards_own_norms_are_not_there() -> None:
    client = officer(b.a_school())

    assert client.get(reverse("house_norms"), {"bestuur": b.a_board().pk}).status_code == 404


def test_the_own_norms_are_one_tap_away_for_who_may_read_them_and_for_nobody_else() -> None:
    school = b.a_school()
    link = reverse("house_norms") + f"?bestuur={school.board_id}"

    assert link in officer(school).get(address(school)).content.decode()
    assert link not in b.signed_in(b.a_member(school, "director").account).get(address(school)).content.decode()

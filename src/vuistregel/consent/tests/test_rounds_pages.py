"""Rounds on screen: prepared, sent, followed, printed; what each role sees; and a parent from mail to answer."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from playwright.sync_api import expect

from vuistregel.access.actor import OPERATOR
from vuistregel.consent.actions.rounds import make_round, open_round
from vuistregel.consent.models import Consent, Invitation, Round, Whom
from vuistregel.consent.tests.builders import a_school_with_channels
from vuistregel.consent.tests.rounds import says_everything
from vuistregel.organisation.models import School
from vuistregel.organisation.tests.builders import (
    a_contact,
    a_group,
    a_guardian,
    a_member,
    a_pupil,
    a_restriction,
    signed_in,
)
from vuistregel.outbox.models import OutboxItem
from vuistregel.outbox.tests.opened import body_of


def a_class(families: int = 4) -> School:
    """A school with a class, of which the first family has no mail."""
    school = a_school_with_channels(mode="each_year", name="De Wilgentak")
    group = a_group(school, "7A")
    for n in range(families):
        mother = a_guardian(a_pupil(school, group=group, call_name=f"Kind{n}"), call_name=f"Ouder{n}")
        if n:
            a_contact(mother.person, "email", f"ouder{n}@thuis.example")
    return school


def sent(school: School) -> Round:
    made = make_round(OPERATOR, school=school, title="Toestemming dit schooljaar", whom=Whom.SCHOOL)
    open_round(OPERATOR, round_=made)
    return made


def at(name: str, school: School, *more: int) -> str:
    return reverse(name, args=[school.pk, *more])


@pytest.mark.django_db
def test_a_director_prepares_sees_whom_it_reaches_and_sends() -> None:
    school = a_class()
    a_pupil(school, call_name="Niemand")
    client = signed_in(a_member(school, "director").account)

    response = client.post(at("consent_round_new", school), {"title": "Ronde 1", "whom": "school"})
    made = Round.objects.get()
    shown = client.get(response["Location"]).content.decode()
    assert "U gaat 4 gezinnen vragen." in shown
    assert "3 personen" in shown
    assert "1 persoon zonder mailadres" in shown
    assert "wij kennen niemand met bevestigd gezag" in shown
    assert not Invitation.objects.exists()

    client.post(at("consent_round", school, made.pk), {"doe": "open"})
    assert Invitation.objects.count() == 4
    assert "Nog geen van de 4 gezinnen" in client.get(at("consent_round", school, made.pk)).content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize(
    "given",
    [
        {"title": "", "whom": "school"},
        {"title": "R", "whom": "groups"},
        {"title": "R", "whom": "newcomers"},
        {"title": "R", "whom": "newcomers", "newcomers_since": "2999-01-01"},
        {"title": "R", "whom": "groups", "groups": "999999"},
    ],
)
def test_what_is_missing_is_said_and_nothing_is_made(given: dict[str, str]) -> None:
    school = a_class()
    client = signed_in(a_member(school, "director").account)

    assert client.post(at("consent_round_new", school), given).status_code == 422
    assert not Round.objects.exists()


@pytest.mark.django_db
def test_who_may_only_look_sees_no_buttons_and_an_accountant_no_names() -> None:
    school = a_class()
    made = sent(school)
    url = at("consent_round", school, made.pk)

    fg = signed_in(a_member(school.board, "fg").account).get(url).content.decode()
    accountant = signed_in(a_member(school.board, "accountant").account).get(url).content.decode()

    assert "Kind1" in fg
    assert "Herinner nu" not in fg + accountant
    assert "Kind1" not in accountant
    assert signed_in(a_member(school, "teacher").account).get(url).status_code == 403


@pytest.mark.django_db
def test_queries_of_a_rounds_page_do_not_grow_with_the_school() -> None:
    def queries(families: int) -> int:
        school = a_class(families)
        made = sent(school)
        client = signed_in(a_member(school, "director").account)
        School.objects.filter(pk=school.pk).update(name=f"School {families}")
        with CaptureQueriesContext(connection) as caught:
            assert client.get(at("consent_round", school, made.pk)).status_code == 200
        return len(caught)

    assert queries(40) == queries(4)


@pytest.mark.django_db
def test_letters_of_a_class_are_one_page_and_used_codes_are_made_anew(client: Any) -> None:
    school = a_class()
    made = sent(school)
    office = signed_in(a_member(school, "administrator").account)
    url = at("consent_letters", school, made.pk)

    page = office.get(url).content.decode()
    [code] = re.findall(r'vr-letter-code">([^<]+)<', page)
    assert "Ouder0" in page
    assert "<svg" in page
    assert client.post("/code/", {"code": code}).status_code == 302

    assert "Van 1 brief is de code gebruikt" in office.get(url).content.decode()
    office.post(url)
    [new] = re.findall(r'vr-letter-code">([^<]+)<', office.get(url).content.decode())
    assert new != code


@pytest.mark.django_db
def test_who_answered_gets_a_new_letter_and_the_old_code_ends(client: Any) -> None:
    school = a_class()
    made = sent(school)
    office = signed_in(a_member(school, "administrator").account)
    letters, round_ = at("consent_letters", school, made.pk), at("consent_round", school, made.pk)
    [old] = re.findall(r'vr-letter-code">([^<]+)<', office.get(letters).content.decode())
    invitation = Invitation.objects.get(how="letter")
    says_everything(invitation.about.get().pupil.pupil, invitation.person)
    assert "vr-letter-code" not in office.get(letters).content.decode()

    page = office.get(round_, {"zoek": "Kind0"}).content.decode()
    assert f'name="brief" value="{invitation.pk}"' in page
    there = office.post(round_, {"doe": "letter", "brief": invitation.pk})["Location"]
    [new] = re.findall(r'vr-letter-code">([^<]+)<', office.get(there).content.decode())

    assert new != old
    assert client.post("/code/", {"code": old}).status_code != 302
    assert client.post("/code/", {"code": new}).status_code == 302
    assert "Niemand in deze ronde heet zo." in office.get(round_, {"zoek": "Onbekend"}).content.decode()


@pytest.mark.django_db
def test_no_new_letter_goes_to_who_may_not_be_approached_or_was_not_asked() -> None:
    school = a_class()
    made = sent(school)
    office = signed_in(a_member(school, "administrator").account)
    round_ = at("consent_round", school, made.pk)
    invitation = Invitation.objects.get(how="letter")
    a_restriction(invitation.about.get().pupil.pupil, invitation.person)

    assert 'name="brief"' not in office.get(round_, {"zoek": "Kind0"}).content.decode()
    for number in (str(invitation.pk), "0", "x"):
        assert office.post(round_, {"doe": "letter", "brief": number}).status_code == 404


@pytest.mark.django_db
def test_an_unknown_button_and_a_round_of_another_school_are_not_there() -> None:
    school, other = a_class(), a_class_elsewhere()
    made = sent(other)
    client = signed_in(a_member(school, "director").account)

    assert client.get(at("consent_round", school, made.pk)).status_code == 404
    own = sent(school)
    assert client.post(at("consent_round", school, own.pk), {"doe": "verbrand"}).status_code == 404


def a_class_elsewhere() -> School:
    school = a_school_with_channels(mode="each_year")
    mother = a_guardian(a_pupil(school))
    a_contact(mother.person, "email", "elders@thuis.example")
    return school


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_every_page_of_a_round_is_in_order_for_who_cannot_see_or_click(house_page: Any) -> None:
    school = a_class()
    house_page.sign_in(signed_in(a_member(school, "director").account))
    house_page.goto(at("rounds", school))
    house_page.get_by_role("link", name="Begin een ronde").click()
    house_page.get_by_label("alle gezinnen van de school").check()
    house_page.get_by_role("button", name="Bekijk wie dit krijgt").click()
    expect(house_page.page.get_by_role("heading", level=1)).to_have_text("U gaat 4 gezinnen vragen.")
    house_page.get_by_role("button", name="Verstuur", exact=True).click()
    expect(house_page.page.get_by_text("De vragen zijn onderweg.")).to_be_visible()
    first = Invitation.objects.filter(how="mail").order_by("pk")[0]
    says_everything(first.about.get().pupil.pupil, first.person)
    house_page.goto(at("consent_round", school, Round.objects.get().pk))
    expect(house_page.page.get_by_role("heading", level=1)).to_contain_text(
        "1 van de 4 gezinnen heeft op alles geantwoord"
    )
    house_page.get_by_role("link", name="Druk 1 brief af").click()
    expect(house_page.page.get_by_role("heading", level=1)).to_have_text("Eén brief om uit te delen.")
    house_page.goto(at("rounds", school))


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
@pytest.mark.handbook("R7.5")
def test_a_parent_on_a_phone_comes_from_the_mail_to_an_answer_without_a_script(plain_page: Any) -> None:
    school = a_class(2)
    sent(school)
    item = OutboxItem.objects.get(kind="mail")
    body = body_of(item)
    link = re.findall(r"http://localhost:8000(\S+)", body)[0]
    plain_page.page.set_viewport_size({"width": 390, "height": 844})

    plain_page.goto(link)
    plain_page.get_by_role("button", name="Ga verder").click()
    expect(plain_page.page.get_by_role("heading", level=1)).to_contain_text("foto’s van Kind1")
    plain_page.page.locator("input[type=radio][value=ja]").first.check()
    plain_page.get_by_role("button", name="Bewaar").click()

    expect(plain_page.page.get_by_text("Bewaard").first).to_be_visible()
    assert Consent.objects.get().answer == "given"
    assert Invitation.objects.get(how="mail").answered_at is None, "the other questions are open still"

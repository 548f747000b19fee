"""Who reads the own page, and what each of them may read there."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from vuistregel.access.actor import OPERATOR
from vuistregel.consent.actions import add_channel, choose_mode
from vuistregel.consent.models import Consent
from vuistregel.consent.rules import Audience, How, Mode
from vuistregel.consent.tests.builders import channel, says
from vuistregel.consent.tests.own_page import LAST_YEAR, a_small_school, answers, come_in, field, form_of, page, send
from vuistregel.organisation.models import Pupil
from vuistregel.organisation.tests import builders as b
from vuistregel.organisation.tests.reading import heading, words
from vuistregel.words import Words

pytestmark = pytest.mark.django_db


@pytest.fixture
def pupil() -> Pupil:
    school = a_small_school()
    return b.a_pupil(school, group=b.a_group(school, "7A"))


@pytest.mark.handbook("R5.16", "R7.15")
def test_from_sixteen_the_parent_reads_that_the_child_decides_and_the_pupil_is_asked() -> None:
    school = a_small_school(sector="vo")
    pupil = b.a_pupil(school, born=b.years_ago(16))
    mother = b.a_guardian(pupil)
    says(pupil, mother.person, "website", "given", on=b.years_ago(0) - timedelta(days=1))

    hers = page(come_in(mother))
    assert "Yara is 16 of ouder en beslist hier nu zelf over." in words(hers)
    assert f"a-p{pupil.pk}-" not in hers.content.decode()
    assert "Voor uzelf nog 4 vragen" in hers.content.decode()
    assert "Alles is gekozen." not in hers.content.decode()

    client = come_in(pupil.person)
    own = page(client)
    assert "Mag een foto of video van u op de website van school?" in words(own)
    assert "Uw ouders zeiden eerder ja. Dat geldt tot u zelf antwoordt." in words(own)
    send(client, form_of(own), **{field(pupil, "website"): "nee"})
    assert answers(pupil)[-1] == ("website", "refused")


@pytest.mark.handbook("S71", "R7.3")
def test_a_parent_answers_about_themselves_too(pupil: Pupil) -> None:
    mother = b.a_guardian(pupil)
    client = come_in(mother)

    response = page(client)

    assert "Mag een foto of video van u op de website van school?" in words(response)
    send(client, form_of(response), **{field(pupil.school, "website"): "nee"})
    row = Consent.objects.get()
    assert (row.person, row.by, row.capacity, row.answer) == (mother.person, mother.person, "adult", "refused")


@pytest.mark.handbook("S71")
@pytest.mark.parametrize("role", ["teacher", "director", "administrator", "caretaker", "internal_counsellor"])
def test_staff_answer_about_themselves(role: str) -> None:
    school = a_small_school()
    member = b.a_member(school, role)
    client = b.signed_in(member.account)

    response = page(client)

    assert heading(response) == "Mag er een foto van u online?"
    send(client, form_of(response), **{field(school, "website"): "ja"})
    assert Consent.objects.get().person == member.person
    assert reverse("consents") in client.get(reverse("account")).content.decode()


def test_places_that_are_asked_each_time_are_only_named(pupil: Pupil) -> None:
    choose_mode(OPERATOR, channel=channel(pupil.school, "facebook"), mode=Mode.EACH_TIME)
    response = page(come_in(b.a_guardian(pupil)))
    assert field(pupil, "facebook") not in response.content.decode()
    assert "de school vraagt dit elke keer apart" in words(response)


def test_a_standing_answer_is_not_asked_again_next_year() -> None:
    school = a_small_school("website", mode=Mode.STANDING)
    pupil = b.a_pupil(school)
    mother = b.a_guardian(pupil)
    says(pupil, mother.person, "website", "given", on=LAST_YEAR)
    response = page(come_in(mother))
    assert heading(response) == "U heeft alles beantwoord voor Yara."


def test_a_medium_of_another_company_shows_its_terms(pupil: Pupil) -> None:
    body = page(come_in(b.a_guardian(pupil))).content.decode()
    assert "https://www.facebook.com/legal/terms" in body
    assert "De regels van Facebook" in body


def test_a_schools_own_text_with_braces_breaks_nothing(pupil: Pupil) -> None:
    add_channel(
        OPERATOR,
        school=pupil.school,
        slug="muur",
        name=Words("De muur", "The wall"),
        audience=Audience.SCHOOL,
        where=Words("op de muur {rood}", "on the wall {rood}"),
    )
    choose_mode(OPERATOR, channel=channel(pupil.school, "muur"), mode=Mode.EACH_YEAR)
    assert "Mag een foto of video van Yara op de muur {rood}?" in words(page(come_in(b.a_guardian(pupil))))


def test_where_a_protected_child_goes_to_school_cannot_be_read_here(pupil: Pupil) -> None:
    father = b.a_guardian(pupil, call_name="Tom")
    b.raised(pupil.person, "school")
    answer = page(come_in(father))
    assert pupil.school.name not in answer.content.decode()
    assert "7A" not in words(answer)


def test_children_at_two_schools_each_name_their_own(pupil: Pupil) -> None:
    mother = b.a_guardian(pupil)
    other = b.a_school(pupil.school.board, name="Lindewaard College")
    sister = b.a_pupil(other, call_name="Zoë")
    b.a_guardian(sister, person=mother.person)

    body = page(come_in(mother)).content.decode()

    top, main = body.split("<main")
    assert pupil.school.board.name in top
    for school in (pupil.school, other):
        assert f"<dt>School</dt><dd>{school.name}</dd>" in main


def test_of_two_schools_none_is_named_when_one_child_is_protected(pupil: Pupil) -> None:
    mother = b.a_guardian(pupil)
    sister = b.a_pupil(b.a_school(pupil.school.board, name="Lindewaard College"), call_name="Zoë")
    b.a_guardian(sister, person=mother.person)
    b.raised(sister.person, "school")

    body = page(come_in(mother)).content.decode()

    assert "<dt>School</dt>" not in body
    assert "Lindewaard College" not in body


def test_what_is_still_open_for_a_large_family_is_one_number() -> None:
    school = a_small_school("website")
    first = b.a_guardian(b.a_pupil(school))
    for name in ("Zoë", "Milan"):
        b.a_guardian(b.a_pupil(school, call_name=name), person=first.person)

    body = words(page(come_in(first)))

    assert "Nog 3 vragen" in page(come_in(first)).content.decode()
    assert "Voor Milan nog" not in body


def test_a_restriction_is_told_to_no_parent_here(pupil: Pupil) -> None:
    father = b.a_guardian(pupil, call_name="Tom")
    before = words(page(come_in(father)))
    b.a_restriction(pupil, father.person, "no_contact")
    assert words(page(come_in(father))) == before


def test_the_page_speaks_english(pupil: Pupil) -> None:
    mother = b.a_guardian(pupil)
    client = come_in(mother, "en")
    response = page(client)
    assert heading(response) == "Where may we show photos of Yara?"
    assert "May a photo or video of Yara appear on the school's website?" in words(response)
    send(client, form_of(response), **{field(pupil, "website"): "ja"})
    assert Consent.objects.get().language == "en"


def test_the_page_asks_the_database_no_more_for_five_children_than_for_two(pupil: Pupil) -> None:
    mother = b.a_guardian(pupil)
    client = come_in(mother)

    def add(name: str) -> None:
        b.a_guardian(b.a_pupil(pupil.school, call_name=name), person=mother.person)

    add("Milan")
    page(client)
    with CaptureQueriesContext(connection) as two:
        page(client)
    for name in ("Sem", "Noor", "Bo"):
        add(name)
    with CaptureQueriesContext(connection) as five:
        page(client)
    assert len(five) == len(two)


def test_an_answer_on_paper_stands_on_the_page_as_ones_own(pupil: Pupil) -> None:
    mother = b.a_guardian(pupil)
    says(pupil, mother.person, "website", "given", how=How.PAPER)
    assert "Voor Yara nog 3 vragen" in page(come_in(mother)).content.decode()


@pytest.mark.parametrize("role", ["visitor", "guest", "accountant"])
def test_nobody_else_comes_in(role: str) -> None:
    if role == "visitor":
        assert page(Client()).status_code == 302
        return
    account = b.an_account() if role == "guest" else b.a_member(b.a_board(), role).account
    assert page(b.signed_in(account)).status_code == 403

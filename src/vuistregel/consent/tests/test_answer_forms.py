"""The form on which a family answers on paper: the words of today with their version, and nothing ticked (R7.6)."""

from __future__ import annotations

import pytest

from vuistregel import clock
from vuistregel.access.actor import OPERATOR
from vuistregel.consent.actions import change_channel
from vuistregel.consent.answer_forms import blank_form, form_for
from vuistregel.consent.forms.lists import EmergencyForm
from vuistregel.consent.office import office_view
from vuistregel.consent.rules import Matter
from vuistregel.consent.tests.builders import a_school_with_channels, channel
from vuistregel.documents import Blanks, Choices, Paper
from vuistregel.organisation.models import Pupil
from vuistregel.organisation.tests.builders import (
    a_group,
    a_guardian,
    a_member,
    a_pupil,
    an_account,
    signed_in,
    years_ago,
)
from vuistregel.words import Words

pytestmark = pytest.mark.django_db


def _of(pupil: Pupil, language: str = "nl") -> Paper:
    day = clock.today()
    found = form_for(pupil.school, pupil.person, office_view(pupil.school, pupil.person, pupil, day), day, language)
    assert found is not None
    return found


def _choices(paper: Paper) -> Choices:
    return next(part for part in paper.parts if isinstance(part, Choices))


@pytest.mark.handbook("R7.6", "R7.7")
def test_a_form_asks_every_place_apart_in_the_words_of_today_with_their_version() -> None:
    school = a_school_with_channels(mode="each_year")
    place = channel(school, "website")
    change_channel(
        OPERATOR,
        channel=place,
        shown=place.version,
        said={
            Matter.IMAGE: Words(
                "Mag {name} op onze site?\n\nIedereen ziet het.", "May {name} be on our site?\n\nAll see it."
            )
        },
    )
    pupil = a_pupil(school, call_name="Yara", group=a_group(school))
    a_guardian(pupil)
    asked = _choices(_of(pupil))
    assert asked.options == ("Ja", "Nee")
    first = asked.rows[0]
    assert (first.ask, first.tells, first.mark) == (
        "Mag Yara op onze site?",
        "Iedereen ziet het.",
        "Website van school, versie 2",
    )
    assert len({row.mark for row in asked.rows}) == len(asked.rows) > 10
    assert not [row for row in asked.rows if "{name}" in row.ask + row.tells]
    assert _choices(_of(pupil, "en")).rows[0].ask == "May Yara be on our site?"


def test_a_blank_form_has_room_for_the_name_of_the_child_and_every_form_for_name_day_and_signature() -> None:
    school = a_school_with_channels(mode="each_year")
    blank = blank_form(school, clock.today(), "nl")
    assert blank is not None
    lines = [label for part in blank.parts if isinstance(part, Blanks) for label in part.labels]
    assert lines == ["Naam van uw kind", "Groep", "Uw naam", "Datum", "Handtekening"]
    assert "uw kind" in _choices(blank).rows[0].ask
    assert blank_form(a_school_with_channels(), clock.today(), "nl") is not None  # the lists are asked each year


def test_who_decides_alone_is_asked_about_themselves() -> None:
    school = a_school_with_channels(sector="vo", mode="each_year")
    pupil = a_pupil(school, born=years_ago(17), call_name="Wessel")
    assert "van u" in _choices(_of(pupil)).rows[0].ask


def test_the_office_finds_the_form_and_the_version_beside_each_question() -> None:
    school = a_school_with_channels(mode="each_year")
    pupil = a_pupil(school, group=a_group(school))
    a_guardian(pupil)
    office = signed_in(a_member(school, "administrator").account)
    page = f"/scholen/{school.pk}/leerlingen/{pupil.pk}/toestemming/"
    shown = office.get(page).content.decode()
    assert "Op het formulier: versie 1." in shown
    for address in (page + "formulier/?taal=nl", f"/scholen/{school.pk}/toestemming/formulier/?taal=en"):
        made = office.get(address)
        assert (made["Content-Type"], made.content[:5]) == ("application/pdf", b"%PDF-")
    assert 'href="' + page + "formulier/?taal=nl" in shown
    parent = signed_in(an_account(a_guardian(pupil, call_name="Ouder").person))
    assert parent.get(page + "formulier/").status_code == 403


@pytest.mark.parametrize(
    ("number", "well"), [("06", False), ("0612", False), ("06 12345678", True), ("+32 3 123 45 67", True)]
)
def test_an_emergency_number_can_be_called(number: str, well: bool) -> None:
    assert EmergencyForm({"name": "Oma", "phone": number}).is_valid() is well

"""Scenarios of contact lists, as a teacher and a parent see them on their phones: S40, S66."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.hands import Child, Hands, SchoolDay, a_school_day, answers, logged
from tests.machinery.browser import HousePage
from vuistregel.consent.models import ListCopy
from vuistregel.consent.tests.builders import says
from vuistregel.consent.tests.own_page import LAST_YEAR
from vuistregel.organisation.tests import builders as b
from vuistregel.organisation.tests.reading import reads

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SECRET, OPEN = "06 6666 6666", "06 1111 1111"


def two_families(*, yara_secret: bool = False) -> tuple[SchoolDay, Child, Child]:
    """Yara and Noud, of whom both mothers have a telephone."""
    day = a_school_day("phone_list")
    yara, noud = day.child("Yara"), day.child("Noud", "Bos")
    b.a_contact(yara.mother, "phone", SECRET, secret=yara_secret)
    b.a_contact(noud.mother, "phone", OPEN)
    says(noud.pupil, noud.mother, "phone_list", "given")
    return day, yara, noud


def to_the_list(way: Hands) -> None:
    way.follow("Lijsten telefoonlijst", "Telefoonlijst")


@pytest.mark.handbook("S40", "R5.18", "R5.20", "R5.22")
def test_last_years_yes_is_off_the_list_until_it_is_given_again_and_can_be_taken_back(house_page: HousePage) -> None:
    (day, yara, _), way = two_families(), Hands(house_page)
    says(yara.pupil, yara.mother, "phone_list", "given", on=LAST_YEAR)

    way.to(day.teacher)
    to_the_list(way)
    way.hears("Eén van de twee gezinnen staat erop.")
    expect(way.page.get_by_text(yara.name)).to_have_count(0)

    way.to(yara.mother)
    way.follow("Beantwoord de vragen")
    way.press("Zelfde als vorig jaar")
    way.press("Bewaar")
    way.reads("Bewaard voor Yara. Telefoonlijst van de groep: ja.")
    way.to(day.teacher)
    to_the_list(way)
    way.hears("Twee van de twee gezinnen staan erop.")
    way.reads(SECRET)
    way.page.get_by_label("Afdruk").check()
    way.press("Maak de kopie")
    way.reads(yara.name)

    way.to(yara.mother)
    way.follow("Toestemming")
    way.page.locator(".vr-answer summary").click()
    way.press("Maak er nee van")
    way.reads("Bewaard voor Yara. Telefoonlijst van de groep: nee.")
    assert [given for _, _, given in answers(yara.pupil)] == ["given", "given", "withdrawn"]

    way.to(day.teacher)
    way.reads("U moet nog één ding weghalen.")
    way.follow("van de telefoonlijst van groep 5B")
    way.hears("Er moet iemand van een kopie af.")
    way.take("Dat is gedaan")
    way.reads("Bewaard. De kopie is weer goed.")
    way.follow("Telefoonlijst")
    way.hears("Eén van de twee gezinnen staat erop.")
    gone = ListCopy.objects.get().persons.filter(removed_on__isnull=False)
    assert set(gone.values_list("person", flat=True)) == {yara.pupil.person_id, yara.mother.pk}
    assert logged(day.school, "consent.list_copy_mended") == 1


@pytest.mark.handbook("S66", "R10.11")
def test_a_secret_number_is_on_no_list_and_who_sees_it_stands_in_the_log(house_page: HousePage) -> None:
    (day, yara, _), way = two_families(yara_secret=True), Hands(house_page)
    says(yara.pupil, yara.mother, "phone_list", "given")

    way.to(day.teacher)
    to_the_list(way)
    way.hears("Eén van de twee gezinnen staat erop.")
    way.reads(OPEN)
    assert SECRET not in way.page.content()
    way.follow("Mijn groep")
    way.reads(OPEN)
    assert SECRET not in way.page.content()
    way.follow(yara.name)
    way.reads("Geen gegevens om iemand te bereiken.")
    assert SECRET not in way.page.content()

    way.to(b.a_member(day.school, "caretaker", call_name="Kees"))
    way.reads(OPEN)
    assert SECRET not in way.page.content()
    assert "secret_contact" not in reads(day.school.board_id)

    way.to(b.a_member(day.school, "administrator", call_name="Ans"))
    way.follow("De Wilgentak", "Leerlingen", yara.name)
    way.reads("Er zijn ook geheime contactgegevens.")
    assert SECRET not in way.page.content()
    way.take("Toon de geheime gegevens")
    way.reads(SECRET)
    assert "secret_contact" in reads(day.school.board_id)

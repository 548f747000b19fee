"""Scenarios of contact lists, as a teacher and a parent see them on their phones: S40, S66."""

from __future__ import annotations

import pytest

from tests.browser.one_phone import Phone, events
from tests.browser.school_day import Child, SchoolDay, a_school_day, answers, takes_back, tap
from tests.machinery.browser import DESKTOP, HousePage
from vuistregel.access.models import Account
from vuistregel.consent.models import ListCopy
from vuistregel.consent.tests.builders import says
from vuistregel.consent.tests.own_page import LAST_YEAR
from vuistregel.organisation.tests import builders as b
from vuistregel.organisation.tests.reading import reads

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SECRET, OPEN = "06 6666 6666", "06 1111 1111"
ONE, BOTH = "Eén van de twee gezinnen staat erop.", "Twee van de twee gezinnen staan erop."


def two_families(*, secret: bool = False) -> tuple[SchoolDay, Child]:
    """Yara, whose mother has a telephone, perhaps a secret one; and Noud, who stands on the list of this year."""
    day = a_school_day("phone_list")
    yara, noud = day.child("Yara"), day.child("Noud", "Bos")
    b.a_contact(yara.mother, "phone", SECRET, secret=secret)
    b.a_contact(noud.mother, "phone", OPEN)
    says(noud.pupil, noud.mother, "phone_list", "given")
    return day, yara


def opens_the_list(phone: Phone, teacher: Account) -> None:
    phone.to(teacher)
    tap(phone, "Lijsten")
    tap(phone, "Telefoonlijst")


@pytest.mark.handbook("S40", "R5.18", "R5.20", "R5.22")
def test_last_years_yes_is_off_the_list_until_it_is_given_again_and_can_be_taken_back(house_page: HousePage) -> None:
    (day, yara), phone = two_families(), Phone(house_page)
    says(yara.pupil, yara.mother, "phone_list", "given", on=LAST_YEAR)

    opens_the_list(phone, day.teacher)
    phone.reads(ONE)
    phone.sees_nothing_of(yara.name, SECRET)

    phone.to(yara.mothers)
    phone.follow("Beantwoord de vragen")
    phone.press("Zelfde als vorig jaar")
    phone.press("Bewaar")
    phone.sees("Bewaard voor Yara. Telefoonlijst van de groep: ja.")

    opens_the_list(phone, day.teacher)
    phone.reads(BOTH)
    phone.page.get_by_label("Afdruk op papier").check()
    phone.press("Maak de kopie")
    phone.reads("Telefoonlijst van groep 5B")
    phone.sees(yara.name, SECRET, "Kopie 1.")

    phone.to(yara.mothers)
    phone.follow("Toestemming")
    takes_back(phone)
    phone.sees("Bewaard voor Yara. Telefoonlijst van de groep: nee.")
    assert [given for _, _, given in answers(yara.pupil)] == ["given", "given", "withdrawn"]

    phone.to(day.teacher)
    phone.sees("U moet nog één ding weghalen.")
    phone.follow("Haal Yara Zaal en Fatima Zaal van de telefoonlijst van groep 5B")
    phone.reads("Er moet iemand van een kopie af.")
    phone.look()
    tap(phone, "Dat is gedaan")
    phone.sees("Bewaard. De kopie is weer goed.")
    tap(phone, "Telefoonlijst")
    phone.reads(ONE)
    gone = ListCopy.objects.get().persons.filter(removed_on__isnull=False)
    assert set(gone.values_list("person", flat=True)) == {yara.pupil.person_id, yara.mother.pk}
    assert events(day.school, "consent.list_copy") == ["consent.list_copy_made", "consent.list_copy_mended"]


@pytest.mark.handbook("S66", "R10.11")
def test_a_secret_number_is_on_no_list_and_who_sees_it_stands_in_the_log(house_page: HousePage) -> None:
    (day, yara), phone = two_families(secret=True), Phone(house_page)
    caretaker = b.a_member(day.school, "caretaker", call_name="Kees").account
    office = b.a_member(day.school, "administrator", call_name="Ans").account
    says(yara.pupil, yara.mother, "phone_list", "given")

    opens_the_list(phone, day.teacher)
    phone.reads(ONE)
    phone.sees(OPEN)
    phone.sees_nothing_of(yara.name, SECRET)
    phone.follow("Mijn groep")
    phone.sees(OPEN)
    phone.sees_nothing_of(SECRET)
    phone.follow(yara.name)
    phone.sees("Geen gegevens om iemand te bereiken.")
    phone.sees_nothing_of(SECRET)

    phone.to(caretaker)
    phone.sees(OPEN)
    phone.sees_nothing_of(SECRET)
    assert "secret_contact" not in reads(day.school.board_id)

    phone.to(office, width=DESKTOP)
    for link in ("De Wilgentak", "Leerlingen", yara.name):
        phone.follow(link)
    phone.sees("Er zijn ook geheime contactgegevens.")
    phone.sees_nothing_of(SECRET)
    phone.press("Toon de geheime gegevens")
    phone.sees(SECRET)
    assert "secret_contact" in reads(day.school.board_id)

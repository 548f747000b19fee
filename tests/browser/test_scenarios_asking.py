"""Scenarios in which families are asked and a pupil takes a yes back, on the phones of those who act: S69, S80.

What each reads is held against what was kept: answers, mails, tasks and the log.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from tests.browser.one_phone import Phone, a_child, ask, events, publish
from tests.machinery.browser import DESKTOP, HousePage
from vuistregel import clock
from vuistregel.access.actor import OPERATOR
from vuistregel.access.models import Account
from vuistregel.consent.models import Ask, Consent, ConsentState
from vuistregel.consent.tests.builders import a_school_with_channels, channel, says
from vuistregel.consent.tests.rounds import link_in, mails
from vuistregel.evidence.models import LogEvent
from vuistregel.media.actions import plan
from vuistregel.media.actions import publish as record_published
from vuistregel.media.models import Publication, TakeDown
from vuistregel.media.pictures.tests import cameras
from vuistregel.media.rules import Kind
from vuistregel.organisation.models import Group, Person, Pupil
from vuistregel.organisation.tests.builders import a_contact, a_group, a_guardian, a_member, a_pupil, an_account
from vuistregel.outbox.models import OutboxItem

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

NEWSLETTER = "Nieuwsbrief"
SIX = ("Anna", "Bas", "Cato", "Dirk", "Eva", "Finn")


@pytest.fixture
def phone(house_page: HousePage) -> Phone:
    return Phone(house_page)


def six_pupils(group: Group) -> list[Pupil]:
    """Anna and Bas are of one family; everybody has mail."""
    anna = a_child(group, "Anna", mail="anna@thuis.example")
    bas = a_pupil(group.school, call_name="Bas", group=group)
    a_guardian(bas, person=mother(anna))
    return [anna, bas, *(a_child(group, name, mail=f"{name.lower()}@thuis.example") for name in SIX[2:])]


def mother(child: Pupil) -> Person:
    return child.guardianships.order_by("pk")[0].person


def answers_by_mail(phone: Phone, address: str, *children: str) -> None:
    """A parent opens the link of the mail, sees the photo, and says yes for each child."""
    [link] = [link_in(body) for to, _, body in mails() if to == address]
    phone.to(None, start=link)
    phone.press("Ga verder")
    phone.reads("Vindt u dit goed?")
    phone.sees("groepsfoto in de nieuwsbrief", "Naar de kinderboerderij")
    for name in children:
        phone.page.get_by_role("group", name=name).get_by_text("Ja", exact=True).click()
    phone.look()
    phone.press("Bewaar")
    phone.sees("Bewaard. Dank u wel.")


@pytest.mark.handbook("S69", "R7.4", "R7.11")
def test_asked_this_time_each_family_gets_one_message_and_each_yes_opens_exactly_this(
    phone: Phone, tmp_path: Path
) -> None:
    group = a_group(a_school_with_channels(), "5B")
    teacher: Account = a_member(group.school, "teacher", call_name="Sem", groups=(group,)).account
    six = six_pupils(group)
    names = [f"{name} Zaal" for name in SIX]
    photo = tmp_path / "IMG_0012.jpg"
    photo.write_bytes(cameras.saved(cameras.a_scene()))

    phone.to(teacher)
    ask(phone, "Groepsfoto", NEWSLETTER, *names, text="Naar de kinderboerderij", file=photo)
    phone.reads("Nee, zo niet.")
    phone.page.get_by_role("button", name="Kijk de foto of film na").click()
    phone.press("Ja, zo klopt het")
    phone.follow("Mag dit online?")
    phone.reads("Nee, zo niet.")
    phone.page.get_by_role("link", name="Vraag het de gezinnen").click()
    phone.press("Stuur de vraag")
    phone.sees("De gezinnen krijgen één bericht.")
    phone.reads("Er is nog geen ja.")
    phone.look()
    assert sorted(to for to, _, _ in mails()) == [f"{n}@thuis.example" for n in ("anna", "cato", "dirk", "eva", "finn")]

    answers_by_mail(phone, "anna@thuis.example", "Anna", "Bas")
    phone.to(teacher)
    phone.follow("Wat u plaatste")
    phone.page.get_by_role("link", name="Groepsfoto, Nieuwsbrief").click()
    phone.reads("Voor twee van de zes mensen is er een ja.")
    phone.sees("Anna Zaal: ja", "Bas Zaal: ja", "Cato Zaal: nog geen antwoord", "Finn Zaal: nog geen antwoord")
    phone.look()
    row = Publication.objects.get()
    for child in six[2:5]:
        says(child, mother(child), "newsletter", "given", use=row.key)
    answers_by_mail(phone, "finn@thuis.example", "Finn")
    phone.to(teacher)
    phone.follow("Wat u plaatste")
    phone.page.get_by_role("link", name="Groepsfoto, Nieuwsbrief").click()
    phone.reads("Voor iedereen is er een ja.")
    publish(phone, "nieuwsbrief 12")
    phone.reads("Geplaatst: groepsfoto in de nieuwsbrief.")
    assert set(Consent.objects.values_list("use", flat=True)) == {row.key}
    assert Ask.objects.get().key == row.key
    assert events(group.school, "media.families_asked") and events(group.school, "media.published")

    ask(phone, "Groepsfoto", NEWSLETTER, *names, text="Naar de kinderboerderij")
    phone.reads("Nee, zo niet.")
    phone.sees("Anna mag niet in de nieuwsbrief", "Finn mag niet in de nieuwsbrief", "Vraag het de gezinnen")


@pytest.fixture
def yara(settings: Any) -> Pupil:
    """A pupil of 13 whose mother, with mail, and father, without, said yes to the website; both days are in autumn."""
    settings.EXAMPLE = True  # there the clock can be moved, as `tick --on` does
    clock.move(date(2026, 11, 10))
    group = a_group(a_school_with_channels(sector="vo", mode="each_year"), "1B")
    pupil = a_child(group, "Yara", mail="moeder@zaal.example", born=date(2013, 5, 1))
    father = a_guardian(pupil, call_name="Tom").person
    a_contact(father, "address", "Dorpsstraat 1, 1234 AB Dorp")
    for parent in (mother(pupil), father):
        says(pupil, parent, "website", "given", on=date(2026, 8, 20))
    return pupil


def letter_code(phone: Phone, pupil: Pupil) -> str:
    """The office prints a letter with a code for a pupil, from its start page on."""
    phone.to(a_member(pupil.school, "administrator").account, width=DESKTOP)
    phone.follow("Mijn school")
    phone.follow("Leerlingen")
    phone.follow("Yara Zaal")
    phone.sees("Vanaf 12 jaar mag de leerling toestemming ook zelf intrekken.")
    phone.follow("Toestemming")
    phone.press("Voor Yara Zaal")
    phone.reads("Druk deze brief voor Yara nu af.")
    return phone.page.locator(".vr-letter-code").inner_text()


@pytest.mark.handbook("S80", "R5.22")
def test_a_pupil_of_thirteen_takes_a_yes_back_and_a_parents_new_yes_waits(phone: Phone, yara: Pupil) -> None:
    group = yara.placements.get().group
    member = a_member(yara.school, "teacher", call_name="Sem", groups=(group,))
    photo = standing_on_the_website(group, member.person, yara)
    code = letter_code(phone, yara)

    phone.to(None, start=reverse("letter_code"))
    phone.page.get_by_label("code").fill(code)
    phone.page.locator("main").get_by_role("button").first.click()
    phone.reads("Dit mag de school van u laten zien.")
    phone.page.locator(".vr-answer summary").click()
    phone.press("Ik wil dit niet meer")
    phone.reads("De school mag nu niets van u laten zien.")
    phone.look()
    withdrawn = Consent.objects.latest("pk")
    assert (withdrawn.by, withdrawn.answer, withdrawn.capacity) == (yara.person, "withdrawn", "shared")
    assert withdrawn.on == date(2026, 11, 10)
    assert list(TakeDown.objects.values_list("publication", "person", "state")) == [(photo.pk, yara.person_id, "open")]
    [(to, subject, body)] = mails()
    assert (to, subject) == ("moeder@zaal.example", "Yara trok toestemming in")
    assert "Website van school" in body
    assert sorted(OutboxItem.objects.values_list("kind", flat=True)) == ["letter", "mail"], "Tom has no mail"

    phone.to(member.account)
    phone.sees("Haal de groepsfoto weg van: Website van school", "Voor Yara is er geen ja meer.")
    phone.look()
    phone.to(an_account(mother(yara)))
    phone.follow("Toestemming")
    phone.page.locator(".vr-answer summary").first.click()
    phone.press("Maak er nee van")
    phone.page.locator(".vr-answer summary").first.click()
    phone.press("Maak er ja van")
    phone.sees("Yara zei zelf nee. Uw ja is bewaard en wacht, tot Yara dat nee terugneemt.", "Dat nee geldt.")
    phone.look()
    renewed = Consent.objects.latest("pk")
    assert (renewed.by, renewed.answer, renewed.capacity) == (mother(yara), "given", "guardian")
    assert ConsentState.objects.get(person=yara.person).held_back
    phone.to(member.account)
    ask(phone, "Groepsfoto", "Website van school", "Yara Zaal")
    phone.reads("Nee, zo niet.")
    phone.sees("Yara mag niet op de website van school")
    phone.look()


@pytest.mark.handbook("S80")
def test_on_the_last_day_of_august_2026_the_same_pupil_has_no_say_yet(phone: Phone, yara: Pupil) -> None:
    clock.move(date(2026, 8, 31))
    phone.to(a_member(yara.school, "administrator").account, width=DESKTOP)
    phone.follow("Mijn school")
    phone.follow("Leerlingen")
    phone.follow("Yara Zaal")
    phone.sees("Op deze dag kan een leerling onder de 16 jaar nog niet zelf toestemming intrekken.")
    phone.sees("Vanaf welke leeftijd de leerling zelf beslist")
    phone.look()
    phone.follow("Toestemming")
    expect(phone.page.get_by_label("Yara Zaal (de leerling zelf")).to_have_count(0)
    expect(phone.page.get_by_role("button", name="Voor Yara Zaal")).to_have_count(0)
    phone.to(an_account(yara.person))
    assert phone.open(reverse("consents")) == 403
    phone.look()
    assert {row.answer for row in Consent.objects.all()} == {"given"}
    assert LogEvent.objects.filter(kind="access.refused", actor_ref=str(yara.person.account.key)).exists()


def standing_on_the_website(group: Group, maker: Person, *people: Pupil) -> Publication:
    """A group photo that a teacher published before."""
    row = plan(
        OPERATOR,
        channel=channel(group.school, "website"),
        kind=Kind.GROUP,
        persons=[child.person_id for child in people],
        made_by=maker,
        group=group,
    )
    return record_published(OPERATOR, publication=row, where="https://school.example/kamp")

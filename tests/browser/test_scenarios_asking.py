"""Scenarios in which families are asked and a pupil takes a yes back, on the phones of those who act: S69, S80.

What each reads is held against what was kept: answers, mails, tasks and the log.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.browser.one_phone import Phone, a_child, ask, events, publish
from tests.machinery.browser import HousePage
from vuistregel.access.models import Account
from vuistregel.consent.models import Ask, Consent
from vuistregel.consent.tests.builders import a_school_with_channels, says
from vuistregel.consent.tests.rounds import link_in, mails
from vuistregel.media.models import Publication
from vuistregel.media.pictures.tests import cameras
from vuistregel.organisation.models import Group, Person, Pupil
from vuistregel.organisation.tests.builders import a_group, a_guardian, a_member, a_pupil

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
    return child.guardianships.get().person


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
    phone.look()
    phone.page.get_by_role("button", name="Kijk de foto of film na").click()
    phone.press("Ja, zo klopt het")
    phone.follow("Mag dit online?")
    phone.reads("Nee, zo niet.")
    phone.page.get_by_role("link", name="Vraag het de gezinnen").click()
    phone.press("Stuur de vraag")
    phone.sees("De gezinnen krijgen één bericht.")
    phone.reads("Voor geen van de zes mensen is er een ja.")
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
    phone.look()

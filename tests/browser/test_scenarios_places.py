"""Scenarios of places: what a yes for one place says about another, and texts without a photo: S09, S10, S45-S47."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.hands import Hands, a_school_day, answers, logged
from tests.machinery.browser import HousePage
from vuistregel.consent.tests.builders import says
from vuistregel.media.models import Publication
from vuistregel.outbox.models import OutboxItem

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

NO, YES = "Nee, zo niet.", "Ja, dit mag."
WEBSITE, FACEBOOK, X = "Website van school", "Facebook van school", "X van school"
TEXT = "Tekst, zonder foto"


@pytest.mark.handbook("S45", "S47", "R7.7", "R7.8", "R7.12")
def test_a_yes_for_the_website_is_none_for_facebook_and_that_is_none_for_x(house_page: HousePage) -> None:
    day, way = a_school_day("website", "facebook", "x"), Hands(house_page)
    yara = day.child("Yara")

    says(yara.pupil, yara.mother, "website", "given")

    way.to(day.teacher)
    way.ask("Groepsfoto", FACEBOOK, yara.name)
    way.hears(NO)
    way.reads("Yara mag niet op Facebook van school")
    way.take("Kies een andere plek: Website van school")
    way.hears(YES)

    way.to(yara.mother)
    way.follow("Toestemming")
    way.reads("Ook de regels van Facebook gelden.")
    way.answer("Mag een foto of video van Yara op Facebook van school?", "Ja")
    way.to(day.teacher)
    way.ask("Groepsfoto", FACEBOOK, yara.name)
    way.hears(YES)
    way.press("Verander iets")
    way.change(place=X)
    way.hears(NO)
    way.reads("Yara mag niet op X van school")
    assert answers(yara.pupil) == [("website", "image", "given"), ("facebook", "image", "given")]


@pytest.mark.handbook("S46", "R7.9")
def test_a_newsletter_that_goes_digital_asks_nobody_anything(house_page: HousePage) -> None:
    day, way = a_school_day("newsletter", "newsletter_digital"), Hands(house_page)
    yara = day.child("Yara")

    way.to(yara.mother)
    way.follow("Beantwoord de vragen")
    expect(way.page.get_by_role("group", name="foto of video van Yara")).to_have_count(1)
    way.answer("Mag een foto of video van Yara in de nieuwsbrief?", "Ja")
    way.to(day.teacher)
    way.ask("Groepsfoto", "Digitale nieuwsbrief", yara.name)
    way.hears(YES)
    way.page.get_by_label("Schrijf op waar").fill("nieuwsbrief 12, per mail")
    way.press("Leg vast dat het er staat")
    way.hears("Geplaatst: groepsfoto op: Digitale nieuwsbrief.")
    assert Publication.objects.get().channel.same_as is not None
    assert answers(yara.pupil) == [("newsletter", "image", "given")]
    assert not OutboxItem.objects.exists()


@pytest.mark.handbook("S09", "R7.3", "R8.12")
def test_a_champion_waits_for_a_yes_and_gets_no_photo_beside_the_name(house_page: HousePage) -> None:
    day, way = a_school_day("newsletter", "website"), Hands(house_page)
    yara = day.child("Yara")
    says(yara.pupil, yara.mother, "newsletter", "given")

    way.to(day.teacher)
    way.ask(TEXT, "Nieuwsbrief", yara.name, text="Yara is kampioen dammen!")
    way.hears(NO)
    way.reads("Er is nog geen antwoord. Geen antwoord is nee.")
    way.press("Bewaar het voor later")
    way.hears(NO)

    way.to(yara.mother)
    way.follow("Toestemming")
    way.answer("Mag er iets over Yara in de nieuwsbrief, zonder foto?", "Ja")
    way.to(day.teacher)
    way.follow("Wat u plaatste", "Tekst zonder foto, Nieuwsbrief")
    way.hears(YES)
    way.press("Leg vast dat het er staat")
    way.hears("Geplaatst: tekst zonder foto in de nieuwsbrief.")
    assert Publication.objects.get().state == "published"
    assert logged(day.school, "media.published") == 1

    way.follow("Mag dit?")
    way.change("Groepsfoto", "Nieuwsbrief", yara.name, text="Yara is kampioen dammen!")
    way.hears(NO)
    expect(way.page.locator("mark")).to_have_text("Yara")
    way.take("Haal de naam weg")
    way.hears(YES)


@pytest.mark.handbook("S10", "R7.3")
def test_a_teacher_who_organises_is_named_at_once_and_a_pupil_is_asked_first(house_page: HousePage) -> None:
    day, way = a_school_day("website"), Hands(house_page)
    yara = day.child("Yara")

    way.to(day.teacher)
    way.follow(re.compile("Mag dit online"))
    way.page.get_by_text("Medewerkers", exact=True).click()
    way.change(TEXT, WEBSITE, "Sem Boom", text="Voetbaltoernooi! Meld u aan: sem@school.example")
    way.hears(YES)
    way.press("Verander iets")
    way.change("", "", yara.name)
    way.hears(NO)
    way.reads("Yara mag niet op de website van school")
    expect(way.page.get_by_text("Sem mag niet")).to_have_count(0)

    way.to(yara.mother)
    way.follow("Beantwoord de vragen")
    way.answer("Mag er iets over Yara op de website van school, zonder foto?", "Ja")
    way.to(day.teacher)
    way.ask(TEXT, WEBSITE, yara.name, text="Voetbaltoernooi! Meld u aan: yara@school.example")
    way.hears(YES)
    way.reads("Zet het liever op een besloten pagina.")
    assert answers(yara.pupil) == [("website", "information", "given")]

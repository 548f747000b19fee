"""Scenarios of places: what a yes for one place says about another, and texts without a photo: S09, S10, S45-S47."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.one_phone import MAY_THIS, Phone, events, fill, publish
from tests.browser.school_day import a_school_day, answers, asks, says_on_the_phone, tap
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
    day, phone = a_school_day("website", "facebook", "x"), Phone(house_page)
    yara = day.child("Yara")
    says(yara.pupil, yara.mother, "website", "given")

    asks(phone, day.teacher, "Groepsfoto", FACEBOOK, yara.name)
    phone.reads(NO)
    phone.sees("Yara mag niet op Facebook van school")
    tap(phone, "Kies een andere plek: Website van school")
    phone.reads(YES)

    phone.to(yara.mothers)
    phone.follow("Toestemming")
    phone.sees("Ook de regels van Facebook gelden.")
    says_on_the_phone(phone, "Mag een foto of video van Yara op Facebook van school?", "Ja")
    phone.sees("Bewaard voor Yara. Facebook van school: ja.")

    asks(phone, day.teacher, "Groepsfoto", FACEBOOK, yara.name)
    phone.reads(YES)
    phone.press("Verander iets")
    phone.page.get_by_label(X, exact=True).check()
    phone.press("Mag dit?")
    phone.reads(NO)
    phone.sees("Yara mag niet op X van school")
    assert answers(yara.pupil) == [("website", "image", "given"), ("facebook", "image", "given")]


@pytest.mark.handbook("S46", "R7.9")
def test_a_newsletter_that_goes_digital_asks_nobody_anything(house_page: HousePage) -> None:
    day, phone = a_school_day("newsletter", "newsletter_digital"), Phone(house_page)
    yara = day.child("Yara")

    phone.to(yara.mothers)
    phone.follow("Beantwoord de vragen")
    expect(phone.page.get_by_role("group", name="foto of video van Yara")).to_have_count(1)
    says_on_the_phone(phone, "Mag een foto of video van Yara in de nieuwsbrief?", "Ja")
    phone.sees("Bewaard voor Yara. Nieuwsbrief: ja.")

    asks(phone, day.teacher, "Groepsfoto", "Digitale nieuwsbrief", yara.name)
    phone.reads(YES)
    publish(phone, "nieuwsbrief 12, per mail")
    phone.reads("Geplaatst: groepsfoto op: Digitale nieuwsbrief.")
    assert Publication.objects.get().channel.slug == "newsletter_digital"
    assert answers(yara.pupil) == [("newsletter", "image", "given")]
    assert not OutboxItem.objects.exists()


@pytest.mark.handbook("S09", "R7.3", "R8.12")
def test_a_champion_waits_for_a_yes_and_gets_no_photo_beside_the_name(house_page: HousePage) -> None:
    day, phone = a_school_day("newsletter"), Phone(house_page)
    yara = day.child("Yara")
    champion = "Yara is kampioen dammen!"
    says(yara.pupil, yara.mother, "newsletter", "given")

    asks(phone, day.teacher, TEXT, "Nieuwsbrief", yara.name, text=champion)
    phone.reads(NO)
    phone.sees("Er is nog geen antwoord. Geen antwoord is nee.")
    phone.press("Bewaar het voor later")
    assert Publication.objects.get().state == "draft"

    phone.to(yara.mothers)
    phone.follow("Toestemming")
    says_on_the_phone(phone, "Mag er iets over Yara in de nieuwsbrief, zonder foto?", "Ja")
    phone.sees("Bewaard voor Yara. Nieuwsbrief (zonder foto): ja.")

    phone.to(day.teacher)
    phone.follow("Wat u plaatste")
    phone.follow(f"Tekst zonder foto, Nieuwsbrief: “{champion}”")
    phone.reads(YES)
    publish(phone, "nieuwsbrief 12")
    phone.reads("Geplaatst: tekst zonder foto in de nieuwsbrief.")
    phone.look()
    assert Publication.objects.get().state == "published"
    assert events(day.school, "media.") == ["media.publication_planned", "media.published"]

    asks(phone, day.teacher, "Groepsfoto", "Nieuwsbrief", yara.name, text=champion)
    phone.reads(NO)
    expect(phone.page.locator("mark")).to_have_text("Yara")
    phone.look()
    tap(phone, "Haal de naam weg")
    phone.reads(YES)


@pytest.mark.handbook("S10", "R7.3")
def test_a_teacher_who_organises_is_named_at_once_and_a_pupil_is_asked_first(house_page: HousePage) -> None:
    day, phone = a_school_day("website"), Phone(house_page)
    yara = day.child("Yara")

    phone.to(day.teacher)
    phone.follow(MAY_THIS)
    fill(phone, TEXT, WEBSITE, "Sem Boom", text="Voetbaltoernooi! Meld u aan: sem@school.example")
    phone.reads(YES)
    phone.press("Verander iets")
    phone.page.get_by_label(yara.name).check()
    phone.press("Mag dit?")
    phone.reads(NO)
    phone.sees("Yara mag niet op de website van school")
    phone.sees_nothing_of("Sem mag niet")

    phone.to(yara.mothers)
    phone.follow("Beantwoord de vragen")
    says_on_the_phone(phone, "Mag er iets over Yara op de website van school, zonder foto?", "Ja")
    phone.sees("Bewaard voor Yara. Website van school (zonder foto): ja.")

    asks(phone, day.teacher, TEXT, WEBSITE, yara.name, text="Voetbaltoernooi! Meld u aan: yara@school.example")
    phone.reads(YES)
    phone.sees("Zet het liever op een besloten pagina.")
    assert answers(yara.pupil) == [("website", "information", "given")]

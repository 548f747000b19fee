"""Scenarios of asking, on the screens of those who act: S16, S39, S44."""

from __future__ import annotations

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from tests.browser.hands import Hands, a_school_day, answers, logged
from tests.machinery.browser import HousePage
from vuistregel import clock
from vuistregel.consent.models import Consent, YearlyNotice
from vuistregel.consent.tests.builders import says
from vuistregel.consent.tests.rounds import link_in, mails, opened
from vuistregel.organisation.models import School
from vuistregel.organisation.tests import builders as b

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

NO, YES = "Nee, zo niet.", "Ja, dit mag."
WEBSITE = "Website van school"


@pytest.mark.handbook("S44", "R7.5")
def test_one_yes_of_years_ago_counts_from_the_yearly_notice_until_somebody_objects(house_page: HousePage) -> None:
    day, way = a_school_day("website", mode="standing"), Hands(house_page)
    yara = day.child("Yara")
    says(yara.pupil, yara.mother, "website", "given", on=clock.today() - timedelta(days=4 * 365))

    way.to(day.teacher)
    way.ask("Groepsfoto", WEBSITE, yara.name)
    way.hears(NO)
    way.reads("De school stuurde dit schooljaar nog geen bericht over deze toestemming.")

    way.to(day.director)
    way.follow("De Wilgentak", "Toestemming", "Bekijk het bericht")
    way.hears("Eén persoon krijgt nog het jaarlijkse bericht.")
    way.press("Stuur 1 bericht")
    way.hears("Het bericht van dit schooljaar is verstuurd.")
    assert YearlyNotice.objects.get().to == yara.mother
    assert logged(day.school, "consent.notices_sent") == 1

    way.to(day.teacher)
    way.ask("Groepsfoto", WEBSITE, yara.name)
    way.hears(YES)

    way.to(yara.mother)
    way.follow("Toestemming")
    way.page.locator(".vr-answer", has_text=WEBSITE).first.locator("summary").click()
    way.press("Maak er nee van")
    way.reads("Bewaard voor Yara. Website van school: nee.")

    way.to(day.teacher)
    way.ask("Groepsfoto", WEBSITE, yara.name)
    way.hears(NO)
    way.reads("Er is geen toestemming voor deze plek.")
    assert answers(yara.pupil) == [("website", "image", "given"), ("website", "image", "withdrawn")]


@pytest.mark.handbook("S44", "R7.4")
def test_a_yes_of_year_one_is_asked_anew_in_year_five(house_page: HousePage) -> None:
    day, way = a_school_day("website"), Hands(house_page)
    yara = day.child("Yara")
    says(yara.pupil, yara.mother, "website", "given", on=clock.today() - timedelta(days=4 * 365))

    way.to(day.teacher)
    way.ask("Groepsfoto", WEBSITE, yara.name)
    way.hears(NO)
    way.reads("Het antwoord is van een eerder schooljaar.")

    way.to(yara.mother)
    way.follow("Beantwoord de vragen")
    way.answer("Mag een foto of video van Yara op de website van school?", "Ja")
    way.reads("Bewaard voor Yara. Website van school: ja.")

    way.to(day.teacher)
    way.ask("Groepsfoto", WEBSITE, yara.name)
    way.hears(YES)
    assert [row.on for row in Consent.objects.order_by("pk")][-1] == clock.today()


@pytest.mark.handbook("S16", "R7.7")
def test_nothing_is_ticked_before_a_parent_does_and_then_it_is_kept_with_person_day_and_text(
    house_page: HousePage,
) -> None:
    day, way = a_school_day("website", "facebook"), Hands(house_page)
    yara = day.child("Yara")

    way.to(yara.mother)
    way.follow("Beantwoord de vragen")
    expect(way.page.get_by_role("radio")).not_to_have_count(0)
    expect(way.page.get_by_role("radio", checked=True)).to_have_count(0)
    way.press("Bewaar")
    way.reads("Er is nog niets gekozen.")
    assert answers(yara.pupil) == []

    way.answer("Mag een foto of video van Yara op de website van school?", "Ja")
    way.reads("Bewaard voor Yara. Website van school: ja.")
    expect(way.page.get_by_role("radio", checked=True)).to_have_count(0)
    row = Consent.objects.get()
    assert (row.person, row.by, row.answer, row.on) == (yara.pupil.person, yara.mother, "given", clock.today())
    assert row.text == row.question.text
    assert logged(day.school, "consent.answered") == 1

    way.follow("Uw antwoorden over Yara tot nu toe")
    way.hears("Dit antwoordde u over Yara.")
    way.page.get_by_text("De tekst van toen").click()
    way.reads("Mag een foto of video van Yara op de website van school?")


@pytest.mark.handbook("S39", "R5.16", "R7.15", "T06")
def test_who_turned_sixteen_is_asked_and_not_the_parents_whatever_the_school_chose(house_page: HousePage) -> None:
    day, way = a_school_day("website", sector="vo"), Hands(house_page)
    bram = day.child("Bram", "Kuil", born=b.years_ago(16))
    b.a_contact(bram.pupil.person, "email", "bram@thuis.example")
    b.a_contact(bram.mother, "email", "moeder@thuis.example")
    says(bram.pupil, bram.mother, "website", "given", on=clock.today() - timedelta(days=1))

    School.objects.filter(pk=day.school.pk).update(practice_after_16=True)
    opened(day.school)
    [(to, _, mail)] = mails()
    assert to == "bram@thuis.example"

    way.to(bram.mother)
    way.hears("Bram beslist nu zelf.")
    way.follow("Toestemming")
    expect(way.page.get_by_role("radio")).to_have_count(0)

    way.nobody()
    way.house.goto(link_in(mail))
    way.press("Ga verder")
    way.reads("Uw ouders zeiden eerder ja. Dat geldt tot u zelf antwoordt.")
    way.answer("Mag een foto of video van u op de website van school?", "Nee")
    way.reads("Website van school: nee.")
    assert [row.by for row in Consent.objects.order_by("pk")] == [bram.mother, bram.pupil.person]

    way.to(day.teacher)
    way.ask("Groepsfoto", WEBSITE, bram.name)
    way.hears(NO)

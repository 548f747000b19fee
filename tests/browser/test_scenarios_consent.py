"""Scenarios of asking, on the screens of those who act: S16, S39, S44."""

from __future__ import annotations

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from tests.browser.one_phone import Phone, events
from tests.browser.school_day import a_school_day, answers, asks, says_on_the_phone, takes_back
from tests.machinery.browser import DESKTOP, HousePage
from vuistregel import clock
from vuistregel.consent.models import Consent, YearlyNotice
from vuistregel.consent.tests.builders import says
from vuistregel.consent.tests.rounds import link_in, mails, opened
from vuistregel.organisation.models import School
from vuistregel.organisation.tests import builders as b

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

NO, YES = "Nee, zo niet.", "Ja, dit mag."
WEBSITE = "Website van school"
MAY_YARA = "Mag een foto of video van Yara op de website van school?"


@pytest.mark.handbook("S44", "R7.5")
def test_one_yes_of_years_ago_counts_from_the_yearly_notice_until_somebody_objects(house_page: HousePage) -> None:
    day, phone = a_school_day("website", mode="standing"), Phone(house_page)
    yara = day.child("Yara")
    says(yara.pupil, yara.mother, "website", "given", on=clock.today() - timedelta(days=4 * 365))

    asks(phone, day.teacher, "Groepsfoto", WEBSITE, yara.name)
    phone.reads(NO)
    phone.sees("De school stuurde dit schooljaar nog geen bericht over deze toestemming.")

    phone.to(day.director, width=DESKTOP)
    for link in ("De Wilgentak", "Toestemming", "Bekijk het bericht"):
        phone.follow(link)
    phone.reads("Eén persoon krijgt nog het jaarlijkse bericht.")
    phone.press("Stuur 1 bericht")
    phone.reads("Het bericht van dit schooljaar is verstuurd.")
    phone.look()
    assert YearlyNotice.objects.get().to == yara.mother
    assert "consent.notices_sent" in events(day.school, "consent.")

    asks(phone, day.teacher, "Groepsfoto", WEBSITE, yara.name)
    phone.reads(YES)

    phone.to(yara.mothers)
    phone.follow("Toestemming")
    takes_back(phone)
    phone.sees("Bewaard voor Yara. Website van school: nee.")

    asks(phone, day.teacher, "Groepsfoto", WEBSITE, yara.name)
    phone.reads(NO)
    phone.sees("Er is geen toestemming voor deze plek.")
    assert answers(yara.pupil) == [("website", "image", "given"), ("website", "image", "withdrawn")]


@pytest.mark.handbook("S44", "R7.4")
def test_a_yes_of_year_one_is_asked_anew_in_year_five(house_page: HousePage) -> None:
    day, phone = a_school_day("website"), Phone(house_page)
    yara = day.child("Yara")
    says(yara.pupil, yara.mother, "website", "given", on=clock.today() - timedelta(days=4 * 365))

    asks(phone, day.teacher, "Groepsfoto", WEBSITE, yara.name)
    phone.reads(NO)
    phone.sees("Het antwoord is van een eerder schooljaar.")

    phone.to(yara.mothers)
    phone.follow("Beantwoord de vragen")
    says_on_the_phone(phone, MAY_YARA, "Ja")
    phone.sees("Bewaard voor Yara. Website van school: ja.")

    asks(phone, day.teacher, "Groepsfoto", WEBSITE, yara.name)
    phone.reads(YES)
    assert [row.on for row in Consent.objects.order_by("pk")][-1] == clock.today()


@pytest.mark.handbook("S16", "R7.7")
def test_nothing_is_ticked_before_a_parent_does_and_then_it_is_kept_with_person_day_and_text(
    house_page: HousePage,
) -> None:
    day, phone = a_school_day("website", "facebook"), Phone(house_page)
    yara = day.child("Yara")

    phone.to(yara.mothers)
    phone.follow("Beantwoord de vragen")
    expect(phone.page.get_by_role("radio")).not_to_have_count(0)
    expect(phone.page.get_by_role("radio", checked=True)).to_have_count(0)
    phone.press("Bewaar")
    phone.sees("Er is nog niets gekozen.")
    assert answers(yara.pupil) == []

    says_on_the_phone(phone, MAY_YARA, "Ja")
    phone.sees("Bewaard voor Yara. Website van school: ja.")
    expect(phone.page.get_by_role("radio", checked=True)).to_have_count(0)
    row = Consent.objects.get()
    assert (row.person, row.by, row.answer, row.on) == (yara.pupil.person, yara.mother, "given", clock.today())
    assert row.text == row.question.text
    assert events(day.school, "consent.answered") == ["consent.answered"]

    phone.follow("Uw antwoorden over Yara tot nu toe")
    phone.reads("Dit antwoordde u over Yara.")
    phone.page.get_by_text("De tekst van toen").click()
    expect(phone.page.get_by_text(MAY_YARA)).to_be_visible()


@pytest.mark.handbook("S39", "R5.16", "R7.15", "T06")
def test_who_turned_sixteen_is_asked_and_not_the_parents_whatever_the_school_chose(house_page: HousePage) -> None:
    day, phone = a_school_day("website", sector="vo"), Phone(house_page)
    School.objects.filter(pk=day.school.pk).update(practice_after_16=True)
    bram = day.child("Bram", "Kuil", born=b.years_ago(16))
    b.a_contact(bram.pupil.person, "email", "bram@thuis.example")
    b.a_contact(bram.mother, "email", "moeder@thuis.example")
    says(bram.pupil, bram.mother, "website", "given", on=clock.today() - timedelta(days=1))
    opened(day.school)
    [(to, _, mail)] = mails()
    assert to == "bram@thuis.example"

    phone.to(bram.mothers)
    phone.reads("Bram beslist nu zelf.")
    phone.follow("Toestemming")
    phone.reads("U hoeft hier nu niets te antwoorden.")
    phone.look()
    expect(phone.page.get_by_role("radio")).to_have_count(0)

    phone.to(None, start=link_in(mail))
    phone.press("Ga verder")
    phone.sees("Uw ouders zeiden eerder ja. Dat geldt tot u zelf antwoordt.")
    says_on_the_phone(phone, "Mag een foto of video van u op de website van school?", "Nee")
    phone.sees("Website van school: nee.")
    assert [row.by for row in Consent.objects.order_by("pk")] == [bram.mother, bram.pupil.person]

    asks(phone, day.teacher, "Groepsfoto", WEBSITE, bram.name)
    phone.reads(NO)

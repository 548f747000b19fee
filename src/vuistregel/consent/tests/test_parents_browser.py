"""The own page on a phone, tap by tap: a parent needs no more than five for one child (issue: consent in a minute)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Locator, expect

from tests.machinery.browser import PHONE, HousePage
from vuistregel import clock
from vuistregel.consent.models import Consent
from vuistregel.consent.own import extras
from vuistregel.consent.tests.builders import says
from vuistregel.consent.tests.own_page import a_small_school, answers
from vuistregel.organisation.models import Guardianship, Pupil
from vuistregel.organisation.tests import builders as b

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

MOST_TAPS = 5


class Thumb:
    """Taps, counted. What the fixed bar hides is scrolled into sight first, as a thumb does."""

    def __init__(self, page: HousePage) -> None:
        self.page = page
        self.taps = 0

    def tap(self, what: Locator) -> None:
        self.taps += 1
        what.scroll_into_view_if_needed()
        box = what.bounding_box()
        assert box is not None
        assert box["height"] >= 24
        what.click()


def a_family() -> tuple[Guardianship, Pupil]:
    """A mother who answered all but one question last year; the school guide is new."""
    school = a_small_school()
    pupil = b.a_pupil(school, group=b.a_group(school, "7A"))
    mother = b.a_guardian(pupil)
    for slug, given in (("website", "given"), ("newsletter", "given"), ("facebook", "refused")):
        says(pupil, mother.person, slug, given, on=date(2025, 10, 1))
    return mother, pupil


@pytest.fixture(params=["with scripts", "without scripts"])
def phone(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> HousePage:
    """A phone; what else a school may ask on the page is left out here."""
    monkeypatch.setattr(extras, "_sources", [])
    name = "house_page" if request.param == "with scripts" else "plain_page"
    page: HousePage = request.getfixturevalue(name)
    page.page.set_viewport_size({"width": PHONE, "height": 844})
    return page


@pytest.mark.handbook("T39")
def test_a_parent_answers_for_one_child_in_five_taps(phone: HousePage) -> None:
    mother, pupil = a_family()
    phone.sign_in(b.signed_in(b.an_account(mother.person)))
    thumb = Thumb(phone)
    thumb.taps += 1  # the link in the mail
    phone.goto(reverse("consents"))
    expect(phone.page.get_by_role("heading", level=1)).to_have_text("Waar mogen wij foto’s van Yara laten zien?")
    part = phone.page.locator(f"#p{pupil.pk}")

    thumb.tap(part.get_by_role("button", name="Zelfde als vorig jaar"))
    expect(part.get_by_text("Wij bewaren ze pas als u op Bewaar drukt.")).to_be_visible()
    assert Consent.objects.filter(on=clock.today()).count() == 0
    thumb.tap(part.get_by_role("group", name="schoolgids").get_by_text("Nee", exact=True))
    thumb.tap(phone.page.get_by_role("region", name="Bewaren").get_by_role("button", name="Bewaar"))

    expect(phone.page.get_by_role("heading", level=1)).to_have_text("U heeft alles beantwoord voor Yara.")
    assert thumb.taps <= MOST_TAPS
    today = Consent.objects.filter(person=pupil.person, on=clock.today())
    assert sorted((r.question.channel.slug, r.answer) for r in today.select_related("question__channel")) == [
        ("facebook", "refused"),
        ("newsletter", "given"),
        ("school_guide", "refused"),
        ("website", "given"),
    ]
    assert today.filter(carried_from__isnull=False).count() == 3


@pytest.mark.handbook("R5.22")
def test_taking_back_takes_as_many_taps_as_giving(phone: HousePage) -> None:
    school = a_small_school("website")
    pupil = b.a_pupil(school)
    phone.sign_in(b.signed_in(b.an_account(b.a_guardian(pupil).person)))
    phone.goto(reverse("consents"))
    part = phone.page.locator(f"#p{pupil.pk}")
    giving = Thumb(phone)
    giving.tap(part.get_by_text("Ja", exact=True))
    giving.tap(phone.page.get_by_role("button", name="Bewaar"))
    expect(phone.page.get_by_text("Bewaard voor Yara. Website van school: ja.")).to_be_visible()

    taking = Thumb(phone)
    taking.tap(part.locator(".vr-answer summary"))
    taking.tap(part.get_by_role("button", name="Maak er nee van"))

    expect(phone.page.get_by_text("Bewaard voor Yara. Website van school: nee.")).to_be_visible()
    assert answers(pupil) == [("website", "given"), ("website", "withdrawn")]
    assert taking.taps == giving.taps


@pytest.mark.parametrize("width", [320, PHONE])
def test_the_bar_lies_over_nothing_at_the_end_of_the_page(phone: HousePage, width: int) -> None:
    """Scrolled to the end, the last line of the page stands above the bar; what gets the focus does as well."""
    mother, pupil = a_family()
    b.a_guardian(b.a_pupil(pupil.school, call_name="Maximiliaan"), person=mother.person)
    phone.sign_in(b.signed_in(b.an_account(mother.person)))
    phone.page.set_viewport_size({"width": width, "height": 600})
    phone.goto(reverse("consents"))
    phone.page.evaluate("window.scrollTo(0, document.documentElement.scrollHeight)")
    bar = phone.page.get_by_role("region", name="Bewaren").bounding_box()
    last = phone.page.locator("footer li").last.bounding_box()
    assert bar is not None and last is not None
    assert last["y"] + last["height"] <= bar["y"]
    assert bar["y"] + bar["height"] == pytest.approx(600, abs=1)

    for link in phone.page.locator("main a, main summary, main button").all():
        if link.is_visible():
            link.focus()
            box = link.bounding_box()
            assert box is not None and box["y"] + box["height"] <= bar["y"] + 1, link.inner_text()


def test_yes_and_no_are_of_one_size(phone: HousePage) -> None:
    pupil = b.a_pupil(a_small_school("website"))
    phone.sign_in(b.signed_in(b.an_account(b.a_guardian(pupil).person)))
    phone.goto(reverse("consents"))
    sides: list[Any] = [box.bounding_box() for box in phone.page.locator(f"#p{pupil.pk} .vr-choice label").all()]
    assert len(sides) == 2
    assert (sides[0]["width"], sides[0]["height"]) == (sides[1]["width"], sides[1]["height"])


def test_the_pages_of_pupils_staff_and_history_are_in_order(house_page: HousePage) -> None:
    school = a_small_school(sector="vo")
    pupil = b.a_pupil(school, born=b.years_ago(13))
    mother = b.a_guardian(pupil)
    says(pupil, mother.person, "website", "given")
    says(pupil, mother.person, "facebook", "refused")
    house_page.sign_in(b.signed_in(b.an_account(mother.person)))
    house_page.goto(reverse("consents"))
    house_page.page.locator(".vr-answer summary").first.click()
    house_page.page.locator(".vr-self summary").first.click()
    house_page.inspect()
    house_page.goto(reverse("consent_history", args=[pupil.pk]))
    house_page.goto(reverse("child", args=[pupil.pk]))
    house_page.sign_in(b.signed_in(b.an_account(pupil.person)))
    house_page.goto(reverse("consents"))
    house_page.page.locator(".vr-answer summary").first.click()
    house_page.inspect()
    house_page.sign_in(b.signed_in(b.a_member(school, "teacher").account))
    house_page.goto(reverse("consents"))
    expect(house_page.page.get_by_role("heading", level=1)).to_have_text("Mag er een foto van u online?")

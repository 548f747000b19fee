"""S51 in a browser: a teacher registers the class's account on a phone; until somebody checked it, it is flagged."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, expect

from tests.machinery.browser import HousePage
from vuistregel.consent.models import AccountFinding, ClassAccount
from vuistregel.consent.tests.builders import a_school_with_channels
from vuistregel.organisation.tests.builders import a_group, a_member, a_pupil, signed_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
QUESTION = "Zijn de accounts van klassen op sociale media getoetst aan de afspraken?"


@pytest.mark.handbook("S51", "R8.9")
def test_a_class_account_is_flagged_until_somebody_checked_it(house_page: HousePage) -> None:
    school = a_school_with_channels(mode="each_year")
    group = a_group(school, "5A")
    a_pupil(school, group=group)
    teacher = a_member(school, "teacher", call_name="Sander", family_name="Mol", groups=(group,))
    officer = a_member(school.board, "privacy_officer", call_name="Noor")
    page = house_page.page
    page.set_viewport_size({"width": 390, "height": 844})

    # The teacher, on a phone: three fields, of which one is filled in already.
    house_page.sign_in(signed_in(teacher.account))
    house_page.goto(f"/groepen/{group.pk}/")
    page.get_by_role("link", name="Klasaccounts").click()
    page.get_by_label("Instagram van school").check()
    page.get_by_label("Wat is het adres of de naam?").fill("@groep5a")
    expect(page.get_by_label("Sander Mol")).to_be_checked()
    page.get_by_role("button", name="Meld het account").click()
    title = page.get_by_role("heading", level=1)
    expect(title).to_have_text("Het account van groep 5A op Instagram is nog niet getoetst.")
    expect(page.get_by_role("link", name="Toets aan de afspraken")).to_have_count(0)
    assert ClassAccount.objects.get().managers.get() == teacher.person

    # The privacy officer: red in step 7, and from there to the account.
    house_page.context.clear_cookies()
    house_page.sign_in(signed_in(officer.account))
    page.set_viewport_size({"width": 1280, "height": 900})
    asked = page.locator("li.vr-check", has=page.locator("h3", has_text=QUESTION))
    _open_the_steps(house_page, f"/scholen/{school.pk}/", asked)
    expect(asked).to_contain_text("@groep5a, groep 5A")
    asked.get_by_role("link", name="Bekijk het account").click()
    page.get_by_role("link", name="Toets aan de afspraken").click()
    page.get_by_role("button", name="Ja, het past bij de afspraken").click()
    expect(page.get_by_text("Lees eerst de regels van het bedrijf.", exact=True)).to_be_visible()
    assert not AccountFinding.objects.exists()
    page.get_by_label("Welke afspraak van school geldt?").fill("Protocol sociale media, hoofdstuk 3")
    page.get_by_label("Wanneer is dat met de beheerder afgesproken?").fill("2026-11-02")
    page.get_by_label("Wie mag erbij?").fill("Alleen ouders van de groep.")
    page.get_by_label("Wat is er afgesproken over wachtwoorden?").fill("In de kluis van school.")
    page.get_by_label("Wat is er afgesproken over berichten van leerlingen?").fill("Zij plaatsen niets.")
    page.get_by_label("Ik las de regels van het bedrijf").check()
    page.get_by_role("button", name="Ja, het past bij de afspraken").click()
    expect(title).to_have_text("Het account van groep 5A op Instagram past bij de afspraken.")
    expect(page.get_by_text("Protocol sociale media, hoofdstuk 3")).to_be_visible()

    _open_the_steps(house_page, f"/scholen/{school.pk}/", asked)
    expect(asked).to_contain_text("Ja.")
    expect(asked.get_by_role("link", name="Bekijk het account")).to_have_count(0)

    # Another manager: the check holds no longer.
    house_page.goto(f"/klasaccounts/{ClassAccount.objects.get().key}/veranderen/")
    page.get_by_label("Wat is het adres of de naam?").fill("@groep5a_nieuw")
    page.get_by_role("button", name="Bewaar").click()
    expect(title).to_have_text("Het account van groep 5A op Instagram moet opnieuw worden getoetst.")


def _open_the_steps(house_page: HousePage, where: str, asked: Locator) -> None:
    """To the steps of the school, with the step of this check unfolded."""
    house_page.goto(where)
    step = house_page.page.locator("details.vr-step", has=asked)
    if step.get_attribute("open") is None:
        step.locator("summary").first.click()

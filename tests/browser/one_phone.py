"""What the scenarios of publishing and asking share: a phone that people pass on, and what their taps leave behind.

phone = Phone(house_page)
phone.to(teacher)
ask(phone, "Groepsfoto", "Website van school", "Yara Zaal", "Noud Zaal")
phone.reads("Ja, dit mag.")
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from playwright.sync_api import Locator, expect

from tests.machinery.browser import PHONE, HousePage
from vuistregel.access.models import Account
from vuistregel.consent.tests.builders import says
from vuistregel.evidence.models import LogEvent
from vuistregel.organisation.models import Group, Pupil, School
from vuistregel.organisation.tests.builders import a_contact, a_guardian, a_pupil, signed_in

#: The button of the start page, as it is read out.
MAY_THIS: Final = "Mag dit online? Antwoord in tien seconden"


class Phone:
    """One browser that people pass on. Each finds nothing of whoever had it before."""

    def __init__(self, house: HousePage) -> None:
        self.house, self.page = house, house.page
        self.page.set_default_timeout(10_000)

    def to(self, account: Account | None, *, width: int = PHONE, start: str = "/") -> None:
        """Somebody takes it and is on the start page, or where a mail or letter sent them. None: without account."""
        self.house.context.clear_cookies()
        self.page.set_viewport_size({"width": width, "height": 844})
        if account is not None:
            self.house.sign_in(signed_in(account))
        self.open(start)

    def open(self, path: str) -> int:
        """Go to an address that somebody has, and return how the house answered."""
        answer = self.page.goto(self.house.server + path)
        assert answer is not None
        return int(answer.status)

    def press(self, name: str, *, within: Locator | None = None) -> None:
        (within or self.page).get_by_role("button", name=name, exact=True).click()

    def follow(self, name: str) -> None:
        self.page.get_by_role("link", name=name, exact=True).first.click()

    def reads(self, heading: str) -> None:
        expect(self.page.get_by_role("heading", level=1)).to_have_text(heading)

    def sees(self, *texts: str) -> None:
        for text in texts:
            expect(self.page.locator("main")).to_contain_text(text)

    def sees_nothing_of(self, *texts: str) -> None:
        for text in texts:
            expect(self.page.locator("main")).not_to_contain_text(text)

    def look(self) -> None:
        """Look at this page as `HousePage` does: at every width, in the dark, for whoever cannot see."""
        self.house.inspect()


def ask(phone: Phone, kind: str, place: str, *people: str, text: str = "", file: Path | None = None) -> None:
    """A teacher's question, from the start page to the answer."""
    phone.open("/")
    phone.follow(MAY_THIS)
    fill(phone, kind, place, *people, text=text, file=file)


def fill(phone: Phone, kind: str, place: str, *people: str, text: str = "", file: Path | None = None) -> None:
    """The question itself, filled in and asked. Parents and staff stand folded under the pupils."""
    page = phone.page
    page.get_by_label(kind, exact=True).check()
    page.get_by_label(place, exact=True).check()
    for name in people:
        one = page.get_by_label(name, exact=True)
        if not one.is_visible():
            page.locator("details", has=one).locator("summary").click()
        one.check()
    page.get_by_label("Wat komt erbij te staan?").fill(text)
    if file is not None:
        page.get_by_label("Voeg de foto of film toe").set_input_files(file)
    phone.press("Mag dit?")


def publish(phone: Phone, where: str) -> None:
    """What was put somewhere is recorded, with where it is."""
    phone.page.locator("#waar").fill(where)
    phone.press("Leg vast dat het er staat")


def a_child(group: Group, name: str, *yes: str, mail: str = "", **fields: Any) -> Pupil:
    """A pupil of a group with a mother, who said yes to these places."""
    child = a_pupil(group.school, call_name=name, group=group, **fields)
    mother = a_guardian(child, call_name=f"Moeder{name}").person
    if mail:
        a_contact(mother, "email", mail)
    for place in yes:
        says(child, mother, place, "given")
    return child


def events(school: School, prefix: str) -> list[str]:
    """The kinds of event that the log holds, oldest first."""
    rows = LogEvent.objects.filter(board_id=school.board_id, kind__startswith=prefix)
    return list(rows.order_by("seq").values_list("kind", flat=True))

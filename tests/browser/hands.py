"""One browser that changes hands: a school of two children, and what its people do on the pages that they have.

way = Hands(house_page, a_school_day(mode="each_year"))
way.to(way.school_day.teacher)                      # a phone; the director and the office get a desk
way.ask("Groepsfoto", "Website van school", "Yara Zaal")
way.hears("Nee, zo niet.")
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Locator, expect

from tests.machinery.browser import DESKTOP, PHONE, HousePage
from vuistregel import clock
from vuistregel.access.models import Account
from vuistregel.consent.models import Channel, Consent
from vuistregel.consent.tests.builders import a_school_with_channels
from vuistregel.evidence.models import LogEvent
from vuistregel.organisation.models import Group, Person, Pupil, School
from vuistregel.organisation.tests import builders as b

#: Who sits at a desk. Everybody else has a phone in the hand.
_AT_A_DESK = ("director", "administrator")
_ASK = "Mag dit online? Antwoord in tien seconden"


@dataclass(frozen=True, slots=True)
class Child:
    """A pupil and the one who decides about it, each with a way in."""

    pupil: Pupil
    mother: Person

    @property
    def name(self) -> str:
        return self.pupil.person.name


@dataclass(frozen=True, slots=True)
class SchoolDay:
    """A school with one group, its teacher and its director."""

    school: School
    group: Group
    teacher: b.Member
    director: b.Member

    def child(self, name: str, family: str = "Zaal", **fields: Any) -> Child:
        """A child of this group; it and its mother can sign in."""
        pupil = b.a_pupil(self.school, group=self.group, call_name=name, family_name=family, **fields)
        mother = b.a_guardian(pupil, call_name="Fatima", family_name=family).person
        for person in (mother, pupil.person):
            b.an_account(person)
        return Child(pupil, mother)


def a_school_day(*places: str, mode: str = "each_year", sector: str = "po") -> SchoolDay:
    """A school that has these places only, and asks in this way."""
    school = a_school_with_channels(sector=sector, mode=mode, name="De Wilgentak")
    Channel.objects.filter(school=school).exclude(slug__in=places).update(ended=clock.today())
    group = b.a_group(school, "5B")
    teacher = b.a_member(school, "teacher", call_name="Sem", groups=(group,))
    return SchoolDay(school, group, teacher, b.a_member(school, "director", call_name="Noor"))


class Hands:
    """The browser, and whose it is."""

    def __init__(self, house: HousePage) -> None:
        self.house, self.page = house, house.page
        self.page.set_default_timeout(10_000)

    def to(self, who: b.Member | Person) -> None:
        """Somebody else takes it, signed in, and opens their start page."""
        account, desk = _way_in(who)
        self.nobody(DESKTOP if desk else PHONE)
        self.house.sign_in(b.signed_in(account))
        self.house.goto("/")

    def nobody(self, width: int = PHONE) -> None:
        """A browser that nobody signed in with: somebody with a link or a code in their hand."""
        self.house.inspect_if_new()
        self.house.context.clear_cookies()
        self.page.set_viewport_size({"width": width, "height": 844})

    def follow(self, *links: str | re.Pattern[str]) -> None:
        """Tap links by their names, one page after the other."""
        for name in links:
            self.house.get_by_role("link", name=name).first.click()

    def take(self, way: str) -> None:
        """Press one of the ways out that an answer offers."""
        self.house.get_by_role("button", name=way).first.click()

    def press(self, name: str) -> None:
        self.house.get_by_role("button", name=name, exact=True).first.click()

    def reads(self, text: str) -> None:
        """It stands there, once or more often, for whoever looks."""
        expect(self.page.get_by_text(text).first).to_be_visible()

    def hears(self, heading: str) -> None:
        """The first thing that the page says."""
        expect(self.heading).to_have_text(heading)

    @property
    def heading(self) -> Locator:
        return self.page.get_by_role("heading", level=1)

    def ask(self, kind: str, place: str, *names: str, text: str = "") -> None:
        """A teacher in the corridor: from the start page, which is open, to the answer."""
        self.follow(_ASK)
        self.change(kind, place, *names, text=text)

    def change(self, kind: str = "", place: str = "", *names: str, text: str = "") -> None:
        """Fill in the question, as far as it is not right yet, and ask."""
        if kind:
            self.page.get_by_label(kind, exact=True).check()
        if place:
            self.page.get_by_label(place, exact=True).check()
        for name in names:
            self.page.get_by_label(name).check()
        if text:
            self.page.get_by_label("Wat komt erbij te staan?").fill(text)
        self.press("Mag dit?")

    def answer(self, question: str, said: str) -> None:
        """A parent or a pupil on the own page: one question, one tap; `Bewaar` keeps it."""
        self.page.get_by_role("group", name=question).get_by_text(said, exact=True).click()
        self.press("Bewaar")


def _way_in(who: b.Member | Person) -> tuple[Account, bool]:
    if isinstance(who, b.Member):
        return who.account, who.membership.role in _AT_A_DESK
    assert who.account is not None
    return who.account, False


def answers(pupil: Pupil) -> list[tuple[str, str, str]]:
    """What stands in the records about a pupil, the oldest first: place, matter, answer."""
    rows = Consent.objects.filter(person=pupil.person).select_related("question__channel").order_by("pk")
    return [(row.question.channel.slug, row.question.matter, row.answer) for row in rows]


def logged(school: School, kind: str) -> int:
    """How often something stands in the log of a school's board."""
    return LogEvent.objects.filter(board_id=school.board_id, kind=kind).count()

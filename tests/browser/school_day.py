"""The school of the scenarios about asking: one group, few places, children whose mothers have a phone of their own.

day = a_school_day("website", mode="standing")
yara = day.child("Yara")
asks(phone, day.teacher, "Groepsfoto", "Website van school", yara.name)
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from tests.browser.one_phone import MAY_THIS, Phone, fill
from vuistregel import clock
from vuistregel.access.models import Account
from vuistregel.consent.models import Channel, Consent
from vuistregel.consent.tests.builders import a_school_with_channels
from vuistregel.organisation.models import Group, Person, Pupil, School
from vuistregel.organisation.tests import builders as b


@dataclass(frozen=True, slots=True)
class Child:
    """A pupil and the mother who decides about it, each with a way in."""

    pupil: Pupil
    mother: Person
    own: Account
    mothers: Account

    @property
    def name(self) -> str:
        return self.pupil.person.name


@dataclass(frozen=True, slots=True)
class SchoolDay:
    """A school with one group, its teacher and its director."""

    school: School
    group: Group
    teacher: Account
    director: Account

    def child(self, name: str, family: str = "Zaal", **fields: Any) -> Child:
        """A child of this group."""
        pupil = b.a_pupil(self.school, group=self.group, call_name=name, family_name=family, **fields)
        mother = b.a_guardian(pupil, call_name="Fatima", family_name=family).person
        return Child(pupil, mother, b.an_account(pupil.person), b.an_account(mother))


def a_school_day(*places: str, mode: str = "each_year", sector: str = "po") -> SchoolDay:
    """A school that has these places only, and asks in this way."""
    school = a_school_with_channels(sector=sector, mode=mode, name="De Wilgentak")
    Channel.objects.filter(school=school).exclude(slug__in=places).update(ended=clock.today())
    group = b.a_group(school, "5B")
    teacher = b.a_member(school, "teacher", call_name="Sem", groups=(group,))
    director = b.a_member(school, "director", call_name="Noor")
    return SchoolDay(school, group, teacher.account, director.account)


def asks(phone: Phone, teacher: Account, kind: str, place: str, *people: str, text: str = "") -> None:
    """The teacher takes the phone and asks, from the start page to the answer."""
    phone.to(teacher)
    phone.follow(MAY_THIS)
    fill(phone, kind, place, *people, text=text)


def says_on_the_phone(phone: Phone, question: str, said: str) -> None:
    """A parent or a pupil on the own page: one question, one tap, and kept."""
    phone.page.get_by_role("group", name=question).get_by_text(said, exact=True).click()
    phone.press("Bewaar")


def takes_back(phone: Phone) -> None:
    """A parent or a pupil on the own page: the first yes that was kept becomes a no."""
    phone.page.locator(".vr-answer summary").first.click()
    phone.press("Maak er nee van")


def tap(phone: Phone, begins: str) -> None:
    """A link or button with more on it than its name: a second line, or what it is about."""
    name = re.compile(f"^{re.escape(begins)}")
    found = phone.page.get_by_role("link", name=name).or_(phone.page.get_by_role("button", name=name))
    found.first.click()


def answers(pupil: Pupil) -> list[tuple[str, str, str]]:
    """What stands in the records about a pupil, the oldest first: place, matter, answer."""
    rows = Consent.objects.filter(person=pupil.person).select_related("question__channel").order_by("pk")
    return [(row.question.channel.slug, row.question.matter, row.answer) for row in rows]

"""Builders for tests of this room and those above: a school with its channels, and answers in one line.

school = a_school_with_channels(mode="each_year")
says(pupil, father.person, "website", "given")
"""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from vuistregel import clock
from vuistregel.access.actor import OPERATOR
from vuistregel.consent.actions import Reply, answer, open_channels
from vuistregel.consent.models import NO_USE, Channel, Consent, Question
from vuistregel.consent.queries import newest_of
from vuistregel.consent.rules import Answer, How, Matter, Mode
from vuistregel.organisation.models import Board, Person, Pupil, School
from vuistregel.organisation.tests.builders import a_school


def a_school_with_channels(board: Board | None = None, sector: str = "po", mode: str = "", **fields: Any) -> School:
    """A school with the preset channels; with `mode` all that may have it got that mode."""
    school = a_school(board, sector, **fields)
    open_channels(OPERATOR, school=school)
    if mode:
        lists = Question.objects.filter(channel__school=school, matter=Matter.CONTACT.value).values("channel")
        chosen = Channel.objects.filter(school=school, same_as=None).exclude(pk__in=lists)
        chosen.update(mode=Mode(mode).value, chosen_on=clock.today())
    return school


def channel(school: School, slug: str) -> Channel:
    return Channel.objects.select_related("school", "same_as").get(school=school, slug=slug)


def question(school: School, slug: str, matter: str = "") -> Question:
    rows = Question.objects.select_related("channel", "text").filter(channel=channel(school, slug).asks)
    return rows.get(matter=matter) if matter else rows.order_by("pk")[0]


def says(
    about: Pupil | Person,
    by: Person,
    slug: str,
    given: str,
    *,
    matter: str = "",
    school: School | None = None,
    on: date | None = None,
    use: UUID = NO_USE,
    saw: int | None = None,
    how: How = How.PAPER,
    actor: Any = OPERATOR,
) -> Consent:
    """One answer about a pupil (or an adult, with `school`), as the office writes it down."""
    pupil = about if isinstance(about, Pupil) else None
    person = about.person if isinstance(about, Pupil) else about
    place = pupil.school if pupil else school
    assert place is not None
    asked = question(place, slug, matter)
    seen = newest_of(person, asked, use, by) if saw is None else saw
    reply = Reply(asked, Answer(given), use=use, saw=seen)
    return answer(actor, person=person, school=place, pupil=pupil, by=by, replies=[reply], how=how, on=on)[0]

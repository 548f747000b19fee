"""Wie mag waar op de foto: of one group, per channel, who has a yes. Whoever must not be found reads as without one."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from vuistregel import clock
from vuistregel.access.engine import engine
from vuistregel.access.gate import page
from vuistregel.access.matrix import Scope, shipped
from vuistregel.consent.models import Question
from vuistregel.consent.queries import allowed, places_of
from vuistregel.consent.rules import Matter, Mode
from vuistregel.media.choosing import places, where_words
from vuistregel.organisation.models import Group, Person, Placement, Pupil, School
from vuistregel.organisation.pages.place import school_here
from vuistregel.organisation.periods import open_on, present_on
from vuistregel.organisation.protection import hiding_on, unfindable_on
from vuistregel.organisation.queries import norms_for
from vuistregel.organisation.subjects import of_group
from vuistregel.organisation.wording import joined_words
from vuistregel.organisation.years import school_year
from vuistregel.ui import numbers
from vuistregel.words import Words


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """One channel: who may be seen there, and who may not. `each_time`: there is no answer that holds in general."""

    name: Words
    where: Words
    each_time: bool
    yes: tuple[str, ...]
    no: tuple[str, ...]

    @property
    def says(self) -> Words:
        if self.each_time:
            return Words("elke keer vragen", "ask each time")
        return numbers.out_of(len(self.yes), len(self.yes) + len(self.no))


@page(category="consent", subject=of_group)
def who_may(request: HttpRequest, group: int) -> HttpResponse:
    """Per channel of the school: who of the group may be in a photo there."""
    today = clock.today()
    row = Group.objects.get(pk=group)
    school = school_here(request, row.school_id)
    placed = Placement.objects.filter(open_on(today), group=row).values("pupil")
    pupils = Pupil.objects.filter(present_on(today), pk__in=placed)
    people = list(Person.objects.filter(pupils__in=pupils).distinct().order_by("sort_key", "pk"))
    context = {
        "group": row,
        "readers": readers(),
        "rows": rows_of(school, people, today),
        "heading": Words("Wie van {group} mag waar op de foto?", "Who of {group} may be in a photo where?").with_(
            group=row.name
        ),
    }
    return render(request, "media/who_may.html", context)


def readers() -> Words:
    """Who reads the consents of a group, by the matrix: who works here, apart from what is about oneself."""
    roles = shipped().roles
    found = []
    for role, scope in engine().roles_that_may("read", "consent"):
        if roles[role].staff and scope in (Scope.GROUP, Scope.SCHOOL, Scope.BOARD):
            words = roles[role].words
            found.append(_OF_GROUP.with_(role=words) if scope is Scope.GROUP else words)
    return joined_words(found)


_OF_GROUP = Words("{role} van deze groep", "{role} of this group")


def rows_of(school: School, people: Collection[Person], day: date) -> list[PlaceRow]:
    """One row per channel; the queries do not grow with people or channels."""
    asked = [p for p in places_of(places(school, day), Matter.IMAGE, day) if p.question is not None]
    year = school_year(school.board_id, day, norms_for(school.board_id, day, school.sector))
    yes = allowed(school, day, year)
    hidden = _hidden({p.pk for p in people}, day)
    found = []
    for place in asked:
        assert isinstance(place.question, Question)
        may = [p for p in people if (p.pk, place.question.pk) in yes and p.pk not in hidden]
        ids = {p.pk for p in may}
        found.append(
            PlaceRow(
                place.channel.words,
                where_words(place.channel),
                place.mode is Mode.EACH_TIME,
                tuple(p.name for p in may),
                tuple(p.name for p in people if p.pk not in ids),
            )
        )
    return found


def _hidden(persons: set[int], day: date) -> set[int]:
    barred = hiding_on(day).filter(pupil__person__in=persons)
    raised = unfindable_on(day).filter(person__in=persons)
    return set(barred.values_list("pupil__person", flat=True)) | set(raised.values_list("person", flat=True))

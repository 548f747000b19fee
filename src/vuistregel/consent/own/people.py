"""For whom somebody may answer on the own page: the children, the pupil, and every adult for themselves."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from vuistregel.access.actor import Actor, Hat, Subject
from vuistregel.access.engine import engine
from vuistregel.organisation.models import (
    Authority,
    Guardianship,
    Person,
    Placement,
    Pupil,
    RaisedConfidentiality,
    School,
)
from vuistregel.organisation.periods import open_on
from vuistregel.organisation.protection import raised_on
from vuistregel.organisation.queries import deciders_of, facts_of_many
from vuistregel.organisation.rules import For, PupilFacts
from vuistregel.words import Words, same

_FAMILY = ("pupil", "guardian")
_Fields = RaisedConfidentiality.Fields
YOU = Words("u", "you")


class Right(StrEnum):
    """What the reader may do about a data subject."""

    DECIDES = "decides"
    #: A pupil below the age of an own decision: takes a yes back, and that again (S80).
    SHARED = "shared"
    ADULT = "adult"
    NOT_CONFIRMED = "not_confirmed"
    CHILD_DECIDES = "child_decides"
    NOBODY = "nobody"


@dataclass(frozen=True, slots=True)
class About:
    """One data subject on the page of one reader. `key` names its part of the page and its fields.

    `place_hidden`: the reader is not told at which school or in which group this child is.
    """

    key: str
    person: Person
    school: School
    pupil: Pupil | None
    by: Person
    right: Right
    group: str = ""
    place_hidden: bool = False

    @property
    def own(self) -> bool:
        return self.by.pk == self.person.pk

    @property
    def name(self) -> Words:
        """As a question names the data subject."""
        return YOU if self.own else same(self.person.short_name)

    @property
    def title(self) -> str:
        return self.person.short_name

    @property
    def answers(self) -> bool:
        return self.right in (Right.DECIDES, Right.SHARED, Right.ADULT)


def people_of(actor: Actor, day: date) -> list[About]:
    """Everybody about whom this actor may read or answer, children first, the oldest first."""
    hats = [hat for hat in actor.hats if hat.person is not None]
    pupils = _readers(hats)
    rows = Pupil.objects.filter(pk__in=pupils).select_related("person", "school__board")
    children = list(rows.order_by("person__birth_date", "pk"))
    own = {hat.person for hat in hats if hat.person is not None}
    persons = {p.pk: p for p in Person.objects.filter(pk__in=own)}
    facts = facts_of_many(children, day) if children else {}
    mine = _guardianships(pupils, own, day)
    groups = _groups(pupils, day)
    hidden = _hidden({child.person_id for child in children}, day)
    found = []
    for child in children:
        by = persons[pupils[child.pk]]
        row = mine.get((child.pk, by.pk))
        place_hidden = by.pk != child.person_id and child.person_id in hidden
        found.append(
            About(
                f"p{child.pk}",
                child.person,
                child.school,
                child,
                by,
                _right(child, by, row, facts[child.pk], day),
                "" if place_hidden else groups.get(child.pk, ""),
                place_hidden,
            )
        )
    return [*found, *_adults(actor, hats, persons, found)]


def _readers(hats: Iterable[Hat]) -> dict[int, int]:
    """By pupil: as whom this account reads about them; the pupil's own hat goes before a guardian's."""
    found: dict[int, int] = {}
    for role in reversed(_FAMILY):
        for hat in hats:
            if hat.role == role and hat.person is not None:
                found |= dict.fromkeys(hat.pupils, hat.person)
    return found


def _guardianships(pupils: Iterable[int], persons: Iterable[int], day: date) -> dict[tuple[int, int], Guardianship]:
    rows = Guardianship.objects.filter(open_on(day), pupil__in=list(pupils), person__in=list(persons))
    return {(row.pupil_id, row.person_id): row for row in rows.order_by("-pk")}


def _groups(pupils: Iterable[int], day: date) -> dict[int, str]:
    rows = Placement.objects.filter(open_on(day), pupil__in=list(pupils)).order_by("-group__composite", "-group__name")
    return dict(rows.values_list("pupil", "group__name"))


def _hidden(persons: Iterable[int], day: date) -> set[int]:
    rows = raised_on(day).filter(person__in=list(persons), field__in=(_Fields.SCHOOL, _Fields.ALL))
    return set(rows.values_list("person", flat=True))


def _right(pupil: Pupil, by: Person, row: Guardianship | None, facts: PupilFacts, day: date) -> Right:
    deciding = deciders_of(facts, For.CONSENT, day, pupil.school.sector).people
    if by.pk == pupil.person_id:
        if any(p.kind == "pupil" for p in deciding):
            return Right.DECIDES
        withdrawing = deciders_of(facts, For.WITHDRAWAL, day, pupil.school.sector).people
        return Right.SHARED if any(p.kind == "pupil" for p in withdrawing) else Right.NOBODY
    key = "" if row is None else row.key or str(by.key)
    if any(p.kind == "guardian" and p.key == key for p in deciding):
        return Right.DECIDES
    if any(p.kind == "pupil" for p in deciding):
        return Right.CHILD_DECIDES
    return Right.NOT_CONFIRMED if row is not None and row.authority == Authority.UNKNOWN else Right.NOBODY


def _adults(actor: Actor, hats: Iterable[Hat], persons: Mapping[int, Person], children: list[About]) -> list[About]:
    """The reader as a data subject, once for each school where they are a parent or a colleague."""
    wanted: dict[tuple[int, int], set[str]] = defaultdict(set)
    for hat in hats:
        place = Subject(board=hat.board, school=hat.school, person=hat.person)
        if hat.school and hat.person and hat.role != "pupil" and engine().decide(actor, "write", "consent", place):
            wanted[hat.school, hat.person].add(hat.role)
    schools = School.objects.select_related("board").in_bulk([school for school, _ in wanted])
    open_ = {about.school.pk for about in children if not about.place_hidden}
    return [
        About(
            f"s{school}",
            persons[person],
            schools[school],
            None,
            persons[person],
            Right.ADULT,
            place_hidden=roles == {"guardian"} and school not in open_,
        )
        for (school, person), roles in sorted(wanted.items())
        if not any(about.own and about.person.pk == person for about in children)
    ]

"""Whom one can choose when somebody is in a photo: the group's pupils, their parents, the staff. Names, by hand."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from vuistregel.access.actor import Actor
from vuistregel.access.engine import engine
from vuistregel.access.visibility import visible
from vuistregel.media.models import MediaFile
from vuistregel.organisation.models import Group, Guardianship, Membership, Person, Placement, Pupil, School
from vuistregel.organisation.periods import open_on, present_on
from vuistregel.words import Words


@dataclass(frozen=True, slots=True)
class Choices:
    """People of one kind, as (id, name)."""

    title: Words
    people: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a photo can be taken in: a group, or the school as a whole. `value` is what a form sends back."""

    value: str
    label: str
    school: School
    group: Group | None = None


CHOSEN = Words("Deze mensen koos u", "You chose these people")
PUPILS = Words("Leerlingen", "Pupils")
PARENTS = Words("Ouders en verzorgers", "Parents and carers")
STAFF = Words("Medewerkers", "Staff")


def choices(actor: Actor, media: MediaFile, today: date, first: Collection[int] = ()) -> list[Choices]:
    """Who can be chosen for this photo by this actor; a fixed number of queries.

    `first` are persons that somebody chose for it already: they stand above the others, each once.
    """
    here = Pupil.objects.filter(present_on(today), board=media.board_id, school=media.school_id)
    pupils = visible(actor, "read", "roster", here)
    if media.group_id is not None:
        pupils = pupils.filter(pk__in=Placement.objects.filter(open_on(today), group=media.group_id).values("pupil"))
    ids = list(pupils.values_list("pk", flat=True))
    parents = Guardianship.objects.filter(open_on(today), pupil__in=ids) if media.group_id is not None else None
    staff = Membership.objects.filter(open_on(today), board=media.board_id, school=media.school_id)
    chosen = Person.objects.filter(board=media.board_id, pk__in=first)
    everybody = Person.objects.exclude(pk__in=first)
    found = [
        Choices(CHOSEN, _named(chosen) if first else ()),
        Choices(PUPILS, _named(everybody.filter(pupils__in=ids))),
        Choices(PARENTS, _named(everybody.filter(pk__in=parents.values("person"))) if parents is not None else ()),
        Choices(STAFF, _named(everybody.filter(pk__in=staff.values("person")))),
    ]
    return [c for c in found if c.people]


def _named(people: QuerySet[Person]) -> tuple[tuple[int, str], ...]:
    rows = people.filter(merged_into=None).distinct().order_by("sort_key", "pk")
    return tuple((p.pk, p.name) for p in rows)


def names_of(school: School, group: Group | None, today: date) -> set[str]:
    """The names that should not stand in a file name: of the group's pupils, or of all of the school's."""
    rows = Pupil.objects.filter(present_on(today), board=school.board_id, school=school)
    if group is not None:
        rows = rows.filter(pk__in=Placement.objects.filter(open_on(today), group=group).values("pupil"))
    found = rows.values_list("person__call_name", "person__family_name")
    return {name for row in found for name in row if name}


def spots(actor: Actor) -> list[Spot]:
    """Where this actor can take photos in: the own groups, and schools for whoever works for a whole school."""
    hats = [hat for hat, _scope in engine().scopes(actor, "write", "media") if hat.board]
    groups = visible(actor, "read", "roster", Group.objects.filter(ended__isnull=True)).select_related("school__board")
    allowed = visible(actor, "read", "organisation", School.objects.select_related("board"))
    schools = [
        s
        for s in allowed.order_by("name", "pk")
        if any(h.board == s.board_id and h.school in (None, s.pk) for h in hats)
    ]
    reach = {s.pk for s in schools}
    several = len(schools) > 1
    found = [
        Spot(f"g{g.pk}", f"{g.name} ({g.school.name})" if several else g.name, g.school, g)
        for g in groups.order_by("school__name", "composite", "name")
        if g.school_id in reach
    ]
    return [*found, *(Spot(f"s{s.pk}", s.name, s) for s in schools)]

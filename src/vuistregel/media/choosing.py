"""Whom somebody can point at, and where: the people of a group or found by name, and the channels of a school."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.db.models import Q, QuerySet

from vuistregel.access.actor import Actor
from vuistregel.access.visibility import visible
from vuistregel.consent.models import Channel, Question
from vuistregel.consent.presets import PRESETS
from vuistregel.consent.queries import channels_of
from vuistregel.consent.rules import Matter
from vuistregel.media.pictures.people import CHOSEN, PARENTS, PUPILS, STAFF, Spot
from vuistregel.organisation.models import Guardianship, Membership, Person, Placement, Pupil, School
from vuistregel.organisation.periods import open_on, present_on
from vuistregel.words import Words

#: How many people a search by name shows.
MOST: Final = 30
#: From how many letters on a search by name says anything.
SHORTEST: Final = 2


@dataclass(frozen=True, slots=True)
class Choice:
    """Somebody who can be ticked."""

    pk: int
    name: str
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class Offer:
    """People of one kind under one title; `folded` when few need them."""

    title: Words
    people: tuple[Choice, ...]
    folded: bool = False


FOUND: Final = Words("Gevonden", "Found")


def offers(actor: Actor, spot: Spot, chosen: Collection[int], search: str, day: date) -> list[Offer]:
    """Pupils of the group first, then parents and staff; who was chosen already stays on the page."""
    found: list[Offer] = []
    shown: set[int] = set()

    def add(title: Words, rows: QuerySet[Person], *, folded: bool = False, most: int | None = None) -> None:
        people = tuple(
            Choice(p.pk, p.name, p.pk in chosen)
            for p in rows.exclude(pk__in=shown).distinct().order_by("sort_key", "pk")[:most]
        )
        shown.update(p.pk for p in people)
        if people:
            found.append(Offer(title, people, folded and not any(p.chosen for p in people)))

    everybody = reachable(actor, spot.school, day)
    if spot.group is not None:
        placed = Placement.objects.filter(open_on(day), group=spot.group).values("pupil")
        here = visible(actor, "read", "roster", Pupil.objects.filter(present_on(day), pk__in=placed))
        add(PUPILS, Person.objects.filter(pupils__in=here.values("pk"), merged_into=None))
    if chosen:
        add(CHOSEN, everybody.filter(pk__in=chosen))
    if len(search) >= SHORTEST:
        add(FOUND, everybody.filter(_named(search)), most=MOST)
    if spot.group is not None:
        parents = Guardianship.objects.filter(open_on(day), pupil__in=here.values("pk")).values("person")
        add(PARENTS, everybody.filter(pk__in=parents), folded=True)
    add(STAFF, everybody.filter(pk__in=_staff(spot.school, day)), folded=True)
    return found


def _named(search: str) -> Q:
    found = Q()
    for word in search.split()[:4]:
        found &= Q(call_name__icontains=word) | Q(family_name__icontains=word)
    return found


def reachable(actor: Actor, school: School, day: date) -> QuerySet[Person]:
    """Everybody whom this actor may point at: the pupils that the matrix shows, their parents, the school's staff."""
    rows = Pupil.objects.filter(present_on(day), board=school.board_id, school=school)
    pupils = visible(actor, "read", "roster", rows).values("pk")
    parents = Guardianship.objects.filter(open_on(day), pupil__in=pupils).values("person")
    return Person.objects.filter(
        Q(pk__in=Pupil.objects.filter(pk__in=pupils).values("person"))
        | Q(pk__in=parents)
        | Q(pk__in=_staff(school, day)),
        board=school.board_id,
        merged_into=None,
    )


def _staff(school: School, day: date) -> QuerySet[Membership, Any]:
    return Membership.objects.filter(open_on(day), board=school.board_id, school=school).values("person")


def places(school: School, day: date) -> list[Channel]:
    """The channels where something can be published: a contact list is none."""
    lists = set(
        Question.objects.filter(board=school.board_id, channel__school=school, matter=Matter.CONTACT.value).values_list(
            "channel", flat=True
        )
    )
    return [channel for channel in channels_of(school, day) if channel.asks not in lists]


_WHERE: Final = {preset.slug: preset for preset in PRESETS}


def where_words(channel: Channel) -> Words:
    """The place as it stands in a sentence: `op de website van school`; a place of the school's own by its name."""
    preset = _WHERE.get(channel.slug) if channel.preset else None
    if preset is not None and preset.where is not None and channel.words == preset.name:
        return preset.where
    return Words("op: {name}", "on: {name}").with_(name=channel.words)

"""The start page of a teacher: what must happen today, the one question, the own groups."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count

from vuistregel.access.actor import Actor, Subject
from vuistregel.access.engine import engine
from vuistregel.access.visibility import visible
from vuistregel.consent.accounts.tasks import account_tasks
from vuistregel.consent.lists.tasks import list_tasks
from vuistregel.consent.rounds.progress import Progress, progress_of
from vuistregel.media.tasks import as_tasks, open_for
from vuistregel.organisation.group_links import group_links
from vuistregel.organisation.models import Group
from vuistregel.organisation.periods import open_on, present_on
from vuistregel.portal.greeting import greeting, hello_to
from vuistregel.ui import numbers
from vuistregel.ui.shapes import Today, Way
from vuistregel.words import Words

#: A teacher with more groups than this (a subject at a secondary school) gets the list of groups.
FEW = 4


@dataclass(frozen=True, slots=True)
class OwnGroup:
    """A group as the start page shows it: how many pupils, how far the families are, what there is to do with it."""

    group: Group
    pupils: int
    progress: Progress | None
    links: tuple[Way, ...]


@dataclass(frozen=True, slots=True)
class TeachersDay:
    """The start page. `more` groups stand on a page of their own."""

    heading: Words
    todo: Today
    groups: tuple[OwnGroup, ...]
    more: int


def teachers_day(actor: Actor, name: str, now: datetime, day: date) -> TeachersDay:
    """The start page of this teacher today."""
    waiting = open_for(actor, day)
    copies = list_tasks(actor, day)
    accounts = account_tasks(actor, day)
    groups = own_groups(actor, day)
    today = len([each for each in waiting if each.due <= day])
    return TeachersDay(
        heading(name, now, today, len(waiting) + len(copies), len(accounts)),
        Today.of([*as_tasks(waiting, day), *copies, *accounts]),
        tuple(_shown(actor, group, day) for group in groups[:FEW]),
        max(0, len(groups) - FEW),
    )


def own_groups(actor: Actor, day: date) -> list[Group]:
    pupils = Count(
        "placements", filter=open_on(day, "placements__") & present_on(day, "placements__pupil__"), distinct=True
    )
    rows = visible(actor, "read", "roster", Group.objects.filter(ended__isnull=True)).values("pk")
    found = Group.objects.filter(pk__in=rows).annotate(pupils=pupils).select_related("school")
    return list(found.order_by("composite", "name", "pk"))


def _shown(actor: Actor, group: Group, day: date) -> OwnGroup:
    place = Subject(board=group.board_id, school=group.school_id, groups=frozenset({group.pk}))
    links = tuple(
        Way(link.title, link.address(group.pk), link.detail, link.icon)
        for link in group_links()
        if engine().decide(actor, link.verb, link.category, place)
    )
    return OwnGroup(group, group.pupils, progress_of(group, day), links)  # type: ignore[attr-defined]


def heading(name: str, now: datetime, today: int, waiting: int, other: int = 0) -> Words:
    """A greeting, and the one thing that cannot wait: what must be taken down; else how many `other` things wait."""
    if not waiting:
        return greeting(name, now, other)
    thing = numbers.counted(
        today or waiting,
        Words("één ding", "one thing"),
        Words("{words} dingen", "{words} things"),
    )
    rest = Words("Haal vandaag {thing} weg.", "Take {thing} down today.") if today else LATER
    return Words("{hello}{name}. {rest}", "{hello}{name}. {rest}").with_(
        hello=hello_to(now), name=f" {name}" if name else "", rest=rest.with_(thing=thing)
    )


LATER = Words("U moet nog {thing} weghalen.", "You still have {thing} to take down.")

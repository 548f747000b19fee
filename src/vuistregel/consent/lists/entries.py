"""Who stands on a list of a group today: only who said yes this school year, with what may be shown of them.

Whoever must not be found is not there, as if nobody had answered. A number that is secret, and an address that is
protected, is not there; whoever has nothing else to show is not on the list (R5.18-R5.20, S65, S66). That rule is
`keeping_off`, and whoever asks whether a list may hold somebody gets its answer too.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from vuistregel.consent.lists.keeping_off import SHOWS, listed_of
from vuistregel.consent.models import Channel, ListCopy
from vuistregel.consent.queries import PersonFacts, Place, people_for, place_of
from vuistregel.consent.rules import Matter
from vuistregel.organisation.contacts import Reach, contacts_of
from vuistregel.organisation.models import ContactKind, Group, Guardianship, Pupil
from vuistregel.organisation.periods import open_on, present_on
from vuistregel.organisation.protection import barring_on

Kinds = ListCopy.Kinds
#: What anybody in the group may see of others: nothing secret, nothing protected.
_OPEN: Final = Reach(plain=True, secret=False, raised=False)


@dataclass(frozen=True, slots=True)
class Reachable:
    """One grown-up (or a pupil who decides) who said yes, and the numbers or addresses that may be shown."""

    person: int
    name: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """A child on the list. `family` is the same for brothers and sisters in this group."""

    person: int
    name: str
    short_name: str
    family: int
    reached: tuple[Reachable, ...]


@dataclass(frozen=True, slots=True)
class GroupList:
    """A list as it may be seen today. `families` counts all families of the group, also those who are not on it."""

    group: Group
    kind: ListCopy.Kinds
    place: Place | None
    entries: tuple[Entry, ...]
    families: int

    @property
    def on_it(self) -> int:
        return len({entry.family for entry in self.entries})

    @property
    def persons(self) -> set[int]:
        """Everybody of whom something stands on it."""
        return {e.person for e in self.entries} | {r.person for e in self.entries for r in e.reached}


def group_list(group: Group, kind: ListCopy.Kinds, day: date) -> GroupList:
    """A list of a group on a day. `group.school` is loaded. As many queries for one pupil as for forty."""
    pupils = list(
        Pupil.objects.filter(
            present_on(day), board=group.board_id, pk__in=group.placements.filter(open_on(day)).values("pupil")
        ).values_list("pk", "person")
    )
    channel = _channel(group, kind, day)
    guardians = _guardians([pk for pk, _ in pupils], day)
    families = _families(pupils, guardians)
    total = len(set(families.values()))
    if channel is None or not pupils:
        return GroupList(group, kind, None, (), total)
    place = place_of(channel, Matter.CONTACT, day)
    facts = [f for f in people_for(place, [person for _, person in pupils], day) if f.consent and not f.hidden]
    entries = _entries(facts, place, families, SHOWS[kind], day)
    return GroupList(group, kind, place, entries, total)


def _channel(group: Group, kind: ListCopy.Kinds, day: date) -> Channel | None:
    rows = Channel.objects.filter(board=group.board_id, school=group.school_id, slug=kind.value)
    channel = rows.select_related("school", "same_as").first()
    return channel if channel is not None and channel.is_used_on(day) else None


def _guardians(pupils: Iterable[int], day: date) -> dict[int, list[Guardianship]]:
    """The guardians of each pupil whom one may approach about them."""
    barred = set(barring_on(day).filter(pupil__in=pupils).values_list("pupil", "person"))
    found: dict[int, list[Guardianship]] = defaultdict(list)
    for row in Guardianship.objects.filter(open_on(day), pupil__in=pupils).select_related("person").order_by("pk"):
        if (row.pupil_id, row.person_id) not in barred:
            found[row.pupil_id].append(row)
    return found


def _families(pupils: list[tuple[int, int]], guardians: dict[int, list[Guardianship]]) -> dict[int, int]:
    """Which family each child (person) belongs to: those who share a guardian are one."""
    first: dict[int, int] = {}
    family = {person: person for _, person in pupils}
    for pk, person in pupils:
        for row in guardians[pk]:
            other = family[first.setdefault(row.person_id, person)]
            mine = family[person]
            if other != mine:
                family = {child: other if of == mine else of for child, of in family.items()}
    return family


def _entries(
    facts: list[PersonFacts], place: Place, families: dict[int, int], shows: ContactKind, day: date
) -> tuple[Entry, ...]:
    listed = listed_of(place, [f.pk for f in facts], day)
    everybody = {p.pk: p for each in listed.values() for p in each.people}
    contacts = contacts_of(everybody.values(), _OPEN, day)
    found = []
    for f in facts:
        reached = tuple(
            Reachable(p.pk, p.name, values)
            for p in listed[f.pk].people
            if (values := tuple(c.value for c in contacts[p.pk].shown if c.kind == shows))
        )
        if reached:
            found.append(Entry(f.pk, f.name, f.short_name, families[f.pk], reached))
    return tuple(found)

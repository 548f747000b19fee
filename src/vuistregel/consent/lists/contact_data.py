"""The yearly look at the own contact data, what it asks of a parent, and what staff sees of it (R5.20, R5.21)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from vuistregel import keys
from vuistregel.access.actor import Actor, Subject
from vuistregel.access.engine import engine
from vuistregel.consent.models import ContactCheck, EmergencyContact
from vuistregel.organisation.contacts import Contacts, contacts_of, own_reach
from vuistregel.organisation.models import Group, Person, Pupil, RaisedConfidentiality, School
from vuistregel.organisation.periods import open_on, present_on
from vuistregel.organisation.protection import barring_on, raised_on
from vuistregel.organisation.queries import norms_for
from vuistregel.organisation.years import school_year

_Fields = RaisedConfidentiality.Fields


def checked_this_year(board: int, person: int, school: School, day: date) -> date | None:
    """The day in this school year on which somebody last said that their contact data are right."""
    year = school_year(board, day, norms_for(board, day, school.sector))
    rows = ContactCheck.objects.filter(board=board, person=person, school=school, checked_on__gte=year.starts)
    return rows.order_by("-checked_on").values_list("checked_on", flat=True).first()


def own_contacts(actor: Actor, person: Person, school: School, day: date) -> Contacts:
    """What the school has of the reader, as the reader may see it: everything of themselves."""
    place = Subject(board=person.board_id, school=school.pk, person=person.pk)
    return contacts_of([person], own_reach(actor, place), day, guarded=True)[person.pk]


@dataclass(frozen=True, slots=True)
class Emergency:
    """Whom to call about a child when a parent cannot be reached."""

    name: str
    phone: str
    by: str = ""

    @property
    def dial(self) -> str:
        """What a telephone dials: digits, and a plus at the start."""
        return re.sub(r"(?!^\+)[^0-9]", "", self.phone.strip())


def own_emergency(pupil: Pupil, by: Person) -> Emergency | None:
    """What this parent gave for this child; what the other gave is not theirs to see."""
    row = EmergencyContact.objects.filter(board=pupil.board_id, pupil=pupil, by=by).first()
    return None if row is None else _opened([row], {pupil.pk: pupil}).get(pupil.pk, [None])[0]


def _opened(rows: Sequence[EmergencyContact], pupils: dict[int, Pupil]) -> dict[int, list[Emergency]]:
    """The rows in the clear, by pupil; those whose key is gone are left out."""
    sealed = [
        (pupils[row.pupil_id].person.key, f"emergency.{part}", bytes(getattr(row, part)))
        for row in rows
        for part in ("name", "phone")
    ]
    values = keys.unseal_what_remains(sealed)
    found: dict[int, list[Emergency]] = {}
    for at, row in enumerate(rows):
        name, phone = values[2 * at], values[2 * at + 1]
        if name is not None and phone is not None:
            found.setdefault(row.pupil_id, []).append(Emergency(name, phone, row.by.name))
    return found


@dataclass(frozen=True, slots=True)
class PupilEmergency:
    """A pupil of the group with whom to call."""

    pupil: Pupil
    contacts: tuple[Emergency, ...]


def emergencies_of(group: Group, actor: Actor, day: date) -> list[PupilEmergency]:
    """The emergency contacts of a group for a member of staff, as many queries for one pupil as for forty.

    Of a child whose address, telephone or whole data are protected only who may see protection sees them; for others
    it reads as if nobody gave one. What a guardian gave who may not be approached about the child is not shown.
    """
    placed = group.placements.filter(open_on(day)).values("pupil")
    rows = Pupil.objects.filter(present_on(day), pk__in=placed).select_related("person").order_by("person__sort_key")
    pupils = {pupil.pk: pupil for pupil in rows}
    place = Subject(board=group.board_id, school=group.school_id, groups=frozenset({group.pk}))
    hidden = set() if engine().decide(actor, "read", "restriction", place) else _protected(pupils.values(), day)
    barred = set(barring_on(day).filter(pupil__in=pupils).values_list("pupil", "person"))
    given = [
        row
        for row in EmergencyContact.objects.filter(pupil__in=pupils).select_related("by").order_by("pk")
        if row.pupil_id not in hidden and (row.pupil_id, row.by_id) not in barred
    ]
    opened = _opened(given, pupils)
    return [PupilEmergency(pupil, tuple(opened.get(key, ()))) for key, pupil in pupils.items()]


def _protected(pupils: Iterable[Pupil], day: date) -> set[int]:
    fields = (_Fields.ALL, _Fields.ADDRESS, _Fields.PHONE)
    by_person = {pupil.person_id: pupil.pk for pupil in pupils}
    rows = raised_on(day).filter(person__in=by_person, field__in=fields).values_list("person", flat=True)
    return {by_person[person] for person in rows}

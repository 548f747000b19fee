"""Ways to reach people, as far as a reader may see them.

What is secret asks for `secret_contact`; what circumstances raised (R10.12) asks for `restriction`. For whoever may not
see these, they are not there at all: no gap, no word, no other number of lines.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from vuistregel import keys
from vuistregel.access.actor import Actor, Subject
from vuistregel.access.engine import engine
from vuistregel.organisation.models import ContactDetail, ContactKind, Person, RaisedConfidentiality
from vuistregel.organisation.protection import raised_on
from vuistregel.words import Words

KINDS = {
    ContactKind.EMAIL.value: Words("Mailadres", "Mail address"),
    ContactKind.PHONE.value: Words("Telefoon", "Telephone"),
    ContactKind.ADDRESS.value: Words("Adres", "Address"),
}
_Fields = RaisedConfidentiality.Fields


@dataclass(frozen=True, slots=True)
class Contact:
    """One way to reach somebody, in the clear. `guarded`: very sensitive, and its reading is logged."""

    kind: str
    label: Words
    value: str
    guarded: bool = False

    @property
    def link(self) -> str:
        """What a tap on it does: write or call."""
        if self.kind == ContactKind.EMAIL:
            return f"mailto:{self.value}"
        return f"tel:{''.join(self.value.split())}" if self.kind == ContactKind.PHONE else ""


@dataclass(frozen=True, slots=True)
class Contacts:
    """What a reader sees of one person. `waiting`: very sensitive ones that this reader may ask for."""

    shown: tuple[Contact, ...] = ()
    waiting: int = 0

    @property
    def guarded(self) -> bool:
        return any(contact.guarded for contact in self.shown)


@dataclass(frozen=True, slots=True)
class Reach:
    """How far a reader's rights go, for one place."""

    plain: bool
    secret: bool
    raised: bool
    #: Telephone numbers and nothing else (R10.7).
    phone: bool = False


def reach_of(actor: Actor, place: Subject) -> Reach:
    """What the matrix lets this actor see of the people of a place."""
    may = engine().decide
    return Reach(
        plain=bool(may(actor, "read", "contact", place)),
        secret=bool(may(actor, "read", "secret_contact", place)),
        raised=bool(may(actor, "read", "restriction", place)),
        phone=bool(may(actor, "read", "phone", place)),
    )


def own_reach(actor: Actor, place: Subject) -> Reach:
    """What somebody sees of themselves: what was raised to protect them is theirs to see."""
    found = reach_of(actor, place)
    return Reach(found.plain, found.secret, raised=found.secret)


def contacts_of(people: Iterable[Person], reach: Reach, day: date, *, guarded: bool = False) -> dict[int, Contacts]:
    """What a reader sees of these people, by person id; with `guarded` also what is very sensitive.

    Three queries for any number of people, one of them on the key store. The caller logs the reading of what is
    `guarded`.
    """
    by_id = {person.pk: person for person in people}
    if not (reach.plain or reach.secret or reach.phone):
        return {key: Contacts() for key in by_id}
    raised = _raised(by_id, day)
    details = list(ContactDetail.objects.filter(person__in=by_id).order_by("kind", "pk"))
    shown: list[tuple[ContactDetail, bool]] = []
    waiting: dict[int, int] = defaultdict(int)
    for detail in details:
        is_raised = bool(raised[detail.person_id] & {detail.kind, _Fields.ALL.value})
        if not (detail.secret or is_raised):
            if reach.plain or (reach.phone and detail.kind == ContactKind.PHONE):
                shown.append((detail, False))
        elif (reach.secret or not detail.secret) and (reach.raised or not is_raised):
            if guarded:
                shown.append((detail, True))
            else:
                waiting[detail.person_id] += 1
    values = keys.unseal_what_remains((by_id[d.person_id].key, f"contact.{d.kind}", bytes(d.sealed)) for d, _ in shown)
    found: dict[int, list[Contact]] = defaultdict(list)
    for (detail, is_guarded), value in zip(shown, values, strict=True):
        if value is not None:
            found[detail.person_id].append(Contact(detail.kind, KINDS[detail.kind], value, is_guarded))
    return {key: Contacts(tuple(found[key]), waiting[key]) for key in by_id}


def _raised(people: dict[int, Person], day: date) -> dict[int, set[str]]:
    found: dict[int, set[str]] = defaultdict(set)
    for person, field in raised_on(day).filter(person__in=people).values_list("person", "field"):
        found[person].add(field)
    return found

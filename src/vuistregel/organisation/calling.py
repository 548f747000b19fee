"""Who reaches a child's parents when the reader finds no number: somebody whose role sees secret ones as well (T29).

It is said to everybody who does not see secret numbers, about every child: so it tells nothing about this one.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from vuistregel.access.engine import engine
from vuistregel.access.matrix import shipped
from vuistregel.organisation.models import Membership, School
from vuistregel.organisation.periods import open_on
from vuistregel.organisation.protection import raised_on
from vuistregel.words import Words


@dataclass(frozen=True, slots=True)
class Caller:
    """A colleague at this school, by name and role."""

    name: str
    role: Words


def who_reaches_parents(school: School, day: date) -> Caller | None:
    """The first colleague at the school whose role sees secret numbers there; None when it has nobody like that."""
    roles = {role for role, _ in engine().roles_that_may("read", "secret_contact") if shipped().roles[role].staff}
    rows = Membership.objects.filter(open_on(day), board=school.board_id, school=school, role__in=roles)
    hidden = raised_on(day).values("person")
    row = rows.exclude(person__in=hidden).select_related("person").order_by("since", "pk").first()
    return None if row is None else Caller(row.person.name, shipped().roles[row.role].words)

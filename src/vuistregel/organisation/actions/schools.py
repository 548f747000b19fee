"""Boards and schools."""

from __future__ import annotations

from typing import Any

from vuistregel.access.actor import HOUSE, Subject
from vuistregel.actions import Act, action
from vuistregel.organisation.events import SchoolAdded, SchoolChanged
from vuistregel.organisation.models import Board, Person, School

#: What a school's own page may change; the rest follows from the roster or the operator.
CHANGEABLE = frozenset({"name", "regulation_url", "contact", "practice_after_16", "match_by_number"})


@action(category="organisation", verb="manage", subject=lambda **_: HOUSE)
def add_school(act: Act, *, board: str, name: str, brin: str, location: str, sector: str) -> School:
    """Make a school, and its board where that is missing (R2.5: schools hang below the board)."""
    owner = Board.objects.filter(name__iexact=board).first() or Board.objects.create(name=board)
    school = School.objects.create(board=owner, name=name, brin=brin, location=location, sector=sector)
    act.record(SchoolAdded(school=name, brin=brin + location))
    act.subject = Subject(board=owner.pk, school=school.pk)
    return school


@action(
    category="organisation",
    verb="write",
    subject=lambda *, school, **_: Subject(board=school.board_id, school=school.pk),
)
def change_school(act: Act, /, *, school: School, shown: int | None, **fields: Any) -> School:
    """Change what parents read about a school, or its settings. Raises StaleRow when `shown` is no more the version."""
    if unknown := set(fields) - CHANGEABLE:
        raise TypeError(f"A school's page cannot change {', '.join(sorted(unknown))}")
    contact: Person | None = fields.get("contact")
    if contact is not None and contact.board_id != school.board_id:
        raise TypeError("The contact of a school is somebody of its own board")
    school.change(shown=shown, **fields)
    act.record(SchoolChanged(school=school.name, fields=", ".join(sorted(fields))))
    return school

"""From an address to a Subject: where the thing of a page stands. None when there is no such thing."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from vuistregel.access.actor import Subject
from vuistregel.organisation.models import Group, Placement, Pupil, School
from vuistregel.organisation.periods import open_on


def of_school(request: HttpRequest, school: int, **_: Any) -> Subject | None:
    """The subject of a page about a school."""
    board = School.objects.filter(pk=school).values_list("board", flat=True).first()
    return None if board is None else Subject(board=board, school=school)


def of_group(request: HttpRequest, group: int, **_: Any) -> Subject | None:
    """The subject of a page about a group."""
    row = Group.objects.filter(pk=group).values_list("board", "school").first()
    return None if row is None else Subject(board=row[0], school=row[1], groups=frozenset({group}))


def of_pupil(request: HttpRequest, pupil: int, **_: Any) -> Subject | None:
    """The subject of a page about a pupil: the school, the groups of today, the pupil, the person."""
    from vuistregel import clock

    return pupil_subject(pupil, clock.today())


def pupil_subject(pupil: int, day: Any) -> Subject | None:
    """Where a pupil stands on a day."""
    row = Pupil.objects.filter(pk=pupil).values_list("board", "school", "person").first()
    if row is None:
        return None
    groups = Placement.objects.filter(open_on(day), pupil=pupil).values_list("group", flat=True)
    return Subject(board=row[0], school=row[1], groups=frozenset(groups), pupil=pupil, person=row[2])

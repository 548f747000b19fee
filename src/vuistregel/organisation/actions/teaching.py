"""Who works with which group, from a day until a day; for a substitute as well (R10.4)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, Final, NoReturn

from vuistregel.access.actor import Subject
from vuistregel.actions import Act, action
from vuistregel.decisions import Reason, no
from vuistregel.organisation.models import Group, Membership, Person, School, Teaching
from vuistregel.organisation.periods import not_over_on
from vuistregel.organisation.staff import GROUP_ROLES
from vuistregel.organisation.staff_events import GroupsCoupled, GroupUncoupled
from vuistregel.words import Words

NOT_HERE: Final = Words("Dit kan niet op deze school.", "This cannot be done at this school.")
NO_ROLE: Final = Words(
    "Deze persoon heeft hier geen rol met een groep. Geef eerst een rol.",
    "This person has no role with a group here. Give a role first.",
)
COUPLED: Final = Words(
    "Deze persoon is in die tijd al gekoppeld aan {groups}.", "This person is coupled to {groups} in that time already."
)
BEFORE: Final = Words("Deze dag ligt voor de eerste dag.", "This day is before the first day.")


def _at_school(*, school: School, person: Person, **_: Any) -> Subject:
    return Subject(board=school.board_id, school=school.pk, person=person.pk)


@action(category="staff", verb="write", subject=_at_school)
def couple(
    act: Act, *, school: School, person: Person, groups: Sequence[Group], since: date, until: date | None = None
) -> list[Teaching]:
    """Couple somebody to groups of a school, from a day; a substitute until a last day (None: no end is known).

    Refused for a group of elsewhere, for whoever has no role with a group here, and where they are coupled already.
    """
    # Two at once do not couple twice: the second waits, and then sees what the first did.
    row = Person.objects.select_for_update().filter(pk=person.pk, board=school.board_id).first()
    if row is None or not groups or any(group.school_id != school.pk or group.ended for group in groups):
        _refuse(act, NOT_HERE)
    if not has_group_role(person, school, since):
        _refuse(act, NO_ROLE)
    if until is not None and until < since:
        _refuse(act, BEFORE)
    if twice := coupled_then(person, groups, since, until):
        _refuse(act, COUPLED.with_(groups=", ".join(row.group.name for row in twice)))
    made = [
        Teaching.objects.create(board_id=school.board_id, person=person, group=group, since=since, until=until)
        for group in groups
    ]
    names = ", ".join(group.name for group in groups)
    act.record(GroupsCoupled(somebody=person.key, groups=names, since=since.isoformat()))
    return made


def has_group_role(person: Person, school: School, since: date) -> bool:
    """Whether somebody has a role at this school that works by groups, on that day or later."""
    rows = Membership.objects.filter(person=person, school=school, role__in=GROUP_ROLES)
    return rows.filter(not_over_on(since)).exists()


def coupled_then(person: Person, groups: Sequence[Group], since: date, until: date | None) -> list[Teaching]:
    """What couples somebody to these groups on a day of this period."""
    rows = Teaching.objects.filter(not_over_on(since), person=person, group__in=groups)
    if until is not None:
        rows = rows.filter(since__lte=until)
    return list(rows.select_related("group").order_by("group__name", "pk"))


def _of_teaching(*, teaching: Teaching, **_: Any) -> Subject:
    return Subject(board=teaching.board_id, school=teaching.group.school_id, person=teaching.person_id)


@action(category="staff", verb="write", subject=_of_teaching)
def uncouple(act: Act, *, teaching: Teaching, until: date) -> None:
    """Say which is the last day that somebody works with a group. What has not begun by then does not begin."""
    if until >= teaching.since:
        teaching.until = until
        teaching.save(update_fields=["until"])
    elif teaching.since > act.day:
        teaching.delete()
    else:
        _refuse(act, BEFORE)
    act.record(GroupUncoupled(somebody=teaching.person.key, group=teaching.group.name, until=until.isoformat()))


def _refuse(act: Act, words: Words) -> NoReturn:
    act.refuse(no(Reason(words, norm="access.need-to-know")))

"""Who works at a school, in which roles, and who of them may see what: the reads of the staff page."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from allauth.mfa.models import Authenticator
from django.db.models import Q

from vuistregel.access.actor import Hat, Subject
from vuistregel.access.engine import engine
from vuistregel.access.matrix import Scope, shipped
from vuistregel.organisation.models import Group, Membership, Person, School, StaffKey, Teaching
from vuistregel.organisation.periods import not_over_on, open_on
from vuistregel.words import Words

STAFF_ROLES = tuple(role.slug for role in shipped().roles.values() if role.staff)
#: Roles that see only the groups that they work with.
GROUP_ROLES = frozenset(grant.role for grant in shipped().grants if grant.scope is Scope.GROUP)
#: What weighs most: data about pupils of the highest class.
VERY_SENSITIVE = tuple(c.slug for c in shipped().categories.values() if c.about_pupils and c.level == 3)


@dataclass(frozen=True, slots=True)
class Role:
    """One role of somebody, from a day until a day."""

    membership: Membership
    words: Words
    ended: bool
    coming: bool


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody who works here, with every role that is open or still to come."""

    person: Person
    roles: tuple[Role, ...]
    account: bool
    second_factor: bool
    very_sensitive: bool


@dataclass(frozen=True, slots=True)
class Seer:
    """Somebody who may see a category, by which role and how far."""

    name: str
    role: Words
    own_groups: bool


def colleagues(school: School, day: date, *, board: bool = False) -> list[Colleague]:
    """The people of a school, or (`board`) those of the whole board, by name. Two queries for any number."""
    place = Q(school__isnull=True, board=school.board_id) if board else Q(school=school)
    rows = (
        Membership.objects.filter(place, role__in=STAFF_ROLES)
        .filter(not_over_on(day))
        .select_related("person__account", "on_behalf_of")
        .order_by("person__sort_key", "person", "since", "pk")
    )
    by_person: dict[int, list[Membership]] = defaultdict(list)
    for row in rows:
        by_person[row.person_id].append(row)
    accounts = [rows[0].person.account_id for rows in by_person.values() if rows[0].person.account_id]
    factors = set(
        Authenticator.objects.filter(user__in=accounts)
        .exclude(type=Authenticator.Type.RECOVERY_CODES)
        .values_list("user", flat=True)
    )
    return [_colleague(rows, factors, day) for rows in by_person.values()]


def _colleague(rows: Sequence[Membership], factors: set[int], day: date) -> Colleague:
    person = rows[0].person
    known = shipped().roles
    open_roles = {row.role for row in rows if row.since <= day}
    seeing = {role for category in VERY_SENSITIVE for role, _ in engine().roles_that_may("read", category)}
    return Colleague(
        person=person,
        roles=tuple(
            Role(row, known[row.role].words, row.until is not None and row.until < day, row.since > day) for row in rows
        ),
        account=person.account is not None and person.account.is_active,
        second_factor=person.account_id in factors,
        very_sensitive=bool(open_roles & seeing),
    )


def seers(school: School, category: str, day: date) -> list[Seer]:
    """Who may read this category at a school today: the matrix asked the other way round."""
    rows = list(
        Membership.objects.filter(open_on(day), Q(school=school) | Q(school__isnull=True, board=school.board_id))
        .select_related("person")
        .order_by("person__sort_key", "pk")
    )
    groups = frozenset(Group.objects.filter(school=school, ended__isnull=True).values_list("pk", flat=True))
    taught: dict[int, set[int]] = defaultdict(set)
    for person, group in Teaching.objects.filter(open_on(day), group__in=groups).values_list("person", "group"):
        taught[person].add(group)
    hats = {
        Hat(
            row.role,
            row.board_id,
            row.school_id,
            frozenset(taught[row.person_id] | taught[row.on_behalf_of_id or 0]),
            person=row.person_id,
        ): row.person.name
        for row in rows
    }
    place = Subject(board=school.board_id, school=school.pk, groups=groups)
    near = dict(engine().roles_that_may("read", category))
    found = engine().who_may("read", category, place, hats)
    return [Seer(hats[hat], shipped().roles[hat.role].words, near[hat.role] is Scope.GROUP) for hat in found]


def candidates(board: int) -> list[Person]:
    """Everybody who works or worked at the board, for lists to choose from."""
    known = (
        Membership.objects.filter(board=board)
        .values("person")
        .union(StaffKey.objects.filter(board=board).values("person"))
    )
    return list(Person.objects.filter(pk__in=known, merged_into__isnull=True).order_by("sort_key", "pk"))

"""Which hats an account wears on a day: memberships, guardianships, and being a pupil of sixteen or over."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from vuistregel import norms
from vuistregel.access.actor import Hat
from vuistregel.access.hats import hats_from
from vuistregel.access.models import Account
from vuistregel.organisation.ages import birthday
from vuistregel.organisation.models import Authority, ContactRestriction, Guardianship, Membership, Pupil, Teaching
from vuistregel.organisation.periods import open_on, present_on
from vuistregel.organisation.protection import restrictions_on


@hats_from
def memberships(account: Account, day: date) -> list[Hat]:
    """A hat per open membership; one that teaches carries its own groups, a substitute those of whom they replace."""
    rows = list(
        Membership.objects.filter(open_on(day), person__account=account).values_list(
            "role", "board", "school", "person", "person__key", "on_behalf_of"
        )
    )
    persons = {row[3] for row in rows} | {row[5] for row in rows if row[5]}
    groups: dict[int, set[int]] = defaultdict(set)
    if rows:
        for person, group in Teaching.objects.filter(open_on(day), person__in=persons).values_list("person", "group"):
            groups[person].add(group)
    return [
        Hat(
            role=role,
            board=board,
            school=school,
            groups=frozenset(groups[person] | (groups[instead] if instead else set())),
            person=person,
            person_key=key,
        )
        for role, board, school, person, key, instead in rows
    ]


@hats_from
def guardianships(account: Account, day: date) -> list[Hat]:
    """A hat per school where this account is a guardian of a present pupil.

    A guardian without authority, or with a ban on information, sees nothing here (BW 1:377c is a request of its own).
    """
    rows = list(
        Guardianship.objects.filter(open_on(day), person__account=account)
        .filter(present_on(day, "pupil__"))
        .exclude(authority=Authority.NO)
        .values_list("board", "pupil__school", "person", "person__key", "pupil")
    )
    # Most accounts are no guardian's: they are not asked for bans.
    banned = _banned(account, day) if rows else frozenset()
    pupils: dict[tuple[int, int, int], set[int]] = defaultdict(set)
    keys = {}
    for board, school, person, key, pupil in rows:
        if pupil not in banned:
            pupils[board, school, person].add(pupil)
            keys[person] = key
    return [
        Hat(role="guardian", board=board, school=school, pupils=frozenset(own), person=person, person_key=keys[person])
        for (board, school, person), own in sorted(pupils.items())
    ]


def _banned(account: Account, day: date) -> frozenset[int]:
    """The pupils of whom this account may know nothing."""
    kind = ContactRestriction.Kinds.NO_INFORMATION
    return frozenset(restrictions_on(day).filter(kind=kind, person__account=account).values_list("pupil", flat=True))


@hats_from
def own_pupil(account: Account, day: date) -> list[Hat]:
    """The hat of a pupil with a say of their own (16; for withdrawal and rights 12 since 2026-09-01)."""
    found = []
    for pupil in Pupil.objects.filter(present_on(day), person__account=account).select_related("person", "school"):
        day_norms = norms.on(day, sector=pupil.school.sector)
        own_say = day_norms.get("age.withdraw-self") or day_norms["age.own-decision"]
        born = pupil.person.birth_date
        if born and birthday(born, own_say.amount) <= day:
            found.append(
                Hat(
                    role="pupil",
                    board=pupil.board_id,
                    school=pupil.school_id,
                    pupils=frozenset({pupil.pk}),
                    person=pupil.person_id,
                    person_key=pupil.person.key,
                )
            )
    return found

"""Roles and accounts of the people who work here."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Q

from vuistregel.access.actor import Subject
from vuistregel.access.matrix import shipped
from vuistregel.access.signin import sessions
from vuistregel.actions import Act, action
from vuistregel.decisions import Reason, no
from vuistregel.organisation.events import AccountClosedForLeaver, Appointed, MembershipEnded
from vuistregel.organisation.models import Membership, Person, School
from vuistregel.organisation.periods import open_on
from vuistregel.words import Words

#: Roles of a whole board; only somebody who may write for the whole board gives them.
BOARD_ROLES = frozenset({"privacy_officer", "fg", "accountant"})
NOT_HERE = Words("Deze rol kan hier niet gegeven worden.", "This role cannot be given here.")
HAS_ROLE = Words("Deze persoon heeft deze rol die dag al.", "This person has this role that day already.")


def _place(*, person: Person, school: School | None, **_: Any) -> Subject:
    return Subject(board=person.board_id, school=school.pk if school else None, person=person.pk)


def may_be_given(act: Act, role: str, school: School | None) -> None:
    """A role that exists, of staff, at the place where it belongs: board roles at the board, others at a school."""
    known = shipped().roles.get(role)
    if known is None or not known.staff or (role in BOARD_ROLES) != (school is None):
        act.refuse(no(Reason(NOT_HERE, norm="access.need-to-know")))


def has_role(person: Person, school: School | None, role: str, day: date, instead: Person | None) -> bool:
    """Whether somebody has a role at a place on a day. Who has it may get it once more as somebody's substitute."""
    rows = Membership.objects.filter(person=person, school=school, role=role)
    return rows.filter((open_on(day) & Q(on_behalf_of=instead)) | Q(since=day)).exists()


@action(category="staff", verb="write", subject=_place)
def appoint(
    act: Act, *, person: Person, school: School | None, role: str, since: date, on_behalf_of: Person | None = None
) -> Membership:
    """Give somebody a role at a school, or (without a school) at the board; a substitute acts on behalf of somebody.

    Refused for a role that this person has there on that day already (see `has_role`).
    """
    may_be_given(act, role, school)
    if has_role(person, school, role, since, on_behalf_of):
        act.refuse(no(Reason(HAS_ROLE, norm="access.need-to-know")))
    row = Membership.objects.create(
        board_id=person.board_id, person=person, school=school, role=role, since=since, on_behalf_of=on_behalf_of
    )
    act.record(Appointed(somebody=person.key, role=role, since=since.isoformat()))
    return row


def _of_membership(*, membership: Membership, **_: Any) -> Subject:
    return Subject(board=membership.board_id, school=membership.school_id, person=membership.person_id)


@action(category="staff", verb="write", subject=_of_membership)
def end_membership(act: Act, *, membership: Membership, until: date) -> None:
    """End somebody's role; `until` is the last day. An account without any other open role is closed that day."""
    membership.until = until
    membership.save(update_fields=["until"])
    act.record(MembershipEnded(somebody=membership.person.key, role=membership.role, until=until.isoformat()))


@action(category="staff", verb="write", subject=_of_membership)
def close_account(act: Act, *, membership: Membership) -> None:
    """Close the sign-in of somebody who left, and end its sessions. Refused while another role is open (R10.4)."""
    person = membership.person
    account = person.account
    if account is not None and Membership.objects.filter(open_on(act.day), person__account=account).exists():
        act.refuse(
            no(
                Reason(
                    Words(
                        "Deze persoon heeft nog een andere rol. Beëindig die eerst.",
                        "This person still has another role. End that first.",
                    ),
                    norm="access.leaver.close",
                )
            )
        )
    if account is not None:
        account.is_active = False
        account.save(update_fields=["is_active"])
        sessions.end_all(account)
    act.record(AccountClosedForLeaver(somebody=person.key))

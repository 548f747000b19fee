"""Somebody gets a sign-in: new here, or known from the roster."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, Final, NoReturn

from vuistregel import keys
from vuistregel.access.actor import Subject
from vuistregel.access.engine import engine
from vuistregel.access.models import Account
from vuistregel.actions import Act, action
from vuistregel.decisions import Reason, no
from vuistregel.organisation.actions.people import NOT_HERE, has_role, may_be_given
from vuistregel.organisation.events import StaffAdded
from vuistregel.organisation.models import Board, Group, Membership, Person, School, Teaching
from vuistregel.organisation.recognising import recognise, staff_on, works_elsewhere
from vuistregel.organisation.roster.spelling import sort_key
from vuistregel.organisation.staff_events import StaffRecognised
from vuistregel.words import Words

HAS_ACCOUNT: Final = Words(
    "Deze persoon logt al in. Geef die persoon bij Mensen een rol.",
    "This person signs in already. Give them a role at People.",
)
ELSEWHERE: Final = Words(
    "Deze persoon werkt ook op een andere school van het bestuur. Vraag de privacy officer om het account.",
    "This person also works at another school of the board. Ask the privacy officer for the account.",
)
PERHAPS_KNOWN: Final = Words(
    "Misschien is deze persoon al bekend. Kies wie het is.", "This person may be known already. Choose who it is."
)


def _of_new(*, board: Board, schools: Sequence[School], **_: Any) -> Subject:
    return Subject(board=board.pk, school=schools[0].pk if len(schools) == 1 else None)


@action(category="staff", verb="write", subject=_of_new)
def add_staff(
    act: Act,
    *,
    board: Board,
    schools: Sequence[School],
    role: str,
    login: str,
    email: str,
    names: dict[str, str],
    since: date | None = None,
    groups: Sequence[Group] = (),
    person: Person | None = None,
    somebody_new: bool = False,
) -> Account:
    """Give somebody who works here a sign-in and a role; who is known from the roster keeps the groups.

    The role is of each of the schools, or without any of the board, from `since` (None: today); `groups` are those
    that they work with. `names` holds call_name, prefix and family_name. Whoever is certainly known is recognised;
    `person` says who it is, `somebody_new` that it is nobody who is known. Refused when neither was said and it may be
    somebody, for a login that exists, for whoever signs in already, and for a person, school or group of elsewhere.
    They choose a password by a link.
    """
    for place in schools or (None,):
        may_be_given(act, role, place)
    ours = {school.pk for school in schools}
    if any(school.board_id != board.pk for school in schools) or any(group.school_id not in ours for group in groups):
        _refuse(act, NOT_HERE)
    if Account.objects.filter(login=login.strip().lower()).exists():
        _refuse(act, Words("Deze inlognaam is al in gebruik.", "This login is taken."))
    if person is None and not somebody_new:
        person = _recognised(act, board, schools, names, email)
    if person is not None:
        person = _one_of_us(act, board, schools, person)
    account = Account.objects.create_user(login, None, email=email)
    since = since or act.day
    if person is None:
        somebody = _new_person(board, account, names)
    else:
        somebody = person
        somebody.change(shown=None, account_id=account.pk)
    for place in schools or (None,):
        if not has_role(somebody, place, role, since, None):
            Membership.objects.create(board=board, person=somebody, school=place, role=role, since=since)
    there = set(Teaching.objects.filter(person=somebody, until__isnull=True).values_list("group", flat=True))
    Teaching.objects.bulk_create(
        Teaching(board=board, person=somebody, group=group, since=since) for group in groups if group.pk not in there
    )
    event = StaffAdded if person is None else StaffRecognised
    act.record(event(somebody=somebody.key, role=role))
    return account


def _recognised(act: Act, board: Board, schools: Sequence[School], names: dict[str, str], email: str) -> Person | None:
    """Who this certainly is; None when nobody looks like it."""
    found = recognise(board, schools, names, email, act.day)
    if found.taken is not None:
        _refuse(act, HAS_ACCOUNT)
    if found.perhaps:
        _refuse(act, PERHAPS_KNOWN)
    return found.known


def _one_of_us(act: Act, board: Board, schools: Sequence[School], person: Person) -> Person:
    """The row of somebody who works here and does not sign in yet, kept from others until this is done."""
    row = Person.objects.select_for_update().filter(pk=person.pk, board=board).first()
    if row is None or not staff_on(board, act.day).filter(pk=row.pk).exists():
        _refuse(act, NOT_HERE)
    if row.account_id is not None:
        _refuse(act, HAS_ACCOUNT)
    # The account opens what this person sees anywhere, so whoever gives it must be in charge of all of it.
    whole = engine().decide(act.actor, "write", "staff", Subject(board=board.pk))
    if works_elsewhere(row, schools, act.day) and not whole:
        _refuse(act, ELSEWHERE)
    return row


def _new_person(board: Board, account: Account, names: dict[str, str]) -> Person:
    person = Person(board=board, account=account, **names)
    person.sort_key = sort_key(person.family_name, person.prefix, person.call_name)
    keys.new_holder(board.key, "person", person.key)
    person.save()
    return person


def _refuse(act: Act, words: Words) -> NoReturn:
    act.refuse(no(Reason(words, norm="access.need-to-know")))

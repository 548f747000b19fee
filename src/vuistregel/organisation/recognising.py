"""Is whoever gets an account known already? The roster brings people without a sign-in, and their groups with them.

Certain is the same name with the same mail address, or the same name at the same school when nothing speaks against it.
Anything less is for a person to say: an account on the wrong row opens somebody else's groups.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from vuistregel import keys
from vuistregel.organisation.models import Board, ContactDetail, ContactKind, Membership, Person, School, StaffKey
from vuistregel.organisation.periods import not_over_on
from vuistregel.organisation.protection import raised_on
from vuistregel.organisation.roster.spelling import first_name, fold, same_name, similar_name
from vuistregel.organisation.staff import STAFF_ROLES


@dataclass(frozen=True, slots=True)
class Worker:
    """Somebody who works here, as likeness is judged. `mail`: the address agrees; `other_mail`: another is known."""

    id: int
    who: tuple[str, str]
    here: bool
    account: bool = False
    mail: bool = False
    other_mail: bool = False


@dataclass(frozen=True, slots=True)
class Likeness:
    """Ids: who it `is`, who it may be, and whose sign-in (`taken`) this already is."""

    known: int | None = None
    perhaps: tuple[int, ...] = ()
    taken: int | None = None


@dataclass(frozen=True, slots=True)
class Recognised:
    """The people behind a Likeness. `by_name`: nothing but the name says who it is, so a page asks all the same."""

    known: Person | None = None
    perhaps: tuple[Person, ...] = ()
    taken: Person | None = None
    by_name: bool = False


def likeness(who: tuple[str, str], workers: Collection[Worker]) -> Likeness:
    """Which of these workers somebody of this (first name, family name) is. Pure."""
    alike = {w.id for w in workers if _same(who, w.who)}
    # `J. Vos` may be Juf Vos: with the same address that is she, without it it says too little.
    by_mail = [w for w in workers if w.mail and (w.id in alike or similar_name(who, w.who))]
    for worker in by_mail:
        if worker.account:
            return Likeness(taken=worker.id)
    if len(by_mail) == 1:
        return Likeness(known=by_mail[0].id)
    free = [w for w in workers if not w.account]
    named = [w for w in free if w.id in alike]
    shared = [w for w in free if w.mail]
    perhaps = tuple(dict.fromkeys(w.id for w in (*by_mail, *named, *shared)))
    if len(perhaps) == 1 and named and named[0].here and not named[0].other_mail:
        return Likeness(known=named[0].id)
    return Likeness(perhaps=perhaps)


def _same(one: tuple[str, str], other: tuple[str, str]) -> bool:
    """The same name, of which both sides know both halves."""
    return bool(fold(other[0]) and fold(other[1])) and same_name(one, other)


def recognise(board: Board, schools: Collection[School], names: Mapping[str, str], email: str, day: date) -> Recognised:
    """Who of the board's own people this is. `names` holds call_name, prefix and family_name; no mail may be given."""
    family = fold(names["family_name"])
    address = keys.blind(board.key, "contact", email) if email.strip() else b""
    details = ContactDetail.objects.filter(board=board, kind=ContactKind.EMAIL, secret=False)
    details = details.exclude(person__in=raised_on(day).values("person"))
    mails = set(details.filter(lookup=address).values_list("person", flat=True)) if address else set()
    people = {p.pk: p for p in staff_on(board, day) if p.pk in mails or fold(p.family_name) == family}
    others = set()
    if address:
        others = set(details.filter(person__in=people).exclude(lookup=address).values_list("person", flat=True))
    here = set(staff_on(board, day, schools).filter(pk__in=people).values_list("pk", flat=True)) if schools else ()
    workers = [
        Worker(
            key,
            (first_name(row.call_name, row.given_names, row.initials), row.family_name),
            key in here,
            row.account_id is not None,
            key in mails,
            key in others and key not in mails,
        )
        for key, row in people.items()
    ]
    found = likeness((names["call_name"], names["family_name"]), workers)
    return Recognised(
        people.get(found.known or 0),
        tuple(people[key] for key in found.perhaps),
        people.get(found.taken or 0),
        found.known is not None and found.known not in mails,
    )


def staff_on(board: Board, day: date, schools: Collection[School] | None = None) -> QuerySet[Person]:
    """Who works (or will work) at the board, or at these schools of it: by a file or by a role."""
    held = Membership.objects.filter(not_over_on(day), board=board, role__in=STAFF_ROLES)
    brought = StaffKey.objects.filter(board=board, departed__isnull=True)
    if schools is not None:
        held, brought = held.filter(school__in=schools), brought.filter(school__in=schools)
    rows = Person.objects.filter(Q(pk__in=held.values("person")) | Q(pk__in=brought.values("person")))
    return rows.filter(board=board, merged_into__isnull=True).order_by("sort_key", "pk")


def works_elsewhere(person: Person, schools: Collection[School], day: date) -> bool:
    """Whether somebody also works outside these schools of the board; then the sign-in is the whole board's matter."""
    places = {school.pk for school in schools}
    held = Membership.objects.filter(not_over_on(day), person=person, role__in=STAFF_ROLES)
    brought = StaffKey.objects.filter(person=person, departed__isnull=True)
    found = {*held.values_list("school", flat=True), *brought.values_list("school", flat=True)}
    return bool(found - places)


def by_key(board: Board, key: str, school: School | None, day: date) -> list[Person]:
    """Who of the staff has this personnel key of a roster file; several schools may use the same one."""
    rows = StaffKey.objects.filter(board=board, key=key.strip(), departed__isnull=True)
    if school is not None:
        rows = rows.filter(school=school)
    return list(staff_on(board, day).filter(pk__in=rows.values("person")))

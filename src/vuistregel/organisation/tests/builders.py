"""Builders for tests: a board with schools, pupils, guardians and staff, each person with a key of their own.

school = a_school(a_board())
pupil = a_pupil(school, born=date(2018, 3, 14), group=a_group(school, "5B"))
father = a_guardian(pupil, authority="yes")
client = signed_in(a_member(school, "director").account)
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import count
from typing import Any

from django.conf import settings
from django.test import Client
from django.utils import timezone

from vuistregel import clock, keys
from vuistregel.access.models import Account
from vuistregel.access.signin import sessions, standing
from vuistregel.access.signin.models import OpenSession
from vuistregel.organisation.models import (
    Board,
    ContactDetail,
    ContactRestriction,
    Group,
    Guardianship,
    Membership,
    Person,
    Placement,
    Pupil,
    RaisedConfidentiality,
    School,
    Teaching,
)
from vuistregel.organisation.roster.spelling import sort_key

LONG_AGO = date(2020, 8, 1)
_number = count(1)


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody with a sign-in and a role."""

    account: Account
    person: Person
    membership: Membership


def a_board(name: str = "") -> Board:
    return Board.objects.create(name=name or f"Stichting De Kantlijn {next(_number)}")


def a_school(board: Board | None = None, sector: str = "po", name: str = "", **fields: Any) -> School:
    n = next(_number)
    return School.objects.create(
        board=board or a_board(),
        name=name or f"De Wilgentak {n}",
        brin=f"{n // 676 % 100:02}{chr(65 + n // 26 % 26)}{chr(65 + n % 26)}",
        sector=sector,
        **fields,
    )


def a_person(board: Board, call_name: str = "Anna", family_name: str = "Bloem", **fields: Any) -> Person:
    person = Person.objects.create(
        board=board,
        call_name=call_name,
        family_name=family_name,
        sort_key=sort_key(family_name, fields.get("prefix", ""), call_name),
        **fields,
    )
    keys.new_holder(board.key, "person", person.key)
    return person


def a_group(school: School, name: str = "5B", **fields: Any) -> Group:
    return Group.objects.create(board=school.board, school=school, key=f"G{next(_number)}", name=name, **fields)


def a_pupil(
    school: School,
    born: date | None = date(2018, 3, 14),
    group: Group | None = None,
    call_name: str = "Yara",
    family_name: str = "Zaal",
    **fields: Any,
) -> Pupil:
    """A pupil, in a group when one is given. The default is eight years old in November 2026."""
    person = fields.pop("person", None) or a_person(school.board, call_name, family_name, birth_date=born)
    key = fields.pop("key", f"L{next(_number)}")
    pupil = Pupil.objects.create(board=school.board, school=school, person=person, key=key, **fields)
    if group is not None:
        Placement.objects.create(board=school.board, pupil=pupil, group=group, since=LONG_AGO)
    return pupil


def a_guardian(
    pupil: Pupil, authority: str = "yes", call_name: str = "Fatima", family_name: str = "Zaal", **fields: Any
) -> Guardianship:
    """A guardian of a pupil. `person=` gives somebody who is there already (brothers and sisters)."""
    person = fields.pop("person", None) or a_person(pupil.board, call_name, family_name)
    return Guardianship.objects.create(
        board=pupil.board,
        pupil=pupil,
        person=person,
        authority=authority,
        confirmed_on=None if authority == "unknown" else LONG_AGO,
        since=LONG_AGO,
        **fields,
    )


def an_account(person: Person | None = None, **fields: Any) -> Account:
    account = Account.objects.create_user(f"account{next(_number)}@kantlijn.example", **fields)
    if person is not None:
        person.account = account
        person.save(update_fields=["account"])
    return account


def a_member(
    place: School | Board, role: str, call_name: str = "Sem", family_name: str = "Boom", groups: tuple[Group, ...] = ()
) -> Member:
    """Somebody with a role at a school, or at a whole board; `groups` are those that they teach."""
    board, school = (place.board, place) if isinstance(place, School) else (place, None)
    person = a_person(board, call_name, family_name)
    account = an_account(person)
    membership = Membership.objects.create(board=board, school=school, person=person, role=role, since=LONG_AGO)
    for group in groups:
        Teaching.objects.create(board=board, person=person, group=group, since=LONG_AGO)
    return Member(account, person, membership)


def a_contact(person: Person, kind: str, value: str, secret: bool = False) -> ContactDetail:
    return ContactDetail.objects.create(
        board=person.board,
        person=person,
        kind=kind,
        sealed=keys.seal(person.key, f"contact.{kind}", value),
        lookup=keys.blind(person.board.key, "contact", value),
        secret=secret,
    )


def a_restriction(
    pupil: Pupil, person: Person | None, kind: str = "no_contact", about: str = "Uitspraak."
) -> ContactRestriction:
    return ContactRestriction.objects.create(
        board=pupil.board,
        pupil=pupil,
        person=person,
        kind=kind,
        about=keys.seal(pupil.person.key, "restriction.about", about),
        since=LONG_AGO,
    )


def raised(person: Person, field: str = "all", why: str = "Opvang.") -> RaisedConfidentiality:
    return RaisedConfidentiality.objects.create(
        board=person.board, person=person, field=field, why=keys.seal(person.key, "raised.why", why), since=LONG_AGO
    )


def years_ago(years: int, days: int = 0) -> date:
    """A day of birth: somebody who turned `years` today, or `days` days ago."""
    from datetime import timedelta

    day = clock.today() - timedelta(days=days)
    return day.replace(year=day.year - years, day=min(day.day, 28))


def signed_in(account: Account, language: str = "nl") -> Client:
    """A client with an open session, as if this account had come in by password and second step."""
    client = Client()
    client.force_login(account)
    actor = standing.actor_for(account)
    moment = timezone.now()
    opened = OpenSession.objects.create(
        account=account,
        way="password",
        factor="totp",
        staff=standing.is_staff(actor),
        began_at=moment,
        seen_at=moment,
    )
    session = client.session
    session[sessions.SESSION_KEY] = opened.key.hex
    session[sessions.RIGHTS_KEY] = standing.rights_of(actor)
    session.save()
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    return client

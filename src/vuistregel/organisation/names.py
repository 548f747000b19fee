"""How the log calls people: by the name that the board knows them by now."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Q

from vuistregel.evidence import names
from vuistregel.organisation.models import Board, Guardianship, Membership, Person, Pupil


@names.register
def names_of(keys: set[UUID]) -> dict[UUID, str]:
    """Names by the keys of persons, and of accounts by the first person behind them."""
    found = {p.key: p.name for p in Person.objects.filter(key__in=keys)}
    for person in Person.objects.filter(account__key__in=keys - found.keys()).select_related("account"):
        assert person.account is not None
        found.setdefault(person.account.key, person.name)
    return found


@names.register_kinds
def kinds_of(keys: set[UUID]) -> dict[UUID, str]:
    """What a name is: a pupil's, else a parent's, else of somebody who works here. By keys of persons and accounts."""
    found: dict[UUID, str] = {}
    for kind, rows in (
        ("roster", Pupil.objects.all()),
        ("contact", Guardianship.objects.all()),
        ("staff", Membership.objects.all()),
    ):
        left = keys - found.keys()
        if left:
            theirs = rows.filter(Q(person__key__in=left) | Q(person__account__key__in=left))
            for pair in theirs.values_list("person__key", "person__account__key"):
                found |= dict.fromkeys(left & set(pair), kind)
    return found


@names.register_boards
def names_of_boards() -> dict[int, str]:
    """Names of boards by their ids; on PostgreSQL those of this session."""
    return dict(Board.objects.values_list("pk", "name"))

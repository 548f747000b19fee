"""New persons and changed names, many at a time: each new person gets a key of its own in the key store."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from vuistregel import bulk
from vuistregel.actions import Refused
from vuistregel.decisions import Reason, no
from vuistregel.keys import holders
from vuistregel.organisation.models import Person, School
from vuistregel.organisation.roster.spelling import first_name, sort_key
from vuistregel.words import Words

_FIELDS = (
    "id",
    "board",
    "key",
    "version",
    "given_names",
    "initials",
    "prefix",
    "family_name",
    "call_name",
    "sort_key",
    "birth_date",
)
_NAMES = ("given_names", "initials", "prefix", "family_name", "call_name", "sort_key")
CHANGED_MEANWHILE = no(
    Reason(
        Words(
            "Er is intussen iets veranderd op school, of twee rijen zijn voor dezelfde persoon gekozen. "
            "Maak het verschil opnieuw.",
            "Something changed at the school meanwhile, or two rows were chosen to be the same person. "
            "Make the difference again.",
        ),
        norm="roster.match.confirm",
    )
)


class NewKeys:
    """Random keys for new persons, drawn together and handed out in ascending order.

    A hundred thousand keys in no order touch every page of their index again and again; in order they lie side by side.
    """

    def __init__(self, expected: int) -> None:
        self._expected = max(expected, 1)
        self._drawn: list[bytes] = []

    def take(self, count: int) -> list[UUID]:
        taken: list[bytes] = []
        while len(taken) < count:
            if not self._drawn:
                self._drawn = sorted((os.urandom(16) for _ in range(self._expected)), reverse=True)
            taken.append(self._drawn.pop())
        return [UUID(bytes=key, version=4) for key in taken]


@dataclass(frozen=True, slots=True)
class Place:
    """Where rows are written: one school of one board, on a day."""

    board: int
    board_key: UUID
    school: School
    day: str
    digest_key: bytes
    keys: NewKeys
    person_ids: bulk.Ids
    pupil_ids: bulk.Ids


def new_persons(place: Place, people: Sequence[tuple[tuple[str, ...], str]]) -> list[tuple[int, UUID]]:
    """Make persons of (names in the order of NAME_FIELDS, date of birth or ""); returns id and key of each."""
    if not people:
        return []
    keys = place.keys.take(len(people))
    # The key store first: a roll-back leaves keys that seal nothing, never a person without a key.
    holders.new_holders(place.board_key, "person", keys)
    made = list(zip(place.person_ids.take(len(people)), keys, strict=True))
    bulk.insert(
        Person,
        _FIELDS,
        [
            (pk, place.board, key, 1, *names, _sorted_by(names), born or None)
            for (pk, key), (names, born) in zip(made, people, strict=True)
        ],
    )
    return made


def rename(rows: Sequence[tuple[int, int, tuple[str, ...]]]) -> None:
    """Change names of persons: (id, version that was seen, names). Raises Refused when one changed meanwhile."""
    must_all(
        bulk.update(
            Person, _NAMES, [(pk, version, *names, _sorted_by(names)) for pk, version, names in rows], versioned=True
        ),
        rows,
    )


def rename_with_birth(rows: Sequence[tuple[int, int, tuple[str, ...], str]]) -> None:
    """As `rename`, with the date of birth."""
    values = [(pk, version, *names, _sorted_by(names), born or None) for pk, version, names, born in rows]
    must_all(bulk.update(Person, (*_NAMES, "birth_date"), values, versioned=True), rows)


def must_all(changed: int, rows: Sequence[object]) -> None:
    """Every row that was to change did, or nothing happens at all."""
    if changed != len(rows):
        raise Refused(CHANGED_MEANWHILE)


def _sorted_by(names: tuple[str, ...]) -> str:
    given, initials, prefix, family, call = names
    return sort_key(family, prefix, first_name(call, given, initials))

"""Ways to reach people, as an import knows them: what files brought, opened, and written sealed again.

A value lies encrypted under its person's key, with a keyed hash to find it by. What a file brings replaces what an
earlier file brought, and never what somebody typed here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from vuistregel import bulk
from vuistregel.keys import lookup, sealing
from vuistregel.organisation.models import ContactDetail, ContactKind

_FIELDS = ("board", "person", "kind", "sealed", "lookup", "secret", "from_roster")
_BATCH = 500


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a file says that reaches a person; only non-empty values."""

    person: int
    holder: UUID
    kind: str
    value: str
    secret: bool = False


def field_of(kind: str) -> str:
    """The name under which a contact value is sealed."""
    return f"contact.{kind}"


def roster_emails(persons: Mapping[int, UUID]) -> dict[int, str]:
    """The e-mail addresses that files brought, by person id; `persons` gives their holders."""
    return {person: values["email"] for person, values in roster_values(persons).items() if "email" in values}


def roster_values(persons: Mapping[int, UUID]) -> dict[int, dict[str, str]]:
    """Per person and kind what files brought. Whose key was destroyed has nothing."""
    found: dict[int, dict[str, str]] = defaultdict(dict)
    ids = list(persons)
    for start in range(0, len(ids), _BATCH):
        rows = list(
            ContactDetail.objects.filter(person__in=ids[start : start + _BATCH], from_roster=True)
            .order_by("pk")
            .values_list("person", "kind", "sealed")
        )
        values = sealing.unseal_what_remains((persons[p], field_of(kind), bytes(sealed)) for p, kind, sealed in rows)
        for (person, kind, _), value in zip(rows, values, strict=True):
            if value is not None:
                found[person][kind] = value
    return found


def write(board: int, board_key: UUID, wanted: Iterable[Wanted], *, known: frozenset[int]) -> int:
    """Write what files say. `known`: persons who may have contact details already. Returns how many were written."""
    rows = list(wanted)
    if not rows:
        return 0
    hashes = lookup.blind_many(board_key, "contact", [row.value for row in rows])
    there = _there({row.person for row in rows} & known)
    old: list[int] = []
    kept = []
    for row, hash_ in zip(rows, hashes, strict=True):
        present = there.get((row.person, row.kind), {})
        old += [pk for other, (pk, from_roster) in present.items() if from_roster and other != hash_]
        if hash_ not in present:
            kept.append((row, hash_))
    for start in range(0, len(old), _BATCH):
        ContactDetail.objects.filter(pk__in=old[start : start + _BATCH]).delete()
    sealed = sealing.seal_many((row.holder, field_of(row.kind), row.value) for row, _ in kept)
    bulk.insert(
        ContactDetail,
        _FIELDS,
        [
            (board, row.person, row.kind, closed, hash_, row.secret, True)
            for (row, hash_), closed in zip(kept, sealed, strict=True)
        ],
    )
    return len(kept)


def wanted(
    person: int, holder: UUID, *, email: str = "", phone: str = "", address: str = "", secret: bool = False
) -> list[Wanted]:
    """One row's values that are not empty."""
    pairs = ((ContactKind.EMAIL, email), (ContactKind.PHONE, phone), (ContactKind.ADDRESS, address))
    return [
        Wanted(person, holder, kind.value, value, secret and kind is not ContactKind.EMAIL)
        for kind, value in pairs
        if value
    ]


def _there(persons: Iterable[int]) -> dict[tuple[int, str], dict[bytes, tuple[int, bool]]]:
    found: dict[tuple[int, str], dict[bytes, tuple[int, bool]]] = defaultdict(dict)
    ids = list(persons)
    for start in range(0, len(ids), _BATCH):
        for pk, person, kind, hash_, from_roster in ContactDetail.objects.filter(
            person__in=ids[start : start + _BATCH]
        ).values_list("pk", "person", "kind", "lookup", "from_roster"):
            found[person, kind][bytes(hash_)] = (pk, from_roster)
    return found

"""Holders of keys: persons, files, dossiers. Each has one key of its own, made once and never changed.

Keys are not kept in memory between calls. A cache would be faster by a query, but a key that was destroyed in one
process would still open things in another; so every call asks the store, one query per 500 holders.
The key store is a database of its own: a holder made in an action that is rolled back keeps a key that seals nothing.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from operator import attrgetter
from typing import Final, TypeVar
from uuid import UUID

from django.db import IntegrityError, connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from vuistregel import clock
from vuistregel.keys import boardkeys, envelope
from vuistregel.keys.errors import HolderExists, KeyDestroyed, KeyMissing
from vuistregel.keys.models import KINDS, DestroyedHolder, HolderKey
from vuistregel.keys.router import ALIAS

#: How many holders one query asks for.
BATCH: Final = 500

Item = TypeVar("Item")


def new_holder(board: UUID, kind: str, holder: UUID) -> None:
    """Make the key of one holder. Raises HolderExists, or KeyDestroyed for a holder that once was."""
    new_holders(board, kind, [holder])


def new_holders(board: UUID, kind: str, holders: Iterable[UUID]) -> None:
    """Make the keys of many holders of one board and kind, all or none. Raises HolderExists, KeyDestroyed."""
    if kind not in KINDS:
        raise ValueError(f"A holder is one of {', '.join(KINDS)}, not {kind!r}")
    name = boardkeys.writing_with()
    cipher = boardkeys.cipher(name, board)
    made_at = clock.now()
    with transaction.atomic(using=ALIAS):
        for batch in in_batches(holders, 100_000):
            material = os.urandom(envelope.KEY_BYTES * len(batch))
            rows = [
                (holder, envelope.wrap(cipher, material[start : start + envelope.KEY_BYTES], place(holder, kind)))
                # In order of number: the index grows at one end instead of everywhere.
                for holder, start in zip(
                    sorted(batch, key=attrgetter("int")), range(0, len(material), envelope.KEY_BYTES), strict=True
                )
            ]
            _insert(rows, board, kind, name, made_at)
        _refuse_the_destroyed()


def place(holder: UUID, kind: str) -> bytes:
    """What a wrapped holder key is bound to, besides its board."""
    return holder.bytes + kind.encode()


def key_of(holder: UUID) -> bytes:
    """The holder's key. Raises KeyDestroyed, KeyMissing, Tampered, WrongBoardKey, BoardKeyMissing."""
    return keys_of([holder])[holder]


def keys_of(holders: Sequence[UUID]) -> dict[UUID, bytes]:
    """The keys of these holders, one query per 500. Raises as `key_of` when one of them has none."""
    found = existing_keys(holders)
    for holder in holders:
        if holder not in found:
            raise KeyDestroyed(holder) if is_destroyed(holder) else KeyMissing(holder)
    return found


def existing_keys(holders: Sequence[UUID]) -> dict[UUID, bytes]:
    """The keys of those holders that have one."""
    found: dict[UUID, bytes] = {}
    connection = connections[ALIAS]
    unwrapping: dict[tuple[str, object], boardkeys.Unwrap] = {}
    for batch in in_batches(dict.fromkeys(holders), BATCH):
        # Without the ORM: an import seals for a hundred thousand holders at once.
        stored = {_as_stored(holder, connection): holder for holder in batch}
        sql = "SELECT holder, board, kind, board_key, wrapped FROM keys_holderkey WHERE holder IN ({})"
        with connection.cursor() as cursor:
            cursor.execute(sql.format(", ".join(["%s"] * len(stored))), list(stored))
            for number, board, kind, name, wrapped in cursor.fetchall():
                holder = stored[number]
                if (name, board) not in unwrapping:
                    of = board if isinstance(board, UUID) else UUID(board)
                    unwrapping[name, board] = boardkeys.unwrapping(name, of)
                found[holder] = unwrapping[name, board](wrapped, place(holder, kind))
    return found


def _as_stored(holder: UUID, connection: BaseDatabaseWrapper) -> UUID | str:
    return holder if connection.features.has_native_uuid_field else holder.hex


def is_destroyed(holder: UUID) -> bool:
    """Whether this holder's key was destroyed on purpose."""
    return DestroyedHolder.objects.filter(holder=holder).exists()


def in_batches(items: Iterable[Item], size: int) -> Iterator[list[Item]]:
    iterator = iter(items)
    while batch := list(islice(iterator, size)):
        yield batch


def _insert(rows: Sequence[tuple[UUID, bytes]], board: UUID, kind: str, name: str, made_at: object) -> None:
    """Rows without the ORM: a roster of 100,000 pupils makes its keys within a second."""
    connection = connections[ALIAS]
    columns = "holder, board, kind, board_key, wrapped, made_at"
    try:
        with transaction.atomic(using=ALIAS), connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                # Django wraps its own calls; this one it does not know.
                statement = f"COPY keys_holderkey ({columns}) FROM STDIN"
                with connection.wrap_database_errors, cursor.copy(statement) as copy:
                    for holder, wrapped in rows:
                        copy.write_row((holder, board, kind, name, wrapped, made_at))
                return
            moment = HolderKey._meta.get_field("made_at").get_db_prep_value(made_at, connection)
            cursor.executemany(
                f"INSERT INTO keys_holderkey ({columns}) VALUES (%s, %s, %s, %s, %s, %s)",  # noqa: S608
                [(holder.hex, board.hex, kind, name, wrapped, moment) for holder, wrapped in rows],
            )
    except IntegrityError:
        # Without its cause: the database's message holds the values of the row.
        raise HolderExists from None


def _refuse_the_destroyed() -> None:
    with connections[ALIAS].cursor() as cursor:
        cursor.execute(
            "SELECT d.holder FROM keys_destroyedholder d JOIN keys_holderkey k ON k.holder = d.holder LIMIT 1"
        )
        found = cursor.fetchone()
    if found:
        raise KeyDestroyed(found[0] if isinstance(found[0], UUID) else UUID(found[0]))

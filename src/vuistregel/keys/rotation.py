"""Rotation of the board key: every wrapped key goes under the newest one, after which an old one may be dropped.

Only wrappings change: holders keep their keys, so nothing that is sealed has to be sealed again and every look-up
still works. Work goes in small transactions; whoever is killed goes on with what is left. A key that is destroyed
meanwhile stays destroyed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Final
from uuid import UUID

from django.db import connections, transaction

from vuistregel.keys import boardkeys, destruction, envelope, holders, lookup, spool
from vuistregel.keys.models import HolderKey, IndexKey, SpoolKey, WrappedKey
from vuistregel.keys.router import ALIAS

BATCH: Final = 1000

_PLACES: Final[dict[type[WrappedKey], Callable[..., bytes]]] = {
    HolderKey: lambda row: holders.place(row.holder, row.kind),
    IndexKey: lambda row: lookup.place(row.board),
    SpoolKey: lambda row: spool.key_place(row.spool),
}


def waiting() -> dict[str, int]:
    """How many wrapped keys each older board key still holds, by its name. An older key with none may be dropped."""
    newest = boardkeys.newest()
    counts: dict[str, int] = {}
    for model in boardkeys.WRAPPED:
        for name in model._default_manager.exclude(board_key=newest).values_list("board_key", flat=True).iterator():
            counts[name] = counts.get(name, 0) + 1
    return counts


def rotate() -> Iterator[int]:
    """Re-wrap everything under the newest board key; gives after each batch how many were done in all.

    Raises BoardKeyMissing, WrongBoardKey or Tampered at the first key that does not open; what was done stays done.
    """
    newest = boardkeys.writing_with()
    done = 0
    for model in boardkeys.WRAPPED:
        after = UUID(int=0)
        key = model._meta.pk.name
        while rows := list(
            model._default_manager.filter(**{f"{key}__gt": after}).exclude(board_key=newest).order_by(key)[:BATCH]
        ):
            _re_wrap(model, rows, newest)
            done += len(rows)
            after = rows[-1].pk
            yield done
    destruction.scrub()


def _re_wrap(model: type[WrappedKey], rows: Sequence[WrappedKey], newest: str) -> None:
    connection = connections[ALIAS]
    number = model._meta.pk
    changes = []
    for row in rows:
        place = _PLACES[model](row)
        board: UUID = row.board  # type: ignore[attr-defined]  # each of the three has one
        key = boardkeys.unwrap(row.board_key, board, row.wrapped, place)
        wrapped = envelope.wrap(boardkeys.cipher(newest, board), key, place)
        changes.append((newest, wrapped, number.get_db_prep_value(row.pk, connection), row.board_key))
    table, column = model._meta.db_table, number.column
    with transaction.atomic(using=ALIAS), connection.cursor() as cursor:
        cursor.executemany(
            f"UPDATE {table} SET board_key = %s, wrapped = %s WHERE {column} = %s AND board_key = %s",  # noqa: S608
            changes,
        )

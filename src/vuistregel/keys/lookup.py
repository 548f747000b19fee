"""Look-ups without clear text: a BSN or e-mail address is found by a keyed hash of it.

Each board has an index key of its own, random and never changed, wrapped like a holder's key: rotating the board key
re-wraps it and every look-up still works; a hash of one board says nothing in another. A hash does not die with its
holder's key: whoever has the index key can try all numbers. It goes when its row is deleted, and after a restore when
the destruction ledger is replayed.
"""

from __future__ import annotations

import hmac
import unicodedata
from collections.abc import Iterable
from hashlib import sha256
from uuid import UUID

from django.db import transaction

from vuistregel.keys import boardkeys, envelope
from vuistregel.keys.models import IndexKey
from vuistregel.keys.router import ALIAS


def blind(board: UUID, purpose: str, value: str) -> bytes:
    """The 32 bytes by which a value is found again. Case, surrounding space and Unicode form make no difference."""
    return blind_many(board, purpose, [value])[0]


def blind_many(board: UUID, purpose: str, values: Iterable[str]) -> list[bytes]:
    """`blind` for many values of one board and purpose, with one query."""
    key = envelope.derive(_index_key(board), "lookup", purpose.encode())
    return [
        hmac.digest(key, unicodedata.normalize("NFC", value).strip().casefold().encode(), sha256) for value in values
    ]


def place(board: UUID) -> bytes:
    """What a wrapped index key is bound to."""
    return b"index" + board.bytes


def _index_key(board: UUID) -> bytes:
    row = IndexKey.objects.filter(board=board).first() or _new_index_key(board)
    return boardkeys.unwrap(row.board_key, board, row.wrapped, place(board))


def _new_index_key(board: UUID) -> IndexKey:
    """Made on first use; of two processes that make it together, the first one's counts for both."""
    name = boardkeys.writing_with()
    wrapped = envelope.wrap(boardkeys.cipher(name, board), envelope.new_key(), place(board))
    with transaction.atomic(using=ALIAS):
        IndexKey.objects.bulk_create([IndexKey(board=board, board_key=name, wrapped=wrapped)], ignore_conflicts=True)
    return IndexKey.objects.get(board=board)

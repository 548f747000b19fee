"""Keyed digests of what a roster said: "the same as last time" is found without reading or comparing a field.

The key comes from the board's index key in the key store, so that a copy of the database tells nothing: without it
nobody can try whether a name with a date of birth is in there.
"""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import blake2b
from typing import Final
from uuid import UUID

from vuistregel.keys import lookup

#: Bytes of a whole row's digest, and of one part of it.
ROW: Final = 16
PART: Final = 8


def key_for(board: UUID, school: int) -> bytes:
    """The digest key of one school. One query of the key store; keep it for the length of one import."""
    return lookup.blind(board, "roster.digest", str(school))


def of_row(key: bytes, texts: Iterable[str]) -> bytes:
    return blake2b("\x1f".join(texts).encode(), digest_size=ROW, key=key).digest()


def of_part(key: bytes, texts: Iterable[str]) -> bytes:
    return blake2b("\x1f".join(texts).encode(), digest_size=PART, key=key).digest()


def name_for(key: bytes, *parts: object) -> str:
    """A short, stable name for a conflict, that says nothing about whom it is about."""
    return blake2b("\x1f".join(map(str, parts)).encode(), digest_size=5, key=key).hexdigest()

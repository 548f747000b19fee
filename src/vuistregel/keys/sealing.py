"""Texts sealed under their holder's key: BSN and PGN, medical facts, secret addresses, personal fields of events."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from vuistregel.keys import envelope, holders


def seal(holder: UUID, field: str, text: str) -> bytes:
    """A text, readable only with the holder's key, and only as this field of this holder.

    Raises KeyDestroyed, KeyMissing, WrongBoardKey, BoardKeyMissing.
    """
    return envelope.seal_text(holders.key_of(holder), text, holder, field)


def unseal(holder: UUID, field: str, sealed: bytes) -> str:
    """The text again. Raises as `seal`, and Tampered for what belongs to another holder or field or was changed."""
    return envelope.unseal_text(holders.key_of(holder), bytes(sealed), holder, field)


def seal_many(items: Iterable[tuple[UUID, str, str]]) -> list[bytes]:
    """`seal` for many (holder, field, text), in order; one query of the key store per 500 holders."""
    wanted = list(items)
    keys = holders.keys_of([holder for holder, _, _ in wanted])
    return [envelope.seal_text(keys[holder], text, holder, field) for holder, field, text in wanted]


def unseal_many(items: Iterable[tuple[UUID, str, bytes]]) -> list[str]:
    """`unseal` for many (holder, field, sealed), in order. One destroyed holder among them raises KeyDestroyed."""
    wanted = list(items)
    keys = holders.keys_of([holder for holder, _, _ in wanted])
    return [envelope.unseal_text(keys[holder], bytes(sealed), holder, field) for holder, field, sealed in wanted]


def unseal_what_remains(items: Iterable[tuple[UUID, str, bytes]]) -> list[str | None]:
    """As `unseal_many`, for lists that outlive their persons: None where the holder's key is gone."""
    wanted = list(items)
    keys = holders.existing_keys([holder for holder, _, _ in wanted])
    return [
        envelope.unseal_text(keys[holder], bytes(sealed), holder, field) if holder in keys else None
        for holder, field, sealed in wanted
    ]

"""Personal values of an event, encrypted under the key of their holder.

The log keeps what is encrypted and its code is made over that, so the chain still verifies after the key is gone.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime
from typing import Any, get_type_hints
from uuid import UUID, uuid5

from vuistregel.evidence.declaration import Event, Fate, kinds
from vuistregel.evidence.values import canonical, from_plain, persons_in, to_plain

#: Months' holders have fixed keys, so that no list of them needs keeping.
_MONTHS = UUID("6f3f6f5e-8d0b-5d0e-9c53-0f2f2b6f1d11")


def month_holder(board_id: int, norm: str, month: str) -> UUID:
    """The holder under whose key the `until(norm)` values of one board and one month (`2026-11`, UTC) are kept."""
    return uuid5(_MONTHS, f"{board_id} {norm} {month}")


def seal(event: Event, *, board_id: int, at: datetime, key: str) -> str:
    """The event's sealed fields as canonical JSON, base64 by field; `{}` when it has none. Errors as `keys.seal`."""
    kept: dict[str, str] = {}
    for name, fate in event.fates.items():
        value = getattr(event, name) if fate.secret else None
        if value is not None:
            clear = canonical(to_plain(value, f"{event.kind}.{name}"))
            holder = _holder(event.kind, fate, getattr(event, fate.by, None), board_id, at)
            kept[name] = base64.b64encode(_seal(holder, fate, board_id, _place(event.kind, name, key), clear)).decode()
    return canonical(kept) if kept else "{}"


def unseal(
    kind: str, field: str, kept: str, *, data: Mapping[str, Any], board_id: int, at: datetime, key: UUID
) -> Any | None:
    """The value of one sealed field of a kept event, or None when its key was destroyed.

    Raises KeyError for a kind or field that is not declared, otherwise as `keys.unseal`.
    """
    # Not at the top: the room `keys` has models, and events are declared before these are there.
    from vuistregel.keys import sealing as vault
    from vuistregel.keys.errors import KeyDestroyed

    declared = kinds()[kind]
    fate = declared.fates[field]
    holder = _holder(kind, fate, UUID(data[fate.by]) if fate.by else None, board_id, at)
    try:
        clear = vault.unseal(holder, _place(kind, field, key.hex), base64.b64decode(kept))
    except KeyDestroyed:
        return None
    return from_plain(json.loads(clear), get_type_hints(declared)[field])


def _place(kind: str, field: str, event: str) -> str:
    """What the encryption is bound to: one field of one event."""
    return f"evidence {kind} {field} {event}"


def _holder(kind: str, fate: Fate, by: object, board_id: int, at: datetime) -> UUID:
    if fate.name == "until":
        return month_holder(board_id, fate.norm, f"{at:%Y-%m}")
    holders = persons_in(by)
    if len(holders) != 1:
        raise ValueError(f"{kind} seals a value by {fate.by!r}, which must hold exactly one key.")
    return holders[0]


def _seal(holder: UUID, fate: Fate, board_id: int, place: str, clear: str) -> bytes:
    from vuistregel.keys import holders
    from vuistregel.keys import sealing as vault
    from vuistregel.keys.errors import HolderExists

    if fate.name == "until" and not holders.existing_keys([holder]):
        with suppress(HolderExists):  # another process may make this month's key at the same moment
            holders.new_holder(UUID(int=board_id), "dossier", holder)
    return vault.seal(holder, place, clear)

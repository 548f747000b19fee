"""What other rooms do when a restore has brought destroyed persons back: delete their rows once more.

A key's end makes sealed fields and files unreadable at once. Names and other fields in the clear stay in a data backup
until it is pruned; after a restore they are deleted again by these functions.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from uuid import UUID

#: Given holders that were destroyed (at most 500 at once), deletes what the main database has of them. Runs in a
#: transaction on the main database, and must not mind being asked again.
Forget = Callable[[Sequence[UUID]], None]

_registered: list[Forget] = []


def register(forget: Forget) -> Forget:
    """Add a room's function, from its AppConfig.ready; usable as a decorator. Twice is once."""
    if forget not in _registered:
        _registered.append(forget)
    return forget


def registered() -> tuple[Forget, ...]:
    return tuple(_registered)

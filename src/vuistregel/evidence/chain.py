"""The chain: how an event's bytes, its place and the log's key become its code. Pure functions, no database.

Each event has a key of its own, made from the log's key and the event's whole body. The database computes the code
of an event from that one key, the code before it and its number: the log's key itself never travels in a statement,
and whoever reads a one-event key from a statement can do nothing with it but write the same event again.
"""

from __future__ import annotations

from functools import lru_cache
from hmac import digest
from typing import Final

#: What stands before a board's first event.
ZERO: Final = bytes(32)
#: Between the parts of a body. Canonical JSON and slugs cannot hold it.
SEPARATOR: Final = "\x1f"
_INNER: Final = bytes(b ^ 0x36 for b in range(256))
_OUTER: Final = bytes(b ^ 0x5C for b in range(256))


@lru_cache(maxsize=8)
def subkey(log_key: bytes, purpose: str) -> bytes:
    """A key for one purpose (`event`, `anchor`, `watermark`), so that a code made for one is worthless in another."""
    if len(log_key) != 32:
        raise ValueError("The log's key must be 32 bytes; see VUISTREGEL_LOG_KEY.")
    return digest(log_key, b"vuistregel evidence " + purpose.encode(), "sha256")


def event_key(key: bytes, board_id: int, body: bytes) -> bytes:
    """The one-event key. `key` is the subkey for events, `body` the event's canonical body."""
    return digest(key, b"%d\x1f%b" % (board_id, body), "sha256")


def mac(one_event_key: bytes, prev: bytes, seq: int) -> bytes:
    """The event's code: HMAC-SHA256 over the code before it and its number."""
    return digest(one_event_key, prev + seq.to_bytes(8, "big"), "sha256")


def pads(one_event_key: bytes) -> tuple[bytes, bytes]:
    """The two blocks of HMAC, for a database that knows SHA-256 but not HMAC."""
    block = one_event_key.ljust(64, b"\0")
    return block.translate(_INNER), block.translate(_OUTER)

"""The chain: how an event's bytes, its place and the log's key become its code. Pure functions, no database.

Each event has a key of its own, made from the log's key and the event's whole body. The database computes the code
of an event from that one key, the code before it and its number: the log's key itself never travels in a statement,
and whoever reads a one-event key from a statement can do nothing with it but write the same event again.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from hashlib import sha256
from typing import Final

#: What stands before a board's first event.
ZERO: Final = bytes(32)
#: Between the parts of a body. Canonical JSON and slugs cannot hold it.
SEPARATOR: Final = "\x1f"
_INNER: Final = bytes(b ^ 0x36 for b in range(256))
_OUTER: Final = bytes(b ^ 0x5C for b in range(256))
_BLOCK: Final = 64


def pads(key: bytes) -> tuple[bytes, bytes]:
    """The two blocks of HMAC-SHA256 for a key of at most 64 bytes: for a database that knows SHA-256 but not HMAC."""
    block = key.ljust(_BLOCK, b"\0")
    return block.translate(_INNER), block.translate(_OUTER)


def hmac(key: bytes, message: bytes) -> bytes:
    """HMAC-SHA256. From its two blocks, because OpenSSL 3 spends three times as long on choosing the algorithm."""
    inner, outer = pads(key)
    return sha256(outer + sha256(inner + message).digest()).digest()


@lru_cache(maxsize=32)
def subkey(log_key: bytes, purpose: str) -> Callable[[bytes], bytes]:
    """HMAC under a key for one purpose (`event`, `anchor`, `watermark`): a code of one is worthless in another."""
    if len(log_key) != 32:
        raise ValueError("The log's key must be 32 bytes; see VUISTREGEL_LOG_KEY.")
    inner, outer = map(sha256, pads(hmac(log_key, b"vuistregel evidence " + purpose.encode())))

    def code(message: bytes) -> bytes:
        inside, outside = inner.copy(), outer.copy()
        inside.update(message)
        outside.update(inside.digest())
        return outside.digest()

    return code


def event_key(code: Callable[[bytes], bytes], board_id: int, body: bytes) -> bytes:
    """The one-event key. `code` is the subkey for events, `body` the event's canonical body."""
    return code(b"%d\x1f%b" % (board_id, body))


def mac(one_event_key: bytes, prev: bytes, seq: int) -> bytes:
    """The event's code: HMAC over the code before it and its number."""
    return hmac(one_event_key, prev + seq.to_bytes(8, "big"))

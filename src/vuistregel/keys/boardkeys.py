"""The board keys of the environment: which one wraps new keys, and which ones still open old ones."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

from vuistregel.keys import envelope, marks
from vuistregel.keys.errors import BoardKeyMissing, KeysError, Tampered, WrongBoardKey
from vuistregel.keys.models import HolderKey, IndexKey, SpoolKey, WrappedKey
from vuistregel.words import Words

WRAPPED: tuple[type[WrappedKey], ...] = (HolderKey, IndexKey, SpoolKey)


def named(name: str) -> bytes:
    """The board key of that name. Raises BoardKeyMissing."""
    for known, key in settings.ENVIRONMENT.board_keys:
        if known == name:
            return bytes(key)
    raise BoardKeyMissing(name)


def newest() -> str:
    """The name of the board key that wraps whatever is new. Raises KeysError when the environment has none."""
    if not settings.ENVIRONMENT.board_keys:
        raise KeysError(
            Words(
                "Er is geen bestuurssleutel. Zet VUISTREGEL_BOARD_KEYS.",
                "There is no board key. Set VUISTREGEL_BOARD_KEYS.",
            )
        )
    return str(settings.ENVIRONMENT.board_keys[0][0])


def writing_with() -> str:
    """The newest board key's name, after checking that the store knows it under no other bytes; remembers a new one.

    Raises WrongBoardKey: what a wrong key wrapped could be read by nobody once the right one is back.
    """
    name = newest()
    key = named(name)
    known = marks.fits(name, key)
    if not (marks.remember(name, key) if known is None else known):
        raise WrongBoardKey(name)
    return name


def cipher(name: str, board: UUID) -> AESGCM:
    """What wraps and unwraps one board's keys under the board key of that name."""
    return envelope.board_cipher(named(name), board)


#: Opens one envelope: the wrapped key and its place in, the key out.
Unwrap = Callable[[bytes | memoryview, bytes], bytes]


def unwrapping(name: str, board: UUID) -> Unwrap:
    """What opens the envelopes of one board under the board key of that name. Raises BoardKeyMissing.

    The function itself raises WrongBoardKey or Tampered, whichever it is.
    """
    opener = cipher(name, board)

    def unwrap_one(wrapped: bytes | memoryview, place: bytes) -> bytes:
        try:
            return envelope.unwrap(opener, bytes(wrapped), place)
        except Tampered:
            if _is_another(name):
                raise WrongBoardKey(name) from None
            raise

    return unwrap_one


def unwrap(name: str, board: UUID, wrapped: bytes | memoryview, place: bytes) -> bytes:
    """One key out of its envelope. Raises BoardKeyMissing, WrongBoardKey or Tampered."""
    return unwrapping(name, board)(wrapped, place)


def problems() -> list[Words]:
    """What is wrong between the environment and the store, to be said at start: missing and mistaken board keys."""
    found = []
    used = {name for model in WRAPPED for name in model._default_manager.values_list("board_key", flat=True).distinct()}
    for name in sorted(used):
        try:
            named(name)
        except BoardKeyMissing as error:
            found.append(error.words)
        else:
            if _is_another(name):
                found.append(WrongBoardKey(name).words)
    return found


def _is_another(name: str) -> bool:
    return marks.fits(name, named(name)) is False

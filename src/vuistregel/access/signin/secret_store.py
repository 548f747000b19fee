"""Secrets of second steps, encrypted under one key of the key store: rotating the board key keeps them readable.

allauth hands over a text without saying whose it is, so there is one holder for all of them.
"""

from __future__ import annotations

from base64 import b64decode, b64encode
from typing import Final
from uuid import UUID

from vuistregel import keys
from vuistregel.keys.errors import HolderExists

HOLDER: Final = UUID("5ec0d5ec-0d5e-4c0d-85ec-0d5ec0d5ec0d")
#: The house itself, which is no board.
_HOUSE: Final = UUID(int=0)
_FIELD: Final = "signin.second-factor"


def seal(text: str) -> str:
    """A secret as it is kept."""
    try:
        sealed = keys.seal(HOLDER, _FIELD, text)
    except keys.KeyMissing:
        _make()
        sealed = keys.seal(HOLDER, _FIELD, text)
    return b64encode(sealed).decode()


def unseal(kept: str) -> str:
    """The secret again. Raises KeyMissing where the key store is another one, Tampered where it was changed."""
    return keys.unseal(HOLDER, _FIELD, b64decode(kept))


def _make() -> None:
    try:
        keys.new_holder(_HOUSE, "dossier", HOLDER)
    except HolderExists:
        return  # another process was first

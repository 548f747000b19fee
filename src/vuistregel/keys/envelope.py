"""The envelope: a key per holder, wrapped under its board's key; texts sealed under the holder's key. No Django.

Every sealed or wrapped value is `version | nonce | AES-256-GCM ciphertext and tag`, and is bound to the place where it
belongs (the AAD): what is pasted to another holder, field or board does not open. Nonces are random; one holder's key
seals far fewer than the 2^32 values for which that is safe.
"""

from __future__ import annotations

import os
from functools import lru_cache
from typing import Final
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from vuistregel.keys.errors import Tampered

KEY_BYTES: Final = 32
NONCE_BYTES: Final = 12
TAG_BYTES: Final = 16
_VERSION: Final = b"\x01"


def derive(key: bytes, purpose: str, context: bytes = b"", salt: bytes | None = None) -> bytes:
    """A key of 32 bytes for one purpose; keys of different purposes tell nothing about each other."""
    info = b"vuistregel/1/" + purpose.encode() + b"\x00" + context
    return HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=salt, info=info).derive(key)


@lru_cache(maxsize=4096)
def board_cipher(board_key: bytes, board: UUID) -> AESGCM:
    """What wraps the keys of one board. It comes from the environment alone, so it may be kept in memory."""
    return AESGCM(derive(board_key, "board", board.bytes))


def fingerprint(board_key: bytes) -> bytes:
    """Recognises a board key without giving it away."""
    return derive(board_key, "fingerprint")[:16]


def new_key() -> bytes:
    return os.urandom(KEY_BYTES)


def wrap(cipher: AESGCM, key: bytes, place: bytes) -> bytes:
    """A key, sealed under its board's cipher for one place in the store."""
    return _seal(cipher, key, b"key\x00" + place)


def unwrap(cipher: AESGCM, wrapped: bytes, place: bytes) -> bytes:
    """The key again. Raises Tampered when it was changed, moved, or wrapped by another board key."""
    return _open(cipher, wrapped, b"key\x00" + place)


def seal_text(key: bytes, text: str, holder: UUID, field: str) -> bytes:
    """A text under a holder's key, bound to that holder and field."""
    return _seal(AESGCM(key), text.encode(), _field(holder, field))


def unseal_text(key: bytes, sealed: bytes, holder: UUID, field: str) -> str:
    """The text again. Raises Tampered when it was changed or belongs to another holder or field."""
    return _open(AESGCM(key), sealed, _field(holder, field)).decode()


def _field(holder: UUID, field: str) -> bytes:
    return b"field\x00" + holder.bytes + field.encode()


def _seal(cipher: AESGCM, clear: bytes, place: bytes) -> bytes:
    nonce = os.urandom(NONCE_BYTES)
    return _VERSION + nonce + cipher.encrypt(nonce, clear, _VERSION + place)


def _open(cipher: AESGCM, sealed: bytes, place: bytes) -> bytes:
    start = 1 + NONCE_BYTES
    if len(sealed) < start + TAG_BYTES or sealed[:1] != _VERSION:
        raise Tampered
    try:
        return cipher.decrypt(sealed[1:start], sealed[start:], _VERSION + place)
    except InvalidTag:
        raise Tampered from None

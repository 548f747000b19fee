"""The secrets of a one-time link: what goes into the mail, and what is kept of it. No database."""

from __future__ import annotations

import hmac
import secrets
from dataclasses import dataclass
from hashlib import sha256
from typing import Final
from uuid import UUID

#: No vowels (no words), and none of the pairs that people mix up on paper: 0 O, 1 I L, 5 S, 2 Z.
ALPHABET: Final = "346789BCDFGHJKMNPQRTVWX"
CODE_LENGTH: Final = 8
#: A code in a letter works for weeks and is typed where nobody asked for it: it is longer (23**10 possibilities).
LETTER_CODE_LENGTH: Final = 10
#: What a letter's code is bound to instead of a request.
LETTERS: Final = UUID(int=0)
#: 256 bits: nobody guesses a link, so it needs no salt.
TOKEN_BYTES: Final = 32


@dataclass(frozen=True, slots=True)
class Fresh:
    """A new token and code, in the clear only for as long as the mail is being written."""

    token: str
    code: str

    @property
    def shown_code(self) -> str:
        """In two halves, so that it can be read aloud."""
        half = len(self.code) // 2
        return f"{self.code[:half]}-{self.code[half:]}"


def fresh(code_length: int = CODE_LENGTH) -> Fresh:
    return Fresh(secrets.token_urlsafe(TOKEN_BYTES), "".join(secrets.choice(ALPHABET) for _ in range(code_length)))


def token_hash(token: str) -> bytes:
    return sha256(token.encode()).digest()


def code_hash(code: str, asked: UUID, key: str) -> bytes:
    """A code is short: its hash is keyed with the house's secret and bound to the request that it answers."""
    return hmac.digest(key.encode(), asked.bytes + plain_code(code).encode(), sha256)


def plain_code(typed: str) -> str:
    """A code as it was typed, without the spaces and dashes that people add."""
    return "".join(letter for letter in typed.upper() if letter in ALPHABET)

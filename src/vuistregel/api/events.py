"""What tokens leave in the log. The name of a system is no person's name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Self

from vuistregel.evidence import Event, plain
from vuistregel.words import Words


@dataclass(frozen=True, kw_only=True)
class TokenMade(Event):
    """A board let another system in."""

    kind: ClassVar[str] = "api.token_made"
    says: ClassVar[Words] = Words(
        "{actor} gaf het systeem {name} een sleutel voor: {scopes}.",
        "{actor} gave the system {name} a key for: {scopes}.",
    )
    name: str = plain()
    scopes: str = plain()

    @classmethod
    def example(cls) -> Self:
        return cls(name="Schoolsite", scopes="steps:read")


@dataclass(frozen=True, kw_only=True)
class TokenEnded(Event):
    """A board shut another system out."""

    kind: ClassVar[str] = "api.token_ended"
    says: ClassVar[Words] = Words("{actor} trok de sleutel van {name} in.", "{actor} withdrew the key of {name}.")
    name: str = plain()

    @classmethod
    def example(cls) -> Self:
        return cls(name="Schoolsite")

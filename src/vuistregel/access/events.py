"""What the gate leaves behind."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Self

from vuistregel.evidence import Event, plain, spoken
from vuistregel.words import Words


@dataclass(frozen=True, kw_only=True)
class AccessRefused(Event):
    """Somebody asked for something that the matrix or a rule does not give."""

    kind: ClassVar[str] = "access.refused"
    says: ClassVar[Words] = Words(
        "{actor} kreeg nee: {category} {verb}. Regel: {norms}.",
        "{actor} was refused: {verb} {category}. Rule: {norms}.",
    )
    category: str = plain(spoken=spoken.category)
    verb: str = plain(spoken=spoken.verb)
    outcome: str = plain()
    norms: str = plain(spoken=spoken.norm)

    @classmethod
    def example(cls) -> Self:
        return cls(category="medical", verb="read", outcome="no", norms="access.need-to-know")


@dataclass(frozen=True, kw_only=True)
class DataRead(Event):
    """Somebody saw data of which reads are logged."""

    kind: ClassVar[str] = "access.read"
    says: ClassVar[Words] = Words("{actor} bekeek: {category}.", "{actor} looked at: {category}.")
    category: str = plain(spoken=spoken.category)
    page: str = plain()

    @classmethod
    def example(cls) -> Self:
        return cls(category="secret_contact", page="guardian")

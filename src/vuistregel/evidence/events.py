"""The log's own events."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Self

from vuistregel.evidence.declaration import Event, plain
from vuistregel.words import Words


@dataclass(frozen=True, kw_only=True)
class LogAnchored(Event):
    """The heads of all boards were written outside the database. The log remembers its anchors, so none can vanish."""

    kind: ClassVar[str] = "evidence.anchored"
    says: ClassVar[Words] = Words(
        "{actor} zette anker {number}: het einde van {boards} logboeken staat nu ook buiten de database.",
        "{actor} set anchor {number}: the end of {boards} logs now stands outside the database too.",
    )
    number: int = plain()
    boards: int = plain()
    mac: str = plain()

    @classmethod
    def example(cls) -> Self:
        return cls(number=40, boards=2, mac="0f" * 32)

"""Decision and Reason: what every rule in the house returns. No Django, no clock, no storage."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from vuistregel.words import Words


class Outcome(StrEnum):
    """Three answers. `CANNOT_SAY` is not a soft no: something is missing, and the Decision names it."""

    YES = "yes"
    NO = "no"
    CANNOT_SAY = "cannot_say"


@dataclass(frozen=True, slots=True)
class Reason:
    """Why, in words that the reader understands.

    `norm` is the id of the norm that carries the reason; `binding` is False for the answer of handbook or law that
    is shown beside the one that binds. `about` is a display name or key of the person or thing it is about.
    """

    text: Words
    norm: str | None = None
    about: str | None = None
    binding: bool = True


@dataclass(frozen=True, slots=True)
class Decision:
    """An answer with its reasons. A no or cannot-say without a reason is refused here (R5.30)."""

    outcome: Outcome
    reasons: tuple[Reason, ...] = ()
    missing: tuple[Words, ...] = ()
    ways_out: tuple[Words, ...] = field(default=())

    def __post_init__(self) -> None:
        if self.outcome is Outcome.NO and not self.reasons:
            raise ValueError("A refusal always carries a reason")
        if self.outcome is Outcome.CANNOT_SAY and not self.missing:
            raise ValueError("'Cannot be said yet' always names what is missing")

    def __bool__(self) -> bool:
        """True only for a yes. What cannot be said yet may not happen."""
        return self.outcome is Outcome.YES

    @property
    def norms(self) -> tuple[str, ...]:
        """The ids of the norms in the order in which the reasons name them, each once."""
        return tuple(dict.fromkeys(reason.norm for reason in self.reasons if reason.norm))

    def as_data(self, language: str) -> dict[str, Any]:
        """The Decision for JSON: outcome, reasons, missing, ways out, in one language."""
        return {
            "outcome": self.outcome.value,
            "reasons": [
                {"norm": r.norm, "text": r.text.in_(language), "binding": r.binding}
                | ({"about": r.about} if r.about else {})
                for r in self.reasons
            ],
            "missing": [m.in_(language) for m in self.missing],
            "ways_out": [w.in_(language) for w in self.ways_out],
        }


def yes(*reasons: Reason) -> Decision:
    return Decision(Outcome.YES, reasons)


def no(*reasons: Reason, ways_out: tuple[Words, ...] = ()) -> Decision:
    return Decision(Outcome.NO, reasons, ways_out=ways_out)


def cannot_say(*missing: Words, reasons: tuple[Reason, ...] = (), ways_out: tuple[Words, ...] = ()) -> Decision:
    return Decision(Outcome.CANNOT_SAY, reasons, missing, ways_out)


def all_of(*decisions: Decision) -> Decision:
    """The strictest of several: one no makes a no, else one gap makes a gap, else yes; all their reasons kept."""
    worst = min(
        (d.outcome for d in decisions),
        key=(Outcome.NO, Outcome.CANNOT_SAY, Outcome.YES).index,
        default=Outcome.YES,
    )
    kept = [d for d in decisions if d.outcome is worst] if worst is not Outcome.YES else list(decisions)
    return Decision(
        worst,
        tuple(r for d in kept for r in d.reasons),
        tuple(m for d in kept for m in d.missing),
        tuple(w for d in kept for w in d.ways_out),
    )

"""A verdict as programs read it: the same shape from the command and from the API."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from vuistregel.decisions import Outcome
from vuistregel.media.queries import Verdict
from vuistregel.words import reader_language

OUTCOMES = {Outcome.YES: "allowed", Outcome.NO: "refused", Outcome.CANNOT_SAY: "cannot_say"}


def as_data(verdict: Verdict, keys: Mapping[int, str]) -> dict[str, Any]:
    """Outcome, reasons and ways out in the reader's language. `keys`: by which key the caller named each person."""
    language = reader_language()
    decision = verdict.decision
    return {
        "outcome": OUTCOMES[decision.outcome],
        "reasons": [
            {"norm": r.norm, "text": r.text.in_(language)}
            | ({"person": keys[person.pk]} if (person := verdict.person(r)) else {})
            | ({} if r.binding else {"advice": True})
            for r in decision.reasons
        ]
        + [{"norm": None, "text": m.in_(language)} for m in decision.missing],
        "alternatives": [
            {"kind": w.kind, "text": f"{w.title.in_(language)}. {w.text.in_(language)}"}
            | ({"channel": w.channel} if w.channel else {})
            for w in verdict.ways
        ],
    }

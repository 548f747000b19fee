"""When an account of a class may be said to fit the agreements, and why that holds no longer. No Django."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from vuistregel.decisions import Decision, Reason, no, yes
from vuistregel.words import Words

NORM = "publication.class-account"


class Outcome(StrEnum):
    """What somebody found of an account."""

    FITS = "fits"
    MISFITS = "misfits"
    GONE = "gone"


class Gap(StrEnum):
    """Why an account does not count as checked today."""

    NEVER = "never"
    MISFITS = "misfits"
    CHANGED = "changed"
    CHANNEL = "channel"
    YEAR = "year"
    MANAGERS = "managers"


@dataclass(frozen=True, slots=True)
class Seen:
    """What the newest finding looked at."""

    outcome: Outcome
    version: int
    audience: str
    provider: str


@dataclass(frozen=True, slots=True)
class Now:
    """The account as it is today. `staffed`: there are managers, and all of them work at the school."""

    version: int
    audience: str
    provider: str
    year_ends: date
    staffed: bool


def gap(seen: Seen | None, now: Now, day: date) -> Gap | None:
    """Why the account is not checked, the weightiest first; None when the check holds (R8.9)."""
    if seen is None:
        return Gap.NEVER
    if seen.outcome is not Outcome.FITS and seen.version == now.version:
        return Gap.MISFITS
    if now.year_ends < day:
        return Gap.YEAR
    if seen.version != now.version:
        return Gap.CHANGED
    if (seen.audience, seen.provider) != (now.audience, now.provider):
        return Gap.CHANNEL
    return None if now.staffed else Gap.MANAGERS


@dataclass(frozen=True, slots=True)
class Known:
    """What the house knows by itself before a person judges. `gone`: managers who do not work at the school today."""

    managers: int
    gone: Sequence[str]
    in_use: bool
    asks: bool
    terms: bool
    year_over: bool


def may_fit(known: Known) -> Decision:
    """Whether the house lets somebody say that an account fits; a no names each thing to mend first."""
    reasons = [
        *(_reason(_GONE.with_(name=name)) for name in known.gone),
        *([] if known.managers else [_reason(_NOBODY)]),
        *([] if known.in_use else [_reason(_STOPPED)]),
        *([] if known.asks else [_reason(_NO_QUESTION)]),
        *([] if known.terms else [_reason(_NO_TERMS)]),
        *([_reason(_YEAR_OVER)] if known.year_over else []),
    ]
    return no(*reasons) if reasons else yes()


def _reason(text: Words) -> Reason:
    return Reason(text, norm=NORM)


_GONE = Words("{name} werkt niet meer op school.", "{name} does not work at the school any more.")
_NOBODY = Words("Niemand beheert dit account.", "Nobody manages this account.")
_STOPPED = Words("School gebruikt deze plek niet meer.", "The school does not use this place any more.")
_NO_QUESTION = Words(
    "Bij deze plek ontbreekt de vraag aan ouders.", "The question to parents is missing at this place."
)
_NO_TERMS = Words(
    "Bij deze plek staat niet waar de regels van het bedrijf zijn.",
    "This place does not say where the company’s terms are.",
)
_YEAR_OVER = Words("Het account is van een vorig schooljaar.", "The account is of an earlier school year.")

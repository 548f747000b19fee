"""May this token be made? Facts in, Decision out: no Django, no clock, no storage."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from vuistregel.decisions import Decision, Reason, no, yes
from vuistregel.norms import NormsOfDay
from vuistregel.words import Words

NEED_TO_KNOW = "access.need-to-know"
LONGEST = "api.token.term"


@dataclass(frozen=True, slots=True)
class Wish:
    """The token that somebody wants to make. `others` are the names of the board's tokens that are still open."""

    name: str
    scopes: frozenset[str]
    expires_on: date
    others: frozenset[str] = frozenset()


def last_day(norms: NormsOfDay) -> date:
    """The last day on which a token that is made today may still work (norm `api.token.term`)."""
    end = norms.add(LONGEST, norms.day)
    assert isinstance(end, date)
    return end


def token_may_be_made(wish: Wish, offered: Collection[str], norms: NormsOfDay) -> Decision:
    """A name of its own, at least one right, no more than systems may have, and an end that is not too far."""
    if not wish.scopes or not wish.scopes <= set(offered):
        return _no("Kies alleen rechten die een systeem mag hebben.", "Choose only rights that a system may have.")
    if not wish.name or wish.name in wish.others:
        return _no(
            "Er is al een open sleutel met deze naam. Kies een andere naam, of trek die sleutel eerst in.",
            "There is an open key with this name already. Choose another name, or withdraw that key first.",
        )
    if not norms.day <= wish.expires_on <= last_day(norms):
        term = norms[LONGEST]
        text = Words(
            "Een sleutel werkt vanaf vandaag, en hoogstens {term}.", "A key works from today, for at most {term}."
        )
        return no(Reason(text.with_(term=term.display), norm=LONGEST))
    return yes()


def _no(nl: str, en: str) -> Decision:
    return no(Reason(Words(nl, en), norm=NEED_TO_KNOW))

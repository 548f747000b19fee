"""When two places are one use, so that one answer counts for both (R7.9), and when they never are (R7.8). Pure."""

from __future__ import annotations

from dataclasses import dataclass

from vuistregel.consent.rules import Audience
from vuistregel.decisions import Decision, Reason, no, yes
from vuistregel.words import Words

#: How many can look: a wider number is more.
_WIDTH = {Audience.CLASS: 0, Audience.SCHOOL: 1, Audience.PUBLIC: 2}


@dataclass(frozen=True, slots=True)
class Use:
    """A place as this rule sees it. `follows`: it counts the answers of a third place; `followed`: others count its."""

    name: Words
    audience: Audience
    provider: str = ""
    contact_list: bool = False
    follows: bool = False
    followed: bool = False
    ended: bool = False


def may_follow(here: Use, other: Use) -> Decision:
    """May answers to `other` count for `here` too? Only when nobody more can look and no other company comes in."""
    reasons = []
    if _WIDTH[here.audience] > _WIDTH[other.audience]:
        reasons.append(_reason(WIDER, here, other))
    if here.provider.strip().casefold() != other.provider.strip().casefold():
        reasons.append(_reason(OTHER_COMPANY, here, other))
    if here.contact_list or other.contact_list:
        reasons.append(Reason(LISTS, norm="contact-list.consent.renewal"))
    if other.follows or here.followed:
        reasons.append(Reason(CHAIN, norm="consent.same-use"))
    if other.ended:
        reasons.append(_reason(STOPPED, here, other))
    if reasons:
        return no(*reasons)
    return yes(Reason(ONE_USE, norm="consent.same-use"))


def _reason(text: Words, here: Use, other: Use) -> Reason:
    return Reason(text.with_(here=here.name, other=other.name), norm=_NORMS.get(text, "consent.per-channel"))


WIDER = Words(
    "Bij {here} kunnen meer mensen kijken dan bij {other}. Dat is een nieuw gebruik.",
    "More people can look at {here} than at {other}. That is a new use.",
)
OTHER_COMPANY = Words(
    "{here} is van een ander bedrijf dan {other}. Dat is een nieuw gebruik.",
    "{here} belongs to another company than {other}. That is a new use.",
)
LISTS = Words("Een contactlijst heeft altijd een eigen vraag.", "A contact list always has a question of its own.")
CHAIN = Words(
    "Een plek kan alleen meetellen met een plek die zelf vraagt.",
    "A place can only count along with a place that asks itself.",
)
STOPPED = Words("De school gebruikt {other} niet meer.", "The school no longer uses {other}.")
ONE_USE = Words(
    "Dezelfde mensen kunnen kijken en het is van dezelfde. Dat is één gebruik.",
    "The same people can look and it belongs to the same. That is one use.",
)
_NORMS = {WIDER: "consent.changed-use", OTHER_COMPANY: "consent.changed-use"}

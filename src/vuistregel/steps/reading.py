"""What one reader sees of a check: items where the matrix shows their kind of data, else the number only (R10.4)."""

from __future__ import annotations

from dataclasses import dataclass, replace

from vuistregel.access.actor import Actor, Subject
from vuistregel.access.engine import engine
from vuistregel.access.gate import may_open
from vuistregel.access.matrix import shipped
from vuistregel.actions import log_read
from vuistregel.checks import Check, Item, On
from vuistregel.steps.queries import items
from vuistregel.words import Words

_KEPT = Words(
    "U ziet hier alleen aantallen: uw rol ziet deze gegevens niet ({category}).",
    "You see numbers only: your role does not see these data ({category}).",
)


@dataclass(frozen=True, slots=True)
class Shown:
    """The items that this reader may see; `kept` says why there are none."""

    items: tuple[Item, ...] = ()
    kept: Words | None = None


def shown(actor: Actor, check: Check, at: Subject, on: On, *, first: int | None = None) -> Shown:
    """What is not in order at the school `at`, for this reader; a link only where they may open the page behind it.

    Reading what the matrix calls very sensitive is written in the log, as it is on that page itself (R10.6).
    """
    assert at.school is not None
    if not engine().decide(actor, "read", check.category, at):
        return Shown(kept=_KEPT.with_(category=shipped().categories[check.category].words))
    found = items(check, at.school, on, first=first)
    if found and engine().logs_reads(check.category):
        log_read(actor, category=check.category, subject=at, page="check")
    if found and not may_open(actor, found[0].mend, at):  # one check mends all its items on one kind of page
        found = [replace(item, mend="") for item in found]
    return Shown(tuple(found))

"""Which own say came with a birthday, whether the pupil was told, and until when the school has (R5.16). Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from vuistregel.norms import NormsOfDay
from vuistregel.organisation.ages import birthday

#: Which age belongs to which duty to tell, the oldest first.
DUTIES = (("informed.16", "age.own-decision"), ("informed.12", "age.withdraw-self"))


class Told(Protocol):
    """A record that a pupil was told."""

    told_on: date
    how: str


@dataclass(frozen=True, slots=True)
class OwnSay:
    """One duty to tell: from which birthday, by when, and whether it was done."""

    norm: str
    age: int
    reached_on: date
    due: date
    told_on: date | None = None
    how: str = ""
    reached: bool = False

    @property
    def open(self) -> bool:
        return self.reached and self.told_on is None


def own_say(born: date | None, told: Mapping[str, Told], day: date, norms: NormsOfDay) -> tuple[OwnSay, ...]:
    """The duties that count for a pupil: those reached, and the next one. From 16 the one of 12 is past.

    A duty that the norms of the day do not know is left out; without a date of birth nothing can be said.
    """
    if born is None:
        return ()
    found: list[OwnSay] = []
    for norm, age_norm in DUTIES:
        age, duty = norms.get(age_norm), norms.get(norm)
        if age is None or duty is None:
            continue
        reached_on = birthday(born, age.amount)
        # Who was older when the duty came, is told from that day on.
        counts_from = max(reached_on, duty.valid_from or reached_on)
        done = told.get(norm)
        found.append(
            OwnSay(
                norm=norm,
                age=age.amount,
                reached_on=reached_on,
                due=norms["informed.term"].add_to(counts_from),
                told_on=done.told_on if done else None,
                how=done.how if done else "",
                reached=reached_on <= day,
            )
        )
        if reached_on <= day:
            break
    return tuple(reversed(found))

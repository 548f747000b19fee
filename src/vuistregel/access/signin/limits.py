"""How often somebody may try. Counted in the shared cache, per name and per network, whether the name exists or not.

An attempt takes a numbered place; a place is free again after the lock-out's term. Taking a place is one `add`, which
two requests cannot both win, so a hundred guesses at once are still counted one by one.
Norms `signin.attempts.max`, `signin.attempts.max-network` (a whole school is one network) and `signin.lockout`.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256
from math import ceil

from django.core.cache import cache

from vuistregel import clock, norms
from vuistregel.words import Words


@dataclass(frozen=True, slots=True)
class Attempt:
    """A try that may go on. `last` is the one after which the next has to wait; `forgive` when it succeeded."""

    places: tuple[str, ...]
    last: bool

    def forgive(self) -> None:
        """It succeeded: it does not count. Earlier failures still do, or one's own success would hide one's guesses."""
        cache.delete_many(self.places)


class LockedOut(Exception):
    """Too many tries. `wait` is how long still; the same for a name that does not exist."""

    def __init__(self, wait: timedelta) -> None:
        self.wait = wait
        super().__init__("too many attempts")

    @property
    def words(self) -> Words:
        """What the person is told: how long, and whom to ask."""
        return Words(
            "Dit is te vaak niet gelukt. Wacht nog {wait}. Lukt het dan ook niet? "
            "Vraag hulp aan de administratie van uw school.",
            "This failed too often. Wait another {wait}. If it still does not work then, "
            "ask the office of your school for help.",
        ).with_(wait=_minutes(self.wait))


def attempt(what: str, *, name: str, network: str) -> Attempt:
    """Count one try at `what` (`password`, `code`, …). Raises LockedOut when there were too many."""
    day = norms.on(clock.today())
    most, of_network = day.number("signin.attempts.max"), day.number("signin.attempts.max-network")
    term = day.timedelta("signin.lockout")
    taken: list[str] = []
    last = False
    for kind, value, places in (("name", name, most), ("network", network, of_network)):
        place = _take(what, kind, value, places, term)
        if place is None:
            cache.delete_many(taken)
            raise LockedOut(_wait(what, kind, value, places))
        taken.append(place)
        last = last or place.endswith(f":{places - 1}")
    return Attempt(tuple(taken), last)


def _take(what: str, kind: str, value: str, places: int, term: timedelta) -> str | None:
    until = time.time() + term.total_seconds()
    every = list(_places(what, kind, value, places))
    taken = cache.get_many(every)
    free = (place for place in every if place not in taken)
    return next((place for place in free if cache.add(place, until, timeout=ceil(term.total_seconds()))), None)


def _wait(what: str, kind: str, value: str, places: int) -> timedelta:
    """Until the first place is free again."""
    ends = cache.get_many(list(_places(what, kind, value, places))).values()
    return timedelta(seconds=max(min(ends, default=0.0) - time.time(), 1))


def _places(what: str, kind: str, value: str, places: int) -> Iterator[str]:
    # Hashed: a cache that somebody reads shows neither names nor addresses.
    whose = sha256(value.strip().lower().encode()).hexdigest()[:32]
    return (f"signin:{what}:{kind}:{whose}:{number}" for number in range(places))


def _minutes(wait: timedelta) -> Words:
    minutes = ceil(wait.total_seconds() / 60)
    one = Words("1 minuut", "1 minute")
    return one if minutes == 1 else Words("{n} minuten", "{n} minutes").with_(n=minutes)

"""How often a system may call, counted in the shared cache (norm `api.calls.max`, per minute).

A call takes a numbered place, which is free again a minute later. Taking one is one `add`, which two calls cannot both
win, so a hundred at once are still counted one by one; and there are never more places than calls allowed.
"""

from __future__ import annotations

import time
from math import ceil
from typing import Final

from django.core.cache import cache

from vuistregel import clock, norms
from vuistregel.words import Words

#: Seconds: the norm says how many calls in a minute.
MINUTE: Final = 60


class TooMany(Exception):
    """This caller used all calls of this minute. `seconds` until the next one may be made."""

    def __init__(self, seconds: int) -> None:
        self.seconds = seconds
        super().__init__("too many calls")

    @property
    def words(self) -> Words:
        return Words("Probeer het over {n} seconden opnieuw.", "Try again in {n} seconds.").with_(n=self.seconds)


def count(caller: str) -> None:
    """Count one call of a token (by its key) or of a network. Raises TooMany."""
    most = norms.on(clock.today()).number("api.calls.max")
    moment = time.time()
    places = [f"api:{caller}:{number}" for number in range(most)]
    taken: dict[str, float] = cache.get_many(places)
    for place in places:
        if place not in taken and cache.add(place, moment + MINUTE, timeout=MINUTE):
            return
    free_at = min(cache.get_many(places).values(), default=moment)
    raise TooMany(max(1, ceil(free_at - moment)))

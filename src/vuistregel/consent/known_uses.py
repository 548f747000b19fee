"""Which place a use belongs to, where this house knows it: an answer about one use is about no other place.

A school's website or newsletter may have publications of its own, with keys that nobody here knows; an answer about
one of those counts for that key alone. The room of media says which are its own:

@uses_from
def place_of(use): ...   # OfUse(school, channel), or None when it is not one of mine
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from vuistregel.consent.models import Ask


@dataclass(frozen=True, slots=True)
class OfUse:
    """The ids of the school that publishes, and of the channel whose answers hold there (`Channel.asks`)."""

    school: int
    channel: int


Source = Callable[[UUID], OfUse | None]
_sources: list[Source] = []


def uses_from(source: Source) -> Source:
    """Register who knows uses."""
    _sources.append(source)
    return source


def known_use(use: UUID) -> OfUse | None:
    """Where a use belongs; None when nobody here knows it."""
    return next((found for source in _sources if (found := source(use)) is not None), None)


@uses_from
def _asked(use: UUID) -> OfUse | None:
    """Families were asked about it."""
    ask = Ask.objects.filter(key=use).select_related("question").first()
    return None if ask is None else OfUse(ask.school_id, ask.question.channel_id)

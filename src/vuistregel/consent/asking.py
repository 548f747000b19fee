"""What the page of a question about one use shows: the room of media hands in its pictures.

@pictures_from
def picture(use, picture): ...   # Picture(content, "image/jpeg"), or None
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as families may see it, ready to be sent. Only who is asked gets it, and nobody keeps it."""

    content: bytes
    media_type: str = "image/jpeg"


#: use (the key of the publication), key of the picture
Source = Callable[[UUID, UUID], Picture | None]
_sources: list[Source] = []


def pictures_from(source: Source) -> Source:
    """Register who has the pictures of a use."""
    _sources.append(source)
    return source


def picture_of(use: UUID, picture: UUID) -> Picture | None:
    """A picture of a use; None when nobody has it (any more)."""
    return next((found for source in _sources if (found := source(use, picture)) is not None), None)

"""What a photo or film is used for: it stays while it is used, and what people saw of it does not change any more."""

from __future__ import annotations

from collections.abc import Callable, Collection
from uuid import UUID

from vuistregel.media.models import Publication

#: Given keys of media files, those of them that are in use.
Uses = Callable[[Collection[UUID]], set[UUID]]

_registered: list[Uses] = []


def uses(find: Uses) -> Uses:
    """Register a use (an album, say), from the room's AppConfig.ready; usable as a decorator. Twice is once."""
    if find not in _registered:
        _registered.append(find)
    return find


def in_use(files: Collection[UUID]) -> set[UUID]:
    """Which of these files somebody still uses."""
    found: set[UUID] = set()
    for find in _registered:
        found |= find(files)
    return found


@uses
def _published(files: Collection[UUID]) -> set[UUID]:
    """Files of publications that are being prepared, were asked about, or stand somewhere."""
    rows = Publication.objects.filter(media__in=files, state__in=("draft", "asked", "published"))
    return {media for media in rows.values_list("media", flat=True) if media is not None}


def stands(file: UUID) -> bool:
    """Whether it stands somewhere: then it changes no more."""
    return Publication.objects.filter(media=file, state="published").exists()


def was_asked_about(file: UUID) -> bool:
    """Whether families were asked about it as it is: then no more of anybody may be shown. Less is no new use."""
    return Publication.objects.filter(media=file, state="asked").exists()

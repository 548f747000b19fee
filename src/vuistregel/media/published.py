"""What families see of what was published with them, and the pictures that they are asked about."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import date
from typing import Final
from uuid import UUID

from vuistregel.consent.asking import Picture, pictures_from
from vuistregel.consent.known_uses import OfUse, uses_from
from vuistregel.consent.published import Published, published_from
from vuistregel.keys import files
from vuistregel.media.models import Appearance, MediaFile, MediaKind, Publication
from vuistregel.media.pictures import covers
from vuistregel.media.rules import Kind
from vuistregel.media.telling import KINDS
from vuistregel.words import Words

#: The longest side of the picture that a family is asked about, in pixels.
SIDE: Final = 1600


@published_from
def published_with(persons: Collection[int], day: date) -> dict[int, list[Published]]:
    """What was published with each of these people recognisable in it, and where. Nobody else is named by it."""
    rows = (
        Appearance.objects.filter(
            person__in=persons,
            covered=False,
            publication__published_on__isnull=False,
            publication__published_on__lte=day,
        )
        .select_related("publication__channel")
        .order_by("publication__published_on", "pk")
    )
    found: dict[int, list[Published]] = defaultdict(list)
    for row in rows:
        shown = row.publication
        assert shown.published_on is not None
        kind = KINDS[Kind(shown.kind)]
        title = Words(kind.nl[0].upper() + kind.nl[1:], kind.en[0].upper() + kind.en[1:])
        found[row.person_id].append(Published(title, shown.channel.words, shown.published_on, shown.ended_on))
    return found


@uses_from
def place_of(use: UUID) -> OfUse | None:
    """Where a publication of ours stands or will stand."""
    found = Publication.objects.filter(key=use).select_related("channel").first()
    return None if found is None else OfUse(found.school_id, found.channel.asks)


@pictures_from
def picture(use: UUID, key: UUID) -> Picture | None:
    """The photo of a use as somebody confirmed it: covered where it will be covered."""
    if not Publication.objects.filter(key=use, media=key, state__in=("draft", "asked", "published")).exists():
        return None
    media = MediaFile.objects.filter(key=key, kind=MediaKind.PHOTO, covers_confirmed_at__isnull=False).first()
    if media is None or media.result is None:
        return None
    try:
        with files.open(media.result) as opened:
            return Picture(covers.preview(opened.read(), [], SIDE))
    except FileNotFoundError:
        return None

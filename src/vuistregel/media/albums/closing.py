"""Closing albums, by hand or because the school year ended, and taking down what stood in them."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from vuistregel import clock
from vuistregel.access.actor import Actor
from vuistregel.media.albums import filling
from vuistregel.media.albums.actions import close
from vuistregel.media.life import ALBUM
from vuistregel.media.models import Album, AlbumItem, Publication
from vuistregel.media.pictures.uses import uses


def shut(actor: Actor, album: Album) -> None:
    """Close an album, and take down all that stood in it. Cut short, the next tick finishes it."""
    if album.state == ALBUM.start:
        close(actor, album=album)
    ids = Publication.objects.filter(album_item__album=album, state__in=("draft", "asked", "published"))
    for publication in ids.select_related("channel", "school"):
        filling.end(actor, publication)


def sweep(actor: Actor, now: datetime) -> int:
    """Close what is past its last day; returns how many albums it touched. May run twice."""
    day = clock.day_of(now)
    due = Album.objects.filter(state=ALBUM.start, until__lt=day)
    left = Album.objects.exclude(state=ALBUM.start).filter(
        items__publication__state__in=("draft", "asked", "published")
    )
    found = {album.pk: album for album in [*due, *left]}
    for album in found.values():
        shut(actor, album)
    return len(found)


@uses
def in_albums(files: Collection[UUID]) -> set[UUID]:
    """Photos and films in open albums stay while the album is open."""
    rows = AlbumItem.objects.filter(media__key__in=files, album__state=ALBUM.start)
    return set(rows.values_list("media__key", flat=True))

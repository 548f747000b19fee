"""What albums leave in the log. Photos are named by their key; captions stay with the publication."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from vuistregel.evidence import Event, plain
from vuistregel.words import Words


@dataclass(frozen=True, kw_only=True)
class AlbumMade(Event):
    """Somebody opened a closed album."""

    kind: ClassVar[str] = "media.album_made"
    says: ClassVar[Words] = Words(
        "{actor} maakte bij {school} het besloten album {title} ({audience}), tot en met {until}.",
        "{actor} made at {school} the closed album {title} ({audience}), up to and including {until}.",
    )
    album: UUID = plain()
    school: str = plain()
    title: str = plain()
    audience: str = plain()
    until: str = plain()


@dataclass(frozen=True, kw_only=True)
class AlbumFilled(Event):
    """Somebody put a photo or film in an album; it is seen once its publication was allowed."""

    kind: ClassVar[str] = "media.album_filled"
    says: ClassVar[Words] = Words(
        "{actor} zette {media} in het album {title}.", "{actor} put {media} in the album {title}."
    )
    album: UUID = plain()
    title: str = plain()
    media: UUID = plain()


@dataclass(frozen=True, kw_only=True)
class AlbumEmptied(Event):
    """Somebody took a photo or film out of an album."""

    kind: ClassVar[str] = "media.album_emptied"
    says: ClassVar[Words] = Words(
        "{actor} haalde {media} uit het album {title}.", "{actor} took {media} out of the album {title}."
    )
    album: UUID = plain()
    title: str = plain()
    media: UUID = plain()


@dataclass(frozen=True, kw_only=True)
class AlbumClosed(Event):
    """An album closed: nobody can look any more."""

    kind: ClassVar[str] = "media.album_closed"
    says: ClassVar[Words] = Words("{actor} sloot het album {title}.", "{actor} closed the album {title}.")
    album: UUID = plain()
    title: str = plain()


@dataclass(frozen=True, kw_only=True)
class AlbumLinksSent(Event):
    """Somebody sent families a personal way in to an album."""

    kind: ClassVar[str] = "media.album_links_sent"
    says: ClassVar[Words] = Words(
        "{actor} stuurde {people} mensen een eigen link of code voor het album {title}.",
        "{actor} sent {people} people a link or code of their own for the album {title}.",
    )
    album: UUID = plain()
    title: str = plain()
    people: int = plain()

"""What the workshop leaves in the log. Files are named by their key; who is on them is for the publication to say."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from vuistregel.evidence import Event, person, plain
from vuistregel.words import Words


@dataclass(frozen=True, kw_only=True)
class MediaTakenIn(Event):
    """A photo or film came in, without the camera's data; `found` faces were suggested to cover."""

    kind: ClassVar[str] = "media.taken_in"
    says: ClassVar[Words] = Words(
        "{actor} nam beeld op ({what} {media}), zonder de gegevens van het toestel.",
        "{actor} took in a picture ({what} {media}), without the data of the device.",
    )
    media: UUID = plain()
    what: str = plain()
    found: int = plain()


@dataclass(frozen=True, kw_only=True)
class FacesChanged(Event):
    """Somebody covered a face, showed it again, pointed one out, took one away, or said who it is."""

    kind: ClassVar[str] = "media.faces_changed"
    says: ClassVar[Words] = Words(
        "{actor} veranderde de gezichten van {media} ({change}): {covered} van {faces} afgedekt.",
        "{actor} changed the faces of {media} ({change}): {covered} of {faces} covered.",
    )
    media: UUID = plain()
    change: str = plain()
    faces: int = plain()
    covered: int = plain()
    who: UUID | None = person()


@dataclass(frozen=True, kw_only=True)
class MediaConfirmed(Event):
    """Somebody said that a photo or film is right as it is."""

    kind: ClassVar[str] = "media.confirmed"
    says: ClassVar[Words] = Words(
        "{actor} keek {media} na: {covered} van {faces} gezichten afgedekt, {untagged} onbekend.",
        "{actor} checked {media}: {covered} of {faces} faces covered, {untagged} unknown.",
    )
    media: UUID = plain()
    faces: int = plain()
    covered: int = plain()
    untagged: int = plain()


@dataclass(frozen=True, kw_only=True)
class MediaDownloaded(Event):
    """Somebody took a finished photo or film out of the house."""

    kind: ClassVar[str] = "media.downloaded"
    says: ClassVar[Words] = Words("{actor} haalde {media} op.", "{actor} downloaded {media}.")
    media: UUID = plain()


@dataclass(frozen=True, kw_only=True)
class MediaThrownAway(Event):
    """Somebody threw a photo or film away, with its keys."""

    kind: ClassVar[str] = "media.thrown_away"
    says: ClassVar[Words] = Words("{actor} gooide {media} weg.", "{actor} threw {media} away.")
    media: UUID = plain()


@dataclass(frozen=True, kw_only=True)
class MediaExpired(Event):
    """The term of originals passed, or nothing used what was left; their keys were destroyed."""

    kind: ClassVar[str] = "media.expired"
    says: ClassVar[Words] = Words(
        "{actor} ruimde bij {school} {originals} originelen en {results} ongebruikte foto's en films op.",
        "{actor} cleared {originals} originals and {results} unused photos and films of {school}.",
    )
    school: str = plain()
    originals: int = plain()
    results: int = plain()

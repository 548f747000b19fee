"""What the actions of this room leave in the log. Captions, addresses and reasons die with the publication's key."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from vuistregel.evidence import Event, person, plain, sealed
from vuistregel.words import Words


@dataclass(frozen=True, kw_only=True)
class PublicationPlanned(Event):
    """Somebody laid down what they want to publish, and who can be recognised in it."""

    kind: ClassVar[str] = "media.publication_planned"
    says: ClassVar[Words] = Words(
        "{actor} bereidde bij {school} een publicatie voor {channel} voor ({what}, {people} mensen).",
        "{actor} prepared at {school} a publication for {channel} ({what}, {people} people).",
    )
    publication: UUID = plain()
    school: str = plain()
    channel: str = plain()
    what: str = plain()
    people: int = plain()


@dataclass(frozen=True, kw_only=True)
class ExceptionRecorded(Event):
    """Somebody recorded why a portrait may be in a public place after all (T04)."""

    kind: ClassVar[str] = "media.exception_recorded"
    says: ClassVar[Words] = Words(
        "{actor} legde een uitzondering vast voor een portret op {channel}.",
        "{actor} recorded an exception for a portrait on {channel}.",
    )
    publication: UUID = plain()
    channel: str = plain()
    reason: str = sealed(by="publication")


@dataclass(frozen=True, kw_only=True)
class FamiliesAsked(Event):
    """The families were asked about one use; who they are stands with the question itself."""

    kind: ClassVar[str] = "media.families_asked"
    says: ClassVar[Words] = Words(
        "{actor} liet de gezinnen vragen over een publicatie op {channel}.",
        "{actor} had the families asked about a publication on {channel}.",
    )
    publication: UUID = plain()
    channel: str = plain()


@dataclass(frozen=True, kw_only=True)
class Published(Event):
    """Something was published, by a Decision that said yes."""

    kind: ClassVar[str] = "media.published"
    says: ClassVar[Words] = Words(
        "{actor} legde vast dat op {channel} iets staat over {somebody}.",
        "{actor} recorded that something about {somebody} is on {channel}.",
    )
    publication: UUID = plain()
    channel: str = plain()
    somebody: tuple[UUID, ...] = person()
    where: str = sealed(by="publication")


@dataclass(frozen=True, kw_only=True)
class PublicationDropped(Event):
    """Somebody decided not to publish something after all."""

    kind: ClassVar[str] = "media.publication_dropped"
    says: ClassVar[Words] = Words(
        "{actor} zag af van een publicatie op {channel}.", "{actor} dropped a publication on {channel}."
    )
    publication: UUID = plain()
    channel: str = plain()


@dataclass(frozen=True, kw_only=True)
class TakenDown(Event):
    """Something was taken away, and somebody said how they know that it is gone."""

    kind: ClassVar[str] = "media.taken_down"
    says: ClassVar[Words] = Words(
        "{actor} legde vast dat op {channel} iets is weggehaald over {somebody}.",
        "{actor} recorded that something about {somebody} was taken off {channel}.",
    )
    publication: UUID = plain()
    channel: str = plain()
    somebody: tuple[UUID, ...] = person()
    proof: str = sealed(by="publication")

"""What the actions of this room leave in the log."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Self
from uuid import UUID

from vuistregel.evidence import Event, person, plain, sealed
from vuistregel.words import Words

_SOMEBODY = UUID("00000000-0000-4000-8000-000000000001")


@dataclass(frozen=True, kw_only=True)
class ChannelsOpened(Event):
    """A school got the channels that most schools have."""

    kind: ClassVar[str] = "consent.channels_opened"
    says: ClassVar[Words] = Words(
        "{actor} zette voor {school} {count} plekken klaar.", "{actor} prepared {count} places for {school}."
    )
    school: str = plain()
    count: int = plain()


@dataclass(frozen=True, kw_only=True)
class ChannelChanged(Event):
    """A channel was added, or changed in what people see of it."""

    kind: ClassVar[str] = "consent.channel_changed"
    says: ClassVar[Words] = Words(
        "{actor} veranderde bij {school} de plek {channel}: {fields}.",
        "{actor} changed at {school} the place {channel}: {fields}.",
    )
    school: str = plain()
    channel: str = plain()
    fields: str = plain()


@dataclass(frozen=True, kw_only=True)
class ModeChosen(Event):
    """A school chose how often it asks for a channel."""

    kind: ClassVar[str] = "consent.mode_chosen"
    says: ClassVar[Words] = Words(
        "{actor} koos bij {school} voor {channel}: {mode}.", "{actor} chose at {school} for {channel}: {mode}."
    )
    school: str = plain()
    channel: str = plain()
    mode: str = plain()


@dataclass(frozen=True, kw_only=True)
class Answered(Event):
    """Somebody answered about one data subject; what they answered dies with that person's key."""

    kind: ClassVar[str] = "consent.answered"
    says: ClassVar[Words] = Words(
        "{actor} legde {count} antwoorden van {by} vast over {somebody} ({how}).",
        "{actor} recorded {count} answers of {by} about {somebody} ({how}).",
    )
    somebody: UUID = person()
    by: UUID = person()
    count: int = plain()
    how: str = plain()
    answers: str = sealed(by="somebody")

    @classmethod
    def example(cls) -> Self:
        return cls(
            somebody=_SOMEBODY,
            by=UUID("00000000-0000-4000-8000-000000000002"),
            count=2,
            how="portal",
            answers="website: given, facebook: refused",
        )


@dataclass(frozen=True, kw_only=True)
class NoticesSent(Event):
    """The yearly notice about standing consents was sent (R7.5)."""

    kind: ClassVar[str] = "consent.notices_sent"
    says: ClassVar[Words] = Words(
        "{actor} stuurde voor {school} het jaarlijkse bericht over {persons} mensen.",
        "{actor} sent for {school} the yearly notice about {persons} people.",
    )
    school: str = plain()
    persons: int = plain()

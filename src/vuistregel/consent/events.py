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


@dataclass(frozen=True, kw_only=True)
class RoundMade(Event):
    """A school prepared a round of asking its families."""

    kind: ClassVar[str] = "consent.round_made"
    says: ClassVar[Words] = Words(
        "{actor} zette bij {school} klaar: {title} ({whom}).", "{actor} prepared at {school}: {title} ({whom})."
    )
    school: str = plain()
    title: str = plain()
    whom: str = plain()


@dataclass(frozen=True, kw_only=True)
class RoundOpened(Event):
    """Families were asked: how many mails and letters, and about how many pupils nobody could be asked."""

    kind: ClassVar[str] = "consent.round_opened"
    says: ClassVar[Words] = Words(
        "{actor} vroeg bij {school} ({title}) over {pupils} leerlingen: {mails} mails, {letters} brieven, {gaps} niet.",
        "{actor} asked at {school} ({title}) about {pupils} pupils: {mails} mails, {letters} letters, {gaps} not.",
    )
    school: str = plain()
    title: str = plain()
    pupils: int = plain()
    mails: int = plain()
    letters: int = plain()
    gaps: int = plain()


@dataclass(frozen=True, kw_only=True)
class CodeGiven(Event):
    """The office printed a code with which somebody comes to the own page."""

    kind: ClassVar[str] = "consent.code_given"
    says: ClassVar[Words] = Words(
        "{actor} maakte bij {school} een brief met een code voor {somebody}.",
        "{actor} made a letter with a code for {somebody} at {school}.",
    )
    somebody: UUID = person()
    school: str = plain()


@dataclass(frozen=True, kw_only=True)
class RoundReminded(Event):
    """Families without an answer got a reminder, or a letter with a new code."""

    kind: ClassVar[str] = "consent.round_reminded"
    says: ClassVar[Words] = Words(
        "{actor} herinnerde bij {school} ({title}): {mails} mails, {letters} nieuwe codes voor brieven.",
        "{actor} reminded at {school} ({title}): {mails} mails, {letters} new codes for letters.",
    )
    school: str = plain()
    title: str = plain()
    mails: int = plain()
    letters: int = plain(default=0)


@dataclass(frozen=True, kw_only=True)
class RoundClosed(Event):
    """A round was closed; families can go on answering."""

    kind: ClassVar[str] = "consent.round_closed"
    says: ClassVar[Words] = Words("{actor} sloot bij {school} af: {title}.", "{actor} closed at {school}: {title}.")
    school: str = plain()
    title: str = plain()


@dataclass(frozen=True, kw_only=True)
class RoundDropped(Event):
    """A prepared round was put away; nobody was asked."""

    kind: ClassVar[str] = "consent.round_dropped"
    says: ClassVar[Words] = Words(
        "{actor} verstuurde bij {school} niet: {title}.", "{actor} did not send at {school}: {title}."
    )
    school: str = plain()
    title: str = plain()


@dataclass(frozen=True, kw_only=True)
class AskedThisTime(Event):
    """Families were asked about one use of pictures or information."""

    kind: ClassVar[str] = "consent.asked_this_time"
    says: ClassVar[Words] = Words(
        "{actor} vroeg bij {school} voor {channel} over {people} mensen: {mails} mails.",
        "{actor} asked at {school} for {channel} about {people} people: {mails} mails.",
    )
    persons: tuple[UUID, ...] = person()
    school: str = plain()
    channel: str = plain()
    use: str = plain()
    people: int = plain()
    mails: int = plain()


@dataclass(frozen=True, kw_only=True)
class ConsentsTakenOver(Event):
    """Consents that the pupil administration kept were taken over (R7.5)."""

    kind: ClassVar[str] = "consent.taken_over"
    says: ClassVar[Words] = Words(
        "{actor} nam voor {school} {count} antwoorden over {pupils} leerlingen over.",
        "{actor} took over for {school} {count} answers about {pupils} pupils.",
    )
    school: str = plain()
    count: int = plain()
    pupils: int = plain()

"""What accounts of classes leave in the log."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from vuistregel.evidence import Event, person, plain, sealed
from vuistregel.words import Words


@dataclass(frozen=True, kw_only=True)
class ClassAccountRegistered(Event):
    """Somebody registered an account of a class at a social medium (R8.9)."""

    kind: ClassVar[str] = "consent.class_account_registered"
    says: ClassVar[Words] = Words(
        "{actor} meldde voor {group} een account op {channel}, beheerd door {managers}.",
        "{actor} registered an account on {channel} for {group}, managed by {managers}.",
    )
    account: UUID = plain()
    group: str = plain()
    channel: str = plain()
    managers: tuple[UUID, ...] = person()


@dataclass(frozen=True, kw_only=True)
class ClassAccountChanged(Event):
    """The address, medium or managers of a class's account changed; an earlier check holds no longer."""

    kind: ClassVar[str] = "consent.class_account_changed"
    says: ClassVar[Words] = Words(
        "{actor} veranderde het account van {group} op {channel}: {fields}. Het is nu van {managers}.",
        "{actor} changed the account of {group} on {channel}: {fields}. It is managed by {managers} now.",
    )
    account: UUID = plain()
    group: str = plain()
    channel: str = plain()
    fields: str = plain()
    managers: tuple[UUID, ...] = person()


@dataclass(frozen=True, kw_only=True)
class ClassAccountChecked(Event):
    """Somebody held a class's account against the school's privacy agreements (R8.9, S51)."""

    kind: ClassVar[str] = "consent.class_account_checked"
    says: ClassVar[Words] = Words(
        "{actor} toetste het account van {group} op {channel} aan de afspraken: {outcome}.",
        "{actor} checked the account of {group} on {channel} against the agreements: {outcome}.",
    )
    account: UUID = plain()
    group: str = plain()
    channel: str = plain()
    outcome: str = plain()
    said: str = sealed(by="account")


@dataclass(frozen=True, kw_only=True)
class ClassAccountClosed(Event):
    """A class's account is gone, and somebody said how they know."""

    kind: ClassVar[str] = "consent.class_account_closed"
    says: ClassVar[Words] = Words(
        "{actor} legde vast dat het account van {group} op {channel} is opgeheven.",
        "{actor} recorded that the account of {group} on {channel} is gone.",
    )
    account: UUID = plain()
    group: str = plain()
    channel: str = plain()
    said: str = sealed(by="account")

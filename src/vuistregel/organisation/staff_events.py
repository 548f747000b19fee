"""What the log holds of people who work here and were known already: their sign-in, and their groups."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Self
from uuid import UUID

from vuistregel.evidence import Event, person, plain, spoken
from vuistregel.words import Words

_SOMEBODY = UUID("00000000-0000-4000-8000-000000000001")


@dataclass(frozen=True, kw_only=True)
class StaffRecognised(Event):
    """Somebody whom the roster had brought got a sign-in of their own."""

    kind: ClassVar[str] = "organisation.staff_recognised"
    says: ClassVar[Words] = Words(
        "{actor} gaf {somebody}, die al bekend was, een account en de rol {role}.",
        "{actor} gave {somebody}, who was known already, an account and the role {role}.",
    )
    somebody: UUID = person()
    role: str = plain(spoken=spoken.role)

    @classmethod
    def example(cls) -> Self:
        return cls(somebody=_SOMEBODY, role="teacher")


@dataclass(frozen=True, kw_only=True)
class GroupsCoupled(Event):
    """Somebody works with groups from a day."""

    kind: ClassVar[str] = "organisation.groups_coupled"
    says: ClassVar[Words] = Words(
        "{actor} koppelde {somebody} vanaf {since} aan: {groups}.",
        "{actor} coupled {somebody} from {since} to: {groups}.",
    )
    somebody: UUID = person()
    groups: str = plain()
    since: str = plain(spoken=spoken.day)

    @classmethod
    def example(cls) -> Self:
        return cls(somebody=_SOMEBODY, groups="5B", since="2026-08-01")


@dataclass(frozen=True, kw_only=True)
class GroupUncoupled(Event):
    """Somebody no longer works with a group after a day."""

    kind: ClassVar[str] = "organisation.group_uncoupled"
    says: ClassVar[Words] = Words(
        "{actor} beëindigde het werk van {somebody} met {group} op {until}.",
        "{actor} ended the work of {somebody} with {group} on {until}.",
    )
    somebody: UUID = person()
    group: str = plain()
    until: str = plain(spoken=spoken.day)

    @classmethod
    def example(cls) -> Self:
        return cls(somebody=_SOMEBODY, group="5B", until="2026-12-18")

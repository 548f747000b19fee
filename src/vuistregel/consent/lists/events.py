"""What lists and the yearly check of contact data leave in the log."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Self
from uuid import UUID

from vuistregel.evidence import Event, person, plain, sealed
from vuistregel.words import Words

_SOMEBODY = UUID("00000000-0000-4000-8000-000000000001")


@dataclass(frozen=True, kw_only=True)
class ListCopyMade(Event):
    """A copy of a contact list was made, to hand out (R5.18)."""

    kind: ClassVar[str] = "consent.list_copy_made"
    says: ClassVar[Words] = Words(
        "{actor} maakte van {group} kopie {number} ({what}, {form}), met {count} kinderen.",
        "{actor} made of {group} copy {number} ({what}, {form}), with {count} children.",
    )
    group: str = plain()
    what: str = plain()
    form: str = plain()
    number: int = plain()
    count: int = plain()


@dataclass(frozen=True, kw_only=True)
class ListCopiesRecalled(Event):
    """It was found that copies hold somebody who may no longer stand on them; their makers were told (R5.22)."""

    kind: ClassVar[str] = "consent.list_copies_recalled"
    says: ClassVar[Words] = Words(
        "{actor} vond {count} namen op kopieën van lijsten die eraf moeten.",
        "{actor} found {count} names on copies of lists that must go.",
    )
    count: int = plain()


@dataclass(frozen=True, kw_only=True)
class ListCopyMended(Event):
    """Whoever was to go was taken off a copy that had been handed out (R5.22)."""

    kind: ClassVar[str] = "consent.list_copy_mended"
    says: ClassVar[Words] = Words(
        "{actor} haalde {count} namen van {group} kopie {number} ({what}).",
        "{actor} took {count} names off {group} copy {number} ({what}).",
    )
    group: str = plain()
    what: str = plain()
    number: int = plain()
    count: int = plain()


@dataclass(frozen=True, kw_only=True)
class ContactChecked(Event):
    """A parent looked at the own contact data: right, or with corrections for the office (R5.21)."""

    kind: ClassVar[str] = "consent.contact_checked"
    says: ClassVar[Words] = Words(
        "{actor} keek de contactgegevens van {somebody} na: {corrections} te verbeteren.",
        "{actor} checked the contact data of {somebody}: {corrections} to correct.",
    )
    somebody: UUID = person()
    corrections: int = plain()

    @classmethod
    def example(cls) -> Self:
        return cls(somebody=_SOMEBODY, corrections=1)


@dataclass(frozen=True, kw_only=True)
class CorrectionSettled(Event):
    """The office put a correction of contact data in the administration."""

    kind: ClassVar[str] = "consent.correction_settled"
    says: ClassVar[Words] = Words(
        "{actor} verwerkte een verbetering van {somebody} ({what}).",
        "{actor} settled a correction of {somebody} ({what}).",
    )
    somebody: UUID = person()
    what: str = plain()

    @classmethod
    def example(cls) -> Self:
        return cls(somebody=_SOMEBODY, what="phone")


@dataclass(frozen=True, kw_only=True)
class CorrectionsTakenOver(Event):
    """The administration brought contact data; corrections that it holds now were closed."""

    kind: ClassVar[str] = "consent.corrections_taken_over"
    says: ClassVar[Words] = Words(
        "{actor} vond {count} verbeteringen die in de administratie staan.",
        "{actor} found {count} corrections that the administration holds now.",
    )
    count: int = plain()


@dataclass(frozen=True, kw_only=True)
class CorrectionDeclined(Event):
    """The office did not take a correction of contact data over, and said why."""

    kind: ClassVar[str] = "consent.correction_declined"
    says: ClassVar[Words] = Words(
        "{actor} nam een verbetering van {somebody} niet over ({what}).",
        "{actor} did not take over a correction of {somebody} ({what}).",
    )
    somebody: UUID = person()
    what: str = plain()
    why: str = sealed(by="somebody")

    @classmethod
    def example(cls) -> Self:
        return cls(somebody=_SOMEBODY, what="phone", why="Dit nummer bestaat niet.")


@dataclass(frozen=True, kw_only=True)
class EmergencyContactGiven(Event):
    """A parent said whom to call in an emergency, or took that back (R5.21)."""

    kind: ClassVar[str] = "consent.emergency_contact"
    says: ClassVar[Words] = Words(
        "{actor} zette bij {somebody} een noodcontact: {what}.",
        "{actor} set an emergency contact for {somebody}: {what}.",
    )
    somebody: UUID = person()
    what: str = plain()

    @classmethod
    def example(cls) -> Self:
        return cls(somebody=_SOMEBODY, what="given")

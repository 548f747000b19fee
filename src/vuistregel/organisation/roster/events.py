"""What an import leaves behind. Counts and keys; no name, no number of a pupil."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from vuistregel.evidence import Event, person, plain, spoken
from vuistregel.words import Words

_CONTENTS = spoken.by(
    {
        "roster": Words("leerlingen en groepen", "pupils and groups"),
        "contacts": Words("ouders", "parents"),
        "staff": Words("medewerkers", "staff"),
    }
)


@dataclass(frozen=True, kw_only=True)
class RosterReceived(Event):
    """A file was handed in for a school."""

    kind: ClassVar[str] = "roster.received"
    says: ClassVar[Words] = Words(
        "{actor} gaf een bestand ({content}) voor een school.", "{actor} handed in a file ({content}) for a school."
    )
    run: UUID = plain()
    school: int = plain()
    content: str = plain(spoken=_CONTENTS)


@dataclass(frozen=True, kw_only=True)
class RosterStaged(Event):
    """A file was read, and its difference with the house was made or its errors were found."""

    kind: ClassVar[str] = "roster.staged"
    says: ClassVar[Words] = Words(
        "{actor} liet een bestand lezen: {errors} fouten, {conflicts} botsingen.",
        "{actor} had a file read: {errors} errors, {conflicts} conflicts.",
    )
    run: UUID = plain()
    school: int = plain()
    state: str = plain()
    errors: int = plain()
    conflicts: int = plain()


@dataclass(frozen=True, kw_only=True)
class RosterApplied(Event):
    """A file was taken in. `persons` are those who are new or whose data changed."""

    kind: ClassVar[str] = "roster.applied"
    says: ClassVar[Words] = Words(
        "{actor} las een bestand in: {new} nieuw, {changed} veranderd, {departed} vertrokken.",
        "{actor} took in a file: {new} new, {changed} changed, {departed} departed.",
    )
    run: UUID = plain()
    school: int = plain()
    content: str = plain()
    new: int = plain()
    changed: int = plain()
    departed: int = plain()
    choices: int = plain()
    authority_confirmed: int = plain()
    persons: tuple[UUID, ...] = person()


@dataclass(frozen=True, kw_only=True)
class RosterDropped(Event):
    """A file was put aside; nothing of it came in."""

    kind: ClassVar[str] = "roster.dropped"
    says: ClassVar[Words] = Words("{actor} legde een bestand weg.", "{actor} put a file aside.")
    run: UUID = plain()
    school: int = plain()


@dataclass(frozen=True, kw_only=True)
class RosterSwept(Event):
    """A file that nobody took in was cleaned up, because its term had passed."""

    kind: ClassVar[str] = "roster.swept"
    says: ClassVar[Words] = Words(
        "Een bestand dat niet was ingelezen, is opgeruimd.", "A file that was not taken in was cleaned up."
    )
    run: UUID = plain()
    school: int = plain()

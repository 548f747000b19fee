"""What a roster says, whatever file it came from. A text that the file does not give is `""`, a date is None.

Sex, origin and the other fields without purpose have no place here: what is not kept cannot leak (R2.27).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

Authority = Literal["yes", "no", "unknown"]


@dataclass(frozen=True, slots=True)
class RosterSchool:
    """The head of the file: which school it is about, and who made it when. `format` is the value of a `Format`."""

    school_year: str = ""
    reference_date: date | None = None
    brin: str = ""
    location: str = ""
    school_key: str = ""
    made_at: str = ""
    author: str = ""
    version: str = ""
    format: str = ""


@dataclass(frozen=True, slots=True)
class RosterGroup:
    """A group; `composite` for a group across year groups or a lesson group. Keys are unique within the file."""

    key: str
    name: str
    year_group: str = ""
    composite: bool = False
    location_key: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class RosterPupil:
    """A pupil under the key of the administration. `legal_number` (BSN or education number) only when asked for."""

    key: str
    eckid: str = ""
    given_name: str = ""
    initials: str = ""
    prefix: str = ""
    family_name: str = ""
    call_name: str = ""
    birth_date: date | None = None
    year_group: str = ""
    group_keys: tuple[str, ...] = ()
    location_key: str = ""
    username: str = ""
    email: str = ""
    arrived: date | None = None
    departed: date | None = None
    legal_number: str | None = None
    line: int = 0


@dataclass(frozen=True, slots=True)
class RosterStaff:
    """A member of staff. `roles` are the file's own codes: EDEXML's (`LRK`) or OneRoster's words (`teacher`)."""

    key: str
    eckid: str = ""
    given_name: str = ""
    initials: str = ""
    prefix: str = ""
    family_name: str = ""
    call_name: str = ""
    username: str = ""
    email: str = ""
    roles: tuple[str, ...] = ()
    role_text: str = ""
    group_keys: tuple[str, ...] = ()
    line: int = 0


@dataclass(frozen=True, slots=True)
class RosterGuardian:
    """One guardian, about one pupil or several, found by key, by number, or by name with date of birth.

    A guardian of two children may come as two rows with the same `key`: authority belongs to the pair, not the person.
    `confidential` says that the file marks address or number as secret.
    """

    key: str = ""
    pupil_keys: tuple[str, ...] = ()
    pupil_number: str = ""
    pupil_name: str = ""
    pupil_birth_date: date | None = None
    given_name: str = ""
    prefix: str = ""
    family_name: str = ""
    relation: str = ""
    authority: Authority = "unknown"
    email: str = ""
    phone: str = ""
    address: str = ""
    confidential: bool = False
    line: int = 0


Row = RosterGroup | RosterPupil | RosterStaff | RosterGuardian

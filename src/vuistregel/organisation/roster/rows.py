"""Rows as they lie in the spool: what a roster says and the house has a purpose for, and a digest of it.

They are plain lists in JSON, in the order of the fields below. A text that the file did not give is `""`; days are ISO.
"""

from __future__ import annotations

from typing import NamedTuple

from vuistregel.organisation.roster.reading import RosterGroup, RosterGuardian, RosterPupil, RosterStaff
from vuistregel.organisation.roster.spelling import first_name


class GroupRow(NamedTuple):
    key: str
    name: str
    year_group: str
    composite: bool
    line: int


class PupilRow(NamedTuple):
    """`number` is the keyed hash of the legal number in hex, never the number itself."""

    digest: str
    key: str
    given_names: str
    initials: str
    prefix: str
    family_name: str
    call_name: str
    birth_date: str
    year_group: str
    groups: list[str]
    arrived: str
    departed: str
    email: str
    number: str
    line: int

    @property
    def who(self) -> tuple[str, str]:
        return first_name(self.call_name, self.given_names, self.initials), self.family_name

    @property
    def name(self) -> str:
        return shown(self.who[0], self.prefix, self.family_name)


class StaffRow(NamedTuple):
    digest: str
    key: str
    given_names: str
    initials: str
    prefix: str
    family_name: str
    call_name: str
    email: str
    roles: list[str]
    groups: list[str]
    line: int

    @property
    def who(self) -> tuple[str, str]:
        return first_name(self.call_name, self.given_names, self.initials), self.family_name

    @property
    def name(self) -> str:
        return shown(self.who[0], self.prefix, self.family_name)


class GuardianRow(NamedTuple):
    """A guardian about one or more pupils; `number` as with pupils; `asserted`: the school's own word on authority."""

    digest: str
    key: str
    pupil_keys: list[str]
    number: str
    pupil_name: str
    pupil_birth_date: str
    given_names: str
    prefix: str
    family_name: str
    relation: str
    authority: str
    asserted: bool
    email: str
    phone: str
    address: str
    confidential: bool
    line: int

    @property
    def who(self) -> tuple[str, str]:
        return self.given_names, self.family_name

    @property
    def name(self) -> str:
        return shown(self.given_names, self.prefix, self.family_name)


def shown(first: str, prefix: str, family_name: str) -> str:
    """A name as people say it."""
    return " ".join(filter(None, (first, prefix, family_name)))


def names_of(row: PupilRow | StaffRow | GuardianRow) -> tuple[str, ...]:
    """The parts of a name, in the order of `NAME_FIELDS`."""
    if isinstance(row, GuardianRow):
        return (row.given_names, "", row.prefix, row.family_name, "")
    return row[2:7]


#: The fields of Person that hold a name, in the order in which rows hold them.
NAME_FIELDS = ("given_names", "initials", "prefix", "family_name", "call_name")


def group_row(row: RosterGroup) -> list[object]:
    return [row.key, row.name or row.key, row.year_group, row.composite, row.line]


def pupil_row(row: RosterPupil, number: str) -> list[object]:
    return [
        "",
        row.key,
        row.given_name,
        row.initials,
        row.prefix,
        row.family_name,
        row.call_name,
        row.birth_date.isoformat() if row.birth_date else "",
        row.year_group,
        sorted(row.group_keys),
        row.arrived.isoformat() if row.arrived else "",
        row.departed.isoformat() if row.departed else "",
        row.email,
        number,
        row.line,
    ]


def staff_row(row: RosterStaff) -> list[object]:
    return [
        "",
        row.key,
        row.given_name,
        row.initials,
        row.prefix,
        row.family_name,
        row.call_name,
        row.email,
        sorted(set(row.roles)),
        sorted(row.group_keys),
        row.line,
    ]


def guardian_row(row: RosterGuardian, number: str, *, asserted: bool) -> list[object]:
    return [
        "",
        row.key,
        sorted(row.pupil_keys),
        number,
        row.pupil_name,
        row.pupil_birth_date.isoformat() if row.pupil_birth_date else "",
        row.given_name,
        row.prefix,
        row.family_name,
        row.relation,
        row.authority,
        asserted and row.authority != "unknown",
        row.email,
        row.phone,
        row.address,
        row.confidential,
        row.line,
    ]


def texts(record: list[object]) -> list[str]:
    """What a row's digest is made over: everything but the digest and the line."""
    return [value if isinstance(value, str) else "\x1e".join(value) if isinstance(value, list) else str(value)
            for value in record[1:-1]]  # fmt: skip

"""Invented rows for the tests of the reader, each with sensible defaults."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from vuistregel.organisation.roster.reading import (
    Reading,
    RosterGroup,
    RosterGuardian,
    RosterPupil,
    RosterSchool,
    RosterStaff,
    Row,
    read,
)

SCHOOL = RosterSchool(
    school_year="2026-2027", reference_date=date(2026, 11, 23), brin="99ZZ", location="00", school_key="wilgentak"
)
#: Passes the eleven-test; nobody's number.
BSN = "111222333"
EDUCATION_NUMBER = "101222331"


def a_group(key: str = "G4", **more: Any) -> RosterGroup:
    return RosterGroup(**{"key": key, "name": f"Groep {key}", "year_group": "4", **more})


def a_pupil(key: str = "4711", **more: Any) -> RosterPupil:
    defaults = {
        "given_name": "Yara Noor",
        "initials": "YN",
        "prefix": "van der",
        "family_name": "Tuinman",
        "call_name": "Yara",
        "birth_date": date(2017, 3, 9),
        "year_group": "4",
        "group_keys": ("G4",),
    }
    return RosterPupil(**{"key": key, **defaults, **more})


def a_member(key: str = "LK1", **more: Any) -> RosterStaff:
    defaults = {"family_name": "Bakboord", "call_name": "Joris", "roles": ("LRK",), "group_keys": ("G4",)}
    return RosterStaff(**{"key": key, **defaults, **more})


def a_guardian(key: str = "O1", **more: Any) -> RosterGuardian:
    defaults = {
        "pupil_keys": ("4711",),
        "given_name": "Mariam",
        "family_name": "Tuinman",
        "relation": "moeder",
        "authority": "yes",
        "email": "mariam@example.org",
        "phone": "0612345678",
    }
    return RosterGuardian(**{"key": key, **defaults, **more})


def walked(path: Path, **asked: Any) -> tuple[list[Row], Reading]:
    """All rows without their line numbers, and the reading after its walk."""
    reading = read(path, **asked)
    return [replace(row, line=0) for row in reading.rows()], reading


def edexml(body: str, *, school: str = "<schooljaar>2026-2027</schooljaar><brincode>99ZZ</brincode>") -> bytes:
    """A small EDEXML file by hand; the body begins on line 3."""
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<EDEX><school>{school}</school>\n{body}\n</EDEX>'.encode()


def codes(reading: Reading) -> list[str]:
    return [problem.code for problem in reading.problems]

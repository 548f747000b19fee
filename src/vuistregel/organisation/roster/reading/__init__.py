"""Reads roster files and contact files; pure: no Django, no storage, no clock.

`read(path)` gives a `Reading`; walk its `rows()` once to the end, then look at its problems, warnings and what was not
taken over. Facts of the formats: EDEXML of Edustandaard, OneRoster CSV of 1EdTech, the carers of an OSO file, tables.
"""

from vuistregel.organisation.roster.reading.join import Joined, KnownPupil, join_contacts
from vuistregel.organisation.roster.reading.limits import Limits
from vuistregel.organisation.roster.reading.mapping import Mapping, suggest_mapping
from vuistregel.organisation.roster.reading.model import (
    RosterGroup,
    RosterGuardian,
    RosterPupil,
    RosterSchool,
    RosterStaff,
    Row,
)
from vuistregel.organisation.roster.reading.problems import NotTakenOver, Problem
from vuistregel.organisation.roster.reading.read import Reading, read
from vuistregel.organisation.roster.reading.recognise import Format, recognise
from vuistregel.organisation.roster.reading.tables import read_headers

__all__ = [
    "Format",
    "Joined",
    "KnownPupil",
    "Limits",
    "Mapping",
    "NotTakenOver",
    "Problem",
    "Reading",
    "RosterGroup",
    "RosterGuardian",
    "RosterPupil",
    "RosterSchool",
    "RosterStaff",
    "Row",
    "join_contacts",
    "read",
    "read_headers",
    "recognise",
    "suggest_mapping",
]

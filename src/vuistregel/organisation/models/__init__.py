"""What is kept about boards, schools and people; one subject per module."""

from vuistregel.organisation.models.boards import Board, HouseValue, School, SchoolYear
from vuistregel.organisation.models.guardians import Authority, ContactRestriction, Guardianship, Relation
from vuistregel.organisation.models.imports import ColumnMapping, ImportRun
from vuistregel.organisation.models.people import (
    ContactDetail,
    ContactKind,
    Membership,
    Person,
    PersonMerge,
    RaisedConfidentiality,
    TwoPeople,
)
from vuistregel.organisation.models.pupils import Group, Placement, Pupil, PupilInformed, StaffKey, Teaching

__all__ = [
    "Authority",
    "Board",
    "ColumnMapping",
    "ContactDetail",
    "ContactKind",
    "ContactRestriction",
    "Group",
    "Guardianship",
    "HouseValue",
    "ImportRun",
    "Membership",
    "Person",
    "PersonMerge",
    "Placement",
    "Pupil",
    "PupilInformed",
    "RaisedConfidentiality",
    "Relation",
    "School",
    "SchoolYear",
    "StaffKey",
    "Teaching",
    "TwoPeople",
]

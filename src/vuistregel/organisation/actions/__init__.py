"""The verbs of this room, one function per thing that a person or a job can do; one subject per module."""

from vuistregel.organisation.actions.house_values import set_house_value
from vuistregel.organisation.actions.merging import merge_persons, split_person, tell_apart
from vuistregel.organisation.actions.new_staff import add_staff
from vuistregel.organisation.actions.people import appoint, close_account, end_membership
from vuistregel.organisation.actions.protection import (
    lift_restriction,
    lower_confidentiality,
    raise_confidentiality,
    restrict_contact,
)
from vuistregel.organisation.actions.pupils import confirm_authority, end_placement, record_told, set_strict_age
from vuistregel.organisation.actions.schools import add_school, change_school
from vuistregel.organisation.actions.teaching import couple, uncouple

__all__ = [
    "add_school",
    "add_staff",
    "appoint",
    "change_school",
    "close_account",
    "confirm_authority",
    "couple",
    "end_membership",
    "end_placement",
    "lift_restriction",
    "lower_confidentiality",
    "merge_persons",
    "raise_confidentiality",
    "record_told",
    "restrict_contact",
    "set_house_value",
    "set_strict_age",
    "split_person",
    "tell_apart",
    "uncouple",
]

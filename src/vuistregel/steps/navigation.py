"""The places that this room adds to the bar."""

from __future__ import annotations

from vuistregel.ui.navigation import NavItem, register
from vuistregel.words import Words

BOARD_ROLES = frozenset({"privacy_officer", "fg", "accountant"})
SCHOOL_ROLES = frozenset({"director", "administrator", "internal_counsellor", "care_coordinator"})

register(NavItem("schools", Words("Scholen", "Schools"), "schools", "schools", BOARD_ROLES, order=20))
register(NavItem("schools", Words("Mijn school", "My school"), "schools", "schools", SCHOOL_ROLES, order=20))

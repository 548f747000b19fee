"""The places that this room adds to the bar."""

from __future__ import annotations

from vuistregel.ui.navigation import NavItem, register
from vuistregel.words import Words

# Whoever oversees a board finds its schools on the start page; the same page twice in the bar helps nobody.
SCHOOL_ROLES = frozenset({"director", "administrator", "internal_counsellor", "care_coordinator"})

register(NavItem("schools", Words("Mijn school", "My school"), "schools", "schools", SCHOOL_ROLES, order=20))

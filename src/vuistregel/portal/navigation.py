"""The places that the shells add to the bar."""

from __future__ import annotations

from vuistregel.ui.navigation import NavItem, register
from vuistregel.words import Words

STAFF = frozenset(
    {
        "privacy_officer",
        "fg",
        "director",
        "administrator",
        "teacher",
        "internal_counsellor",
        "care_coordinator",
        "caretaker",
        "accountant",
    }
)
register(NavItem("today", Words("Vandaag", "Today"), "home", "home", STAFF, order=10))
register(
    NavItem("children", Words("Mijn kinderen", "My children"), "children", "person", frozenset({"guardian"}), order=12)
)
register(NavItem("children", Words("Mijn gegevens", "My data"), "children", "person", frozenset({"pupil"}), order=12))

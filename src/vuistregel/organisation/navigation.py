"""The places that this room adds to the bar."""

from __future__ import annotations

from vuistregel.ui.navigation import NavItem, register
from vuistregel.words import Words

register(
    NavItem(
        "groups",
        Words("Mijn groep", "My group"),
        "groups",
        "group",
        frozenset({"teacher", "caretaker"}),
        order=30,
    )
)

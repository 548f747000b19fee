"""The place that the guide adds to the bar."""

from __future__ import annotations

from vuistregel.ui.navigation import NavItem, register
from vuistregel.words import Words

register(
    NavItem(
        "norms",
        Words("Normen", "Norms"),
        "norms",
        "book",
        frozenset({"privacy_officer", "fg", "director", "administrator", "accountant"}),
        order=60,
    )
)

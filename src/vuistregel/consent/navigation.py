"""The place that families find in the bar."""

from __future__ import annotations

from vuistregel.ui.navigation import NavItem, register
from vuistregel.words import Words

register(
    NavItem("consents", Words("Toestemming", "Consent"), "consents", "doc", frozenset({"guardian", "pupil"}), order=20)
)

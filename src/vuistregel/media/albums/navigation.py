"""The place that families find in the bar; whoever works at school comes from the workshop.

What somebody needs for work stands before it, where the bar is full.
"""

from __future__ import annotations

from vuistregel.ui.navigation import NavItem, register
from vuistregel.words import Words

register(NavItem("albums", Words("Albums", "Albums"), "albums", "lock", frozenset({"guardian", "pupil"}), order=45))

"""How the start page begins. Pure."""

from __future__ import annotations

from datetime import datetime

from vuistregel.words import Words


def greeting(name: str, now: datetime) -> Words:
    """A greeting by the hour, with the name when there is one."""
    if now.hour < 6:
        words = Words("Goedenacht", "Good night")
    elif now.hour < 12:
        words = Words("Goedemorgen", "Good morning")
    elif now.hour < 18:
        words = Words("Goedemiddag", "Good afternoon")
    else:
        words = Words("Goedenavond", "Good evening")
    return Words("{hello}{name}.", "{hello}{name}.").with_(hello=words, name=f" {name}" if name else "")

"""How the start page begins. Pure."""

from __future__ import annotations

from datetime import datetime

from vuistregel.ui import numbers
from vuistregel.words import Words


def hello_to(now: datetime) -> Words:
    """A greeting by the hour."""
    if now.hour < 12:
        return Words("Goedemorgen", "Good morning")
    if now.hour < 18:
        return Words("Goedemiddag", "Good afternoon")
    return Words("Goedenavond", "Good evening")


def greeting(name: str, now: datetime, waiting: int) -> Words:
    """A greeting with the name when there is one, and how much asks for attention."""
    hello = hello_to(now)
    if waiting == 0:
        rest = Words("Er ligt niets te wachten.", "Nothing is waiting.")
    elif waiting == 1:
        rest = Words("Eén ding vraagt uw aandacht.", "One thing asks for your attention.")
    else:
        rest = Words("{n} dingen vragen uw aandacht.", "{n} things ask for your attention.").with_(
            n=numbers.sentence(numbers.in_words(waiting))
        )
    return Words("{hello}{name}. {rest}", "{hello}{name}. {rest}").with_(
        hello=hello, name=f" {name}" if name else "", rest=rest
    )

"""Somebody is protected from now on, or no longer: who wants to know registers here, and acts in the same transaction.

@on_protection
def take_down(act, person): ...                         # called after each change; ask `is_hidden` what holds now
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Final

from vuistregel.organisation.protection import hiding_on, unfindable_on

if TYPE_CHECKING:
    from vuistregel.actions import Act
    from vuistregel.organisation.models import Person

Hook = Callable[["Act", "Person"], None]
_HOOKS: Final[list[Hook]] = []


def on_protection(hook: Hook) -> Hook:
    _HOOKS.append(hook)
    return hook


def tell(act: Act, person: Person) -> None:
    """Tell every room that registered."""
    for hook in _HOOKS:
        hook(act, person)


def is_hidden(person: Person, day: date) -> bool:
    """Whether somebody must not be found by a photo or a name on a day."""
    restricted = hiding_on(day).filter(pupil__person=person)
    return restricted.exists() or unfindable_on(day).filter(person=person).exists()

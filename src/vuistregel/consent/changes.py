"""Who wants to know that an answer stopped or began to count: rooms above register here, and act in the same
transaction.

@on_change
def open_take_downs(act, changes): ...
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

if TYPE_CHECKING:
    from vuistregel.actions import Act
    from vuistregel.consent.rules import Standing


@dataclass(frozen=True, slots=True)
class Change:
    """What held before and after, for one data subject, question and use. `person`, `question` are row ids."""

    board: int
    school: int
    person: int
    question: int
    use: UUID
    before: Standing | None
    after: Standing | None

    @property
    def given_before(self) -> bool:
        return _given(self.before)

    @property
    def given_after(self) -> bool:
        return _given(self.after)

    @property
    def lost(self) -> bool:
        """A consent that held no longer does, or an explicit no came where nobody had answered."""
        return not self.given_after and (self.given_before or self.after is not None)


def _given(found: Standing | None) -> bool:
    return found is not None and found.answer == "given" and not found.held_back


Hook = Callable[["Act", Sequence[Change]], None]
_hooks: list[Hook] = []


def on_change(hook: Hook) -> Hook:
    """Register; called once per action that recorded answers, in its transaction, with what changed."""
    _hooks.append(hook)
    return hook


def tell(act: Act, changes: Sequence[Change]) -> None:
    """Tell every room that registered."""
    if changes:
        for hook in _hooks:
            hook(act, changes)

"""What a step's state is, from its checks; and the sentence with which a page opens. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from vuistregel.words import Words


class State(StrEnum):
    """The state of a step at a school. Nothing in scope is never in order."""

    IN_ORDER = "in_order"
    NOT_IN_ORDER = "not_in_order"
    NOT_APPLICABLE = "not_applicable"
    NO_CHECKS = "no_checks"


@dataclass(frozen=True, slots=True)
class CheckResult:
    """What a check found at one school: how many were in scope, and how many of those hold."""

    check: str
    in_scope: int
    in_order: int

    @property
    def open(self) -> int:
        return self.in_scope - self.in_order


@dataclass(frozen=True, slots=True)
class StepResult:
    step: int
    checks: tuple[CheckResult, ...]

    @property
    def state(self) -> State:
        return state_of(self.checks)

    @property
    def open(self) -> int:
        """How many things are not in order."""
        return sum(c.open for c in self.checks)


@dataclass(frozen=True, slots=True)
class SchoolResult:
    """The ten steps of one school."""

    school: int
    steps: tuple[StepResult, ...]

    @property
    def counted(self) -> int:
        """How many steps have something to say: in order or not."""
        return sum(s.state in (State.IN_ORDER, State.NOT_IN_ORDER) for s in self.steps)

    @property
    def in_order(self) -> int:
        return sum(s.state is State.IN_ORDER for s in self.steps)

    @property
    def open(self) -> int:
        return sum(s.open for s in self.steps)


def state_of(checks: Sequence[CheckResult]) -> State:
    """No checks built: no_checks. Checks, but nothing in scope: not_applicable. Else in order only if all hold."""
    if not checks:
        return State.NO_CHECKS
    if not any(c.in_scope for c in checks):
        return State.NOT_APPLICABLE
    return State.IN_ORDER if all(c.open == 0 for c in checks) else State.NOT_IN_ORDER


def totals(results: Iterable[SchoolResult]) -> tuple[int, int]:
    """(steps in order, steps that count) over schools."""
    rows = list(results)
    return sum(r.in_order for r in rows), sum(r.counted for r in rows)


def finding(name: str, result: SchoolResult, in_words: Callable[[int], Words]) -> Words:
    """The heading of a school's page: one sentence that says how it stands. `in_words` writes a number out."""
    n, k = in_words(result.counted), in_words(result.in_order)
    if result.counted == 0:
        text = Words("Bij {name} is nog niets om te controleren.", "At {name} there is nothing to check yet.")
    elif result.in_order == result.counted:
        text = Words("{name} heeft alles in orde.", "{name} has everything in order.")
    elif result.counted == 1:
        text = Words(
            "{name} heeft de enige stap met controles nog niet in orde.",
            "{name} does not have its only step with checks in order yet.",
        )
    elif result.in_order == 0:
        text = Words(
            "{name} heeft nog geen van de {n} stappen in orde.", "{name} has none of the {n} steps in order yet."
        )
    else:
        text = Words("{name} heeft {k} van de {n} stappen in orde.", "{name} has {k} of the {n} steps in order.")
    return text.with_(name=name, k=k, n=n)


def worst(result: SchoolResult) -> StepResult | None:
    """The step with most that is not in order; the first of equals. None when nothing is open."""
    open_steps = [s for s in result.steps if s.open]
    return max(open_steps, key=lambda s: (s.open, -s.step)) if open_steps else None

"""The machinery of an action: every change in the house runs through it.

It opens the transaction, asks the matrix, runs the author's few lines, and at the end asserts exactly one event, or a
refusal. There is always an actor. Nothing skips the check or the log; a refusal is logged after the rollback, in a
transaction of its own.
"""

from __future__ import annotations

from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import wraps
from typing import Any, Concatenate, NoReturn, ParamSpec, TypeVar
from uuid import UUID, uuid4

from django.db import transaction

from vuistregel import clock, norms
from vuistregel.access.actor import Actor, Subject
from vuistregel.access.engine import engine
from vuistregel.decisions import Decision
from vuistregel.evidence import Event, log

P = ParamSpec("P")
R = TypeVar("R")


class Refused(Exception):
    """The house said no (or cannot say yet); `decision` says why. Pages, API and commands show it.

    `reference` is the sign under which the log has it; empty while it was not written yet.
    """

    def __init__(self, decision: Decision, reference: str = "") -> None:
        self.decision = decision
        self.reference = reference
        super().__init__("; ".join(r.text.en for r in decision.reasons) or "; ".join(m.en for m in decision.missing))


class NotHere(Exception):
    """There is no such thing for this actor: it does not exist, or it belongs to another board."""


class ActionBroken(Exception):
    """An action did not keep to the machinery: no event, two events, or one inside another. A mistake of ours."""


@dataclass(slots=True)
class Act:
    """What an action's body holds: who acts, on which day, and the one event that it must leave."""

    actor: Actor
    subject: Subject
    day: date
    moment: datetime
    correlation: UUID
    decision: Decision
    _events: list[Event] = field(default_factory=list)

    def norms(self, sector: str | None = None) -> norms.NormsOfDay:
        """The norms of the action's day."""
        return norms.on(self.day, sector=sector)

    def demand(self, decision: Decision) -> None:
        """Go on only when a room's rule says yes; else everything is rolled back and the refusal is logged."""
        if not decision:
            self.refuse(decision)

    def refuse(self, decision: Decision) -> NoReturn:
        raise Refused(decision)

    def record(self, event: Event) -> None:
        """The event of this action; it is written last, in the same transaction."""
        self._events.append(event)


@dataclass(frozen=True, slots=True)
class ActionDeclaration:
    """What an action is about, for the matrix, the documentation and the test that walks them all."""

    name: str
    category: str
    verb: str
    meaning: str


#: Every action of the house by name, filled at import.
ACTIONS: dict[str, ActionDeclaration] = {}
_running: ContextVar[str | None] = ContextVar("running_action", default=None)


def action(
    *, category: str, verb: str, subject: Callable[..., Subject]
) -> Callable[[Callable[Concatenate[Act, P], R]], Callable[Concatenate[Actor, P], R]]:
    """Declare an action. Its body gets an Act; callers give an Actor: `rename_group(actor, group=…, name=…)`.

    `subject(**kwargs)` says where the thing stands. Raises Undeclared at import for an unknown category or verb, and
    at call time Refused, or whatever the body raises; in both cases nothing is written.
    """
    engine().roles_that_may(verb, category)

    def declare(body: Callable[Concatenate[Act, P], R]) -> Callable[Concatenate[Actor, P], R]:
        name = f"{body.__module__.removeprefix('vuistregel.')}.{body.__name__}"
        if not (body.__doc__ or "").strip():
            raise TypeError(f"The action {name} has no docstring; say in one sentence what it is for.")
        ACTIONS[name] = ActionDeclaration(name, category, verb, (body.__doc__ or "").strip().splitlines()[0])

        @wraps(body)
        def run(actor: Actor, /, *args: P.args, **kwargs: P.kwargs) -> R:
            if _running.get() is not None:
                raise ActionBroken(f"{name} was called inside {_running.get()}; an action is one thing that is done.")
            where = subject(*args, **kwargs)
            token = _running.set(name)
            try:
                with transaction.atomic():
                    return _within(name, body, actor, where, category, verb, args, kwargs)
            except Refused as refused:
                refused.reference = log_refusal(actor, refused.decision, category=category, verb=verb, subject=where)
                raise
            finally:
                _running.reset(token)

        run.declaration = ACTIONS[name]  # type: ignore[attr-defined]
        return run

    return declare


def _within(
    name: str,
    body: Callable[..., R],
    actor: Actor,
    subject: Subject,
    category: str,
    verb: str,
    args: tuple[Any, ...],
    kwargs: dict[str, Any],
) -> R:
    decision = engine().decide(actor, verb, category, subject)
    if not decision:
        raise Refused(decision)
    moment = clock.now()
    act = Act(actor, subject, clock.day_of(moment), moment, uuid4(), decision)
    result = body(act, *args, **kwargs)
    if len(act._events) != 1:
        raise ActionBroken(f"{name} left {len(act._events)} events; an action leaves exactly one, or is refused.")
    _append(act._events[0], actor, act.subject.board, moment, act.correlation)
    return result


def log_refusal(actor: Actor, decision: Decision, *, category: str, verb: str, subject: Subject) -> str:
    """Write that somebody was refused, in a transaction of its own. Returns the reference that the page may show."""
    from vuistregel.access.events import AccessRefused

    correlation = uuid4()
    with transaction.atomic():
        _append(
            AccessRefused(category=category, verb=verb, outcome=decision.outcome.value, norms=",".join(decision.norms)),
            actor,
            subject.board or min(actor.boards, default=0),
            clock.now(),
            correlation,
        )
    return log.reference_of(correlation)


def log_read(actor: Actor, *, category: str, subject: Subject, page: str) -> None:
    """Write that somebody saw data whose reads are logged (a column of the matrix; R10.6)."""
    from vuistregel.access.events import DataRead

    with transaction.atomic():
        _append(
            DataRead(category=category, page=page),
            actor,
            subject.board or min(actor.boards, default=0),
            clock.now(),
            None,
        )


def _append(event: Event, actor: Actor, board: int, moment: datetime, correlation: UUID | None) -> None:
    log.append(
        event,
        board_id=board,
        actor=log.Who(kind=actor.kind.value, ref=actor.ref),
        at=moment,
        norms_release=norms.release(),
        correlation=correlation,
        decision=None,
    )

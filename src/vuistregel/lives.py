"""Life: whatever has a state has one table of transitions, and state is assigned nowhere else.

From the table come the buttons of a page, the documentation, and a test that walks it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Protocol

from vuistregel.decisions import Decision, Reason, cannot_say, no, yes
from vuistregel.words import Words


@dataclass(frozen=True, slots=True)
class Transition:
    """From a state, by a verb, to a state. `demands` names facts that must hold; the caller says which do."""

    source: str
    verb: str
    target: str
    says: Words
    demands: tuple[str, ...] = ()


class HasState(Protocol):
    pk: Any
    state: str


@dataclass(frozen=True, slots=True)
class Life:
    """The states of one kind of thing. Raises ValueError for a table that leads nowhere or says a thing twice."""

    name: str
    start: str
    states: dict[str, Words]
    transitions: tuple[Transition, ...]
    facts: dict[str, Words]

    def __post_init__(self) -> None:
        seen: set[tuple[str, str]] = set()
        reached = {self.start}
        for t in self.transitions:
            if t.source not in self.states or t.target not in self.states:
                raise ValueError(f"{self.name}: {t.verb} leads from or to a state that is not named")
            if (t.source, t.verb) in seen:
                raise ValueError(f"{self.name}: {t.verb} from {t.source} stands in the table twice")
            if unknown := set(t.demands) - set(self.facts):
                raise ValueError(f"{self.name}: {t.verb} demands {', '.join(sorted(unknown))}, which has no words")
            seen.add((t.source, t.verb))
            reached.add(t.target)
        if lost := set(self.states) - reached:
            raise ValueError(f"{self.name}: nothing leads to {', '.join(sorted(lost))}")

    @property
    def choices(self) -> list[tuple[str, str]]:
        """For a model field."""
        return [(slug, words.nl) for slug, words in self.states.items()]

    def verbs(self, state: str) -> list[Transition]:
        """What can be done from a state: the buttons of its page."""
        return [t for t in self.transitions if t.source == state]

    def may(self, state: str, verb: str, facts: frozenset[str] = frozenset()) -> Decision:
        """May this verb be done from this state, with these facts? A gap names the facts that are missing."""
        step = self._step(state, verb)
        if step is None:
            return no(
                Reason(
                    Words("Dit kan niet meer: het is {state}.", "This can no longer be done: it is {state}.").with_(
                        state=self.states[state]
                    )
                )
            )
        missing = [self.facts[d] for d in step.demands if d not in facts]
        return cannot_say(*missing) if missing else yes()

    def move(self, row: HasState, verb: str, facts: frozenset[str] = frozenset(), **fields: Any) -> Decision:
        """Do it: write the new state if the row still is in the one we saw. A no leaves the row as it was.

        Two who do it at once: one statement decides, the second gets a no.
        """
        decision = self.may(row.state, verb, facts)
        step = self._step(row.state, verb)
        if not decision or step is None:
            return decision
        rows = type(row)._default_manager.filter(pk=row.pk, state=row.state)  # type: ignore[attr-defined]
        if not rows.update(state=step.target, **fields):
            row.refresh_from_db()  # type: ignore[attr-defined]
            return self.may(row.state, verb, facts) if row.state != step.target else no(_JUST_DONE)
        row.state = step.target
        for name, value in fields.items():
            setattr(row, name, value)
        return decision

    def _step(self, state: str, verb: str) -> Transition | None:
        return next((t for t in self.transitions if t.source == state and t.verb == verb), None)


_JUST_DONE = Reason(Words("Iemand anders deed dit net.", "Somebody else just did this."))

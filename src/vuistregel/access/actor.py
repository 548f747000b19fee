"""Who acts, in which role, where. Plain data: the engine asks no database.

An account can wear several hats: a teacher who is a parent, an officer of three boards. Each hat is one membership
or one guardianship on the day of the decision.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from uuid import UUID


class ActorKind(StrEnum):
    PERSON = "person"
    JOB = "job"
    CONNECTOR = "connector"
    OPERATOR = "operator"
    VISITOR = "visitor"


@dataclass(frozen=True, slots=True)
class Hat:
    """One role in one place. `school` None means all schools of the board."""

    role: str
    board: int = 0
    school: int | None = None
    groups: frozenset[int] = frozenset()
    pupils: frozenset[int] = frozenset()
    person: int | None = None
    person_key: UUID | None = None


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody or something that acts. There is always one; `ref` names it in the log without naming a person."""

    kind: ActorKind
    ref: str
    hats: tuple[Hat, ...] = ()
    #: An API token holds less than its role: the scopes ("category:verb") that it was given. None is no limit.
    scopes: frozenset[str] | None = field(default=None)

    @property
    def boards(self) -> frozenset[int]:
        return frozenset(h.board for h in self.hats if h.board)

    @property
    def roles(self) -> frozenset[str]:
        return frozenset(h.role for h in self.hats)

    def hat(self, role: str) -> Hat | None:
        return next((h for h in self.hats if h.role == role), None)


VISITOR = Actor(ActorKind.VISITOR, "visitor", (Hat("visitor"),))
#: Whoever may run commands on this machine already holds its keys; the log says so.
OPERATOR = Actor(ActorKind.OPERATOR, "operator", (Hat("operator"),))


def job(name: str) -> Actor:
    """The actor of a recurring job."""
    return Actor(ActorKind.JOB, name, (Hat("job"),))


@dataclass(frozen=True, slots=True)
class Subject:
    """What a decision is about: where it stands. Keys are row ids; 0 and None mean 'not there'."""

    board: int = 0
    school: int | None = None
    groups: frozenset[int] = frozenset()
    pupil: int | None = None
    person: int | None = None


#: The house itself: what belongs to no board (norms, backups, the installation's own log).
HOUSE = Subject()

"""Check: what a room contributes to the ten steps. One query gives the count and the items that are not in order."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeVar

from django.db.models import BooleanField, Case, Q, QuerySet, Value, When
from django.db.models.expressions import Combinable

from vuistregel import norms
from vuistregel.words import Words

#: Every row of a check says at which school it counts (`at`) and whether it is in order (`ok`).
Rows = QuerySet[Any]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class On:
    """The day of an evaluation, its norms, and what several checks look up: asked of the database once."""

    day: date
    _known: dict[str, Any] = field(default_factory=dict, compare=False, repr=False)

    def norms(self, sector: str | None = None) -> norms.NormsOfDay:
        return norms.on(self.day, sector=sector)

    def once(self, name: str, look_up: Callable[[], T]) -> T:
        """What `look_up` found the first time that a check of this evaluation asked for `name`."""
        if name not in self._known:
            self._known[name] = look_up()
        found: T = self._known[name]
        return found


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that is not in order, in words, with the page where it is mended."""

    title: str
    note: Words
    mend: str
    mend_label: Words


@dataclass(frozen=True, slots=True)
class Check:
    """A question that the house answers by itself.

    `rows(on)` gives a query whose rows are annotated with `at` (school id) and `ok`; `fields` are what `item` needs of
    a row that is not in order. `counted` names the things counted, in the plural; `todo` says what to do, as a line of
    today. `sectors` None holds for all. `category` says what kind of data the items name: whoever may not read that is
    told how many there are, and no more (R10.4). A category of the matrix.
    """

    id: str
    step: int
    requirements: tuple[str, ...]
    norm: str
    question: Words
    counted: Words
    todo: Words
    rows: Callable[[On], Rows]
    fields: tuple[str, ...]
    item: Callable[[dict[str, Any], On], Item]
    mend_url: str
    sectors: frozenset[str] | None = None
    category: str = "roster"

    def holds_for(self, sector: str) -> bool:
        return self.sectors is None or sector in self.sectors


def holds(condition: Q | Combinable, *more: Q | Combinable) -> Case:
    """A column that is true where any of these holds, and false everywhere else, also where nothing can be said."""
    return Case(
        *(When(one, then=Value(True)) for one in (condition, *more)),
        default=Value(False),
        output_field=BooleanField(),
    )


CHECKS: dict[str, Check] = {}


def register(check: Check) -> Check:
    """Add a check to the ten steps. ValueError for a double id, a step outside 1-10 or a norm that is unknown."""
    if check.id in CHECKS:
        raise ValueError(f"There are two checks called {check.id}")
    if check.step not in range(1, 11):
        raise ValueError(f"{check.id}: there is no step {check.step}")
    if check.norm not in {n.id for n in norms.book().norms}:
        raise ValueError(f"{check.id}: there is no norm {check.norm}")
    CHECKS[check.id] = check
    return check

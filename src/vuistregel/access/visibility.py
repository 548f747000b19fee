"""`visible`: which rows may this actor see? The same grants as `decide`, turned into one filter.

A model says once how its rows stand in the house; pages, API and exports ask here and nowhere else.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar

from django.db.models import Model, Q, QuerySet

from vuistregel.access.actor import Actor, Hat
from vuistregel.access.engine import engine
from vuistregel.access.matrix import Scope

M = TypeVar("M", bound=Model)


@dataclass(frozen=True, slots=True)
class Standing:
    """Look-ups from a model to the place of its rows; None where the model has no such place."""

    board: str
    school: str | None = None
    group: str | None = None
    pupil: str | None = None
    person: str | None = None


_standings: dict[type[Model], Standing] = {}


def stands_at(model: type[Model], standing: Standing) -> None:
    """Declare how the rows of a model stand. Once per model, beside the model."""
    if model in _standings:
        raise ValueError(f"{model.__name__} already said where its rows stand")
    _standings[model] = standing


def visible(actor: Actor, verb: str, category: str, rows: QuerySet[M]) -> QuerySet[M]:
    """The rows of a query set that this actor may read (or write, …): none when no hat reaches any."""
    standing = _standings[rows.model]
    allowed = Q(pk__in=[])
    repeats = False
    for hat, scope in engine().scopes(actor, verb, category):
        filter_, many = _reach(hat, scope, standing)
        allowed |= filter_
        repeats = repeats or many
    found = rows.filter(allowed)
    return found.distinct() if repeats else found


def _reach(hat: Hat, scope: Scope, standing: Standing) -> tuple[Q, bool]:
    """One hat's rows, and whether the look-up can repeat a row."""
    nothing = Q(pk__in=[])
    if scope in (Scope.EVERYONE, Scope.HOUSE):
        return Q(), False
    if not hat.board:
        return nothing, False
    place = Q(**{standing.board: hat.board})
    if hat.school is not None and scope is not Scope.SELF:
        if standing.school is None:
            return nothing, False
        place &= Q(**{standing.school: hat.school})
    if scope in (Scope.BOARD, Scope.SCHOOL):
        return place, False
    wanted = {
        Scope.GROUP: (standing.group, hat.groups),
        Scope.CHILD: (standing.pupil, hat.pupils),
        Scope.SELF: (standing.person, {hat.person} - {None}),
    }[scope]
    lookup, keys = wanted
    if lookup is None or not keys:
        return nothing, False
    return place & Q(**{f"{lookup}__in": sorted(k for k in keys if k is not None)}), scope is Scope.GROUP

"""Which of two values protects the person more. Pure arithmetic over units."""

from __future__ import annotations

from vuistregel.norms.model import Norm, Stricter
from vuistregel.norms.units import Unit, Value, length_in_days


def at_least_as_strict(value: Value, unit: Unit, norm: Norm) -> bool | None:
    """Whether `value` protects at least as much as `norm` in every case; None where the two cannot be measured.

    Terms in different units are measured in days, by their shortest and longest: 4 weeks never end later than
    1 month, but 30 days and 1 month cannot be told apart.
    """
    if norm.unit is Unit.NONE:
        return True
    if norm.stricter is Stricter.NONE:
        return None
    higher = norm.stricter is Stricter.HIGHER
    if isinstance(value, bool) and isinstance(norm.value, bool):
        return value == norm.value or value is higher
    if isinstance(value, bool) or isinstance(norm.value, bool):
        return None
    if not isinstance(value, (int, float)) or not isinstance(norm.value, (int, float)):
        return None
    if unit is norm.unit:
        return value >= norm.value if higher else value <= norm.value
    mine, theirs = length_in_days(value, unit), length_in_days(norm.value, norm.unit)
    if mine is None or theirs is None:
        return None
    surely_less, surely_more = mine[1] <= theirs[0], mine[0] >= theirs[1]
    if not surely_less and not surely_more:
        return None
    return surely_more if higher else surely_less


def binding_first(law: Norm | None, house: Norm | None, *, handbook_binds: bool) -> tuple[Norm, ...]:
    """Law and promise of one day, the one that binds in front.

    While `handbook_binds` the promise does, and the law stands beside it. After that the law is the floor: a promise
    binds where it gives at least as much, or where its file says that it holds beside a law of another kind.
    """
    if law is None or house is None:
        return tuple(norm for norm in (law, house) if norm is not None)
    if handbook_binds or house.prevails or at_least_as_strict(house.value, house.unit, law):
        return house, law
    return law, house

"""The phone tree [belboom]: who calls whom. Pure."""

from __future__ import annotations

from math import isqrt


def chains(number: int) -> list[list[int]]:
    """Families 0 … number-1 in chains of equal length (one more or less), in order.

    The teacher calls the first of each chain, everybody calls the next, the last calls the teacher: so the teacher
    knows that all heard it. As many chains as a chain is long: then it takes the fewest calls one after another.
    """
    if number < 1:
        return []
    many = max(1, isqrt(number))
    longer = number % many
    size = number // many
    found, at = [], 0
    for chain in range(many):
        length = size + (1 if chain < longer else 0)
        found.append(list(range(at, at + length)))
        at += length
    return found

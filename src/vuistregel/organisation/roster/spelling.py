"""Names as they are compared and sorted: without accents, capitals and punctuation. Pure.

Two spellings that differ only so are the same name; which of the two is kept is never decided here.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache


@lru_cache(maxsize=20_000)
def fold(text: str) -> str:
    """A text without accents, capitals, punctuation and surplus blanks: `van 't  Hóff` becomes `van t hoff`."""
    if text.isascii() and text.isalnum():
        return text.lower()
    letters = unicodedata.normalize("NFKD", text).casefold()
    return " ".join("".join(c if c.isalnum() else " " for c in letters if not unicodedata.combining(c)).split())


def first_name(call_name: str, given_names: str, initials: str) -> str:
    """By what somebody is called; the first of the given names where no call name is known."""
    return call_name or given_names.split(" ")[0] or initials


def same_name(one: tuple[str, str], other: tuple[str, str]) -> bool:
    """Two (first name, family name) of one human being? A family name that only one side knows decides nothing."""
    if fold(one[0]) != fold(other[0]):
        return False
    families = fold(one[1]), fold(other[1])
    return families[0] == families[1] or not all(families)


def similar_name(one: tuple[str, str], other: tuple[str, str]) -> bool:
    """Perhaps one human being: the same family name, and first names that begin alike (`M.` and `Mariam`)."""
    if fold(one[1]) != fold(other[1]) or not fold(one[1]):
        return False
    first, second = fold(one[0]), fold(other[0])
    return not first or not second or first[0] == second[0]


def sort_key(family_name: str, prefix: str, first: str) -> str:
    """What Dutch names are sorted by: the family name, then the first name, then the prefix."""
    return f"{fold(family_name)}\x00{fold(first)}\x00{fold(prefix)}".replace("\x00", " ").strip()

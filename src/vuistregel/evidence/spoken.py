"""How the log says what it keeps as a code: words for slugs of the matrix, norms, days. For `plain(spoken=…)`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import cache

from vuistregel import norms
from vuistregel.access.matrix import shipped
from vuistregel.ui import days
from vuistregel.words import Words, same

#: From a kept code to words. What no release knows any more is said as it was kept.
Spoken = Callable[[str], Words]


def by(words: Mapping[str, Words]) -> Spoken:
    """Words by code."""
    return lambda code: words.get(code) or same(code)


def category(slug: str) -> Words:
    """What a category of the matrix is called."""
    found = shipped().categories.get(slug)
    return found.words if found else same(slug)


def verb(slug: str) -> Words:
    """What a verb of the matrix is called."""
    return shipped().verbs.get(slug) or same(slug)


def role(slug: str) -> Words:
    """What a role is called."""
    found = shipped().roles.get(slug)
    return found.words if found else same(slug)


@cache
def _titles() -> dict[str, Words]:
    return {norm.id: norm.title for norm in norms.book().norms}


def norm(ids: str) -> Words:
    """The titles of norms; their ids stand in one text, with commas."""
    found = [_titles().get(one) or same(one) for one in ids.split(",") if one]
    if not found:
        return Words("geen", "none")
    return Words(", ".join(w.nl for w in found), ", ".join(w.en for w in found))


def day(iso: str) -> Words:
    """A day that was kept as text."""
    try:
        return days.plain(date.fromisoformat(iso))
    except ValueError:
        return same(iso)


YES_OR_NO = by({"yes": Words("ja", "yes"), "no": Words("nee", "no"), "unknown": Words("niet bekend", "not known")})

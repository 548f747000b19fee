"""Which role here follows from a role in the file. Roles that give rights over a school never do."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

#: EDEXML's codes and OneRoster's words for who works in a group: they see their own groups, nothing more.
_TEACHER: Final = frozenset({"LRK", "VAK", "KLA", "LOS", "OWA", "RT", "TAL", "teacher", "aide"})
_FOLLOWED: Final[dict[str, str]] = {
    **dict.fromkeys(_TEACHER, "teacher"),
    "IB": "internal_counsellor",
    "CON": "caretaker",
}
#: Who leads or administers a school gets that from a person here, because it opens the data of all pupils.
_ASKED: Final[dict[str, str]] = {
    "DIR": "director",
    "ADJ": "director",
    "LOC": "director",
    "ADM": "administrator",
    "administrator": "administrator",
}


def followed(codes: Iterable[str], *, has_groups: bool) -> tuple[str, ...]:
    """The roles in the house that these codes give. Whoever works with a group without a code is a teacher there."""
    given = list(codes)
    roles = {_FOLLOWED[code] for code in given if code in _FOLLOWED}
    if has_groups and not given:
        roles.add("teacher")
    return tuple(sorted(roles))


def asked(codes: Iterable[str]) -> tuple[str, ...]:
    """The roles that the file names and that a person must grant."""
    return tuple(sorted({_ASKED[code] for code in codes if code in _ASKED}))

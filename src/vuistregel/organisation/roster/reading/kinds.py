"""Whether a file is of the kind that was asked for: pupils, or parents.

A file of parents read as a roster would say that every pupil left, and a roster read as parents says nothing at all.
Both are refused, as soon as the file can be told apart: by its format, by the names of its columns, or by its rows.
"""

from __future__ import annotations

from collections.abc import Mapping as Counts
from pathlib import Path
from typing import Final

from vuistregel.organisation.roster.reading.mapping import Mapping, suggest_mapping
from vuistregel.organisation.roster.reading.problems import Problem, problem
from vuistregel.organisation.roster.reading.recognise import Format, recognise
from vuistregel.organisation.roster.reading.tables import read_headers

ROSTER: Final = "roster"
CONTACTS: Final = "contacts"
#: Formats that never hold the other kind.
_NEVER: Final = {
    (ROSTER, Format.CONTACTS_CSV): "kind.of_guardians",
    (ROSTER, Format.OSO): "kind.of_guardians",
    (CONTACTS, Format.EDEXML): "kind.of_pupils",
}


def told_by_head(path: Path, kind: str, *, mapped: bool = False) -> Problem | None:
    """The problem that format or columns tell before a row is read; None where only the rows can tell.

    `mapped`: somebody said what the columns mean, so that their names say nothing.
    """
    found = recognise(path)
    if isinstance(found, Problem):
        return None  # no file that we read: the reading says so, with the place
    if code := _NEVER.get((kind, found)):
        return problem(code)
    if mapped or found not in (Format.CSV, Format.XLSX):
        return None
    headers = read_headers(path)
    if isinstance(headers, Problem):
        return None
    return _by_columns(kind, suggest_mapping(headers, "pupils"), suggest_mapping(headers, "contacts"))


def told_by_rows(counts: Counts[str, int], kind: str) -> Problem | None:
    """The problem that the rows tell: none of the kind that was asked for. A file without any row says so itself."""
    pupils, guardians = counts["pupils"], counts["guardians"]
    if kind == ROSTER and not pupils and any(counts.values()):
        return problem("kind.of_guardians" if guardians else "kind.no_pupils")
    if kind == CONTACTS and not guardians and any(counts.values()):
        return problem("kind.of_pupils" if pupils else "kind.no_guardians")
    return None


def _by_columns(kind: str, pupils: Mapping, contacts: Mapping) -> Problem | None:
    """Columns that say all of parents and not enough of pupils; the other way round a person names the columns."""
    if kind == ROSTER and pupils.missing and not contacts.missing:
        return problem("kind.of_guardians")
    return None

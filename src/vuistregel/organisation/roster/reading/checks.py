"""What every format checks in the same way: double keys, references, dates, numbers, the school that was expected."""

from __future__ import annotations

import datetime
import re
from typing import Final

from vuistregel.organisation.roster.reading.cleaning import (
    EARLIEST_YEAR,
    Wrong,
    is_email,
    looks_double_encoded,
    read_date,
    tidy,
)
from vuistregel.organisation.roster.reading.legal_numbers import check_number
from vuistregel.organisation.roster.reading.model import RosterPupil, RosterSchool
from vuistregel.organisation.roster.reading.problems import Findings, refuse
from vuistregel.organisation.roster.reading.sentences import KINDS
from vuistregel.organisation.roster.reading.source import Asked

#: The year groups of EDEXML: 0-8 primary, 11-16 secondary, letters for special kinds.
YEAR_GROUPS: Final = frozenset((*map(str, range(9)), *map(str, range(11, 17)), *"BDSVCNH"))

_BRIN = re.compile(r"(\d{2}[A-Za-z]{2})(\d{2})?")


class RowChecks:
    """Checks that need to remember earlier rows of one walk over the file. Memory: one entry per key."""

    def __init__(self, asked: Asked, findings: Findings, *, file: str = "") -> None:
        self.asked = asked
        self.findings = findings
        self.file = file
        self._lines: dict[str, dict[str, int]] = {kind: {} for kind in KINDS}
        #: dates as written → as read in this walk: birth days repeat
        self.dates: dict[str, datetime.date] = {}
        self._numbers: dict[str, int] = {}
        self._references: dict[tuple[str, str], tuple[int, int]] = {}
        self._mixed_up = False

    def known(self, kind: str) -> dict[str, int]:
        """The keys of a kind that were seen, with their lines."""
        return self._lines[kind]

    def new_key(self, kind: str, key: str, line: int) -> bool:
        """Whether this is the first row with this key; if not, or without a key, the error is noted."""
        if not key:
            self.findings.error("key.missing", file=self.file, line=line)
            return False
        lines = self._lines[kind]
        if (first := lines.get(key)) is not None:
            self.findings.error(
                "key.double", file=self.file, line=line, about=key, kind=KINDS[kind], key=key, first=first
            )
            return False
        lines[key] = line
        if len(lines) > self.asked.limits.rows:
            raise refuse("rows.too_many", file=self.file, limit=self.asked.limits.rows)
        return True

    def refer(self, kind: str, key: str, line: int) -> None:
        """Remember that a row points to a key; whether that exists is judged at the end, in any order."""
        if key not in self._lines[kind]:
            count, first = self._references.get((kind, key), (0, line))
            self._references[kind, key] = (count + 1, first)

    def judge_references(self) -> None:
        for (kind, key), (count, line) in self._references.items():
            if key in self._lines[kind]:
                continue
            if kind == "groups":
                self.findings.error("group.unknown", file=self.file, line=line, about=key, group=key, count=count)
            elif kind == "locations":
                self.findings.warning(
                    "location.unknown", file=self.file, line=line, about=key, location=key, count=count
                )
        self._references.clear()

    def text(self, field: str, raw: str, line: int, limit: int = 0) -> str:
        """The text fit to keep; too long or damaged is an error."""
        text = tidy(raw)
        limit = limit or self.asked.limits.text
        if len(text) > limit:
            self.findings.error("text.too_long", file=self.file, line=line, field=field, length=len(text), limit=limit)
            return text[:limit]
        if not self._mixed_up and looks_double_encoded(text):
            self._mixed_up = True  # one sentence is enough: the whole file is in the wrong encoding
            self.findings.error("encoding.mixed_up", file=self.file, line=line)
        return text

    def date(self, raw: str, line: int) -> datetime.date | None:
        if not raw:
            return None
        if (known := self.dates.get(raw)) is not None:
            return known
        found = read_date(raw.strip())
        if not isinstance(found, Wrong) and found.year < EARLIEST_YEAR:
            found = Wrong("date.year", {"year": found.year})
        if isinstance(found, Wrong):
            self.wrong(found, line)
            return None
        if len(self.dates) < 50_000:
            self.dates[raw] = found
        return found

    def pupil(self, row: RosterPupil) -> None:
        """What must hold of a pupil's row as a whole, and what is worth a remark. Called last, once per pupil."""
        if not (row.family_name or row.call_name or row.given_name):
            self.findings.error("name.missing", file=self.file, line=row.line, about=row.key, key=row.key)
        born, left = row.birth_date, row.departed
        if born is None:
            self.findings.tally("pupil.no_birth_date", row.line)
        elif self.asked.today and born > self.asked.today:
            self.findings.error("date.future", file=self.file, line=row.line, about=row.key, key=row.key)
        if left is not None:
            self.findings.tally("pupil.departed", row.line)
            if row.arrived and left < row.arrived:
                self.findings.error("date.order", file=self.file, line=row.line, about=row.key, key=row.key)
        elif not row.group_keys:
            self.findings.tally("pupil.no_group", row.line)

    def year_group(self, raw: str, line: int) -> str:
        """A year group as EDEXML writes it; `04` is read as `4`."""
        if raw in YEAR_GROUPS or not raw:
            return raw
        short = raw.upper().lstrip("0") or "0"
        if short in YEAR_GROUPS:
            return short
        self.findings.tally("year_group.unknown", line, raw)
        return ""

    def email(self, raw: str, line: int) -> str:
        if raw and not is_email(raw):
            self.findings.tally("email.form", line)
            return ""
        return raw

    def legal_number(self, kind: str, raw: str, key: str, line: int) -> str | None:
        """The number when it was asked for and passes its test. Not asked for: counted, a bad one is a warning."""
        text = raw.strip()
        if not text:
            return None
        found = check_number(kind, text)
        if not self.asked.numbers:
            self.findings.fields[kind] += 1
            if isinstance(found, Wrong):
                self.findings.warning(found.code, file=self.file, line=line, about=key, key=key)
            return None
        if isinstance(found, Wrong):
            self.findings.error(found.code, file=self.file, line=line, about=key, key=key)
            return None
        first = self._numbers.get(found)
        self._numbers.setdefault(found, line)
        if first is not None:
            self.findings.error("number.double", file=self.file, line=line, about=key, key=key, first=first)
        return found

    def wrong(self, found: Wrong, line: int) -> None:
        self.findings.wrong(found, file=self.file, line=line)


def check_school(school: RosterSchool, asked: Asked, findings: Findings, line: int | None = None) -> None:
    """Whether the file is of the school that was expected: BRIN, and location code where both sides have one."""
    brin, location = split_brin(asked.expected_brin)
    location = asked.expected_location or location
    if not school.brin:
        findings.warning("school.not_said", line=line)
        return
    if not split_brin(school.brin)[0]:
        findings.warning("school.brin", line=line, found=school.brin)
    if brin and school.brin != brin:
        findings.error("school.other", line=line, about=school.brin, found=school.brin, expected=brin)
    elif location and school.location and school.location != location:
        findings.error("school.other_location", line=line, found=school.location, expected=location)


def split_brin(text: str) -> tuple[str, str]:
    """`"99zz01"` → `("99ZZ", "01")`; two empty texts when it is no BRIN."""
    match = _BRIN.fullmatch(text.strip())
    return (match[1].upper(), match[2] or "") if match else ("", "")

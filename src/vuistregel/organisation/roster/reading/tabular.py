"""Tables of pupils or of contacts, CSV or XLSX, through a mapping of columns."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from vuistregel.organisation.roster.reading import reasons
from vuistregel.organisation.roster.reading.checks import RowChecks, check_school, split_brin
from vuistregel.organisation.roster.reading.contacts import ContactRows
from vuistregel.organisation.roster.reading.headers import plain
from vuistregel.organisation.roster.reading.mapping import Mapping, suggest_mapping
from vuistregel.organisation.roster.reading.model import RosterGroup, RosterPupil, RosterSchool, RosterStaff, Row
from vuistregel.organisation.roster.reading.problems import Findings, refuse
from vuistregel.organisation.roster.reading.recognise import Format
from vuistregel.organisation.roster.reading.source import Asked, Progress
from vuistregel.organisation.roster.reading.tables import cells_by_header, header_of, table_rows
from vuistregel.words import Words

_SEVERAL: Final = re.compile(r"\s*[;|]\s*")
_STAFF: Final = frozenset({"leerkracht", "docent", "medewerker", "personeel", "staff", "teacher", "leraar"})


class TableSource:
    """One table. Opening it reads the header; raises Refused when a needed column has not been pointed out."""

    def __init__(self, path: Path, form: Format, asked: Asked) -> None:
        self._path = path
        self._form = form
        self._asked = asked
        self._headers = header_of(path, form, asked.limits)
        self.mapping = asked.mapping or suggest_mapping(self._headers)
        there = {plain(header) for header in self._headers}
        for column, _ in self.mapping.columns:
            if plain(column) not in there:
                raise refuse("mapping.column_gone", column=column)
        if missing := self.mapping.missing:
            raise refuse("mapping.needed", missing=_joined(missing))
        self.school: RosterSchool | None = RosterSchool(format=form.value)

    def rows(self, findings: Findings, progress: Progress) -> Iterator[Row]:
        fields = [self.mapping.field_of(header) for header in self._headers]
        rest = _Rest(self._headers, fields, self.mapping)
        checks = RowChecks(self._asked, findings)
        rows: _PupilRows | ContactRows
        rows = _PupilRows(checks) if self.mapping.subject == "pupils" else ContactRows(checks)
        table = table_rows(self._path, self._form, self._asked.limits, progress)
        next(table, None)
        for row in table:
            if (cells := cells_by_header(row, self._headers, findings)) is None:
                continue
            rest.count(cells, findings)
            values = {name: cell for name, cell in zip(fields, cells, strict=True) if name and cell}
            yield from rows.read(values, row.line)


class _Rest:
    """The columns that no field takes: counted, with the reason when it is known."""

    def __init__(self, headers: tuple[str, ...], fields: list[str | None], mapping: Mapping) -> None:
        self._left: list[tuple[int, str, bool]] = []
        for at, (header, field) in enumerate(zip(headers, fields, strict=True)):
            if field is not None or not plain(header):
                continue
            known = reasons.known_column(header)
            if known == "bsn" and mapping.subject == "contacts":
                known = "bsn_ouder"
            self._left.append((at, known or header, known is not None))

    def count(self, cells: list[str], findings: Findings) -> None:
        for at, name, known in self._left:
            if cells[at].strip():
                (findings.fields if known else findings.unknown_fields)[name] += 1


class _PupilRows:
    """Rows of pupils, and of staff where a column says so. Groups are made from the column that names them."""

    def __init__(self, checks: RowChecks) -> None:
        self._checks = checks
        self._brin_judged = False

    def read(self, values: dict[str, str], line: int) -> Iterator[Row]:
        checks = self._checks
        texts = {name: checks.text(name, text, line, 512 if name == "eckid" else 0) for name, text in values.items()}
        self._judge_school(texts.get("brin", ""), line)
        is_staff = texts.get("person_kind", "").casefold() in _STAFF
        key = texts.get("key", "")
        if not checks.new_key("staff" if is_staff else "pupils", key, line):
            return
        if is_staff and not any(texts.get(name) for name in ("family_name", "call_name", "given_name")):
            checks.findings.error("name.missing_person", line=line, about=key, key=key)
        groups = tuple(dict.fromkeys(part for part in _SEVERAL.split(texts.get("group", "")) if part))
        for group in groups:
            if group not in checks.known("groups"):
                checks.new_key("groups", group, line)
                yield RosterGroup(key=group, name=group, line=line)
        yield self._staff(key, texts, groups, line) if is_staff else self._pupil(key, texts, groups, line)

    def _staff(self, key: str, texts: dict[str, str], groups: tuple[str, ...], line: int) -> RosterStaff:
        get = texts.get
        return RosterStaff(
            key=key,
            eckid=get("eckid", ""),
            given_name=get("given_name", ""),
            initials=get("initials", ""),
            prefix=get("prefix", ""),
            family_name=get("family_name", ""),
            call_name=get("call_name", ""),
            username=get("username", ""),
            email=self._checks.email(get("email", ""), line),
            role_text=get("role", ""),
            group_keys=groups,
            line=line,
        )

    def _pupil(self, key: str, texts: dict[str, str], groups: tuple[str, ...], line: int) -> RosterPupil:
        get, checks = texts.get, self._checks
        born, came, left = (checks.date(get(name, ""), line) for name in ("birth_date", "arrived", "departed"))
        number = get("legal_number", "")
        kind = "onderwijsnummer" if number.startswith("10") else "bsn"
        pupil = RosterPupil(
            key=key,
            eckid=get("eckid", ""),
            given_name=get("given_name", ""),
            initials=get("initials", ""),
            prefix=get("prefix", ""),
            family_name=get("family_name", ""),
            call_name=get("call_name", ""),
            birth_date=born,
            year_group=checks.year_group(get("year_group", ""), line),
            group_keys=groups,
            location_key=get("location_key", ""),
            username=get("username", ""),
            email=checks.email(get("email", ""), line),
            arrived=came,
            departed=left,
            legal_number=checks.legal_number(kind, number, key, line) if number else None,
            line=line,
        )
        checks.pupil(pupil)
        return pupil

    def _judge_school(self, brin: str, line: int) -> None:
        """A table may name its school in every row; the first row that names another one says enough."""
        if not brin or self._brin_judged:
            return
        found, location = split_brin(brin)
        school = RosterSchool(brin=found or brin, location=location)
        before = self._checks.findings.error_count
        check_school(school, self._checks.asked, self._checks.findings, line)
        self._brin_judged = self._checks.findings.error_count > before


def _joined(parts: tuple[Words, ...]) -> Words:
    return Words("; ".join(part.nl for part in parts), "; ".join(part.en for part in parts))

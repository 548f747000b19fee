"""The CSV files inside a OneRoster zip: found by name, read by header, one dictionary of texts per row."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Final, cast

from vuistregel.organisation.roster.reading.archive import guarded_members
from vuistregel.organisation.roster.reading.csvtext import CsvRow, csv_rows, find_encoding
from vuistregel.organisation.roster.reading.limits import Limits
from vuistregel.organisation.roster.reading.problems import Findings, refuse
from vuistregel.organisation.roster.reading.reasons import FIELDS
from vuistregel.organisation.roster.reading.source import Counted, Progress
from vuistregel.organisation.roster.reading.tables import TableRow, cells_by_header


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


#: file → (columns it cannot do without, columns that are read or that say nothing about a person)
COLUMNS: Final[dict[str, tuple[frozenset[str], frozenset[str]]]] = {
    "manifest": (frozenset({"propertyname", "value"}), frozenset()),
    "orgs": (frozenset({"sourcedid", "name", "type"}), frozenset({"identifier", "parentsourcedid"})),
    "users": (
        frozenset({"sourcedid", "givenname", "familyname"}),
        _words(
            "enableduser orgsourcedids role username middlename email agentsourcedids grades usermasteridentifier "
            "preferredgivenname preferredmiddlename preferredfamilyname primaryorgsourcedid resourcesourcedids"
        ),
    ),
    "classes": (
        frozenset({"sourcedid", "title"}),
        _words(
            "grades coursesourcedid classcode classtype location schoolsourcedid termsourcedids subjects subjectcodes "
            "periods resources resourcesourcedids"
        ),
    ),
    "enrollments": (
        frozenset({"sourcedid", "classsourcedid", "usersourcedid"}),
        _words("schoolsourcedid role primary begindate enddate"),
    ),
    "demographics": (frozenset({"sourcedid"}), frozenset({"birthdate"})),
    "roles": (
        frozenset({"sourcedid", "usersourcedid", "role"}),
        _words("roletype begindate enddate orgsourcedid userprofilesourcedid"),
    ),
    "academicsessions": (
        frozenset({"sourcedid", "title", "type"}),
        _words("startdate enddate parentsourcedid schoolyear"),
    ),
}
#: Parts of OneRoster that hold nothing about who is at school.
OTHER_FILES: Final = _words(
    "courses resources classresources courseresources userresources userprofiles lineitems results categories "
    "lineitemlearningobjectiveids lineitemscorescales resultlearningobjectiveids resultscorescales scorescales"
)
_EVERYWHERE: Final = frozenset({"sourcedid", "status", "datelastmodified"})
_ALIASES: Final = {
    "agents": "agentsourcedids",
    "agentsourcedid": "agentsourcedids",
    "grade": "grades",
    "userid": "usersourcedid",
    "usersourceid": "usersourcedid",
    "classid": "classsourcedid",
    "orgsourcedid": "orgsourcedid",
    "orgids": "orgsourcedids",
}


@dataclass(frozen=True, slots=True)
class CsvPart:
    """One CSV of the zip: its name as in the zip, its encoding, and column → place."""

    name: str
    info: zipfile.ZipInfo
    encoding: str
    headers: tuple[str, ...]


class OneRosterFiles:
    """The zip with its parts. Opening it reads every header; raises Refused when a part or column is missing."""

    def __init__(self, path: Path, limits: Limits) -> None:
        self._path = path
        self._limits = limits
        self.unknown_members: list[str] = []
        self.parts: dict[str, CsvPart] = {}
        for name, info in guarded_members(path, limits).items():
            kind = name.rpartition("/")[2].lower().removesuffix(".csv")
            if kind in COLUMNS and name.lower().endswith(".csv"):
                if kind in self.parts:
                    raise refuse("zip.double", name=f"{kind}.csv")
                self.parts[kind] = self._part(name, info)
            elif kind not in OTHER_FILES:
                self.unknown_members.append(name)

    def size(self, *kinds: str) -> int:
        return sum(self.parts[kind].info.file_size for kind in kinds if kind in self.parts)

    def require(self, kind: str, *columns: str) -> None:
        """Raises Refused when a part is absent or lacks a column."""
        part = self.parts.get(kind)
        if part is None:
            raise refuse("oneroster.missing_file", name=f"{kind}.csv")
        for column in sorted(COLUMNS[kind][0] | set(columns)):
            if column not in part.headers:
                raise refuse("oneroster.missing_column", file=part.name, line=1, column=column)

    def rows(
        self,
        kind: str,
        findings: Findings | None = None,
        progress: Progress | None = None,
        done: int = 0,
        total: int = 0,
    ) -> Iterator[tuple[int, dict[str, str]]]:
        """The rows of a part as (line, column → text); none when the part is absent. Raises Refused.

        With `findings`, what is wrong with the cells is noted, and what is not taken over is counted.
        """
        part = self.parts.get(kind)
        if part is None:
            return
        used, spare = self._sort_columns(part, kind)
        nowhere = Findings(self._limits)
        with self._open(part.info) as stream:
            counted = Counted(stream, progress, total, already=done) if progress else stream
            for count, row in enumerate(self._csv(part, counted)):
                if count == 0:
                    continue
                if count > self._limits.rows:
                    raise refuse("rows.too_many", file=part.name, limit=self._limits.rows)
                table_row = TableRow(row.line, row.cells)
                cells = cells_by_header(table_row, part.headers, findings or nowhere, file=part.name)
                if cells is None:
                    continue
                values = {column: cells[at] for at, column in used if cells[at]}
                if values.get("status", "").strip().lower() == "tobedeleted":
                    continue
                if findings is not None:
                    for at, column in spare:
                        if cells[at].strip():
                            (findings.fields if column in FIELDS else findings.unknown_fields)[column] += 1
                yield row.line, values

    def _sort_columns(self, part: CsvPart, kind: str) -> tuple[list[tuple[int, str]], list[tuple[int, str]]]:
        known = COLUMNS[kind][0] | COLUMNS[kind][1] | _EVERYWHERE
        read_here = {"phone", "sms"} if kind == "users" else set()
        used = [(at, column) for at, column in enumerate(part.headers) if column in known | read_here]
        spare = [(at, column) for at, column in enumerate(part.headers) if column and column not in known | read_here]
        return used, spare

    def _part(self, name: str, info: zipfile.ZipInfo) -> CsvPart:
        with self._open(info) as stream:
            encoding = self._guarded_encoding(stream, name)
        with self._open(info) as stream:
            bare = CsvPart(name, info, encoding, ())
            first = next(self._csv(bare, stream), None)
        if first is None:
            return bare
        headers = [_column(cell) for cell in first.cells]
        for at, header in enumerate(headers):
            if header and header in headers[:at]:
                raise refuse("table.header_double", file=name, line=1, column=header)
        return CsvPart(name, info, encoding, tuple(headers))

    def _guarded_encoding(self, stream: IO[bytes], name: str) -> str:
        try:
            return find_encoding(stream, self._limits, file=name)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError) as error:
            raise refuse("zip.broken") from error

    def _csv(self, part: CsvPart, stream: IO[bytes] | Counted) -> Iterator[CsvRow]:
        try:
            yield from csv_rows(stream, part.encoding, self._limits, file=part.name)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError) as error:
            raise refuse("zip.broken") from error

    def _open(self, info: zipfile.ZipInfo) -> IO[bytes]:
        try:
            archive = zipfile.ZipFile(self._path)
            # Buffered: ZipExtFile's own readline is slow. The archive closes with its last reader.
            return io.BufferedReader(cast("io.RawIOBase", archive.open(info)), 256 * 1024)
        except (zipfile.BadZipFile, NotImplementedError, RuntimeError, ValueError, EOFError, OSError) as error:
            raise refuse("zip.broken") from error


def _column(header: str) -> str:
    """The column's name in small letters; the extensions of other systems keep their prefix and so stay unknown."""
    name = header.strip().strip("\ufeff").casefold().replace("_", "" if not header.startswith("ext_") else "_")
    return _ALIASES.get(name, name)

"""CSV and XLSX as one thing: a header and rows of texts, each with its place. Formulas are never worked out."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from pathlib import Path
from typing import Any

from vuistregel.organisation.roster.reading.archive import guarded_members
from vuistregel.organisation.roster.reading.cleaning import tidy
from vuistregel.organisation.roster.reading.csvtext import csv_rows, find_encoding
from vuistregel.organisation.roster.reading.headers import plain
from vuistregel.organisation.roster.reading.limits import Limits
from vuistregel.organisation.roster.reading.problems import Findings, Problem, Refused, refuse
from vuistregel.organisation.roster.reading.recognise import Format, recognise
from vuistregel.organisation.roster.reading.source import Counted, Progress

#: A number format of zeros only ("00000") means that leading zeros belong to the value.
_ZEROS = re.compile(r"0+")
_HEADER_WITHIN = 20  # rows before a spreadsheet's header, such as a title


@dataclass(frozen=True, slots=True)
class TableRow:
    line: int
    cells: list[str]


def table_rows(path: Path, form: Format, limits: Limits, progress: Progress | None = None) -> Iterator[TableRow]:
    """All rows, the header first, empty ones left out. Raises Refused."""
    rows = _xlsx_rows(path, limits, progress) if form is Format.XLSX else _csv_file_rows(path, limits, progress)
    for count, row in enumerate(rows):
        if count > limits.rows:
            raise refuse("rows.too_many", limit=limits.rows)
        yield row


def header_of(path: Path, form: Format, limits: Limits) -> tuple[str, ...]:
    """The names of the columns. Raises Refused when there are none or one stands there twice."""
    first = next(table_rows(path, form, limits), None)
    headers = tuple(tidy(cell) for cell in first.cells) if first else ()
    while headers and not headers[-1]:
        headers = headers[:-1]
    if first is None or not any(plain(header) for header in headers):
        raise refuse("table.header", line=first.line if first else None)
    seen: set[str] = set()
    for header in headers:
        if plain(header) and plain(header) in seen:
            raise refuse("table.header_double", line=first.line, column=header)
        seen.add(plain(header))
    return headers


def read_headers(path: str | Path, *, limits: Limits | None = None) -> tuple[str, ...] | Problem:
    """For the page that maps columns: the names of the columns of a CSV or XLSX, or the problem."""
    limits = limits or Limits()
    form = recognise(path, limits=limits)
    if isinstance(form, Problem):
        return form
    if form not in (Format.CSV, Format.CONTACTS_CSV, Format.XLSX):
        return refuse("table.header").problem
    try:
        return header_of(Path(path), form, limits)
    except Refused as refused:
        return refused.problem


def read_samples(path: Path, headers: int, *, each: int = 2, within: int = 20) -> list[list[str]]:
    """For the page that maps columns: per column the first values of the first rows, as far as they can be read."""
    found: list[list[str]] = [[] for _ in range(headers)]
    form = recognise(path)
    if isinstance(form, Problem):
        return found
    try:
        rows = table_rows(path, form, Limits())
        next(rows, None)
        for row in islice(rows, within):
            for column, cell in zip(found, row.cells, strict=False):
                if (text := tidy(cell)) and len(column) < each and text not in column:
                    column.append(text)
    except Refused:
        pass  # the reading itself tells what is wrong with the file, and where
    return found


def cells_by_header(row: TableRow, headers: tuple[str, ...], findings: Findings, *, file: str = "") -> list[str] | None:
    """The cells of a row, as many as there are headers; None (and an error) when text falls outside the header."""
    cells = row.cells
    if len(cells) > len(headers):
        if any(cell.strip() for cell in cells[len(headers) :]):
            findings.error("csv.cells", file=file, line=row.line, found=len(cells), expected=len(headers))
            return None
        cells = cells[: len(headers)]
    return cells + [""] * (len(headers) - len(cells))


def _csv_file_rows(path: Path, limits: Limits, progress: Progress | None) -> Iterator[TableRow]:
    size = path.stat().st_size
    with path.open("rb") as stream:
        encoding = find_encoding(stream, limits)
    with path.open("rb") as stream:
        for row in csv_rows(Counted(stream, progress, size) if progress else stream, encoding, limits):
            yield TableRow(row.line, row.cells)


def _xlsx_rows(path: Path, limits: Limits, progress: Progress | None) -> Iterator[TableRow]:
    import openpyxl  # here: it weighs 15 MB, and most files are none of its

    # It warns of every extension of Excel that it does not know: nothing that the reader of our output can use.
    warnings.filterwarnings("ignore", category=UserWarning, module=r"openpyxl\.")

    size = path.stat().st_size
    members = guarded_members(path, limits)
    if sum(info.file_size for name, info in members.items() if "sharedStrings" in name) > limits.shared_texts:
        raise refuse("zip.bomb")
    workbook = None
    try:
        with path.open("rb") as stream:
            workbook = openpyxl.load_workbook(stream, read_only=True, data_only=True, keep_links=False)
            sheet = next((s for s in workbook.worksheets if s.sheet_state == "visible"), None)
            if sheet is None:
                return
            sheet.reset_dimensions()
            started = False
            for number, row in enumerate(sheet.iter_rows(), start=1):
                if number > limits.rows + _HEADER_WITHIN:
                    raise refuse("rows.too_many", limit=limits.rows)
                cells = [_cell_text(cell) for cell in row]
                filled = sum(1 for cell in cells if cell)
                # The header is the first row with two names beside each other; a title above it is passed by.
                if filled < (1 if started or number > _HEADER_WITHIN else 2):
                    continue
                started = True
                yield TableRow(number, cells)
                if progress:
                    progress(min(stream.tell(), size), size)
    except Refused:
        raise
    except Exception as error:  # openpyxl answers a damaged file with whatever broke first: KeyError, ParseError, ...
        raise refuse("xlsx.unreadable") from error
    finally:
        if workbook is not None:
            workbook.close()


def _cell_text(cell: Any) -> str:
    """A cell as the text that a person sees: whole numbers without `.0`, dates as ISO, leading zeros of the format."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "ja" if value else "nee"
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        value = int(value)
    if isinstance(value, int) and _ZEROS.fullmatch(cell.number_format or ""):
        return str(value).zfill(len(cell.number_format))
    return str(value)

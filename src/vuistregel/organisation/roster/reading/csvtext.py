"""The bytes of a CSV as rows of texts: encoding, delimiter, quotes; bounded, with the line of every row."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO, Final, cast

from vuistregel.organisation.roster.reading.limits import Limits
from vuistregel.organisation.roster.reading.problems import refuse
from vuistregel.organisation.roster.reading.source import Counted

_DELIMITERS: Final = (";", ",", "\t")
_WIDE: Final = ((codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


@dataclass(frozen=True, slots=True)
class CsvRow:
    """The cells of a row and the line on which it starts."""

    line: int
    cells: list[str]


def find_encoding(stream: IO[bytes], limits: Limits, *, file: str = "") -> str:
    """The codec of the text: UTF-8 (with or without mark), UTF-16 with mark, else Windows-1252 as Excel writes it.

    A file that is UTF-8 for the greater part and broken somewhere is refused with that line, as is a line without end
    and a file of binary noise. Reads the stream to its end; raises Refused.
    """
    first = stream.readline(limits.line)
    for mark, codec in _WIDE:
        if first.startswith(mark):
            return codec
    marked = first.startswith(codecs.BOM_UTF8)
    utf8_lines, bad_line, number, line = 0, 0, 0, first
    while line:
        number += 1
        if len(line) >= limits.line and not line.endswith(b"\n"):
            raise refuse("csv.line_too_long", file=file, line=number)
        if not line.isascii():
            try:
                line.decode("utf-8")
                utf8_lines += 1
            except UnicodeDecodeError:
                bad_line = bad_line or number
                try:
                    line.decode("cp1252")
                except UnicodeDecodeError as error:
                    raise refuse("encoding.bytes", file=file, line=number, encoding="UTF-8") from error
        line = stream.readline(limits.line)
    if bad_line and (marked or utf8_lines):
        raise refuse("encoding.bytes", file=file, line=bad_line, encoding="UTF-8")
    return "cp1252" if bad_line else "utf-8-sig"


def csv_rows(stream: IO[bytes] | Counted, encoding: str, limits: Limits, *, file: str = "") -> Iterator[CsvRow]:
    """The rows of a CSV; empty ones are left out. `;`, `,` and tab are told apart by the first line. Raises Refused."""
    lines = _lines(stream, encoding, limits, file)
    first = next(lines, "")
    skipped = 0
    if first.lower().startswith("sep=") and len(first.strip()) <= 5:  # Excel's own way to name the delimiter
        first, skipped = next(lines, ""), 1
    reader = csv.reader(_chained(first, lines), delimiter=delimiter_of(first), strict=True)
    before = 0
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise refuse("csv.quotes", file=file, line=before + 1 + skipped) from error
        if any(cell and not cell.isspace() for cell in cells):
            yield CsvRow(before + 1 + skipped, cells)
        before = reader.line_num


def delimiter_of(header: str) -> str:
    """The delimiter that divides the header most often, quoted parts left out."""
    outside = "".join(header.split('"')[::2])
    return max(_DELIMITERS, key=outside.count)


def first_cells(head: bytes) -> list[str] | None:
    """The column names in the beginning of a file, or None when it is no text with columns."""
    wide = next((codec for mark, codec in _WIDE if head.startswith(mark)), None)
    if wide is None and b"\0" in head:
        return None
    try:
        text = head.decode(wide or "utf-8-sig", "replace" if wide else "strict")
    except UnicodeDecodeError:
        text = head.decode("cp1252", "replace")
    lines = text.splitlines()
    if lines and lines[0].lower().startswith("sep="):
        lines = lines[1:]
    if not lines or len(lines[0]) > len(head) // 2 > 2048:
        return None
    try:
        return next(csv.reader([lines[0]], delimiter=delimiter_of(lines[0])), None)
    except csv.Error:
        return None


def _lines(stream: IO[bytes] | Counted, encoding: str, limits: Limits, file: str) -> Iterator[str]:
    if encoding == "utf-16":
        # Lines end on letters of two bytes here: let the codec find them.
        text = io.TextIOWrapper(cast("IO[bytes]", _Raw(stream)), encoding, newline="")
        number = 0
        try:
            while line := text.readline(limits.line):
                number += 1
                if len(line) >= limits.line:
                    raise refuse("csv.line_too_long", file=file, line=number)
                yield line
        except UnicodeError as error:
            raise refuse("encoding.bytes", file=file, line=number + 1, encoding="UTF-16") from error
        return
    number = 0
    while raw := stream.readline(limits.line):
        number += 1
        try:
            yield raw.decode(encoding if number == 1 else encoding.removesuffix("-sig"))
        except UnicodeDecodeError as error:
            raise refuse("encoding.bytes", file=file, line=number, encoding=encoding) from error


class _Raw(io.RawIOBase):
    """What TextIOWrapper wants of a stream, over one that only reads."""

    def __init__(self, stream: IO[bytes] | Counted) -> None:
        self._stream = stream

    def readable(self) -> bool:
        return True

    def read1(self, size: int = -1) -> bytes:
        return self._stream.read(size if size > 0 else 8192)

    def read(self, size: int = -1) -> bytes:
        return self._stream.read(size)


def _chained(first: str, rest: Iterator[str]) -> Iterator[str]:
    if first:
        yield first
    yield from rest

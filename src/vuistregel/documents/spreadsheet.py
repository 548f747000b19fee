"""A document as a spreadsheet (XLSX): its tables below each other on one sheet, every cell text and never a formula."""

from __future__ import annotations

import re
from io import BytesIO
from typing import TYPE_CHECKING, Any, Final

from vuistregel.documents.paper import Paper, Table, Text

if TYPE_CHECKING:
    from openpyxl.cell import Cell

#: What makes a spreadsheet calculate when somebody saves it as CSV and opens it again.
_CALCULATES: Final = ("=", "+", "-", "@", "\t", "\r")
#: What XML has no place for.
_UNFIT: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
#: A cell of this kind of file holds no more.
_MOST: Final = 32_767


def spreadsheet(paper: Paper) -> bytes:
    """The document as XLSX. A chain has no table of its own: give the same as a Table as well."""
    import openpyxl  # here: it weighs 15 MB, and most pages make no sheet
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Lijst" if paper.language == "nl" else "List"
    book.properties.title = safe(paper.title)
    book.properties.creator = "Vuistregel"
    book.properties.language = paper.language
    at = _put(sheet, 1, (paper.title,), Font(bold=True, size=14))
    for sentence in filter(None, (paper.lead, paper.foot)):
        at = _put(sheet, at, (sentence,))
    widths: dict[int, int] = {}
    for part in paper.parts:
        if isinstance(part, Text):
            for sentence in (part.heading, *part.paragraphs):
                at = _put(sheet, at, (sentence,)) if sentence else at
        elif isinstance(part, Table):
            at = _put(sheet, at + 1, part.columns, Font(bold=True))
            for row in part.rows:
                at = _put(sheet, at, row, wrap=Alignment(wrap_text=True, vertical="top"))
            for column, cells in enumerate(zip(part.columns, *part.rows, strict=True), 1):
                widths[column] = max(widths.get(column, 0), *(len(cell) for cell in cells))
    for column, width in widths.items():
        sheet.column_dimensions[get_column_letter(column)].width = min(max(width + 2, 10), 48)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _put(sheet: Any, row: int, values: tuple[str, ...], font: Any = None, wrap: Any = None) -> int:
    for column, value in enumerate(values, 1):
        cell: Cell = sheet.cell(row=row, column=column)
        cell.value = safe(value)
        # Text by kind too: the first sign decides nothing.
        cell.data_type = "s"
        cell.number_format = "@"
        if font is not None:
            cell.font = font
        if wrap is not None:
            cell.alignment = wrap
    return row + 1


def safe(value: str) -> str:
    """A value as text in a cell: without signs that the format refuses, and never the start of a calculation.

    A telephone number with a country code keeps its plus sign: digits alone calculate nothing.
    """
    clean = _UNFIT.sub("", value).replace("\r\n", "\n")[: _MOST - 1]
    if clean.lstrip(" \u00a0\n").startswith(_CALCULATES) and not _is_number(clean):
        return "'" + clean
    return clean


def _is_number(text: str) -> bool:
    digits = text.removeprefix("+").replace(" ", "")
    return text.startswith("+") and digits.isascii() and digits.isdigit()

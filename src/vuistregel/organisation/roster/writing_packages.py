"""Zips that come out the same on every day and every machine, and the smallest workbook that Excel opens."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final, TextIO
from xml.sax.saxutils import escape

_MOMENT: Final = (1980, 1, 1, 0, 0, 0)  # the first day that a zip knows: the same bytes on every day
_HEAD: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_SHEETS: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS: Final = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES: Final = "http://schemas.openxmlformats.org/package/2006/content-types"
_XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_WORKBOOK: Final[dict[str, str]] = {
    "[Content_Types].xml": f'<Types xmlns="{_TYPES}"><Default Extension="xml" ContentType="application/xml"/>'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{_XLSX}.sheet.main+xml"/>'
    f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_XLSX}.worksheet+xml"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{_RELATIONS}"><Relationship Id="rId1" Type="{_OFFICE}/officeDocument" '
    'Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": f'<workbook xmlns="{_SHEETS}" xmlns:r="{_OFFICE}"><sheets>'
    '<sheet name="Blad1" sheetId="1" r:id="rId1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_RELATIONS}"><Relationship Id="rId1" '
    f'Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
}


@contextmanager
def zip_member(archive: zipfile.ZipFile, name: str) -> Iterator[TextIO]:
    """One text file inside a zip, written as it comes."""
    info = zipfile.ZipInfo(name, _MOMENT)
    info.compress_type = zipfile.ZIP_DEFLATED
    with archive.open(info, "w", force_zip64=True) as raw:
        text = io.TextIOWrapper(raw, encoding="utf-8", newline="")
        yield text
        text.flush()
        text.detach()


def write_xlsx(path: str | Path, rows: Iterable[Sequence[str]]) -> None:
    """A workbook of one sheet in which every cell is a text, so that leading zeros stay."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in _WORKBOOK.items():
            with zip_member(archive, name) as out:
                out.write(_HEAD + text)
        with zip_member(archive, "xl/worksheets/sheet1.xml") as out:
            out.write(f'{_HEAD}<worksheet xmlns="{_SHEETS}"><sheetData>')
            for row in rows:
                cells = (f'<c t="inlineStr"><is><t xml:space="preserve">{escape(cell)}</t></is></c>' for cell in row)
                out.write(f"<row>{''.join(cells)}</row>")
            out.write("</sheetData></worksheet>")

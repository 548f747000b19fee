"""Documents: whatever a name holds it stays a name, a machine reads the PDF, and every machine makes the same one."""

from __future__ import annotations

import shutil
import subprocess
from datetime import date
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from vuistregel.documents import Chains, Link, Paper, Table, Text, pdf, spreadsheet
from vuistregel.documents.paper import shown
from vuistregel.documents.spreadsheet import safe

DAY = date(2026, 11, 24)
HOSTILE = (
    '#panic("x") Bloem',
    "$ x^2 $ _Bloem_ *Bloem*",
    "@bloem <bloem> [Bloem]",
    "Anna \"de\" 'Bloem' \\ ` // /*",
    "Anna\nBloem\r\n\tBoom\u2028Tak",
    "محمد الزهرة",
    "שרה פרח",
    "王小明 😀",
    "\u202eannA \x00\x1b[31m\uffff",
    "{{ name }} ${7*7} {% now %}",
    "=HYPERLINK(1)",
)


def a_paper(*parts: Table | Text | Chains, language: str = "nl", title: str = "Telefoonlijst", **fields: str) -> Paper:
    return Paper(language, title, fields.get("foot", "De Wilgentak"), DAY, parts, fields.get("lead", ""))


def read(made: bytes, tmp_path: Path) -> str:
    """The text of a PDF as an independent reader finds it."""
    reader = shutil.which("pdftotext")
    if reader is None:
        pytest.skip("pdftotext is not on this machine")
    place = tmp_path / "a.pdf"
    place.write_bytes(made)
    out = subprocess.run([reader, "-raw", str(place), "-"], capture_output=True, check=True)
    return " ".join(out.stdout.decode().split())


@pytest.mark.parametrize("name", HOSTILE)
def test_a_name_is_never_read_as_markup_and_never_stops_a_document(name: str, tmp_path: Path) -> None:
    table = Table(("Kind", name), ((name, "06"),), heading=name)
    made = pdf(
        a_paper(table, Text((name,)), Chains(name, name, ((Link(name, name),),), (name,)), title=name, foot=name)
    )

    assert made.startswith(b"%PDF-")
    if name.isascii() and name.isprintable():
        assert " ".join(name.split()).replace("'", "").replace('"', "") in read(made, tmp_path).replace(
            "’", ""
        ).replace("‘", "").replace("“", "").replace("”", "").replace("„", "").replace("'", "").replace('"', "")


def test_ten_thousand_signs_without_a_space_stay_on_the_paper(tmp_path: Path) -> None:
    text = read(pdf(a_paper(Table(("Kind", "Telefoon"), (("x" * 10_000, "06 1234"),)))), tmp_path)

    assert text.count("x") == 10_000
    assert "06 1234" in text


def test_a_sign_that_no_font_holds_is_told_and_the_rest_stands(tmp_path: Path) -> None:
    text = read(pdf(a_paper(Text(("Wei 王 Bloem",)))), tmp_path)

    assert "Wei □ Bloem" in text
    assert "Een teken dat wij niet kunnen afdrukken" in text


@pytest.mark.parametrize(("language", "page"), [("nl", "Bladzijde 1 van 1"), ("en", "Page 1 of 1")])
def test_the_pdf_says_its_language_title_foot_and_page(language: str, page: str, tmp_path: Path) -> None:
    made = pdf(a_paper(language=language, title="Lijst 5B", foot="De Wilgentak, Sem Boom, kopie 3"))

    assert f"/Lang({language})".encode() in made.replace(b" ", b"")
    assert b"pdfuaid" in made
    assert b"pdfaid" in made
    assert b"/StructTreeRoot" in made
    text = read(made, tmp_path)
    assert page in text
    assert "Lijst 5B" in text
    assert "De Wilgentak, Sem Boom, kopie 3" in text


def test_the_same_document_is_the_same_bytes_and_needs_no_font_of_the_machine() -> None:
    paper = a_paper(Table(("Kind",), (("Şahin Łukasz",),)))
    made = pdf(paper)

    assert made == pdf(paper)
    assert b"Vuistregel-Regular" in made or b"AtkinsonHyperlegible" in made


def test_a_table_whose_rows_do_not_fit_is_refused() -> None:
    with pytest.raises(ValueError, match="as many cells"):
        Table(("Kind", "Telefoon"), (("Anna",),))


@pytest.mark.parametrize("start", ["=1+1", "+1+cmd", "-2", "@SUM(A1)", "\t=1", " =1+1", "\r=1"])
def test_a_cell_never_calculates(start: str) -> None:
    book = openpyxl.load_workbook(BytesIO(spreadsheet(a_paper(Table(("Kind",), ((start,),)), title=start, lead=start))))
    assert book.active is not None

    values = [cell for row in book.active.iter_rows() for cell in row if cell.value is not None]
    assert values
    for cell in values:
        assert cell.data_type == "s"
        assert not str(cell.value).lstrip(" ").startswith(("=", "+", "-", "@", "\t", "\r"))


def test_a_telephone_number_with_a_country_code_stays_a_number() -> None:
    assert safe("+31 6 1234 5678") == "+31 6 1234 5678"
    assert safe("+31+1") == "'+31+1"


def test_a_spreadsheet_holds_every_row_as_text_and_survives_every_name() -> None:
    rows = tuple((name, "0612345678") for name in (*HOSTILE, "x" * 40_000))
    book = openpyxl.load_workbook(BytesIO(spreadsheet(a_paper(Table(("Kind", "Telefoon"), rows)))))
    assert book.active is not None

    found = [row for row in book.active.iter_rows(values_only=True) if row[1] == "0612345678"]
    assert len(found) == len(rows)


def test_text_that_steers_is_taken_out_and_lines_become_spaces() -> None:
    assert shown("\u202eAnna\n\u2066Bloem\x00") == "Anna Bloem"
    assert shown("een\ntwee", lines=True) == "een\ntwee"

"""CSV and XLSX: delimiters, encodings, mappings, and the contacts file that needs none."""

from __future__ import annotations

from datetime import date, datetime

import openpyxl
import pytest

from vuistregel.organisation.roster.reading import (
    Format,
    Mapping,
    Problem,
    RosterGroup,
    read_headers,
    recognise,
    suggest_mapping,
)
from vuistregel.organisation.roster.reading.mapping import CONTACT_HEADERS, fields_of
from vuistregel.organisation.roster.reading.tests.rows import (
    BSN,
    a_guardian,
    a_member,
    a_pupil,
    codes,
    walked,
)
from vuistregel.organisation.roster.writing import (
    write_contacts_csv,
    write_contacts_xlsx,
    write_roster_csv,
    write_roster_xlsx,
)

HEAD = "Leerlingnummer;Roepnaam;Tussenvoegsel;Achternaam;Geboortedatum;Klas"


@pytest.fixture
def table(tmp_path):
    path = tmp_path / "table"

    def write(text: str, encoding: str = "utf-8"):
        path.write_bytes(text.encode(encoding))
        return path

    return write


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_every_delimiter_and_encoding_of_spreadsheets_is_read(table, delimiter, encoding):
    text = f"{HEAD}\n0047;Zoë;van den;Berg;9-3-2017;4A\n".replace(";", delimiter)

    rows, reading = walked(table(text, encoding))

    assert reading.problems == []
    assert rows[0] == RosterGroup(key="4A", name="4A")
    pupil = rows[1]
    assert (pupil.key, pupil.call_name, pupil.prefix, pupil.family_name) == ("0047", "Zoë", "van den", "Berg")
    assert (pupil.birth_date, pupil.group_keys) == (date(2017, 3, 9), ("4A",))


@pytest.mark.parametrize("written", ["2017-03-09", "09-03-2017", "9-3-2017", "9/3/2017", "9.3.2017", "20170309"])
def test_dates_are_read_as_dutch_schools_write_them(table, written):
    rows, _ = walked(table(f"{HEAD}\n1;Yara;;Tas;{written};4A"))

    assert rows[1].birth_date == date(2017, 3, 9)


def test_a_row_says_its_line_also_behind_a_cell_of_several_lines(table):
    _, reading = walked(table(f'{HEAD}\n1;"Ya\nra";;Tas;9-3-2017;4A\n\n2;Bram;;Bos;31-2-2017;4A\n'))

    assert [p.sentence.nl for p in reading.problems] == [
        "Regel 5: 31 februari bestaat niet. Kijk de dag en de maand na."
    ]


def test_an_excel_file_speaks_of_rows(tmp_path):
    path = tmp_path / "roster"
    write_roster_xlsx(path, [a_pupil(), a_pupil()])

    _, reading = walked(path)

    assert recognise(path) is Format.XLSX
    assert reading.problems[0].sentence.nl.startswith("Rij 3: twee leerlingen hebben nummer 4711.")
    assert reading.problems[0].sentence.en.startswith("Row 3: two pupils have number 4711.")


def test_cells_of_excel_are_read_as_they_are_seen_and_formulas_are_not_worked_out(tmp_path):
    path = tmp_path / "roster.xlsx"
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append(["Leerlingen van De Wilgentak"])
    sheet.append([])
    sheet.append(["Leerlingnummer", "Roepnaam", "Achternaam", "Geboortedatum", "Jaargroep"])
    sheet.append([47, "Yara", '=HYPERLINK("http://example.org","Tas")', datetime(2017, 3, 9), 4.0])  # noqa: DTZ001 - a cell has no zone
    sheet["A4"].number_format = "0000"
    book.save(path)

    rows, reading = walked(path)

    assert reading.problems == []
    assert (rows[0].key, rows[0].family_name, rows[0].birth_date, rows[0].year_group) == (
        "0047",
        "",
        date(2017, 3, 9),
        "4",
    )


def test_a_damaged_excel_file_says_so(tmp_path):
    import zipfile

    path = tmp_path / "roster.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("[Content_Types].xml", "<x")
        archive.writestr("xl/workbook.xml", "<y")

    assert codes(walked(path)[1]) == ["xlsx.unreadable"]


@pytest.mark.handbook("R2.27")
def test_columns_without_a_purpose_are_counted_and_unknown_ones_warned_of(table):
    text = f"{HEAD};Geslacht;Nationaliteit;BSN;Zwemdiploma\n1;Yara;;Tas;9-3-2017;4A;v;Marokkaanse;{BSN};A\n"

    rows, reading = walked(table(text))

    assert {left.field: left.count for left in reading.not_taken_over} == {"bsn": 1, "geslacht": 1, "nationaliteit": 1}
    assert rows[1].legal_number is None
    assert ["Zwemdiploma" in w.words.nl for w in reading.warnings if w.code == "field.unknown"] == [True]
    assert walked(table(text), numbers=True)[0][1].legal_number == BSN


def test_a_table_that_cannot_be_understood_says_what_is_missing(table):
    _, reading = walked(table("Naampje;Ding\na;b\n"))

    assert codes(reading) == ["mapping.needed"]
    assert "leerlingnummer; achternaam of roepnaam" in reading.problems[0].words.nl
    assert "pupil number; family or call name" in reading.problems[0].words.en


def test_a_mapping_by_hand_is_followed_remembered_and_checked(table):
    path = table("Nr;Wie;Dag\n7;Yara;9-3-2017\n")
    mapping = Mapping("pupils", (("Nr", "key"), ("Wie", "call_name"), ("Dag", "birth_date")))

    rows, reading = walked(path, mapping=Mapping.from_data(mapping.as_data()))

    assert (rows[0].key, rows[0].call_name, rows[0].birth_date) == ("7", "Yara", date(2017, 3, 9))
    assert reading.problems == []
    gone = Mapping("pupils", (("Nummer", "key"), ("Wie", "call_name")))
    assert codes(walked(path, mapping=gone)[1]) == ["mapping.column_gone"]


@pytest.mark.parametrize("columns", [(("A", "shoe_size"),), (("A", "key"), ("B", "key"))])
def test_a_mapping_that_makes_no_sense_is_refused(columns):
    with pytest.raises(ValueError):
        Mapping("pupils", columns)


def test_headers_for_the_mapping_page(table):
    assert read_headers(table(f"\ufeff{HEAD}\n")) == tuple(HEAD.split(";"))
    assert isinstance(read_headers(table("rubbish")), Problem)


def test_columns_with_one_name_are_refused(table):
    assert codes(walked(table("Leerlingnummer;Roepnaam;roepnaam\n1;a;b\n"))[1]) == ["table.header_double"]


def test_a_row_with_more_cells_than_the_header_is_refused(table):
    _, reading = walked(table(f"{HEAD}\n1;Yara;;Tas;9-3-2017;4A;wat;is;dit\n"))

    assert reading.problems[0].sentence.nl == "Regel 2: deze regel heeft 9 vakken, de kop heeft er 6."


def test_a_quote_that_does_not_close_is_refused(table):
    assert codes(walked(table(f'{HEAD}\n1;"Yara;;Tas;9-3-2017;4A\n'))[1]) == ["csv.quotes"]


def test_a_line_without_end_is_refused(table):
    assert codes(walked(table(f"{HEAD}\n" + "x" * 2_000_000))[1]) == ["csv.line_too_long"]


def test_broken_bytes_in_a_table_are_refused_with_their_line(table):
    path = table(f"{HEAD}\n1;Zoë;;Tas;9-3-2017;4A\n2;Ren?e;;Bos;9-3-2017;4A\n")
    path.write_bytes(path.read_bytes().replace(b"?", b"\xe9"))

    _, reading = walked(path)

    assert (codes(reading), reading.problems[0].line) == (["encoding.bytes"], 3)


def test_the_contacts_file_needs_no_mapping(tmp_path):
    path = tmp_path / "contacts"
    guardians = [a_guardian(), a_guardian("O2", authority="no", phone=""), a_guardian("O3", authority="unknown")]
    write_contacts_csv(path, guardians)

    rows, reading = walked(path)

    assert recognise(path) is Format.CONTACTS_CSV
    assert path.read_text().splitlines()[0] == ",".join(CONTACT_HEADERS)
    assert rows == guardians
    assert (reading.problems, reading.warnings, reading.counts["guardians"]) == ([], [], 3)


def test_contacts_in_excel_and_with_dutch_headers_are_read(tmp_path):
    dutch = {field.name: field.label.nl for field in fields_of("contacts")}
    guardians = [a_guardian(authority=authority) for authority in ("yes",)]
    for path, write in ((tmp_path / "a", write_contacts_csv), (tmp_path / "b", write_contacts_xlsx)):
        write(path, guardians, headers=dutch)

        rows, reading = walked(path)

        assert rows == guardians
        assert reading.problems == []


@pytest.mark.parametrize(
    ("written", "read_as"),
    [("ja", "yes"), ("NEE", "no"), ("onbekend", "unknown"), ("", "unknown"), ("misschien", "unknown")],
)
def test_authority_is_read_as_yes_no_or_unknown_and_never_guessed(table, written, read_as):
    text = f"Leerlingnummer;Achternaam ouder;Gezag\n1;Tas;{written}\n"

    rows, reading = walked(table(text))

    assert rows[0].authority == read_as
    assert [w.code for w in reading.warnings] == (["authority.unknown"] if written == "misschien" else [])


def test_one_guardian_of_two_children_is_two_rows_and_twice_the_same_is_an_error(table):
    head = "pupil_key,guardian_key,given_name,family_name,authority\n"

    rows, reading = walked(table(head + "1,O1,Mariam,Tas,yes\n2,O1,Mariam,Tas,no\n1,O1,Mariam,Tas,yes\n"))

    assert [(row.pupil_keys, row.authority) for row in rows] == [(("1",), "yes"), (("2",), "no")]
    assert codes(reading) == ["key.pair_double"]


def test_one_key_with_two_names_is_an_error(table):
    head = "pupil_key,guardian_key,given_name,family_name\n"

    assert codes(walked(table(head + "1,O1,Mariam,Tas\n2,O1,Joris,Bos\n"))[1]) == ["key.two_people"]


def test_contacts_may_name_the_pupil_instead_of_the_key(table):
    text = "Naam leerling;Geboortedatum;Naam ouder;BSN\nYara Tas;9-3-2017;Mariam Tas;111222333\n;;Joris Bos;\n"

    rows, reading = walked(table(text))

    assert (rows[0].pupil_name, rows[0].pupil_birth_date, rows[0].pupil_keys) == ("Yara Tas", date(2017, 3, 9), ())
    assert codes(reading) == ["contacts.no_pupil"]
    assert [left.field for left in reading.not_taken_over] == ["bsn_ouder"]


def test_pupils_and_staff_in_one_table(tmp_path):
    path = tmp_path / "roster"
    write_roster_csv(path, [a_pupil()], [a_member(roles=(), role_text="leerkracht")])

    rows, reading = walked(path)

    assert rows[1:] == [a_pupil(), a_member(roles=(), role_text="leerkracht")]
    assert reading.problems == []


def test_a_table_of_another_school_is_refused_once(table):
    _, reading = walked(table("BRIN;Nummer;Roepnaam\n11AA;1;Yara\n11AA;2;Bram\n"), expected_brin="99ZZ")

    assert codes(reading) == ["school.other"]


@pytest.mark.parametrize(
    ("headers", "subject"),
    [
        (["Leerlingnummer", "Achternaam"], "pupils"),
        (["Leerlingnummer", "Achternaam verzorger"], "contacts"),
        (["Stamnr", "Naam", "Gezag"], "contacts"),
        (list(CONTACT_HEADERS), "contacts"),
    ],
)
def test_what_a_table_is_about_follows_from_its_headers(headers, subject):
    mapping = suggest_mapping(headers)

    assert mapping.subject == subject
    assert mapping.missing == ()


def test_every_label_of_a_field_suggests_that_field():
    for subject in ("pupils", "contacts"):
        for language in ("nl", "en"):
            headers = [field.label.in_(language) for field in fields_of(subject)]
            assert [name for _, name in suggest_mapping(headers, subject).columns] == [
                field.name for field in fields_of(subject)
            ]

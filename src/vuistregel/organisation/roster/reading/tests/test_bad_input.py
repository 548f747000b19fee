"""Each kind of bad input is refused in words of both languages, with its place, and never with an exception."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from pathlib import Path

import pytest

from vuistregel.organisation.roster.reading import Limits, Problem, Reading, read, recognise
from vuistregel.organisation.roster.reading.tests.rows import BSN, SCHOOL, a_group, a_pupil, codes, edexml
from vuistregel.organisation.roster.writing import write_edexml

PUPIL = '<leerling key="1"><roepnaam>Yara</roepnaam>{}</leerling>'


def read_bytes(tmp_path: Path, data: bytes, **asked) -> Reading:
    path = tmp_path / "roster"
    path.write_bytes(data)
    reading = read(path, **asked)
    for _ in reading.rows():
        pass
    return reading


def only(reading: Reading) -> Problem:
    assert len(reading.problems) == 1, [p.sentence.nl for p in reading.problems]
    return reading.problems[0]


def test_what_is_not_well_formed_is_refused_with_its_line(tmp_path):
    found = only(read_bytes(tmp_path, edexml("<leerlingen>\n<leerling key='1'></leerlingen>")))

    assert (found.code, found.line) == ("xml.malformed", 4)
    assert found.sentence.nl.startswith("Regel 4: hier klopt de XML niet")
    assert found.sentence.en.startswith("Line 4: the XML is not right here")


def test_a_file_that_breaks_off_is_refused_but_its_earlier_errors_are_told_too(tmp_path):
    body = "<leerlingen>\n" + PUPIL.format("<geboortedatum>2017-02-31</geboortedatum>") + "\n<leerling key='2'>"
    data = edexml(body).removesuffix(b"\n</EDEX>")

    assert codes(read_bytes(tmp_path, data)) == ["date.day", "xml.malformed"]


@pytest.mark.parametrize("encoding", ["UTF-8", "ISO-8859-1", "windows-1252", "UTF-16", "UTF-32"])
def test_every_encoding_that_a_file_declares_is_read(tmp_path, encoding):
    path = tmp_path / "roster.xml"
    write_edexml(path, SCHOOL, [a_group()], [a_pupil(call_name="Zoë", family_name="Çelik")], encoding=encoding)
    reading = read(path)

    pupil = list(reading.rows())[-1]

    assert (pupil.call_name, pupil.family_name, pupil.line) == ("Zoë", "Çelik", 15)
    assert reading.problems == []


def test_bytes_that_do_not_fit_the_encoding_are_refused_with_their_line(tmp_path):
    data = edexml("<leerlingen>\n" + PUPIL.format("<achternaam>Čapek</achternaam>") + "</leerlingen>")

    found = only(read_bytes(tmp_path, data.replace("Č".encode(), b"\xe9")))

    assert (found.code, found.line) == ("encoding.bytes", 4)
    assert "passen bij de codering UTF-8" in found.sentence.nl
    assert "do not fit the encoding UTF-8" in found.sentence.en


def test_a_file_that_names_the_wrong_encoding_is_refused_once(tmp_path):
    body = "<leerlingen>" + "".join(f"<leerling key='{n}'><achternaam>Renée</achternaam></leerling>" for n in range(5))
    data = edexml(body + "</leerlingen>").replace(b'encoding="UTF-8"', b'encoding="ISO-8859-1"')

    found = only(read_bytes(tmp_path, data))

    assert found.code == "encoding.mixed_up"
    assert "verminkt" in found.words.nl
    assert "damaged" in found.words.en


def test_an_encoding_that_does_not_exist_is_refused(tmp_path):
    data = edexml("").replace(b'"UTF-8"', b'"klingon"')

    assert only(read_bytes(tmp_path, data)).code == "encoding.unknown"


@pytest.mark.parametrize(
    "doctype",
    [
        '<!DOCTYPE EDEX [<!ENTITY x SYSTEM "file:///etc/hostname">]>',
        '<!DOCTYPE EDEX SYSTEM "http://example.org/evil.dtd">',
        '<!DOCTYPE EDEX [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">]>',
        "<!-- a comment first --> <!DOCTYPE EDEX>",
    ],
)
def test_entities_and_everything_else_of_a_doctype_are_refused(tmp_path, doctype):
    data = edexml(PUPIL.format("<achternaam>&x;</achternaam>")).replace(b"<EDEX>", doctype.encode() + b"\n<EDEX>")

    found = only(read_bytes(tmp_path, data))

    assert found.code == "xml.dtd"
    assert found.line == 2
    assert "DOCTYPE" in found.words.nl
    assert "DOCTYPE" in found.words.en


def test_a_doctype_behind_a_long_comment_is_refused_too(tmp_path):
    doctype = b"<!--" + b"x" * 200_000 + b"-->" + b'<!DOCTYPE EDEX [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
    body = "<leerlingen>" + PUPIL.format("<achternaam>&x;</achternaam>") + "</leerlingen>"

    assert read_bytes(tmp_path, edexml(body).replace(b"<EDEX>", doctype + b"<EDEX>")).problems


def test_an_entity_without_a_doctype_is_not_well_formed(tmp_path):
    assert only(read_bytes(tmp_path, edexml(PUPIL.format("&boom;")))).code == "xml.malformed"


@pytest.mark.parametrize(
    ("brin", "location", "code"),
    [
        ("11AA", None, "school.other"),
        ("99ZZ", "01", "school.other_location"),
        ("99ZZ01", None, "school.other_location"),
    ],
)
def test_the_file_of_another_school_is_refused(tmp_path, brin, location, code):
    school = "<schooljaar>2026-2027</schooljaar><brincode>99ZZ</brincode><dependancecode>00</dependancecode>"
    data = edexml("<leerlingen>" + PUPIL.format("") + "</leerlingen>", school=school)

    found = only(read_bytes(tmp_path, data, expected_brin=brin, expected_location=location))

    assert found.code == code
    assert "Kies het bestand van uw" in found.words.nl
    assert "Choose the file of your" in found.words.en


def test_the_file_of_the_right_school_passes_in_small_letters_too(tmp_path):
    data = edexml("<leerlingen>" + PUPIL.format("") + "</leerlingen>")

    assert read_bytes(tmp_path, data, expected_brin="99zz", expected_location="00").problems == []


def test_two_pupils_with_one_number_are_refused_with_both_lines(tmp_path):
    two = '<leerlingen>\n<leerling key="4711"><roepnaam>Yara</roepnaam></leerling>\n\n'
    two += '<leerling key="4711"><roepnaam>Bram</roepnaam></leerling></leerlingen>'

    found = only(read_bytes(tmp_path, edexml(two)))

    assert found.sentence.nl == "Regel 6: twee leerlingen hebben nummer 4711. De eerste staat op regel 4."
    assert found.sentence.en == "Line 6: two pupils have number 4711. The first is on line 4."


def test_a_pupil_and_a_member_of_staff_may_share_a_key(tmp_path):
    body = '<leerlingen><leerling key="1"><roepnaam>Yara</roepnaam></leerling></leerlingen>'
    body += '<leerkrachten><leerkracht key="1"><roepnaam>Joris</roepnaam></leerkracht></leerkrachten>'

    assert read_bytes(tmp_path, edexml(body)).problems == []


@pytest.mark.parametrize(
    ("written", "nl", "en"),
    [
        ("2017-02-31", "31 februari bestaat niet. Kijk de dag en de maand na.", "31 February does not exist."),
        (
            "2017-02-29",
            "29 februari bestaat niet in 2017. Kijk de dag en het jaar na.",
            "29 February does not exist in",
        ),
        ("2017-13-01", "maand 13 bestaat niet. Kijk de dag en de maand na.", "month 13 does not exist."),
        ("0017-01-01", "het jaar 17 kan niet kloppen. Kijk het jaartal na.", "the year 17 cannot be right."),
        ("gisteren", "gisteren is geen datum. Schrijf bijvoorbeeld", "gisteren is not a date."),
    ],
)
def test_an_impossible_date_is_refused_on_its_own_line(tmp_path, written, nl, en):
    born = f"\n<geslacht>1</geslacht>\n<geboortedatum>{written}</geboortedatum>"

    found = only(read_bytes(tmp_path, edexml("<leerlingen>\n" + PUPIL.format(born) + "</leerlingen>")))

    assert found.sentence.nl.startswith(f"Regel 6: {nl}")
    assert found.sentence.en.startswith(f"Line 6: {en}")


def test_a_birth_after_today_and_a_departure_before_arrival_are_refused(tmp_path):
    dates = "<geboortedatum>2026-12-24</geboortedatum>"
    dates += "<instroomdatum>2026-08-01</instroomdatum><uitstroomdatum>2025-07-31</uitstroomdatum>"

    reading = read_bytes(
        tmp_path, edexml("<leerlingen>" + PUPIL.format(dates) + "</leerlingen>"), today=date(2026, 11, 23)
    )

    assert codes(reading) == ["date.future", "date.order"]


@pytest.mark.parametrize(
    ("tag", "number", "code"),
    [
        ("bsn", "111222334", "number.bsn"),
        ("bsn", "11122233", "number.bsn"),
        ("onderwijsnummer", "101222332", "number.onderwijsnummer"),
    ],
)
def test_a_bad_number_is_an_error_only_when_numbers_are_asked_for(tmp_path, tag, number, code):
    data = edexml("<leerlingen>\n" + PUPIL.format(f"<{tag}>{number}</{tag}>") + "</leerlingen>")

    asked = read_bytes(tmp_path, data, numbers=True)
    not_asked = read_bytes(tmp_path, data)

    assert (only(asked).code, only(asked).line) == (code, 4)
    assert not_asked.problems == []
    assert code in [warning.code for warning in not_asked.warnings]
    told = [p.sentence for p in (*asked.problems, *not_asked.warnings)]
    assert all(number not in words.nl + words.en for words in told)


def test_one_number_with_two_pupils_is_refused(tmp_path):
    body = "".join(f"<leerling key='{n}'><roepnaam>Yara</roepnaam><bsn>{BSN}</bsn></leerling>" for n in range(2))

    assert codes(read_bytes(tmp_path, edexml(f"<leerlingen>{body}</leerlingen>"), numbers=True)) == ["number.double"]


def test_an_unknown_group_is_refused_once_with_how_often_and_the_first_line(tmp_path):
    body = "<groepen><groep key='1'><naam>1A</naam></groep></groepen><leerlingen>\n"
    body += "\n".join(
        f"<leerling key='{n}'><roepnaam>Yara</roepnaam><groep key='{'1' if n else '9Z'}'/></leerling>" for n in range(3)
    )
    body += "<leerling key='x'><roepnaam>Yara</roepnaam><groep key='9Z'/></leerling></leerlingen>"

    found = only(read_bytes(tmp_path, edexml(body)))

    assert found.sentence.nl == "Regel 4: groep 9Z staat niet in dit bestand. Er wordt 2 keer naar verwezen."
    assert found.sentence.en == "Line 4: group 9Z is not in this file. It is referred to 2 times."


def test_all_errors_come_at_once_and_the_rest_is_counted(tmp_path):
    wrong = "<leerling key='{}'><roepnaam>Y</roepnaam><geboortedatum>2017-02-31</geboortedatum></leerling>"
    body = "".join(wrong.format(n) for n in range(700))

    reading = read_bytes(tmp_path, edexml(f"<leerlingen>{body}</leerlingen>"))

    assert codes(reading).count("date.day") == 500
    assert reading.problems[-1].words.nl == "En nog 200, die wij hier niet laten zien."
    assert reading.problems[-1].words.en == "And 200 more, which we do not show here."


def test_a_file_full_of_errors_is_not_read_to_its_end(tmp_path):
    wrong = "<leerling key=''><roepnaam>Y</roepnaam></leerling>"
    seen: list[int] = []

    reading = read_bytes(
        tmp_path,
        edexml(f"<leerlingen>{wrong * 20_000}</leerlingen>"),
        limits=Limits(stop=100),
        progress=lambda done, total: seen.append(100 * done // total),
    )

    assert "many.stopped" in codes(reading)
    assert max(seen) < 50


@pytest.mark.parametrize(
    ("start", "code"),
    [
        (b"", "file.unknown"),
        (b"A" * 70_000, "file.unknown"),
        (b"%PDF-1.7\n", "file.unknown"),
        (b"\x89PNG\r\n\x1a\n\0\0", "file.unknown"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "file.old_excel"),
        (b"<!DOCTYPE html><html><body>", "file.web_page"),
        (b"PK\x03\x04rubbish", "zip.broken"),
    ],
)
def test_two_hundred_megabytes_of_rubbish_are_refused_at_their_beginning(tmp_path, start, code):
    path = tmp_path / "rubbish"
    with path.open("wb") as out:
        out.write(start)
        out.truncate(200 * 1024 * 1024)

    found = recognise(path)

    assert isinstance(found, Problem)
    assert found.code == code


def test_rubbish_behind_a_good_beginning_is_refused_before_it_is_read(tmp_path):
    path = tmp_path / "rubbish.xml"
    with path.open("wb") as out:
        out.write(edexml("").removesuffix(b"\n</EDEX>"))
        for _ in range(400):
            out.write(b"<onzin>" + b"x" * 50_000 + b"</onzin>")
    seen: list[int] = []

    reading = read(path, progress=lambda done, total: seen.append(100 * done // total))
    assert list(reading.rows()) == []

    assert codes(reading) == ["xml.rubbish"]
    assert all(share < 40 for share in seen)


def test_a_file_above_the_limit_is_refused_unread(tmp_path):
    path = tmp_path / "big.csv"
    path.write_bytes(b"leerlingnummer;achternaam\n")
    with path.open("r+b") as out:
        out.truncate(300 * 1024 * 1024)

    found = recognise(path)

    assert isinstance(found, Problem)
    assert found.words.nl == "Dit bestand is te groot: 301 MB. Wij lezen bestanden tot 250 MB."
    assert found.words.en == "This file is too big: 301 MB. We read files up to 250 MB."


def test_more_rows_than_a_board_can_have_are_refused(tmp_path):
    body = "".join(f"<leerling key='{n}'><roepnaam>Y</roepnaam></leerling>" for n in range(20))

    assert codes(read_bytes(tmp_path, edexml(body), limits=Limits(rows=10))) == ["rows.too_many"]


def test_deep_nesting_is_refused(tmp_path):
    data = edexml("<leerlingen>" + "<x>" * 1000 + "</x>" * 1000 + "</leerlingen>")

    assert codes(read_bytes(tmp_path, data)) == ["xml.resources"]


@pytest.mark.parametrize("content", [b"", b"   \n", b"\xef\xbb\xbf"])
def test_an_empty_file_says_so(tmp_path, content):
    assert only(read_bytes(tmp_path, content)).code == "file.empty"


def test_a_file_that_is_not_there_says_so(tmp_path):
    assert only(read(tmp_path / "none")).code == "file.missing"


@pytest.mark.parametrize(
    ("root", "code", "part"),
    [
        (b"<pain/>", "xml.root", "pain"),
        (b'<EDEX xmlns="http://example.org/uwlr"/>', "xml.namespace", "http://example.org/uwlr"),
    ],
)
def test_other_xml_says_what_it_is(tmp_path, root, code, part):
    found = only(read_bytes(tmp_path, root))

    assert found.code == code
    assert part in found.words.nl
    assert part in found.words.en


def _zip(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


@pytest.mark.parametrize(
    ("members", "code"),
    [
        ({"users.csv": b"0" * 30_000_000}, "zip.bomb"),
        ({"[Content_Types].xml": b"<x/>", "xl/a.xml": b" " * 30_000_000}, "zip.bomb"),
        ({"../users.csv": b"a,b"}, "zip.path"),
        ({"users.csv": b"a,b", "inner.zip": b"PK"}, "zip.nested"),
        ({"foto.jpg": b"x"}, "zip.other"),
    ],
)
def test_a_zip_that_is_a_bomb_or_a_trick_is_not_unpacked(tmp_path, members, code):
    found = only(read_bytes(tmp_path, _zip(members)))

    assert found.code == code
    assert found.words.nl != found.words.en


def test_a_zip_with_a_password_says_so(tmp_path):
    data = bytearray(_zip({"users.csv": b"a,b"}))
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1

    assert only(read_bytes(tmp_path, bytes(data))).code == "zip.encrypted"


def test_a_zip_with_something_that_has_no_name_is_called_broken(tmp_path):
    data = bytearray(_zip({"x": b"a,b"}))
    at = data.index(b"PK\x01\x02")
    data[at + 28], data[at + 32] = 0, 1  # the one sign of the name is called a remark

    assert only(read_bytes(tmp_path, bytes(data))).code == "zip.broken"


def test_a_damaged_zip_says_so(tmp_path):
    data = _zip({"users.csv": b"sourcedId,givenName,familyName\n" * 50})

    assert only(read_bytes(tmp_path, data[:-30])).code == "zip.broken"

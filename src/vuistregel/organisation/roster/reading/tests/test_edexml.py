"""EDEXML as packages really export it: three versions and their irregularities."""

from __future__ import annotations

from datetime import date

import pytest

from vuistregel.organisation.roster.reading import Format, RosterGroup, RosterPupil, RosterStaff, read, recognise
from vuistregel.organisation.roster.reading.tests.rows import (
    BSN,
    EDUCATION_NUMBER,
    SCHOOL,
    a_group,
    a_member,
    a_pupil,
    codes,
    edexml,
    walked,
)
from vuistregel.organisation.roster.writing import write_edexml


@pytest.fixture
def roster(tmp_path):
    path = tmp_path / "no extension at all"

    def write(body: str, **more: str):
        path.write_bytes(edexml(body, **more))
        return path

    return write


@pytest.mark.parametrize("version", ["1.03", "2.0", "2.1"])
def test_each_version_is_recognised_and_read(tmp_path, version):
    path = tmp_path / "roster.txt"
    write_edexml(path, SCHOOL, [a_group()], [a_pupil()], [a_member()], version=version)

    rows, reading = walked(path, expected_brin="99ZZ", expected_location="00")

    assert recognise(path) is Format.EDEXML
    assert rows == [a_group(), a_pupil(), a_member()]
    assert (reading.school.version, reading.school.school_year) == (version, "2026-2027")
    assert reading.problems == []
    assert reading.counts == {"groups": 1, "pupils": 1, "staff": 1, "guardians": 0}


@pytest.mark.parametrize(
    ("written", "version", "warned"),
    [("1.0.3", "1.03", False), ("2.2", "2.2", True), ("3.0", "3.0", True), ("", "1.03", False)],
)
def test_other_spellings_and_later_versions_are_read(roster, written, version, warned):
    tag = f"<xsdversie>{written}</xsdversie>" if written else ""
    school = f"<schooljaar>2031-2032</schooljaar><brincode>99ZZ</brincode>{tag}"
    path = roster("<leerlingen><leerling key='1'><roepnaam>Y</roepnaam></leerling></leerlingen>", school=school)

    _, reading = walked(path)

    assert reading.school.version == version
    assert reading.problems == []
    assert ("version.later" in [w.code for w in reading.warnings]) is warned
    assert "school.year" not in [w.code for w in reading.warnings]


def test_the_version_is_guessed_from_what_only_later_versions_have(roster):
    body = "<vestigingen><vestiging key='A'/></vestigingen><groepen/>"

    assert read(roster(body)).school.version == "2.0"
    assert read(roster("<leerlingen><leerling key='1' eckid='https://id'/></leerlingen>")).school.version == "2.1"


def test_keys_keep_their_leading_zeros_and_may_come_in_any_order(roster):
    body = "".join(f"<leerling key='{key}'><roepnaam>Y</roepnaam></leerling>" for key in ("007", "12", "0001", "7"))

    rows, reading = walked(roster(f"<leerlingen>{body}</leerlingen>"))

    assert [row.key for row in rows] == ["007", "12", "0001", "7"]
    assert reading.problems == []


def test_groups_may_stand_after_the_pupils(roster):
    body = "<leerlingen><leerling key='1'><roepnaam>Y</roepnaam><groep key='G'/></leerling></leerlingen>"
    body += "<groepen><groep key='G'><naam>1A</naam><jaargroep>1</jaargroep></groep></groepen>"

    rows, reading = walked(roster(body))

    assert reading.problems == []
    assert {type(row) for row in rows} == {RosterPupil, RosterGroup}


def test_a_group_and_a_composite_group_may_share_a_key(roster):
    body = "<groepen><samengestelde_groep key='1'><naam>Koor</naam></samengestelde_groep>"
    body += "<groep key='1'><naam>1A</naam><jaargroep>1</jaargroep></groep></groepen><leerlingen>"
    body += "<leerling key='1'><roepnaam>Y</roepnaam><groep key='1'/><samengestelde_groepen>"
    body += "<samengestelde_groep key='1'/></samengestelde_groepen></leerling></leerlingen>"

    rows, reading = walked(roster(body))

    assert [row.key for row in rows] == ["1 (samengesteld)", "1", "1"]
    assert rows[-1].group_keys == ("1", "1 (samengesteld)")
    assert reading.problems == []


def test_a_call_name_only_no_group_and_a_past_departure_are_no_errors(roster):
    body = "<leerlingen><leerling key='1'><roepnaam>Wim</roepnaam></leerling>"
    body += "<leerling key='2'><roepnaam>Lia</roepnaam><uitstroomdatum>2020-07-18</uitstroomdatum></leerling>"

    rows, reading = walked(roster(body + "</leerlingen>"))

    assert [row.call_name for row in rows] == ["Wim", "Lia"]
    assert rows[1].departed == date(2020, 7, 18)
    assert reading.problems == []
    assert {w.code for w in reading.warnings} == {"pupil.no_group", "pupil.no_birth_date", "pupil.departed"}


def test_a_pupil_without_any_name_or_key_is_an_error(roster):
    body = "<leerlingen><leerling key='1'/><leerling><roepnaam>Y</roepnaam></leerling></leerlingen>"

    assert codes(walked(roster(body))[1]) == ["name.missing", "key.missing"]


def test_extensions_of_packages_are_legal_and_counted(roster):
    extra = "<toevoegingen><blok xsi:type='Eigen' xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance'><code>X</code>"
    extra += "</blok></toevoegingen>"
    body = f"<leerlingen><leerling key='1'><roepnaam>Y</roepnaam>{extra}<zwemdiploma>A</zwemdiploma></leerling>"

    _, reading = walked(roster(body + "</leerlingen>"))

    assert reading.problems == []
    assert [(left.field, left.count) for left in reading.not_taken_over] == [("toevoegingen", 1)]
    assert "zwemdiploma" in " ".join(w.words.nl for w in reading.warnings)


@pytest.mark.handbook("R2.27")
def test_fields_without_a_purpose_are_counted_with_the_reason_and_never_come_out(tmp_path):
    origin = {"geslacht": "2", "etniciteit": "0005", "land": "MA", "land_vader": "MA", "land_moeder": "NL"}
    other = {"gewicht": "0,3", "start_ondw_jgr3": "2013-08-16", "fotourl": "https://f", "sofinummer": "1", "bsn": BSN}
    path = tmp_path / "roster.xml"
    write_edexml(path, SCHOOL, [a_group()], [a_pupil(), a_pupil("2")], extras={"4711": origin | other, "2": origin})

    rows, reading = walked(path)

    left = {entry.field: entry for entry in reading.not_taken_over}
    assert {field: entry.count for field, entry in left.items()} == (dict.fromkeys(origin, 2) | dict.fromkeys(other, 1))
    assert "bijzonder gegeven" in left["etniciteit"].reason.nl
    assert "special data" in left["etniciteit"].reason.en
    assert {entry.norm for entry in left.values()} == {"minimisation.fields"}
    assert rows == [a_group(), a_pupil(), a_pupil("2")]


@pytest.mark.handbook("R2.27")
@pytest.mark.parametrize("number", [BSN, EDUCATION_NUMBER])
def test_a_legal_number_comes_in_only_when_it_is_asked_for(tmp_path, number):
    path = tmp_path / "roster.xml"
    write_edexml(path, SCHOOL, [a_group()], [a_pupil(legal_number=number)])

    asked, _ = walked(path, numbers=True)
    not_asked, reading = walked(path)

    assert asked[1].legal_number == number
    assert not_asked[1].legal_number is None
    assert [entry.count for entry in reading.not_taken_over] == [1]


def test_the_last_four_digits_never_come_in(roster):
    body = (
        "<leerlingen><leerling key='1'><roepnaam>Y</roepnaam><bsn_ondwnr-4>2731</bsn_ondwnr-4></leerling></leerlingen>"
    )

    rows, reading = walked(roster(body), numbers=True)

    assert rows[0].legal_number is None
    assert [entry.field for entry in reading.not_taken_over] == ["bsn_ondwnr-4"]


def test_staff_keep_roles_free_text_and_groups_of_both_kinds(roster):
    body = "<groepen><groep key='A'><naam>A</naam></groep><samengestelde_groep key='S'><naam>S</naam>"
    body += "</samengestelde_groep></groepen><leerkrachten><leerkracht key='1'><roepnaam>Lia</roepnaam><rol>IB</rol>"
    body += "<rol>XX</rol><groepen><groep key='A'><rol>STA</rol><rolomschrijving>duo</rolomschrijving></groep>"
    body += "<samengestelde_groep key='S'/></groepen></leerkracht></leerkrachten>"

    rows, reading = walked(roster(body))

    assert rows[-1] == RosterStaff(
        key="1", call_name="Lia", roles=("IB", "STA"), role_text="duo", group_keys=("A", "S")
    )
    assert [w.code for w in reading.warnings] == ["role.unknown"]


def test_hidden_letters_and_odd_spaces_are_tidied(roster):
    name = "&#x200B;Jose&#x301; &#xA0; \n van\u202e den Berg "

    rows, _ = walked(roster(f"<leerlingen><leerling key=' 1 '><roepnaam>{name}</roepnaam></leerling></leerlingen>"))

    assert (rows[0].key, rows[0].call_name) == ("1", "José van den Berg")


def test_a_field_without_end_is_an_error(roster):
    key, name = "k" * 300, "n" * 300
    body = f"<leerlingen><leerling key='{key}'><roepnaam>{name}</roepnaam></leerling></leerlingen>"

    assert codes(walked(roster(body))[1]) == ["text.too_long", "text.too_long"]


def test_lines_stay_right_far_into_a_large_file(roster):
    lines = [f"<leerling key='{n}'>\n<roepnaam>Y</roepnaam>\n</leerling>" for n in range(30_000)]
    body = "<leerlingen>\n" + "\n".join(lines) + "\n</leerlingen>"

    last = list(read(roster(body)).rows())[-1]

    assert last.line == 4 + 29_999 * 3


def test_progress_is_told_in_bytes_up_to_the_end(roster):
    body = "<leerlingen>" + "".join(f"<leerling key='{n}'><roepnaam>Y</roepnaam></leerling>" for n in range(5000))
    path = roster(body + "</leerlingen>")
    told: list[tuple[int, int]] = []

    reading = read(path, progress=lambda done, total: told.append((done, total)))
    for _ in reading.rows():
        pass

    size = path.stat().st_size
    assert told[-1] == (size, size)
    assert [done for done, _ in told] == sorted(done for done, _ in told)
    assert len(told) > 2


def test_a_second_walk_finds_the_same(roster):
    reading = read(roster("<leerlingen><leerling key='1'/></leerlingen>"))

    first = (list(reading.rows()), list(reading.problems))
    second = (list(reading.rows()), list(reading.problems))

    assert first == second
    assert len(reading.problems) == 1


def test_a_file_with_nobody_in_it_is_refused(roster):
    assert codes(walked(roster("<leerlingen/>"))[1]) == ["rows.none"]

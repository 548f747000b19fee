"""OneRoster zips, as the standard has them and as they come."""

from __future__ import annotations

import csv
import io
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from vuistregel.organisation.roster.reading import Format, RosterGuardian, RosterPupil, RosterStaff, recognise
from vuistregel.organisation.roster.reading.tests.rows import (
    SCHOOL,
    a_group,
    a_guardian,
    a_member,
    a_pupil,
    codes,
    walked,
)
from vuistregel.organisation.roster.writing import write_oneroster

PUPIL = a_pupil(initials="", call_name="")
MEMBER = a_member(call_name="", given_name="Joris", roles=("teacher",))
GUARDIAN = a_guardian(relation="parent", authority="unknown", phone="")


def made(path: Path, *, version="1.1", extras=None, pupils=(PUPIL,), **more) -> Path:
    guardians = [replace(GUARDIAN, phone="0612345678")]
    write_oneroster(path, SCHOOL, [a_group()], pupils, [MEMBER], guardians, version=version, extras=extras)
    return changed(path, **more) if more else path


def changed(path: Path, **files) -> Path:
    """The zip with some files replaced by `files`: name → text, or None to leave the file out, or a function."""
    with zipfile.ZipFile(path) as archive:
        members = {name: archive.read(name).decode() for name in archive.namelist()}
    for name, change in files.items():
        text = change(members.get(f"{name}.csv", "")) if callable(change) else change
        members.pop(f"{name}.csv", None)
        if text is not None:
            members[f"{name}.csv"] = text
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in members.items():
            archive.writestr(name, text)
    return path


@pytest.mark.parametrize("version", ["1.1", "1.2"])
def test_pupils_staff_groups_and_guardians_are_read(tmp_path, version):
    path = made(tmp_path / "oneroster", version=version)

    rows, reading = walked(path, expected_brin="99ZZ", expected_location="00")

    assert recognise(path) is Format.ONEROSTER_ZIP
    assert rows == [a_group(), PUPIL, MEMBER, GUARDIAN]
    assert reading.problems == []
    assert (reading.school.brin, reading.school.school_year, reading.school.version) == ("99ZZ", "2026-2027", version)


@pytest.mark.handbook("R2.27")
def test_origin_sex_and_phone_numbers_stay_out_and_are_counted(tmp_path):
    path = made(tmp_path / "z", extras={"4711": {"sex": "female", "asian": "true", "cityOfBirth": "Fès"}})

    rows, reading = walked(path)

    assert {left.field: left.count for left in reading.not_taken_over} == {
        "sex": 1,
        "asian": 1,
        "cityofbirth": 1,
        "phone": 1,
    }
    assert rows == [a_group(), PUPIL, MEMBER, GUARDIAN]


def test_phone_numbers_of_guardians_come_in_where_contact_lists_are_used(tmp_path):
    rows, reading = walked(made(tmp_path / "z"), phones=True)

    assert rows[-1] == replace(GUARDIAN, phone="0612345678")
    assert reading.not_taken_over == []


def test_authority_is_never_taken_from_the_file(tmp_path):
    rows, _ = walked(made(tmp_path / "z"))

    assert rows[-1].authority == "unknown"


def test_another_order_of_columns_other_names_and_a_byte_order_mark_are_read(tmp_path):
    def turned(text: str) -> str:
        rows = [row[::-1] for row in csv.reader(io.StringIO(text))]
        rows[0] = [{"agentSourcedIds": "agents", "grades": "grade"}.get(name, name) for name in rows[0]]
        out = io.StringIO()
        csv.writer(out).writerows(rows)
        return "\ufeff" + out.getvalue()

    rows, reading = walked(made(tmp_path / "z", users=turned))

    assert rows == [a_group(), PUPIL, MEMBER, GUARDIAN]
    assert reading.problems == []


def test_files_in_a_folder_of_the_zip_are_found(tmp_path):
    path = made(tmp_path / "z")
    with zipfile.ZipFile(path) as archive:
        members = {f"export/{name}": archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in members.items():
            archive.writestr(name, data)

    assert walked(path)[0] == [a_group(), PUPIL, MEMBER, GUARDIAN]


def test_unknown_columns_and_files_are_warned_of_and_skipped(tmp_path):
    def with_extra(text: str) -> str:
        lines = text.splitlines()
        return "\n".join([lines[0] + ",metadata.zwemdiploma", *(line + ",A" for line in lines[1:])])

    _, reading = walked(made(tmp_path / "z", users=with_extra, geheim="a,b"))

    assert reading.problems == []
    warned = " ".join(w.words.nl for w in reading.warnings)
    assert "metadata.zwemdiploma" in warned
    assert "geheim.csv" in warned


@pytest.mark.parametrize(
    ("files", "code", "named"),
    [
        ({"users": None}, "oneroster.missing_file", "users.csv"),
        ({"classes": None}, "oneroster.missing_file", "classes.csv"),
        ({"users": "sourcedId,givenName,role\n1,Yara,student\n"}, "oneroster.missing_column", "familyname"),
        ({"manifest": "propertyName,value\nfile.users,delta\n"}, "oneroster.delta", "delta"),
    ],
)
def test_what_cannot_be_done_without_is_named(tmp_path, files, code, named):
    _, reading = walked(made(tmp_path / "z", **files))

    assert codes(reading) == [code]
    assert named in reading.problems[0].sentence.nl
    assert named in reading.problems[0].sentence.en


def test_errors_name_the_file_and_its_line(tmp_path):
    path = made(
        tmp_path / "z",
        pupils=(PUPIL, PUPIL),
        demographics="sourcedId,birthDate\n4711,2017-02-31\n",
        enrollments="sourcedId,classSourcedId,userSourcedId\ne1,G4,4711\ne2,G9,4711\n",
    )

    told = [p.sentence.nl for p in walked(path)[1].problems]

    assert told == [
        "enrollments.csv, regel 3: groep G9 staat niet in dit bestand. Er wordt 1 keer naar verwezen.",
        "demographics.csv, regel 2: 31 februari bestaat niet. Kijk de dag en de maand na.",
        "users.csv, regel 3: twee gebruikers hebben nummer 4711. De eerste staat op regel 2.",
    ]


def test_a_teacher_who_is_a_parent_comes_as_both(tmp_path):
    def add_role(text: str) -> str:
        return text + "r9,,,LK1,secondary,parent,,,wilgentak,\r\n"

    rows, _ = walked(made(tmp_path / "z", version="1.2", roles=add_role))

    assert {type(row) for row in rows if row.key == "LK1"} == {RosterStaff, RosterGuardian}


def test_of_several_schools_only_the_expected_one_is_read(tmp_path):
    path = made(
        tmp_path / "z",
        orgs="sourcedId,name,type,identifier\nA,Hazelbos,school,11AA00\nwilgentak,Wilgentak,school,99ZZ00\n",
        users="sourcedId,orgSourcedIds,role,givenName,familyName\n1,A,student,Bram,Bos\n2,wilgentak,student,Yara,Tas\n",
        enrollments="sourcedId,classSourcedId,userSourcedId\n",
    )

    rows, reading = walked(path, expected_brin="99ZZ")

    assert [row.key for row in rows if isinstance(row, RosterPupil)] == ["2"]
    assert reading.problems == []
    assert codes(walked(path, expected_brin="55XX")[1]) == ["school.other"]


def test_users_marked_for_deletion_are_not_read(tmp_path):
    path = made(
        tmp_path / "z",
        users="sourcedId,status,role,givenName,familyName\n1,tobedeleted,student,Bram,Bos\n2,active,student,Yara,Tas\n",
        demographics="sourcedId,birthDate\n2,2017-03-09\n",
    )

    rows, _ = walked(path)

    assert [row.key for row in rows if isinstance(row, RosterPupil)] == ["2"]
    assert next(row for row in rows if isinstance(row, RosterPupil)).birth_date == date(2017, 3, 9)


def test_header_only_files_hold_nobody(tmp_path):
    path = made(tmp_path / "z")
    heads = {
        name: (lambda text: text.splitlines()[0] + "\n") for name in ("users", "classes", "enrollments", "demographics")
    }

    assert codes(walked(changed(path, **heads))[1]) == ["rows.none"]


def test_a_middle_name_that_is_a_prefix_is_one_and_another_is_not(tmp_path):
    head = "sourcedId,role,givenName,middleName,familyName\n"
    people = "1,student,Daan,van 't,Hof\n2,student,Emma,Sophie,Bos\n"

    rows, _ = walked(made(tmp_path / "z", users=head + people))

    assert [(r.given_name, r.prefix) for r in rows if isinstance(r, RosterPupil)] == [
        ("Daan", "van 't"),
        ("Emma Sophie", ""),
    ]

"""Other files than EDEXML: a OneRoster zip that brings guardians along, and a table whose columns somebody named."""

from __future__ import annotations

import json
from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from vuistregel.access.actor import OPERATOR
from vuistregel.organisation.models import Guardianship, Membership, Placement, Pupil
from vuistregel.organisation.roster.at_once import import_file
from vuistregel.organisation.roster.reading import (
    RosterGroup,
    RosterGuardian,
    RosterPupil,
    RosterSchool,
    RosterStaff,
)
from vuistregel.organisation.roster.tests.small import a_school
from vuistregel.organisation.roster.writing import write_oneroster

pytestmark = pytest.mark.django_db


def one_roster(folder: Path) -> Path:
    path = folder / "school.zip"
    write_oneroster(
        path,
        RosterSchool(school_year="2026-2027", brin="99ZZ"),
        [RosterGroup("c1", "5A", "5")],
        [
            RosterPupil(
                "p1", given_name="Lotte", family_name="Veenstra", birth_date=date(2016, 5, 4), group_keys=("c1",)
            ),
            RosterPupil(
                "p2", given_name="Bram", family_name="Veenstra", birth_date=date(2018, 5, 4), group_keys=("c1",)
            ),
        ],
        [RosterStaff("t1", given_name="Ilse", family_name="Marees", roles=("teacher",), group_keys=("c1",))],
        [RosterGuardian("a1", ("p1", "p2"), given_name="Mariam", family_name="Veenstra", email="mariam@voorbeeld.nl")],
    )
    return path


def test_oneroster_brings_pupils_staff_and_guardians_at_once_and_authority_stays_open(tmp_path: Path) -> None:
    school = a_school()
    outcome = import_file(OPERATOR, one_roster(tmp_path), school)
    assert not outcome.refused, outcome.findings.errors
    assert {what: counts["new"] for what, counts in outcome.tally.as_data().items()} == {
        "groups": 1,
        "pupils": 2,
        "staff": 1,
        "guardians": 1,
    }
    assert set(Guardianship.objects.values_list("pupil__key", "authority")) == {("p1", "unknown"), ("p2", "unknown")}
    assert Placement.objects.count() == 2 and Membership.objects.get().role == "teacher"
    again = import_file(OPERATOR, one_roster(tmp_path), school)
    assert again.tally.same and again.tally.as_data()["guardians"]["unchanged"] == 1


def test_contacts_of_a_oneroster_zip_leave_pupils_and_groups_alone(tmp_path: Path) -> None:
    school = a_school()
    import_file(OPERATOR, one_roster(tmp_path), school)
    Guardianship.objects.all().delete()
    outcome = import_file(OPERATOR, one_roster(tmp_path), school, kind="contacts")
    assert outcome.tally.as_data()["pupils"] == {"new": 0, "changed": 0, "unchanged": 0, "departed": 0}
    assert Guardianship.objects.count() == 2


def test_columns_that_somebody_named_are_read_as_they_said(tmp_path: Path) -> None:
    a_school()
    table = tmp_path / "lijst.csv"
    table.write_text("Nr;Wie;Achter;Dag;Plek\n1;Lotte;Veenstra;04-05-2016;5A\n", encoding="utf-8")
    mapping = tmp_path / "kolommen.json"
    columns = {"Nr": "key", "Wie": "call_name", "Achter": "family_name", "Dag": "birth_date", "Plek": "group"}
    mapping.write_text(json.dumps({"subject": "pupils", "columns": [list(pair) for pair in columns.items()]}))
    call_command(
        "import_roster", str(table), "--school", "99ZZ", "--mapping", str(mapping), stdout=StringIO(), stderr=StringIO()
    )
    pupil = Pupil.objects.get()
    assert (pupil.person.name, str(pupil.person.birth_date)) == ("Lotte Veenstra", "2016-05-04")
    assert pupil.placements.get().group.name == "5A"

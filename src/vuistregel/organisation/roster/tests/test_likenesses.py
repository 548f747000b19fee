"""Whether a new pupil is somebody whom the board knows: asked of names, never of everybody born that day."""

from __future__ import annotations

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from vuistregel.access.actor import OPERATOR
from vuistregel.organisation.models import Pupil
from vuistregel.organisation.roster.at_once import import_file
from vuistregel.organisation.roster.pupil_house import PupilHouse
from vuistregel.organisation.roster.stage import BATCH
from vuistregel.organisation.roster.tests.small import P, Roster, a_school
from vuistregel.organisation.roster.tests.test_commands import run

pytestmark = pytest.mark.django_db

DAY = "2016-05-04"


def test_alike_is_the_same_name_on_the_same_day_and_an_unknown_family_name_decides_nothing(tmp_path: Path) -> None:
    school = a_school()
    other = a_school(brin="98ZZ", name="Het Hazelbos", board=school.board)
    told = (P("1", "Zoë", "Bos"), P("2", "Zoë", "Vos"), P("3", "Zara", "Bos"), P("4", "Zoe", "BOS", "2016-05-05"))
    import_file(OPERATOR, Roster(told).write(tmp_path), school)
    house = PupilHouse(other)
    house.learn_birth_days([DAY])
    ids = dict(Pupil.objects.values_list("key", "pk"))
    assert house.alike(("ZOE", "bos"), DAY) == [ids["1"]]
    assert house.alike(("Zoë", ""), DAY) == [ids["1"], ids["2"]]
    assert house.alike(("Zoë", "Bos"), "2016-05-05") == []


def test_a_day_of_birth_is_read_once_and_others_born_on_it_are_not_looked_at(tmp_path: Path) -> None:
    school = a_school()
    other = a_school(brin="98ZZ", name="Het Hazelbos", board=school.board)
    many = range(2 * BATCH + 1)
    import_file(OPERATOR, Roster([P(f"a{n}", f"Anna{n}", "Bos", DAY) for n in many]).write(tmp_path), school)
    fresh = Roster([P(f"b{n}", f"Bram{n}", "Vos", DAY) for n in many], staff=(), brin="98ZZ").write(tmp_path)
    with CaptureQueriesContext(connection) as queries:
        assert not import_file(OPERATOR, fresh, other, dry_run=True).conflicts
    by_day = [q["sql"] for q in queries if '"birth_date" IN' in q["sql"]]
    details = [q["sql"] for q in queries if '"organisation_placement"' in q["sql"] and '"pupil_id" IN' in q["sql"]]
    assert (len(by_day), len(details)) == (1, 0)


def test_a_screen_shows_some_questions_and_counts_the_rest(tmp_path: Path) -> None:
    school = a_school()
    a_school(brin="98ZZ", name="Het Hazelbos", board=school.board)
    many = [P(str(n), f"Anna{n}", "Bos", DAY) for n in range(30)]
    import_file(OPERATOR, Roster(many).write(tmp_path), school)
    file = str(Roster(many, staff=(), brin="98ZZ").write(tmp_path))
    told = StringIO()
    with pytest.raises(SystemExit):
        call_command("import_roster", file, "--school", "98ZZ", stdout=StringIO(), stderr=told)
    assert told.getvalue().count("VRAAG") == 20
    assert "En nog 10 vragen van de soort known_child" in told.getvalue()
    assert len(run("import_roster", file, "--school", "98ZZ")[1]["conflicts"]) == 30

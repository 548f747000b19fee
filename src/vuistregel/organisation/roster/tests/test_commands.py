"""The commands as others call them: the shapes of `--json` and the exit codes are a contract."""

from __future__ import annotations

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from vuistregel.organisation.models import Board, Guardianship, Person, Pupil, School
from vuistregel.organisation.roster.tests.small import PUPILS, P, Roster, a_school, contacts

pytestmark = pytest.mark.django_db


def run(*args: str) -> tuple[int, Any]:
    """Exit code and what `--json` printed."""
    out = StringIO()
    try:
        call_command(args[0], *args[1:], "--json", stdout=out, stderr=StringIO())
    except SystemExit as stopped:
        return int(stopped.code or 0), json.loads(out.getvalue())
    except CommandError as wrong:
        return wrong.returncode, None
    return 0, json.loads(out.getvalue())


def test_import_roster_prints_counts_and_what_was_left_out(tmp_path: Path) -> None:
    a_school()
    code, printed = run("import_roster", str(Roster().write(tmp_path)), "--school", "99ZZ")
    assert code == 0
    assert printed["pupils"] == {"new": 4, "changed": 0, "unchanged": 0, "departed": 0}
    assert set(printed) >= {
        "pupils",
        "guardians",
        "staff",
        "groups",
        "warnings",
        "errors",
        "not_taken_over",
        "conflicts",
    }
    assert printed["not_taken_over"][0].keys() == {"field", "count", "reason"}
    code, printed = run("import_roster", str(Roster().write(tmp_path)), "--school", "99ZZ")
    assert (code, printed["pupils"]["unchanged"], printed["groups"]["unchanged"]) == (0, 4, 2)


def test_dry_run_is_clean_with_exit_0_and_changes_nothing(tmp_path: Path) -> None:
    a_school()
    code, printed = run("import_roster", str(Roster().write(tmp_path)), "--school", "99ZZ", "--dry-run")
    assert (code, printed["pupils"]["new"], Pupil.objects.count()) == (0, 4, 0)


def test_errors_are_exit_1_with_line_code_and_text_and_nothing_changes(tmp_path: Path) -> None:
    a_school()
    code, printed = run("import_roster", str(Roster((*PUPILS, PUPILS[0])).write(tmp_path)), "--school", "99ZZ")
    assert code == 1 and not Person.objects.exists()
    assert printed["errors"][0].keys() == {"line", "code", "text"}
    assert printed["errors"][0]["code"] == "key.double" and isinstance(printed["errors"][0]["line"], int)


def test_file_of_another_school_is_exit_1(tmp_path: Path) -> None:
    a_school()
    code, printed = run("import_roster", str(Roster(brin="98XX").write(tmp_path)), "--school", "99ZZ")
    assert (code, printed["errors"][0]["code"]) == (1, "school.other")


def test_open_questions_are_exit_1_and_can_be_answered(tmp_path: Path) -> None:
    a_school()
    run("import_roster", str(Roster().write(tmp_path)), "--school", "99ZZ")
    file = str(Roster((P("1", "Noor", "Adema", "2020-01-02"), *PUPILS[1:])).write(tmp_path))
    code, printed = run("import_roster", file, "--school", "99ZZ")
    assert code == 1 and Pupil.objects.count() == 4
    question = printed["conflicts"][0]
    assert [o["value"] for o in question["options"]] == ["same", "other"]
    code, _ = run("import_roster", file, "--school", "99ZZ", "--choose", f"{question['id']}=other")
    assert code == 0 and Pupil.objects.count() == 5


@pytest.mark.parametrize(
    "args",
    [("nowhere.xml", "--school", "99ZZ"), ("FILE", "--school", "11AA"), ("FILE", "--school", "99ZZ", "--choose", "x")],
)
def test_wrong_use_is_exit_2(tmp_path: Path, args: tuple[str, ...]) -> None:
    a_school()
    file = str(Roster().write(tmp_path))
    assert run("import_roster", *(file if a == "FILE" else a for a in args))[0] == 2


def test_import_contacts_and_decider_go_together(tmp_path: Path) -> None:
    a_school()
    run("import_roster", str(Roster().write(tmp_path)), "--school", "99ZZ")
    file = contacts(
        tmp_path, "3,m1,Mariam,,Toussaint,moeder,yes,mariam@voorbeeld.nl,", "3,v1,Joost,,Toussaint,vader,unknown,,"
    )
    code, printed = run("import_contacts", str(file), "--school", "99ZZ")
    assert (code, printed["guardians"]["new"]) == (0, 2)
    code, printed = run("decider", "--school", "99ZZ", "--pupil", "3", "--on", "2026-08-31", "--for", "withdrawal")
    assert code == 0
    assert printed["deciders"] == [{"kind": "guardian", "key": "m1", "name": "Mariam Toussaint", "reachable": True}]
    assert all(r.keys() == {"norm", "text", "binding"} for r in printed["reasons"])
    code, printed = run("decider", "--school", "99ZZ", "--pupil", "3", "--on", "2026-09-01", "--for", "withdrawal")
    assert [d["kind"] for d in printed["deciders"]] == ["pupil", "guardian"]
    assert run("decider", "--school", "99ZZ", "--pupil", "404")[0] == 2
    assert Guardianship.objects.get(key="v1").authority == "unknown"


def test_contacts_of_nobody_here_are_not_said_to_be_taken_in(tmp_path: Path) -> None:
    a_school()
    run("import_roster", str(Roster().write(tmp_path)), "--school", "99ZZ")
    file = str(contacts(tmp_path, "404,m1,Mariam,,Toussaint,moeder,yes,mariam@voorbeeld.nl,"))
    code, printed = run("import_contacts", file, "--school", "99ZZ")
    assert (code, bool(printed["warnings"])) == (1, True)
    code, _ = run("import_contacts", str(contacts(tmp_path, "3,m1,Mariam,,Toussaint,moeder,yes,,")), "--school", "99ZZ")
    assert code == 0
    code, _ = run("import_contacts", str(contacts(tmp_path, "3,m1,Mariam,,Toussaint,moeder,yes,,")), "--school", "99ZZ")
    assert code == 0  # nothing new is something else than nothing read


def test_add_school_makes_board_and_school_once() -> None:
    args = (
        "add_school",
        "--board",
        "Stichting Rivierenland",
        "--school",
        "De Wilgentak",
        "--brin",
        "99ZZ",
        "--sector",
        "po",
    )
    code, printed = run(*args)
    assert (code, printed["made"], printed["location"]) == (0, True, "00")
    code, printed = run(*args)
    assert (code, printed["made"], Board.objects.count(), School.objects.count()) == (0, False, 1, 1)
    assert run(*args[:-3], "99zz", "--sector", "po")[0] == 0
    assert run("add_school", "--board", "Ander bestuur", "--school", "X", "--brin", "99ZZ", "--sector", "po")[0] == 1
    assert run("add_school", "--board", "B", "--school", "X", "--brin", "9Z", "--sector", "po")[0] == 2


@pytest.mark.parametrize(("board", "name"), [("", "De Wilgentak"), ("Stichting Rivierenland", " \u200b ")])
def test_board_and_school_need_a_name(board: str, name: str) -> None:
    assert run("add_school", "--board", board, "--school", name, "--brin", "99ZZ", "--sector", "po")[0] == 2
    assert not School.objects.exists()
    assert not Board.objects.exists()


@pytest.mark.parametrize(("name", "sector"), [("Het Hazelbos", "po"), ("De Wilgentak", "vo")])
def test_a_brin_that_is_another_school_already_is_refused_in_words(name: str, sector: str) -> None:
    board = ("--board", "Stichting Rivierenland", "--brin", "99ZZ")
    assert run("add_school", *board, "--school", "De Wilgentak", "--sector", "po")[0] == 0
    code, printed = run("add_school", *board, "--school", name, "--sector", sector)
    assert code == 1
    assert "De Wilgentak (po)" in str(printed)
    assert School.objects.values_list("name", "sector").get() == ("De Wilgentak", "po")


def test_a_day_before_the_first_norm_has_no_decider_and_says_so(tmp_path: Path) -> None:
    a_school()
    run("import_roster", str(Roster().write(tmp_path)), "--school", "99ZZ")
    code, printed = run("decider", "--school", "99ZZ", "--pupil", "3", "--on", "1900-01-01")
    assert code == 1
    assert "1900" in str(printed)

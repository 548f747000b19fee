"""`vuistregel steps --json`: the shape that other programs build on."""

from __future__ import annotations

import io
import json
from datetime import timedelta
from typing import Any

import pytest
from django.core.management import call_command

from vuistregel import clock, norms
from vuistregel.access.commands import WrongUse
from vuistregel.consent.models import Channel
from vuistregel.organisation.tests import builders as b
from vuistregel.steps.catalogue import STEPS
from vuistregel.steps.history import keep
from vuistregel.steps.tests.cases import CASES

pytestmark = pytest.mark.django_db


def asked(*arguments: str) -> Any:
    out = io.StringIO()
    call_command("steps", "--json", *arguments, stdout=out, stderr=io.StringIO())
    return json.loads(out.getvalue())


def test_the_answer_has_exactly_the_promised_shape() -> None:
    school = b.a_school(sector="vo")
    b.a_pupil(school)

    answer = asked()

    assert {"on", "schools"} <= set(answer)
    (found,) = answer["schools"]
    assert (found["school"], found["sector"]) == (school.brin, "vo")
    assert [s["step"] for s in found["steps"]] == list(range(1, 11))
    for step in found["steps"]:
        assert step["state"] in {"in_order", "not_in_order", "not_applicable", "no_checks"}
        for check in step["checks"]:
            assert set(check) == {"id", "requirements", "in_scope", "in_order", "mend"}
            assert all(r.startswith("R") for r in check["requirements"])
            assert isinstance(check["mend"], str)
    reachable = next(c for s in found["steps"] for c in s["checks"] if c["id"] == "organisation.reachable_decider")
    assert (reachable["in_scope"], reachable["in_order"]) == (1, 0)


@pytest.mark.parametrize("ticked", [False, True])
def test_in_a_new_school_no_step_is_in_order_also_not_by_what_the_house_laid_out_itself(*, ticked: bool) -> None:
    call_command(
        "add_school", "--board", "Stichting Nieuw", "--school", "De Start", "--brin", "99ZZ", "--sector", "po",
        stdout=io.StringIO(), stderr=io.StringIO(),
    )  # fmt: skip

    if ticked:
        call_command("tick", stdout=io.StringIO(), stderr=io.StringIO())
        assert Channel.objects.exists()

    (found,) = asked("--school", "99ZZ")["schools"]

    assert "in_order" not in {s["state"] for s in found["steps"]}


def test_a_board_or_a_school_by_name_and_brin_in_any_case() -> None:
    first, second = b.a_school(), b.a_school()
    sister = b.a_school(first.board)

    assert {s["school"] for s in asked("--board", first.board.name.upper())["schools"]} == {first.brin, sister.brin}
    assert [s["school"] for s in asked("--school", second.brin.lower())["schools"]] == [second.brin]


@pytest.mark.parametrize("arguments", [("--board", "Bestaat niet"), ("--school", "00XX")])
def test_what_does_not_exist_is_wrong_use(arguments: tuple[str, str]) -> None:
    with pytest.raises(WrongUse) as wrong:
        asked(*arguments)

    assert wrong.value.returncode == 2


def test_a_day_to_come_is_computed_for_that_day() -> None:
    school = b.a_school()
    b.a_pupil(school, born=b.years_ago(15, 200))
    day = clock.today() + timedelta(days=365)

    answer = asked("--on", day.isoformat())

    step = answer["schools"][0]["steps"][3]
    told = next(c for c in step["checks"] if c["id"] == "organisation.informed_16")
    assert (answer["on"], told["in_scope"], told["in_order"]) == (day.isoformat(), 1, 0)


def test_a_past_day_is_what_was_kept_with_its_release_and_an_unkept_day_is_an_empty_list() -> None:
    school = b.a_school()
    kept, unkept = clock.today() - timedelta(days=3), clock.today() - timedelta(days=4)
    keep(kept)
    before = asked("--on", kept.isoformat())
    CASES["organisation.fg_named"].holds(school)

    assert asked("--on", kept.isoformat()) == before
    assert before["norms_release"] == norms.release()
    assert asked("--on", unkept.isoformat())["schools"] == []


@pytest.mark.handbook("R1.17", "R1.20", "T20")
def test_the_ten_steps_have_their_titles_in_order_and_point_to_their_chapters() -> None:
    assert [s.chapter for s in STEPS] == [2, 3, 4, 5, 6, 7, 8, 8, 9, 10]
    b.a_school()

    titles = [s["title"] for s in asked()["schools"][0]["steps"]]

    assert titles == [
        "Weet waar privacy over gaat",
        "Stel een privacyreglement op",
        "Maak verwerkersafspraken",
        "Informeer ouders",
        "Wees transparant",
        "Vraag altijd om toestemming",
        "Maak afspraken over sociale media",
        "Informeer leerlingen",
        "Waarborg privacy bij overstapdossiers",
        "Beveilig alle persoonsgegevens",
    ]

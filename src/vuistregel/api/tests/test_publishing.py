"""A website asks before it publishes: the same answer as the command, for many people in one call."""

from __future__ import annotations

import json
from io import StringIO
from typing import Any

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from vuistregel.access.actor import OPERATOR
from vuistregel.api.tests.publications import ask
from vuistregel.api.tests.systems import a_school, a_system
from vuistregel.consent.actions import choose_mode, open_channels
from vuistregel.consent.rules import Mode
from vuistregel.consent.tests.builders import channel, says
from vuistregel.organisation.models import Pupil, School
from vuistregel.organisation.tests.builders import a_group, a_guardian, a_pupil, a_restriction

pytestmark = pytest.mark.django_db


@pytest.fixture
def school() -> School:
    cache.clear()
    school = a_school()
    open_channels(OPERATOR, school=school)
    choose_mode(OPERATOR, channel=channel(school, "website"), mode=Mode.EACH_YEAR)
    return school


def a_child(school: School, name: str, answer: str = "") -> Pupil:
    child = a_pupil(school, call_name=name, family_name=f"Q{name}")
    mother = a_guardian(child, key=f"O{name}").person
    if answer:
        says(child, mother, "website", answer)
    return child


def by_command(school: School, pupil: Pupil) -> Any:
    out = StringIO()
    words = ["--school", school.brin, "--channel", "website", "--kind", "group", "--pupil", pupil.key, "--json"]
    call_command("may_publish", *words, stdout=out, stderr=StringIO())
    return json.loads(out.getvalue())


@pytest.mark.handbook("R7.11", "S48")
def test_one_call_says_for_many_pupils_who_may_be_shown(school: School) -> None:
    yes, no, silent = a_child(school, "Yara", "given"), a_child(school, "Noud", "refused"), a_child(school, "Saar")
    system = a_system(school.board, "consent:read")
    found = ask(system, school, pupils=[yes.key, no.key, silent.key]).json()
    assert found["outcome"] == "refused"
    assert {p["person"]: p["allowed"] for p in found["people"]} == {yes.key: True, no.key: False, silent.key: False}
    assert {r["person"] for r in found["reasons"]} == {no.key, silent.key}
    assert ask(system, school, pupils=[yes.key]).json()["outcome"] == "allowed"


def test_the_api_and_the_command_say_the_same(school: School) -> None:
    yes = a_child(school, "Yara", "given")
    found = ask(a_system(school.board), school, pupils=[yes.key]).json()
    said = by_command(school, yes)
    assert found["outcome"] == said["outcome"] == "allowed"
    assert [r["norm"] for r in found["reasons"]] == [r["norm"] for r in said["reasons"]]


def test_no_name_leaves_the_house_and_a_hidden_child_reads_like_one_without_consent(school: School) -> None:
    hidden, refused = a_child(school, "Yara", "given"), a_child(school, "Noud", "refused")
    a_restriction(hidden, None)
    system = a_system(school.board)
    first, second = (ask(system, school, pupils=[child.key]) for child in (hidden, refused))
    assert b"QYara" not in first.content
    strip = lambda response, child: response.content.replace(child.key.encode(), b"K")  # noqa: E731
    assert strip(first, hidden) == strip(second, refused)


@pytest.mark.handbook("R8.12")
def test_a_photo_of_nobody_may_go_online_and_a_name_beside_it_may_not(school: School) -> None:
    a_pupil(school, group=a_group(school), call_name="Yara")
    system = a_system(school.board, "consent:read")

    def outcome(**more: Any) -> Any:
        return ask(system, school, **more).json()["outcome"]

    assert outcome(pupils=[], nobody=True, caption="Wij planten bollen") == "allowed"
    assert outcome(pupils=[], nobody=True, caption="Yara wint") == "refused"
    assert outcome(pupils=[], caption="Wij planten bollen") == "cannot_say"


def test_nobody_beside_people_leaves_them_in_the_question(school: School) -> None:
    no = a_child(school, "Noud", "refused")
    system = a_system(school.board, "consent:read")

    assert ask(system, school, pupils=[no.key], nobody=True).json()["outcome"] == "refused"
    assert ask(system, school, pupils=["bestaat-niet"], nobody=True).json()["outcome"] == "cannot_say"
    assert ask(system, school, guardians=["bestaat-niet"], nobody=True).json()["outcome"] == "cannot_say"


def test_an_unknown_key_cannot_be_judged_and_an_unknown_channel_is_not_there(school: School) -> None:
    system = a_system(school.board)
    found = ask(system, school, pupils=["bestaat-niet"]).json()
    assert found["outcome"] == "cannot_say"
    assert ask(system, school, channel="radio", pupils=["1"]).status_code == 404
    assert ask(system, a_school(), pupils=["1"]).status_code == 404
    assert ask(system, school, kind="poster").status_code == 422


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "text/json;charset=utf-8", ""])
def test_json_under_another_name_is_not_read(school: School, kind: str) -> None:
    body = json.dumps({"school": school.brin, "channel": "website", "kind": "group"}).encode()
    system = a_system(school.board)
    told = system.call("POST", "/publication-decisions", data=body, content_type=kind)
    assert told.status_code == 415
    assert told["Content-Type"] == "application/problem+json"
    assert told.json()["type"].endswith("#not-json")
    read = system.call("POST", "/publication-decisions", data=body, content_type="application/json; charset=utf-8")
    assert read.status_code != 415


def test_a_form_with_an_idempotency_key_where_json_belongs_is_a_fault_of_the_caller(school: School) -> None:
    system = a_system(school.board)
    response = system.post("/publication-decisions", {"school": school.brin}, headers={"Idempotency-Key": "k1"})
    assert response.status_code == 415


def test_thirty_pupils_cost_as_many_queries_as_two(school: School) -> None:
    system = a_system(school.board)
    asked = []
    for number in (2, 30):
        keys = [a_pupil(school, call_name=f"K{n}").key for n in range(number)]
        ask(system, school, pupils=keys)
        with CaptureQueriesContext(connection) as caught:
            ask(system, school, pupils=keys)
        asked.append(len(caught))
    assert asked[0] == asked[1]


def test_channels_are_listed_by_the_slugs_that_a_decision_takes(school: School) -> None:
    listed = a_system(school.board).get(f"/schools/{school.brin}/channels").json()
    assert {"website", "newsletter", "facebook", "closed_class_page", "phone_list"} <= {c["slug"] for c in listed}


def test_a_slip_in_the_name_of_a_field_leaves_nobody_out_of_the_question(school: School) -> None:
    yes, no = a_child(school, "Yara", "given"), a_child(school, "Noud", "refused")
    found = ask(a_system(school.board, "consent:read"), school, pupils=[yes.key], pupil=[no.key])
    assert found.status_code == 422
    assert [fault["text"] for fault in found.json()["faults"]] == ["Dit veld kennen wij hier niet."]

"""Every no is a problem document, in the reader's language, without what was sent."""

from __future__ import annotations

import logging
import re
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from vuistregel import clock, norms
from vuistregel.api import calls, schools
from vuistregel.api.problems import KINDS
from vuistregel.api.tests.systems import ROOT, System, a_school, a_system
from vuistregel.api.tokens import scopes_on_offer
from vuistregel.evidence.models import LogEvent
from vuistregel.organisation.models import School
from vuistregel.organisation.tests.builders import a_pupil

pytestmark = pytest.mark.django_db
SENT = "Q9-geheim"


@pytest.fixture(autouse=True)
def fresh_cache() -> None:
    cache.clear()


@pytest.fixture
def school() -> School:
    return a_school()


def the_problem(response: Any, status: int) -> dict[str, Any]:
    assert response.status_code == status, response.content
    assert response["Content-Type"] == "application/problem+json"
    assert SENT.encode() not in response.content
    found: dict[str, Any] = response.json()
    kind = KINDS[status]
    assert (found["type"], found["status"]) == (kind.type, status)
    return found


@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "PATCH", "DELETE"])
@pytest.mark.parametrize(
    "path", ["/api", "/api/", "/api/v1/", "/api/v1/schools/", f"/api/v1/{SENT}", "/api/v2/schools"]
)
def test_an_address_that_is_not_there(method: str, path: str) -> None:
    client = Client(enforce_csrf_checks=True)
    response = client.generic(method, path)
    if path == "/api":  # outside: the house's own page for people
        assert response.status_code in (301, 302, 403, 404)
        return
    the_problem(response, 404)


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "POST"])
def test_a_method_that_is_not_there_names_those_that_are(method: str, school: School) -> None:
    response = a_system(school.board).call(method, f"/schools/{school.brin}/steps")
    the_problem(response, 405)
    assert response["Allow"] == "GET"


@pytest.mark.parametrize("on", ["gisteren", "2026-02-31", "20261124", "1767225600", "0001-01-01", "9999-12-31", SENT])
def test_a_day_that_does_not_exist_says_where_and_how_to_write_it(on: str, school: School) -> None:
    found = the_problem(a_system(school.board).get(f"/schools/{school.brin}/steps", data={"on": on}), 422)
    assert found["faults"] == [{"at": "query.on", "text": "Dit is geen dag. Schrijf jaar-maand-dag."}]


def test_the_language_of_the_reader_is_answered(school: School) -> None:
    path = f"/schools/{school.brin}/pupils/1/deciders?purpose=anders"
    dutch, english = (
        a_system(school.board).get(path),
        a_system(
            school.board,
        ).get(path, headers={"Accept-Language": "en"}),
    )
    assert the_problem(dutch, 422)["faults"][0]["text"] == "Kies een van: 'consent', 'withdrawal' of 'rights'."
    assert the_problem(english, 422)["faults"][0]["text"].startswith("Choose one of: 'consent'")
    assert (dutch["Content-Language"], english["Content-Language"]) == ("nl", "en")
    assert the_problem(english, 422)["title"] == KINDS[422].title.en


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        (b"", "multipart/form-data", 422),  # Django's test client sends an empty body without its kind
        (b"rommel", "multipart/form-data", 400),
        (b"rommel", "multipart/form-data; boundary=\xff", 400),
        (b"--x\r\nrommel", "multipart/form-data; boundary=x", 422),
        (b'{"kind":', "application/json", 422),
        (b"\xff\xfe" * 50, "text/plain", 422),
        (b"kind=roster", "application/x-www-form-urlencoded", 422),
    ],
)
@pytest.mark.parametrize("key", [None, "een"])
def test_a_body_that_cannot_be_read(body: bytes, kind: str, status: int, key: str | None, school: School) -> None:
    headers = {"Idempotency-Key": key} if key else {}
    system = a_system(school.board)
    response = system.call(
        "POST", f"/schools/{school.brin}/roster-imports", data=body, content_type=kind, headers=headers
    )
    the_problem(response, status)


def test_a_body_that_is_too_large_is_not_read(school: School, settings: Any) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 10
    response = a_system(school.board).call(
        "POST", f"/schools/{school.brin}/roster-imports", data=b"x" * 1000, content_type="text/plain",
        headers={"Idempotency-Key": "een"},
    )  # fmt: skip
    the_problem(response, 413)


def test_our_own_mistake_gets_a_reference_that_stands_in_the_log(
    school: School, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_: Any, **__: Any) -> None:
        raise RuntimeError("a mistake of ours")

    monkeypatch.setattr(schools, "evaluate", broken)
    caplog.set_level(logging.ERROR)
    found = the_problem(a_system(school.board).get(f"/schools/{school.brin}/steps"), 500)
    assert set(found) == {"type", "title", "status", "reference"}
    assert found["reference"] in caplog.text


def test_a_system_that_asks_too_often_waits_and_another_does_not(school: School) -> None:
    most = norms.on(clock.today()).number("api.calls.max")
    busy, other = a_system(school.board), a_system(school.board)
    for _ in range(most):
        assert busy.get("/norms").status_code == 200
    response = busy.get("/schools")
    found = the_problem(response, 429)
    assert 1 <= int(response["Retry-After"]) <= calls.MINUTE and response["Retry-After"] in found["detail"]
    assert other.get("/schools").status_code == 200
    cache.delete(f"api:{busy.token.key}:7")  # as the cache does a minute after that call
    assert [busy.get("/schools").status_code for _ in range(2)] == [200, 429]


def test_whoever_tries_tokens_is_counted_by_network() -> None:
    most = norms.on(clock.today()).number("api.calls.max")
    for number in range(most):
        assert System(f"vr_{number}").get("/schools").status_code == 401
    the_problem(System("vr_nogeen").get("/schools"), 429)
    the_problem(System("").get("/norms"), 429)


def test_a_refusal_stays_in_the_log_when_the_call_is_over(school: School) -> None:
    the_problem(a_system(school.board, "steps:read").get("/schools"), 403)
    event = LogEvent.objects.filter(board_id=school.board_id).latest("seq")
    assert event.kind == "access.refused" and '"organisation"' in str(event.data)


def test_a_session_of_a_person_opens_nothing_here(school: School) -> None:
    from vuistregel.organisation.tests.builders import a_member, signed_in

    client = signed_in(a_member(school.board, "privacy_officer").account)
    the_problem(client.get(f"{ROOT}/schools"), 401)


def test_a_token_made_later_than_the_sweep_is_not_touched(school: School) -> None:
    from vuistregel.access.actor import job
    from vuistregel.api.jobs import forget_answers

    assert forget_answers(job("api.sweep"), clock.now() + timedelta(days=3)) == 0


def test_a_token_without_the_right_is_told_which_one_and_whom_to_ask(school: School) -> None:
    system = a_system(school.board, "steps:read")
    found = the_problem(system.get(f"/schools/{school.brin}/pupils/1/deciders"), 403)
    sentence = found["reasons"][0]["text"]
    assert sentence.startswith("Deze sleutel mag dit niet: ")
    assert "Uw rol" not in sentence
    missing = re.search(r"Het recht (\S+:\S+) ontbreekt", sentence)
    assert missing and missing[1] in scopes_on_offer()
    assert found["ways_out"] == ["Vraag het bestuur om een sleutel met dit recht."]
    english = the_problem(system.get("/schools", headers={"Accept-Language": "en"}), 403)
    assert english["reasons"][0]["text"].startswith("This token may not do this: ")


def test_a_parameter_that_nobody_knows_is_not_passed_over(school: School) -> None:
    found = the_problem(a_system(school.board).get(f"/schools/{school.brin}/steps", data={"onn": "2026-09-01"}), 422)
    assert found["faults"] == [{"at": "query", "text": "Dit veld kennen wij hier niet."}]


def test_a_day_without_a_norm_has_no_answer_and_that_is_no_fault_of_ours(school: School) -> None:
    pupil = a_pupil(school)
    path = f"/schools/{school.brin}/pupils/{pupil.key}/deciders"
    found = the_problem(a_system(school.board, "authority:read").get(path, data={"on": "2000-01-01"}), 409)
    assert found["outcome"] == "cannot_say"

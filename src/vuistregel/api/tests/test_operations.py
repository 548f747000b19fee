"""Each operation, for each way in which a caller may not: no token, a wrong right, another board, an old token."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile

from vuistregel import clock, norms
from vuistregel.access.actor import OPERATOR, VISITOR, Subject
from vuistregel.access.engine import engine
from vuistregel.access.gate import Declaration
from vuistregel.actions import NotHere
from vuistregel.api.house import api
from vuistregel.api.models import ApiToken
from vuistregel.api.operations import _decide, operations
from vuistregel.api.parameters import of_brin
from vuistregel.api.tests.publications import ask
from vuistregel.api.tests.systems import System, a_school, a_system
from vuistregel.api.tokens import actor_of_token
from vuistregel.consent.actions import open_channels
from vuistregel.evidence.models import LogEvent
from vuistregel.organisation.models import ImportRun, School
from vuistregel.organisation.tests.builders import a_guardian, a_pupil, a_restriction, raised
from vuistregel.steps.history import keep

pytestmark = pytest.mark.django_db

EVERY: list[tuple[str, str, Declaration]] = [(path, method, d) for path, method, d in operations(api) if d is not None]
GUARDED = [each for each in EVERY if not engine().anywhere(VISITOR, each[2].verb, each[2].category)]
AT_SCHOOL = [each for each in GUARDED if "{brin}" in each[0]]


def named(each: tuple[str, str, Declaration]) -> str:
    return f"{each[1]} {each[0]}"


@pytest.fixture(autouse=True)
def fresh_cache() -> None:
    cache.clear()


@pytest.fixture
def school() -> School:
    return a_school()


def call(system: System, each: tuple[str, str, Declaration], school: School) -> Any:
    """The operation about things that are there: only the caller decides what comes of it."""
    pupil = a_pupil(school)
    run = ImportRun.objects.create(board=school.board, school=school, kind="roster", made_at=clock.now())
    path, method, _ = each
    key = pupil.key if "pupils" in path else str(run.key)
    path = path.replace("{brin}", school.brin + school.location).replace("{key}", key)
    if path == "/publication-decisions":
        open_channels(OPERATOR, school=school)
        return ask(system, school, pupils=[pupil.key])
    if method == "POST":
        return system.post(path, {"file": SimpleUploadedFile("leerlingen.xml", b"<EDEX/>")})
    return system.call(method, path)


def last_event(school: School) -> LogEvent:
    return LogEvent.objects.filter(board_id=school.board_id).latest("seq")


def the_problem(response: Any, status: int) -> dict[str, Any]:
    assert response.status_code == status, response.content
    assert response["Content-Type"] == "application/problem+json"
    found: dict[str, Any] = response.json()
    assert found["status"] == status and found["title"] and found["type"].startswith("/api/v1/docs/#")
    return found


def test_there_are_operations_to_test() -> None:
    assert len(EVERY) == 8 and len(GUARDED) == 7 and len(AT_SCHOOL) == 5


@pytest.mark.parametrize("each", GUARDED, ids=named)
def test_a_token_with_all_rights_gets_an_answer(each: tuple[str, str, Declaration], school: School) -> None:
    response = call(a_system(school.board), each, school)
    expected = 422 if "roster" in each[0] and each[1] == "POST" else 200  # the file of this test holds nobody
    assert response.status_code == expected, response.content


@pytest.mark.parametrize("each", GUARDED, ids=named)
def test_without_a_token_nobody_comes_in(each: tuple[str, str, Declaration], school: School) -> None:
    response = call(System(""), each, school)
    the_problem(response, 401)
    assert response["WWW-Authenticate"] == "Bearer"


@pytest.mark.parametrize("secret", ["vr_geraden", "", " ", "vr_\N{LATIN SMALL LETTER E WITH ACUTE}", "x" * 5000])
@pytest.mark.parametrize("scheme", ["Bearer", "Basic", "bearer"])
def test_a_token_that_nobody_made_opens_nothing(scheme: str, secret: str, school: School) -> None:
    response = System("").get("/schools", headers={"Authorization": f"{scheme} {secret}"})
    the_problem(response, 401)


@pytest.mark.handbook("R10.4")
@pytest.mark.parametrize("each", GUARDED, ids=named)
def test_a_right_that_the_token_lacks_is_refused_with_the_norm_and_logged(
    each: tuple[str, str, Declaration], school: School
) -> None:
    own = f"{each[2].category}:{each[2].verb}"
    others = {f"{d.category}:{d.verb}" for _, _, d in GUARDED} - {own}
    system = a_system(school.board, *others)
    found = the_problem(call(system, each, school), 403)
    assert found["outcome"] == "no" and found["reasons"][0]["norm"] == "access.need-to-know"
    event = last_event(school)
    assert (event.kind, event.actor_kind, event.actor_ref) == ("access.refused", "connector", str(system.token.key))


@pytest.mark.parametrize("each", AT_SCHOOL, ids=named)
def test_a_school_of_another_board_is_not_there(each: tuple[str, str, Declaration], school: School) -> None:
    elsewhere = a_school()
    the_problem(call(a_system(elsewhere.board), each, school), 404)


@pytest.mark.parametrize("each", GUARDED, ids=named)
def test_a_withdrawn_token_is_over_at_once(each: tuple[str, str, Declaration], school: School) -> None:
    the_problem(call(a_system(school.board, ended=True), each, school), 401)


@pytest.mark.parametrize("each", GUARDED, ids=named)
def test_a_token_works_on_its_last_day_and_not_after(each: tuple[str, str, Declaration], school: School) -> None:
    today = clock.today()
    assert call(a_system(school.board, until=today), each, school).status_code in (200, 422)
    the_problem(call(a_system(school.board, until=today - timedelta(days=1)), each, school), 401)


def test_the_look_up_and_the_door_each_keep_another_board_out(school: School) -> None:
    elsewhere = a_school()
    actor = actor_of_token(a_system(school.board).token)
    assert of_brin(actor, school.brin) and of_brin(actor, elsewhere.brin) is None
    forgot = Declaration("steps", "read", lambda actor, **_: Subject(board=elsewhere.board_id, school=elsewhere.pk))
    with pytest.raises(NotHere):
        _decide(actor, forgot, {}, "forgot")


def test_only_the_boards_own_schools_are_listed(school: School) -> None:
    a_school()
    sister = a_school(school.board, "De Elzenhof")
    listed = a_system(school.board).get("/schools").json()
    assert [row["name"] for row in listed] == ["De Elzenhof", "De Wilgentak"]
    assert listed[0] == {"brin": sister.brin, "location": "00", "name": "De Elzenhof", "sector": "po"}


def test_steps_are_computed_for_today_and_kept_ones_come_from_their_snapshot(school: School) -> None:
    system, yesterday = a_system(school.board), clock.today() - timedelta(days=1)
    today = system.get(f"/schools/{school.brin}/steps").json()
    assert [step["step"] for step in today["steps"]] == list(range(1, 11))
    assert today["norms_release"] == norms.release() and today["school"] == school.brin
    assert all(check["requirements"] for step in today["steps"] for check in step["checks"])
    address = f"/schools/{school.brin}/steps?on={yesterday}"
    the_problem(system.get(address), 404)
    keep(yesterday)
    assert system.get(address).json()["on"] == yesterday.isoformat()


@pytest.mark.handbook("R2.8")
def test_deciders_come_as_keys_and_no_name_leaves_the_house(school: School) -> None:
    pupil = a_pupil(school, call_name="Qroepnaam", family_name="Qachternaam")
    yes = a_guardian(pupil, "yes", "Qvader", "Qachternaam", key="o1")
    a_guardian(pupil, "no", "Qtante", "Qachternaam", key="o2")
    a_guardian(pupil, "unknown", "Qoom", "Qachternaam", key="o3")
    response = a_system(school.board).get(f"/schools/{school.brin}/pupils/{pupil.key}/deciders")
    found = response.json()
    assert [(d["kind"], d["key"]) for d in found["deciders"]] == [("guardian", yes.key)]
    assert {r["norm"] for r in found["reasons"]} >= {"age.own-decision", "authority.confirm"}
    assert b"Q" not in response.content


@pytest.mark.handbook("R10.12", "S65")
def test_a_contact_ban_and_a_shelter_address_do_not_leave_the_house(school: School) -> None:
    pupil = a_pupil(school)
    guardian = a_guardian(pupil, "yes", key="o1")
    a_restriction(pupil, guardian.person)
    raised(guardian.person)
    found = a_system(school.board).get(f"/schools/{school.brin}/pupils/{pupil.key}/deciders").json()
    assert found["deciders"] == [{"kind": "guardian", "key": "o1", "reachable": False}]
    assert "restriction.respected" not in {r["norm"] for r in found["reasons"]}


def test_norms_are_for_everybody_and_the_same_as_the_command_prints(school: School) -> None:
    found = System("").get("/norms?on=2026-11-10").json()
    assert found == [norms.as_json(n) for n in norms.book().in_force(date(2026, 11, 10))]
    assert a_system(school.board, "steps:read").get("/norms").status_code == 200
    the_problem(System("vr_onbekend").get("/norms"), 401)


def test_the_last_day_of_use_is_kept_and_written_once_a_day(school: School, django_assert_num_queries: Any) -> None:
    system = a_system(school.board)
    system.get("/schools")
    assert ApiToken.objects.get(pk=system.token.pk).last_used_on == clock.today()
    ApiToken.objects.filter(pk=system.token.pk).update(last_used_on=clock.today() - timedelta(days=3))
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(
        connection,
    ) as first:
        system.get("/schools")
    with CaptureQueriesContext(connection) as second:
        system.get("/schools")
    updates = [[q for q in c if q["sql"].startswith("UPDATE") and "last_used_on" in q["sql"]] for c in (first, second)]
    assert [len(u) for u in updates] == [1, 0]


def test_a_location_tells_schools_of_one_brin_apart(school: School) -> None:
    School.objects.create(board=school.board, name="Nevenlocatie", brin=school.brin, location="01", sector="so")
    system = a_system(school.board)
    assert system.get(f"/schools/{school.brin}/steps").json()["sector"] == "po"
    assert system.get(f"/schools/{school.brin.lower()}01/steps").json()["sector"] == "so"


@pytest.mark.parametrize("brin", ["99", "99ZZ0", "99ZZ001", "zz99", "9\u0663ZZ", "99ZZ%00", "%F0%9F%91%8B", "99ZZ%0A"])
def test_what_is_no_brin_is_not_found(brin: str, school: School) -> None:
    the_problem(a_system(school.board).get(f"/schools/{brin}/steps"), 404)


def test_an_import_of_another_school_is_not_found(school: School) -> None:
    sister = a_school(school.board, "De Elzenhof")
    run = ImportRun.objects.create(board=school.board, school=sister, kind="roster", made_at=clock.now())
    system = a_system(school.board)
    the_problem(system.get(f"/schools/{school.brin}/roster-imports/{run.key}"), 404)
    the_problem(system.get(f"/schools/{school.brin}/roster-imports/{uuid4()}"), 404)

"""A school's administration hands in its export by itself."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile

from vuistregel.api.tests.systems import System, a_school, a_system
from vuistregel.evidence.models import LogEvent
from vuistregel.keys import spool
from vuistregel.keys.models import SpoolKey
from vuistregel.organisation.models import Guardianship, ImportRun, Pupil, School
from vuistregel.organisation.roster.apply import apply_import
from vuistregel.organisation.roster.runs import show, shown
from vuistregel.organisation.roster.tests.small import HEADERS, PUPILS, P, Roster
from vuistregel.organisation.tests.builders import a_member, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def fresh_cache() -> None:
    cache.clear()


@pytest.fixture
def school() -> School:
    return a_school()


def hand_in(system: System, school: School, roster: Roster | bytes | None = None, **fields: Any) -> Any:
    content = roster if isinstance(roster, bytes) else (roster or Roster()).text().replace("99ZZ", school.brin).encode()
    data = {"file": SimpleUploadedFile("export", content), **fields}
    return system.post(f"/schools/{school.brin}/roster-imports", data)


def events(school: School) -> list[tuple[str, str, str]]:
    rows = LogEvent.objects.filter(board_id=school.board_id).order_by("seq")
    return [(e.kind, e.actor_kind, e.actor_ref) for e in rows]


def on_disk() -> list[Path]:
    return [p for p in (Path(settings.ENVIRONMENT.var) / "spool").rglob("*") if p.is_file()]


def test_a_file_is_taken_in_and_the_answer_is_that_of_the_command(school: School) -> None:
    system = a_system(school.board)
    response = hand_in(system, school)
    found = response.json()
    assert response.status_code == 201 and found["applied"] is True
    assert found["pupils"] == {"new": 4, "changed": 0, "unchanged": 0, "departed": 0}
    assert {"guardians", "staff", "groups", "warnings", "errors", "not_taken_over", "conflicts"} <= set(found)
    assert Pupil.objects.filter(school=school).count() == 4
    ref = str(system.token.key)
    assert events(school)[-3:] == [
        (k, "connector", ref) for k in ("roster.received", "roster.staged", "roster.applied")
    ]
    kept = system.get(response["Location"].removeprefix("/api/v1")).json()
    assert kept["key"] == found["key"] and kept["state"] == "applied" and kept["counts"]["pupils"] == found["pupils"]


def test_the_same_file_twice_changes_nothing(school: School) -> None:
    system = a_system(school.board)
    hand_in(system, school)
    found = hand_in(system, school).json()
    assert found["pupils"] == {"new": 0, "changed": 0, "unchanged": 4, "departed": 0}


def test_a_dry_run_says_what_would_change_and_leaves_nothing(school: School) -> None:
    before = SpoolKey.objects.count()
    response = hand_in(a_system(school.board), school, dry_run="true")
    found = response.json()
    assert (response.status_code, found["applied"], found["key"]) == (200, False, None)
    assert found["pupils"]["new"] == 4
    assert not Pupil.objects.filter(school=school).exists() and not ImportRun.objects.filter(school=school).exists()
    assert SpoolKey.objects.count() == before


def test_all_errors_come_at_once_with_their_lines_and_nothing_changes(school: School) -> None:
    before = SpoolKey.objects.count()
    faulty = Roster((*PUPILS, PUPILS[0], P("9", "Jip", "Bosveld", "2026-02-31")))
    response = hand_in(a_system(school.board), school, faulty)
    found = response.json()
    assert (response.status_code, response["Content-Type"]) == (422, "application/problem+json")
    assert len(found["errors"]) == 2 and all(e["line"] and e["code"] and e["text"] for e in found["errors"])
    assert not Pupil.objects.filter(school=school).exists() and not ImportRun.objects.filter(school=school).exists()
    assert SpoolKey.objects.count() == before


@pytest.mark.parametrize("content", [b"", b"\x00\x01\x02", b"<EDEX>", b"PK\x03\x04rommel", b"a,b\n1,2\n"])
def test_rubbish_is_refused_with_an_error(content: bytes, school: School) -> None:
    response = hand_in(a_system(school.board), school, content)
    assert response.status_code == 422, response.content
    assert response["Content-Type"] == "application/problem+json"


def test_a_file_of_another_school_is_refused(school: School) -> None:
    response = hand_in(a_system(school.board), school, Roster(brin="00XX").text().encode())
    assert response.status_code == 422 and response.json()["errors"]


def in_doubt(school: School, system: System) -> Any:
    """A file in which somebody else has the number that a pupil of this school has."""
    hand_in(system, school)
    return hand_in(system, school, Roster((P("1", "Mehmet", "Aydin", "2014-01-02"), *PUPILS[1:])))


def test_a_file_about_which_a_person_must_choose_waits_on_the_page(school: School) -> None:
    system = a_system(school.board)
    response = in_doubt(school, system)
    found = response.json()
    assert response.status_code == 409 and "wacht" not in found["title"] and "staat klaar" in found["detail"]
    assert found["conflicts"] and all(c["id"] and c["code"] and c["question"] for c in found["conflicts"])
    run = ImportRun.objects.get(key=found["key"])
    assert run.state == "shown" and len(shown(run).conflicts) == len(found["conflicts"])
    officer = a_member(school.board, "privacy_officer").account
    page = signed_in(officer).get(found["page"])
    assert page.status_code == 200 and "Mehmet" in page.content.decode()
    assert system.get(f"/schools/{school.brin}/roster-imports/{run.key}").json()["state"] == "shown"


def test_a_person_can_take_in_what_waits(school: School) -> None:
    from vuistregel.access.actor import OPERATOR

    found = in_doubt(school, a_system(school.board)).json()
    run = ImportRun.objects.get(key=found["key"])
    choices = {c.id: c.options[0].value for c in shown(run).conflicts}
    apply_import(OPERATOR, run=run, choices=choices, departures_confirmed=False, leave_departed=True)
    assert ImportRun.objects.get(key=found["key"]).state == "applied"


def test_the_words_of_a_question_are_for_tokens_that_may_read_pupils(school: School) -> None:
    response = in_doubt(school, a_system(school.board, "roster:import"))
    assert response.status_code == 409
    assert all(c["question"] is None for c in response.json()["conflicts"])
    assert b"Lotte" not in response.content


def test_what_waits_lies_sealed_on_disk(school: School) -> None:
    in_doubt(school, a_system(school.board))
    texts = [path.read_bytes() for path in on_disk()]
    assert texts and not any(name in text for name in (b"Mehmet", b"Aydin", b"Toussaint") for text in texts)


def test_who_vanished_stays_until_it_is_confirmed(school: School) -> None:
    system = a_system(school.board)
    hand_in(system, school)
    found = hand_in(system, school, Roster(PUPILS[:3])).json()
    assert [w["code"] for w in found["warnings"]] == ["pupil.departed_stays"]
    assert found["warnings"][0]["text"].startswith("1 leerling staat niet meer in het bestand")
    assert not Pupil.objects.filter(school=school, departed__isnull=False).exists()
    done = hand_in(system, school, Roster(PUPILS[:3]), confirm_departures="true").json()
    assert done["pupils"]["departed"] == 1
    assert Pupil.objects.filter(school=school, departed__isnull=False).count() == 1


def test_a_file_of_guardians_needs_the_right_to_contact_data_as_well(school: School) -> None:
    rows = f"{HEADERS}\n1,o1,Fatima,,Veenstra,moeder,yes,fatima@ouders.example,\n".encode()
    system = a_system(school.board)
    hand_in(system, school)
    refused = hand_in(a_system(school.board, "roster:import"), school, rows, kind="contacts")
    assert refused.status_code == 403 and refused.json()["reasons"][0]["norm"] == "access.need-to-know"
    assert events(school)[-1][0] == "access.refused"
    taken = hand_in(system, school, rows, kind="contacts")
    assert taken.status_code == 201 and taken.json()["guardians"]["new"] == 1, taken.content
    assert Guardianship.objects.filter(pupil__school=school).count() == 1


def test_authority_that_a_system_says_is_not_taken_for_confirmed(school: School) -> None:
    rows = f"{HEADERS}\n1,o1,Fatima,,Veenstra,moeder,yes,fatima@ouders.example,\n".encode()
    system = a_system(school.board)
    hand_in(system, school)
    hand_in(system, school, rows, kind="contacts")
    assert Guardianship.objects.get(pupil__school=school).authority == "unknown"


def test_a_file_that_is_too_big_is_not_kept(school: School, settings: Any) -> None:
    settings.UPLOAD_LIMIT = 1000
    before = SpoolKey.objects.count()
    system = a_system(school.board)
    response = hand_in(system, school, b"x" * 1500)
    assert response.status_code == 413 and SpoolKey.objects.count() == before
    with_key = system.post(
        f"/schools/{school.brin}/roster-imports",
        {"file": SimpleUploadedFile("export", b"x" * 1500)},
        headers={"Idempotency-Key": "groot"},
    )
    assert with_key.status_code == 413


def test_a_house_that_changed_while_the_file_was_read_is_not_written_over(
    school: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    system = a_system(school.board)
    hand_in(system, school)
    ask = show

    def meanwhile(*args: Any, **kwargs: Any) -> Any:
        Pupil.objects.get(school=school, key="2").person.change(shown=None, call_name="Abram")
        return ask(*args, **kwargs)

    monkeypatch.setattr("vuistregel.api.taking_in.show", meanwhile)
    response = hand_in(system, school, Roster((PUPILS[0].but(family_name="Nieuw"), *PUPILS[1:])))
    found = response.json()
    assert response.status_code == 409 and found["outcome"] == "cannot_say" and found["missing"]
    assert Pupil.objects.get(school=school, key="1").person.family_name == "Veenstra"
    waiting = ImportRun.objects.filter(school=school).latest("made_at")
    assert waiting.state == "shown" and waiting.spool is not None and spool.load(waiting.spool)


def test_two_boards_do_not_see_each_others_imports(school: School) -> None:
    found = hand_in(a_system(school.board), school).json()
    other = a_school()
    stranger = a_system(other.board)
    assert stranger.get(f"/schools/{school.brin}/roster-imports/{found['key']}").status_code == 404
    assert stranger.get(f"/schools/{other.brin}/roster-imports/{found['key']}").status_code == 404

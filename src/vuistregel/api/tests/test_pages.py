"""The keys of other systems on screen: seen, made once, withdrawn, by whom the matrix lets."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from vuistregel import clock, norms
from vuistregel.api.models import ApiToken, RepeatedCall
from vuistregel.api.rules import last_day
from vuistregel.api.tests.systems import System, a_school, a_system
from vuistregel.api.tokens import PREFIX, scope_in_words, scopes_on_offer
from vuistregel.evidence.models import LogEvent
from vuistregel.organisation.models import Board, Membership, School
from vuistregel.organisation.tests.builders import LONG_AGO, a_board, a_member, a_person, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.urls("vuistregel.api.tests.house_urls")]


@pytest.fixture
def school() -> School:
    return a_school()


@pytest.fixture
def officer(school: School) -> Client:
    return signed_in(a_member(school.board, "privacy_officer").account)


def make(client: Client, **changes: Any) -> Any:
    form = {"name": "Schoolsite", "scopes": ["steps:read"], "expires_on": clock.today() + timedelta(days=90), **changes}
    return client.post("/sleutels/", {k: v for k, v in form.items() if v is not None})


def secret_in(response: Any) -> str:
    found = re.search(rf"{PREFIX}[\w-]{{43}}", response.content.decode())
    assert found
    return found.group()


@pytest.mark.handbook("R10.4")
def test_a_made_key_is_shown_once_and_works(officer: Client, school: School) -> None:
    response = make(officer)
    secret = secret_in(response)
    assert response.status_code == 201 and "no-store" in response["Cache-Control"]
    assert f"Authorization: Bearer {secret}" in response.content.decode()
    assert System(secret).get(f"/schools/{school.brin}/steps").status_code == 200
    assert System(secret).get("/schools").status_code == 403
    assert secret not in officer.get("/sleutels/").content.decode()
    row = ApiToken.objects.get(board=school.board)
    assert secret.encode() not in bytes(row.digest) and secret not in str(ApiToken.objects.values().get(pk=row.pk))
    made = LogEvent.objects.filter(board_id=school.board_id, kind="api.token_made").get()
    assert "Schoolsite" in str(made.data) and secret not in str(made.data)


def test_the_list_says_what_each_system_may_until_when_and_when_it_last_called(officer: Client, school: School) -> None:
    assert "Geen ander systeem kan bij uw gegevens." in officer.get("/sleutels/").content.decode()
    system = a_system(school.board, "steps:read", "roster:import")
    text = officer.get("/sleutels/").content.decode()
    assert "Eén ander systeem kan bij uw gegevens." in text and "nog niet" in text
    assert "de tien stappen inzien" in text and "leerlingen en groepen inlezen" in text
    system.get("/schools")
    assert "vandaag" in officer.get("/sleutels/").content.decode()


def test_a_withdrawn_key_opens_nothing_and_leaves_no_answers(officer: Client, school: School) -> None:
    system = a_system(school.board)
    RepeatedCall.objects.create(board=school.board, token=system.token, key="k", digest=b"d", made_at=clock.now())
    response = officer.post("/sleutels/intrekken/", {"token": system.token.key}, follow=True)
    text = response.content.decode()
    assert "komt er niet meer in" in text and "ingetrokken op" in text
    assert system.get("/schools").status_code == 401
    assert not RepeatedCall.objects.filter(token=system.token).exists()
    assert LogEvent.objects.filter(board_id=school.board_id, kind="api.token_ended").exists()
    assert officer.post("/sleutels/intrekken/", {"token": system.token.key}).status_code == 404


@pytest.mark.parametrize("token", ["", "rommel", "2f1c7f0e-6d1b-4b0e-9a55-0a4f4a1b7c11"])
def test_withdrawing_what_is_not_there_is_not_found(token: str, officer: Client) -> None:
    assert officer.post("/sleutels/intrekken/", {"token": token}).status_code == 404


def test_another_boards_key_is_not_seen_and_not_withdrawn(officer: Client) -> None:
    other = a_system(a_board())
    assert other.token.name not in officer.get("/sleutels/").content.decode()
    assert officer.post("/sleutels/intrekken/", {"token": other.token.key}).status_code == 404
    assert other.get("/schools").status_code == 200


@pytest.mark.parametrize("role", ["fg", "director", "administrator", "teacher", "accountant"])
def test_who_may_not_manage_keys_is_refused(role: str, school: School) -> None:
    client = signed_in(a_member(school.board if role in {"fg", "accountant"} else school, role).account)
    assert client.get("/sleutels/").status_code == 403
    assert make(client).status_code == 403
    assert client.post("/sleutels/intrekken/", {"token": a_system(school.board).token.key}).status_code == 403
    assert ApiToken.objects.filter(board=school.board).count() == 1


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"name": ""}, "Dit is nog leeg"),
        ({"scopes": None}, "Kies wat het systeem mag."),
        ({"scopes": ["medical:read"]}, "Dit kunt u niet kiezen"),
        ({"expires_on": "2026-02-31"}, "Deze dag bestaat niet"),
        ({"expires_on": date(2020, 1, 1)}, "Een sleutel werkt vanaf vandaag, en hoogstens 12 maanden."),
        ({"expires_on": date(2199, 1, 1)}, "Een sleutel werkt vanaf vandaag, en hoogstens 12 maanden."),
    ],
)
def test_what_does_not_fit_is_said_beside_the_field(changes: dict[str, Any], says: str, officer: Client) -> None:
    response = make(officer, **changes)
    assert response.status_code == 422 and says in response.content.decode()
    assert not ApiToken.objects.exists()


def test_a_form_that_is_sent_twice_makes_one_key(officer: Client, school: School) -> None:
    assert make(officer).status_code == 201
    again = make(officer)
    assert again.status_code == 422 and "Er is al een open sleutel met deze naam" in again.content.decode()
    officer.post("/sleutels/intrekken/", {"token": ApiToken.objects.get(board=school.board).key})
    assert make(officer).status_code == 201


def an_officer_of(*boards: Board) -> Client:
    member = a_member(boards[0], "privacy_officer")
    for board in boards[1:]:
        person = a_person(board, "Sem", "Boom")
        person.account = member.account
        person.save()
        Membership.objects.create(board=board, person=person, role="privacy_officer", since=LONG_AGO)
    return signed_in(member.account)


def test_who_serves_several_boards_chooses_for_which(school: School) -> None:
    second, stranger = a_board(), a_board()
    client = an_officer_of(school.board, second)
    text = client.get("/sleutels/").content.decode()
    assert "Voor welk bestuur?" in text and second.name in text and stranger.name not in text
    assert make(client).status_code == 422
    assert make(client, board=stranger.pk).status_code == 422
    assert make(client, board=second.pk).status_code == 201
    assert ApiToken.objects.get().board == second


def test_the_last_day_follows_from_the_norm() -> None:
    assert last_day(norms.on(date(2026, 11, 24))) == date(2027, 11, 24)


@pytest.mark.parametrize("scope", scopes_on_offer())
def test_every_right_on_offer_has_words_in_both_languages(scope: str) -> None:
    words = scope_in_words(scope)
    assert ":" not in words.nl and ":" not in words.en and words.nl != words.en


def test_seeing_the_list_is_logged(officer: Client, school: School) -> None:
    officer.get("/sleutels/")
    event = LogEvent.objects.filter(board_id=school.board_id).latest("seq")
    assert event.kind == "access.read" and "tokens" in str(event.data)

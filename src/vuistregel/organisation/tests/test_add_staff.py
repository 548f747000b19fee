"""The first person of a new house comes in by the operator's command."""

from __future__ import annotations

import json
from io import StringIO

import pytest
from django.core.management import call_command

from vuistregel import clock
from vuistregel.access.hats import actor_of
from vuistregel.access.models import Account
from vuistregel.organisation.tests.builders import a_school

pytestmark = pytest.mark.django_db


def add(*more: str, role: str = "privacy_officer", login: str = "noor") -> dict[str, str]:
    out = StringIO()
    names = ("--call-name", "Noor", "--family-name", "Kantlijn")
    call_command("add_staff", "--role", role, "--login", login, *names, *more, "--json", stdout=out, stderr=StringIO())
    found: dict[str, str] = json.loads(out.getvalue())
    return found


def test_the_first_officer_of_a_board_gets_a_role_and_a_link() -> None:
    board = a_school().board
    made = add("--board", board.name)
    account = Account.objects.get(login="noor")
    assert actor_of(account, clock.today()).boards == {board.pk}
    assert "/inloggen/wachtwoord/" in made["url"]
    assert not account.has_usable_password()


@pytest.mark.parametrize(("role", "at_school"), [("privacy_officer", True), ("director", False), ("guardian", True)])
def test_a_role_in_the_wrong_place_is_refused(role: str, at_school: bool) -> None:
    school = a_school()
    place = ("--school", school.brin) if at_school else ()
    with pytest.raises((SystemExit, Exception)) as ended:
        add("--board", school.board.name, *place, role=role)
    assert ended.type is SystemExit or "guardian" in str(ended.value)
    assert not Account.objects.exists()


def test_a_login_that_exists_is_not_taken_over() -> None:
    board = a_school().board
    add("--board", board.name)
    with pytest.raises(SystemExit):
        add("--board", board.name)
    assert Account.objects.count() == 1

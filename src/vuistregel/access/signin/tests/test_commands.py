"""The operator's commands: fresh secrets, and a link for somebody who is locked out."""

from __future__ import annotations

import json
from io import StringIO
from pathlib import Path

import pytest
from allauth.mfa.models import Authenticator
from django.core.management import CommandError, call_command
from django.test import Client

from vuistregel.access.signin.tests import log
from vuistregel.access.signin.tests.people import House, sign_in
from vuistregel.settings.environment import NAMES, read


def run(*args: str) -> str:
    out = StringIO()
    call_command(*args, stdout=out, stderr=StringIO())
    return out.getvalue()


def test_secrets_are_fresh_and_enough_for_production(db: None, tmp_path: Path) -> None:
    first, second = json.loads(run("make_secrets", "--json")), json.loads(run("make_secrets", "--json"))

    assert set(first) <= NAMES
    assert all(first[name] != second[name] for name in first)
    production = {"VUISTREGEL_MODE": "production", "VUISTREGEL_TLS": "proxy", "VUISTREGEL_HOSTS": "h.example.org"}
    production |= {"VUISTREGEL_URL": "https://h.example.org", "VUISTREGEL_VAR": str(tmp_path)}
    assert read(first | production).production


def test_secrets_are_printed_as_an_environment_file(db: None) -> None:
    lines = run("make_secrets").splitlines()

    assert {line.partition("=")[0] for line in lines} <= NAMES


def test_a_link_of_the_operator_lets_staff_choose_a_password(client: Client, house: House) -> None:
    account = house.staff()

    made = json.loads(run("sign_in_link", "--login", account.login.upper(), "--json"))

    path = made["url"].removeprefix("http://localhost:8000")
    assert path.startswith("/inloggen/wachtwoord/")
    client.post(path, {"password": "een andere lange zin"})
    account.refresh_from_db()
    assert account.check_password("een andere lange zin")
    assert Authenticator.objects.filter(user=account).exists()
    assert log.kinds(house.board.pk)[0] == "signin.link_asked"


def test_a_lost_second_step_is_taken_away_and_every_session_with_it(client: Client, house: House) -> None:
    account = house.staff()
    sign_in(client, account)

    run("sign_in_link", "--login", account.login, "--without-second-step")

    assert not Authenticator.objects.filter(user=account).exists()
    assert client.get("/account/").status_code == 302
    assert "signin.factor_removed" in log.kinds(house.board.pk)


def test_an_unknown_login_is_wrong_use(db: None) -> None:
    with pytest.raises(CommandError) as wrong:
        run("sign_in_link", "--login", "niemand")

    assert wrong.value.returncode == 2

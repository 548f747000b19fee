"""With the plain role of web processes everybody still comes in, although they are of no board yet when they knock."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client

from vuistregel.access import second_lock
from vuistregel.access.signin.addresses import address_book
from vuistregel.access.signin.models import OpenSession
from vuistregel.access.signin.tests import log
from vuistregel.access.signin.tests.people import PASSWORD, House, give_password, mails, sign_in
from vuistregel.organisation.models import Person

pytestmark = [pytest.mark.postgres_only, pytest.mark.django_db(transaction=True)]
ROLE = "house_web"


@pytest.fixture
def house(transactional_db: None, settings: Any) -> Iterator[House]:
    cache.clear()
    second_lock.make(role=ROLE)
    settings.ENVIRONMENT = replace(settings.ENVIRONMENT, web_role=ROLE)
    made = House()
    previous = address_book.register(made)
    yield made
    address_book.register(previous)
    as_owner()


def as_web() -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"set role {ROLE}")


def as_owner() -> None:
    with connection.cursor() as cursor:
        cursor.execute("reset role")


def test_staff_come_in_change_their_password_and_are_logged_with_their_board(client: Client, house: House) -> None:
    account = house.staff()
    as_web()
    assert not Person.objects.exists(), "the second lock is open: nothing is proven here"

    give_password(client, account, "iets anders 123")
    sign_in(client, account)
    assert client.get("/account/").status_code == 200
    client.post("/account/wachtwoord/", {"present": PASSWORD, "password": "een heel andere zin"})
    assert client.get("/account/").status_code == 302

    as_owner()
    account.refresh_from_db()
    assert account.check_password("een heel andere zin")
    assert log.kinds(house.board.pk) == ["signin.failed", "signin.signed_in", "signin.password_chosen"]
    assert len(mails()) == 1


def test_a_guardian_comes_in_by_link(client: Client, house: House) -> None:
    house.person("Anna", address="anna@thuis.example")
    as_web()

    client.post("/inloggen/link/", {"address": "anna@thuis.example"})
    as_owner()
    path = re.search(r"http://localhost:8000(/inloggen/link/\S+)", mails()[0][1])[1]  # type: ignore[index]
    as_web()
    client.post(path)
    assert client.get("/account/").status_code == 200
    OpenSession.objects.update(began_at="2020-01-01T00:00Z", seen_at="2020-01-01T00:00Z")
    assert client.get("/account/").status_code == 302

    as_owner()
    assert log.kinds(house.board.pk)[-1] == "signin.signed_out"

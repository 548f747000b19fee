"""Who tries too often waits, by norm, per name and per network, and nobody learns whether the name exists."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from typing import Any

import pytest
from django.core.cache import cache, caches
from django.core.cache.backends.locmem import LocMemCache
from django.test import Client

from vuistregel import clock
from vuistregel.access.signin import limits
from vuistregel.access.signin.limits import LockedOut, attempt
from vuistregel.access.signin.tests import log
from vuistregel.access.signin.tests.people import PASSWORD, House, code_now, give_password

WRONG = "iets anders 123"


def answer(client: Client, login: str, password: str = WRONG, **extra: Any) -> str:
    return client.post("/account/inloggen/", {"login": login, "password": password}, **extra).content.decode()


@pytest.mark.handbook("R10.1")
def test_after_five_wrong_passwords_the_right_one_has_to_wait(client: Client, house: House) -> None:
    account = house.staff()

    for _ in range(5):
        assert "klopt niet" in answer(client, account.login)
    locked = answer(client, account.login, PASSWORD)

    assert "Wacht nog 15 minuten" in locked
    assert "administratie van uw school" in locked
    assert log.kinds(house.board.pk) == ["signin.failed"] * 4 + ["signin.locked"]


def test_a_name_that_does_not_exist_waits_just_as_long(client: Client, house: House) -> None:
    login = house.staff().login
    known = [answer(client, login) for _ in range(6)][-1]
    unknown = [answer(client, "niemand@kantlijn.example") for _ in range(6)][-1]

    assert "Wacht nog 15 minuten" in known
    assert "Wacht nog 15 minuten" in unknown


def test_a_success_does_not_hide_earlier_failures(client: Client, house: House) -> None:
    account = house.account(password=PASSWORD)

    for _ in range(4):
        answer(client, account.login)
    assert give_password(client, account).status_code == 302
    client.post("/uitloggen/")
    answer(client, account.login)

    assert "Wacht nog" in answer(client, account.login, PASSWORD)


def test_successes_are_not_counted(house: House) -> None:
    account = house.account(password=PASSWORD)

    for _ in range(8):
        assert give_password(Client(), account).status_code == 302


def test_another_name_from_the_same_network_need_not_wait(client: Client, house: House) -> None:
    account = house.account(password=PASSWORD)

    for _ in range(6):
        answer(client, "niemand@kantlijn.example")

    assert give_password(client, account).status_code == 302


def test_one_network_has_to_wait_in_the_end(db: None) -> None:
    for number in range(100):
        attempt("password", name=f"login {number}", network="192.0.2.1")

    with pytest.raises(LockedOut):
        attempt("password", name="yet another", network="192.0.2.1")
    attempt("password", name="yet another", network="192.0.2.2")


def test_codes_of_the_second_step_are_counted_too(client: Client, house: House) -> None:
    account = house.staff()
    give_password(client, account)

    for _ in range(5):
        client.post("/account/inloggen/tweede-stap/", {"code": "000000"})
    locked = client.post("/account/inloggen/tweede-stap/", {"code": code_now()})

    assert "Wacht nog" in locked.content.decode()
    assert "_auth_user_id" not in client.session
    assert log.kinds(house.board.pk)[-1] == "signin.locked"


def test_asking_for_links_is_limited(client: Client, house: House) -> None:
    for _ in range(5):
        assert client.post("/inloggen/link/", {"address": "ouder@thuis.example"}).status_code == 302

    assert "Wacht nog" in client.post("/inloggen/link/", {"address": "Ouder@thuis.example"}).content.decode()


def test_a_locked_try_does_not_make_the_wait_longer(db: None) -> None:
    for _ in range(5):
        attempt("password", name="x", network="192.0.2.1")
    keys = [f"signin:password:name:{sha256(b'x').hexdigest()[:32]}:{n}" for n in range(5)]
    before = cache.get_many(keys)
    assert len(before) == 5

    for _ in range(3):
        with pytest.raises(LockedOut):
            attempt("password", name="x", network="192.0.2.1")

    assert cache.get_many(keys) == before


def test_a_locked_try_takes_no_place_of_the_network(db: None) -> None:
    for _ in range(5):
        attempt("password", name="x", network="192.0.2.1")
    for _ in range(200):
        with pytest.raises(LockedOut):
            attempt("password", name="x", network="192.0.2.1")

    attempt("password", name="y", network="192.0.2.1")


def test_a_full_network_uses_up_no_tries_of_the_name(db: None) -> None:
    for number in range(100):
        attempt("password", name=f"login {number}", network="192.0.2.1")
    for _ in range(6):
        with pytest.raises(LockedOut):
            attempt("password", name="ilse", network="192.0.2.1")

    for _ in range(5):
        attempt("password", name="ilse", network="192.0.2.2")


def test_many_guesses_at_once_are_counted_one_by_one(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """On the cache of one process, whose threads all meet; the database's `add` is its own primary key."""
    monkeypatch.setattr(limits, "cache", LocMemCache("tries", {}))
    day = clock.today()
    monkeypatch.setattr(clock, "today", lambda: day)

    def one(number: int) -> bool:
        try:
            attempt("password", name="x", network=f"192.0.2.{number}")
        except LockedOut:
            return False
        return True

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(one, range(64))) == 5


def test_the_shared_cache_has_its_table_and_room_for_every_try(db: None) -> None:
    cache.set("x", 1)
    assert cache.get("x") == 1
    assert caches["default"]._max_entries >= 1_000_000


def test_an_address_behind_no_proxy_cannot_be_invented(client: Client, house: House) -> None:
    login = house.staff().login

    answers = [answer(client, login, headers={"x-forwarded-for": f"198.51.100.{n}"}) for n in range(6)]

    assert "Wacht nog" in answers[-1]

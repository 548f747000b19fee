"""A button per role, in the example set-up only."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import NoReverseMatch, reverse

from vuistregel.access.signin import example, urls
from vuistregel.access.signin.models import OpenSession
from vuistregel.access.signin.tests.people import House
from vuistregel.words import Words

#: Read before any test pretends to be the example: what is mounted is decided once, at start.
assert urls.urlpatterns


@pytest.fixture
def button(house: House) -> Iterator[str]:
    account = house.staff(factor=False)
    example.register_example("test-officer", Words("privacy officer", "privacy officer"), account.login)
    yield "test-officer"
    example._sign_ins.pop("test-officer")


@pytest.fixture
def example_house(settings: Any) -> None:
    settings.EXAMPLE = True
    settings.ROOT_URLCONF = "vuistregel.access.signin.tests.example_urls"


def test_a_button_signs_in_and_counts_as_second_step(client: Client, button: str, example_house: None) -> None:
    assert "Voorbeeld: log in als" in client.get("/inloggen/").content.decode()

    client.post(f"/inloggen/voorbeeld/{button}/")

    assert OpenSession.objects.get().way == "example"
    assert client.get("/account/").status_code == 200


def test_looking_at_the_address_signs_nobody_in(client: Client, button: str, example_house: None) -> None:
    assert client.get(f"/inloggen/voorbeeld/{button}/").status_code == 405


def test_outside_the_example_the_address_does_not_exist(client: Client, button: str) -> None:
    with pytest.raises(NoReverseMatch):
        reverse("example_sign_in", args=[button])
    assert client.post(f"/inloggen/voorbeeld/{button}/").status_code == 404
    assert "Voorbeeld" not in client.get("/inloggen/").content.decode()
    assert not OpenSession.objects.exists()


def test_mounted_by_mistake_it_still_signs_nobody_in(client: Client, button: str, settings: Any) -> None:
    settings.ROOT_URLCONF = "vuistregel.access.signin.tests.example_urls"

    assert client.post(f"/inloggen/voorbeeld/{button}/").status_code == 404


def test_a_session_of_the_example_is_worth_nothing_outside_it(
    client: Client, button: str, example_house: None, settings: Any
) -> None:
    client.post(f"/inloggen/voorbeeld/{button}/")

    settings.EXAMPLE = False

    assert client.get("/account/")["Location"] == "/inloggen/"
    assert "_auth_user_id" not in client.session


def test_a_button_whose_account_is_not_there_is_not_found(client: Client, db: None, example_house: None) -> None:
    assert client.post("/inloggen/voorbeeld/niemand/").status_code == 404

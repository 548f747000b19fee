"""Staff may come in through their organisation; it ties to an account that exists, and to nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.socialaccount.models import SocialAccount
from django.test import Client

from vuistregel.access.models import Account
from vuistregel.access.signin.models import OpenSession
from vuistregel.access.signin.tests import log
from vuistregel.access.signin.tests.identity_provider import Provider, provider
from vuistregel.access.signin.tests.people import House
from vuistregel.settings.environment import Misconfigured
from vuistregel.settings.signin import oidc_apps, saml_apps


@pytest.fixture
def organisation(settings: Any, db: None) -> Iterator[Provider]:
    with provider() as server:
        settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [server.as_app()]}}
        yield server


def come_in(client: Client) -> Any:
    start = client.get("/account/oidc/organisatie/?process=login")
    asked = parse_qs(urlsplit(start["Location"]).query)
    assert asked["code_challenge_method"] == ["S256"]
    return client.get("/account/oidc/organisatie/terug/", {"code": "invented", "state": asked["state"][0]})


def test_a_verified_address_of_staff_brings_them_in(client: Client, house: House, organisation: Provider) -> None:
    account = house.staff("ilse@kantlijn.example", factor=False)
    organisation.person = {"sub": "1", "email": "Ilse@kantlijn.example", "email_verified": True, "name": "Ilse Bloem"}

    assert come_in(client)["Location"] == "/"

    opened = OpenSession.objects.get(account=account)
    assert (opened.way, opened.factor) == ("organisation", "organisation")
    assert log.kinds(house.board.pk) == ["signin.organisation_linked", "signin.signed_in"]
    assert SocialAccount.objects.get().extra_data == {}


def test_the_second_time_the_address_may_have_changed(client: Client, house: House, organisation: Provider) -> None:
    account = house.staff("ilse@kantlijn.example", factor=False)
    organisation.person = {"sub": "1", "email": "ilse@kantlijn.example", "email_verified": True}
    come_in(Client())

    organisation.person = {"sub": "1", "email": "i.bloem@kantlijn.example", "email_verified": False}
    come_in(client)

    assert client.session["_auth_user_id"] == str(account.pk)
    assert SocialAccount.objects.get().extra_data == {}


@pytest.mark.parametrize(
    ("email", "verified"),
    [("ilse@kantlijn.example", False), ("iemand@kantlijn.example", True), ("", True)],
    ids=["not verified", "nobody's", "no address"],
)
def test_what_proves_nothing_opens_nothing(
    client: Client, house: House, organisation: Provider, email: str, verified: bool
) -> None:
    house.staff("ilse@kantlijn.example", factor=False)
    before = Account.objects.count()
    organisation.person = {"sub": "1", "email": email, "email_verified": verified, "preferred_username": "ilse"}

    assert come_in(client)["Location"] == "/inloggen/onbekend/"

    assert "_auth_user_id" not in client.session
    assert Account.objects.count() == before
    assert not SocialAccount.objects.exists()


def test_an_address_of_two_accounts_opens_neither(client: Client, house: House, organisation: Provider) -> None:
    house.staff("een", factor=False, email="samen@kantlijn.example")
    house.staff("twee", factor=False, email="samen@kantlijn.example")
    organisation.person = {"sub": "1", "email": "samen@kantlijn.example", "email_verified": True}

    come_in(client)

    assert "_auth_user_id" not in client.session


def test_somebody_who_works_here_no_more_stays_outside(client: Client, house: House, organisation: Provider) -> None:
    account = house.staff("ilse@kantlijn.example", factor=False)
    organisation.person = {"sub": "1", "email": "ilse@kantlijn.example", "email_verified": True}
    come_in(Client())
    account.persons.get().memberships.update(until="2021-01-01")

    come_in(client)

    assert "_auth_user_id" not in client.session


def test_a_guardian_does_not_come_in_by_this_door(client: Client, house: House, organisation: Provider) -> None:
    house.person(account=house.account(email="anna@thuis.example"))
    organisation.person = {"sub": "1", "email": "anna@thuis.example", "email_verified": True}

    come_in(client)

    assert "_auth_user_id" not in client.session


def test_an_answer_that_nobody_asked_for_is_refused(client: Client, organisation: Provider) -> None:
    answer = client.get("/account/oidc/organisatie/terug/", {"code": "invented", "state": "guessed"})

    assert "lukte niet" in answer.content.decode()
    assert "_auth_user_id" not in client.session


def test_nobody_ties_another_sign_in_to_the_account_they_are_in(
    client: Client, house: House, organisation: Provider
) -> None:
    house.staff("ilse@kantlijn.example", factor=False)
    organisation.person = {"sub": "1", "email": "ilse@kantlijn.example", "email_verified": True}
    come_in(client)
    organisation.person = {"sub": "2", "email": "ander@elders.example", "email_verified": True}

    start = client.get("/account/oidc/organisatie/?process=connect")
    state = parse_qs(urlsplit(start["Location"]).query)["state"][0]
    client.get("/account/oidc/organisatie/terug/", {"code": "invented", "state": state})

    assert SocialAccount.objects.count() == 1


def test_the_door_is_shown_where_an_organisation_is_configured(client: Client, organisation: Provider) -> None:
    assert "De Kantlijn" in client.get("/account/inloggen/").content.decode()


def test_without_configuration_there_is_no_such_door(client: Client, db: None) -> None:
    assert client.get("/account/oidc/organisatie/").status_code == 404
    assert client.get("/account/saml/entree/").status_code == 404


def test_configuration_is_read_from_one_line() -> None:
    [app] = oidc_apps("De Kantlijn | id | geheim | https://inlog.example.org")

    assert (app["name"], app["client_id"], app["settings"]["server_url"]) == (
        "De Kantlijn", "id", "https://inlog.example.org",
    )  # fmt: skip
    assert oidc_apps("") == []


@pytest.mark.parametrize("line", ["De Kantlijn", "a|b|c", "a|b|c|http://inlog.example.org", "|b|c|https://x.example"])
def test_a_wrong_line_is_named(line: str) -> None:
    with pytest.raises(Misconfigured, match="VUISTREGEL_OIDC"):
        oidc_apps(line)


def test_federation_metadata_that_is_not_there_is_named(tmp_path: Any) -> None:
    with pytest.raises(Misconfigured, match="VUISTREGEL_SAML"):
        saml_apps(str(tmp_path / "absent.xml"))
    assert saml_apps("") == []

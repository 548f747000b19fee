"""Staff come in by password and second step, and see nothing before both."""

from __future__ import annotations

import re

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import NoReverseMatch, reverse

from vuistregel.access.models import Account
from vuistregel.access.signin.models import OpenSession
from vuistregel.access.signin.tests import log
from vuistregel.access.signin.tests.people import PASSWORD, House, code_now, give_password, mails, sign_in


@pytest.mark.handbook("R10.1")
def test_password_and_code_bring_staff_in(client: Client, house: House) -> None:
    account = house.staff()

    first = give_password(client, account)
    assert first["Location"] == reverse("mfa_authenticate")
    assert "_auth_user_id" not in client.session
    client.post(first["Location"], {"code": code_now()})

    assert client.session["_auth_user_id"] == str(account.pk)
    assert OpenSession.objects.get(account=account).factor == "totp"
    assert log.last(house.board.pk, "signin.signed_in") | {"persons": 0} == {
        "persons": 0, "way": "password", "factor": "totp",
    }  # fmt: skip


def test_password_alone_opens_nothing(client: Client, house: House) -> None:
    give_password(client, house.staff())

    assert client.get("/account/").status_code == 302
    assert client.get("/account/")["Location"].startswith(reverse("sign_in"))


def test_wrong_password_and_unknown_login_get_the_same_answer(client: Client, house: House) -> None:
    account = house.staff()

    wrong = client.post("/account/inloggen/", {"login": account.login, "password": "iets anders 123"})
    unknown = client.post("/account/inloggen/", {"login": "niemand@kantlijn.example", "password": "iets anders 123"})

    assert wrong.status_code == unknown.status_code == 200
    assert _text(wrong).replace(account.login, "") == _text(unknown).replace("niemand@kantlijn.example", "")
    assert "De inlognaam of het wachtwoord klopt niet." in _text(wrong)


def test_a_failed_sign_in_is_logged_without_the_login(client: Client, house: House) -> None:
    account = house.staff("ilse@kantlijn.example")

    give_password(client, account, "iets anders 123")

    assert log.last(house.board.pk, "signin.failed")["way"] == "password"
    assert "ilse@" not in log.whole(house.board.pk)
    assert "127.0.0.1" not in log.whole(house.board.pk)


def test_login_with_capitals_is_the_same_login(client: Client, house: House) -> None:
    account = house.staff("ilse@kantlijn.example")

    response = client.post("/account/inloggen/", {"login": " ILSE@Kantlijn.example", "password": PASSWORD})

    assert response["Location"] == reverse("mfa_authenticate")
    assert account.pk


@pytest.mark.handbook("R10.1")
def test_staff_without_second_step_can_only_set_one_up(client: Client, house: House) -> None:
    account = house.staff(factor=False)

    give_password(client, account)

    for path in ("/account/", "/account/wachtwoord/", "/account/herstelcodes/"):
        assert client.get(path)["Location"] == reverse("second_factor"), path
    assert client.post("/account/elders-uitloggen/")["Location"] == reverse("second_factor")
    assert client.get(reverse("second_factor")).status_code == 200
    assert client.get("/uitloggen/").status_code == 200


def test_setting_up_an_app_asks_the_password_again_and_opens_the_house(client: Client, house: House) -> None:
    account = house.staff(factor=False)
    give_password(client, account)

    asked = client.get("/account/tweede-stap/app/")
    assert asked["Location"] == "/account/bevestigen/?next=%2Faccount%2Ftweede-stap%2Fapp%2F"
    client.post(asked["Location"], {"password": PASSWORD})
    page = client.get("/account/tweede-stap/app/")
    before = client.session.session_key
    secret = page.context["form"].secret
    done = client.post("/account/tweede-stap/app/", {"code": code_now(secret)})

    assert done["Location"] == reverse("mfa_view_recovery_codes")
    assert client.session.session_key != before
    assert client.get("/account/").status_code == 200
    assert log.last(house.board.pk, "signin.factor_set")["factor"] == "totp"
    assert [to for to, body in mails() if "een app met codes" in body] == [account.email]


def test_the_code_that_couples_an_app_does_not_sign_in_as_well(client: Client, house: House) -> None:
    account = house.staff(factor=False)
    give_password(client, account)
    client.post("/account/bevestigen/?next=/account/tweede-stap/app/", {"password": PASSWORD})
    secret = client.get("/account/tweede-stap/app/").context["form"].secret
    code = code_now(secret)
    client.post("/account/tweede-stap/app/", {"code": code})

    again = Client()
    give_password(again, account)
    refused = again.post("/account/inloggen/tweede-stap/", {"code": code})

    assert Authenticator.objects.filter(user=account, type="totp").exists()
    assert refused.status_code == 200
    assert again.get("/account/").status_code == 302


def test_the_secret_of_an_app_is_not_readable_in_the_database(house: House) -> None:
    account = house.staff()

    kept = Authenticator.objects.get(user=account, type="totp").data["secret"]

    assert "JBSWY3DPEHPK3PXP" not in kept


def test_recovery_codes_are_shown_once_and_work_once(client: Client, house: House) -> None:
    account = house.staff(factor=False)
    give_password(client, account)
    client.post("/account/bevestigen/?next=/account/tweede-stap/app/", {"password": PASSWORD})
    secret = client.get("/account/tweede-stap/app/").context["form"].secret
    client.post("/account/tweede-stap/app/", {"code": code_now(secret)})
    codes = re.findall(r"<code>(\w+)</code>", client.get("/account/herstelcodes/").content.decode())
    assert len(codes) == 10
    assert codes[0] not in client.get("/account/herstelcodes/").content.decode()

    for expected_to_work in (True, False):
        fresh = Client()
        give_password(fresh, account)
        fresh.post("/account/inloggen/tweede-stap/", {"code": codes[0]})
        assert ("_auth_user_id" in fresh.session) is expected_to_work


def test_a_code_works_once(house: House) -> None:
    account = house.staff()
    code = code_now()

    for expected_to_work in (True, False):
        client = Client()
        give_password(client, account)
        client.post("/account/inloggen/tweede-stap/", {"code": code})
        assert ("_auth_user_id" in client.session) is expected_to_work


def test_taking_the_last_second_step_away_leads_staff_to_a_new_one(client: Client, house: House) -> None:
    account = house.staff()
    sign_in(client, account)

    client.post("/account/bevestigen/?next=/account/", {"password": PASSWORD})
    client.post("/account/tweede-stap/app/weg/")

    assert not Authenticator.objects.filter(user=account).exists()
    assert client.get("/account/")["Location"] == reverse("second_factor")
    assert log.last(house.board.pk, "signin.factor_removed")["factor"] == "totp"


def test_changing_a_second_step_asks_first_who_it_is(client: Client, house: House) -> None:
    sign_in(client, house.staff())

    for path in ("/account/tweede-stap/app/weg/", "/account/tweede-stap/passkey/", "/account/herstelcodes/nieuw/"):
        assert client.get(path)["Location"].startswith("/account/bevestigen/"), path
        assert client.post(path)["Location"].startswith("/account/bevestigen/"), path
    assert Authenticator.objects.count() == 1


def test_nobody_can_sign_up(client: Client, house: House) -> None:
    for path in ("/account/signup/", "/accounts/signup/", "/account/social/signup/"):
        assert client.get(path).status_code == 404
    with pytest.raises(NoReverseMatch):
        reverse("account_signup")


def test_a_closed_account_does_not_come_in(client: Client, house: House) -> None:
    account = house.staff(is_active=False)

    give_password(client, account)

    assert "_auth_user_id" not in client.session


def test_the_way_to_another_house_is_not_followed(client: Client, house: House) -> None:
    account = house.account(password=PASSWORD)

    response = client.post(
        "/account/inloggen/?next=https://elders.example/", {"login": account.login, "password": PASSWORD}
    )

    assert response["Location"] == "/"


def _text(response: object) -> str:
    text = response.content.decode()  # type: ignore[attr-defined]
    return re.sub(r'(csrfmiddlewaretoken" value=)"\w+"', "", text)


def test_no_account_is_made_by_a_sign_in(client: Client, house: House) -> None:
    house.staff()
    before = Account.objects.count()

    client.post("/account/inloggen/", {"login": "nieuw@kantlijn.example", "password": PASSWORD})

    assert Account.objects.count() == before

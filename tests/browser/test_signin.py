"""Signing in as people do it: app with codes, passkey, link by mail; and every page of it looked at."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache import cache
from playwright.sync_api import expect

from tests.machinery.browser import HousePage
from vuistregel.access.signin.addresses import address_book
from vuistregel.access.signin.models import OneTimeLink
from vuistregel.access.signin.tests.people import PASSWORD, House, code_now, mails

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def house(transactional_db: None, settings: Any, live_server: Any) -> Iterator[House]:
    cache.clear()
    settings.MFA_TOTP_TOLERANCE = 1
    made = House()
    previous = address_book.register(made)
    yield made
    address_book.register(previous)


def password_in(page: HousePage, login: str) -> None:
    page.goto("/account/inloggen/?next=/account/")
    page.get_by_label("Inlognaam").fill(login)
    page.get_by_label("Wachtwoord", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Log in", exact=True).click()


def confirm(page: HousePage) -> None:
    page.get_by_label("Uw wachtwoord").fill(PASSWORD)
    page.get_by_role("button", name="Ga verder").click()


def test_staff_set_up_an_app_and_come_in_with_its_code(house_page: HousePage, house: House) -> None:
    login = house.staff(factor=False).login

    password_in(house_page, login)
    expect(house_page.page.get_by_role("heading", level=1)).to_have_text("Stel eerst een tweede stap in")
    house_page.get_by_role("link", name="Een app met codes").click()
    confirm(house_page)
    house_page.get_by_text("Kunt u niet scannen?").click()
    secret = house_page.locator("details code").inner_text()
    house_page.get_by_label("Code").fill(code_now(secret))
    house_page.get_by_role("button", name="Koppel deze app").click()
    expect(house_page.page.locator(".vr-codes li")).to_have_count(10)
    house_page.get_by_role("link", name="Ik heb ze bewaard").click()
    expect(house_page.page.get_by_text("ingesteld", exact=True)).to_be_visible()

    house_page.get_by_role("link", name="Log uit").click()
    house_page.get_by_role("button", name="Log uit").click()
    password_in(house_page, login)
    cache.clear()  # the code of this half minute was used a moment ago
    house_page.get_by_label("Code").fill(code_now(secret))
    house_page.get_by_role("button", name="Log in", exact=True).click()
    expect(house_page.page.get_by_role("heading", level=1)).to_have_text("Zo logt u in")


def test_staff_make_a_passkey_and_come_in_with_it_alone(house_page: HousePage, house: House) -> None:
    login = house.staff(factor=False).login
    house_page.add_passkey_device()

    password_in(house_page, login)
    house_page.get_by_role("link", name="Een passkey").click()
    confirm(house_page)
    house_page.get_by_label("Hoe noemt u deze passkey?").fill("mijn laptop")
    house_page.get_by_role("button", name="Maak de passkey").click()
    house_page.page.wait_for_url("**/account/herstelcodes/")
    house_page.goto("/account/")
    expect(house_page.page.get_by_text("mijn laptop")).to_be_visible()

    house_page.goto("/uitloggen/")
    house_page.get_by_role("button", name="Log uit").click()
    password_in(house_page, login)
    house_page.get_by_role("button", name="Gebruik uw passkey").click()
    house_page.page.wait_for_url("**/account/")

    house_page.goto("/uitloggen/")
    house_page.get_by_role("button", name="Log uit").click()
    house_page.goto("/account/inloggen/?next=/account/")
    house_page.get_by_role("button", name="Log in met een passkey").click()
    house_page.page.wait_for_url("**/account/")
    expect(house_page.page.get_by_role("heading", level=1)).to_have_text("Zo logt u in")


def test_a_guardian_comes_in_without_javascript(plain_page: HousePage, house: House) -> None:
    house.person("Anna", address="anna@thuis.example")

    plain_page.goto("/inloggen/?next=/account/")
    plain_page.get_by_role("link", name="Ik ben ouder, leerling of leverancier").click()
    plain_page.get_by_label("Uw e-mailadres").fill("anna@thuis.example")
    plain_page.get_by_role("button", name="Stuur mij een link").click()
    expect(plain_page.page.get_by_role("heading", level=1)).to_have_text("Kijk in uw mail")
    [(_, body)] = mails()
    path = re.search(r"http://localhost:8000(/inloggen/link/\S+)", body)[1]  # type: ignore[index]
    plain_page.goto(path)
    assert OneTimeLink.objects.filter(used_at=None).count() == 1
    plain_page.get_by_role("button", name="Log in").click()

    expect(plain_page.page.get_by_role("heading", level=1)).to_have_text("Zo logt u in")


def test_the_other_pages_of_signing_in_are_in_order(house_page: HousePage, house: House) -> None:
    account = house.staff(factor=False)

    house_page.goto("/inloggen/wachtwoord/")
    house_page.get_by_label("Uw inlognaam of e-mailadres").fill(account.login)
    house_page.get_by_role("button", name="Stuur mij een link").click()
    path = re.search(r"http://localhost:8000(/inloggen/wachtwoord/\S+)", mails()[0][1])[1]  # type: ignore[index]
    house_page.goto(path)
    house_page.get_by_label("Nieuw wachtwoord").fill("kort")
    house_page.get_by_role("button", name="Bewaar dit wachtwoord").click()
    expect(house_page.page.get_by_role("alert")).to_be_visible()
    house_page.get_by_label("Nieuw wachtwoord").fill(PASSWORD)
    house_page.get_by_role("button", name="Bewaar dit wachtwoord").click()
    expect(house_page.page.get_by_role("heading", level=1)).to_have_text("Uw wachtwoord is bewaard")
    house_page.goto(path)
    expect(house_page.page.get_by_role("heading", level=1)).to_have_text("Deze link werkt niet meer")
    house_page.goto("/inloggen/onbekend/")
    password_in(house_page, account.login)
    house_page.goto("/uitloggen/")

"""The pages of this room in a real browser: axe, both themes, no request to others, nothing that the policy refuses."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import expect

from vuistregel import clock
from vuistregel.api.house import api
from vuistregel.api.operations import explanations
from vuistregel.api.tests.systems import System, a_school, a_system
from vuistregel.organisation.tests.builders import a_member, signed_in

pytestmark = pytest.mark.urls("vuistregel.api.tests.house_urls")


def test_the_api_is_explained_without_asking_anybody_else(house_page: Any) -> None:
    house_page.goto("/api/v1/docs/")
    expect(house_page.get_by_role("heading", level=1)).to_have_text("Zo praat een systeem met Vuistregel.")
    for said in explanations(api).values():
        expect(house_page.get_by_role("heading", name=said.title.nl)).to_be_visible()
    house_page.get_by_text("Voorbeeld").first.click()
    expect(house_page.get_by_text("curl -X GET").first).to_be_visible()
    house_page.inspect()


def test_the_api_is_explained_without_scripts_too(plain_page: Any) -> None:
    plain_page.goto("/api/v1/docs/#refused")
    expect(plain_page.locator("#refused")).to_be_visible()


def test_a_key_is_made_copied_and_withdrawn(house_page: Any) -> None:
    school = a_school()
    house_page.sign_in(signed_in(a_member(school.board, "privacy_officer").account))
    house_page.goto("/sleutels/")
    house_page.get_by_label("Hoe heet het systeem?").fill("Schoolsite")
    house_page.get_by_label("de tien stappen inzien").check()
    house_page.get_by_label("Tot en met welke dag?").fill((clock.today() + timedelta(days=60)).isoformat())
    house_page.get_by_role("button", name="Maak deze sleutel").click()
    secret = house_page.locator(".api-secret code").inner_text()
    assert System(secret).get(f"/schools/{school.brin}/steps").status_code == 200
    house_page.get_by_role("link", name="Ik heb hem bewaard").click()
    expect(house_page.get_by_role("heading", level=1)).to_have_text("Eén ander systeem kan bij uw gegevens.")
    a_system(school.board, until=clock.today() - timedelta(days=1))
    house_page.get_by_role("button", name=re.compile("Trek in.*Schoolsite")).click()
    expect(house_page.get_by_text("komt er niet meer in")).to_be_visible()
    expect(house_page.get_by_role("heading", name="Verlopen sleutels")).to_be_visible()
    assert System(secret).get("/schools").status_code == 401


def test_a_form_with_faults_keeps_what_was_typed(house_page: Any) -> None:
    school = a_school()
    house_page.sign_in(signed_in(a_member(school.board, "privacy_officer").account))
    house_page.goto("/sleutels/")
    house_page.get_by_label("Hoe heet het systeem?").fill("Schoolsite")
    house_page.get_by_role("button", name="Maak deze sleutel").click()
    expect(house_page.get_by_label("Hoe heet het systeem?")).to_have_value("Schoolsite")
    expect(house_page.get_by_text("Kies wat het systeem mag.").first).to_be_visible()

"""The page of building blocks and the way of a refusal in a real browser; the page itself is watched by its fixture."""

from __future__ import annotations

from typing import Any

import pytest

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.urls("vuistregel.ui.tests.urls")]


def test_every_building_block_holds_on_phone_and_screen_in_light_and_dark(house_page: Any):
    house_page.goto("/stijlblad/")
    house_page.get_by_text("Alle tekeningen met hun naam").click()
    house_page.inspect()


def test_a_parent_without_scripts_can_read_choose_a_language_and_the_dark(plain_page: Any):
    plain_page.goto("/toegankelijkheid/")
    plain_page.get_by_role("button", name="English").click()
    plain_page.get_by_role("heading", name="Everybody must be able to use Vuistregel.").wait_for()
    plain_page.get_by_role("button", name="Dark, like a blackboard").click()
    assert plain_page.locator("html").get_attribute("data-theme") == "dark"


def test_the_first_press_of_tab_leads_to_the_content(house_page: Any):
    house_page.goto("/toegankelijkheid/")
    house_page.keyboard.press("Tab")
    assert house_page.evaluate("document.activeElement.textContent") == "Naar de inhoud"
    house_page.keyboard.press("Enter")
    assert house_page.evaluate("document.activeElement.id") == "inhoud"


def test_a_step_unfolds_by_a_press(house_page: Any):
    house_page.goto("/stijlblad/")
    folded = house_page.locator("details.vr-step").first
    folded.locator("summary").click()
    assert folded.get_attribute("open") is not None

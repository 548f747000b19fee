"""On a phone: a photo is asked about, covered, published; a consent ends, and the task on the start page closes."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.machinery.browser import HousePage
from vuistregel.consent.tests.builders import a_school_with_channels, says
from vuistregel.media.models import Publication, TakeDown
from vuistregel.media.pictures.tests import cameras
from vuistregel.organisation.tests.builders import a_group, a_guardian, a_member, a_pupil, signed_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.handbook("S48", "R8.11", "R8.12")
def test_from_a_no_to_a_yes_to_gone_again(house_page: HousePage, tmp_path: Path) -> None:
    school = a_school_with_channels(mode="each_year")
    group = a_group(school, "5B")
    teacher = a_member(school, "teacher", call_name="Sem", groups=(group,))
    lotte = a_pupil(school, call_name="Lotte", family_name="Bos", group=group)
    yara = a_pupil(school, call_name="Yara", family_name="Zaal", group=group)
    a_guardian(lotte)
    mother = a_guardian(yara).person
    says(yara, mother, "website", "given")
    photo = tmp_path / "IMG_0001.jpg"
    photo.write_bytes(cameras.saved(cameras.a_scene()))
    page = house_page.page
    page.set_viewport_size({"width": 390, "height": 844})
    house_page.sign_in(signed_in(teacher.account))

    house_page.goto("/")
    page.get_by_role("link", name="Mag dit online? Antwoord in tien seconden").click()
    page.get_by_label("Groepsfoto").check()
    page.get_by_label("Website van school").check()
    page.get_by_label("Lotte Bos").check()
    page.get_by_label("Yara Zaal").check()
    page.get_by_label("Wat komt erbij te staan?").fill("Yara plant bollen")
    page.get_by_label("Voeg de foto of film toe").set_input_files(photo)
    page.get_by_role("button", name="Mag dit?").click()

    answer = page.get_by_role("heading", level=1)
    expect(answer).to_have_text("Nee, zo niet.")
    assert answer.bounding_box()["y"] < 400  # type: ignore[index]
    assert "bollen" not in page.url
    expect(page.get_by_text("Lotte mag niet op de website van school")).to_be_visible()
    expect(page.locator("mark")).to_have_text("Yara")

    page.get_by_role("button", name="Verander iets").click()
    page.get_by_label("Wat komt erbij te staan?").fill("Wij planten bollen")
    page.get_by_label("Lotte Bos").uncheck()
    page.get_by_role("button", name="Mag dit?").click()
    expect(answer).to_have_text("Nog niet te zeggen.")
    page.get_by_role("button", name="Kijk de foto of film na").click()
    page.get_by_role("link", name="Wijs een gezicht aan").click()
    page.locator(".vr-work__cells button").nth(33).click()
    page.get_by_role("button", name="Ja, zo klopt het").click()
    page.get_by_role("link", name="Mag dit online?", exact=True).last.click()
    expect(answer).to_have_text("Ja, dit mag.")
    page.get_by_label("Waar staat het?").fill("https://school.example/bollen")
    page.get_by_role("button", name="Leg vast dat het er staat").click()
    expect(answer).to_have_text("Geplaatst: groepsfoto op de website van school.")
    assert Publication.objects.get().state == "published"

    says(yara, mother, "website", "withdrawn")
    house_page.goto("/")
    expect(answer).to_contain_text("één ding")
    page.get_by_role("link", name="Haal de groepsfoto weg van: Website van school").click()
    page.get_by_label("Hoe weet u dat het weg is?").fill("Bericht verwijderd en zelf gekeken.")
    page.get_by_role("button", name="Het is weg").click()
    expect(answer).to_have_text("Weggehaald: groepsfoto op de website van school.")
    assert TakeDown.objects.get().state == "closed"
    house_page.goto("/")
    expect(page.get_by_text("Haal de groepsfoto weg")).to_have_count(0)

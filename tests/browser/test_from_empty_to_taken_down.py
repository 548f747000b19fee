"""From an empty school to a photo that is gone again: import, round, three answers, a covered face, a withdrawal.

Everybody acts on the pages that they have: the office at a desk, the parent, the pupil and the teacher on a phone.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.urls import reverse
from playwright.sync_api import Locator, expect

from tests.browser.invented_school import MOTHER_MAIL, PHOTO_NAME, a_class_photo, a_scan, files_of
from tests.browser.what_a_file_tells import told_by
from tests.machinery.browser import DESKTOP, PHONE, HousePage
from vuistregel import clock
from vuistregel.access.actor import OPERATOR
from vuistregel.consent.channels import prepare_new_schools
from vuistregel.consent.models import Consent
from vuistregel.consent.tests.rounds import link_in, mails
from vuistregel.keys import files
from vuistregel.media.models import MediaFile, Publication, TakeDown
from vuistregel.media.rules import names_in
from vuistregel.organisation.models import Group, ImportRun, Pupil, School
from vuistregel.organisation.roster.work import read_if_waiting
from vuistregel.organisation.tests.builders import a_member, a_school, signed_in
from vuistregel.outbox.models import OutboxItem
from vuistregel.outbox.sweep import sweep

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PUBLISHED = "media.published_with_consent"


class Way:
    """One browser that changes hands."""

    def __init__(self, page: HousePage, school: School) -> None:
        self.house, self.page, self.school = page, page.page, school
        self.page.set_default_timeout(10_000)

    def hand_over(self, client: Any = None, *, width: int = DESKTOP) -> None:
        """The browser goes to somebody else: the client that signed in, what their phone kept, or nothing."""
        self.house.inspect_if_new()
        self.house.context.clear_cookies()
        self.page.set_viewport_size({"width": width, "height": 844})
        if isinstance(client, list):
            self.house.context.add_cookies(client)
        elif client is not None:
            self.house.sign_in(client)

    def at(self, name: str, *more: Any) -> None:
        self.house.goto(reverse(name, args=[self.school.pk, *more]))

    def press(self, name: str) -> None:
        self.house.get_by_role("button", name=name, exact=True).click()

    def tap(self, kind: Any, name: str) -> None:
        """The same for a link or button of a page at which the scenarios of publishing look already."""
        self.page.get_by_role(kind, name=name).last.click()

    @property
    def heading(self) -> Locator:
        return self.page.get_by_role("heading", level=1)


def read_in(way: Way, section: str, path: Path) -> None:
    way.house.goto(f"/scholen/{way.school.pk}/inlezen/")
    part = way.page.locator(f"#{section}")
    part.locator("input[type=file]").set_input_files(path)
    part.get_by_role("button", name="Kijk wat er verandert").click()
    expect(way.heading).to_contain_text("Wij lezen uw bestand")
    read_if_waiting(ImportRun.objects.latest("made_at").key)
    way.page.get_by_role("button", name="Lees dit bestand in").click(timeout=15_000)
    expect(way.heading).to_have_text("Het bestand is ingelezen.")


def choose_how_often(way: Way) -> None:
    """The house lays out the places by itself; the director says for the website that it is asked each year."""
    prepare_new_schools(OPERATOR, clock.now())
    way.at("channels")
    way.house.get_by_role("link", name="Hoe vaak vragen wij het?").click()
    expect(way.heading).to_contain_text("hoe vaak school het vraagt")
    way.page.get_by_role("group", name="Website van school").get_by_label("Elk schooljaar opnieuw").check()
    way.press("Bewaar")
    expect(way.page.get_by_text("Bewaard voor één plek.")).to_be_visible()


def send_round(way: Way) -> None:
    way.at("rounds")
    way.house.get_by_role("link", name="Begin een ronde").click()
    way.house.get_by_label("alle gezinnen van de school").check()
    way.press("Bekijk wie dit krijgt")
    expect(way.heading).to_have_text("U gaat 3 gezinnen vragen.")
    way.press("Verstuur")
    expect(way.page.get_by_text("De vragen zijn onderweg.")).to_be_visible()
    sweep(clock.now())
    assert not OutboxItem.objects.filter(state="waiting").exists()


def answer_by_mail(way: Way) -> list[Any]:
    """The mother: from her mail to a yes. Returns what her phone keeps, with which she comes back later."""
    [body] = [body for to, _, body in mails() if to == MOTHER_MAIL]
    way.hand_over(width=PHONE)
    way.house.goto(link_in(body))
    way.press("Ga verder")
    expect(way.heading).to_contain_text("foto’s van Yara")
    say_yes(way)
    kept: list[Any] = list(way.house.context.cookies())
    return kept


def say_yes(way: Way) -> None:
    place = way.page.get_by_role("group", name=re.compile("website van school", re.I)).first
    expect(place.get_by_role("radio", checked=True)).to_have_count(0)
    place.get_by_text("Ja", exact=True).click()
    way.house.get_by_role("region", name="Bewaren").get_by_role("button", name="Bewaar").click()
    expect(way.page.get_by_text(re.compile("Bewaard .*Website van school: ja")).first).to_be_visible()


def read_codes(way: Way) -> dict[str, str]:
    """The letters that the office prints: name → code."""
    way.house.get_by_role("link", name=re.compile(r"Druk \S+ brie(f|ven) af")).first.click()
    expect(way.heading).to_contain_text("uit te delen")
    letters = way.page.locator("article.vr-letter").all()
    return {
        each.locator("p.vr-note").first.inner_text(): each.locator(".vr-letter-code").inner_text() for each in letters
    }


def answer_by_code(way: Way, code: str) -> None:
    """The pupil of sixteen: the code of his own letter, and nobody of his family is asked."""
    way.hand_over(width=PHONE)
    way.house.goto(reverse("letter_code"))
    way.page.get_by_label("code").fill(code)
    way.page.locator("main").get_by_role("button").first.click()
    expect(way.heading).to_have_text("Mag er een foto van u online?")
    say_yes(way)


def record_paper(way: Way, scan: Path) -> None:
    """The office: what Lotte's father wrote on the form."""
    way.at("pupil_consent", Pupil.objects.get(person__call_name="Lotte").pk)
    way.page.get_by_label("Joost Bos").check()
    way.page.get_by_label("op papier").check()
    way.page.get_by_label("Scan of foto van het formulier").set_input_files(scan)
    way.page.get_by_role("group", name=re.compile("Website van school")).first.get_by_text("Nee", exact=True).click()
    way.press("Bewaar")
    expect(way.page.get_by_text("Bewaard: één antwoord over Lotte.")).to_be_visible()
    expect(way.page.get_by_role("link", name="formulier", exact=True)).to_be_visible()


def check_cover_publish(way: Way, photo: Path) -> None:
    """The teacher: no, a face covered, yes, published."""
    way.house.goto("/")
    way.tap("link", "Mag dit online? Antwoord in tien seconden")
    way.page.get_by_label("Groepsfoto").check()
    way.page.get_by_label("Website van school").check()
    for name in ("Yara Zaal", "Lotte Bos", "Bram Kuil"):
        way.page.get_by_label(name).check()
    way.page.get_by_label("Wat komt erbij te staan?").fill("Wij planten bollen")
    way.page.get_by_label("Voeg de foto of film toe").set_input_files(photo)
    way.tap("button", "Mag dit?")
    expect(way.heading).to_have_text("Nee, zo niet.")
    expect(way.page.get_by_text("Lotte mag niet op de website van school")).to_be_visible()

    way.tap("button", "Verander iets")
    way.page.get_by_label("Lotte Bos").uncheck()
    way.tap("button", "Mag dit?")
    expect(way.heading).to_have_text("Nog niet te zeggen.")
    way.tap("button", "Kijk de foto of film na")
    expect(way.heading).to_have_text("Wijs aan wie u wilt afdekken.")
    kept_clean(MediaFile.objects.get(), photo)
    cover_a_face(way)
    offered_clean(way, photo)
    way.tap("link", "Mag dit online?")
    expect(way.heading).to_have_text("Ja, dit mag.")
    way.page.get_by_label("Waar staat het?").fill("https://school.example/bollen")
    way.tap("button", "Leg vast dat het er staat")
    expect(way.heading).to_have_text("Geplaatst: groepsfoto op de website van school.")


def kept_clean(media: MediaFile, photo: Path) -> None:
    """From the first moment on the house keeps nothing of place, names, device, preview and the name of the file."""
    assert told_by(photo.read_bytes(), photo.parent)
    assert media.original is not None
    with files.open(media.original) as original:
        assert told_by(original.read(), photo.parent) == []
    assert names_in(media.file_name, ("Lotte", "Bos")) == ()


def offered_clean(way: Way, photo: Path) -> None:
    """What the teacher takes along to the website."""
    with way.page.expect_download() as download:
        way.tap("button", "Haal de foto op")
    assert names_in(download.value.suggested_filename, ("Lotte", "Bos")) == ()
    assert told_by(Path(download.value.path()).read_bytes(), photo.parent) == []


def cover_a_face(way: Way) -> None:
    """A tap on the photo itself, as a thumb does it; then a person says that it is right."""
    photo = way.page.locator(".vr-work__photo")
    photo.scroll_into_view_if_needed()
    box = photo.bounding_box()
    assert box is not None
    before = way.page.locator("#wie ol > li").count()
    way.page.mouse.click(box["x"] + box["width"] * 0.2, box["y"] + box["height"] * 0.43)
    expect(way.page.locator("#wie ol > li")).to_have_count(before + 1)
    way.house.inspect()
    way.tap("button", "Ja, zo klopt het")


def withdraw(way: Way, mother: Any) -> None:
    way.hand_over(mother, width=PHONE)
    way.house.goto(reverse("consents"))
    place = way.page.locator(".vr-answer", has_text="Website van school").first
    place.locator("summary").click()
    place.get_by_role("button", name="Maak er nee van").click()
    expect(way.page.get_by_text("Bewaard voor Yara. Website van school: nee.")).to_be_visible()


def take_down(way: Way, proof: Path) -> None:
    way.house.goto("/")
    expect(way.heading).to_contain_text("één ding")
    way.tap("link", "Haal de groepsfoto weg van: Website van school")
    way.page.get_by_label("Hoe weet u dat het weg is?").fill("Bericht verwijderd en zelf gekeken.")
    way.page.locator("#weg input[type=file]").set_input_files(proof)
    way.tap("button", "Het is weg")
    expect(way.heading).to_have_text("Weggehaald: groepsfoto op de website van school.")
    expect(way.page.get_by_role("link", name="Bekijk de foto van de lege plek")).to_be_visible()
    way.house.goto("/")
    expect(way.page.get_by_text("Haal de groepsfoto weg")).to_have_count(0)


def stands_in_order(way: Way, director: Any, *, order: bool) -> None:
    """What step 7 says of what is published; each check has a page of its own."""
    way.hand_over(director)
    way.at("check", PUBLISHED)
    expect(way.heading).to_have_text("Is er een ja voor iedereen die te herkennen is in wat er staat?")
    expect(way.page.locator(".vr-lead")).to_have_text("Alles klopt." if order else "1 klopt nog niet.")


def change_the_words(way: Way) -> str:
    """The director asks it in other words from now on. Returns the words until now."""
    way.at("channel", "website")
    asked = way.page.locator("[name=image-ask_nl]")
    before: str = asked.input_value()
    asked.fill("Mag {name} op onze nieuwe website te zien zijn?")
    way.press("Bewaar")
    expect(way.heading).to_contain_text("School vraagt toestemming")
    return before


def the_receipt_keeps_its_words(way: Way, mother: Any, words: str) -> None:
    """Both of the mother's answers stand with the words that she read, on the page and in the file to keep."""
    way.hand_over(mother, width=PHONE)
    way.house.goto(reverse("consent_history", args=[Pupil.objects.get(person__call_name="Yara").pk]))
    expect(way.heading).to_have_text("Dit antwoordde u over Yara.")
    expect(way.page.locator("h2")).to_have_text(["Website van school: nee, ingetrokken", "Website van school: ja"])
    way.page.get_by_text("De tekst van toen").last.click()
    expect(way.page.get_by_text(words).last).to_be_visible()
    with way.page.expect_download() as download:
        way.house.get_by_role("link", name=re.compile("Bewijs om te bewaren")).last.click()
    receipt = json.loads(Path(download.value.path()).read_text())
    assert words in json.dumps(receipt, ensure_ascii=False)
    assert "onze nieuwe website" not in json.dumps(receipt, ensure_ascii=False)


def answers() -> list[tuple[str, str, str]]:
    """About whom, what and how, in the order in which it was answered."""
    rows = Consent.objects.filter(question__channel__slug="website").select_related("person").order_by("pk")
    return [(row.person.call_name, row.answer, row.how) for row in rows]


@pytest.mark.handbook("S48", "R5.22", "R7.11", "R7.15", "R8.12")
def test_from_an_empty_school_to_a_photo_that_is_gone_again(house_page: HousePage, tmp_path: Path) -> None:
    cache.clear()
    school = a_school(sector="vo", name="De Proef")
    way = Way(house_page, school)
    exported = files_of(school.brin, tmp_path)
    photo, scan = tmp_path / PHOTO_NAME, tmp_path / "formulier.jpg"
    photo.write_bytes(a_class_photo())
    scan.write_bytes(a_scan())
    director = signed_in(a_member(school, "director", call_name="Noor").account)
    office = signed_in(a_member(school, "administrator", call_name="Ans").account)

    way.hand_over(office)
    read_in(way, "leerlingen", exported.roster)
    read_in(way, "ouders", exported.contacts)
    assert Pupil.objects.filter(school=school).count() == 3
    way.hand_over(director)
    choose_how_often(way)
    send_round(way)
    codes = read_codes(way)

    mother = answer_by_mail(way)
    [code] = [code for name, code in codes.items() if "Bram" in name]
    answer_by_code(way, code)
    way.hand_over(office)
    record_paper(way, scan)
    given = [("Yara", "given", "portal"), ("Bram", "given", "portal"), ("Lotte", "refused", "paper")]
    assert answers() == given
    own = Consent.objects.select_related("by").get(person__call_name="Bram")
    assert (own.capacity, own.by.call_name) == ("own", "Bram")

    group = Group.objects.get(school=school)
    teacher = signed_in(a_member(school, "teacher", call_name="Sem", groups=(group,)).account)
    way.hand_over(teacher, width=PHONE)
    check_cover_publish(way, photo)
    assert Publication.objects.get().state == "published"

    stands_in_order(way, director, order=True)
    withdraw(way, mother)
    assert answers() == [*given, ("Yara", "withdrawn", "portal")]
    stands_in_order(way, director, order=False)
    way.hand_over(teacher, width=PHONE)
    take_down(way, scan)
    assert Publication.objects.get().state == "down"
    assert TakeDown.objects.get().state == "closed"
    stands_in_order(way, director, order=True)
    words = change_the_words(way).replace("{name}", "Yara")
    the_receipt_keeps_its_words(way, mother, words)
    assert answers() == [*given, ("Yara", "withdrawn", "portal")]

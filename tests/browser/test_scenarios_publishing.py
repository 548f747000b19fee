"""Scenarios of chapters 7 and 8 as a teacher with a phone lives them: S48, S50, S70, S71 and S79.

Whoever acts starts at the own start page and taps what stands there. What the pages say is held against what was kept.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from tests.browser.one_phone import Phone, a_child, ask, events, publish
from tests.machinery.browser import DESKTOP, HousePage
from vuistregel.access.models import Account
from vuistregel.consent.models import Consent
from vuistregel.consent.tests.builders import a_school_with_channels, says
from vuistregel.consent.tests.rounds import link_in, mails
from vuistregel.media.albums.tests.builders import a_finished_photo
from vuistregel.media.models import Album, Appearance, Publication
from vuistregel.media.pictures.tests import cameras, mp4s
from vuistregel.organisation.models import Group, Person
from vuistregel.organisation.tests.builders import a_group, a_guardian, a_member, an_account

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PUBLISH = "Leg vast dat het er staat"
CLASS_PAGE, NEWSLETTER, WEBSITE = "Besloten klaspagina", "Nieuwsbrief", "Website van school"


@pytest.fixture
def phone(house_page: HousePage) -> Phone:
    return Phone(house_page)


@pytest.fixture
def group() -> Group:
    """A class of a school that asks once a year."""
    return a_group(a_school_with_channels(mode="each_year"), "5B")


@pytest.fixture
def teacher(group: Group) -> Account:
    return a_member(group.school, "teacher", call_name="Sem", groups=(group,)).account


def own_answers(person: Person) -> list[tuple[str, str, str, str]]:
    """What somebody answered about themself: place, matter, answer, and in which capacity."""
    rows = Consent.objects.filter(person=person, by=person).order_by("pk")
    return list(rows.values_list("question__channel__slug", "question__matter", "answer", "capacity"))


def published() -> list[tuple[str, str, str]]:
    """Kind, place and state of everything that was laid down."""
    return list(Publication.objects.order_by("pk").values_list("kind", "channel__slug", "state"))


@pytest.mark.handbook("S48", "R7.8", "R7.11")
def test_a_group_photo_with_one_pupil_without_a_yes_is_used_nowhere(
    phone: Phone, group: Group, teacher: Account
) -> None:
    places = ("website", "closed_class_page", "newsletter", "facebook")
    a_child(group, "Yara", *places)
    noud, lotte = a_child(group, "Noud", *places), a_child(group, "Lotte", "website")
    says(lotte, lotte.guardianships.get().person, "website", "withdrawn")
    phone.to(teacher)
    ask(phone, "Groepsfoto", WEBSITE, "Yara Zaal", "Noud Zaal", "Lotte Zaal")
    phone.reads("Nee, zo niet.")
    phone.sees("Lotte mag niet op de website van school")
    phone.sees_nothing_of(PUBLISH, "Yara mag niet", "Noud mag niet")
    phone.look()

    for place in (CLASS_PAGE, NEWSLETTER, "Facebook van school"):
        phone.press("Verander iets")
        phone.page.get_by_label(place, exact=True).check()
        phone.press("Mag dit?")
        phone.reads("Nee, zo niet.")
        phone.sees("Lotte mag niet")
        phone.sees_nothing_of(PUBLISH)
    assert published() == []

    # Without her it may; but while the answer stood on the screen, another family took its yes back.
    phone.press("Verander iets")
    phone.page.get_by_label("Lotte Zaal", exact=True).uncheck()
    phone.press("Mag dit?")
    phone.reads("Ja, dit mag.")
    says(noud, noud.guardianships.get().person, "facebook", "withdrawn")
    publish(phone, "https://social.example/5b")
    phone.sees("Intussen mag dit niet meer.", "Noud")
    phone.reads("Nee, zo niet.")
    phone.look()
    assert published() == [("group", "facebook", "draft")]
    assert events(group.school, "access.refused") == ["access.refused"]
    assert events(group.school, "media.published") == []


@pytest.mark.handbook("S50", "R8.10", "R8.11", "R8.12")
def test_a_portrait_with_every_yes_stands_on_no_public_site_but_on_a_closed_page_without_a_name(
    phone: Phone, group: Group, teacher: Account
) -> None:
    a_child(group, "Yara", "website", "closed_class_page")
    phone.to(teacher)
    ask(phone, "Portret", WEBSITE, "Yara Zaal", text="Een prijs voor deze tekening")
    phone.reads("Nee, zo niet.")
    phone.sees("Op een plek waar iedereen kan kijken staan alleen groepsfoto’s.")
    phone.sees_nothing_of(PUBLISH, "Yara mag niet")
    phone.look()
    phone.page.get_by_role("button", name=CLASS_PAGE).click()
    phone.reads("Ja, dit mag.")

    phone.press("Verander iets")
    phone.page.get_by_label("Wat komt erbij te staan?").fill("Yara kreeg een prijs voor deze tekening")
    phone.press("Mag dit?")
    phone.reads("Nee, zo niet.")
    phone.sees("In uw tekst staat: Yara.")
    phone.sees_nothing_of(PUBLISH)
    phone.page.get_by_role("button", name="Haal de naam weg").click()
    phone.reads("Ja, dit mag.")
    publish(phone, "klaspagina, week 47")
    phone.reads("Geplaatst: portret op de besloten klaspagina.")
    phone.look()
    assert published() == [("portrait", "closed_class_page", "published")]
    assert events(group.school, "media.published") == ["media.published"]


@pytest.mark.handbook("S79", "R8.11", "R8.12")
def test_a_champions_name_stands_on_the_website_without_a_photo_and_not_with_one(
    phone: Phone, group: Group, teacher: Account, tmp_path: Path
) -> None:
    bram = a_child(group, "Bram", "website")
    says(bram, bram.guardianships.get().person, "website", "given", matter="information")
    photo = tmp_path / "dammen.jpg"
    photo.write_bytes(cameras.saved(cameras.a_scene()))
    phone.to(teacher)
    ask(phone, "Tekst, zonder foto", WEBSITE, "Bram Zaal", text="Bram is damkampioen", file=photo)
    phone.reads("Nee, zo niet.")
    phone.sees("Een naam en een foto staan nooit bij elkaar.")
    phone.sees_nothing_of(PUBLISH, "Kijk de foto of film na")
    phone.look()

    phone.page.get_by_role("button", name="Laat de foto weg").click()
    phone.reads("Ja, dit mag.")
    phone.sees("Zet het liever op een besloten pagina.")
    phone.look()
    publish(phone, "https://school.example/dammen")
    phone.reads("Geplaatst: tekst zonder foto op de website van school.")
    phone.sees("Over wie het gaat")
    assert published() == [("information", "website", "published")]
    assert Publication.objects.get().media is None


@pytest.mark.handbook("S71", "R1.11", "R7.3")
def test_a_parent_who_helps_stands_in_a_photo_or_newsletter_only_by_their_own_yes(
    phone: Phone, group: Group, teacher: Account
) -> None:
    yara = a_child(group, "Yara", "newsletter")
    father = a_guardian(yara, call_name="Joost", family_name="Bos").person
    says(yara, father, "newsletter", "given")
    phone.to(teacher)
    ask(phone, "Groepsfoto", NEWSLETTER, "Yara Zaal", "Joost Bos", text="Een helper bij het bollen planten")
    phone.reads("Nee, zo niet.")
    phone.sees("Joost mag niet in de nieuwsbrief")
    phone.sees_nothing_of("Yara mag niet", PUBLISH)
    phone.look()
    ask(phone, "Tekst, zonder foto", NEWSLETTER, "Joost Bos", text="Joost helpt op woensdag")
    phone.reads("Nee, zo niet.")
    phone.sees("Joost mag niet in de nieuwsbrief")

    phone.to(an_account(father))
    phone.follow("Toestemming")
    phone.page.get_by_text("Ook u kunt op een foto staan.").click()
    place = phone.page.get_by_role("group", name="Mag een foto of video van u in de nieuwsbrief?")
    place.get_by_text("Ja", exact=True).click()
    phone.look()
    phone.press("Bewaar")
    phone.sees("Bewaard")
    assert own_answers(father) == [("newsletter", "image", "given", "adult")]

    phone.to(teacher)
    ask(phone, "Tekst, zonder foto", NEWSLETTER, "Joost Bos", text="Joost helpt op woensdag")
    phone.reads("Nee, zo niet.")
    ask(phone, "Groepsfoto", NEWSLETTER, "Yara Zaal", "Joost Bos", text="Een helper bij het bollen planten")
    phone.reads("Ja, dit mag.")
    publish(phone, "nieuwsbrief 12")
    phone.reads("Geplaatst: groepsfoto in de nieuwsbrief.")
    assert published() == [("group", "newsletter", "published")]
    assert set(Appearance.objects.values_list("person", flat=True)) == {yara.person_id, father.pk}


def stands_in_film(phone: Phone, name: str, moment: str = "") -> None:
    """In the workshop: somebody can be recognised in the film, perhaps from a moment on."""
    who = phone.page.get_by_label("Wie?", exact=True)
    if not who.is_visible():  # after a fault it still stands open
        phone.page.get_by_text("Voeg iemand toe").click()
    who.select_option(name)
    phone.page.get_by_label("Vanaf welk moment?").fill(moment)
    phone.press("Voeg toe")


@pytest.mark.handbook("S70", "R7.1", "R7.11")
def test_a_film_of_five_waits_for_each_of_them_or_leaves_them_out(
    phone: Phone, group: Group, teacher: Account, tmp_path: Path
) -> None:
    for name in ("Anna", "Bram", "Cato"):
        a_child(group, name, "youtube")
    dirk, emma = a_child(group, "Dirk"), a_child(group, "Emma")
    film = tmp_path / "toneel.mp4"
    film.write_bytes(mp4s.a_film())
    phone.to(teacher)
    ask(phone, "Video", "YouTube van school", file=film)
    phone.reads("Nog niet te zeggen.")
    phone.page.get_by_role("button", name="Kijk de foto of film na").click()
    stands_in_film(phone, "Emma Zaal", "0:40")
    phone.sees("Zo lang duurt de film niet.")
    phone.house.problems = [each for each in phone.house.problems if "status of 409" not in each]
    for moment, name in enumerate(("Anna Zaal", "Bram Zaal", "Cato Zaal", "Dirk Zaal")):
        stands_in_film(phone, name, f"0:0{moment}")
        phone.sees(f"{name}, vanaf 0:0{moment}")
    stands_in_film(phone, "Emma Zaal")
    expect(phone.page.locator("#wie ol > li")).to_have_count(5)
    phone.press("Dit is iedereen")
    phone.reads("De film is klaar.")
    phone.look()
    phone.follow("Mag dit online?")
    phone.reads("Nee, zo niet.")
    phone.sees("Dirk mag niet op YouTube van school", "Emma mag niet op YouTube van school")
    phone.sees("Dirk Zaal, vanaf 0:03: nog geen antwoord", "Emma Zaal: nog geen antwoord")
    phone.sees_nothing_of("Anna mag niet", PUBLISH)
    expect(phone.page.get_by_role("link", name="Knip twee mensen uit de film")).to_be_visible()
    phone.look()

    says(dirk, dirk.guardianships.get().person, "youtube", "given")
    phone.follow("Naar de werkplaats")
    phone.press("Haal weg (5)")
    phone.press("Dit is iedereen")
    phone.follow("Mag dit online?")
    phone.reads("Ja, dit mag.")
    publish(phone, "https://film.example/toneel")
    phone.reads("Geplaatst: video op YouTube van school.")
    phone.look()
    assert published() == [("video", "youtube", "published")]
    seen = Appearance.objects.order_by("moment").values_list("person__call_name", "moment")
    assert list(seen) == [("Anna", 0), ("Bram", 1), ("Cato", 2), ("Dirk", 3)]
    assert emma.person_id not in Appearance.objects.values_list("person", flat=True)
    assert events(group.school, "media.published") == ["media.published"]


@pytest.mark.handbook("S49", "R7.10", "R8.13")
def test_photos_behind_a_link_or_code_open_for_no_visitor_without_one(
    phone: Phone, group: Group, teacher: Account
) -> None:
    yara = a_child(group, "Yara", "closed_class_page", mail="thuis@zaal.example")
    a_child(group, "Noud")
    elsewhere = a_child(a_group(group.school, "6A"), "Saar").guardianships.get().person
    photo = a_finished_photo(Person.objects.get(account=teacher), group, yara)
    phone.to(teacher)
    phone.follow("Besloten albums")
    phone.page.get_by_label("Waar gaat het over?").fill("Naar het bos")
    phone.page.get_by_label("Wie mag kijken?").select_option("Ouders en verzorgers van 5B")
    phone.press("Maak het album")
    phone.reads("Naar het bos")
    phone.page.get_by_label(photo.called.nl).check()
    phone.press("Zet in het album")
    phone.sees("Eén foto.")
    phone.press("Stuur ieder een eigen link")
    phone.sees("2 mensen kregen een eigen link of code.")
    phone.look()
    album = Album.objects.get()
    item = album.items.get()
    page, picture = f"/albums/{album.key}/", f"/albums/{album.key}/beeld/{item.pk}/"

    # The office prints the letter of the family without mail.
    phone.to(a_member(group.school, "administrator").account, width=DESKTOP)
    phone.follow("Mijn school")
    phone.follow("Toestemming")
    phone.page.get_by_role("link", name="Besloten albums").click()
    phone.page.get_by_role("link", name="Naar het bos").click()
    phone.follow("Brieven met een code")
    [code] = re.findall(r"typ deze code: (\w+-\w+)", phone.page.locator("main").inner_text())
    phone.look()

    # A visitor has the address alone; a parent of another class an account beside it.
    phone.to(None, start=page)
    phone.reads("Wie bent u?")
    assert "jpeg" not in answer_to(phone, picture)
    phone.to(None, start=reverse("letter_code"))
    phone.page.get_by_label("code").fill("ABCD-EFGH")
    phone.page.locator("main").get_by_role("button").first.click()
    phone.sees("Deze code kennen wij niet.")
    phone.to(an_account(elsewhere))
    assert phone.open(page) in (403, 404)
    assert phone.open(picture) in (403, 404)

    [link] = [link_in(body) for to, _, body in mails() if to == "thuis@zaal.example"]
    phone.to(None, start=link)
    phone.press("Ga verder")
    phone.reads("Naar het bos")
    assert shows_a_picture(phone)
    phone.to(None, start=reverse("letter_code"))
    phone.page.get_by_label("code").fill(code)
    phone.page.locator("main").get_by_role("button").first.click()
    phone.reads("Naar het bos")
    assert shows_a_picture(phone)
    phone.sees_nothing_of("Yara", "Haal eruit", "Zet in het album")
    phone.look()
    assert events(group.school, "media.album") == ["media.album_made", "media.album_filled", "media.album_links_sent"]

    # What was used once opens for nobody who finds it.
    phone.to(None, start=link)
    phone.reads("Deze link is gebruikt of verlopen")


def answer_to(phone: Phone, path: str) -> str:
    """The kind of answer that an address gives to this browser."""
    answer = phone.house.context.request.get(phone.house.server + path)
    return answer.headers["content-type"]


def shows_a_picture(phone: Phone) -> bool:
    photo = phone.page.locator(".vr-closed img")
    photo.scroll_into_view_if_needed()
    return bool(photo.evaluate("e => e.decode().then(() => e.naturalWidth > 0)"))

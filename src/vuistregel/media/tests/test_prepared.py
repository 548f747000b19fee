"""From a prepared publication to the workshop and back: the same publication, its people, its text; and the list."""

from __future__ import annotations

import io
import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from PIL import Image

from vuistregel.consent.models import Ask
from vuistregel.consent.tests.builders import a_school_with_channels, channel, says
from vuistregel.media.actions import plan, publish, take_down
from vuistregel.media.models import MediaFile, Publication
from vuistregel.media.pages.prepared import FIRST_WORDS
from vuistregel.media.pictures.covers import COLOUR
from vuistregel.media.pictures.tests.builders import a_face, a_film_elsewhere, a_photo, acting, confirmed
from vuistregel.media.rules import Kind
from vuistregel.media.telling import beginning
from vuistregel.organisation.models import Group, Pupil
from vuistregel.organisation.tests import builders as b
from vuistregel.organisation.tests.reading import heading, words

pytestmark = pytest.mark.django_db


class Work:
    """A teacher with a group whose families are asked each time, and a photo that nobody checked yet."""

    def __init__(self, mode: str = "") -> None:
        self.school = a_school_with_channels(mode=mode)
        self.group: Group = b.a_group(self.school, "5B")
        self.teacher = b.a_member(self.school, "teacher", call_name="Sem", groups=(self.group,))
        self.acting = acting(self.teacher.person, "teacher", self.school, (self.group,))
        self.client: Client = b.signed_in(self.teacher.account)
        self.photo = a_photo(self.acting, self.school, self.group)
        self.photo.faces.all().delete()

    def child(self, name: str, *yes: str) -> Pupil:
        child = b.a_pupil(self.school, call_name=name, group=self.group)
        mother = b.a_guardian(child).person
        for place in yes:
            says(child, mother, place, "given")
        return child

    def prepared(self, *people: Pupil, slug: str = "instagram", **more: Any) -> Publication:
        return plan(
            self.acting,
            channel=channel(self.school, slug),
            kind=Kind.GROUP,
            persons=[p.person_id for p in people],
            made_by=self.teacher.person,
            group=self.group,
            **({"media": self.photo.key} | more),
        )

    def confirm(self) -> None:
        confirmed(self.acting, MediaFile.objects.get(pk=self.photo.pk))


def address(row: Publication) -> str:
    return reverse("publication", args=[row.key])


def way(page: Any, title: str) -> str:
    """The address to which a way out leads."""
    found = re.search(
        rf'<a class="vr-way" href="([^"]*)">(?:(?!</a>).)*<b>{title}</b>', page.content.decode(), re.DOTALL
    )
    assert found is not None, title
    return found[1]


@pytest.mark.handbook("S69")
def test_checking_the_photo_goes_on_with_the_same_publication_its_people_and_its_text() -> None:
    work = Work()
    anna, chris = work.child("Anna"), work.child("Chris")
    row = work.prepared(anna, chris, caption="Bollen planten achter de school")
    workshop = way(work.client.get(address(row)), "Kijk de foto of film na")
    page = work.client.get(workshop)
    assert "Bollen planten achter de school" in words(page)
    assert f'href="{address(row)}"' in page.content.decode()
    assert f"U koos ook: {anna.person.name}, {chris.person.name}." in words(page)
    version = MediaFile.objects.get(pk=work.photo.pk).version
    answer = work.client.post(workshop, {"doe": "klopt", "versie": version})
    assert answer["Location"] == workshop
    back = re.search(r'href="(/mag-dit/\?foto=[^"]*)"', work.client.get(workshop).content.decode())
    assert back is not None
    assert work.client.get(back[1].replace("&amp;", "&"))["Location"] == address(row)
    assert "Kijk de foto" not in words(work.client.get(address(row)))
    assert [r.key for r in Publication.objects.all()] == [row.key]
    row.refresh_from_db()
    assert row.state == "draft"


def test_of_two_that_use_one_photo_one_comes_back_at_the_one_that_one_came_from() -> None:
    work = Work()
    anna = work.child("Anna")
    first, second = work.prepared(anna), work.prepared(anna, slug="facebook")
    for row in (first, second):
        back = work.client.get(f"/mag-dit/?foto={work.photo.key}&publicatie={row.key}")
        assert back["Location"] == address(row)


def test_the_question_for_the_workshop_from_a_prepared_publication_lays_nothing_new_down() -> None:
    work = Work()
    anna = work.child("Anna")
    row = work.prepared(anna)
    form = {"plek": f"g{work.group.pk}", "plaats": "instagram", "soort": "group", "wie": [anna.person_id]}
    answer = work.client.post("/mag-dit/", form | {"foto": row.media, "publicatie": row.key, "doe": "werkplaats"})
    assert answer["Location"].startswith(reverse("photo", args=[work.photo.key]))
    assert Publication.objects.get().state == "draft"


@pytest.mark.handbook("S69", "R7.11")
def test_after_families_were_asked_a_face_can_be_covered_and_the_answers_stand() -> None:
    work = Work()
    anna, chris = work.child("Anna"), work.child("Chris")
    row = work.prepared(anna, chris)
    a_face(work.photo, person=anna.person)
    a_face(work.photo, person=chris.person, x=5000)
    work.confirm()
    assert work.client.post(address(row), {"doe": "vraag"}).status_code == 302
    says(anna, anna.guardianships.get().person, "instagram", "given", use=row.key)
    says(chris, chris.guardianships.get().person, "instagram", "refused", use=row.key)
    workshop = way(work.client.get(address(row)), "Dek één gezicht af")
    face = work.photo.faces.get(person=chris.person)
    version = MediaFile.objects.get(pk=work.photo.pk).version
    assert work.client.post(workshop, {"doe": "dek", "gezicht": face.pk, "versie": version}).status_code == 302
    work.confirm()
    page = work.client.get(address(row))
    assert "Leg vast dat het er staat" in words(page)
    assert Ask.objects.get().key == row.key == Publication.objects.get().key


def test_what_something_else_took_the_place_of_says_so_and_leads_to_it() -> None:
    work = Work("each_year")
    anna = work.child("Anna", "closed_class_page")
    row = work.prepared(anna, media=None)
    page = work.client.get(address(row))
    sent = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page.content.decode()))
    answer = work.client.post("/mag-dit/", sent | {"plaats": "closed_class_page", "doe": "bewaar"})
    new = Publication.objects.exclude(pk=row.pk).get()
    assert answer["Location"] == address(new)
    page = work.client.get(address(row))
    assert heading(page) == "Dit is niet gedaan."
    assert "Dit kwam ervoor in de plaats: Groepsfoto, Besloten klaspagina" in words(page)
    assert f'href="{address(new)}"' in page.content.decode()
    listed = work.client.get("/publicaties/").content.decode()
    assert address(new) in listed
    assert address(row) not in listed
    assert address(row) in work.client.get("/publicaties/?stand=dropped").content.decode()


def test_each_line_of_the_list_tells_itself_apart() -> None:
    work = Work("each_year")
    yara, noud = work.child("Yara", "website"), work.child("Noud")
    a_face(work.photo, person=yara.person)
    a_face(work.photo, person=noud.person, x=5000, covered=True)
    text = "Wij plantten honderd bollen achter de school en kijken nu of er in het voorjaar iets van opkomt"
    row = work.prepared(yara, slug="website", caption=text)
    picture = reverse("publication_picture", args=[row.key])
    assert picture not in work.client.get("/publicaties/").content.decode()
    assert work.client.get(picture).status_code == 404, "nobody checked it yet"
    work.confirm()
    page = work.client.get("/publicaties/")
    assert f"Groepsfoto, Website van school: “{beginning(text, FIRST_WORDS)}”" in words(page)
    assert "Sem" in words(page)
    assert f'src="{picture}"' in page.content.decode()
    shown = Image.open(io.BytesIO(work.client.get(picture).content))
    assert max(shown.size) <= 320
    where = (round(shown.width * 0.6), round(shown.height * 0.38))
    seen = shown.convert("RGB").getpixel(where)
    assert isinstance(seen, tuple)
    assert all(abs(a - b) < 12 for a, b in zip(seen, COLOUR, strict=True)), "covered"


@pytest.mark.handbook("R10.4")
def test_the_small_picture_is_for_whoever_works_with_it_and_only_while_it_stands() -> None:
    work = Work("each_year")
    row = work.prepared(work.child("Yara", "website"), slug="website")
    a_face(work.photo, x=5000, covered=True)
    work.confirm()
    picture = reverse("publication_picture", args=[row.key])
    other = b.signed_in(b.a_member(work.school, "teacher", groups=(b.a_group(work.school, "6A"),)).account)
    overseer = b.signed_in(b.a_member(work.school.board, "fg").account)
    parent = b.signed_in(b.an_account(Pupil.objects.get(person__call_name="Yara").guardianships.get().person))
    read = {"own": work.client, "other": other, "fg": overseer, "parent": parent}
    assert {who: c.get(picture).status_code for who, c in read.items()} == {
        "own": 200, "other": 404, "fg": 404, "parent": 403,
    }  # fmt: skip
    publish(work.acting, publication=row, where="")
    assert overseer.get(picture).status_code == 200
    assert other.get(picture).status_code == 404
    take_down(work.acting, publication=row, proof="Bericht verwijderd.")
    assert work.client.get(picture).status_code == 404


def test_an_unchecked_photo_is_checked_before_the_question_can_be_sent() -> None:
    work = Work()
    row = work.prepared(work.child("Anna"))
    page = work.client.get(address(row))
    assert "Stuur de vraag" not in words(page)
    assert "De gezinnen zien hem zoals u hem bevestigt." in words(page)
    work.confirm()
    assert "Stuur de vraag" in words(work.client.get(address(row)))


def test_when_everybody_was_asked_nothing_offers_to_ask_until_somebody_joins() -> None:
    work = Work()
    row = work.prepared(work.child("Anna"), media=None)
    assert "Vraag het de gezinnen" in words(work.client.get(address(row)))
    work.client.post(address(row), {"doe": "vraag"})
    assert "Vraag" not in words(work.client.get(address(row)))
    row.appearances.create(board=row.board, person=work.child("Chris").person)
    assert "Vraag wie nog niet gevraagd is" in words(work.client.get(address(row)))


def test_faces_without_a_name_carry_the_number_of_what_is_missing() -> None:
    work = Work("each_year")
    yara = work.child("Yara", "website")
    a_face(work.photo, person=yara.person)
    a_face(work.photo, x=5000)
    row = work.prepared(yara, slug="website")
    text = work.client.get(address(row)).content.decode()
    assert re.findall(r'class="vr-shot__number"[^>]*>(\d+)<', text) == ["1"]
    assert "Dek één gezicht af" in text


def test_another_photo_is_a_way_when_one_is_at_hand_and_takes_the_place_of_this_one() -> None:
    work = Work("each_year")
    noud = work.child("Noud")
    row = work.prepared(noud, slug="website")
    assert "Kies een andere foto" not in words(work.client.get(address(row)))
    other = a_photo(work.acting, work.school, work.group)
    page = work.client.get(address(row))
    assert "Kies een andere foto Er is nog één foto in de werkplaats." in words(page)
    sent = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page.content.decode()))
    form = work.client.post("/mag-dit/", sent | {"doe": "andere"})
    assert form.status_code == 200
    text = form.content.decode()
    assert re.search(rf'type="radio" name="foto" value="{other.key}"[^>]*><img src="/fotos/{other.key}/', text)
    assert f'name="foto" value="{work.photo.key}"' in text, "nothing changes until one is chosen"
    answer = work.client.post("/mag-dit/", sent | {"foto": [work.photo.key, other.key], "doe": "bewaar"})
    new = Publication.objects.exclude(pk=row.pk).get()
    assert answer["Location"] == address(new)
    assert new.media == other.key


def test_a_photo_that_was_confirmed_is_shown_as_it_was_confirmed() -> None:
    work = Work("each_year")
    a_face(work.photo, x=5000, covered=True)
    work.confirm()
    work.photo.faces.all().delete()
    small = work.client.get(reverse("photo_shown", args=[work.photo.key]) + "?klein")
    shown = Image.open(io.BytesIO(small.content)).convert("RGB")
    seen = shown.getpixel((round(shown.width * 0.6), round(shown.height * 0.38)))
    assert isinstance(seen, tuple)
    assert all(abs(a - b) < 12 for a, b in zip(seen, COLOUR, strict=True))


def test_of_a_film_elsewhere_no_original_leaves_for_there_is_none() -> None:
    work = Work()
    film = a_film_elsewhere(work.acting, work.school)
    text = words(work.client.get(reverse("photo", args=[film.key])))
    assert "Het origineel" not in text
    assert "Wij bewaren alleen het adres van de film." in text


def test_the_first_words_end_at_a_word() -> None:
    assert beginning("Bollen  planten", 60) == "Bollen planten"
    assert beginning("Bollen planten, met groep vijf", 16) == "Bollen planten…"
    assert beginning("B" * 70, 60) == "B" * 60 + "…"

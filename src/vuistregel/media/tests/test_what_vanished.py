"""Between looking and pressing somebody or something can vanish: then nothing is recorded, and what was typed stays."""

from __future__ import annotations

import re
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from vuistregel.access.actor import OPERATOR
from vuistregel.consent.tests.builders import a_school_with_channels, channel, says
from vuistregel.media.actions import plan
from vuistregel.media.albums.tests.builders import a_finished_photo, an_album
from vuistregel.media.models import MediaFile, Publication
from vuistregel.media.pictures.actions import throw_away
from vuistregel.media.pictures.tests.builders import a_face, a_film_elsewhere, a_photo, acting, confirmed
from vuistregel.media.rules import Kind
from vuistregel.organisation.models import Group, Person, Pupil, School
from vuistregel.organisation.tests import builders as b
from vuistregel.organisation.tests.reading import heading, words

pytestmark = pytest.mark.django_db

PAGE = "/mag-dit/"
TEXT = "Wij planten honderd bollen"
GONE = "Eén mens die u koos, kunt u hier niet meer kiezen."
PHOTO_GONE = "Deze foto of film is er niet meer."


@pytest.fixture
def school() -> School:
    return a_school_with_channels(mode="each_year")


@pytest.fixture
def group(school: School) -> Group:
    return b.a_group(school, "5B")


@pytest.fixture
def teacher(school: School, group: Group) -> b.Member:
    return b.a_member(school, "teacher", groups=(group,))


@pytest.fixture
def client(teacher: b.Member) -> Client:
    return b.signed_in(teacher.account)


def a_child(group: Group, name: str, *yes: str) -> Pupil:
    child = b.a_pupil(group.school, call_name=name, group=group)
    mother = b.a_guardian(child).person
    for place in yes:
        says(child, mother, place, "given")
    return child


def form(*people: Pupil, **more: Any) -> dict[str, Any]:
    ids = [p.person_id for p in people]
    return {"wie": ids, "plaats": "website", "soort": "group", "tekst": TEXT, "doe": "kijk"} | more


def sent_on(page: Any, button: str) -> dict[str, list[str]]:
    """What the form with this button sends: its hidden fields."""
    form = next(f for f in re.findall(r"<form.*?</form>", page.content.decode(), re.DOTALL) if button in f)
    found: dict[str, list[str]] = {}
    for name, value in re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', form):
        found.setdefault(name, []).append(value)
    return found


def merged(child: Pupil, into: Pupil) -> None:
    Person.objects.filter(pk=child.person_id).update(merged_into=into.person)


@pytest.mark.parametrize("press", ["leg-vast", "bewaar", "vraag", "uitzondering", "werkplaats"])
def test_with_somebody_who_vanished_nothing_is_recorded_and_what_was_typed_stays(
    client: Client, group: Group, press: str
) -> None:
    yara, noud = a_child(group, "Yara", "website"), a_child(group, "Noud", "website")
    page = client.post(PAGE, form(yara, noud))
    assert heading(page) == "Ja, dit mag."
    merged(noud, yara)
    answer = client.post(PAGE, sent_on(page, "leg-vast") | {"doe": press, "waar": "nieuwsbrief 12"})
    assert not Publication.objects.exists()
    assert answer.status_code == 409
    assert heading(answer) == "Nog niet te zeggen."
    assert GONE in words(answer)
    assert "Er is niets vastgelegd." in words(answer)
    assert TEXT in words(answer)
    assert sent_on(answer, "anders")["waar"] == ["nieuwsbrief 12"]


def test_looking_and_recording_say_the_same_of_somebody_of_another_board(client: Client, group: Group) -> None:
    yara = a_child(group, "Yara", "website")
    stranger = a_child(b.a_group(a_school_with_channels(mode="each_year")), "Vreemd", "website")
    looked = client.post(PAGE, form(yara, stranger))
    pressed = client.post(PAGE, form(yara, stranger, doe="leg-vast"))
    assert heading(looked) == heading(pressed) == "Nog niet te zeggen."
    assert GONE in words(looked) and GONE in words(pressed)
    assert "Vreemd" not in words(pressed)
    assert not Publication.objects.exists()


@pytest.mark.parametrize("odd", ["x", "-1", "9" * 30, "1e3"])
def test_what_is_no_person_at_all_is_not_passed_over(client: Client, group: Group, odd: str) -> None:
    yara = a_child(group, "Yara", "website")
    answer = client.post(PAGE, form(yara) | {"wie": [yara.person_id, odd], "doe": "leg-vast"})
    assert GONE in words(answer)
    assert not Publication.objects.exists()


def test_no_way_out_of_the_answer_forgets_who_vanished_but_choosing_anew_does(client: Client, group: Group) -> None:
    yara, noud = a_child(group, "Yara", "website"), a_child(group, "Noud")
    merged(noud, yara)
    page = client.post(PAGE, form(yara, noud))
    again = client.post(PAGE, sent_on(page, "bewaar") | {"doe": "bewaar"})
    assert GONE in words(again), "it is carried on"
    chosen = client.post(PAGE, sent_on(page, "anders") | {"doe": "anders"})
    assert GONE in words(chosen), "the form says why somebody is ticked no more"
    assert f'name="wie" value="{noud.person_id}"' not in chosen.content.decode()
    assert heading(client.post(PAGE, form(yara))) == "Ja, dit mag."


def test_the_same_press_twice_still_leads_to_what_the_first_laid_down(client: Client, group: Group) -> None:
    yara, noud = a_child(group, "Yara", "website"), a_child(group, "Noud", "website")
    press = sent_on(client.post(PAGE, form(yara, noud)), "leg-vast") | {"doe": "leg-vast"}
    first = client.post(PAGE, press)
    merged(noud, yara)
    assert client.post(PAGE, press)["Location"] == first["Location"]
    assert Publication.objects.get().state == "published"


def thrown_away(by: Any, media: MediaFile) -> None:
    throw_away(by, media=MediaFile.objects.get(pk=media.pk))


@pytest.mark.parametrize("kind", ["photo", "film"])
@pytest.mark.parametrize("press", ["kijk", "leg-vast", "bewaar"])
def test_with_a_photo_or_film_that_vanished_nothing_is_recorded(
    client: Client, teacher: b.Member, group: Group, kind: str, press: str
) -> None:
    by = acting(teacher.person, "teacher", group.school, (group,))
    media = a_photo(by, group.school, group) if kind == "photo" else a_film_elsewhere(by, group.school)
    thrown_away(by, media)
    answer = client.post(PAGE, form(niemand="ja", foto=str(media.key), doe=press, waar="nieuwsbrief 12"))
    assert answer.status_code == 422
    assert not Publication.objects.exists()
    assert PHOTO_GONE in words(answer)
    assert TEXT in words(answer)
    assert 'name="waar" value="nieuwsbrief 12"' in answer.content.decode()
    assert 'name="niemand"' in answer.content.decode()


def test_a_photo_of_another_board_is_refused_alike_and_without_it_one_goes_on(client: Client, group: Group) -> None:
    yara = a_child(group, "Yara", "website")
    school = a_school_with_channels(mode="each_year")
    photo = a_photo(acting(b.a_member(school, "teacher").person, "teacher", school), school)
    for key in (str(photo.key), str(uuid4()), "geen-sleutel"):
        for press in ("kijk", "leg-vast"):
            assert PHOTO_GONE in words(client.post(PAGE, form(yara, foto=key, doe=press)))
    assert not Publication.objects.exists()
    assert heading(client.post(PAGE, form(yara))) == "Ja, dit mag."


def test_an_address_with_a_photo_that_is_gone_says_so(client: Client, group: Group) -> None:
    assert PHOTO_GONE in words(client.get(PAGE, {"foto": str(uuid4())}))
    assert PHOTO_GONE not in words(client.get(PAGE))


def test_a_group_that_is_no_longer_ones_own_is_not_swapped_for_another(client: Client, school: School) -> None:
    other = b.a_group(school, "6A")
    answer = client.post(PAGE, form(niemand="ja", plek=f"g{other.pk}", doe="leg-vast"))
    assert answer.status_code == 422
    assert "Deze groep is niet meer van u." in words(answer)
    assert not Publication.objects.exists()


def test_a_prepared_publication_whose_photo_is_gone_is_not_published_without_it(
    client: Client, teacher: b.Member, group: Group
) -> None:
    by = acting(teacher.person, "teacher", group.school, (group,))
    yara, photo = a_child(group, "Yara", "website"), a_photo(by, group.school, group)
    row = plan(
        OPERATOR, channel=channel(group.school, "website"), kind=Kind.GROUP, persons=[yara.person_id],
        made_by=teacher.person, group=group, media=photo.key,
    )  # fmt: skip
    MediaFile.objects.filter(pk=photo.pk).update(gone_at=photo.made_at, original=None, result=None)
    address = f"/publicaties/{row.key}/"
    page = client.get(address)
    assert heading(page) == "Nog niet te zeggen."
    assert PHOTO_GONE in words(page)
    assert f"/fotos/{photo.key}/" not in page.content.decode(), "nothing leads to what is gone"
    assert client.post(address, {"doe": "leg-vast"}).status_code == 409
    row.refresh_from_db()
    assert row.state == "draft"


def test_an_album_says_which_of_the_chosen_photos_did_not_go_in(
    client: Client, teacher: b.Member, group: Group
) -> None:
    by = acting(teacher.person, "teacher", group.school, (group,))
    yara = a_child(group, "Yara", "closed_class_page")
    album = an_album(group, teacher.person)
    there, gone = a_finished_photo(teacher.person, group, yara), confirmed(by, a_photo(by, group.school, group))
    a_face(gone)
    thrown_away(by, gone)
    answer = client.post(f"/albums/{album.key}/", {"doe": "erin", "foto": [str(there.key), str(gone.key)]})
    assert answer.status_code == 422
    assert "Eén foto of film die u koos, is er niet meer." in words(answer)
    assert album.items.count() == 0

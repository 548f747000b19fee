"""Mag dit online, as a teacher uses it: no JavaScript, one form, one answer, ways that do it."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from vuistregel.consent.tests.builders import a_school_with_channels, says
from vuistregel.evidence.models import LogEvent
from vuistregel.media.models import MediaFile, Publication
from vuistregel.media.pictures.tests.builders import a_face, a_photo, acting, confirmed
from vuistregel.organisation.models import Group, Pupil, School
from vuistregel.organisation.tests import builders as b
from vuistregel.organisation.tests.reading import heading, reads, same_page, words

pytestmark = pytest.mark.django_db

PAGE = "/mag-dit/"


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


def a_child(group: Group, name: str, *yes: str, **fields: Any) -> Pupil:
    child = b.a_pupil(group.school, call_name=name, group=group, **fields)
    mother = b.a_guardian(child).person
    for place in yes:
        says(child, mother, place, "given")
    return child


def asked(*people: Any, plaats: str = "website", soort: str = "group", **more: Any) -> dict[str, Any]:
    ids = [p.person_id if isinstance(p, Pupil) else p.pk for p in people]
    return {"wie": ids, "plaats": plaats, "soort": soort, "doe": "kijk"} | more


def carried(page: Any, form_with: str) -> dict[str, Any]:
    """The hidden fields of the form that holds this button."""
    form = next(f for f in re.findall(r"<form.*?</form>", page.content.decode(), re.DOTALL) if form_with in f)
    found: dict[str, Any] = {}
    for name, value in re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', form):
        found.setdefault(name, []).append(value)
    return found


@pytest.mark.handbook("S44", "S48", "R8.12", "R7.11")
def test_a_no_says_who_and_marks_the_name_and_offers_ways(client: Client, group: Group) -> None:
    yara, noud = a_child(group, "Yara", "website", "closed_class_page"), a_child(group, "Noud", "closed_class_page")
    a_child(group, "Bram")
    page = client.post(PAGE, asked(yara, noud, tekst="Bram wint het damtoernooi!"))
    assert heading(page) == "Nee, zo niet."
    assert "Noud mag niet op de website van school" in words(page)
    assert "Yara mag niet" not in words(page)
    assert '<mark class="vr-marker">Bram</mark>' in page.content.decode()
    assert "Dek één gezicht af" in words(page)
    assert "Kies een andere plek: Besloten klaspagina" in words(page)


def test_many_other_places_fold_up_behind_the_nearest_and_each_still_does_it(client: Client, group: Group) -> None:
    places = ("closed_class_page", "newsletter", "school_guide", "folder", "calendar")
    yara = a_child(group, "Yara", *places)
    page = client.post(PAGE, asked(yara)).content.decode()
    ways = page.split('id="zo-wel"')[1].split("</form>")[0]
    nearest, rest = ways.split("<details")
    assert [part.count('value="plaats:') for part in (nearest, rest)] == [3, 2]
    assert "Nog twee plekken waar het mag" in rest
    assert "Besloten klaspagina" in nearest
    far = re.findall(r'value="(plaats:\w+)"', rest)[-1]
    answer = client.post(PAGE, asked(yara, doe=far))
    assert heading(answer) == "Ja, dit mag."


def test_a_yes_stands_in_the_first_words_of_the_page(client: Client, group: Group) -> None:
    page = client.post(PAGE, asked(a_child(group, "Yara", "website")))
    assert heading(page) == "Ja, dit mag."
    assert words(page).split("Ja, dit mag.")[1].strip().startswith("Deze groepsfoto mag op de website van school.")


def test_what_is_typed_stands_in_no_address_and_no_log(client: Client, group: Group) -> None:
    yara = a_child(group, "Yara", "website")
    client.post(PAGE, asked(yara, tekst="Geheimzin over bollen", doe="bewaar"))
    assert Publication.objects.count() == 1
    assert not LogEvent.objects.filter(data__contains="Geheimzin").exists()
    page = client.post(PAGE, asked(yara, tekst="Geheimzin over bollen"))
    assert not re.search(r'(?:href|action)="[^"]*Geheimzin', page.content.decode())


def test_the_way_to_another_place_asks_the_same_there_without_the_name(client: Client, group: Group) -> None:
    yara = a_child(group, "Yara", "closed_class_page")
    page = client.post(PAGE, asked(yara, tekst="Yara leest voor"))
    again = client.post(PAGE, carried(page, "plaats:closed_class_page") | {"doe": "plaats:closed_class_page"})
    assert heading(again) == "Ja, dit mag."
    assert "Leest voor" in words(again)


def test_taking_the_name_away_is_one_tap(client: Client, group: Group) -> None:
    page = client.post(PAGE, asked(a_child(group, "Yara", "website"), tekst="Hoera voor Yara!"))
    assert heading(page) == "Nee, zo niet."
    assert heading(client.post(PAGE, carried(page, 'value="naam"') | {"doe": "naam"})) == "Ja, dit mag."


def test_nothing_chosen_asks_for_it_and_keeps_what_was_typed(client: Client, group: Group) -> None:
    a_child(group, "Yara")
    page = client.post(PAGE, {"tekst": "Wij planten bollen", "doe": "kijk"})
    assert page.status_code == 422
    assert "Kies waar u het wilt plaatsen." in words(page)
    assert "Wij planten bollen" in words(page)


def test_a_search_finds_whom_the_matrix_shows_and_keeps_who_was_ticked(client: Client, group: Group) -> None:
    yara, other = a_child(group, "Yara"), b.a_group(group.school, "6A")
    elsewhere = a_child(other, "Zoekmij")
    colleague = b.a_member(group.school, "administrator", call_name="Zoekmee").person
    page = client.post(PAGE, asked(yara, zoek="Zoekm", doe="zoek"))
    text = page.content.decode()
    assert colleague.name in text
    assert elsewhere.person.name not in text
    assert re.search(rf'name="wie" value="{yara.person_id}"[^>]*checked', text)


def test_somebody_of_another_group_or_board_cannot_be_asked_about(client: Client, group: Group) -> None:
    other = a_child(b.a_group(group.school, "6A"), "Verder", "website")
    stranger = a_child(b.a_group(a_school_with_channels(mode="each_year")), "Vreemd", "website")
    for child in (other, stranger):
        page = client.post(PAGE, asked(child))
        assert heading(page) == "Nog niet te zeggen."
        assert child.person.call_name not in words(page)


@pytest.mark.parametrize("mode", ["each_year", "each_time"])
@pytest.mark.parametrize("said", ["nothing", "yes"])
def test_whoever_must_not_be_found_gives_the_same_page_as_without_consent(mode: str, said: str) -> None:
    school = a_school_with_channels(mode="" if mode == "each_time" else mode)
    group = b.a_group(school, "5B")
    client = b.signed_in(b.a_member(school, "teacher", groups=(group,)).account)
    hidden, plain = a_child(group, "Yara"), a_child(group, "Yara")
    b.raised(hidden.person, "school")
    if said == "yes" and mode == "each_year":
        says(hidden, hidden.guardianships.get().person, "website", "given")
        says(plain, plain.guardianships.get().person, "website", "refused")
    pages = [
        client.post(PAGE, asked(child, gebruik="6f1f3a52-0000-4000-8000-000000000000")) for child in (hidden, plain)
    ]
    texts = [same_page(p).replace(f'value="{c.person_id}"', "") for p, c in zip(pages, (hidden, plain), strict=True)]
    assert texts[0] == texts[1]


def test_a_director_reads_the_reason_and_the_log_knows(school: School, group: Group) -> None:
    child = a_child(group, "Yara", "website")
    b.raised(child.person, "school")
    director = b.signed_in(b.a_member(school, "director").account)
    page = director.post(PAGE, asked(child, plek=f"g{group.pk}"))
    assert "Er geldt extra bescherming." in words(page)
    assert "restriction" in reads(school.board_id)


@pytest.mark.handbook("R8.11")
def test_the_photo_stands_beside_the_answer_with_the_numbers_of_the_reasons(
    client: Client, teacher: b.Member, group: Group
) -> None:
    yara, noud = a_child(group, "Yara", "website"), a_child(group, "Noud")
    photo = a_photo(acting(teacher.person, "teacher", group.school, (group,)), group.school, group)
    photo.faces.all().delete()
    a_face(photo, person=yara.person)
    a_face(photo, person=noud.person, x=5000)
    page = client.post(PAGE, asked(foto=str(photo.key)))
    assert heading(page) == "Nee, zo niet."
    assert len(re.findall(r'class="vr-shot__number"', page.content.decode())) == 1
    assert len(re.findall(r'<rect class="vr-shot__face"', page.content.decode())) == 1
    page = client.post(PAGE, carried(page, "werkplaats") | {"doe": "werkplaats"})
    prepared = Publication.objects.get()
    assert page["Location"] == reverse("photo", args=[photo.key]) + f"?publicatie={prepared.key}"
    photo.faces.filter(person=noud.person).update(covered=True)
    assert heading(client.get(reverse("publication", args=[prepared.key]))) == "Nee, zo niet."
    confirmed(acting(teacher.person, "teacher", group.school, (group,)), MediaFile.objects.get(pk=photo.pk))
    back = client.get(f"{PAGE}?foto={photo.key}")
    assert back["Location"] == reverse("publication", args=[prepared.key])
    assert heading(client.get(back["Location"])) == "Ja, dit mag."
    assert_offers_the_photo(client, photo, back["Location"])
    client.post(back["Location"], {"doe": "leg-vast", "waar": "https://school.example/bollen"})
    prepared.refresh_from_db()
    assert prepared.state == "published"
    assert set(prepared.appearances.values_list("person", "covered")) == {
        (yara.person_id, False),
        (noud.person_id, True),
    }


def assert_offers_the_photo(client: Client, photo: MediaFile, address: str) -> None:
    """A yes hands over the covered photo itself: on the page of the publication and on that of the question."""
    form = f'action="/fotos/{photo.key}/ophalen/"'
    prepared = client.get(address)
    assert form in prepared.content.decode()
    answered = client.post(PAGE, carried(prepared, "stop") | asked(foto=str(photo.key)))
    assert heading(answered) == "Ja, dit mag."
    assert form in answered.content.decode()
    assert client.post(f"/fotos/{photo.key}/ophalen/")["Content-Disposition"].startswith("attachment")


def test_an_unknown_face_cannot_be_said_yet_and_leads_to_the_workshop(
    client: Client, teacher: b.Member, group: Group
) -> None:
    photo = a_photo(acting(teacher.person, "teacher", group.school, (group,)), group.school, group)
    photo.faces.all().delete()
    a_face(photo)
    page = client.post(PAGE, asked(a_child(group, "Yara", "website"), foto=str(photo.key)))
    assert heading(page) == "Nog niet te zeggen."
    assert 'value="werkplaats"' in page.content.decode()


def test_a_photo_of_somebody_else_is_not_there(client: Client, group: Group) -> None:
    school = a_school_with_channels(mode="each_year")
    other = b.a_member(school, "teacher")
    photo = a_photo(acting(other.person, "teacher", school), school)
    page = client.post(PAGE, asked(a_child(group, "Yara", "website"), foto=str(photo.key)))
    assert str(photo.key) not in page.content.decode()


def test_the_same_form_sent_twice_lays_down_one_publication(client: Client, group: Group) -> None:
    page = client.post(PAGE, asked(a_child(group, "Yara", "website")))
    form = carried(page, "leg-vast") | {"doe": "leg-vast", "waar": "nieuwsbrief 12"}
    first, second = client.post(PAGE, form), client.post(PAGE, form)
    assert first["Location"] == second["Location"]
    assert Publication.objects.get().state == "published"


def test_in_english_the_words_are_english(teacher: b.Member, group: Group) -> None:
    page = b.signed_in(teacher.account, "en").post(PAGE, asked(a_child(group, "Yara")))
    assert heading(page) == "No, not like this."
    assert "Yara may not be on the school's website" in words(page)


@pytest.mark.parametrize("role", ["caretaker", "internal_counsellor", "accountant", "fg"])
def test_who_may_not_publish_is_refused(school: School, role: str) -> None:
    place = school.board if role in ("accountant", "fg") else school
    assert b.signed_in(b.a_member(place, role).account).get(PAGE).status_code == 403


def test_a_page_takes_no_more_queries_for_thirty_children(
    client: Client, group: Group, django_assert_max_num_queries: Any
) -> None:
    children = [a_child(group, f"Kind{n}") for n in range(30)]
    client.get(PAGE)
    with django_assert_max_num_queries(40):
        client.post(PAGE, asked(*children))

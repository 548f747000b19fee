"""The page of a publication, the list, take-downs on start pages, who may where, and what families see of it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from vuistregel import clock
from vuistregel.access.actor import OPERATOR
from vuistregel.checks import CHECKS, On
from vuistregel.consent.asking import picture_of
from vuistregel.consent.models import Ask
from vuistregel.consent.published import published_with
from vuistregel.consent.tests.builders import a_school_with_channels, channel, says
from vuistregel.media.actions import plan, publish
from vuistregel.media.models import MediaFile, Publication, TakeDown
from vuistregel.media.pictures.tests import cameras
from vuistregel.media.pictures.tests.builders import a_face, a_photo, acting, confirmed
from vuistregel.media.rules import Kind
from vuistregel.organisation.models import Group, Membership, Person, Pupil, RaisedConfidentiality, School
from vuistregel.organisation.tests import builders as b
from vuistregel.organisation.tests.reading import heading, same_page, words
from vuistregel.ui import days

pytestmark = pytest.mark.django_db


@pytest.fixture
def school() -> School:
    return a_school_with_channels(mode="each_year")


@pytest.fixture
def group(school: School) -> Group:
    return b.a_group(school, "5B")


@pytest.fixture
def teacher(school: School, group: Group) -> b.Member:
    return b.a_member(school, "teacher", call_name="Sem", groups=(group,))


@pytest.fixture
def client(teacher: b.Member) -> Client:
    return b.signed_in(teacher.account)


def a_child(group: Group, name: str, *yes: str) -> Pupil:
    child = b.a_pupil(group.school, call_name=name, group=group)
    mother = b.a_guardian(child).person
    for place in yes:
        says(child, mother, place, "given")
    return child


def mother_of(child: Pupil) -> Person:
    return child.guardianships.get().person


def prepared(group: Group, maker: b.Member | None, *people: Pupil, slug: str = "website", **more: Any) -> Publication:
    return plan(
        OPERATOR,
        channel=channel(group.school, slug),
        kind=more.pop("kind", Kind.GROUP),
        persons=[p.person_id for p in people],
        made_by=maker.person if maker else None,
        group=more.pop("group", group),
        **more,
    )


def standing(group: Group, maker: b.Member | None, *people: Pupil, **more: Any) -> Publication:
    return publish(OPERATOR, publication=prepared(group, maker, *people, **more), where="https://school.example/bollen")


def address(row: Publication) -> str:
    return reverse("publication", args=[row.key])


@pytest.mark.handbook("S51", "R5.22")
def test_a_withdrawal_stands_first_on_the_teachers_start_page_and_closes_with_proof(
    client: Client, teacher: b.Member, group: Group
) -> None:
    yara = a_child(group, "Yara", "website")
    row = standing(group, teacher, yara)
    assert "Haal" not in heading(client.get("/"))
    says(yara, mother_of(yara), "website", "withdrawn")
    home = client.get("/")
    assert "Sem" in heading(home)
    assert "Haal de groepsfoto weg van: Website van school" in words(home)
    assert "Voor Yara is er geen ja meer." in words(home)
    assert "ouder" not in words(home).split("Mag dit online?")[0].lower()
    page = client.get(address(row))
    assert heading(page) == "Haal dit weg: groepsfoto op de website van school."
    assert client.post(address(row), {"doe": "weg", "bewijs": " "}).status_code == 409
    photo = SimpleUploadedFile("leeg.jpg", cameras.saved(cameras.a_scene()), "image/jpeg")
    client.post(address(row), {"doe": "weg", "bewijs": "Bericht verwijderd, zelf gekeken.", "bestand": photo})
    assert TakeDown.objects.get().state == "closed"
    assert "Haal de groepsfoto" not in words(client.get("/"))
    assert heading(client.get(address(row))) == "Weggehaald: groepsfoto op de website van school."
    assert client.get(reverse("take_down_proof", args=[row.key]))["Content-Type"] == "image/jpeg"
    again = client.post(address(row), {"doe": "weg", "bewijs": "Nog eens."})
    assert again.status_code == 409
    assert "Dit kan niet meer" in words(again)


def test_when_who_published_it_left_the_task_is_the_directors(teacher: b.Member, group: Group) -> None:
    yara = a_child(group, "Yara", "website")
    standing(group, teacher, yara)
    says(yara, mother_of(yara), "website", "withdrawn")
    director = b.signed_in(b.a_member(group.school, "director").account)
    other = b.signed_in(b.a_member(group.school, "teacher", groups=(group,)).account)
    assert "Haal de groepsfoto" not in words(director.get("/"))
    Membership.objects.filter(person=teacher.person).update(until=clock.today() - timedelta(days=1))
    assert "Haal de groepsfoto" in words(director.get("/"))
    assert "Haal de groepsfoto" not in words(other.get("/"))


def test_what_is_late_stands_with_the_director_and_the_privacy_officer_too(teacher: b.Member, group: Group) -> None:
    yara = a_child(group, "Yara", "website")
    standing(group, teacher, yara)
    says(yara, mother_of(yara), "website", "withdrawn")
    readers = [b.a_member(group.school, "director"), b.a_member(group.school.board, "privacy_officer")]
    clients = [b.signed_in(r.account) for r in readers]
    assert all("Haal de groepsfoto" not in words(c.get("/")) for c in clients)
    yesterday = clock.today() - timedelta(days=1)
    TakeDown.objects.update(opened_on=yesterday, due=yesterday)
    for each in clients:
        assert "Haal de groepsfoto" in words(each.get("/"))
        assert "1 dag te laat" in words(each.get("/"))


def test_two_photos_in_one_place_are_told_apart_by_how_their_text_begins_or_by_their_day(
    client: Client, teacher: b.Member, group: Group
) -> None:
    yara = a_child(group, "Yara", "website")
    for text in ("Wij zochten <beukennootjes> in het herfstbos.", "Naar de kinderboerderij.", ""):
        standing(group, teacher, yara, caption=text)
    Publication.objects.update(published_on=clock.today() - timedelta(days=400))
    says(yara, mother_of(yara), "website", "withdrawn")
    home = client.get("/")
    task = "Haal de groepsfoto weg van: Website van school"
    day = days.plain(clock.today() - timedelta(days=400), clock.today())
    assert f"{task}: “Wij zochten &lt;beukennootjes&gt; in het herfstbos.”" in home.content.decode()
    assert f"{task}: “Naar de kinderboerderij.”" in words(home)
    assert f"{task} (foto van {day})" in words(home)
    assert words(home).count(task) == 3


@pytest.mark.handbook("S69", "R7.4")
def test_asking_this_time_sends_one_message_and_shows_each_answer_as_it_comes_in() -> None:
    school = a_school_with_channels()
    group = b.a_group(school, "5B")
    teacher = b.a_member(school, "teacher", groups=(group,))
    client = b.signed_in(teacher.account)
    yara, noud = a_child(group, "Yara"), a_child(group, "Noud")
    b.a_contact(mother_of(yara), "email", "moeder@voorbeeld.example")
    row = prepared(group, teacher, yara, noud, slug="newsletter")
    assert "Vraag het de gezinnen" in words(client.get(address(row)))
    assert client.post(address(row), {"doe": "vraag"}).status_code == 302
    assert set(Ask.objects.get(key=row.key).people.values_list("person", "written")) == {
        (yara.person_id, True),
        (noud.person_id, False),
    }
    page = client.get(address(row))
    assert heading(page) == "Er is nog geen ja."
    assert "niet gemaild" in words(page)
    assert "Vraag" not in words(page), "everybody was asked"
    says(yara, mother_of(yara), "newsletter", "given", use=row.key)
    assert heading(client.get(address(row))) == "Voor één van de twee mensen is er een ja."
    for child in (yara, noud):
        says(child, mother_of(child), "newsletter", "given", use=row.key)
    assert "Leg vast dat het er staat" in words(client.get(address(row)))
    client.post(address(row), {"doe": "leg-vast", "waar": "nieuwsbrief 12"})
    row.refresh_from_db()
    assert row.state == "published"


def test_families_are_asked_about_a_photo_only_as_it_was_confirmed(teacher: b.Member, group: Group) -> None:
    maker = acting(teacher.person, "teacher", group.school, (group,))
    photo = a_photo(maker, group.school, group)
    yara = a_child(group, "Yara")
    row = prepared(group, teacher, yara, media=photo.key, slug="photographer")
    client = b.signed_in(teacher.account)
    assert client.post(address(row), {"doe": "vraag"}).status_code == 422
    assert picture_of(row.key, photo.key) is None
    photo.faces.all().delete()
    a_face(photo, person=yara.person)
    confirmed(maker, MediaFile.objects.get(pk=photo.pk))
    found = picture_of(row.key, photo.key)
    assert found is not None
    assert found.content.startswith(b"\xff\xd8")
    assert picture_of(UUID(int=1), photo.key) is None


@pytest.mark.handbook("T04", "R8.10")
def test_an_exception_is_kept_with_its_reason_and_a_stale_form_changes_nothing(
    client: Client, teacher: b.Member, group: Group
) -> None:
    row = prepared(group, teacher, a_child(group, "Yara", "website"), kind=Kind.PORTRAIT)
    sent = {"doe": "uitzondering", "reden": "Winnares van de tekenwedstrijd.", "versie": row.version}
    assert client.post(address(row), sent).status_code == 302
    assert "Winnares van de tekenwedstrijd." in words(client.get(address(row)))
    assert client.post(address(row), sent | {"reden": "Iets anders."}).status_code == 409


@pytest.mark.handbook("T04", "R7.4")
@pytest.mark.parametrize("general", [(), ("website",)], ids=["silent", "a general yes"])
def test_with_an_exception_the_family_is_asked_about_this_portrait_whatever_it_answered_before(
    client: Client, teacher: b.Member, group: Group, general: tuple[str, ...]
) -> None:
    yara = a_child(group, "Yara", *general)
    row = prepared(group, teacher, yara, kind=Kind.PORTRAIT)
    page = words(client.get(address(row)))
    assert "Leg een uitzondering vast" in page
    assert "Het gezin krijgt daarna nog een vraag over juist dit portret." in page
    assert "Stuur de vraag" not in page
    client.post(address(row), {"doe": "uitzondering", "reden": "Zij won.", "versie": row.version})
    assert "Stuur de vraag" in words(client.get(address(row)))
    assert client.post(address(row), {"doe": "vraag"}).status_code == 302
    assert Ask.objects.get(key=row.key).people.get().person == yara.person
    after = words(client.get(address(row)))
    assert "Stuur de vraag" not in after
    assert "daarna nog een vraag" not in after, "it was asked"
    says(yara, mother_of(yara), "website", "given", use=row.key)
    client.post(address(row), {"doe": "leg-vast", "waar": "https://school.example/winnares"})
    row.refresh_from_db()
    assert row.state == "published"


@pytest.mark.handbook("T04")
def test_where_a_family_said_no_or_is_not_asked_no_exception_is_held_out(
    client: Client, teacher: b.Member, group: Group
) -> None:
    yara = a_child(group, "Yara")
    says(yara, mother_of(yara), "website", "refused")
    row = prepared(group, teacher, yara, kind=Kind.PORTRAIT)
    page = words(client.get(address(row)))
    assert "uitzondering" not in page
    assert "daarna nog een vraag" not in page
    hidden = a_child(group, "Noud", "website")
    b.raised(hidden.person)
    page = words(client.get(address(prepared(group, teacher, hidden, kind=Kind.PORTRAIT))))
    assert "uitzondering" not in page, "reads like any no"


def test_a_teacher_of_another_group_and_families_do_not_find_the_page(teacher: b.Member, group: Group) -> None:
    yara = a_child(group, "Yara", "website")
    row = standing(group, teacher, yara)
    other = b.a_member(group.school, "teacher", groups=(b.a_group(group.school, "6A"),))
    far = b.a_member(b.a_school(), "director")
    near = b.a_member(b.a_school(group.school.board), "director")
    assert b.signed_in(other.account).get(address(row)).status_code == 404
    assert b.signed_in(far.account).get(address(row)).status_code == 404
    assert b.signed_in(near.account).get(address(row)).status_code in (403, 404)
    assert b.signed_in(b.an_account(mother_of(yara))).get(address(row)).status_code == 403


def test_the_list_is_filtered_by_group_place_and_state(client: Client, teacher: b.Member, group: Group) -> None:
    yara = a_child(group, "Yara", "website", "newsletter")
    standing(group, teacher, yara)
    prepared(group, teacher, yara, slug="newsletter")
    page = client.get("/publicaties/")
    assert heading(page) == "2 foto’s, films en teksten."
    only = client.get("/publicaties/", {"plaats": str(channel(group.school, "newsletter").pk), "stand": "draft"})
    assert heading(only) == "Eén foto, film of tekst."
    assert client.get("/publicaties/", {"groep": str(group.pk), "stand": "down"}).status_code == 200
    assert "Yara" not in words(page)


def test_a_parent_is_led_to_the_own_page(group: Group) -> None:
    parent = b.an_account(mother_of(a_child(group, "Yara")))
    assert b.signed_in(parent).get("/publicaties/")["Location"] == reverse("consents")


@pytest.mark.handbook("R5.22")
def test_a_family_sees_what_was_published_with_the_own_child_and_no_other_name(teacher: b.Member, group: Group) -> None:
    yara, noud = a_child(group, "Yara", "website"), a_child(group, "Noud", "website")
    standing(group, teacher, yara, noud, caption="Wij planten bollen")
    found = published_with([yara.person_id], clock.today())[yara.person_id]
    assert [(p.title.nl, p.where.nl, p.taken_down) for p in found] == [("Groepsfoto", "Website van school", None)]
    page = b.signed_in(b.an_account(mother_of(yara))).get(reverse("consents"))
    assert "Groepsfoto" in words(page)
    assert "Noud" not in words(page)


def test_who_was_covered_was_not_published(teacher: b.Member, group: Group) -> None:
    yara, noud = a_child(group, "Yara", "website"), a_child(group, "Noud")
    standing(group, teacher, yara, noud, covered=[noud.person_id])
    assert noud.person_id not in published_with([noud.person_id], clock.today())


@pytest.mark.handbook("R7.6")
def test_who_may_where_shows_a_group_per_place(client: Client, group: Group) -> None:
    a_child(group, "Yara", "website"), a_child(group, "Noud")
    page = client.get(reverse("who_may", args=[group.pk]))
    assert "Wie van 5B mag waar op de foto?" in heading(page)
    text = words(page).split("Website van school")[1].split("Besloten klaspagina")[0]
    assert text.index("Noud") < text.index("Wie wel") < text.index("Yara")


def test_who_may_where_reads_whoever_must_not_be_found_as_one_without_consent(client: Client, group: Group) -> None:
    child = a_child(group, "Yara", "website")
    b.raised(child.person, "school")
    hidden = same_page(client.get(reverse("who_may", args=[group.pk])))
    RaisedConfidentiality.objects.all().delete()
    says(child, mother_of(child), "website", "withdrawn")
    assert same_page(client.get(reverse("who_may", args=[group.pk]))) == hidden


def test_who_may_where_is_for_the_own_group_only(client: Client, school: School) -> None:
    assert client.get(reverse("who_may", args=[b.a_group(school, "6A").pk])).status_code == 403
    far = b.a_group(a_school_with_channels(), "1A")
    assert client.get(reverse("who_may", args=[far.pk])).status_code == 404


def test_the_start_page_leads_to_the_question_the_group_and_who_may_where(client: Client, group: Group) -> None:
    a_child(group, "Yara")
    page = client.get("/").content.decode()
    for url in ("/mag-dit/", reverse("group", args=[group.pk]), reverse("who_may", args=[group.pk])):
        assert f'href="{url}"' in page
    assert page.count("vr-way--big") == 1


def of(school: School, check: str) -> list[bool]:
    return list(CHECKS[check].rows(On(clock.today())).filter(at=school.pk).values_list("ok", flat=True))


@pytest.mark.handbook("R7.11", "R5.22")
def test_nothing_stands_without_a_yes_and_what_must_go_goes_in_time(teacher: b.Member, group: Group) -> None:
    yara, noud = a_child(group, "Yara", "website"), a_child(group, "Noud", "website")
    row = standing(group, teacher, yara, noud)
    assert of(group.school, "media.published_with_consent") == [True, True]
    says(noud, mother_of(noud), "website", "withdrawn")
    assert sorted(of(group.school, "media.published_with_consent")) == [False, True]
    assert of(group.school, "media.take_downs_in_time") == [True]
    yesterday = clock.today() - timedelta(days=1)
    TakeDown.objects.update(opened_on=yesterday, due=yesterday)
    assert of(group.school, "media.take_downs_in_time") == [False]
    Publication.objects.filter(pk=row.pk).update(state="down", ended_on=clock.today())
    assert of(group.school, "media.published_with_consent") == []

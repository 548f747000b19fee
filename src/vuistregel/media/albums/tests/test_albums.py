"""Closed albums: who may look, what is in sight today, and what happens when somebody no longer wants it."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client

from vuistregel import clock, keys
from vuistregel.actions import Refused
from vuistregel.consent.tests.builders import channel, says
from vuistregel.media.actions import drop, plan
from vuistregel.media.albums import filling
from vuistregel.media.albums.links import audience_of
from vuistregel.media.albums.tests.builders import (
    a_family,
    a_finished_photo,
    an_album,
    filled,
    in_sight,
    is_kept_nowhere,
    parent,
    reads,
    there,
)
from vuistregel.media.models import Album, AlbumItem, Publication, TakeDown
from vuistregel.media.pictures.tests.builders import a_face, a_photo, acting, confirmed
from vuistregel.media.rules import Kind
from vuistregel.organisation.models import Membership
from vuistregel.organisation.tests import builders as b

pytestmark = pytest.mark.django_db(databases=["default", "keys"])


@pytest.mark.handbook("R7.10", "R8.11", "R8.13", "S50")
def test_a_parent_of_the_group_sees_a_portrait_without_a_name(teacher, group, family):
    item = filled(teacher, group, family.pupil, caption="Een hut van takken")
    assert item.publication.kind == "portrait"
    client = parent(family)
    page = client.get(there(item)[0])
    text = page.content.decode()
    assert "Een hut van takken" in text and "noindex" in text
    assert "Yara" not in text.split("<main")[1]
    assert is_kept_nowhere(page)
    assert "Naar het bos" in client.get("/albums/").content.decode()


@pytest.mark.handbook("R7.10", "S49")
def test_a_visitor_without_a_code_is_refused_and_learns_nothing(teacher, group, family):
    item = filled(teacher, group, family.pupil)
    for address in (*there(item), "/albums/", f"/albums/{uuid4()}/", f"/albums/{uuid4()}/beeld/1/"):
        answer = Client().get(address)
        assert answer.status_code == 302 and answer.headers["Location"].startswith("/inloggen/")


@pytest.mark.handbook("R7.10", "R8.11", "S49")
def test_somebody_else_reaches_neither_album_nor_picture_by_its_address(teacher, school, group, family):
    item = filled(teacher, group, family.pupil)
    others = [
        parent(a_family(b.a_group(school, "6A"), "Noud", "given")),
        parent(a_family(b.a_group(b.a_school(), "5B"), "Saar")),
        b.signed_in(b.a_member(school, "teacher", groups=(b.a_group(school, "1A"),)).account),
        b.signed_in(b.a_member(school, "caretaker").account),
        b.signed_in(b.a_member(b.a_school(), "director").account),
    ]
    for client in others:
        assert set(reads(client, item)) <= {403, 404}
        assert "Naar het bos" not in client.get("/albums/").content.decode()
    assert reads(parent(family), item) == (200, 200)


def test_a_picture_is_reached_only_by_the_album_in_which_it_is(teacher, group, family):
    item = filled(teacher, group, family.pupil)
    other = an_album(group, teacher, "Iets anders")
    client = parent(family)
    assert client.get(f"/albums/{other.key}/beeld/{item.pk}/").status_code == 404
    assert client.get(f"/albums/{item.album.key}/beeld/{item.pk + 999}/").status_code == 404
    assert client.get(f"/fotos/{item.media.key}/beeld/").status_code in (403, 404), "the workshop is not for families"


@pytest.mark.parametrize("kind", ["no_contact", "no_information"])
def test_a_barred_parent_does_not_see_the_album(teacher, group, family, kind):
    item = filled(teacher, group, family.pupil)
    father = b.a_guardian(family.pupil)
    client = parent(father)
    assert reads(client, item) == (200, 200)
    b.a_restriction(family.pupil, father.person, kind=kind)
    assert set(reads(client, item)) <= {403, 404}


def test_a_parent_from_whom_the_school_is_kept_does_not_learn_it_from_an_album(teacher, group, family):
    item = filled(teacher, group, a_family(group, "Noud", "given").pupil)
    b.raised(family.pupil.person, "school")
    client = parent(family)
    assert set(reads(client, item)) <= {403, 404}
    assert group.school.name not in client.get("/albums/").content.decode()


def test_a_parent_of_a_child_of_whom_all_is_protected_looks_at_the_album_and_never_sees_the_child(
    teacher, group, family
):
    own, other = filled(teacher, group, family.pupil), filled(teacher, group, a_family(group, "Noud", "given").pupil)
    b.raised(family.pupil.person, "all")
    client = parent(family)
    assert reads(client, other) == (200, 200)
    assert in_sight(client, other)
    assert not in_sight(client, own)
    for address in ("/albums/", there(other)[0]):
        page = client.get(address).content.decode()
        assert group.school.name not in page, "no page of this parent names the school"
        assert f"van {group.name}" not in page
    assert "Naar het bos" in client.get("/albums/").content.decode()


@pytest.mark.parametrize("why", ["no authority", "no_contact", "no_information", "school kept"])
def test_protection_of_all_opens_no_album_for_who_had_none(teacher, group, family, why):
    item = filled(teacher, group, a_family(group, "Noud", "given").pupil)
    b.raised(family.pupil.person, "all")
    father = b.a_guardian(family.pupil, **({"authority": "no"} if why == "no authority" else {}))
    if why.startswith("no_"):
        b.a_restriction(family.pupil, father.person, kind=why)
    if why == "school kept":
        b.raised(family.pupil.person, "school")
    assert set(reads(parent(father), item)) <= {403, 404}
    assert father.person not in audience_of(item.album, clock.today())


def test_a_parent_with_another_child_in_the_group_reads_which_group_it_is(teacher, group, family):
    item = filled(teacher, group, a_family(group, "Noud", "given").pupil)
    b.raised(family.pupil.person, "all")
    b.a_guardian(b.a_pupil(group.school, group=group, call_name="Sanne"), person=family.person)
    assert f"van {group.name}" in parent(family).get(there(item)[0]).content.decode()


def test_a_child_that_left_the_group_takes_the_parents_along(teacher, group, family):
    item = filled(teacher, group, a_family(group, "Noud", "given").pupil)
    client = parent(family)
    assert reads(client, item) == (200, 200)
    family.pupil.placements.update(until=clock.today() - timedelta(days=1))
    assert set(reads(client, item)) <= {403, 404}


@pytest.mark.handbook("R5.22", "R7.10")
def test_who_withdraws_is_out_of_sight_at_once_before_anybody_did_anything(teacher, group, family):
    item = filled(teacher, group, family.pupil)
    other = parent(a_family(group, "Noud"))
    assert in_sight(other, item)
    says(family.pupil, family.person, "closed_class_page", "withdrawn")
    assert TakeDown.objects.filter(publication=item.publication, state="open").exists()
    assert not in_sight(other, item)
    keeper = b.signed_in(teacher.account).get(there(item)[0]).content.decode()
    below = keeper.split("Nu niet te zien")[1].split("Zet er foto")[0]
    assert item.media.called.nl in below and item.media.file_name not in keeper
    assert f'src="/fotos/{item.media.key}/beeld/?klein' in below, "one sees which photo it is"


def test_without_a_task_to_take_down_it_is_the_consent_of_today_that_counts(teacher, group, family):
    item = filled(teacher, group, family.pupil)
    other = parent(a_family(group, "Noud"))
    b.a_restriction(family.pupil, None)
    assert not TakeDown.objects.exists()
    assert not in_sight(other, item), "a restriction that came later hides the photo as well"


def test_taking_it_out_closes_the_task(teacher, group, family):
    item = filled(teacher, group, family.pupil)
    says(family.pupil, family.person, "closed_class_page", "withdrawn")
    client = b.signed_in(teacher.account)
    assert client.post(there(item)[0], {"doe": "eruit", "beeld": item.pk}).status_code == 302
    assert not AlbumItem.objects.exists()
    assert TakeDown.objects.get().state == "closed" and Publication.objects.get().state == "down"


@pytest.mark.handbook("S51", "R5.22")
def test_the_task_for_a_photo_in_an_album_leads_to_where_one_takes_it_out(teacher, group, family):
    item = filled(teacher, group, family.pupil, made_by=teacher)
    says(family.pupil, family.person, "closed_class_page", "withdrawn")
    client = b.signed_in(teacher.account)
    home = client.get("/").content.decode()
    assert "Haal het portret uit het album: Naar het bos" in home
    assert f'href="{there(item)[0]}#uit-zicht"' in home
    page = client.get(f"/publicaties/{item.publication.key}/").content.decode()
    assert f'href="{there(item)[0]}#uit-zicht"' in page
    assert "Hoe weet u dat het weg is?" not in page, "taking it out is enough, and proof of itself"
    yesterday = clock.today() - timedelta(days=1)
    Album.objects.update(made_on=yesterday, until=yesterday)
    assert f'href="/publicaties/{item.publication.key}/"' in client.get("/").content.decode(), "an album that is over"
    assert "Hoe weet u dat het weg is?" in client.get(f"/publicaties/{item.publication.key}/").content.decode()


def test_who_does_not_keep_the_album_is_led_to_the_publication(teacher, school, group, family):
    item = filled(teacher, group, family.pupil, made_by=teacher)
    says(family.pupil, family.person, "closed_class_page", "withdrawn")
    Membership.objects.filter(person=teacher).update(until=clock.today() - timedelta(days=1))
    director = b.signed_in(b.a_member(school, "director").account)
    assert f'href="{there(item)[0]}#uit-zicht"' in director.get("/").content.decode()
    Album.objects.update(school=b.a_school(school.board))
    assert f'href="/publicaties/{item.publication.key}/"' in director.get("/").content.decode()


@pytest.mark.handbook("R8.11")
def test_who_is_covered_is_not_listed_as_recognisable(teacher, group, family):
    noud = a_family(group, "Noud").pupil
    by = acting(teacher, "teacher", group.school, (group,))
    photo = a_photo(by, group.school, group)
    a_face(photo, person=family.pupil.person)
    a_face(photo, person=noud.person, x=5000, covered=True)
    line = filling.add(by, album=an_album(group, teacher), media=confirmed(by, photo), day=clock.today())
    assert line.item is not None
    page = b.signed_in(teacher.account).get(f"/publicaties/{line.item.publication.key}/").content.decode()
    seen, covered = page.split("Wie is te herkennen")[1].split("Afgedekt, en zo niet te herkennen:")
    assert family.pupil.person.name in seen and noud.person.name not in seen
    assert noud.person.name in covered


@pytest.mark.handbook("R7.10", "R7.11")
def test_a_photo_that_may_not_stays_out_and_says_why_and_what_would_do(teacher, group, family):
    album = an_album(group, teacher)
    noud = a_family(group, "Noud", "refused").pupil
    photo = a_finished_photo(teacher, group, family.pupil, noud)
    client = b.signed_in(teacher.account)
    answer = client.post(f"/albums/{album.key}/", {"doe": "erin", "foto": [str(photo.key)]})
    text = answer.content.decode()
    assert answer.status_code == 422 and not AlbumItem.objects.exists() and not Publication.objects.exists()
    assert "Noud QNoud" in text and "Er is geen toestemming voor deze plek" in text and "Dek één gezicht af" in text
    assert "Yara QYara." not in text


def test_a_covered_face_counts_only_once_somebody_confirmed_it(teacher, group, family):
    noud = a_family(group, "Noud", "refused").pupil
    by = acting(teacher, "teacher", group.school, (group,))
    photo = a_photo(by, group.school, group)
    a_face(photo, person=noud.person, covered=True)
    album = an_album(group, teacher)
    assert photo not in filling.offered(by, album)
    assert filling.add(by, album=album, media=photo, day=clock.today()).item is None
    confirmed(by, photo)
    photo.refresh_from_db()
    assert photo in filling.offered(by, album)
    assert filling.add(by, album=album, media=photo, day=clock.today()).item is not None


def test_somebody_who_was_not_named_keeps_a_photo_out(teacher, group):
    by = acting(teacher, "teacher", group.school, (group,))
    photo = a_photo(by, group.school, group)
    a_face(photo)
    line = filling.add(by, album=an_album(group, teacher), media=confirmed(by, photo), day=clock.today())
    assert line.item is None and "gezichten" in str(line.whys)


@pytest.mark.handbook("R8.12", "S50")
def test_a_name_stands_neither_in_a_caption_nor_in_the_title(teacher, group, family):
    album = an_album(group, teacher)
    by = acting(teacher, "teacher", group.school, (group,))
    photo = a_finished_photo(teacher, group, family.pupil)
    line = filling.add(by, album=album, media=photo, day=clock.today(), caption="Yara bouwt een hut")
    assert line.item is None and "Yara" in str(line.whys)
    with pytest.raises(Refused) as refused:
        an_album(group, teacher, "Yara jarig")
    assert refused.value.decision.norms == ("publication.no-name",)


def test_the_caption_lies_sealed_under_the_publication(teacher, group, family):
    item = filled(teacher, group, family.pupil, caption="Een hut van takken")
    item.refresh_from_db()
    assert b"hut" not in bytes(item.caption)
    assert keys.unseal(item.publication.key, "album.caption", bytes(item.caption)) == "Een hut van takken"


def test_whom_somebody_named_in_a_photo_before_counts_in_an_album_though_nobody_tagged_them(teacher, group) -> None:
    refused = a_family(group, "Anna", "refused").pupil
    by = acting(teacher, "teacher", group.school, (group,))
    photo = a_finished_photo(teacher, group)
    website = channel(group.school, "website")
    idea = plan(
        by, channel=website, kind=Kind.GROUP, persons=[refused.person_id], made_by=teacher, media=photo.key, group=group
    )
    album = an_album(group, teacher)

    line = filling.add(by, album=album, media=photo, day=clock.today())
    assert line.item is None and not album.items.exists()

    drop(by, publication=idea)  # it was a mistake: nobody says so of this photo any more
    assert filling.add(by, album=album, media=photo, day=clock.today()).item is not None


@pytest.mark.handbook("R8.12")
@pytest.mark.parametrize("name", ["Dora", "Qdora", "Cora"])
def test_no_name_of_the_group_or_of_a_parent_stands_with_a_photo_in_its_album(teacher, group, name: str) -> None:
    child = a_family(group, "Dora", "given").pupil
    b.a_guardian(child, call_name="Cora", family_name="Citroen")
    by = acting(teacher, "teacher", group.school, (group,))
    photo = a_finished_photo(teacher, group, child)
    album = an_album(group, teacher)

    line = filling.add(by, album=album, media=photo, day=clock.today(), caption=f"{name} lacht")
    assert line.item is None
    assert filling.add(by, album=album, media=photo, day=clock.today(), caption="Wij lachen").item is not None


def test_a_name_of_the_group_is_found_also_when_nobody_can_be_recognised(teacher, group) -> None:
    b.a_pupil(group.school, group=group, call_name="Dora")
    by = acting(teacher, "teacher", group.school, (group,))
    line = filling.add(
        by, album=an_album(group, teacher), media=a_finished_photo(teacher, group), day=clock.today(),
        caption="Dora lacht",
    )  # fmt: skip
    assert line.item is None

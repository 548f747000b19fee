"""Albums when the year ends, on screens, in letters, and for others than parents."""

from __future__ import annotations

import io
import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from PIL import Image

from vuistregel import clock
from vuistregel.access.actor import OPERATOR, job
from vuistregel.actions import Refused
from vuistregel.consent.tests.builders import channel, says
from vuistregel.media.albums import closing, filling
from vuistregel.media.albums.actions import make_album
from vuistregel.media.albums.tests.builders import (
    a_family,
    a_finished_photo,
    an_album,
    filled,
    in_sight,
    is_kept_nowhere,
    parent,
    reads,
    streamed,
    there,
)
from vuistregel.media.models import Album, AlbumAudience, AlbumItem, MediaFile, Publication, TakeDown
from vuistregel.media.pictures import uses
from vuistregel.media.pictures.actions import can_be_seen
from vuistregel.media.pictures.tests import jpegs, mp4s
from vuistregel.media.pictures.tests.builders import acting, confirmed
from vuistregel.organisation.tests import builders as b
from vuistregel.outbox.models import OutboxItem
from vuistregel.outbox.tests.opened import body_of
from vuistregel.words import Words

pytestmark = pytest.mark.django_db(databases=["default", "keys"])


@pytest.mark.handbook("R7.10", "R8.13")
def test_after_the_school_year_nobody_looks_and_the_tick_closes_it(teacher, group, family):
    item = filled(teacher, group, family.pupil)
    client = parent(family)
    Album.objects.update(made_on=clock.today() - timedelta(days=9), until=clock.today() - timedelta(days=1))
    answer = client.get(there(item)[0])
    assert answer.status_code == 410 and "Dit album is gesloten." in answer.content.decode()
    assert client.get(there(item)[1]).status_code == 404
    assert b.signed_in(teacher.account).get(there(item)[1]).status_code == 404, "nor does the teacher"
    assert closing.sweep(job("media.albums"), clock.now()) == 1
    assert closing.sweep(job("media.albums"), clock.now()) == 0
    assert Album.objects.get().state == "closed" and Publication.objects.get().state == "down"
    assert not uses.in_use([item.media.key]), "the photo may leave with the album"


def test_a_closing_that_was_cut_short_is_finished_by_the_next_tick(teacher, group, family):
    item = filled(teacher, group, family.pupil)
    Album.objects.update(state="closed", closed_on=clock.today())
    assert set(reads(parent(family), item)) == {410, 404}
    assert closing.sweep(job("media.albums"), clock.now()) == 1
    assert Publication.objects.get().state == "down"


def test_the_end_of_the_school_year_is_the_last_day(group):
    from vuistregel import norms
    from vuistregel.organisation.years import school_year

    album = an_album(group)
    assert album.until == school_year(group.board_id, clock.today(), norms.on(clock.today())).ends


@pytest.mark.handbook("R7.10")
def test_the_picture_is_small_bare_and_kept_nowhere(teacher, group, family):
    item = filled(teacher, group, family.pupil)
    client = parent(family)
    for query, most in (("", 1600), ("?klein", 640)):
        answer = client.get(there(item)[1] + query)
        assert is_kept_nowhere(answer)
        assert answer["Content-Disposition"].startswith("inline")
        assert jpegs.is_bare(answer.content) and max(Image.open(io.BytesIO(answer.content)).size) <= most


@pytest.mark.handbook("R7.10", "R8.13")
def test_each_family_gets_a_link_or_a_code_of_its_own_once(teacher, group, family):
    item = filled(teacher, group, family.pupil)
    by_mail = a_family(group, "Noud")
    b.an_account(by_mail.person, email="ouder@voorbeeld.example")
    barred = a_family(group, "Saar")
    b.a_restriction(barred.pupil, barred.person)
    client = b.signed_in(teacher.account)
    assert client.post(there(item)[0], {"doe": "links"}).status_code == 302
    assert {i.kind for i in OutboxItem.objects.all()} == {"mail", "letter"}
    assert {i.holder for i in OutboxItem.objects.all()} == {family.person.key, by_mail.person.key}
    client.post(there(item)[0], {"doe": "links"})
    assert OutboxItem.objects.count() == 2
    letter = OutboxItem.objects.get(kind="letter")
    text = body_of(letter)
    assert re.search(r"typ deze code: \w+-\w+", text)
    mail = OutboxItem.objects.get(kind="mail")
    link = re.search(r"https?://[^/]+(/\S+)", body_of(mail))
    assert link is not None
    browser = Client()
    assert in_sight_after(browser, link[1], item)


def in_sight_after(browser: Client, link: str, item: AlbumItem) -> bool:
    """Open a link, press its button, and look."""
    assert browser.get(link).status_code == 200
    answer = browser.post(link, follow=True)
    assert answer.request["PATH_INFO"] == there(item)[0]
    return in_sight(browser, item)


def test_the_link_for_a_parent_of_a_protected_child_does_not_name_the_school(teacher, group, family):
    b.an_account(family.person, email="moeder@voorbeeld.example")
    b.raised(family.pupil.person, "all")
    other = a_family(group, "Noud")
    b.an_account(other.person, email="vader@voorbeeld.example")
    album = an_album(group, teacher)
    b.signed_in(teacher.account).post(f"/albums/{album.key}/", {"doe": "links"})
    named = {item.holder: group.school.name in body_of(item) for item in OutboxItem.objects.all()}
    assert named == {family.person.key: False, other.person.key: True}


def test_who_makes_albums_reads_how_to_begin_and_not_to_wait_for_school(teacher, group, family):
    client = b.signed_in(teacher.account)
    page = client.get("/albums/").content.decode()
    assert "Maak hieronder het eerste album." in page and "Zodra school" not in page
    album = an_album(group, teacher)
    photo = a_finished_photo(teacher, group, family.pupil)
    page = client.get(f"/albums/{album.key}/").content.decode()
    assert "Kies hieronder wat erin komt." in page and "Kijk later nog eens" not in page
    shown = re.search(rf'<img [^>]*src="/fotos/{photo.key}/beeld/[^"]*" alt="([^"]+)"', page)
    assert shown is not None and shown[1].startswith("Foto 1 van ")
    assert (
        "Zodra school een album voor u maakt"
        in parent(a_family(b.a_group(group.school, "6A"), "Saar")).get("/albums/").content.decode()
    )


@pytest.mark.handbook("R8.11")
def test_an_album_for_the_class_is_for_its_pupils_and_one_for_staff_for_staff(teacher, school, group, family):
    old = b.a_pupil(school, group=group, call_name="Sem", born=b.years_ago(13))
    pupil = b.signed_in(b.an_account(old.person))
    album = an_album(group, teacher, audience=AlbumAudience.CLASS)
    assert pupil.get(f"/albums/{album.key}/").status_code == 200
    assert parent(family).get(f"/albums/{album.key}/").status_code in (403, 404)


@pytest.mark.handbook("R7.8", "R8.11")
def test_an_album_for_staff_needs_a_place_that_families_were_asked_about(school, group):
    with pytest.raises(Refused) as refused:
        make_album(
            OPERATOR, school=school, group=None, audience=AlbumAudience.STAFF, channel=channel(school, "newsletter"),
            title="Teamdag", made_by=None,
        )  # fmt: skip
    assert refused.value.decision.norms == ("consent.per-channel",)


def test_a_teacher_makes_fills_and_closes_an_album_on_screen(teacher, group, family):
    client = b.signed_in(teacher.account)
    made = client.post("/albums/", {"naam": "Naar het bos", "voor": f"guardians-{group.pk}"})
    album = Album.objects.get()
    assert made.headers["Location"] == f"/albums/{album.key}/" and album.made_by == teacher
    photo = a_finished_photo(teacher, group, family.pupil)
    assert photo.called.nl in client.get(made.headers["Location"]).content.decode()
    assert client.post(made.headers["Location"], {"doe": "erin", "foto": [str(photo.key)]}).status_code == 302
    item = AlbumItem.objects.get()
    assert in_sight(parent(family), item)
    assert client.post(made.headers["Location"], {"doe": "sluit"}).headers["Location"] == "/albums/"
    assert parent(family).get(made.headers["Location"]).status_code == 410


@pytest.mark.parametrize(
    "fields",
    [{"doe": "erin"}, {"doe": "erin", "foto": "x"}, {"doe": "eruit", "beeld": "9" * 30}, {"doe": "iets"}, {}],
)
def test_a_form_that_asks_nothing_we_know_changes_nothing(teacher, group, fields):
    album = an_album(group, teacher)
    client = b.signed_in(teacher.account)
    assert client.post(f"/albums/{album.key}/", fields).status_code == 422
    album.refresh_from_db()
    assert album.state == "open"


def test_a_parent_changes_nothing(teacher, group, family):
    item = filled(teacher, group, family.pupil)
    client = parent(family)
    for deed in ("erin", "eruit", "links", "sluit"):
        assert client.post(there(item)[0], {"doe": deed, "beeld": item.pk}).status_code == 403
    assert client.post("/albums/", {"naam": "x", "voor": f"guardians-{group.pk}"}).status_code == 403
    assert AlbumItem.objects.count() == 1


def test_an_album_of_another_group_cannot_be_made(teacher, school):
    other = b.a_group(school, "1A")
    client = b.signed_in(teacher.account)
    assert client.post("/albums/", {"naam": "x", "voor": f"guardians-{other.pk}"}).status_code == 422
    assert not Album.objects.exists()


def test_where_school_asks_each_time_the_answer_to_this_very_use_counts(teacher, group, family):
    from vuistregel.consent.actions import choose_mode
    from vuistregel.consent.rules import Mode
    from vuistregel.media.actions import plan
    from vuistregel.media.rules import Kind

    place = channel(group.school, "closed_class_page")
    choose_mode(OPERATOR, channel=place, mode=Mode.EACH_TIME)
    by = acting(teacher, "teacher", group.school, (group,))
    photo = a_finished_photo(teacher, group, family.pupil)
    album = an_album(group, teacher)
    assert filling.add(by, album=album, media=photo, day=clock.today()).item is None
    asked = plan(
        by, channel=channel(group.school, "closed_class_page"), kind=Kind.PORTRAIT, persons=[family.pupil.person_id],
        made_by=teacher, media=photo.key,
    )  # fmt: skip
    says(family.pupil, family.person, "closed_class_page", "given", use=asked.key)
    line = filling.add(by, album=album, media=photo, day=clock.today())
    assert line.item is not None and line.item.publication == asked
    assert in_sight(parent(family), line.item)


def test_an_album_asks_as_many_questions_for_many_photos_as_for_few(teacher, group, family):
    item = filled(teacher, group, family.pupil)
    client = parent(family)
    by = acting(teacher, "teacher", group.school, (group,))
    client.get(there(item)[0])
    counts = []
    for number in (1, 5):
        for _ in range(number):
            photo = a_finished_photo(teacher, group, family.pupil)
            filling.add(by, album=item.album, media=photo, day=clock.today(), caption="Een hut")
        with CaptureQueriesContext(connection) as asked:
            client.get(there(item)[0])
        counts.append(len(asked))
    assert counts[0] == counts[1]


@pytest.mark.handbook("R8.11")
def test_an_album_for_staff_is_seen_by_whoever_works_there_and_by_no_parent(teacher, school, group, family):
    from vuistregel.consent.actions import add_channel
    from vuistregel.consent.rules import Audience

    place = add_channel(
        OPERATOR, school=school, slug="team", name=Words("Teampagina", "Team page"), audience=Audience.SCHOOL,
        where=Words("op de teampagina", "on the team page"),
    )  # fmt: skip
    director = b.signed_in(b.a_member(school, "director").account)
    made = director.post("/albums/", {"naam": "Teamdag", "voor": f"staff-{place.pk}"})
    for role in ("caretaker", "internal_counsellor", "teacher"):
        assert b.signed_in(b.a_member(school, role).account).get(made.headers["Location"]).status_code == 200
    assert parent(family).get(made.headers["Location"]).status_code == 404
    elsewhere = b.signed_in(b.a_member(b.a_school(school.board), "caretaker").account)
    assert elsewhere.get(made.headers["Location"]).status_code == 404


def test_a_film_plays_in_the_album_in_parts_and_for_nobody_else(teacher, group, family):
    client = b.signed_in(teacher.account)
    film = SimpleUploadedFile("IMG_9.MP4", mp4s.a_film())
    client.post("/fotos/", {"plek": f"g{group.pk}", "bestand": [film]})
    media = MediaFile.objects.get()
    by = acting(teacher, "teacher", group.school, (group,))
    can_be_seen(by, media=media, person=family.pupil.person, moment=2)
    line = filling.add(by, album=an_album(group, teacher), media=confirmed(by, media), day=clock.today())
    assert line.item is not None, line.whys
    assert line.item.publication.kind == "video"
    page, film_itself = there(line.item)
    viewer = parent(family)
    shown = viewer.get(page)
    assert "media-src 'self'" in shown["Content-Security-Policy"] and "<video" in shown.content.decode()
    part = viewer.get(film_itself, headers={"Range": "bytes=4-7"})
    assert part.status_code == 206 and streamed(part) == b"ftyp" and is_kept_nowhere(part)
    assert Client().get(film_itself).status_code == 302


def test_what_must_go_stays_out_of_sight_also_when_the_parent_says_yes_again(teacher, group, family):
    item = filled(teacher, group, family.pupil)
    says(family.pupil, family.person, "closed_class_page", "withdrawn")
    says(family.pupil, family.person, "closed_class_page", "given")
    assert TakeDown.objects.filter(publication=item.publication, state="open").exists()
    assert not in_sight(parent(a_family(group, "Noud")), item)


def test_the_letters_with_a_code_are_for_the_office_and_not_for_the_teacher(teacher, school, group, family):
    item = filled(teacher, group, family.pupil)
    client = b.signed_in(teacher.account)
    client.post(there(item)[0], {"doe": "links"})
    address = f"{there(item)[0]}brieven/"
    office = b.signed_in(b.a_member(school, "administrator").account)
    assert address in office.get(there(item)[0]).content.decode()
    page = office.get(address)
    assert "typ deze code" in page.content.decode() and is_kept_nowhere(page)
    assert address not in client.get(there(item)[0]).content.decode()
    elsewhere = b.signed_in(b.a_member(b.a_school(school.board), "administrator").account)
    for somebody in (client, parent(family), elsewhere):
        assert somebody.get(address).status_code in (403, 404)

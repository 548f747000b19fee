"""The workshop: what is kept, what a cover and a confirmation mean, what may leave, and when all of it goes."""

from __future__ import annotations

import io
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import models
from django.utils import timezone
from PIL import Image

from vuistregel import keys, norms
from vuistregel.access.actor import job
from vuistregel.actions import Refused
from vuistregel.keys import files
from vuistregel.media.models import Face, MediaFile, Publication
from vuistregel.media.pictures import actions, covers, sweeping, taking_in
from vuistregel.media.pictures.covers import Place
from vuistregel.media.pictures.forgetting import forget
from vuistregel.media.pictures.queries import recognisable, workshop
from vuistregel.media.pictures.tests import builders as p
from vuistregel.media.pictures.tests import cameras, jpegs
from vuistregel.organisation.tests import builders as b
from vuistregel.rows import StaleRow

pytestmark = pytest.mark.django_db(databases=["default", "keys"])
FACE = Place(1300, 2500, 2000, 2600)


@pytest.fixture
def school():
    return b.a_school()


@pytest.fixture
def teacher(school):
    group = b.a_group(school)
    return p.acting(b.a_person(school.board, "Sem", "Boom"), "teacher", school, (group,))


def is_unreadable(file) -> bool:
    try:
        files.open(file).close()
    except FileNotFoundError:
        return True
    return False


def bytes_of(file) -> bytes:
    assert file is not None
    with files.open(file) as opened:
        return opened.read()


def test_a_photo_is_kept_sealed_under_a_name_of_the_house(school, teacher):
    photo = p.a_photo(teacher, school)
    day = photo.day
    assert photo.file_name == f"foto-{day:%Y-%m-%d}-1.jpg"
    assert p.a_photo(teacher, school).file_name == f"foto-{day:%Y-%m-%d}-2.jpg"
    assert photo.original_until == norms.on(day, sector="po").add("photo.original", day)
    assert jpegs.is_bare(bytes_of(photo.original))
    assert photo.result is None


def test_nobody_without_a_place_at_the_school_takes_a_photo_in(school):
    stranger = p.acting(b.a_person(school.board), "caretaker", school)
    with pytest.raises(Refused):
        p.a_photo(stranger, school)
    assert not MediaFile.objects.exists()


def test_a_covered_face_counts_as_not_recognisable_only_after_somebody_confirmed_it(school, teacher):
    photo, yara = p.a_photo(teacher, school), b.a_pupil(school)
    face = p.a_face(photo, person=yara.person)
    p.a_face(photo, x=6000)
    actions.cover(teacher, media=photo, face=face, covered=True)
    before = recognisable(photo)
    assert (set(before.persons), before.untagged, before.confirmed) == ({yara.person_id}, 1, False)
    after = recognisable(p.confirmed(teacher, photo))
    assert (set(after.covered), after.untagged, after.confirmed) == ({yara.person_id}, 1, True) and not after.persons


def test_who_is_covered_in_one_place_and_bare_in_another_can_be_recognised(school, teacher):
    photo, yara = p.a_photo(teacher, school), b.a_pupil(school)
    p.a_face(photo, person=yara.person, covered=True)
    p.a_face(photo, person=yara.person, x=6000)
    found = recognisable(p.confirmed(teacher, photo))
    assert found.persons == {yara.person_id} and not found.covered


@pytest.mark.handbook("R7.1")
def test_what_leaves_is_covered_and_bare_of_data(school, teacher):
    photo = p.a_photo(teacher, school)
    actions.point_out(teacher, media=photo, place=FACE)
    result = bytes_of(actions.fetch(teacher, media=p.confirmed(teacher, photo)))
    assert jpegs.is_bare(result)
    assert cameras.is_about(Image.open(io.BytesIO(result)), (160, 200), covers.COLOUR)
    assert not cameras.is_about(Image.open(io.BytesIO(bytes_of(photo.original))), (160, 200), covers.COLOUR)


@pytest.mark.parametrize("deed", ["cover", "point_out", "tag", "take_away", "can_be_seen", "cover_all"])
def test_any_change_ends_the_confirmation_and_takes_the_finished_picture_away(
    deed, school, teacher, django_capture_on_commit_callbacks
):
    photo, yara = p.a_photo(teacher, school), b.a_pupil(school)
    face = p.a_face(photo)
    finished = p.confirmed(teacher, photo).result
    deeds: dict[str, dict[str, Any]] = {
        "cover": {"face": face, "covered": True},
        "point_out": {"place": Place(0, 0, 500, 500)},
        "tag": {"face": face, "person": yara.person},
        "take_away": {"face": face},
        "can_be_seen": {"person": yara.person},
        "cover_all": {},
    }
    with django_capture_on_commit_callbacks(execute=True):
        getattr(actions, deed)(teacher, media=photo, **deeds[deed])
    photo.refresh_from_db()
    assert photo.covers_confirmed_at is None and photo.result is None
    assert is_unreadable(finished)
    with pytest.raises(Refused, match="Check the photo"):
        actions.fetch(teacher, media=photo)


def test_what_somebody_else_changed_in_the_meantime_is_not_confirmed(school, teacher):
    photo = p.a_photo(teacher, school)
    seen = photo.version
    actions.point_out(teacher, media=MediaFile.objects.get(pk=photo.pk), place=FACE)
    with pytest.raises(StaleRow):
        actions.confirm(teacher, media=photo, shown=seen)
    photo.refresh_from_db()
    assert photo.covers_confirmed_at is None and photo.result is None
    assert keys.models.StoredFile.objects.filter(holder=photo.key).count() == 0


def test_a_photo_that_people_were_asked_about_shows_no_more_than_they_saw(school, teacher):
    from vuistregel.consent.tests.builders import a_school_with_channels, channel

    school = a_school_with_channels()
    teacher = p.acting(b.a_person(school.board), "teacher", school)
    photo = p.confirmed(teacher, p.a_photo(teacher, school))
    Publication.objects.create(
        board=school.board, school=school, channel=channel(school, "website"), kind="group", state="asked",
        made_on=photo.day, media=photo.key,
    )  # fmt: skip
    face = actions.point_out(teacher, media=photo, place=FACE)
    assert face.covered
    for change in (
        lambda: actions.cover(teacher, media=photo, face=face, covered=False),
        lambda: actions.point_out(teacher, media=photo, place=FACE, covered=False),
        lambda: actions.take_away(teacher, media=photo, face=face),
    ):
        with pytest.raises(Refused, match="can still cover"):
            change()
    actions.cover_all(teacher, media=photo)
    actions.tag(teacher, media=photo, face=face, person=b.a_person(school.board))
    face.refresh_from_db()
    with pytest.raises(Refused, match="can still cover"):
        actions.tag(teacher, media=photo, face=face, person=None)
    with pytest.raises(Refused, match="still used"):
        actions.throw_away(teacher, media=photo)


def test_when_its_term_has_passed_the_original_cannot_be_read_and_the_used_result_can(school, teacher):
    from vuistregel.consent.tests.builders import a_school_with_channels, channel

    school = a_school_with_channels()
    teacher = p.acting(b.a_person(school.board), "teacher", school)
    used, unused = (p.confirmed(teacher, p.a_photo(teacher, school)) for _ in range(2))
    never_finished = p.a_photo(teacher, school)
    Publication.objects.create(
        board=school.board, school=school, channel=channel(school, "website"), kind="group", state="draft",
        made_on=used.day, media=used.key,
    )  # fmt: skip
    at = timezone.now() + norms.on(used.day)["photo.original"].timedelta
    assert sweeping.sweep(job("media.originals"), at) == 0, "the last day of the term belongs to it"
    sweeping.sweep(job("media.originals"), at + timedelta(days=1))
    for row in (used, unused, never_finished):
        assert is_unreadable(row.original)
        assert keys.is_destroyed(row.original_key)
        row.refresh_from_db()
        assert row.original is None
    assert jpegs.is_bare(bytes_of(used.result)) and used.gone_at is None
    assert unused.gone_at and keys.is_destroyed(unused.key) and unused.result is None
    assert never_finished.gone_at and keys.is_destroyed(never_finished.key)
    assert sweeping.sweep(job("media.originals"), at + timedelta(days=2)) == 0
    with pytest.raises(Refused, match="original is gone"):
        actions.point_out(teacher, media=used, place=FACE)


def test_what_is_thrown_away_can_be_read_by_nobody(school, teacher, django_capture_on_commit_callbacks):
    photo = p.confirmed(teacher, p.a_photo(teacher, school))
    original, result = photo.original, photo.result
    with django_capture_on_commit_callbacks(execute=True):
        actions.throw_away(teacher, media=photo)
    for file in (original, result):
        assert is_unreadable(file)
    assert keys.is_destroyed(photo.key) and keys.is_destroyed(photo.original_key)


def test_after_a_restore_gone_photos_and_forgotten_people_are_gone_again(school, teacher):
    photo, other, yara = p.a_photo(teacher, school), p.a_photo(teacher, school), b.a_pupil(school)
    tagged = p.a_face(other, person=yara.person)
    unplaced = p.a_face(other, person=yara.person, x=0, y=0, width=0, height=0)
    forget([photo.key, photo.original_key, yara.person.key])
    photo.refresh_from_db()
    tagged.refresh_from_db()
    assert photo.gone_at is not None and tagged.person is None
    assert not Face.objects.filter(pk=unplaced.pk).exists()


def test_a_teacher_works_on_the_own_photos_and_those_of_the_own_groups(school, teacher):
    group = b.a_group(school)
    colleague = p.acting(b.a_person(school.board, "Isa"), "teacher", school, (group,))
    mine, theirs = p.a_photo(teacher, school), p.a_photo(colleague, school, group)
    director = p.acting(b.a_person(school.board, "Wil"), "director", school)
    elsewhere = p.acting(b.a_person(school.board, "Bo"), "director", b.a_school(school.board))
    guardian = p.acting(b.a_person(school.board, "Ouder"), "guardian", school)
    assert set(workshop(teacher)) == {mine}
    assert set(workshop(colleague)) == {theirs}
    assert set(workshop(director)) == {mine, theirs}
    assert not workshop(elsewhere) and not workshop(guardian)


@pytest.mark.parametrize(
    ("address", "good"),
    [
        ("https://www.film.example/v?id=12", True),
        ("http://film.example/a", False),
        ("javascript:alert(1)", False),
        ("data:text/html,hallo", False),
        ("ftp://film.example/a", False),
        ("https://naam:woord@film.example/", False),
        ("https://film.example:8080/", False),
        ("https://film.example:x/", False),
        ("https:///geen-huis", False),
        ("https://localhost/", False),
        ("https://film.example/\x00", False),
        ("https://film.example\\@ander.example/", False),
        ("https://[::1/", False),
        ("film.example/a", False),
        ("https://film.example/" + "a" * 500, False),
        ("", False),
    ],
)
def test_only_a_plain_web_address_is_the_address_of_a_film(address, good, school, teacher):
    assert taking_in.is_address(address) is good
    if not good:
        with pytest.raises(Refused, match="no address of a film"):
            p.a_film_elsewhere(teacher, school, address)


def test_a_film_elsewhere_has_its_address_sealed_and_says_who_is_in_it_from_when(school, teacher):
    film, yara = p.a_film_elsewhere(teacher, school), b.a_pupil(school)
    assert b"film.example" not in bytes(film.link)
    assert keys.unseal(film.key, "media.link", bytes(film.link)) == "https://film.example/v/12"
    actions.can_be_seen(teacher, media=film, person=yara.person, moment=95)
    actions.can_be_seen(teacher, media=film, person=yara.person, moment=12)
    found = recognisable(p.confirmed(teacher, film))
    assert found.persons == {yara.person_id} and found.moments == ((yara.person_id, 12),)
    with pytest.raises(Refused, match="faces in a film"):
        actions.point_out(teacher, media=film, place=FACE)


@pytest.mark.handbook("R7.1")
def test_no_likeness_of_a_face_is_kept_anywhere_and_nothing_that_recognises_is_imported():
    kept = {field.name for field in Face._meta.get_fields()}
    assert kept == {
        "id", "board", "media", "x", "y", "width", "height", "source", "covered", "person", "moment",
    }  # fmt: skip
    for field in Face._meta.concrete_fields:
        assert not isinstance(field, models.BinaryField | models.JSONField | models.TextField | models.FileField)
    words = ("embedding", "recogni" + "tion", "face_" + "recognition", "insightface", "facenet", "arcface", "dlib")
    for path in Path(taking_in.__file__).parent.glob("*.py"):
        source = path.read_text()
        assert [w for w in words if f"import {w}" in source or f"from {w}" in source] == []

"""Builders for tests of the workshop and of what is made with it.

photo = a_photo(teacher.person, school); a_face(photo, person=pupil.person); confirmed(photo)
"""

from __future__ import annotations

from typing import Any

from vuistregel.access.actor import Actor, ActorKind, Hat
from vuistregel.media.models import Face, FaceSource, MediaFile
from vuistregel.media.pictures import actions
from vuistregel.media.pictures.clean import Picture
from vuistregel.media.pictures.taking_in import keep_link, keep_photo
from vuistregel.media.pictures.tests import cameras
from vuistregel.organisation.models import Group, Person, School


def acting(person: Person, role: str, school: School, groups: tuple[Group, ...] = ()) -> Actor:
    """Somebody at work, without an account."""
    hat = Hat(role, school.board_id, school.pk, frozenset(g.pk for g in groups), frozenset(), person.pk, person.key)
    return Actor(ActorKind.PERSON, str(person.key), (hat,))


def a_photo(by: Actor, school: School, group: Group | None = None) -> MediaFile:
    """A photo of two people, as it lies in the workshop: 640 by 480."""
    picture = Picture(cameras.saved(cameras.a_scene()), 640, 480)
    return keep_photo(by, school=school, group=group, picture=picture)


def a_film_elsewhere(by: Actor, school: School, address: str = "https://film.example/v/12") -> MediaFile:
    return keep_link(by, school=school, group=None, address=address)


def a_face(media: MediaFile, **fields: Any) -> Face:
    place = {"x": 1300, "y": 2500, "width": 2000, "height": 2600}
    return Face.objects.create(board=media.board, media=media, source=FaceSource.DETECTED, **(place | fields))


def confirmed(by: Actor, media: MediaFile) -> MediaFile:
    media.refresh_from_db()
    actions.confirm(by, media=media, shown=media.version)
    return media

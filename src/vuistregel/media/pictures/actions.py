"""What people do with a photo or film in the workshop: point out, cover, say who it is, confirm, throw away.

Each change ends the confirmation and takes the finished picture away: what may leave is what somebody saw last.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.db import transaction

from vuistregel import keys
from vuistregel.access.actor import Subject
from vuistregel.actions import Act, action
from vuistregel.decisions import Reason, no
from vuistregel.keys import files
from vuistregel.media.models import Face, FaceSource, MediaFile, MediaKind
from vuistregel.media.pictures import covers, uses
from vuistregel.media.pictures.clean import LIMIT
from vuistregel.media.pictures.covers import Place
from vuistregel.media.pictures.events import FacesChanged, MediaConfirmed, MediaDownloaded, MediaThrownAway
from vuistregel.media.pictures.queries import places_of, recognisable
from vuistregel.organisation.models import Person
from vuistregel.words import Words

#: The most faces that are pointed out in one photo or film.
MOST = 300


def of_media(*, media: MediaFile, **_: Any) -> Subject:
    """Where a photo or film stands."""
    return Subject(board=media.board_id, school=media.school_id)


@action(category="media", verb="write", subject=of_media)
def point_out(act: Act, *, media: MediaFile, place: Place, covered: bool = True, shown: int | None = None) -> Face:
    """Point at somebody in a photo; whoever is pointed at is covered at once, unless one says otherwise."""
    if media.kind != MediaKind.PHOTO:
        act.refuse(no(NO_PLACES))
    _room_for_one(act, media)
    _change(act, media, shown, hides=covered)
    face = Face.objects.create(
        board_id=media.board_id, media=media, source=FaceSource.HAND, covered=covered,
        x=place.x, y=place.y, width=place.width, height=place.height,
    )  # fmt: skip
    _record(act, media, "pointed out")
    return face


@action(category="media", verb="write", subject=of_media)
def cover(act: Act, *, media: MediaFile, face: Face, covered: bool, shown: int | None = None) -> None:
    """Cover a face, or show it again."""
    _own(act, media, face)
    if covered and not face.placed:
        act.refuse(no(NO_PLACES))
    _change(act, media, shown, hides=covered)
    Face.objects.filter(pk=face.pk).update(covered=covered)
    _record(act, media, "covered" if covered else "shown again")


@action(category="media", verb="write", subject=of_media)
def cover_all(act: Act, *, media: MediaFile, shown: int | None = None) -> None:
    """Cover each face of whom nobody said who it is."""
    _change(act, media, shown, hides=True)
    Face.objects.filter(media=media, person=None, width__gt=0).update(covered=True)
    _record(act, media, "all unknown covered")


@action(category="media", verb="write", subject=of_media)
def tag(act: Act, *, media: MediaFile, face: Face, person: Person | None, shown: int | None = None) -> None:
    """Say who somebody is (None: take that back). Only a person says so; the house never guesses."""
    _own(act, media, face)
    _of_board(act, media, person)
    if person is None and not face.placed:
        act.refuse(no(TAKE_AWAY))
    _change(act, media, shown, hides=face.person_id is None)
    Face.objects.filter(pk=face.pk).update(person=person)
    _record(act, media, "named" if person else "name taken back", person)


@action(category="media", verb="write", subject=of_media)
def can_be_seen(
    act: Act, *, media: MediaFile, person: Person, moment: int | None = None, shown: int | None = None
) -> Face:
    """Say that somebody can be recognised, without pointing: in a film perhaps from a moment on (seconds)."""
    _of_board(act, media, person)
    _room_for_one(act, media)
    if moment is not None and media.seconds is not None and moment > media.seconds:
        act.refuse(no(PAST_THE_END))
    _change(act, media, shown, hides=True)
    face = Face.objects.create(
        board_id=media.board_id, media=media, source=FaceSource.HAND, person=person, moment=moment
    )
    _record(act, media, "recognisable", person)
    return face


@action(category="media", verb="write", subject=of_media)
def take_away(act: Act, *, media: MediaFile, face: Face, shown: int | None = None) -> None:
    """Take a place away: it is no face, or this person cannot be recognised after all."""
    _own(act, media, face)
    _change(act, media, shown)
    Face.objects.filter(pk=face.pk).delete()
    _record(act, media, "taken away")


@action(category="media", verb="write", subject=of_media)
def confirm(act: Act, *, media: MediaFile, shown: int) -> None:
    """Say that it is right as it is. From then on a covered face is not recognisable, and it may leave the house.

    `shown` is the version that was on the page: what somebody changed since, nobody has confirmed.
    """
    _still_here(act, media)
    if media.kind != MediaKind.LINK and media.original is None:
        act.refuse(no(ORIGINAL_GONE))
    kept, before = _finish(media) if media.original is not None else None, media.result
    try:
        media.change(shown=shown, covers_confirmed_at=act.moment, result=kept)
        _record(act, media, "confirmed")
    except BaseException:
        if kept is not None:
            files.delete(kept)
        raise
    if before is not None:
        transaction.on_commit(_deleting(before))


def _finish(media: MediaFile) -> UUID:
    """The finished file, under the key that outlives the original; a film goes on as it is."""
    assert media.original is not None
    board = media.school.board.key
    with files.open(media.original) as original:
        if media.kind == MediaKind.VIDEO:
            size = files.describe(media.original).size
            return files.write(board, media.key, original, allowed={"video"}, limit=size).uuid
        picture = covers.covered(original.read(), places_of(media))
    return files.write(board, media.key, io.BytesIO(picture), allowed={"jpeg"}, limit=LIMIT).uuid


@action(category="media", verb="write", subject=of_media)
def fetch(act: Act, *, media: MediaFile) -> UUID:
    """Take the finished photo or film out of the house; returns which stored file that is."""
    if media.covers_confirmed_at is None or media.result is None:
        act.refuse(no(NOT_CONFIRMED))
    act.record(MediaDownloaded(media=media.key))
    return media.result


@action(category="media", verb="write", subject=of_media)
def throw_away(act: Act, *, media: MediaFile, shown: int | None = None) -> None:
    """Throw a photo or film away that nothing uses; nobody can read it any more."""
    _still_here(act, media)
    if uses.in_use([media.key]):
        act.refuse(no(IN_USE))
    media.change(shown=shown, original=None, result=None, covers_confirmed_at=None, gone_at=act.moment)
    Face.objects.filter(media=media).delete()
    act.record(MediaThrownAway(media=media.key))
    holders = [media.key] if media.kind == MediaKind.LINK else [media.key, media.original_key]
    transaction.on_commit(lambda: _destroy(holders))


def _destroy(holders: list[UUID]) -> None:
    keys.destroy_many(holders, why="thrown away", norm="photo.original")


def _change(act: Act, media: MediaFile, shown: int | None, *, hides: bool = False) -> None:
    """Each change ends the confirmation, and the finished picture goes. `hides`: it shows no more of anybody, and
    nobody who could be recognised is forgotten by it."""
    _still_here(act, media)
    if uses.stands(media.key):
        act.refuse(no(SETTLED))
    if not hides and uses.was_asked_about(media.key):
        act.refuse(no(ASKED))
    if media.kind != MediaKind.LINK and media.original is None:
        act.refuse(no(ORIGINAL_GONE))
    before = media.result
    media.change(shown=shown, covers_confirmed_at=None, result=None)
    if before is not None:
        transaction.on_commit(_deleting(before))


def _deleting(file: UUID) -> Callable[[], None]:
    return lambda: files.delete(file)


def _record(act: Act, media: MediaFile, change: str, person: Person | None = None) -> None:
    faces = list(media.faces.all())
    covered = sum(1 for f in faces if f.covered)
    if change == "confirmed":
        untagged = recognisable(media).untagged
        act.record(MediaConfirmed(media=media.key, faces=len(faces), covered=covered, untagged=untagged))
        return
    who = person.key if person else None
    act.record(FacesChanged(media=media.key, change=change, faces=len(faces), covered=covered, who=who))


def _still_here(act: Act, media: MediaFile) -> None:
    if media.gone_at is not None:
        act.refuse(no(GONE))


def _own(act: Act, media: MediaFile, face: Face) -> None:
    if face.media_id != media.pk:
        act.refuse(no(GONE))


def _of_board(act: Act, media: MediaFile, person: Person | None) -> None:
    if person is not None and person.board_id != media.board_id:
        act.refuse(no(NOT_OF_HERE))


def _room_for_one(act: Act, media: MediaFile) -> None:
    if media.faces.count() >= MOST:
        act.refuse(no(Reason(TOO_MANY.with_(most=MOST))))


NO_PLACES = Reason(
    Words("In een film dekken wij geen gezichten af.", "We do not cover faces in a film."), norm="photo.faces"
)
TAKE_AWAY = Reason(
    Words(
        "Van wie te herkennen is, kunt u de naam niet weghalen. Haal de hele regel weg.",
        "You cannot take the name off somebody who can be recognised. Take the whole line away.",
    )
)
PAST_THE_END = Reason(Words("Zo lang duurt de film niet.", "The film does not last that long."))
ORIGINAL_GONE = Reason(
    Words(
        "Het origineel is weg, de termijn is voorbij. Laad de foto opnieuw om iets te veranderen.",
        "The original is gone, its term has passed. Upload the photo again to change something.",
    ),
    norm="photo.original",
)
NOT_CONFIRMED = Reason(
    Words(
        "Kijk de foto of film eerst na. Klopt hij? Dan kunt u hem ophalen.",
        "Check the photo or film first. Is it right? Then you can download it.",
    ),
    norm="photo.faces",
)
IN_USE = Reason(
    Words(
        "Deze foto of film wordt nog gebruikt. Haal eerst weg wat ermee is gedaan.",
        "This photo or film is still used. First take down what was done with it.",
    )
)
SETTLED = Reason(
    Words(
        "Deze foto of film staat al ergens. Laad hem opnieuw om iets te veranderen.",
        "This photo or film is published. Upload it again to change something.",
    )
)
ASKED = Reason(
    Words(
        "Over deze foto of film is al gevraagd. Afdekken kan nog wel. Laad hem opnieuw om iets anders te veranderen.",
        "People were asked about this photo or film. You can still cover. Upload it again to change something else.",
    )
)
GONE = Reason(Words("Deze foto of film is weg.", "This photo or film is gone."), norm="photo.original")
NOT_OF_HERE = Reason(Words("Deze persoon kennen wij hier niet.", "We do not know this person here."))
TOO_MANY = Words("Meer dan {most} gezichten kan niet.", "More than {most} faces is not possible.")

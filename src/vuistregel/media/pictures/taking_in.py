"""Keeping what came in: sealed, under the house's own name, with a term on the original.

Reading a photo is work outside any transaction (`clean`, `films`); the actions here only write.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from django.db.models import Max

from vuistregel import keys
from vuistregel.access.actor import Subject
from vuistregel.actions import Act, action
from vuistregel.decisions import Reason, no
from vuistregel.keys import files
from vuistregel.keys.stream import Source
from vuistregel.media.models import Face, FaceSource, MediaFile, MediaKind
from vuistregel.media.pictures.clean import LIMIT, Picture
from vuistregel.media.pictures.covers import Place
from vuistregel.media.pictures.events import MediaTakenIn
from vuistregel.organisation.models import Group, School
from vuistregel.words import Words

#: How long an address of a film may be, in characters.
LONGEST_LINK = 500


def _of_school(*, school: School, **_: Any) -> Subject:
    return Subject(board=school.board_id, school=school.pk)


@action(category="media", verb="write", subject=_of_school)
def keep_photo(
    act: Act, *, school: School, group: Group | None, picture: Picture, suggested: Sequence[Place] = ()
) -> MediaFile:
    """Keep a photo that came in, with the places where faces may be."""
    row = _row(act, school, group, MediaKind.PHOTO, form="jpeg", width=picture.width, height=picture.height)
    Face.objects.bulk_create(
        Face(
            board_id=school.board_id, media=row, source=FaceSource.DETECTED,
            x=place.x, y=place.y, width=place.width, height=place.height,
        )
        for place in suggested
    )  # fmt: skip
    _keep(row, io.BytesIO(picture.jpeg), {"jpeg"}, LIMIT)
    act.record(MediaTakenIn(media=row.key, what="photo", found=len(suggested)))
    return row


@action(category="media", verb="write", subject=_of_school)
def keep_film(
    act: Act, *, school: School, group: Group | None, film: Source, form: str, seconds: int | None, limit: int
) -> MediaFile:
    """Keep a film that came in; `film` gives its bytes without the camera's data."""
    row = _row(act, school, group, MediaKind.VIDEO, form=form, seconds=seconds)
    _keep(row, film, {"video"}, limit)
    act.record(MediaTakenIn(media=row.key, what="film", found=0))
    return row


@action(category="media", verb="write", subject=_of_school)
def keep_link(act: Act, *, school: School, group: Group | None, address: str) -> MediaFile:
    """Keep the address of a film that stays where it is; the address may tell who is on it, so it is sealed."""
    if not is_address(address):
        act.refuse(no(NO_ADDRESS))
    row = _row(act, school, group, MediaKind.LINK)
    keys.new_holder(school.board.key, "file", row.key)
    row.link = keys.seal(row.key, "media.link", address)
    row.save(update_fields=["link"])
    act.record(MediaTakenIn(media=row.key, what="link", found=0))
    return row


def is_address(address: str) -> bool:
    """Whether this is a web address that a browser may be sent to: https, a host, no sign-in, nothing hidden."""
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        return False
    plain = address.isprintable() and " " not in address and len(address) <= LONGEST_LINK and "\\" not in address
    named = parts.hostname is not None and "." in parts.hostname and "@" not in parts.netloc
    return plain and named and parts.scheme == "https" and port in (None, 443)


def _row(
    act: Act, school: School, group: Group | None, kind: MediaKind, **fields: Any
) -> MediaFile:  # fmt: skip
    person = _maker(act, school)
    if group is not None and group.school_id != school.pk:
        act.refuse(no(OTHER_GROUP))
    last = MediaFile.objects.filter(board=school.board_id, school=school, day=act.day).aggregate(n=Max("number"))["n"]
    until = act.norms(school.sector).add("photo.original", act.day)
    values: dict[str, Any] = {
        "group": group, "kind": kind.value, "made_by_id": person, "made_at": act.moment,
        "day": act.day, "number": (last or 0) + 1, "original_until": until,
    }  # fmt: skip
    return MediaFile.objects.create(board_id=school.board_id, school=school, **(values | fields))


def _maker(act: Act, school: School) -> int:
    """Who takes it in: the actor as somebody of this board. A photo without a maker is nobody's to answer for."""
    found = next((h.person for h in act.actor.hats if h.board == school.board_id and h.person is not None), None)
    if found is None:
        act.refuse(no(NO_MAKER))
    return found


def _keep(row: MediaFile, stream: Source, allowed: set[str], limit: int) -> None:
    """Seal the file under the key of the original. What fails afterwards leaves no file behind."""
    board = row.school.board.key
    keys.new_holders(board, "file", [row.key, row.original_key])
    kept: UUID | None = None
    try:
        kept = files.write(board, row.original_key, stream, allowed=allowed, limit=limit).uuid
        row.original = kept
        row.save(update_fields=["original"])
    except BaseException:
        if kept is not None:
            files.delete(kept)
        raise


NO_ADDRESS = Reason(
    Words(
        "Dit is geen adres van een film. Begin met https:// en plak het hele adres.",
        "This is no address of a film. Begin with https:// and paste the whole address.",
    )
)
OTHER_GROUP = Reason(Words("Deze groep is van een andere school.", "This group is of another school."))
NO_MAKER = Reason(
    Words("Alleen iemand van deze school kan een foto opnemen.", "Only somebody of this school can take in a photo."),
    norm="access.need-to-know",
)

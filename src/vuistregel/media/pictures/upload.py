"""Several files at once: each is taken in or refused by itself, with a line that says what came of it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Final

from vuistregel.access.actor import Actor
from vuistregel.actions import Refused
from vuistregel.keys import filetypes
from vuistregel.keys.errors import FileRefused
from vuistregel.keys.uploads import EncryptedUpload
from vuistregel.media.models import MediaFile
from vuistregel.media.pictures import clean, faces, films, reasons, taking_in
from vuistregel.media.pictures.reasons import MediaRefused
from vuistregel.media.rules import names_in
from vuistregel.organisation.models import Group, School
from vuistregel.words import Words

#: How many files one request takes in: each photo is some tenths of a second of work.
AT_ONCE: Final = 20
TOO_MANY: Final = Words(
    "Dit zijn er te veel tegelijk. Kies er hoogstens {most}.", "These are too many at once. Choose {most} at most."
).with_(most=AT_ONCE)


@dataclass(frozen=True, slots=True)
class Line:
    """What came of one file. `given` is the name that it came with: shown once to who sent it, and kept nowhere."""

    given: str
    media: MediaFile | None = None
    refused: Words | None = None
    noticed: tuple[Words, ...] = ()


def take_in(
    actor: Actor, *, school: School, group: Group | None, uploads: Iterable[EncryptedUpload], names: Collection[str]
) -> list[Line]:
    """Take in each of these files; `names` are of people whose name should not be in a file name."""
    lines = []
    for number, upload in enumerate(uploads):
        if number >= AT_ONCE:
            lines.append(Line(upload.name or "", refused=TOO_MANY))
        else:
            lines.append(_one(actor, school, group, upload, names))
        upload.close()
    return lines


def _one(actor: Actor, school: School, group: Group | None, upload: EncryptedUpload, names: Collection[str]) -> Line:
    given = upload.name or ""
    try:
        media, noticed = _kept(actor, school, group, upload)
    except (MediaRefused, FileRefused) as refused:
        return Line(given, refused=refused.words)
    except Refused as refused:
        return Line(given, refused=refused.decision.reasons[0].text)
    if names_in(given.rpartition(".")[0], names):
        noticed = (*noticed, reasons.NAME_IN_FILE_NAME)
    return Line(given, media=media, noticed=noticed)


def _kept(
    actor: Actor, school: School, group: Group | None, upload: EncryptedUpload
) -> tuple[MediaFile, tuple[Words, ...]]:
    upload.seek(0)
    head = upload.read(filetypes.LOOKED_AT)
    upload.seek(0)
    if films.kind_of(head):
        film = films.clean(upload, upload.size or 0)
        media = taking_in.keep_film(
            actor, school=school, group=group, film=film.stream, form=film.form, seconds=film.seconds,
            limit=films.LIMIT,
        )  # fmt: skip
        return media, ()
    if (upload.size or 0) > clean.LIMIT:
        raise MediaRefused(reasons.TOO_BIG.with_(megabytes=clean.LIMIT // 1024**2))
    picture = clean.clean(upload)
    found = faces.found_in(picture.jpeg)
    media = taking_in.keep_photo(actor, school=school, group=group, picture=picture, suggested=found)
    return media, picture.noticed

"""What is being prepared with a photo or film: shown in the workshop, so that one goes on with that."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from vuistregel import keys
from vuistregel.access.actor import Actor
from vuistregel.media.models import Face, MediaFile, Publication
from vuistregel.media.reach import publications_for
from vuistregel.media.rules import Kind
from vuistregel.media.telling import KINDS, beginning
from vuistregel.organisation.models import Person
from vuistregel.ui import numbers
from vuistregel.words import Words

#: How long the first words of a caption are, in characters.
FIRST_WORDS: Final = 60


@dataclass(frozen=True, slots=True)
class Prepared:
    """Something that is prepared: what and where, and how its text begins. `here`: one came from it."""

    publication: Publication
    title: Words
    caption: str
    here: bool


def prepared_with(actor: Actor, media: MediaFile, came_from: UUID | None = None) -> list[Prepared]:
    """What this actor prepares with a photo or film, that from which one came first, then the newest."""
    rows = list(publications_for(actor, "write").filter(media=media.key, state__in=("draft", "asked")).order_by("-pk"))
    found = [
        Prepared(row, title_of(row), beginning(text, FIRST_WORDS), row.key == came_from)
        for row, text in zip(rows, captions_of(rows), strict=True)
    ]
    return sorted(found, key=lambda each: not each.here)


def title_of(row: Publication) -> Words:
    """`Groepsfoto, Website van school`."""
    words = Words("{kind}, {place}", "{kind}, {place}")
    return words.with_(kind=numbers.sentence(KINDS[Kind(row.kind)]), place=row.channel.words)


def captions_of(rows: Sequence[Publication]) -> list[str]:
    """The text of each, in one go; empty where there is none, or when its key is gone."""
    left = iter(
        keys.unseal_what_remains(
            (row.key, "publication.caption", bytes(row.caption)) for row in rows if row.caption
        )
    )  # fmt: skip
    return [(next(left) or "") if row.caption else "" for row in rows]


def ticked(prepared: Sequence[Prepared], faces: Sequence[Face]) -> list[Person]:
    """Whom somebody chose for what is prepared, and whom nobody pointed out in the photo yet."""
    pointed_out = {face.person_id for face in faces if face.person_id is not None}
    rows = Person.objects.filter(appearances__publication__in=[each.publication for each in prepared])
    return list(rows.exclude(pk__in=pointed_out).distinct().order_by("sort_key", "pk"))

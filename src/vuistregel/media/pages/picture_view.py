"""What the page of one photo or film shows, made from its rows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from vuistregel.media.models import Face, MediaFile, MediaKind
from vuistregel.media.pictures.covers import WHOLE
from vuistregel.media.pictures.queries import judged
from vuistregel.ui import numbers
from vuistregel.ui.shapes import Text
from vuistregel.words import Words

#: How wide the drawing over the photo is, in its own units.
WIDE: Final = 1000


@dataclass(frozen=True, slots=True)
class Grid:
    """Cells over the photo, for pointing without drawing."""

    columns: int
    rows: int

    @property
    def cells(self) -> list[tuple[str, Words]]:
        """Value and name of each cell, row by row."""
        name = Words("Rij {row}, vak {column}", "Row {row}, cell {column}")
        return [
            (f"{column}-{row}", name.with_(row=row + 1, column=column + 1))
            for row in range(self.rows)
            for column in range(self.columns)
        ]


GRID: Final = Grid(10, 8)


@dataclass(frozen=True, slots=True)
class FaceRow:
    """One face: its number on the photo, its box in the drawing, and what is known of it."""

    face: Face
    number: int
    x: int
    y: int
    width: int
    height: int
    says: Words
    look: str

    @property
    def tag(self) -> tuple[int, int]:
        """Where its number stands: at the corner, inside the picture."""
        return min(WIDE - 30, self.x + self.width), max(30, self.y)


@dataclass(frozen=True, slots=True)
class View:
    """The page: what it says first, the faces, and what can be done."""

    heading: Words
    lead: Words | None
    rows: tuple[FaceRow, ...]
    tall: int
    untagged: int
    locked: bool
    confirmed: bool

    @property
    def bare_unknown(self) -> int:
        """How many faces "cover all the rest" would cover."""
        return sum(1 for r in self.rows if r.face.placed and r.face.person_id is None and not r.face.covered)


def view_of(media: MediaFile, faces: list[Face]) -> View:
    """The page of a photo or film with these faces."""
    confirmed = media.covers_confirmed_at is not None
    found = judged(faces, confirmed=confirmed)
    tall = round(WIDE * (media.height or 3) / (media.width or 4))
    rows = tuple(_row(face, number, tall, media) for number, face in enumerate(faces, 1))
    bare = sum(1 for f in faces if f.placed and not f.covered and f.person_id is None)
    locked = media.kind != MediaKind.LINK and media.original is None
    return View(
        heading=_heading(media, bare, len(faces), confirmed),
        lead=_lead(media, confirmed, found.untagged),
        rows=rows,
        tall=tall,
        untagged=found.untagged,
        locked=locked,
        confirmed=confirmed,
    )


PHOTO_READY: Final = Words("De foto is klaar.", "The photo is ready.")
FILM_READY: Final = Words("De film is klaar.", "The film is ready.")
ONE_FACE: Final = Words("één gezicht", "one face")
FACES: Final = Words("{words} gezichten", "{words} faces")


def _heading(media: MediaFile, bare: int, faces: int, confirmed: bool) -> Words:
    photo = media.kind == MediaKind.PHOTO
    if confirmed:
        return (
            Words("De foto is klaar.", "The photo is ready.")
            if photo
            else Words("De film is klaar.", "The film is ready.")
        )
    if bare:
        return numbers.counted(
            bare,
            Words("Wie is dit? Of dek het gezicht af.", "Who is this? Or cover the face."),
            Words("Van {words} gezichten weten wij niet wie het is.", "Of {words} faces we do not know who it is."),
        )
    if not photo:
        return Words("Wie is in de film te herkennen?", "Who can be recognised in the film?")
    if not faces:
        return Words("Wijs aan wie u wilt afdekken.", "Point out whom you want to cover.")
    return Words("Klopt de foto zo?", "Is the photo right like this?")


def _lead(media: MediaFile, confirmed: bool, untagged: int) -> Words | None:
    if confirmed and untagged:
        return Words(
            "Van {n} zei u niet wie het is. Zolang dat zo is, kunnen wij niet zeggen of hij ergens mag staan.",
            "Of {n} you did not say who it is. As long as that is so, we cannot say whether it may be anywhere.",
        ).with_(
            n=numbers.counted(untagged, Words("één gezicht", "one face"), Words("{words} gezichten", "{words} faces"))
        )
    if confirmed:
        return None
    if media.kind == MediaKind.PHOTO:
        return Words(
            "Tik op een gezicht om het af te dekken. Nog eens tikken toont het weer.",
            "Tap a face to cover it. Tap again to show it.",
        )
    return Words(
        "Noem iedereen die te herkennen is. Gezichten afdekken doen wij in een film niet.",
        "Name everybody who can be recognised. We do not cover faces in a film.",
    )


def from_moment(who: Text, seconds: int) -> Words:
    """Somebody in a film, with from which moment on."""
    at = f"{seconds // 60}:{seconds % 60:02}"
    return Words("{who}, vanaf {at}", "{who}, from {at}").with_(who=who, at=at)


def _row(face: Face, number: int, tall: int, media: MediaFile) -> FaceRow:
    name = face.person.name if face.person else ""
    if face.covered:
        says = Words("Afgedekt: {name}", "Covered: {name}").with_(name=name) if name else Words("Afgedekt", "Covered")
        look = "covered"
    elif name:
        says, look = Words("{name}", "{name}").with_(name=name), "known"
    else:
        says, look = Words("Nog niet gezegd wie dit is", "Not said yet who this is"), "open"
    if face.moment is not None:
        says = from_moment(says, face.moment)
    return FaceRow(
        face, number, face.x * WIDE // WHOLE, face.y * tall // WHOLE,
        face.width * WIDE // WHOLE, face.height * tall // WHOLE, says, look,
    )  # fmt: skip

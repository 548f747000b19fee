"""Covering a place in a photo so that nobody can undo it. No Django.

A cover is one colour, drawn over the pixels of a new file: nothing of what was there is left to sharpen, and the file
has no layers. A blur or a mosaic of small squares can be guessed back; one colour that does not come from what it
covers cannot. Each cover is a little larger than the face that was pointed at.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PIL import Image, ImageDraw

from vuistregel.media.pictures.clean import encoded

#: Parts in which places are counted along each side of a picture.
WHOLE: Final = 10_000
#: How far a cover reaches beyond the face, in parts of the face: hair and ears tell too.
MARGIN: Final = 0.15
#: The squares in which a JPEG mixes pixels: 16 when colours are halved. A cover ends on their borders, so that no
#: square mixes what is covered with what is seen.
BLOCK: Final = 16
#: A grey that is clearly a cover, on light and dark alike.
COLOUR: Final = (94, 106, 102)


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a picture, in ten-thousandths of its width and height. Raises ValueError outside the picture."""

    x: int
    y: int
    width: int
    height: int

    def __post_init__(self) -> None:
        inside = self.x >= 0 and self.y >= 0 and self.width > 0 and self.height > 0
        if not inside or self.x + self.width > WHOLE or self.y + self.height > WHOLE:
            raise ValueError("A place lies within its picture and is larger than nothing")

    def holds(self, x: int, y: int) -> bool:
        return self.x <= x < self.x + self.width and self.y <= y < self.y + self.height

    def overlap(self, other: Place) -> float:
        """Which part of both together they share: 0 apart, 1 the same."""
        across = min(self.x + self.width, other.x + other.width) - max(self.x, other.x)
        down = min(self.y + self.height, other.y + other.height) - max(self.y, other.y)
        if across <= 0 or down <= 0:
            return 0.0
        shared = across * down
        return shared / (self.width * self.height + other.width * other.height - shared)


def place_around(x: int, y: int, width: int, height: int) -> Place:
    """A place of about this size around a point; at an edge it is cut off, and never empty."""
    left, top = max(0, min(x - width // 2, WHOLE - 1)), max(0, min(y - height // 2, WHOLE - 1))
    right, bottom = min(WHOLE, max(x + width // 2, left + 1)), min(WHOLE, max(y + height // 2, top + 1))
    return Place(left, top, right - left, bottom - top)


def covered(jpeg: bytes, places: Sequence[Place]) -> bytes:
    """The photo with these places covered, as a new file that holds nothing else."""
    with Image.open(io.BytesIO(jpeg), formats=("JPEG",)) as opened:
        image = opened.convert("RGB")
    draw = ImageDraw.Draw(image)
    for place in places:
        draw.rectangle(pixels_of(place, image.width, image.height), fill=COLOUR)
    return encoded(image)


def preview(jpeg: bytes, places: Sequence[Place], side: int) -> bytes:
    """The same, no larger than `side` pixels: what the workshop shows, and all that it shows of an original."""
    with Image.open(io.BytesIO(jpeg), formats=("JPEG",)) as opened:
        opened.draft("RGB", (min(opened.width, side), min(opened.height, side)))
        image = opened.convert("RGB")
    image.thumbnail((side, side), Image.Resampling.BILINEAR)
    draw = ImageDraw.Draw(image)
    for place in places:
        draw.rectangle(pixels_of(place, image.width, image.height), fill=COLOUR)
    return encoded(image)


def pixels_of(place: Place, width: int, height: int) -> tuple[int, int, int, int]:
    """What is covered for a place, in pixels: left, top, right, bottom, all of them included."""
    across, down = place.width * MARGIN, place.height * MARGIN
    left = int((place.x - across) * width / WHOLE) // BLOCK * BLOCK
    top = int((place.y - down) * height / WHOLE) // BLOCK * BLOCK
    right = -(-int((place.x + place.width + across) * width / WHOLE + 1) // BLOCK) * BLOCK
    bottom = -(-int((place.y + place.height + down) * height / WHOLE + 1) // BLOCK) * BLOCK
    return max(0, left), max(0, top), min(width, right) - 1, min(height, bottom) - 1

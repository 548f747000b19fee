"""A cover cannot be undone: what comes out does not depend on what was under it, anywhere."""

from __future__ import annotations

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageDraw

from vuistregel.media.pictures import covers
from vuistregel.media.pictures.covers import Place, covered
from vuistregel.media.pictures.tests import cameras, jpegs

FACE = Place(1300, 2500, 2000, 2600)


def with_face(colour: str, noise: int) -> bytes:
    """The same scene, with somebody else's face in the place."""
    image = cameras.a_scene()
    draw = ImageDraw.Draw(image)
    left, top, right, bottom = (1300 * 640 // 10000, 2500 * 480 // 10000, 3300 * 640 // 10000, 5100 * 480 // 10000)
    draw.rectangle((left, top, right, bottom), fill=colour)
    for n in range(400):
        draw.point((left + n * noise % (right - left), top + n * 31 % (bottom - top)), fill=(n % 256, noise % 256, 9))
    return cameras.saved(image, quality=95)


@pytest.mark.handbook("R7.1")
def test_two_photos_that_differ_only_in_the_face_are_the_same_once_it_is_covered():
    one, other = with_face("#e8c9a8", 17), with_face("#20140c", 101)
    assert one != other
    first, second = (Image.open(io.BytesIO(covered(x, [FACE]))).convert("RGB") for x in (one, other))
    left, top, right, bottom = covers.pixels_of(FACE, 640, 480)
    inside = (left, top, right + 1, bottom + 1)
    assert first.crop(inside).tobytes() == second.crop(inside).tobytes()
    # At its very edge a JPEG mixes the cover with what is seen beside it.
    assert len(first.crop((left + 2, top + 2, right - 1, bottom - 1)).getcolors() or []) == 1


def test_a_cover_reaches_beyond_the_face_on_every_side():
    left, top, right, bottom = covers.pixels_of(FACE, 1000, 1000)
    assert left < 130 and top < 250 and right > 330 and bottom > 510


def test_a_covered_photo_is_a_new_file_with_nothing_beside_its_pixels():
    assert jpegs.is_bare(covered(with_face("#e8c9a8", 3), [FACE, Place(5000, 2000, 1000, 1000)]))


def test_without_places_the_picture_stays_what_it_was():
    whole = Image.open(io.BytesIO(covered(cameras.saved(cameras.a_scene()), []))).convert("RGB")
    assert whole.size == (640, 480)
    assert cameras.is_about(whole, (160, 200), (0xE8, 0xC9, 0xA8))


@given(x=st.integers(-500, 10_500), y=st.integers(-500, 10_500), w=st.integers(0, 12_000), h=st.integers(0, 12_000))
@settings(max_examples=200, deadline=None)
def test_a_place_around_any_point_lies_within_the_picture_and_covers_something(x, y, w, h):
    place = covers.place_around(x, y, w, h)
    left, top, right, bottom = covers.pixels_of(place, 333, 77)
    assert 0 <= left <= right < 333 and 0 <= top <= bottom < 77


@pytest.mark.parametrize(
    ("x", "y", "width", "height"), [(-1, 0, 5, 5), (0, 0, 0, 5), (9_999, 0, 2, 5), (0, 9_000, 5, 1_001)]
)
def test_a_place_outside_the_picture_is_no_place(x, y, width, height):
    with pytest.raises(ValueError):
        Place(x, y, width, height)


def test_overlap_says_how_much_two_places_are_the_same():
    assert FACE.overlap(FACE) == 1.0
    assert FACE.overlap(Place(9000, 9000, 500, 500)) == 0.0
    assert 0.3 < FACE.overlap(Place(1300, 2500, 2000, 1300)) < 0.6

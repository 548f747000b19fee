"""Finding faces: places and nothing else, as a suggestion; without the extra one covers by hand."""

from __future__ import annotations

import dataclasses

import pytest
from PIL import Image

from vuistregel.media.pictures import faces
from vuistregel.media.pictures.covers import WHOLE, Place
from vuistregel.media.pictures.tests import cameras

needs_extra = pytest.mark.skipif(not faces.available(), reason="the extra faces is not installed")


def test_without_the_extra_nothing_is_found_and_nothing_breaks(monkeypatch):
    monkeypatch.setattr(faces, "find_spec", lambda name: None)
    assert not faces.available()
    assert faces.found_in(cameras.saved(cameras.a_scene())) == []


def test_what_is_found_is_a_place_and_nothing_else():
    assert [field.name for field in dataclasses.fields(Place)] == ["x", "y", "width", "height"]


def test_the_size_is_taken_out_of_the_network_and_nothing_else_moves():
    fixed = bytes.fromhex("0801120f 0a02080a 0a020803 0a020820 0a020820 5a33".replace(" ", ""))
    free = faces._of_any_size(fixed)
    assert len(free) == len(fixed)
    assert free == bytes.fromhex("0801120f 0a021200 0a020803 0a021200 0a021200 5a33".replace(" ", ""))
    assert faces._of_any_size(b"something else") == b"something else"


class Map:
    """Numbers in rows and columns, as the network gives them; only what is asked of it here."""

    def __init__(self, spots: dict[tuple[int, ...], float]) -> None:
        self.spots = spots

    def __getitem__(self, place: tuple[int, ...]) -> float:
        return self.spots.get(place, 0.0)

    def __gt__(self, least: float) -> Map:
        return Map({place: value for place, value in self.spots.items() if value > least})

    def nonzero(self) -> tuple[Column, Column]:
        return Column([p[0] for p in self.spots]), Column([p[1] for p in self.spots])


class Column(list):
    def tolist(self) -> list[int]:
        return list(self)


def test_of_a_heap_of_guesses_the_surest_stays_and_all_lie_within_the_picture():
    heat = Map({(10, 10): 0.9, (10, 11): 0.8, (40, 40): 0.5, (0, 0): 0.6, (20, 60): 0.1})
    size = Map({(n, *spot): 2.5 for n in (0, 1) for spot in heat.spots})
    found = faces._places(heat, size, Map({}), 320, 320)
    assert len(found) == 3
    assert found[0].holds(42 * WHOLE // 320, 42 * WHOLE // 320)
    assert found[1].x == 0 and found[1].y == 0


@needs_extra
@pytest.mark.parametrize("side", [320, 640, 2000])
def test_a_face_is_found_where_it_is(side):
    found = faces.found_in(cameras.saved(cameras.a_face_scene(side)))
    assert len(found) == 1
    assert found[0].holds(WHOLE // 2, round(WHOLE * 0.45)), "the middle of the face"
    assert WHOLE // 4 < found[0].height < WHOLE * 3 // 4


@needs_extra
def test_a_picture_of_nobody_gives_no_suggestion():
    assert faces.found_in(cameras.saved(Image.new("RGB", (640, 480), "#8ab"))) == []

"""A new board key takes over; a kill halfway loses nothing; the old one can go."""

from __future__ import annotations

import base64
import os

import pytest

from vuistregel.keys.tests.small import SmallHouse

pytestmark = pytest.mark.django_db(databases=["default", "keys"])

PEOPLE = {f"person{n}": f"number {n}" for n in range(7)}


@pytest.mark.handbook("R10.1")
def test_a_rotation_that_was_killed_halfway_goes_on_and_then_the_old_key_can_go(house: SmallHouse):
    house.do("add", people=PEOPLE)
    old = house.environment["VUISTREGEL_BOARD_KEYS"]
    new = "k2:" + base64.b64encode(os.urandom(32)).decode()
    house.environment["VUISTREGEL_BOARD_KEYS"] = f"{new},{old}"

    house.do_and_be_killed("rotate", die_after=2)
    assert house.do("waiting") == {"k1": 3}
    assert house.do("read") == PEOPLE

    assert house.do("rotate") == {"done": 3, "left": {}}
    house.environment["VUISTREGEL_BOARD_KEYS"] = new
    assert house.do("read") == PEOPLE
    assert house.do("problems") == []


def test_dropping_the_old_key_too_early_is_told_and_harms_nothing(house: SmallHouse):
    house.do("add", people=PEOPLE)
    old = house.environment["VUISTREGEL_BOARD_KEYS"]
    house.environment["VUISTREGEL_BOARD_KEYS"] = "k2:" + base64.b64encode(os.urandom(32)).decode()
    assert set(house.do("read").values()) == {"BoardKeyMissing"}
    assert "k1" in house.do("problems")[0]
    assert house.do("rotate")["error"] == "BoardKeyMissing"
    house.environment["VUISTREGEL_BOARD_KEYS"] = old
    assert house.do("read") == PEOPLE

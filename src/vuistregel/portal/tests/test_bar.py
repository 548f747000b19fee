"""The bar under the thumb of somebody who works at a school and has a child there: five places, told apart."""

from __future__ import annotations

from itertools import combinations, pairwise
from typing import Any

import pytest

from vuistregel.access.matrix import shipped
from vuistregel.organisation.tests import builders as b
from vuistregel.ui.navigation import items_for

WORDS = """() => [...document.querySelectorAll(".vr-nav a")].map(place => {
  const words = document.createRange();
  words.selectNodeContents(place);
  const seen = [...words.getClientRects()].filter(box => box.width);
  return [Math.min(...seen.map(box => box.left)), Math.max(...seen.map(box => box.right))];
})"""


@pytest.mark.parametrize("roles", list(combinations(sorted(shipped().roles), 2)), ids="-".join)
def test_no_two_places_of_a_bar_have_the_same_drawing(roles: tuple[str, str]) -> None:
    icons = [item.icon for item in items_for(roles)]
    assert len(set(icons)) == len(icons)


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_words_of_five_places_do_not_touch_on_a_narrow_phone(house_page: Any, language: str) -> None:
    school = b.a_school()
    teacher = b.a_member(school, "teacher")
    b.a_guardian(b.a_pupil(school), person=teacher.person)
    house_page.sign_in(b.signed_in(teacher.account, language))
    for width in (320, 390):
        house_page.page.set_viewport_size({"width": width, "height": 800})
        house_page.goto("/kinderen/")

        places = house_page.page.evaluate(WORDS)

        assert len(places) == 5
        assert places[0][0] >= 2 and places[-1][1] <= width - 2
        assert all(right + 4 <= left for (_, right), (left, _) in pairwise(places))

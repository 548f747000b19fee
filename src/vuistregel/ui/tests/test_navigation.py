"""The bar: at most five places, only of rooms that exist, and one of them is where you are."""

from __future__ import annotations

import pytest
from django.test import RequestFactory

from vuistregel.ui import context, navigation
from vuistregel.ui.marks import UnknownMark
from vuistregel.ui.navigation import NavItem, TwoPlaces, current, items_for, register
from vuistregel.words import same

OFFICER = frozenset({"privacy_officer"})


@pytest.fixture(autouse=True)
def only_our_own_places(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(navigation, "_items", [])
    monkeypatch.setattr(context, "_reader_source", None)


def place(slug: str, order: int = 50, roles: frozenset[str] = OFFICER, url_name: str = "style_sheet") -> NavItem:
    return NavItem(slug, same(slug.title()), url_name, "home", roles, order)


def test_a_role_sees_its_own_places_in_their_order():
    register(place("norms", 90))
    register(place("today", 10))
    register(place("children", 20, frozenset({"guardian"})))
    assert [item.slug for item in items_for(OFFICER)] == ["today", "norms"]


def test_a_bar_holds_five_places():
    for n in range(8):
        register(place(f"p{n}", n))
    assert len(items_for(OFFICER)) == 5


def test_somebody_with_two_roles_sees_a_place_once():
    register(place("today", 10, OFFICER))
    register(place("today", 20, frozenset({"teacher"}), "accessibility"))
    assert [i.url_name for i in items_for({"privacy_officer", "teacher"})] == ["style_sheet"]


def test_two_rooms_cannot_claim_one_place():
    register(place("today"))
    with pytest.raises(TwoPlaces, match="privacy_officer"):
        register(place("today", url_name="accessibility"))


def test_registering_the_same_again_changes_nothing():
    register(place("today"))
    register(place("today"))
    assert len(items_for(OFFICER)) == 1


def test_a_place_without_a_drawing_does_not_import():
    with pytest.raises(UnknownMark):
        NavItem("today", same("Today"), "style_sheet", "unicorn", OFFICER)


@pytest.mark.parametrize(
    ("path", "slug"),
    [
        ("/", "home"),
        ("/scholen/", "schools"),
        ("/scholen/12/stappen/", "schools"),
        ("/scholenlijst/", None),
        ("/x/", None),
    ],
)
def test_you_stand_at_the_longest_address_that_fits(path: str, slug: str | None):
    assert current({"home": "/", "schools": "/scholen/"}, path) == slug


@pytest.mark.urls("vuistregel.ui.tests.urls")
def test_a_place_of_a_room_that_does_not_exist_is_absent(settings):
    settings.EXAMPLE = False
    register(place("style"))
    register(place("ghost", url_name="no_such_page"))
    context.reader_from(lambda request: context.Reader("Fenna Oost", "officer", OFFICER))
    house = context.frame(RequestFactory().get("/stijlblad/"))
    assert [(link.slug, link.current) for link in house.nav] == [("style", True)]


@pytest.mark.urls("vuistregel.ui.tests.urls")
def test_a_visitor_has_no_bar(settings):
    settings.EXAMPLE = False
    register(place("style"))
    assert context.frame(RequestFactory().get("/stijlblad/")).nav == ()

"""The gate: no declaration no page, refusals that help, reads that are logged."""

from __future__ import annotations

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.urls import path

from vuistregel import clock
from vuistregel.access.actor import Actor
from vuistregel.access.declared import every_way_in_is_declared
from vuistregel.access.engine import Undeclared
from vuistregel.access.gate import page
from vuistregel.evidence.models import LogEvent
from vuistregel.organisation.actions import appoint
from vuistregel.organisation.models import Person, School
from vuistregel.organisation.tests.builders import a_board, a_group, a_member, a_pupil, a_school, signed_in
from vuistregel.urls import urlpatterns as house

pytestmark = pytest.mark.django_db


def forgotten(request: HttpRequest) -> HttpResponse:
    return HttpResponse("all names of all pupils")


@page(category="public")
def does_what_may_not_be(request: HttpRequest) -> HttpResponse:
    """Its page is open; what it does is not."""
    who: Actor = request.actor  # type: ignore[attr-defined]
    person, school = Person.objects.latest("pk"), School.objects.latest("pk")
    appoint(who, person=person, school=school, role="director", since=clock.today())
    return HttpResponse("appointed")


urlpatterns = [path("vergeten/", forgotten), path("aanstellen/", does_what_may_not_be), *house]
handler403 = "vuistregel.ui.pages.forbidden"
handler404 = "vuistregel.ui.pages.not_found"
handler500 = "vuistregel.ui.pages.server_error"

with_a_forgotten_view = override_settings(ROOT_URLCONF=__name__)


@with_a_forgotten_view
def test_a_view_without_declaration_is_refused_even_to_the_privacy_officer() -> None:
    client = signed_in(a_member(a_board(), "privacy_officer").account)
    response = client.get("/vergeten/")
    assert response.status_code == 403
    assert b"all names" not in response.content


@with_a_forgotten_view
def test_a_view_without_declaration_is_named_at_start_with_the_way_to_mend_it() -> None:
    found = every_way_in_is_declared(None)
    assert [m.id for m in found] == ["access.E001"]
    assert "vergeten" in found[0].msg
    assert "@page" in (found[0].hint or "")


def test_the_house_itself_has_no_way_in_that_is_not_declared() -> None:
    assert every_way_in_is_declared(None) == []


def test_a_page_about_something_unknown_does_not_import() -> None:
    with pytest.raises(Undeclared):
        page(category="nonsense")
    with pytest.raises(Undeclared):
        page(category="roster", POST="nonsense")


def test_there_is_no_sign_up_and_no_admin() -> None:
    for address in ("/account/signup/", "/accounts/signup/", "/admin/", "/account/aanmelden/"):
        assert Client().get(address).status_code in (302, 404)
    assert Client().get("/admin/").status_code == 404


@pytest.mark.handbook("R5.30")
def test_a_refusal_says_what_and_why_and_stands_in_the_log() -> None:
    school = a_school()
    own, other = a_group(school, "5A"), a_group(school, "5B")
    a_pupil(school, group=other)
    teacher = a_member(school, "teacher", groups=(own,))
    response = signed_in(teacher.account).get(f"/groepen/{other.pk}/")
    assert response.status_code == 403
    assert "leerkracht" in response.content.decode()
    event = LogEvent.objects.filter(board_id=school.board_id).latest("seq")
    assert (event.kind, event.actor_ref) == ("access.refused", str(teacher.account.key))


@with_a_forgotten_view
def test_an_action_that_was_refused_is_shown_with_the_reference_of_its_own_row() -> None:
    teacher = a_member(a_school(), "teacher")
    answer = signed_in(teacher.account).get("/aanstellen/")
    assert answer.status_code == 403
    event = LogEvent.objects.filter(board_id=teacher.membership.board_id).latest("seq")
    assert event.correlation is not None
    assert event.correlation.hex[:8].upper() in answer.content.decode()


@pytest.mark.parametrize(("language", "word"), [("nl", "mag"), ("en", "may")])
def test_a_refusal_speaks_the_language_of_the_reader(language: str, word: str) -> None:
    school = a_school()
    group = a_group(school, "5B")
    client = signed_in(a_member(school, "teacher").account, language)
    assert word in client.get(f"/groepen/{group.pk}/").content.decode()


def test_another_boards_school_does_not_exist_for_whoever_is_not_there() -> None:
    theirs = a_school()
    client = signed_in(a_member(a_board(), "privacy_officer").account)
    assert client.get(f"/scholen/{theirs.pk}/").status_code == 404


@pytest.mark.handbook("S62")
def test_reading_very_sensitive_data_is_logged_and_ordinary_data_is_not() -> None:
    board = a_board()
    client = signed_in(a_member(board, "fg").account)
    client.get("/scholen/")
    assert not LogEvent.objects.filter(board_id=board.pk, kind="access.read").exists()
    client.get("/logboek/")
    assert LogEvent.objects.filter(board_id=board.pk, kind="access.read").count() == 1


def test_whoever_is_not_signed_in_is_asked_to_and_comes_back() -> None:
    response = Client().get("/scholen/")
    assert response.status_code == 302
    assert response.headers["Location"].startswith("/inloggen/?next=/scholen/")


def test_no_page_lets_itself_be_framed_or_run_anything_from_elsewhere() -> None:
    policy = Client().get("/normen/").headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert "http" not in policy


@pytest.mark.django_db
def test_a_visitor_learns_nothing_from_the_door_about_what_exists(client: Client) -> None:
    pupil = a_pupil(a_school())
    there = client.get(f"/scholen/{pupil.school_id}/leerlingen/{pupil.pk}/")
    nowhere = client.get(f"/scholen/{pupil.school_id}/leerlingen/{pupil.pk + 10_000}/")
    assert there.status_code == nowhere.status_code == 302
    assert there["Location"].startswith(nowhere["Location"].split("?")[0])

"""A refusal names somebody of the reader's own place, and nobody else's."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from vuistregel import clock
from vuistregel.access.actor import VISITOR
from vuistregel.access.hats import actor_of
from vuistregel.decisions import Reason, no
from vuistregel.evidence.models import LogEvent
from vuistregel.organisation.models import Board, Membership, Pupil, School
from vuistregel.organisation.tests.builders import (
    a_board,
    a_contact,
    a_group,
    a_guardian,
    a_member,
    a_person,
    a_pupil,
    a_school,
    an_account,
    raised,
    signed_in,
)
from vuistregel.portal.asking import where_of, whom_to_ask
from vuistregel.words import Words

NO = no(Reason(Words("Nee.", "No.")))
pytestmark = pytest.mark.django_db


def an_officer(board: Board, name: str, role: str = "privacy_officer") -> Any:
    return a_member(board, role, call_name=name).person


def a_foreign_house() -> None:
    """Another board, with people in every place that could be named by mistake."""
    school = a_school(a_board("Stichting Vreemdewal"), name="De Vreemdeling")
    an_officer(school.board, "Vreemdeling")
    School.objects.filter(pk=school.pk).update(contact=a_person(school.board, "Vreemdkind", "Vreemdoord"))


def refused_page(account: Any, pupil: Pupil, language: str = "nl") -> str:
    answer = signed_in(account, language).get(
        f"/scholen/{pupil.school_id}/leerlingen/{pupil.pk}/", headers={"accept-language": language}
    )
    assert answer.status_code == 403
    return str(answer.content.decode())


@pytest.mark.parametrize(
    ("language", "ask", "role"),
    [("nl", "Vraag het dan aan", "privacy officer"), ("en", "Then ask", "privacy officer")],
)
def test_a_colleague_is_sent_to_the_privacy_officer_of_the_own_board(language: str, ask: str, role: str) -> None:
    a_foreign_house()
    school = a_school(name="De Klimroos")
    officer = an_officer(school.board, "Noor")
    a_contact(officer, "email", "noor@bestuur.example")
    pupil = a_pupil(school, group=a_group(school, "5B"))
    teacher = a_member(school, "teacher", groups=(a_group(school, "5A"),))

    page = refused_page(teacher.account, pupil, language)

    assert ask in page
    assert officer.name in page
    assert role in page.lower()
    assert "Vreemd" not in page


def test_the_officer_who_is_refused_is_not_sent_to_herself(rf: Any) -> None:
    a_foreign_house()
    board = a_board()
    officer = a_member(board, "privacy_officer")
    request = rf.get("/")
    request.actor = actor_of(officer.account, clock.today())
    assert whom_to_ask(request, NO) is None

    fg = an_officer(board, "Gerard", "fg")
    found = whom_to_ask(request, NO)
    assert found is not None
    assert found.name == fg.name


def test_a_visitor_hears_no_name(rf: Any) -> None:
    an_officer(a_board(), "Noor")
    request = rf.get("/")
    request.actor = VISITOR
    assert whom_to_ask(request, NO) is None
    assert where_of(request) is None


def parent_of(child: Pupil) -> Any:
    return an_account(a_guardian(child, call_name="Fatima").person)


def with_contact(school: School, name: str) -> School:
    person = a_person(school.board, name, "Contactman")
    School.objects.filter(pk=school.pk).update(contact=person)
    school.refresh_from_db()
    return school


def test_a_parent_is_sent_to_the_contact_of_the_own_childs_school() -> None:
    a_foreign_house()
    board = a_board()
    own, other = with_contact(a_school(board), "Eigen"), with_contact(a_school(board), "Ander")
    parent = parent_of(a_pupil(own))

    page = refused_page(parent, a_pupil(other))

    assert "Eigen Contactman" in page
    assert "Ander Contactman" not in page
    assert other.name not in page


def test_the_school_of_a_hidden_child_is_not_told_by_whom_to_ask() -> None:
    board = a_board()
    shelter, other = with_contact(a_school(board), "Schuil"), a_school(board)
    child = a_pupil(shelter)
    raised(child.person, "school")
    officer = an_officer(board, "Noor")

    page = refused_page(parent_of(child), a_pupil(other))

    assert "Schuil" not in page
    assert shelter.name not in page
    assert officer.name in page


def test_somebody_of_several_boards_hears_only_of_the_board_that_it_is_about() -> None:
    first, second = a_board("Stichting Eerste"), a_board("Stichting Tweede")
    fg = a_member(first, "accountant")
    other = a_person(second, "Stefan", "Tweeling", account=fg.account)
    Membership.objects.create(board=second, person=other, role="accountant", since=clock.today())
    an_officer(first, "Ottoline")
    of_second = an_officer(second, "Tess")

    page = refused_page(fg.account, a_pupil(a_school(second)))

    assert of_second.name in page
    assert "Ottoline" not in page
    assert "Stichting Eerste" not in page


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_page_and_the_log_carry_the_same_reference(language: str) -> None:
    school = a_school()
    teacher = a_member(school, "teacher", groups=(a_group(school, "5A"),))

    page = refused_page(teacher.account, a_pupil(school, group=a_group(school, "5B")), language)

    event = LogEvent.objects.filter(board_id=school.board_id, kind="access.refused").latest("seq")
    assert event.correlation is not None
    assert event.correlation.hex[:8].upper() in page
    assert {"nl": "Kenmerk", "en": "Reference"}[language] in page


def test_the_officer_finds_the_reference_that_somebody_read_out_to_her() -> None:
    school = a_school()
    refused_page(a_member(school, "teacher", groups=(a_group(school, "5A"),)).account, a_pupil(school))
    event = LogEvent.objects.filter(board_id=school.board_id, kind="access.refused").latest("seq")
    assert event.correlation is not None

    officer = signed_in(a_member(school.board, "privacy_officer").account)
    page = officer.get(reverse("log_event", args=[school.board_id, event.seq])).content.decode()
    assert event.correlation.hex[:8].upper() in page

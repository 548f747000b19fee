"""The machinery of an action: one event or a refusal, nothing half, nobody unnamed."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from typing import ClassVar, Self

import pytest
from django.apps import apps

from vuistregel import norms
from vuistregel.access.actor import OPERATOR, VISITOR, Actor, ActorKind, Hat, Subject
from vuistregel.access.engine import Undeclared
from vuistregel.actions import ACTIONS, Act, ActionBroken, Refused, action
from vuistregel.decisions import Reason, cannot_say, no
from vuistregel.evidence import Event, plain
from vuistregel.evidence.models import LogEvent
from vuistregel.organisation.models import Board
from vuistregel.organisation.tests.builders import a_board
from vuistregel.words import Words

pytestmark = pytest.mark.django_db


@dataclass(frozen=True, kw_only=True)
class BoardRenamedInTest(Event):
    """A board got another name."""

    kind: ClassVar[str] = "test.board_renamed"
    says: ClassVar[Words] = Words("{actor} gaf een andere naam: {name}.", "{actor} gave another name: {name}.")
    name: str = plain()

    @classmethod
    def example(cls) -> Self:
        return cls(name="x")


def _of(*, board: Board, **_: object) -> Subject:
    return Subject(board=board.pk)


@action(category="organisation", verb="write", subject=_of)
def rename(act: Act, *, board: Board, name: str, events: int = 1, refuse: str = "") -> str:
    """Give a board another name."""
    Board.objects.filter(pk=board.pk).update(name=name)
    if refuse == "no":
        act.refuse(no(Reason(Words("Die naam mag niet.", "Not that name."), norm="organisation.contacts")))
    if refuse == "cannot":
        act.demand(cannot_say(Words("een reden", "a reason")))
    for _ in range(events):
        act.record(BoardRenamedInTest(name=name))
    return name


@action(category="organisation", verb="write", subject=_of)
def rename_twice(act: Act, *, board: Board) -> None:
    """An action inside an action."""
    rename(act.actor, board=board, name="within")


def an_officer(board: Board) -> Actor:
    return Actor(ActorKind.PERSON, "11111111-1111-4111-8111-111111111111", (Hat("privacy_officer", board.pk),))


def kinds(board: int) -> list[str]:
    return list(LogEvent.objects.filter(board_id=board).order_by("seq").values_list("kind", flat=True))


def name_of(board: Board) -> str:
    return Board.objects.get(pk=board.pk).name


def test_what_is_done_leaves_exactly_one_event_by_the_actor() -> None:
    board = a_board()
    assert rename(an_officer(board), board=board, name="Nieuw") == "Nieuw"
    event = LogEvent.objects.get(board_id=board.pk)
    assert (event.kind, event.actor_kind, event.actor_ref) == ("test.board_renamed", "person", an_officer(board).ref)
    assert event.norms_release == norms.release()


@pytest.mark.parametrize("events", [0, 2])
def test_an_action_that_leaves_no_event_or_two_is_rolled_back(events: int) -> None:
    board = a_board("Oud")
    with pytest.raises(ActionBroken):
        rename(an_officer(board), board=board, name="Nieuw", events=events)
    assert (name_of(board), kinds(board.pk)) == ("Oud", [])


@pytest.mark.parametrize("refuse", ["no", "cannot"])
def test_a_refusal_by_a_rule_rolls_back_and_stands_in_the_log(refuse: str) -> None:
    board = a_board("Oud")
    with pytest.raises(Refused) as refusal:
        rename(an_officer(board), board=board, name="Nieuw", refuse=refuse)
    assert not refusal.value.decision
    assert (name_of(board), kinds(board.pk)) == ("Oud", ["access.refused"])


def test_a_refusal_by_the_matrix_does_not_reach_the_body_and_stands_in_the_log() -> None:
    board, other = a_board("Oud"), a_board()
    with pytest.raises(Refused):
        rename(an_officer(other), board=board, name="Nieuw")
    assert (name_of(board), kinds(board.pk)) == ("Oud", ["access.refused"])


def test_a_visitor_is_an_actor_too_and_is_refused() -> None:
    board = a_board("Oud")
    with pytest.raises(Refused):
        rename(VISITOR, board=board, name="Nieuw")
    assert LogEvent.objects.get(board_id=board.pk).actor_kind == "visitor"


def test_an_action_within_an_action_is_refused_as_a_mistake() -> None:
    board = a_board("Oud")
    with pytest.raises(ActionBroken):
        rename_twice(OPERATOR, board=board)
    assert name_of(board) == "Oud"
    assert rename(OPERATOR, board=board, name="Na afloop") == "Na afloop"


def test_an_action_with_an_unknown_category_or_verb_does_not_import() -> None:
    with pytest.raises(Undeclared):
        action(category="nonsense", verb="write", subject=_of)
    with pytest.raises(Undeclared):
        action(category="organisation", verb="nonsense", subject=_of)


def test_an_action_without_a_sentence_about_itself_does_not_import() -> None:
    def silent(act: Act, *, board: Board) -> None: ...

    with pytest.raises(TypeError):
        action(category="organisation", verb="write", subject=_of)(silent)


def test_every_action_of_the_house_says_what_it_is_for() -> None:
    for room in apps.get_app_configs():
        if find_spec(f"{room.name}.actions"):
            import_module(f"{room.name}.actions")
    own = {n: a for n, a in ACTIONS.items() if not n.startswith(("tests.", "test_"))}
    assert len(own) > 20
    assert all(a.meaning and a.meaning[0].isupper() for a in own.values())

"""Every life of the house: its table leads somewhere, and only the table moves a state."""

from __future__ import annotations

import pytest

from vuistregel.clock import now
from vuistregel.lives import Life, Transition
from vuistregel.organisation.roster.life import IMPORT
from vuistregel.outbox.life import POST
from vuistregel.outbox.models import OutboxItem
from vuistregel.words import Words, same

LIVES = [IMPORT, POST]
ALL = [(life, state, t) for life in LIVES for state in life.states for t in life.verbs(state)]


def an_item(**fields: object) -> OutboxItem:
    values = {
        "key": "k1",
        "kind": "mail",
        "holder": "0" * 32,
        "recipient": b"",
        "subject": b"",
        "body": b"",
        "language": "nl",
    }
    return OutboxItem.objects.create(**{**values, "made_at": now(), "due_at": now(), **fields})


@pytest.mark.parametrize(("life", "state", "step"), ALL, ids=[f"{a.name}-{b}-{c.verb}" for a, b, c in ALL])
def test_every_transition_is_open_with_its_demands_and_shut_without(life: Life, state: str, step: Transition) -> None:
    assert life.may(state, step.verb, frozenset(step.demands))
    if step.demands:
        missing = life.may(state, step.verb).missing
        assert missing == tuple(life.facts[d] for d in step.demands)


@pytest.mark.parametrize("life", LIVES, ids=lambda life: life.name)
def test_a_verb_from_a_state_that_does_not_have_it_is_a_no_with_words(life: Life) -> None:
    for state in life.states:
        for verb in {t.verb for t in life.transitions} - {t.verb for t in life.verbs(state)}:
            decision = life.may(state, verb, frozenset(life.facts))
            assert decision.outcome == "no"
            assert str(life.states[state].nl) in decision.reasons[0].text.nl


@pytest.mark.django_db
def test_two_who_move_the_same_thing_the_second_hears_that_it_was_just_done() -> None:
    first, second = an_item(), None
    second = OutboxItem.objects.get(pk=first.pk)
    assert POST.move(first, "claim", claimed_at=now())
    decision = POST.move(second, "claim", claimed_at=now())
    assert not decision
    assert "net" in decision.reasons[0].text.nl


@pytest.mark.django_db
def test_a_move_that_is_not_allowed_writes_nothing() -> None:
    item = an_item()
    assert not POST.move(item, "send", done_at=now())
    item.refresh_from_db()
    assert (item.state, item.done_at) == ("waiting", None)


@pytest.mark.parametrize(
    ("states", "transitions"),
    [
        ({"a": same("a"), "b": same("b")}, ()),
        ({"a": same("a")}, (Transition("a", "go", "c", same("go")),)),
        ({"a": same("a")}, (Transition("a", "go", "a", same("go")), Transition("a", "go", "a", same("go")))),
        ({"a": same("a")}, (Transition("a", "go", "a", same("go"), ("nobody says",)),)),
    ],
    ids=["unreachable", "unknown target", "twice", "demand without words"],
)
def test_a_table_that_is_not_right_does_not_import(
    states: dict[str, Words], transitions: tuple[Transition, ...]
) -> None:
    with pytest.raises(ValueError):
        Life("x", "a", states, transitions, {})

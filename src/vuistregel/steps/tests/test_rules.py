"""What a step's state is, and the sentence with which a page opens: pure rules."""

from __future__ import annotations

import pytest

from vuistregel.steps.rules import CheckResult, SchoolResult, State, StepResult, finding, state_of, totals, worst
from vuistregel.ui.numbers import in_words


def a_step(number: int, *counts: tuple[int, int]) -> StepResult:
    return StepResult(number, tuple(CheckResult(f"c{n}", *pair) for n, pair in enumerate(counts)))


def a_school(*steps: StepResult) -> SchoolResult:
    return SchoolResult(1, steps)


@pytest.mark.parametrize(
    ("counts", "state"),
    [
        ([], State.NO_CHECKS),
        ([(0, 0)], State.NOT_APPLICABLE),
        ([(0, 0), (0, 0)], State.NOT_APPLICABLE),
        ([(1, 1)], State.IN_ORDER),
        ([(0, 0), (3, 3)], State.IN_ORDER),
        ([(3, 2)], State.NOT_IN_ORDER),
        ([(5, 5), (1, 0)], State.NOT_IN_ORDER),
    ],
)
def test_nothing_in_scope_is_never_in_order_and_one_thing_open_is_enough(counts, state) -> None:
    assert state_of(a_step(1, *counts).checks) is state


def test_only_steps_that_have_something_to_say_count() -> None:
    school = a_school(a_step(1), a_step(2, (0, 0)), a_step(3, (2, 2)), a_step(4, (2, 1)))

    assert (school.in_order, school.counted, school.open) == (1, 2, 1)
    assert totals([school, school]) == (2, 4)
    assert totals([]) == (0, 0)


@pytest.mark.parametrize(
    ("steps", "nl", "en"),
    [
        ([a_step(1)], "Bij De Es is nog niets om te controleren.", "At De Es there is nothing to check yet."),
        ([a_step(1, (2, 2))], "De Es heeft alles in orde.", "De Es has everything in order."),
        (
            [a_step(1, (2, 0)), a_step(2, (1, 0))],
            "De Es heeft nog geen van de twee stappen in orde.",
            "De Es has none of the two steps in order yet.",
        ),
        (
            [a_step(1, (2, 2)), a_step(2, (1, 0)), a_step(3, (1, 1))],
            "De Es heeft twee van de drie stappen in orde.",
            "De Es has two of the three steps in order.",
        ),
        (
            [a_step(1, (2, 0))],
            "De Es heeft de enige stap met controles nog niet in orde.",
            "De Es does not have its only step with checks in order yet.",
        ),
    ],
)
def test_the_heading_says_in_one_sentence_how_a_school_stands(steps, nl, en) -> None:
    sentence = finding("De Es", a_school(*steps), in_words)

    assert (sentence.nl, sentence.en) == (nl, en)


def test_the_worst_step_is_the_one_with_most_that_is_open_and_the_first_of_equals() -> None:
    school = a_school(a_step(2, (9, 8)), a_step(4, (9, 6)), a_step(10, (3, 0)))

    assert worst(school) == school.steps[1]
    assert worst(a_school(a_step(2, (9, 9)), a_step(5))) is None

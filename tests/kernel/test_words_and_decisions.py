"""Words say the same in both languages; a Decision never lacks its reason."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vuistregel.decisions import Decision, Outcome, Reason, all_of, cannot_say, no, yes
from vuistregel.words import Words

WHY = Reason(Words("Omdat.", "Because."), norm="access.need-to-know")
OUTCOMES = st.sampled_from([yes(), no(WHY), cannot_say(Words("een dag", "a day"))])


@pytest.mark.parametrize(
    ("nl", "en"), [("", "x"), ("x", " "), ("{a}", "{b}"), ("{a} {b}", "{a}")], ids=["nl", "en", "names", "one missing"]
)
def test_a_sentence_that_is_not_complete_in_both_languages_does_not_exist(nl: str, en: str) -> None:
    with pytest.raises(ValueError):
        Words(nl, en)


def test_words_within_words_are_filled_in_the_language_of_the_sentence() -> None:
    inner = Words("ouder", "parent")
    assert Words("de {who}", "the {who}").with_(who=inner) == Words("de ouder", "the parent")


def test_a_missing_value_is_an_error_and_not_a_hole_in_the_sentence() -> None:
    with pytest.raises(KeyError):
        Words("{a}", "{a}").with_(b=1)


@pytest.mark.handbook("R5.30")
def test_a_no_without_a_reason_cannot_be_made() -> None:
    with pytest.raises(ValueError):
        Decision(Outcome.NO)


def test_what_cannot_be_said_always_names_what_is_missing() -> None:
    with pytest.raises(ValueError):
        Decision(Outcome.CANNOT_SAY)


def test_only_a_yes_is_true() -> None:
    assert [bool(d) for d in (yes(), no(WHY), cannot_say(Words("a", "a")))] == [True, False, False]


@given(st.lists(OUTCOMES, max_size=5))
def test_the_strictest_of_several_counts_and_keeps_its_reasons(decisions: list[Decision]) -> None:
    together = all_of(*decisions)
    order = [Outcome.NO, Outcome.CANNOT_SAY, Outcome.YES]
    assert together.outcome == min((d.outcome for d in decisions), key=order.index, default=Outcome.YES)
    assert len(together.reasons) == sum(len(d.reasons) for d in decisions if d.outcome == together.outcome)


def test_the_json_of_a_decision_speaks_the_language_that_was_asked() -> None:
    assert no(WHY).as_data("en")["reasons"] == [{"norm": "access.need-to-know", "text": "Because.", "binding": True}]

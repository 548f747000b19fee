"""What follows from answers, without a database."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vuistregel.consent.rules import (
    LAST_YEAR,
    NO_ANSWER,
    NO_NOTICE,
    NOT_ASKED_NOW,
    NOT_GIVEN,
    OTHER_USE,
    OVER,
    Answer,
    Asked,
    Capacity,
    Given,
    Mode,
    Standing,
    carries_over,
    counts,
    standing,
)

YEAR = date(2026, 8, 1)
DAY = date(2026, 11, 10)
YES, NO, GONE = Answer.GIVEN, Answer.REFUSED, Answer.WITHDRAWN
PARENT, OWN, SHARED = Capacity.GUARDIAN, Capacity.OWN, Capacity.SHARED


def said(number: int, by: str, answer: Answer, capacity: Capacity = PARENT, saw: int | None = None) -> Given:
    return Given(number, by, capacity, answer, DAY, number - 1 if saw is None else saw)


def held(*records: Given) -> str | None:
    found = standing(records)
    return None if found is None else ("held back" if found.held_back else found.answer.value)


@pytest.mark.handbook("T30")
def test_one_parent_carries_while_the_other_is_silent_and_one_no_blocks() -> None:
    assert held(said(1, "mother", YES)) == "given"
    assert held(said(1, "mother", YES), said(2, "father", NO)) == "refused"
    assert held(said(1, "father", NO), said(2, "mother", YES)) == "refused"
    assert held(said(1, "father", NO), said(2, "mother", YES), said(3, "father", YES, saw=1)) == "given"


def test_nobody_answered_is_no_standing() -> None:
    assert held() is None


def test_two_phones_on_one_form_leave_the_more_protective_answer_in_either_order() -> None:
    assert held(said(1, "mother", YES, saw=0), said(2, "mother", NO, saw=0)) == "refused"
    assert held(said(1, "mother", NO, saw=0), said(2, "mother", YES, saw=0)) == "refused"


def test_a_later_deliberate_yes_of_the_same_person_counts() -> None:
    two_phones = (said(1, "mother", NO, saw=0), said(2, "mother", YES, saw=0))
    assert held(*two_phones, said(3, "mother", YES, saw=2)) == "given"
    assert held(*two_phones, said(3, "mother", YES, saw=1)) == "refused"


@pytest.mark.handbook("T06", "R7.15")
def test_the_pupils_own_answer_replaces_what_the_parents_said_at_once() -> None:
    parents = (said(1, "mother", YES), said(2, "father", YES))
    assert held(*parents, said(3, "pupil", NO, OWN)) == "refused"
    assert held(said(1, "mother", NO), said(2, "pupil", YES, OWN)) == "given"


@pytest.mark.handbook("S80")
def test_a_pupil_who_withdraws_ends_the_parents_yes_and_holds_back_a_new_one_until_taken_back() -> None:
    before = (said(1, "mother", YES), said(2, "pupil", GONE, SHARED))
    assert held(*before) == "withdrawn"
    assert held(*before, said(3, "mother", YES, saw=1)) == "held back"
    assert held(*before, said(3, "mother", YES, saw=1), said(4, "pupil", YES, SHARED)) == "given"
    # Taking back revives nothing that the withdrawal ended.
    assert held(*before, said(3, "pupil", YES, SHARED)) == "withdrawn"


def test_an_old_paper_that_is_entered_late_does_not_undo_a_newer_answer() -> None:
    def on(number: int, day: int, answer: Answer) -> Given:
        return Given(number, "mother", PARENT, answer, date(2026, 11, day), number - 1)

    assert held(on(1, 20, GONE), on(2, 5, YES)) == "withdrawn"
    assert held(on(1, 20, YES), on(2, 5, NO)) == "given"


@given(
    st.lists(
        st.tuples(st.sampled_from(["mother", "father", "pupil"]), st.sampled_from(list(Answer)), st.booleans()),
        max_size=8,
    )
)
def test_nothing_counts_while_the_last_word_of_somebody_who_decides_is_no(
    steps: list[tuple[str, Answer, bool]],
) -> None:
    records = [
        said(n, who, answer, SHARED if who == "pupil" else PARENT, saw=n - 1 if deliberate else 0)
        for n, (who, answer, deliberate) in enumerate(steps, 1)
    ]
    found = standing(records)
    last = {record.by: record for record in records}
    if any(record.answer is not YES for record in last.values()):
        assert found is None or found.answer is not YES or found.held_back
    if found is not None and found.answer is YES and not found.held_back:
        assert any(r.capacity is PARENT and r.answer is YES for r in records)


@given(st.permutations([1, 2, 3, 4]))
def test_the_order_in_which_records_are_read_does_not_matter(order: list[int]) -> None:
    rows = {
        1: said(1, "mother", YES),
        2: said(2, "father", NO),
        3: said(3, "pupil", GONE, SHARED),
        4: said(4, "father", YES, saw=2),
    }
    assert standing(rows[n] for n in order) == standing(rows.values())


def yes_on(day: date, **fields: object) -> Standing:
    return Standing(YES, day, **{"terms": 1, **fields})  # type: ignore[arg-type]


def reason(found: Standing | None, asked: Asked, noticed: date | None = None) -> object:
    decision = counts(found, asked, DAY, noticed)
    return True if decision else decision.reasons[0]


@pytest.mark.handbook("R7.4", "R7.11", "S48", "T05")
def test_each_time_counts_for_the_use_that_was_asked_about_and_for_no_other() -> None:
    general, this = Asked(Mode.EACH_TIME, YEAR), Asked(Mode.EACH_TIME, YEAR, one_use=True)
    assert reason(yes_on(DAY), this) is True
    assert reason(yes_on(DAY), general) == NOT_ASKED_NOW
    assert reason(None, general) == NOT_ASKED_NOW
    assert reason(None, this) == NO_ANSWER
    assert reason(Standing(NO, DAY, 1), this) == NOT_GIVEN


@pytest.mark.handbook("S44", "R7.5", "T25")
def test_each_year_counts_this_school_year_and_a_standing_consent_only_with_this_years_notice() -> None:
    last_year = yes_on(date(2026, 7, 31))
    assert reason(yes_on(YEAR), Asked(Mode.EACH_YEAR, YEAR)) is True
    assert reason(last_year, Asked(Mode.EACH_YEAR, YEAR)) == LAST_YEAR
    standing_ = Asked(Mode.STANDING, YEAR)
    assert reason(last_year, standing_) == NO_NOTICE
    assert reason(last_year, standing_, noticed=date(2026, 7, 31)) == NO_NOTICE
    assert reason(last_year, standing_, noticed=YEAR) is True
    assert reason(last_year, standing_, noticed=date(2026, 11, 11)) == NO_NOTICE


@pytest.mark.handbook("R7.8")
def test_another_audience_or_provider_is_a_new_use_and_a_past_end_is_no_consent() -> None:
    asked = Asked(Mode.EACH_YEAR, YEAR, terms=2)
    assert reason(yes_on(DAY), asked) == OTHER_USE
    assert reason(yes_on(DAY, terms=2), asked) is True
    assert reason(yes_on(DAY, until=date(2026, 11, 9)), Asked(Mode.EACH_YEAR, YEAR)) == OVER
    assert reason(yes_on(DAY, until=DAY), Asked(Mode.EACH_YEAR, YEAR)) is True


@pytest.mark.handbook("T39")
def test_only_an_unchanged_question_is_offered_as_last_year() -> None:
    assert carries_over(yes_on(DAY), 3, 3, 1)
    assert not carries_over(yes_on(DAY), 3, 4, 1)
    assert not carries_over(yes_on(DAY), 3, 3, 2)
    assert not carries_over(None, 3, 3, 1)

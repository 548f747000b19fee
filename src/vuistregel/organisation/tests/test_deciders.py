"""Who decides about a pupil's data: one table over ages, days and purposes; the dates and ages come from the norms.

A pupil is `born`; the question is asked `on` a day; `G` stands for the guardians with authority, `P` for the pupil.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from vuistregel import norms
from vuistregel.organisation.ages import age_on, birthday
from vuistregel.organisation.rules import For, GuardianFacts, PupilFacts, deciders

MOTHER = GuardianFacts("m", "Mariam", "yes")
FATHER = GuardianFacts("v", "Joost", "yes")
THEN, EVE, NOW, TODAY = date(2016, 3, 1), date(2026, 8, 31), date(2026, 9, 1), date(2026, 11, 24)
C, W, R = For.CONSENT, For.WITHDRAWAL, For.RIGHTS


def ask(born: date | None, for_: For, day: date, *, sector: str = "vo", **facts: Any) -> Any:
    pupil = PupilFacts("p", "Yara", born, guardians=facts.pop("guardians", (MOTHER, FATHER)), **facts)
    return deciders(pupil, for_, day, norms.on(day, sector=sector))


def who(found: Any) -> str:
    """`P`, `G`, `PG` or nobody (``""``)."""
    kinds = [person.kind for person in found.people]
    return ("P" if "pupil" in kinds else "") + ("G" if "guardian" in kinds else "")


TABLE = [
    # born, purpose, on, who
    # Below 16 the guardians, whatever the purpose, in the handbook's time and until the last day before the change.
    (date(2005, 6, 1), C, THEN, "G"),
    (date(2003, 3, 1), W, THEN, "G"),
    (date(2003, 3, 1), R, THEN, "G"),
    (date(2012, 6, 1), W, EVE, "G"),
    (date(2012, 6, 1), R, EVE, "G"),
    # Since 2026-09-01 a pupil of 12 or older withdraws and uses rights beside the guardians; consent stays theirs.
    (date(2012, 6, 1), C, NOW, "G"),
    (date(2012, 6, 1), W, NOW, "PG"),
    (date(2012, 6, 1), R, NOW, "PG"),
    # The twelfth birthday itself counts, the day before does not.
    (date(2014, 11, 24), W, TODAY, "PG"),
    (date(2014, 11, 25), W, TODAY, "G"),
    (date(2014, 9, 1), W, NOW, "PG"),
    (date(2014, 9, 2), W, NOW, "G"),
    (date(2014, 9, 1), R, EVE, "G"),
    # The sixteenth birthday itself moves everything to the pupil, also mid-year; 18 plays no part.
    (date(2000, 3, 1), C, THEN, "P"),
    (date(2000, 3, 2), C, THEN, "G"),
    (date(2010, 8, 31), C, EVE, "P"),
    (date(2010, 9, 1), C, EVE, "G"),
    (date(2010, 9, 1), C, NOW, "P"),
    (date(2010, 9, 1), W, NOW, "P"),
    (date(2010, 11, 24), R, TODAY, "P"),
    (date(2010, 11, 25), R, TODAY, "PG"),
    (date(2008, 11, 24), C, TODAY, "P"),
    (date(1990, 1, 1), C, TODAY, "P"),
    # Born on 29 February: in a common year the age comes on 1 March.
    (date(2000, 2, 29), C, date(2016, 2, 28), "G"),
    (date(2000, 2, 29), C, date(2016, 2, 29), "P"),
    (date(2012, 2, 29), C, date(2028, 2, 28), "G"),
    (date(2012, 2, 29), C, date(2028, 2, 29), "P"),
    (date(2016, 2, 29), W, date(2028, 2, 28), "G"),
    (date(2016, 2, 29), W, date(2028, 2, 29), "PG"),
    (date(2016, 2, 29), C, date(2032, 2, 28), "G"),
    (date(2016, 2, 29), C, date(2032, 2, 29), "P"),
    (date(2008, 2, 29), C, date(2024, 2, 29), "P"),
]


@pytest.mark.handbook("R2.8", "R5.16")
@pytest.mark.parametrize(("born", "for_", "on", "expected"), TABLE)
def test_who_decides_follows_from_age_day_and_purpose(born: date, for_: For, on: date, expected: str) -> None:
    assert who(ask(born, for_, on)) == expected


def test_born_on_29_february_reaches_an_age_on_1_march_of_a_common_year() -> None:
    # The ages of the law, 12 and 16, fall in leap years again; the reckoning itself is tried on 13.
    assert birthday(date(2012, 2, 29), 13) == date(2025, 3, 1)
    assert (age_on(date(2012, 2, 29), date(2025, 2, 28)), age_on(date(2012, 2, 29), date(2025, 3, 1))) == (12, 13)


@pytest.mark.handbook("R2.8")
@pytest.mark.parametrize("sector", ["po", "so", "vso", "vo"])
@pytest.mark.parametrize("for_", list(For))
def test_below_twelve_only_guardians_decide_in_every_sector(sector: str, for_: For) -> None:
    found = ask(date(2018, 1, 1), for_, TODAY, sector=sector)
    assert who(found) == "G"
    assert "age.own-decision" in {reason.norm for reason in found.reasons}


@pytest.mark.handbook("R5.17", "T06")
@pytest.mark.parametrize(
    ("on", "strict", "for_", "expected"),
    [
        (THEN, False, C, "G"),  # a school of the handbook's time may choose to go on asking the parents
        (THEN, True, C, "P"),  # until pupil or parents ask for the strict limit
        (THEN, False, W, "P"),  # the practice was about giving consent
        (THEN, False, R, "P"),
        (TODAY, False, C, "P"),  # today the setting cannot take the decision away any more
        (TODAY, True, C, "P"),
    ],
)
def test_practice_setting_holds_in_the_handbooks_time_only(on: date, strict: bool, for_: For, expected: str) -> None:
    born = date(on.year - 17, 1, 1)
    assert who(ask(born, for_, on, practice_after_16=True, strict_age=strict)) == expected


@pytest.mark.handbook("T06")
def test_both_answers_are_shown_and_the_binding_one_is_marked() -> None:
    then = ask(date(1999, 1, 1), C, THEN, practice_after_16=True)
    assert {(r.norm, r.binding) for r in then.reasons} >= {("practice.after-16", True), ("age.own-decision", False)}
    now = ask(date(2009, 1, 1), C, TODAY, practice_after_16=True)
    assert {(r.norm, r.binding) for r in now.reasons} >= {("age.own-decision", True), ("practice.after-16", False)}


@pytest.mark.handbook("T30")
def test_each_of_two_guardians_may_act_alone_and_a_no_of_one_blocks() -> None:
    found = ask(date(2018, 1, 1), C, TODAY)
    assert [person.key for person in found.people] == ["m", "v"]
    assert "authority.joint.one-parent-acts" in {reason.norm for reason in found.reasons}


@pytest.mark.handbook("RG4")
def test_authority_decides_and_not_the_word_parent_or_guardian() -> None:
    voogd = GuardianFacts("g", "Stichting Nidos", "yes")
    assert [p.key for p in ask(date(2018, 1, 1), C, TODAY, guardians=(voogd,)).people] == ["g"]


def test_authority_is_never_assumed() -> None:
    guardians = (GuardianFacts("m", "Mariam", "unknown"), GuardianFacts("v", "Joost", "no"))
    found = ask(date(2018, 1, 1), C, TODAY, guardians=guardians)
    assert found.people == ()
    assert {r.norm for r in found.reasons} >= {
        "authority.confirm",
        "parent-without-authority.information",
        "authority.reachable",
    }
    assert {r.about for r in found.reasons if r.about} == {"m", "v"}


def test_guardian_under_a_restriction_keeps_authority_and_is_not_approached() -> None:
    barred = GuardianFacts("v", "Joost", "yes", barred=True)
    found = ask(date(2018, 1, 1), C, TODAY, guardians=(MOTHER, barred))
    assert {p.key: p.reachable for p in found.people} == {"m": True, "v": False}
    assert "restriction.respected" in {reason.norm for reason in found.reasons}


@pytest.mark.parametrize("for_", list(For))
def test_unknown_age_names_nobody_and_says_why(for_: For) -> None:
    found = ask(None, for_, TODAY)
    assert found.people == () and found.reasons


def test_every_reason_stands_in_both_languages_and_names_a_norm() -> None:
    for born, for_, on, _ in TABLE:
        for reason in ask(born, for_, on, practice_after_16=True).reasons:
            assert reason.text.nl and reason.text.en and reason.norm
            assert norms.book().periods(reason.norm), reason.norm

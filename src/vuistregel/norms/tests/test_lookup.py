"""A look-up says day and scope, and answers with one norm or with the reason why not."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from vuistregel import norms

HANDBOOK = date(2016, 3, 1)
LAST_DAY_BEFORE = date(2026, 8, 31)
AMENDED = date(2026, 9, 1)


@pytest.mark.parametrize(
    ("day", "article"),
    [
        (HANDBOOK, "Wbp artikel 5, 37 lid 3"),
        (LAST_DAY_BEFORE, "UAVG artikel 5 lid 1 en 4; AVG artikel 8"),
        (AMENDED, "UAVG artikel 5 lid 1; AVG artikel 8"),
    ],
)
def test_the_pupil_decides_from_16_under_each_law(day: date, article: str) -> None:
    norm = norms.on(day)["age.own-decision"]
    assert norm.value == 16
    assert norm.reference.nl == article


def test_withdrawing_from_12_is_law_since_the_first_of_september_2026_and_not_a_day_earlier() -> None:
    assert norms.on(HANDBOOK).get("age.withdraw-self") is None
    assert norms.on(LAST_DAY_BEFORE).get("age.withdraw-self") is None
    norm = norms.on(AMENDED)["age.withdraw-self"]
    assert norm.value == 12
    assert norm.reference.nl == "UAVG artikel 5 lid 3 onder a-b"
    assert norm.reference.en == "UAVG article 5(3)(a)-(b)"


def test_a_norm_holds_on_its_last_day_and_its_successor_on_the_next() -> None:
    assert norms.on(date(2018, 5, 24))["dsr.access.term"].value == 4
    assert norms.on(date(2018, 5, 25))["dsr.access.term"].display.nl == "1 maand"


def test_a_sector_gets_its_own_norm() -> None:
    day = date(2026, 11, 10)
    assert norms.on(day, sector="po").value("duo.count-date") == "02-01"
    assert norms.on(day, sector="vo").value("duo.count-date") == "10-01"


def test_without_a_sector_what_differs_per_sector_is_refused_with_the_sectors_named() -> None:
    with pytest.raises(norms.NormAmbiguous) as refused:
        norms.on(date(2026, 11, 10))["duo.count-date"]
    assert "po, vo" in refused.value.words.nl
    with pytest.raises(norms.NormAmbiguous):
        norms.on(date(2026, 11, 10)).get("duo.count-date")


def test_without_a_sector_what_only_one_sector_has_is_found() -> None:
    assert norms.on(date(2026, 11, 10)).value("advice.deadline") == "03-24"
    with pytest.raises(norms.NormNotInForce):
        norms.on(date(2026, 11, 10), sector="vo")["advice.deadline"]


def test_a_norm_for_one_kind_of_institution_must_be_asked_for_by_it() -> None:
    day = date(2026, 11, 10)
    assert norms.on(day, sector="so").get("retention.special-education-report") is None
    named = norms.on(day, sector="so", subject="cluster-1-2")
    assert named["retention.special-education-report"].value == 3
    assert named["age.own-decision"].value == 16


def test_an_unknown_id_is_a_mistake_and_similar_ones_are_named() -> None:
    with pytest.raises(norms.NormUnknown) as refused:
        norms.on(HANDBOOK)["age.own-decison"]
    assert "age.own-decision" in str(refused.value)
    with pytest.raises(KeyError):
        norms.on(HANDBOOK).get("no.such.norm")


def test_a_proposal_is_shown_but_never_computed_with() -> None:
    day = date(2026, 11, 10)
    id_ = "breach.notify-authority.term.proposal"
    assert [n.value for n in norms.book().in_force(day, id_)] == [96]
    with pytest.raises(norms.NormNotInForce):
        norms.on(day)[id_]
    assert norms.on(day).value("breach.notify-authority.term") == 72


def test_a_term_is_added_to_a_day_as_the_supervisors_count_months() -> None:
    day = norms.on(date(2026, 11, 10))
    assert day.add("dsr.access.term", date(2026, 3, 5)) == date(2026, 4, 5)
    assert day.add("dsr.access.term", date(2026, 8, 31)) == date(2026, 9, 30)
    assert day.add("age.own-decision", date(2010, 11, 10)) == date(2026, 11, 10)
    assert day.before("roster.max-age", date(2026, 11, 15)) == date(2026, 11, 1)


def test_hours_are_added_to_a_moment_and_not_to_a_day() -> None:
    day = norms.on(date(2026, 11, 10))
    found = datetime(2026, 11, 6, 17, 30, tzinfo=ZoneInfo("Europe/Amsterdam"))
    assert day.add("breach.notify-authority.term", found) == found + timedelta(hours=72)
    assert day.timedelta("signin.link.term") == timedelta(minutes=15)
    with pytest.raises(ValueError):
        day.add("breach.notify-authority.term", date(2026, 11, 6))


def test_values_come_in_the_type_that_is_asked() -> None:
    day = norms.on(date(2026, 11, 10), sector="po")
    assert day.value("security.classes") == ["public", "sensitive", "very sensitive"]
    assert day.value("fg.required") is True
    assert day.number("password.min-length") == 12
    with pytest.raises(ValueError):
        day.number("security.classes")


def test_a_moment_or_an_unknown_sector_is_refused() -> None:
    with pytest.raises(TypeError):
        norms.on(datetime(2026, 11, 10, 12, tzinfo=ZoneInfo("Europe/Amsterdam")))
    with pytest.raises(ValueError):
        norms.on(HANDBOOK, sector="mbo")


def test_a_day_is_prepared_once() -> None:
    assert norms.on(HANDBOOK, "po") is norms.on(HANDBOOK, "po")
    assert norms.on(HANDBOOK, "po", house={"roster.max-age": 7}) is norms.on(
        HANDBOOK, "po", house={"roster.max-age": 7}
    )
    assert norms.book() is norms.book()


def test_the_day_knows_its_release_and_the_end_of_a_norm() -> None:
    day = norms.on(HANDBOOK)
    assert day.release == norms.release()
    assert day.until("age.own-decision") == date(2018, 5, 24)
    assert day.until("age.majority") is None

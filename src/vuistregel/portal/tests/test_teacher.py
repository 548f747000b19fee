"""How the start page of a teacher begins, and what stands on it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from vuistregel import clock
from vuistregel.access.hats import actor_of
from vuistregel.consent.tests.builders import a_school_with_channels
from vuistregel.organisation.tests import builders as b
from vuistregel.organisation.tests.reading import heading as heading_of
from vuistregel.organisation.tests.reading import words
from vuistregel.portal.teacher import heading, teachers_day

MORNING = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("today", "waiting", "nl", "en"),
    [
        (0, 0, "Er ligt niets te wachten.", "Nothing is waiting."),
        (1, 1, "Haal vandaag één ding weg.", "Take one thing down today."),
        (2, 3, "Haal vandaag twee dingen weg.", "Take two things down today."),
        (0, 1, "U moet nog één ding weghalen.", "You still have one thing to take down."),
    ],
)
def test_the_greeting_says_what_cannot_wait(today: int, waiting: int, nl: str, en: str) -> None:
    found = heading("Sem", MORNING, today, waiting)
    assert found.nl == f"Goedemorgen Sem. {nl}"
    assert found.en == f"Good morning Sem. {en}"


@pytest.mark.django_db
def test_a_teacher_without_a_group_reads_whom_to_ask() -> None:
    page = b.signed_in(b.a_member(a_school_with_channels(), "teacher", call_name="Sem").account).get("/")
    assert page.status_code == 200
    assert "Sem" in heading_of(page)
    assert "De directeur of de administratie koppelt u aan een groep, bij Mensen." in words(page)


@pytest.mark.django_db
@pytest.mark.handbook("R10.4")
def test_only_the_own_groups_stand_on_it_however_many_pupils_they_have(django_assert_max_num_queries: Any) -> None:
    school = a_school_with_channels()
    own, other = b.a_group(school, "5B"), b.a_group(school, "6A")
    teacher = b.a_member(school, "teacher", groups=(own,))
    for _ in range(12):
        b.a_pupil(school, group=own)
        b.a_pupil(school, group=other)
    actor = actor_of(teacher.account, clock.today())
    with django_assert_max_num_queries(12):
        day = teachers_day(actor, "Sem", MORNING, clock.today())
    assert [(g.group.name, g.pupils) for g in day.groups] == [("5B", 12)]
    assert day.more == 0

"""Rows that people edit: of two changes at once one wins, and the other is told; texts of a board in both languages."""

from __future__ import annotations

import pytest

from vuistregel.organisation.models import School
from vuistregel.organisation.tests import builders as b
from vuistregel.rows import StaleRow, words_of
from vuistregel.words import Words

pytestmark = pytest.mark.django_db


def test_a_change_raises_the_version_and_is_kept() -> None:
    school = b.a_school(name="Oud")

    school.change(shown=1, name="Nieuw")

    assert (school.name, school.version) == ("Nieuw", 2)
    kept = School.objects.get(pk=school.pk)
    assert (kept.name, kept.version) == ("Nieuw", 2)


def test_of_two_who_saw_the_same_version_only_the_first_writes() -> None:
    school = b.a_school(name="Oud")
    first, second = School.objects.get(pk=school.pk), School.objects.get(pk=school.pk)
    first.change(shown=1, name="Van de eerste")

    for shown in (1, None, 7):
        with pytest.raises(StaleRow):
            second.change(shown=shown, name="Van de tweede")

    kept = School.objects.get(pk=school.pk)
    assert (kept.name, kept.version) == ("Van de eerste", 2)
    assert second.name == "Oud"


@pytest.mark.postgres_only
@pytest.mark.django_db(transaction=True)
def test_of_eight_who_change_at_the_same_time_exactly_one_wins() -> None:
    from threading import Barrier, Thread

    from django.db import connection

    school, start, won = b.a_school(), Barrier(8), []

    def change(n: int) -> None:
        try:
            row = School.objects.get(pk=school.pk)
            start.wait(30)
            row.change(shown=1, name=f"Naam {n}")
            won.append(n)
        except StaleRow:
            pass
        finally:
            connection.close()

    threads = [Thread(target=change, args=(n,)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    kept = School.objects.get(pk=school.pk)
    assert len(won) == 1
    assert (kept.name, kept.version) == (f"Naam {won[0]}", 2)


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ({"nl": "Dag", "en": "Hello"}, Words("Dag", "Hello")),
        ({"nl": "Dag", "en": " "}, Words("Dag", "Dag")),
        ({"en": "Hello"}, Words("Hello", "Hello")),
        ({"nl": "", "en": ""}, None),
        ({}, None),
    ],
)
def test_a_boards_own_text_that_misses_a_language_shows_the_other(value, words) -> None:
    assert words_of(value) == words

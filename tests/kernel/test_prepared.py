"""A query that is compiled once gives what Django's own gives, whatever the values and however long its lists."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import pytest
from django.db.models import QuerySet

from vuistregel import clock
from vuistregel.organisation.models import Person
from vuistregel.organisation.tests.builders import a_board, a_person
from vuistregel.prepared import Prepared

pytestmark = pytest.mark.django_db


def _people(board: int, persons: Sequence[int], before: date) -> QuerySet[Any]:
    rows = Person.objects.filter(board=board, pk__in=persons, birth_date__lt=before)
    return rows.order_by("pk").values_list("pk", "key", "birth_date", "call_name")


def test_rows_are_those_of_the_query_itself_and_a_second_run_takes_the_new_values() -> None:
    board, other = a_board(), a_board()
    today = clock.today()
    made = [a_person(board, f"K{n}", birth_date=today - timedelta(days=n)) for n in range(5)]
    stranger = a_person(other, birth_date=today - timedelta(days=9))
    prepared = Prepared(_people)
    for chosen, day in ((made, today), (made[:2], today), (made[3:], today - timedelta(days=3)), ([stranger], today)):
        values: dict[str, Any] = {"board": board.pk, "persons": [p.pk for p in chosen], "before": day}
        assert list(prepared.rows(**values)) == list(_people(**values))
    assert len(list(prepared.rows(board=board.pk, persons=[p.pk for p in made], before=today))) == 4


def test_an_empty_list_finds_nothing_and_asks_nothing(django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(0):
        assert list(Prepared(_people).rows(board=1, persons=[], before=clock.today())) == []


def test_a_value_that_is_no_parameter_is_an_error_of_ours() -> None:
    def forgetful(board: int, persons: Sequence[int], before: date) -> QuerySet[Any]:
        return Person.objects.filter(pk__in=persons, birth_date__lt=before).values_list("pk")

    with pytest.raises(TypeError, match="board"):
        Prepared(forgetful).rows(board=1, persons=[2], before=clock.today())

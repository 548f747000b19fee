"""Many rows in few statements: ids that nobody else gets, and rows that are sent without waiting for them."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction

from vuistregel import bulk
from vuistregel.organisation.models import Board, Person
from vuistregel.organisation.tests.builders import a_board

pytestmark = pytest.mark.django_db

FIELDS = ("id", "board", "key", "version", "given_names", "initials", "prefix", "family_name", "call_name", "sort_key")


def rows_of(board: Board, ids: list[int], name: str = "Sam") -> list[tuple[object, ...]]:
    return [(pk, board.pk, uuid4(), 1, "", "", "", "", name, "") for pk in ids]


def test_ids_are_drawn_together_and_never_handed_out_twice() -> None:
    board, ids = a_board(), bulk.Ids(Person, 4)
    first, second = ids.take(3), ids.take(3)
    bulk.insert(Person, FIELDS, rows_of(board, [*first, *second]))

    assert len({*first, *second}) == 6
    later = Person.objects.create(board=board, call_name="Later")
    assert later.pk not in {*first, *second}


def test_rows_that_were_sent_are_there_for_every_other_statement_and_afterwards() -> None:
    board, ids = a_board(), bulk.Ids(Person, 40)
    with transaction.atomic(), bulk.streamed():
        for _ in range(2 * bulk.AHEAD):
            bulk.insert(Person, FIELDS, rows_of(board, ids.take(3)))
        within = Person.objects.filter(board=board).count()
        bulk.insert(Person, FIELDS, rows_of(board, ids.take(1), "Laatste"))
        changed = Person.objects.filter(board=board, call_name="Laatste").update(call_name="Veranderd")

    assert (within, changed) == (6 * bulk.AHEAD, 1)
    assert Person.objects.filter(board=board).count() == 6 * bulk.AHEAD + 1


@pytest.mark.parametrize("then", ["nothing", "a read", "more"])
def test_a_row_that_the_database_refuses_takes_all_back(then: str) -> None:
    board, ids = a_board(), bulk.Ids(Person, 9)
    good, bad = rows_of(board, ids.take(2)), rows_of(board, ids.take(2), name="")

    with pytest.raises(IntegrityError), transaction.atomic(), bulk.streamed():  # noqa: PT012
        bulk.insert(Person, FIELDS, good)
        bulk.insert(Person, FIELDS, bad)  # nobody is without a name
        if then == "a read":
            Person.objects.count()
        if then == "more":
            bulk.insert(Person, FIELDS, rows_of(board, ids.take(1)))

    assert not Person.objects.filter(board=board).exists()


@pytest.mark.postgres_only
def test_a_reference_to_nothing_is_found_while_rows_come_in() -> None:
    board = a_board()
    rows = [(1, 999_999, uuid4(), 1, "", "", "", "", "Sam", "")]

    with pytest.raises(IntegrityError), transaction.atomic():  # noqa: PT012
        with bulk.streamed():
            bulk.insert(Person, FIELDS, rows)
        pytest.fail("it should not come as far as the commit")

    assert not Person.objects.filter(board=board).exists()
    assert connection.vendor == "postgresql"

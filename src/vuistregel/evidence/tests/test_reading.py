"""Events are read as sentences, with the names of now; what was sealed opens only while its key lives."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from enum import StrEnum
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from vuistregel.evidence import log, names, queries, sentences, terms
from vuistregel.evidence.models import LogEvent
from vuistregel.evidence.tests.support import GroupRenamed, NoteTaken, a_board, append, placed
from vuistregel.evidence.verify import verify
from vuistregel.keys import destruction, holders
from vuistregel.keys.models import HolderKey
from vuistregel.words import Words

YARA, DAAN, ILSE = (uuid4() for _ in range(3))


@pytest.fixture(autouse=True)
def known() -> Iterator[dict[UUID, str]]:
    people = {YARA: "Yara de Wit", DAAN: "Daan Smit", ILSE: "Ilse Bos"}

    def source(keys: set[UUID]) -> dict[UUID, str]:
        return {key: people[key] for key in keys if key in people}

    names.register(source)
    yield people
    names._people.remove(source)


def read(board: int) -> list[str]:
    return [row.sentence.nl for row in queries.events(board)]


def test_an_event_reads_as_a_sentence_with_the_names_of_now(db, known):
    board = a_board()
    append(board, placed(YARA, DAAN), actor=log.Who("person", str(ILSE)))
    assert read(board) == ["Ilse Bos plaatste Yara de Wit en Daan Smit in Groep 8."]

    known[YARA] = "Yara Bakker"
    assert read(board) == ["Ilse Bos plaatste Yara Bakker en Daan Smit in Groep 8."]


def test_a_person_who_was_erased_is_said_to_be_unknown(db, known):
    board = a_board()
    append(board, placed(YARA), actor=log.Who("person", str(DAAN)))
    known.clear()

    (row,) = queries.events(board)

    assert row.sentence.nl == "Iemand die niet meer bekend is plaatste iemand die niet meer bekend is in Groep 8."
    assert row.sentence.en.startswith("Someone who is no longer known placed")


def test_of_many_persons_three_are_named_and_the_rest_counted(db):
    board = a_board()
    append(board, placed(YARA, DAAN, ILSE, *(uuid4() for _ in range(900))))

    assert read(board) == [
        "De beheerder van de installatie plaatste Yara de Wit, Daan Smit, Ilse Bos en nog 900 in Groep 8."
    ]


@pytest.mark.parametrize(
    ("kind", "ref", "nl"),
    [
        ("job", "steps.snapshot", "Het systeem zelf (steps.snapshot) noemde een groep 8B."),
        ("connector", "entree", "Een ander systeem (entree) noemde een groep 8B."),
        ("visitor", "visitor", "Een bezoeker noemde een groep 8B."),
    ],
)
def test_whoever_is_no_person_is_named_for_what_it_is(db, kind, ref, nl):
    board = a_board()
    append(board, GroupRenamed(name="8B"), actor=log.Who(kind, ref))

    assert read(board) == [nl]


def test_events_come_newest_first_and_page_by_their_number(db):
    board = a_board()
    for number in range(5):
        append(board, GroupRenamed(name=f"g{number}"))

    first = queries.events(board, limit=2)
    rest = queries.events(board, before=first[-1].seq, limit=2)

    assert [row.seq for row in first + rest] == [5, 4, 3, 2]


def test_events_can_be_asked_by_person_and_by_kind_and_never_cross_boards(db):
    board, other = a_board(), a_board()
    append(board, placed(YARA))
    append(board, placed(DAAN))
    append(board)
    append(other, placed(YARA))

    assert [row.seq for row in queries.events(board, person=YARA)] == [1]
    assert [row.seq for row in queries.events(board, kind=GroupRenamed.kind)] == [3]
    assert queries.events(board, person=YARA, kind=GroupRenamed.kind) == []
    assert [kind for kind, _ in queries.kinds_of(board)] == ["tests.group_renamed", "tests.pupils_placed"]


def test_a_page_of_events_takes_as_many_queries_as_one_event(db):
    board = a_board()

    def spent_on(events: int) -> int:
        for _ in range(events):
            append(board, placed(YARA, uuid4()))
        with CaptureQueriesContext(connection) as spent:
            queries.events(board)
        return len(spent)

    assert spent_on(1) == spent_on(30)


def test_a_kind_in_a_list_to_choose_from_is_its_sentence_without_the_details():
    assert sentences.outline("tests.pupils_placed") == Words("Plaatste … in …", "Placed … in …")
    assert sentences.outline("gone.kind").nl == "gone.kind"


def test_an_event_of_a_kind_that_no_longer_exists_still_reads(db):
    told = sentences.sentence("gone.kind", {"x": 1}, actor=("visitor", "visitor"), persons=[], known={})

    assert told.nl == "Een bezoeker deed iets dat deze versie niet kent: gone.kind."


class Colour(StrEnum):
    RED = "red"

    @property
    def words(self) -> Words:
        return Words("rood", "red")


@pytest.mark.parametrize(
    ("value", "nl", "en"),
    [
        (None, "niets", "nothing"),
        (True, "ja", "yes"),
        (1234, "1.234", "1,234"),
        (date(2026, 3, 1), "1 maart 2026", "1 March 2026"),
        (datetime(2026, 3, 1, 23, 30, tzinfo=UTC), "2 maart 2026 om 00.30 uur", "2 March 2026 at 00.30"),
        (("a", "b", "c"), "a, b en c", "a, b and c"),
        (Colour.RED, "rood", "red"),
    ],
)
def test_values_are_written_as_people_do(value, nl, en):
    assert sentences.value_words(value) == Words(nl, en)


@pytest.fixture
def noted(db) -> tuple[int, UUID]:
    board, pupil = a_board(), uuid4()
    holders.new_holder(uuid4(), "person", pupil)
    append(board, NoteTaken(pupil=pupil, note="belde over de vechtpartij", caller="buurvrouw"))
    return board, pupil


def test_what_is_sealed_is_in_no_column_and_opens_on_demand(noted):
    board, _ = noted
    (row,) = LogEvent.objects.filter(board_id=board).values()

    assert "vechtpartij" not in str(row)
    assert queries.events(board)[0].sealed == ("caller", "note")
    assert queries.open_sealed(board, 1) == {"note": "belde over de vechtpartij", "caller": "buurvrouw"}


def test_after_the_holders_key_is_destroyed_nobody_reads_it_and_the_log_still_verifies(noted):
    board, pupil = noted

    destruction.destroy(pupil, why="test", norm=None)

    assert queries.open_sealed(board, 1) == {"note": None, "caller": "buurvrouw"}
    assert verify(board).ok


def test_what_is_sealed_opens_only_at_its_own_event(noted):
    board, pupil = noted
    other = a_board()
    append(other, NoteTaken(pupil=pupil, note="iets anders", caller="opa"))
    moved = LogEvent.objects.get(board_id=board).sealed

    from vuistregel.evidence.tests.support import without_guards
    from vuistregel.keys.errors import Tampered

    with without_guards() as sql:
        sql("update evidence_logevent set sealed = %s where board_id = %s", moved, other)

    with pytest.raises(Tampered):
        queries.open_sealed(other, 1)


def test_an_event_with_nothing_sealed_asks_no_key(db):
    board, pupil = a_board(), uuid4()

    append(board, NoteTaken(pupil=pupil, note=None, caller=None))

    assert queries.open_sealed(board, 1) == {}


def test_what_is_kept_until_a_term_dies_with_its_month(noted):
    """backup.max-keep is 90 days; counted from the end of the month in which it was written (November)."""
    board, _ = noted
    before = HolderKey.objects.count()

    assert terms.expire(date(2027, 2, 28)) == 0
    assert queries.open_sealed(board, 1)["caller"] == "buurvrouw"

    assert terms.expire(date(2027, 3, 1)) == 1
    assert terms.expire(date(2027, 3, 2)) == 0
    assert HolderKey.objects.count() == before - 1
    assert queries.open_sealed(board, 1) == {"note": "belde over de vechtpartij", "caller": None}
    assert verify(board).ok

"""The log's page: who may, which log, and what it says first."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import pytest
from django.http import Http404
from django.test import RequestFactory

from vuistregel.access.actor import Actor, ActorKind, Hat
from vuistregel.evidence import names, pages, queries, results
from vuistregel.evidence.reading import Verified, finding
from vuistregel.evidence.tests.support import MOMENT, GroupRenamed, a_board, append, placed, without_guards
from vuistregel.evidence.verify import Report, verify

TODAY = date(2026, 11, 24)


@pytest.fixture
def boards(db):
    """Two boards with a name and one event each."""
    found = {a_board(): "De Wilgen", a_board(): "De Populier"}
    for board, name in found.items():
        append(board, GroupRenamed(name=f"groep van {name}"))

    def called() -> dict[int, str]:
        return found

    names.register_boards(called)
    yield list(found)
    names._boards.remove(called)


def actor(*boards: int, role: str = "privacy_officer", school: int | None = None) -> Actor:
    hats = tuple(Hat(role, board=board, school=school) for board in boards)
    return Actor(ActorKind.PERSON, str(uuid4()), hats)


def read(who: Actor, **asked: str | int) -> str:
    request = RequestFactory().get("/logboek/", asked)
    request.actor = who  # type: ignore[attr-defined]
    request.user = None  # type: ignore[assignment]
    return pages.log(request).content.decode()


def test_a_privacy_officer_reads_the_own_board_and_no_other(boards):
    own, other = boards

    text = read(actor(own))
    assert "groep van De Wilgen" in text
    assert "De Populier" not in text

    with pytest.raises(Http404):
        read(actor(own), bestuur=other)


def test_an_fg_of_two_boards_chooses(boards):
    own, other = boards

    assert "groep van De Populier" in read(actor(own, other, role="fg"), bestuur=other)


def test_a_teacher_has_no_log(boards):
    assert pages.readable_boards(actor(boards[0], role="teacher")) == {}


def test_the_page_pages_back_and_filters(boards, monkeypatch):
    board, _ = boards
    for number in range(60):
        append(board, GroupRenamed(name=f"nummer {number}."))
    append(board, placed(uuid4()))

    first = read(actor(board))
    assert "nummer 59." in first
    assert "nummer 10." not in first
    assert f"voor={13}" in first
    assert "nummer 10." in read(actor(board), voor=13)
    assert "nummer" not in read(actor(board), soort="tests.pupils_placed")


@pytest.mark.parametrize("asked", [{"voor": "x"}, {"bestuur": "-1"}, {"persoon": "jan"}, {"voor": "9" * 30}])
def test_an_address_that_makes_no_sense_is_not_found(boards, asked):
    with pytest.raises(Http404):
        read(actor(boards[0]), **asked)


def test_a_log_that_is_not_whole_says_so_first_and_names_the_problem(boards):
    board, _ = boards
    with without_guards() as sql:
        sql("update evidence_logevent set data = '{}' where board_id = %s", board)
    results.store(verify(board), MOMENT, whole=False)

    text = read(actor(board))

    assert "Het logboek van De Wilgen klopt niet." in text
    assert "Gebeurtenis 1 is veranderd" in text


def test_an_event_of_the_house_itself_is_on_no_page(boards):
    request = RequestFactory().get("/")

    assert pages._subject(request, 0, 1) is None
    assert pages._subject(request, boards[0], 2) is None


@pytest.mark.parametrize(
    ("board", "events", "verified", "nl"),
    [
        ("", 0, None, "U kijkt in geen enkel logboek mee."),
        ("De Wilgen", 0, None, "In het logboek van De Wilgen staat nog niets."),
        ("De Wilgen", 3, None, "Het logboek van De Wilgen is nog niet nagerekend."),
        ("De Wilgen", 3, Verified(TODAY, True), "Het logboek van De Wilgen is heel. Wij rekenden het vandaag na."),
        (
            "De Wilgen",
            3,
            Verified(date(2026, 11, 23), False),
            "Het logboek van De Wilgen klopt niet. Dat bleek gisteren.",
        ),
    ],
)
def test_the_first_sentence_says_how_the_log_stands(board, events, verified, nl):
    assert finding(board, events, verified, TODAY).nl == nl


def test_a_report_without_problems_is_whole():
    assert Report(events={1: 2}).ok


def test_whoever_may_not_read_of_people_reads_the_log_without_their_names(boards):
    board, _ = boards
    pupil, teacher = uuid4(), uuid4()
    append(board, placed(pupil, teacher))
    sources = (
        (names._people, lambda keys: {pupil: "Gijs ten Bevermeent", teacher: "Wendy van der Tjalk"}),
        (names._kinds, lambda keys: {pupil: "roster", teacher: "staff"}),
    )
    for registry, source in sources:
        registry.append(source)
    try:
        officer = read(actor(board))
        assert "Gijs ten Bevermeent" in officer and "Wendy van der Tjalk" in officer
        accountant = read(actor(board, role="accountant"))
        assert "Gijs" not in accountant and "Wendy" not in accountant
        assert "een leerling" in accountant and "een medewerker" in accountant
        assert "Gijs" not in read(actor(board, role="accountant"), persoon=str(pupil))
    finally:
        for registry, source in sources:
            registry.remove(source)


def test_the_log_says_codes_in_words(db):
    from vuistregel.access.events import AccessRefused, DataRead
    from vuistregel.access.signin.events import SignedIn
    from vuistregel.organisation.events import Appointed, PupilTold

    board = a_board()
    append(board, AccessRefused(category="roster", verb="import", outcome="no", norms="access.need-to-know"))
    append(board, DataRead(category="evidence", page="log"))
    append(board, SignedIn(persons=(), way="example", factor="example"))
    append(board, Appointed(somebody=uuid4(), role="teacher", since="2026-11-04"))
    append(board, PupilTold(pupil=uuid4(), norm="informed.16", how="talk"))

    said = " ".join(row.sentence.nl for row in queries.events(board))

    for words in (
        "leerlingen en groepen inlezen",
        "bekeek: logboek",
        "in het voorbeeld",
        "leerkracht",
        "4 november 2026",
    ):
        assert words in said
    for code in ("roster", "import", "evidence", "example", "teacher", "2026-11-04", "informed.16", "need-to-know"):
        assert code not in said

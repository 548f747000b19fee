"""The ten steps on screen: the board's overview, a school, a check, a past day, a moved clock."""

from __future__ import annotations

import io
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from vuistregel import clock, norms
from vuistregel.access.commands import WrongUse
from vuistregel.access.matrix import shipped
from vuistregel.checks import CHECKS, On
from vuistregel.evidence import log
from vuistregel.evidence.models import LogCheck
from vuistregel.keys.models import BackupRecord
from vuistregel.organisation.models import School
from vuistregel.organisation.tests import builders as b
from vuistregel.organisation.tests.reading import heading, words
from vuistregel.outbox.models import JobRun
from vuistregel.steps.history import keep
from vuistregel.steps.pages import school_year_start
from vuistregel.steps.tests.cases import CASES

pytestmark = pytest.mark.django_db


def as_role(place, role: str, language: str = "nl") -> Client:
    return b.signed_in(b.a_member(place, role).account, language)


def address(school: School, **query: str) -> str:
    return reverse("school", args=[school.pk], query=query)


def asked(client: Client, url: str) -> int:
    client.get(url)
    with CaptureQueriesContext(connection) as caught:
        assert client.get(url).status_code == 200
    return len(caught)


@pytest.mark.handbook("R1.1")
@pytest.mark.parametrize("role", ["privacy_officer", "fg", "accountant"])
def test_whoever_oversees_a_board_sees_its_schools_beside_the_steps_and_no_others(role: str) -> None:
    mine, other = b.a_school(name="De Es"), b.a_school(name="Elders")
    sister = b.a_school(mine.board, name="De Berk")

    page = as_role(mine.board, role).get(reverse("schools"))

    assert page.status_code == 200
    text = words(page)
    assert "De Es" in text and "De Berk" in text and "Elders" not in text
    assert address(mine) in page.content.decode() and address(sister) in page.content.decode()
    assert as_role(mine.board, role).get(address(other)).status_code == 404


@pytest.mark.handbook("R1.1", "R1.17")
def test_a_director_sees_the_own_school_with_each_step_its_chapter_and_where_to_mend() -> None:
    school = b.a_school(name="De Es")
    CASES["organisation.authority_confirmed"].fails(school)
    director = as_role(school, "director")

    page = director.get(reverse("schools"), follow=True)

    assert page.redirect_chain == [(address(school), 302)]
    body = page.content.decode()
    for chapter in (2, 3, 4, 5, 6, 7, 8, 9, 10):
        assert reverse("chapter", args=[chapter]) in body
    assert reverse("import", args=[school.pk]) in body
    assert "Vraag naar het gezag" in words(page)
    assert "Alle scholen" not in words(page)


@pytest.mark.parametrize("role", ["teacher", "caretaker"])
def test_whoever_oversees_nothing_is_refused_the_steps_of_a_school(role: str) -> None:
    school = b.a_school()

    assert as_role(school, role).get(address(school)).status_code == 403


@pytest.mark.parametrize(
    ("language", "says"),
    [
        ("nl", ["Dit schooljaar", "Is van elke ouder bevestigd of er gezag is?", "Lees hoofdstuk 5 van het handboek"]),
        ("en", ["This school year", "Is it confirmed for every parent", "Read chapter 5 of the handbook"]),
    ],
)
def test_the_page_of_a_school_speaks_both_languages(language: str, says: list[str]) -> None:
    school = b.a_school()
    CASES["organisation.authority_confirmed"].fails(school)

    text = words(as_role(school, "director", language).get(address(school)))

    for sentence in says:
        assert sentence in text


@pytest.mark.parametrize(
    ("language", "says"), [("nl", "Onze scholen en de tien stappen"), ("en", "Our schools and the ten steps")]
)
def test_the_overview_speaks_both_languages(language: str, says: str) -> None:
    school = b.a_school()
    b.a_school(school.board)

    assert says in words(as_role(school.board, "privacy_officer", language).get(reverse("schools")))


def test_a_past_day_shows_what_was_kept_and_by_which_norms_whatever_changed_since() -> None:
    school = b.a_school(name="De Es")
    day = clock.today() - timedelta(days=2)
    keep(day)
    client = as_role(school, "director")
    url = address(school, op=day.isoformat())
    before = heading(client.get(url))

    for case in CASES.values():
        case.holds(school)

    page = client.get(url)
    assert heading(page) == before
    assert f"Zo is het toen bewaard, met de normen van uitgave {norms.release()}" in words(page)


def test_a_past_day_that_was_not_kept_says_so_and_is_not_computed() -> None:
    school = b.a_school()
    day = (clock.today() - timedelta(days=2)).isoformat()

    page = as_role(school, "director").get(address(school, op=day))

    assert page.status_code == 404
    assert "is niets bewaard" in heading(page)
    b.a_school(school.board)
    overview = as_role(school.board, "fg").get(reverse("schools", query={"op": day}))
    assert "is niets bewaard" in words(overview)


@pytest.mark.parametrize("text", ["gisteren", "2026-02-30", "1-1-2026"])
def test_a_day_that_does_not_exist_is_not_found(text: str) -> None:
    school = b.a_school()

    assert as_role(school, "director").get(address(school, op=text)).status_code == 404


def test_a_day_to_come_is_computed() -> None:
    school = b.a_school()
    b.a_pupil(school, born=b.years_ago(15, 200), call_name="Sterre")
    client = as_role(school, "director")
    told = "Werd 16 op"

    assert told not in words(client.get(address(school)))
    later = (clock.today() + timedelta(days=365)).isoformat()
    assert told in words(client.get(address(school, op=later)))


def test_a_check_with_many_items_shows_them_by_fifty() -> None:
    school = b.a_school()
    for n in range(53):
        b.a_pupil(school, call_name=f"Kind{n:02}")
    client = as_role(school, "director")
    url = reverse("check", args=[school.pk, "organisation.reachable_decider"])

    first, second = client.get(url), client.get(url + "?bladzijde=2")

    assert "53 kloppen nog niet." in words(first)
    assert "Kind49" in words(first) and "Kind50" not in words(first)
    assert "Kind50" in words(second) and "Kind52" in words(second)
    assert client.get(reverse("check", args=[school.pk, "no.such"])).status_code == 404


def test_the_overview_of_thirty_schools_asks_as_often_as_that_of_two() -> None:
    few, many = b.a_board(), b.a_board()
    for board, number in ((few, 2), (many, 30)):
        for _ in range(number):
            CASES["organisation.reachable_decider"].fails(b.a_school(board))
    keep(clock.today())

    assert asked(as_role(few, "fg"), reverse("schools")) == asked(as_role(many, "fg"), reverse("schools"))


def test_the_page_of_a_large_school_asks_as_often_as_that_of_a_small_one() -> None:
    small, large = b.a_school(), b.a_school()
    for school, number in ((small, 1), (large, 12)):
        for _ in range(number):
            CASES["organisation.reachable_decider"].fails(school)
            CASES["organisation.authority_confirmed"].fails(school)

    assert asked(as_role(small, "director"), address(small)) == asked(as_role(large, "director"), address(large))


@pytest.mark.handbook("T31")
def test_the_school_year_starts_on_the_day_of_the_norm() -> None:
    from datetime import date

    assert school_year_start(date(2026, 11, 24)) == date(2026, 8, 1)
    assert school_year_start(date(2026, 8, 1)) == date(2026, 8, 1)
    assert school_year_start(date(2026, 7, 31)) == date(2025, 8, 1)


def test_the_line_of_the_school_year_is_drawn_with_its_table() -> None:
    school = b.a_school()
    for days in (3, 2, 1, 0):
        keep(clock.today() - timedelta(days=days))

    body = as_role(school, "director").get(address(school)).content.decode()

    assert "<svg" in body.split('id="schooljaar"')[1]
    assert "<table" in body.split('id="schooljaar"')[1]


def ticked(*arguments: str) -> None:
    call_command("tick", *arguments, stdout=io.StringIO(), stderr=io.StringIO())


def test_the_example_moves_its_clock_shows_it_on_every_page_and_puts_it_back(settings) -> None:
    settings.EXAMPLE = True
    school = b.a_school()
    b.a_pupil(school, born=b.years_ago(15, 200))
    client = as_role(school, "director")
    later = clock.today() + timedelta(days=300)

    ticked("--on", later.isoformat())

    page = client.get(address(school))
    assert "De klok van dit voorbeeld is verzet" in page.content.decode()
    assert "Werd 16 op" in words(page)

    ticked("--real-time")
    assert clock.moved_to() is None
    assert "is verzet" not in client.get(address(school)).content.decode()


def test_outside_the_example_nobody_moves_the_clock(settings) -> None:
    settings.EXAMPLE = False

    with pytest.raises(WrongUse):
        ticked("--on", "2030-01-01")
    with pytest.raises(clock.ClockStands):
        clock.move(clock.today())

    assert clock.moved_to() is None


@pytest.mark.handbook("R10.4")
def test_an_accountant_sees_how_many_are_not_in_order_and_no_names_of_children_or_parents() -> None:
    school = b.a_school(name="De Es")
    b.a_guardian(b.a_pupil(school, call_name="Puck"), "unknown", call_name="Anouk")
    url = reverse("check", args=[school.pk, "organisation.authority_confirmed"])
    accountant, director = as_role(school.board, "accountant"), as_role(school, "director")

    for page in (url, address(school)):
        assert "Anouk" in words(director.get(page)) and "Puck" in words(director.get(page))
        text = words(accountant.get(page))
        assert "Anouk" not in text and "Puck" not in text
        assert "U ziet hier alleen aantallen: uw rol ziet deze gegevens niet (gezag en wie beslist)." in text
    assert "1 klopt nog niet." in words(accountant.get(url))


def test_a_link_to_where_it_is_mended_is_shown_to_whoever_may_open_that_page() -> None:
    school = b.a_school(name="De Es")
    mend = reverse("import", args=[school.pk])

    pages = {
        role: as_role(at, role).get(address(school)).content.decode()
        for role, at in (("director", school), ("accountant", school.board))
    }

    assert mend in pages["director"]
    assert mend not in pages["accountant"]


def test_seeing_contact_bans_in_a_check_stands_in_the_log_as_seeing_them_elsewhere_does() -> None:
    from vuistregel.evidence.models import LogEvent

    school = b.a_school()
    CASES["organisation.restrictions_respected"].fails(school)
    url = reverse("check", args=[school.pk, "organisation.restrictions_respected"])

    as_role(school, "director").get(url)

    event = LogEvent.objects.filter(board_id=school.board_id).latest("seq")
    assert event.kind == "access.read" and '"restriction"' in event.data


def test_every_check_says_which_kind_of_data_its_items_name() -> None:
    assert {check.category for check in CHECKS.values()} <= set(shipped().categories)


def test_what_was_done_on_a_moved_clock_counts_on_no_earlier_day(settings) -> None:
    settings.EXAMPLE = True
    school = b.a_school()
    today, later = clock.today(), clock.today() + timedelta(days=60)
    marks = ("evidence.anchored", "evidence.verified", "keys.backed_up", "keys.restore_proven")
    at_later = clock.start_of(later)
    for kind in ("backup", "drill"):
        BackupRecord.objects.create(kind=kind, label=kind, made_at=at_later, finished_at=at_later)
    LogCheck.objects.create(at=at_later, board_id=school.board_id, ok=True, events=3, problems="[]")
    log.anchor(at_later)

    def in_order(day) -> list[str]:
        return [m for m in marks if CHECKS[m].rows(On(day)).filter(at=school.pk, ok=True).exists()]

    assert in_order(later) == list(marks)
    assert in_order(today) == []
    assert "nog niet nagerekend" in words(as_role(school.board, "privacy_officer").get(reverse("log")))
    log.anchor(clock.now())
    assert in_order(today) == ["evidence.anchored"]


def test_the_jobs_of_days_to_come_are_forgotten_when_the_clock_goes_back(settings) -> None:
    settings.EXAMPLE = True
    later = clock.today() + timedelta(days=60)

    ticked("--on", later.isoformat())
    assert JobRun.objects.filter(day=later).exists()
    ticked("--real-time")

    assert not JobRun.objects.filter(day__gt=clock.today()).exists()


@pytest.mark.parametrize("day", ["2199-12-31", "1900-01-01"])
def test_the_clock_of_the_example_stays_within_years_that_make_sense(settings, day: str) -> None:
    settings.EXAMPLE = True

    with pytest.raises(WrongUse):
        ticked("--on", day)

    assert clock.moved_to() is None


@pytest.mark.handbook("R1.1")
def test_whoever_oversees_several_boards_reads_of_which_board_each_school_is() -> None:
    one, two = b.a_board("De Wilgen"), b.a_board("De Populier")
    person = b.a_member(one, "fg")
    mine, other = b.a_school(one, name="De Es"), b.a_school(two, name="De Berk")
    alone = words(b.signed_in(person.account).get(reverse("home")))
    there = b.a_member(two, "fg")
    there.person.account = person.account
    there.person.save()

    client = b.signed_in(person.account)
    text, tasks = words(client.get(reverse("home"))), words(client.get(reverse("todo")))

    assert f"{one.name}, basisschool" not in alone
    assert f"{mine.name} ({one.name})" in tasks and f"{other.name} ({two.name})" in tasks
    assert f"{one.name}, basisschool" in text and f"{two.name}, basisschool" in text


def test_what_does_not_fit_on_the_start_page_stands_behind_a_link() -> None:
    board = b.a_board()
    for _ in range(2):
        b.a_school(board)
    client = as_role(board, "privacy_officer")

    start, whole = client.get(reverse("home")).content.decode(), client.get(reverse("todo"))

    assert f'href="{reverse("todo")}"' in start
    lines = whole.content.decode().count("Stap ")
    assert lines > 5 and f"{lines} dingen kloppen nog niet." in words(whole)

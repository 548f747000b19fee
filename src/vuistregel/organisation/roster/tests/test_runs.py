"""The way of a file through the pages: received, read, shown, applied once, put aside or swept."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings

from vuistregel import clock, norms
from vuistregel.access.actor import OPERATOR, Actor, ActorKind, Hat, job
from vuistregel.actions import Refused
from vuistregel.evidence.models import LogEvent, LogPerson
from vuistregel.keys import spool
from vuistregel.keys.errors import SpoolGone
from vuistregel.organisation.models import ImportRun, Person, Pupil, School
from vuistregel.organisation.roster import runs
from vuistregel.organisation.roster.apply import apply_import
from vuistregel.organisation.roster.at_once import import_file
from vuistregel.organisation.roster.memory import file_of
from vuistregel.organisation.roster.steps import Kind, What
from vuistregel.organisation.roster.tests.small import PUPILS, P, Roster, a_school

pytestmark = pytest.mark.django_db


@pytest.fixture
def school() -> School:
    return a_school()


def received(school: School, folder: Path, roster: Roster | None = None, actor: Actor = OPERATOR) -> ImportRun:
    """A file as the page hands it in: its bytes in the spool."""
    box = spool.create(school.board.key)
    with (roster or Roster()).write(folder).open("rb") as file:
        box.take(runs.UPLOAD, file)
    return runs.receive(actor, school=school, kind="roster", spool_id=box.id)


def read(run: ImportRun) -> ImportRun:
    assert run.spool is not None
    with file_of(spool.load(run.spool), runs.UPLOAD) as path:
        return runs.read_run(OPERATOR, run, path)


def applied(run: ImportRun, **options: object) -> None:
    apply_import(OPERATOR, run=run, **{"choices": {}, "departures_confirmed": False, **options})  # type: ignore[arg-type]


def test_file_is_read_shown_and_applied(school: School, tmp_path: Path) -> None:
    run = read(received(school, tmp_path))
    assert (run.state, run.file_format, run.share_done) == ("shown", "edexml", 100)
    assert run.summary["counts"]["pupils"]["new"] == 4 and not Person.objects.exists()
    view = runs.shown(run)
    assert view.steps[What.PUPIL, Kind.NEW][0].name == "Lotte Veenstra"
    applied(run)
    run.refresh_from_db()
    assert (run.state, Pupil.objects.count()) == ("applied", 4)
    school.refresh_from_db()
    assert school.roster_applied_at is not None


def test_what_was_staged_goes_once_it_is_taken_in(
    school: School, tmp_path: Path, django_capture_on_commit_callbacks: object
) -> None:
    run = read(received(school, tmp_path))
    staged = run.spool
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        applied(run)
    with pytest.raises(SpoolGone):
        spool.load(staged)  # type: ignore[arg-type]


def test_run_holds_counts_and_no_personal_data(school: School, tmp_path: Path) -> None:
    run = read(received(school, tmp_path, Roster((*PUPILS, PUPILS[0], P("9", "Jip", "Bosveld", "2026-02-31")))))
    assert run.state == "refused" and len(run.summary["errors"]) == 2
    text = str(ImportRun.objects.values().get())
    assert not any(name in text for pupil in PUPILS for name in (pupil.family_name, pupil.call_name))
    view = runs.shown(run)
    assert len(view.findings.errors) == 2 and view.findings.errors[0].words.nl


def test_what_lies_on_disk_shows_nobody(school: School, tmp_path: Path) -> None:
    read(received(school, tmp_path))
    folder = Path(settings.ENVIRONMENT.var) / "spool"
    texts = [path.read_bytes() for path in folder.rglob("*") if path.is_file()]
    assert texts and not any(p.family_name.encode() in text for p in PUPILS for text in texts)


def test_applying_is_refused_when_the_house_changed_since_it_was_shown(school: School, tmp_path: Path) -> None:
    import_file(OPERATOR, Roster().write(tmp_path), school)
    run = read(received(school, tmp_path, Roster((PUPILS[0].but(family_name="Nieuw"), *PUPILS[1:]))))
    Pupil.objects.get(key="2").person.change(shown=None, call_name="Abram")
    with pytest.raises(Refused) as refused:
        applied(run)
    assert "nieuw verschil" in refused.value.decision.missing[0].nl
    assert Pupil.objects.get(key="1").person.family_name == "Veenstra"
    run.refresh_from_db()
    runs.read_again(OPERATOR, run)
    applied(run)
    assert Pupil.objects.get(key="1").person.family_name == "Nieuw"


def test_second_of_two_runs_is_refused(school: School, tmp_path: Path) -> None:
    first, second = read(received(school, tmp_path)), read(received(school, tmp_path))
    applied(first)
    with pytest.raises(Refused):
        applied(second)
    with pytest.raises(Refused):
        applied(first)
    assert Pupil.objects.count() == 4


def test_open_question_and_unconfirmed_departure_hold_everything_up(school: School, tmp_path: Path) -> None:
    import_file(OPERATOR, Roster().write(tmp_path), school)
    run = read(received(school, tmp_path, Roster((P("1", "Noor", "Adema", "2020-01-02"), *PUPILS[2:]))))
    before = list(Pupil.objects.order_by("pk").values())
    for options, missing in (({}, "botsing"), ({"choices": {"other_child": "same"}}, "vertrokken")):
        with pytest.raises(Refused) as refused:
            applied(run, **options)
        assert missing in refused.value.decision.missing[0].nl
        assert list(Pupil.objects.order_by("pk").values()) == before
    applied(run, choices={"other_child": "same"}, departures_confirmed=True)
    assert Pupil.objects.get(key="2").departed is not None


def test_import_needs_the_right_to_import(school: School, tmp_path: Path) -> None:
    teacher = Actor(ActorKind.CONNECTOR, "t", (Hat("teacher", school.board_id, school.pk),))
    with pytest.raises(Refused):
        received(school, tmp_path, actor=teacher)
    run = read(received(school, tmp_path))
    with pytest.raises(Refused):
        apply_import(teacher, run=run, choices={}, departures_confirmed=False)
    assert not Pupil.objects.exists()


def test_one_event_with_counts_and_the_persons_it_concerns(school: School, tmp_path: Path) -> None:
    run = read(received(school, tmp_path))
    applied(run)
    event = LogEvent.objects.filter(board_id=school.board_id, kind="roster.applied").get()
    linked = LogPerson.objects.filter(board_id=school.board_id, seq=event.seq)
    assert linked.count() == Person.objects.filter(board=school.board).count() == 6
    assert not any(p.family_name in event.data for p in PUPILS)


def test_killed_reading_is_read_again_from_the_start(school: School, tmp_path: Path) -> None:
    run = received(school, tmp_path)
    from vuistregel.organisation.roster.life import IMPORT

    IMPORT.move(run, "stage", rows_done=2)
    with spool.load(run.spool).writer("groups") as out:  # type: ignore[arg-type]
        out.append([["half", "half", "", False, 1]])
    assert read(run).summary["counts"]["groups"]["new"] == 2


def test_put_aside_is_gone(school: School, tmp_path: Path, django_capture_on_commit_callbacks: object) -> None:
    run = read(received(school, tmp_path))
    old = run.spool
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        runs.drop(OPERATOR, run=run)
    with pytest.raises(SpoolGone):
        spool.load(old)  # type: ignore[arg-type]
    with pytest.raises(Refused):
        applied(run)


def test_nothing_staged_outlives_its_term(
    school: School, tmp_path: Path, django_capture_on_commit_callbacks: object
) -> None:
    shown, waiting = read(received(school, tmp_path)), received(school, tmp_path)
    faulty = read(received(school, tmp_path, Roster((*PUPILS, PUPILS[0]))))
    now = clock.now()
    assert runs.sweep(job("roster.sweep"), now) == 0
    later = now + norms.on(now.date())["spool.term"].timedelta + timedelta(minutes=1)
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        assert runs.sweep(job("roster.sweep"), later) == 2
        assert runs.sweep(job("roster.sweep"), later) == 0
    assert set(ImportRun.objects.values_list("state", "spool")) == {("swept", None), ("refused", None)}
    for run in (shown, waiting, faulty):
        with pytest.raises(SpoolGone):
            spool.load(run.spool)  # type: ignore[arg-type]

"""Pupils, groups and staff of a file: what comes in, what changes, what stays, what only a person can say."""

from __future__ import annotations

from pathlib import Path

import pytest

from vuistregel.access.actor import OPERATOR
from vuistregel.organisation.models import Group, Membership, Person, Placement, Pupil, School, StaffKey, Teaching
from vuistregel.organisation.roster.at_once import Outcome, import_file
from vuistregel.organisation.roster.tests.small import PUPILS, STAFF, P, Roster, S, a_school

pytestmark = pytest.mark.django_db


def take(school: School, folder: Path, roster: Roster | None = None, **options: object) -> Outcome:
    """Read a file as the operator."""
    return import_file(OPERATOR, (roster or Roster()).write(folder), school, **options)  # type: ignore[arg-type]


def counts(outcome: Outcome, what: str = "pupils") -> tuple[int, int, int, int]:
    found = outcome.tally.as_data()[what]
    return found["new"], found["changed"], found["unchanged"], found["departed"]


@pytest.fixture
def school() -> School:
    return a_school()


def test_first_import_brings_pupils_with_their_groups_and_staff_with_their_roles(
    school: School, tmp_path: Path
) -> None:
    outcome = take(school, tmp_path)
    assert not outcome.refused, outcome.findings.errors
    assert (counts(outcome), counts(outcome, "groups"), counts(outcome, "staff")) == (
        (4, 0, 0, 0),
        (2, 0, 0, 0),
        (2, 0, 0, 0),
    )
    finn = Pupil.objects.select_related("person").get(school=school, key="4")
    assert finn.person.name == "Finn de Wester" and finn.person.sort_key == "wester finn de"
    assert finn.placements.get().group.name == "7A"
    assert set(Membership.objects.values_list("person__call_name", "role")) == {
        ("Ilse", "teacher"),
        ("Kees", "internal_counsellor"),
    }
    assert Teaching.objects.get().group.name == "5A"


def test_same_file_twice_changes_nothing(school: School, tmp_path: Path) -> None:
    take(school, tmp_path)
    before = {
        model: list(model.objects.order_by("pk").values())
        for model in (Person, Pupil, Group, Placement, StaffKey, Membership, Teaching)
    }
    outcome = take(school, tmp_path)
    assert (counts(outcome), counts(outcome, "groups"), counts(outcome, "staff")) == (
        (0, 0, 4, 0),
        (0, 0, 2, 0),
        (0, 0, 2, 0),
    )
    assert outcome.tally.nothing
    assert before == {model: list(model.objects.order_by("pk").values()) for model in before}


def test_dry_run_counts_and_changes_nothing(school: School, tmp_path: Path) -> None:
    outcome = take(school, tmp_path, dry_run=True)
    assert counts(outcome) == (4, 0, 0, 0)
    assert not Person.objects.exists() and not Group.objects.exists()


def test_moved_and_renamed_pupils_are_changed_with_what_was_and_what_is(school: School, tmp_path: Path) -> None:
    take(school, tmp_path)
    new = (PUPILS[0].but(family_name="Veenstra-Oud"), PUPILS[1].but(group="g7a"), *PUPILS[2:])
    outcome = take(school, tmp_path, Roster(new))
    assert counts(outcome) == (0, 2, 2, 0)
    assert Pupil.objects.get(key="1").person.family_name == "Veenstra-Oud"
    assert Placement.objects.get(pupil__key="2", until=None).group.name == "7A"


@pytest.mark.handbook("R3.17")
def test_who_vanished_stays_until_the_departure_is_confirmed(school: School, tmp_path: Path) -> None:
    take(school, tmp_path)
    outcome = take(school, tmp_path, Roster(PUPILS[1:]))
    assert counts(outcome)[3] == 1
    assert [w.code for w in outcome.findings.warnings] == ["pupil.departed_stays"]
    assert Pupil.objects.get(key="1").departed is None
    outcome = take(school, tmp_path, Roster(PUPILS[1:]), confirm_departures=True)
    gone = Pupil.objects.get(key="1")
    assert gone.departed is not None and not gone.placements.filter(until=None).exists()
    assert Person.objects.filter(pk=gone.person_id).exists()


def test_returning_pupil_is_the_same_one_again(school: School, tmp_path: Path) -> None:
    take(school, tmp_path)
    take(school, tmp_path, Roster(PUPILS[1:]), confirm_departures=True)
    outcome = take(school, tmp_path)
    assert counts(outcome) == (0, 1, 3, 0)
    back = Pupil.objects.get(key="1")
    assert back.departed is None and back.placements.filter(until=None).count() == 1


def test_departed_key_may_be_given_to_somebody_new(school: School, tmp_path: Path) -> None:
    take(school, tmp_path)
    take(school, tmp_path, Roster(PUPILS[1:]), confirm_departures=True)
    outcome = take(school, tmp_path, Roster((P("1", "Noor", "Adema", "2020-01-02"), *PUPILS[1:])))
    assert counts(outcome) == (1, 0, 3, 0)
    assert Pupil.objects.filter(key="1").count() == 2


def test_key_with_another_name_and_birth_date_is_a_question(school: School, tmp_path: Path) -> None:
    take(school, tmp_path)
    roster = Roster((P("1", "Noor", "Adema", "2020-01-02"), *PUPILS[1:]))
    outcome = take(school, tmp_path, roster)
    assert [c.code for c in outcome.conflicts] == ["other_child"] and outcome.refused
    assert Pupil.objects.get(key="1").person.call_name == "Lotte"
    question = outcome.conflicts[0].id
    outcome = take(school, tmp_path, roster, choices={question: "other"})
    assert counts(outcome) == (1, 0, 3, 1)
    assert {p.person.call_name: p.departed is None for p in Pupil.objects.filter(key="1")} == {
        "Lotte": False,
        "Noor": True,
    }


def test_same_child_answer_renames_instead(school: School, tmp_path: Path) -> None:
    take(school, tmp_path)
    roster = Roster((P("1", "Noor", "Adema", "2020-01-02"), *PUPILS[1:]))
    outcome = take(school, tmp_path, roster, choices={"other_child": "same"})
    assert counts(outcome) == (0, 1, 3, 0)
    assert Pupil.objects.get(key="1").person.call_name == "Noor"


def test_same_name_and_birth_date_at_another_school_is_a_question_and_never_merged_silently(tmp_path: Path) -> None:
    school = a_school()
    other = a_school(brin="98ZZ", name="Het Hazelbos", board=school.board)
    take(school, tmp_path)
    roster = Roster((P("77", "Lotte", "Veenstra"),), staff=(), brin="98ZZ")
    outcome = take(other, tmp_path, roster)
    assert [c.code for c in outcome.conflicts] == ["known_child"]
    assert "De Wilgentak" in outcome.conflicts[0].question.nl
    assert not Pupil.objects.filter(school=other).exists()
    take(other, tmp_path, roster, choices={"known_child": "same"})
    assert Pupil.objects.get(school=other).person == Pupil.objects.get(school=school, key="1").person


def test_another_board_is_never_compared_with(tmp_path: Path) -> None:
    take(a_school(), tmp_path)
    other = a_school(brin="98ZZ")
    outcome = take(other, tmp_path, Roster(brin="98ZZ"))
    assert counts(outcome) == (4, 0, 0, 0)


def test_what_somebody_changed_here_is_not_overwritten_without_asking(school: School, tmp_path: Path) -> None:
    take(school, tmp_path)
    lotte = Pupil.objects.get(key="1")
    lotte.person.change(shown=None, call_name="Lot")
    assert counts(take(school, tmp_path)) == (0, 0, 4, 0), "the same file says nothing new"
    roster = Roster((PUPILS[0].but(call_name="Lotje"), *PUPILS[1:]))
    outcome = take(school, tmp_path, roster)
    assert [c.code for c in outcome.conflicts] == ["edited"]
    take(school, tmp_path, roster, choices={outcome.conflicts[0].id: "house"})
    lotte.person.refresh_from_db()
    assert lotte.person.call_name == "Lot"
    take(school, tmp_path, Roster((PUPILS[0].but(call_name="Lotta"), *PUPILS[1:])), choices={"edited": "file"})
    lotte.person.refresh_from_db()
    assert lotte.person.call_name == "Lotta"


def test_group_that_somebody_changed_here_is_asked_about(school: School, tmp_path: Path) -> None:
    take(school, tmp_path)
    place = Placement.objects.get(pupil__key="4")
    place.group = Group.objects.get(key="g5a")
    place.save()
    outcome = take(
        school,
        tmp_path,
        Roster(
            (
                *PUPILS[:3],
                PUPILS[3].but(group="g8"),
            ),
            groups=(*Roster().groups, ("g8", "8", "8")),
        ),
    )
    assert [(c.code, c.known, c.told) for c in outcome.conflicts] == [
        ("edited", (("groups", "5A"),), (("groups", "8"),))
    ]


def test_file_that_says_somebody_left_gives_the_day(school: School, tmp_path: Path) -> None:
    take(school, tmp_path)
    outcome = take(school, tmp_path, Roster((PUPILS[0].but(left="2026-10-02"), *PUPILS[1:])), confirm_departures=True)
    assert counts(outcome) == (0, 0, 3, 1)
    assert str(Pupil.objects.get(key="1").departed) == "2026-10-02"


def test_roles_that_open_a_whole_school_are_never_taken_from_a_file(school: School, tmp_path: Path) -> None:
    outcome = take(school, tmp_path, Roster(staff=(S("d", "Anja", "Prins", "DIR", ()), *STAFF)))
    assert [w.code for w in outcome.findings.warnings] == ["role.judgement"]
    assert not Membership.objects.filter(role="director").exists()


def test_staff_who_vanished_lose_the_roles_that_the_file_gave_and_keep_those_granted_here(
    school: School, tmp_path: Path
) -> None:
    take(school, tmp_path)
    ilse = StaffKey.objects.get(key="j1").person
    Membership.objects.create(board=school.board, person=ilse, school=school, role="director", since="2026-01-01")
    outcome = take(school, tmp_path, Roster(staff=STAFF[1:]), confirm_departures=True)
    assert counts(outcome, "staff") == (0, 0, 1, 1)
    assert set(ilse.memberships.filter(until=None).values_list("role", flat=True)) == {"director"}
    assert not ilse.teaching.filter(until=None).exists()


def test_fields_without_purpose_are_left_out_with_the_reason(school: School, tmp_path: Path) -> None:
    outcome = take(school, tmp_path, Roster(extra={"land": "6030"}))
    left = {found.field: found.count for found in outcome.findings.left_out}
    assert left == {"geslacht": 4, "land": 4}
    assert all(found.reason.nl and found.reason.en for found in outcome.findings.left_out)


def test_faulty_file_names_all_errors_and_changes_nothing(school: School, tmp_path: Path) -> None:
    outcome = take(school, tmp_path, Roster((*PUPILS, PUPILS[0], P("9", "Jip", "Bos", "2026-02-31"))))
    assert sorted(e.code for e in outcome.findings.errors) == ["date.day", "key.double"]
    assert not Person.objects.exists()


def test_number_is_matched_by_a_keyed_hash_and_kept_nowhere(tmp_path: Path) -> None:
    school = a_school()
    School.objects.filter(pk=school.pk).update(match_by_number=True)
    school.refresh_from_db()
    take(school, tmp_path, Roster((PUPILS[0].but(bsn="123456782"),)))
    pupil = Pupil.objects.get()
    assert pupil.number_lookup is not None and b"123456782" not in bytes(pupil.number_lookup)
    outcome = take(school, tmp_path, Roster((P("88", "Charlotte", "Veenstra-Oud", "2016-05-05", bsn="123456782"),)))
    assert [c.code for c in outcome.conflicts] == ["known_child"]

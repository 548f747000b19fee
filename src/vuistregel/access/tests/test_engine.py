"""One set of rules, four questions."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vuistregel.access.actor import OPERATOR, VISITOR, Actor, ActorKind, Hat, Subject
from vuistregel.access.engine import Undeclared, compile_matrix, engine, stands
from vuistregel.access.matrix import MatrixError, Scope, parse, shipped

SCHOOL = Subject(board=1, school=10, groups=frozenset({100}), pupil=1000, person=5000)


def somebody(role: str, **place: object) -> Actor:
    return Actor(ActorKind.PERSON, "p", (Hat("visitor"), Hat(role, **{"board": 1, **place})))  # type: ignore[arg-type]


TABLE = [
    # role, place, category, verb, may
    ("privacy_officer", {}, "roster", "read", True),
    ("privacy_officer", {"board": 2}, "roster", "read", False),
    ("fg", {}, "evidence", "read", True),
    ("fg", {}, "roster", "import", False),
    ("director", {"school": 10}, "roster", "import", True),
    ("director", {"school": 11}, "roster", "import", False),
    ("director", {"school": 10}, "medical", "read", False),
    ("administrator", {"school": 10}, "roster", "import", True),
    ("teacher", {"school": 10, "groups": frozenset({100})}, "roster", "read", True),
    ("teacher", {"school": 10, "groups": frozenset({101})}, "roster", "read", False),
    ("teacher", {"school": 10, "groups": frozenset({100})}, "medical", "read", False),
    ("internal_counsellor", {"school": 10}, "medical", "read", True),
    ("care_coordinator", {"school": 10}, "medical", "read", True),
    ("caretaker", {"school": 10}, "phone", "read", True),
    ("caretaker", {"school": 10}, "contact", "read", False),
    ("caretaker", {"school": 10}, "secret_contact", "read", False),
    ("caretaker", {"school": 10}, "medical", "read", False),
    ("guardian", {"school": 10, "pupils": frozenset({1000})}, "roster", "read", True),
    ("guardian", {"school": 10, "pupils": frozenset({1001})}, "roster", "read", False),
    ("guardian", {"school": 10, "person": 5000}, "contact", "read", True),
    ("guardian", {"school": 10, "person": 5001}, "contact", "read", False),
    ("guardian", {"school": 10, "pupils": frozenset({1000})}, "consent", "write", True),
    ("guardian", {"school": 10, "pupils": frozenset({1001}), "person": 5000}, "consent", "write", False),
    ("accountant", {}, "evidence", "read", True),
    ("accountant", {}, "roster", "read", False),
    ("connector", {}, "roster", "import", True),
    ("connector", {}, "medical", "read", False),
]


@pytest.mark.handbook("R10.4", "R10.6", "R10.7", "S61", "S62", "S64")
@pytest.mark.parametrize(("role", "place", "category", "verb", "may"), TABLE)
def test_the_preset_matrix(role: str, place: dict[str, object], category: str, verb: str, may: bool) -> None:
    assert bool(engine().decide(somebody(role, **place), verb, category, SCHOOL)) is may


def test_who_may_answer_for_a_child_may_answer_for_themselves_and_for_no_other_adult() -> None:
    mother = somebody("guardian", school=10, pupils=frozenset({1000}), person=5000)
    assert engine().decide(mother, "write", "consent", Subject(board=1, school=10, person=5000))
    assert not engine().decide(mother, "write", "consent", Subject(board=1, school=10, person=5001))
    assert not engine().decide(mother, "write", "consent", Subject(board=2, school=10, person=5000))


def test_a_refusal_names_its_norm_and_the_role_in_both_languages() -> None:
    reason = engine().decide(somebody("teacher", school=10), "read", "medical", SCHOOL).reasons[0]
    assert reason.norm == "access.need-to-know"
    assert "leerkracht" in reason.text.nl
    assert "teacher" in reason.text.en


@pytest.mark.handbook("R10.10")
def test_nothing_is_granted_by_silence() -> None:
    for category in shipped().categories:
        for verb in shipped().verbs:
            decision = engine().decide(VISITOR, verb, category, SCHOOL)
            assert bool(decision) is (category in {"public", "session"} and verb in {"read", "write"})


def test_an_unknown_category_or_verb_is_a_mistake_and_never_a_yes() -> None:
    with pytest.raises(Undeclared):
        engine().decide(OPERATOR, "read", "everything", SCHOOL)
    with pytest.raises(Undeclared):
        engine().anywhere(OPERATOR, "own", "roster")


def test_a_token_holds_no_more_than_its_scopes() -> None:
    wide = Actor(ActorKind.CONNECTOR, "t", (Hat("connector", 1),))
    narrow = Actor(ActorKind.CONNECTOR, "t", (Hat("connector", 1),), scopes=frozenset({"steps:read"}))
    assert engine().decide(wide, "read", "roster", SCHOOL)
    assert not engine().decide(narrow, "read", "roster", SCHOOL)
    assert engine().decide(narrow, "read", "steps", SCHOOL)
    assert engine().scopes(narrow, "read", "roster") == []


@pytest.mark.handbook("R10.5", "S63")
def test_opening_the_whole_administration_to_a_role_is_refused_when_the_matrix_is_read() -> None:
    text = (
        "verbs: {read: {nl: inzien, en: read}}\n"
        "categories: {a: {level: 2, log_reads: false, nl: a, en: a}, b: {level: 3, log_reads: true, nl: b, en: b}}\n"
        "roles: {teacher: {nl: leerkracht, en: teacher, grants: [{data: [a, b], may: [read], scope: school}]}}\n"
    )
    with pytest.raises(MatrixError, match=r"R10\.5"):
        parse(text)


@pytest.mark.parametrize(
    ("grant", "said"),
    [
        ("{data: [zzz], may: [read], scope: board}", "no category zzz"),
        ("{data: [a], may: [fly], scope: board}", "no verb fly"),
        ("{data: [a], may: [read], scope: moon}", "no scope moon"),
        ("{data: [a, a], may: [read], scope: board}", "granted twice"),
    ],
)
def test_a_matrix_with_a_slip_names_it(grant: str, said: str) -> None:
    text = (
        "verbs: {read: {nl: inzien, en: read}}\n"
        "categories: {a: {level: 2, log_reads: false, nl: a, en: a}, b: {level: 2, log_reads: false, nl: b, en: b}}\n"
        f"roles: {{teacher: {{nl: l, en: t, grants: [{grant}]}}}}\n"
    )
    with pytest.raises(MatrixError, match=said):
        parse(text)


def test_reads_of_very_sensitive_data_about_others_are_always_logged() -> None:
    """Level 3 is logged (R10.6), but for one's own account and for running the machine."""
    unlogged = {c.slug for c in shipped().categories.values() if c.level == 3 and not c.log_reads}
    assert unlogged == {"account", "operations"}


hats = st.builds(
    Hat,
    role=st.sampled_from(sorted(shipped().roles)),
    board=st.integers(0, 3),
    school=st.none() | st.integers(1, 3),
    groups=st.frozensets(st.integers(1, 3)),
    pupils=st.frozensets(st.integers(1, 3)),
    person=st.none() | st.integers(1, 3),
)
subjects = st.builds(
    Subject,
    board=st.integers(0, 3),
    school=st.none() | st.integers(1, 3),
    groups=st.frozensets(st.integers(1, 3)),
    pupil=st.none() | st.integers(1, 3),
    person=st.none() | st.integers(1, 3),
)


@given(hats, subjects, st.sampled_from([s for s in Scope if s not in (Scope.EVERYONE, Scope.HOUSE)]))
def test_no_hat_reaches_another_board(hat: Hat, subject: Subject, scope: Scope) -> None:
    if hat.board != subject.board or hat.board == 0:
        assert not stands(hat, scope, subject)


@given(hats, subjects, st.sampled_from(sorted(shipped().categories)), st.sampled_from(sorted(shipped().verbs)))
def test_the_four_questions_agree(hat: Hat, subject: Subject, category: str, verb: str) -> None:
    actor = Actor(ActorKind.PERSON, "p", (hat,))
    may = bool(compile_matrix(shipped()).decide(actor, verb, category, subject))
    others = bool(engine().decide(Actor(ActorKind.PERSON, "p", (Hat("guest"),)), verb, category, subject))
    who = engine().who_may(verb, category, subject, [hat])
    if hat.role != "visitor":
        assert may == (bool(who) or others)
    if may and not others:
        assert any(stands(h, scope, subject) for h, scope in engine().scopes(actor, verb, category))


@pytest.mark.parametrize(
    ("subject", "says"),
    [
        (Subject(board=1, school=2), "Uw rol (administratie) mag dit wel, maar niet bij deze school:"),
        (Subject(board=1, school=1), None),
    ],
)
def test_who_may_do_it_at_another_school_is_told_so_and_by_the_own_role_only(
    subject: Subject, says: str | None
) -> None:
    wendy = Actor(ActorKind.PERSON, "x", (Hat("visitor"), Hat("administrator", board=1, school=1)))

    decision = engine().decide(wendy, "import", "roster", subject)

    assert bool(decision) == (says is None)
    if says:
        assert decision.reasons[0].text.nl.startswith(says)
    assert "bezoeker" not in engine().decide(wendy, "read", "medical", subject).reasons[0].text.nl
    teacher = Actor(ActorKind.PERSON, "y", (Hat("teacher", board=1, school=1, groups=frozenset({1})),))
    said = engine().decide(teacher, "read", "roster", Subject(board=1, school=1, groups=frozenset({2}))).reasons[0].text
    assert "mag dit wel, maar niet hier" in said.nl

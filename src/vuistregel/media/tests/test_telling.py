"""The answer in words: sentences that a teacher can say aloud, and that give nobody away."""

from __future__ import annotations

import pytest

from vuistregel.consent.rules import NO_ANSWER, NOT_GIVEN, Audience
from vuistregel.decisions import Decision, Outcome, no, yes
from vuistregel.media.rules import Kind, Pictured, Planned, as_read, may_publish
from vuistregel.media.telling import marked, tell, without_names
from vuistregel.words import Words

WHERE = Words("op de website van school", "on the school's website")
NAMES = {"1": "Lotte", "2": "Noud"}


def told(*people: Pictured, kind: Kind = Kind.GROUP, names: tuple[str, ...] = (), **more):
    planned = Planned(kind, Audience.PUBLIC, people, names=names, **more)
    return tell(may_publish(planned, frank=False), kind, WHERE, NAMES, names)


def lotte(consent: Decision = no(NO_ANSWER), **fields) -> Pictured:  # noqa: B008 (frozen)
    return Pictured("1", "Lotte Bos", consent, **fields)


@pytest.mark.handbook("S48", "R7.11")
def test_a_no_says_who_and_why_and_counts_its_reasons() -> None:
    found = told(lotte(), Pictured("2", "Noud Kok", no(NOT_GIVEN)), names=("Bram",))
    assert found.word.nl == "Nee, zo niet."
    assert found.sentence.nl == ("Deze groepsfoto mag nog niet op de website van school. Dat komt door drie dingen.")
    assert [(p.number, p.title.nl) for p in found.points] == [
        (1, "Lotte mag niet op de website van school"),
        (2, "Noud mag niet op de website van school"),
        (3, "Er staat een naam bij de foto"),
    ]
    assert "Geen antwoord is nee" in found.points[0].text.nl
    assert "Bram" in found.points[2].text.nl
    assert found.sentence.en == (
        "This group photo may not be on the school's website yet. That is because of three things."
    )


def test_one_person_with_two_reasons_is_one_point() -> None:
    found = told(lotte(Decision(Outcome.NO, (NO_ANSWER, NOT_GIVEN))))
    assert len(found.points) == 1
    assert "één ding" in found.sentence.nl


def test_a_yes_is_one_sentence_without_reasons() -> None:
    found = told(lotte(yes()))
    assert found.word.nl == "Ja, dit mag."
    assert found.sentence.nl == "Deze groepsfoto mag op de website van school. Voor iedereen is er een ja."
    assert not found.points


def test_when_nobody_can_be_recognised_the_yes_says_so() -> None:
    found = told(nobody=True)
    assert found.sentence.nl.endswith("Niemand is te herkennen.")
    assert not found.advice, "once is enough"


def test_what_is_missing_is_a_point_of_its_own() -> None:
    found = told(lotte(yes()), untagged=2)
    assert found.word.en == "Cannot be said yet."
    assert "2 gezichten" in found.points[0].text.nl


@pytest.mark.handbook("R8.12")
def test_a_portrait_in_public_is_a_rule_and_no_persons_fault() -> None:
    found = told(lotte(yes()), kind=Kind.PORTRAIT)
    assert [(p.title.nl, p.person) for p in found.points] == [("Een portret mag hier niet", "")]


@pytest.mark.parametrize("protection", [{"restricted": True}, {"raised": True}])
@pytest.mark.parametrize("answer", [no(NO_ANSWER), no(NOT_GIVEN)])
def test_whoever_must_not_be_found_reads_as_anybody_who_gave_the_same_answer(protection, answer) -> None:
    assert told(lotte(answer, **protection)) == told(lotte(answer))


def test_whoever_must_not_be_found_and_said_yes_reads_as_a_no_without_a_reason_of_its_own() -> None:
    assert told(lotte(yes(), raised=True)) == told(lotte(no(NOT_GIVEN)))
    assert as_read(yes(), restricted=True, raised=False, frank=True).norms == ("restriction.respected",)


@pytest.mark.parametrize(
    ("text", "names", "left"),
    [
        ("Bram wint het damtoernooi van groep 5!", ("Bram",), "Wint het damtoernooi van groep 5!"),
        ("Een prijs voor Bram, en voor Brams zus.", ("Bram", "Brams"), "Een prijs voor, en voor zus."),
        ("Wij planten bollen.", (), "Wij planten bollen."),
        ("Bram", ("Bram",), ""),
        ("Bramen plukken met Bram", ("Bram",), "Bramen plukken met"),
    ],
)
def test_names_go_out_of_a_text_and_nothing_else(text: str, names: tuple[str, ...], left: str) -> None:
    assert without_names(text, names) == left


def test_names_are_marked_where_they_stand() -> None:
    assert [(p.text, p.name) for p in marked("Hoera, Bram wint", ("Bram",))] == [
        ("Hoera, ", False),
        ("Bram", True),
        (" wint", False),
    ]

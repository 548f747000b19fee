"""Two rows that are one human being: answers, notices and what was said of contact data go on under one name."""

from __future__ import annotations

import pytest

from vuistregel import clock, keys
from vuistregel.access.actor import OPERATOR, Actor, ActorKind, Hat
from vuistregel.consent.actions.contact_data import check_contact_data, give_emergency_contact
from vuistregel.consent.forgetting import forget
from vuistregel.consent.models import Consent, ConsentState, ContactCorrection, EmergencyContact, YearlyNotice
from vuistregel.consent.states import rebuild
from vuistregel.consent.tests.builders import a_school_with_channels, question, says
from vuistregel.organisation.actions import merge_persons, split_person
from vuistregel.organisation.models import ContactKind, Person, Pupil
from vuistregel.organisation.tests.builders import a_board, a_guardian, a_person, a_pupil

pytestmark = pytest.mark.django_db


def held(pupil: Pupil) -> dict[str, str]:
    """What holds about a child, by place."""
    rows = ConsentState.objects.filter(person=pupil.person).values_list("question__channel__slug", "answer")
    return dict(rows)


def parent(person: Person) -> Actor:
    pupils = frozenset(person.guardianships.values_list("pupil", flat=True))
    school = person.guardianships.get().pupil.school_id
    return Actor(
        ActorKind.PERSON, str(person.key), (Hat("guardian", person.board_id, school, frozenset(), pupils, person.pk),)
    )


@pytest.mark.handbook("T30")
def test_a_no_under_a_second_row_of_one_parent_is_that_parents_own_and_can_be_changed() -> None:
    school = a_school_with_channels(mode="each_year")
    child = a_pupil(school)
    mother = a_guardian(child).person
    again = a_person(school.board, "F.", "Zaal")
    a_guardian(child, person=again)
    says(child, again, "website", "refused")
    says(child, mother, "website", "given")
    assert held(child) == {"website": "refused"}

    merge = merge_persons(OPERATOR, kept=mother, gone=again)
    assert held(child) == {"website": "refused"}, "the yes was given without the no in view"
    says(child, mother, "website", "given")
    assert held(child) == {"website": "given"}, "one parent who changed her mind"

    split_person(OPERATOR, merge=merge)
    assert held(child) == {"website": "refused"}, "two parents: one refusal blocks"
    assert set(Consent.objects.filter(by=again).values_list("answer", flat=True)) == {"refused"}


def test_answers_about_a_child_with_two_rows_come_together_and_apart_again() -> None:
    board = a_board()
    here, there = a_school_with_channels(board, mode="standing"), a_school_with_channels(board, mode="standing")
    one, other = a_pupil(here), a_pupil(there)
    says(one, a_guardian(one).person, "website", "given")
    father = a_guardian(other).person
    says(other, father, "facebook", "refused")
    says(other, father, "newsletter", "given")
    notice = YearlyNotice.objects.create(
        board=board, person=other.person, to=father, question=question(there, "newsletter"), sent_on=clock.today()
    )
    rebuild(board.pk)
    before = sorted(ConsentState.objects.values_list("person", "question", "answer", "noticed_on"))

    merge = merge_persons(OPERATOR, kept=one.person, gone=other.person)
    one.refresh_from_db()
    assert held(one) == {"website": "given", "facebook": "refused", "newsletter": "given"}
    assert not ConsentState.objects.filter(person=other.person).exists()
    told = ConsentState.objects.get(person=one.person, question=notice.question)
    assert told.noticed_on == clock.today()

    split_person(OPERATOR, merge=merge)
    assert sorted(ConsentState.objects.values_list("person", "question", "answer", "noticed_on")) == before


def test_what_was_said_of_contact_data_can_still_be_read() -> None:
    school, other_school = a_school_with_channels(board := a_board()), a_school_with_channels(board)
    child, twice = a_pupil(school), a_pupil(other_school)
    mother = a_guardian(child).person
    again = a_guardian(twice).person
    check_contact_data(parent(again), pupil=twice, person=again, corrections={ContactKind.PHONE: "0612345678"})
    give_emergency_contact(parent(again), pupil=twice, by=again, name="Oma Riet", phone="0101234567")

    merges = [
        merge_persons(OPERATOR, kept=mother, gone=again),
        merge_persons(OPERATOR, kept=child.person, gone=twice.person),
    ]
    said = ContactCorrection.objects.get(person=mother)
    assert keys.unseal(mother.key, "correction.phone", bytes(said.said)) == "0612345678"
    call = EmergencyContact.objects.get(by=mother)
    assert keys.unseal(child.person.key, "emergency.name", bytes(call.name)) == "Oma Riet"

    for merge in reversed(merges):
        split_person(OPERATOR, merge=merge)
    said, call = ContactCorrection.objects.get(person=again), EmergencyContact.objects.get(by=again)
    assert keys.unseal(again.key, "correction.phone", bytes(said.said)) == "0612345678"
    assert keys.unseal(twice.person.key, "emergency.phone", bytes(call.phone)) == "0101234567"


def test_what_lay_under_a_destroyed_key_is_taken_out_again_after_a_restore() -> None:
    school = a_school_with_channels()
    gone, stays = a_pupil(school), a_pupil(school)
    for child in (gone, stays):
        mother = a_guardian(child).person
        check_contact_data(parent(mother), pupil=child, person=mother, corrections={ContactKind.PHONE: "0612345678"})
        give_emergency_contact(parent(mother), pupil=child, by=mother, name="Oma Riet", phone="0101234567")
    of_gone = gone.guardianships.get().person
    for _ in range(2):
        forget([gone.person.key, of_gone.key])

    assert EmergencyContact.objects.get().pupil == stays
    assert ContactCorrection.objects.get().person == stays.guardianships.get().person

"""Two rows of one human being: put together by a person, and taken apart without a loss."""

from __future__ import annotations

from typing import Any

import pytest

from vuistregel import clock, keys
from vuistregel.access.actor import OPERATOR, Actor, ActorKind, Hat
from vuistregel.actions import Refused
from vuistregel.organisation.actions import merge_persons, split_person
from vuistregel.organisation.models import ContactDetail, Guardianship, Membership, Person, RaisedConfidentiality
from vuistregel.organisation.tests.builders import (
    LONG_AGO,
    a_board,
    a_contact,
    a_guardian,
    a_member,
    a_person,
    a_pupil,
    a_school,
    an_account,
    raised,
)

pytestmark = pytest.mark.django_db


def rows(*persons: Person) -> list[Any]:
    """Everything that stands on these people's names, with contents opened."""
    found: list[Any] = []
    for person in persons:
        person.refresh_from_db()
        found.append((person.account_id, person.merged_into_id))
        found += sorted((g.pk, g.until) for g in person.guardianships.all())
        found += sorted(person.pupils.values_list("pk", flat=True))
        found += sorted(person.memberships.values_list("pk", "until"))
        found += sorted(keys.unseal(person.key, f"contact.{c.kind}", bytes(c.sealed)) for c in person.contacts.all())
        found += sorted(keys.unseal(person.key, "raised.why", bytes(r.why)) for r in person.raised.all())
    return found


def test_merge_moves_everything_and_split_brings_it_back() -> None:
    school = a_school()
    child, other_child = a_pupil(school), a_pupil(school, call_name="Bram")
    mother = a_guardian(child).person
    again = a_person(school.board, "F.", "Zaal")
    a_guardian(child, person=again)
    a_guardian(other_child, person=again)
    a_contact(mother, "email", "fatima@voorbeeld.nl")
    a_contact(again, "email", "fatima@voorbeeld.nl")
    a_contact(again, "phone", "0612345678", secret=True)
    raised(again, "phone", "Dreiging.")
    account = an_account(again)
    before = rows(mother, again)

    merge = merge_persons(OPERATOR, kept=mother, gone=again)
    mother.refresh_from_db()
    again.refresh_from_db()
    assert again.merged_into == mother and mother.account == account
    assert set(mother.guardianships.filter(until=None).values_list("pupil", flat=True)) == {child.pk, other_child.pk}
    assert Guardianship.objects.filter(pupil=child, until=None).count() == 1
    phone = ContactDetail.objects.get(person=mother, kind="phone")
    assert phone.secret and keys.unseal(mother.key, "contact.phone", bytes(phone.sealed)) == "0612345678"
    assert RaisedConfidentiality.objects.filter(person=mother).count() == 1

    split_person(OPERATOR, merge=merge)
    assert rows(mother, again) == before
    with pytest.raises(Refused):
        split_person(OPERATOR, merge=merge)


def test_pupil_of_two_schools_becomes_one_person_at_both() -> None:
    board = a_board()
    one, other = a_pupil(a_school(board)), a_pupil(a_school(board))
    merge_persons(OPERATOR, kept=one.person, gone=other.person)
    assert one.person.pupils.count() == 2


def test_never_over_boards_nor_two_sign_ins_nor_two_places_at_one_school() -> None:
    school = a_school()
    one, other = a_pupil(school), a_pupil(school)
    cases = [(one.person, a_person(a_board())), (one.person, one.person), (one.person, other.person)]
    cases.append((a_member(school, "teacher").person, a_member(school, "teacher").person))
    for kept, gone in cases:
        with pytest.raises(Refused):
            merge_persons(OPERATOR, kept=kept, gone=gone)
        gone.refresh_from_db()
        assert gone.merged_into is None


def test_people_of_two_schools_are_a_matter_of_the_whole_board() -> None:
    board = a_board()
    school = a_school(board)
    one, other = a_pupil(school), a_pupil(a_school(board))
    director = Actor(ActorKind.CONNECTOR, "d", (Hat("director", board.pk, school.pk),))
    with pytest.raises(Refused):
        merge_persons(director, kept=one.person, gone=other.person)
    officer = Actor(ActorKind.CONNECTOR, "o", (Hat("privacy_officer", board.pk),))
    merge_persons(officer, kept=one.person, gone=other.person)


def test_a_role_that_both_have_from_the_same_day_stays_once_and_comes_back() -> None:
    board = a_board()
    school = a_school(board)
    kept, gone = a_member(school, "teacher").person, a_person(board)
    kept.memberships.update(until=clock.today())
    Membership.objects.create(board=board, person=gone, school=school, role="teacher", since=LONG_AGO)
    before = rows(kept, gone)

    merge = merge_persons(OPERATOR, kept=kept, gone=gone)
    assert kept.memberships.count() == 1 and not gone.memberships.filter(until=None).exists()

    split_person(OPERATOR, merge=merge)
    assert rows(kept, gone) == before

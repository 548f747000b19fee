"""Who gets a sign-in link at an address."""

from __future__ import annotations

from datetime import date

import pytest

from vuistregel.access.signin.addresses import address_book
from vuistregel.organisation.addresses import HouseDirectory
from vuistregel.organisation.models import Person
from vuistregel.organisation.tests.builders import (
    a_board,
    a_contact,
    a_guardian,
    a_member,
    a_person,
    a_pupil,
    a_restriction,
    a_school,
    years_ago,
)

pytestmark = pytest.mark.django_db


def found(address: str) -> list[str]:
    return [recipient.greeting for recipient in HouseDirectory().recipients(address)]


def test_two_guardians_on_one_mailbox_are_two_recipients() -> None:
    pupil = a_pupil(a_school())
    for name in ("Fatima", "Joost"):
        a_contact(a_guardian(pupil, call_name=name).person, "email", "Thuis@voorbeeld.nl")
    assert found(" thuis@VOORBEELD.nl".strip()) == ["Fatima", "Joost"]


def test_same_guardian_at_two_boards_is_found_at_both_and_stays_two_persons() -> None:
    for _ in range(2):
        a_contact(a_guardian(a_pupil(a_school())).person, "email", "fatima@voorbeeld.nl")
    boards = [recipient.board for recipient in HouseDirectory().recipients("fatima@voorbeeld.nl")]
    assert len(boards) == len(set(boards)) == 2


def test_nobody_without_a_role_a_child_or_a_say() -> None:
    school = a_school(sector="vo")
    no_authority = a_guardian(a_pupil(school), authority="no", call_name="Nee").person
    left = a_guardian(a_pupil(school, departed=date(2021, 1, 1)), call_name="Weg").person
    banned = a_guardian(a_pupil(school), call_name="Verbod")
    a_restriction(banned.pupil, banned.person, kind="no_information")
    child = a_pupil(school, born=years_ago(11), call_name="Kind").person
    nobody = a_person(a_board(), call_name="Niemand")
    for person in (no_authority, left, banned.person, child, nobody):
        a_contact(person, "email", "post@voorbeeld.nl")
    assert found("post@voorbeeld.nl") == []
    a_contact(a_pupil(school, born=years_ago(16), call_name="Yara").person, "email", "post@voorbeeld.nl")
    assert found("post@voorbeeld.nl") == ["Yara"]


def test_staff_are_found_by_the_address_of_their_account() -> None:
    member = a_member(a_school(), "teacher", call_name="Sem")
    member.account.email = "sem@school.example"
    member.account.save()
    assert found("SEM@school.example") == ["Sem"]
    member.account.is_active = False
    member.account.save()
    assert found("sem@school.example") == []


def test_account_is_made_once_at_the_first_sign_in() -> None:
    mother = a_guardian(a_pupil(a_school())).person
    account = HouseDirectory().account_of(mother.key)
    assert account is not None and not account.has_usable_password()
    assert HouseDirectory().account_of(mother.key) == account
    assert HouseDirectory().places(account) == {mother.board_id: mother.key}
    assert Person.objects.get(pk=mother.pk).account == account


def test_the_house_has_this_directory() -> None:
    assert isinstance(address_book._directory, HouseDirectory)

"""A restore brings back nobody whose key was destroyed."""

from __future__ import annotations

from datetime import date

import pytest

from vuistregel import keys
from vuistregel.organisation.forgetting import forget
from vuistregel.organisation.models import ContactDetail, Person, Pupil
from vuistregel.organisation.tests.builders import a_contact, a_guardian, a_pupil, a_school, an_account

pytestmark = pytest.mark.django_db


def test_what_a_backup_brought_back_of_a_destroyed_person_is_taken_out_and_of_nobody_else() -> None:
    school = a_school()
    gone, other = a_pupil(school, call_name="Weg"), a_pupil(school, call_name="Blijft")
    parent = a_guardian(other)
    for person in (gone.person, parent.person):
        a_contact(person, "email", f"{person.call_name}@thuis.example")
        an_account(person)
    keys.destroy(gone.person.key, why="test", norm=None)
    for _ in range(2):
        forget([gone.person.key])
    row = Person.objects.get(pk=gone.person_id)
    assert (row.name, row.birth_date, row.account) == ("-", None, None)
    assert not ContactDetail.objects.filter(person=row).exists()
    assert ContactDetail.objects.filter(person=parent.person).count() == 1
    assert Person.objects.get(pk=other.person_id).name == "Blijft Zaal"
    assert Pupil.objects.get(pk=other.pk).person.birth_date == date(2018, 3, 14)

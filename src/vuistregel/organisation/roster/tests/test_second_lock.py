"""A web process in the plain role takes a file in for its own board, and can reach no other one with it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection, transaction
from django.test import override_settings

from vuistregel.access import second_lock, tenancy
from vuistregel.access.actor import Actor, ActorKind, Hat
from vuistregel.organisation.models import Pupil
from vuistregel.organisation.roster.at_once import import_file
from vuistregel.organisation.roster.tests.small import PUPILS, Roster, a_school, contacts

pytestmark = [pytest.mark.postgres_only, pytest.mark.django_db(transaction=True, databases="__all__")]
ROLE = "house_web_test"


@pytest.fixture(autouse=True)
def locked() -> Iterator[None]:
    if connection.vendor != "postgresql":
        yield
        return
    with override_settings(ENVIRONMENT=replace(settings.ENVIRONMENT, web_role=ROLE)):
        second_lock.make(role=ROLE)
        yield
    with connection.cursor() as cursor:
        cursor.execute("reset role")
        for table, _ in second_lock.tables():
            cursor.execute(f"drop policy if exists board_read on {table}")
            cursor.execute(f"alter table {table} disable row level security")


def test_whole_import_works_in_the_plain_role(tmp_path: Path) -> None:
    school, other = a_school(), a_school(brin="98ZZ", name="Het Hazelbos")
    officer = Actor(ActorKind.CONNECTOR, "officer", (Hat("privacy_officer", school.board_id),))
    changed = Roster((PUPILS[0].but(family_name="Veenstra-Oud"), *PUPILS[2:])).write(tmp_path, "later.xml")
    guardians = contacts(tmp_path, "1,m1,Mariam,,Veenstra,moeder,yes,mariam@voorbeeld.nl,")
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("select set_config('role', %s, true)", [ROLE])
        with tenancy.session([school.board_id]):
            assert import_file(officer, Roster().write(tmp_path), school).applied
            assert import_file(officer, changed, school, confirm_departures=True).applied
            assert import_file(officer, guardians, school, kind="contacts").applied
    assert set(Pupil.objects.values_list("board", flat=True)) == {school.board_id}
    assert not Pupil.objects.filter(board=other.board_id).exists()
    assert Pupil.objects.get(key="1").person.family_name == "Veenstra-Oud"

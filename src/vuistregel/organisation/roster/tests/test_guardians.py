"""Guardians of a contacts file: joined to pupils, never guessed, authority asked and never assumed."""

from __future__ import annotations

from pathlib import Path

import pytest

from vuistregel.access.actor import OPERATOR, Actor, ActorKind, Hat
from vuistregel.keys import sealing
from vuistregel.organisation.models import ContactDetail, Guardianship, Person, School
from vuistregel.organisation.roster.at_once import Outcome, import_file
from vuistregel.organisation.roster.tests.small import Roster, a_school, contacts

pytestmark = pytest.mark.django_db

ROWS = (
    "1,m1,Mariam,,Veenstra,moeder,yes,mariam@voorbeeld.nl,0612345678",
    "1,v1,Joost,,Veenstra,vader,no,joost@voorbeeld.nl,",
    "2,m2,Noura,el,Tabor,voogd,unknown,noura@voorbeeld.nl,",
)


@pytest.fixture
def school(tmp_path: Path) -> School:
    school = a_school()
    import_file(OPERATOR, Roster().write(tmp_path), school)
    return school


def take(school: School, file: Path, **options: object) -> Outcome:
    return import_file(options.pop("actor", OPERATOR), file, school, kind="contacts", **options)  # type: ignore[arg-type]


def counts(outcome: Outcome) -> tuple[int, int, int, int]:
    found = outcome.tally.as_data()["guardians"]
    return found["new"], found["changed"], found["unchanged"], found["departed"]


def test_guardians_come_in_with_the_schools_own_answer_on_authority(school: School, tmp_path: Path) -> None:
    outcome = take(school, contacts(tmp_path, *ROWS))
    assert not outcome.refused, outcome.findings.errors
    assert counts(outcome) == (3, 0, 0, 0)
    rows = {
        g.person.given_names: (g.authority, g.confirmed_on is not None, g.relation) for g in Guardianship.objects.all()
    }
    assert rows == {
        "Mariam": ("yes", True, "mother"),
        "Joost": ("no", True, "father"),
        "Noura": ("unknown", False, "guardian"),
    }


def test_contact_values_lie_sealed_under_the_person(school: School, tmp_path: Path) -> None:
    take(school, contacts(tmp_path, *ROWS))
    details = ContactDetail.objects.filter(person__given_names="Mariam")
    assert all(b"mariam" not in bytes(d.sealed) and b"0612" not in bytes(d.sealed) for d in details)
    opened = {d.kind: sealing.unseal(d.person.key, f"contact.{d.kind}", bytes(d.sealed)) for d in details}
    assert opened == {"email": "mariam@voorbeeld.nl", "phone": "0612345678"}


def test_same_contacts_twice_change_nothing(school: School, tmp_path: Path) -> None:
    take(school, contacts(tmp_path, *ROWS))
    before = list(Guardianship.objects.order_by("pk").values()), list(ContactDetail.objects.order_by("pk").values())
    outcome = take(school, contacts(tmp_path, *ROWS))
    assert counts(outcome) == (0, 0, 3, 0) and outcome.tally.nothing
    assert before == (
        list(Guardianship.objects.order_by("pk").values()),
        list(ContactDetail.objects.order_by("pk").values()),
    )


def test_new_address_replaces_the_one_of_the_file_and_not_one_typed_here(school: School, tmp_path: Path) -> None:
    take(school, contacts(tmp_path, *ROWS))
    mariam = Person.objects.get(given_names="Mariam")
    ContactDetail.objects.create(
        board=school.board,
        person=mariam,
        kind="email",
        sealed=sealing.seal(mariam.key, "contact.email", "eigen@voorbeeld.nl"),
        lookup=b"x" * 32,
    )
    outcome = take(school, contacts(tmp_path, ROWS[0].replace("mariam@", "m.veenstra@"), *ROWS[1:]))
    assert counts(outcome) == (0, 1, 2, 0)
    found = {sealing.unseal(mariam.key, "contact.email", bytes(d.sealed)) for d in mariam.contacts.filter(kind="email")}
    assert found == {"m.veenstra@voorbeeld.nl", "eigen@voorbeeld.nl"}


def test_one_guardian_of_two_pupils_is_one_person(school: School, tmp_path: Path) -> None:
    outcome = take(school, contacts(tmp_path, ROWS[0], ROWS[0].replace("1,m1", "2,m1").replace("yes", "no")))
    assert counts(outcome) == (1, 0, 0, 0)
    mariam = Person.objects.get(given_names="Mariam")
    assert set(mariam.guardianships.values_list("pupil__key", "authority")) == {("1", "yes"), ("2", "no")}


def test_two_guardians_on_one_mailbox_are_two_persons(school: School, tmp_path: Path) -> None:
    take(
        school,
        contacts(
            tmp_path,
            "1,,Mariam,,Veenstra,moeder,yes,thuis@voorbeeld.nl,",
            "1,,Joost,,Veenstra,vader,yes,thuis@voorbeeld.nl,",
        ),
    )
    assert Person.objects.filter(guardianships__pupil__key="1").count() == 2


def test_likeness_with_another_address_is_a_question(school: School, tmp_path: Path) -> None:
    take(school, contacts(tmp_path, "1,,M.,,Veenstra,moeder,yes,m.aziz@voorbeeld.nl,"))
    file = contacts(tmp_path, "1,,Mariam,,Veenstra,moeder,yes,mariam@voorbeeld.nl,")
    outcome = take(school, file)
    assert [c.code for c in outcome.conflicts] == ["same_guardian"]
    take(school, file, choices={outcome.conflicts[0].id: "same"})
    assert Person.objects.get(guardianships__pupil__key="1").given_names == "Mariam"


def test_somebody_else_comes_beside_when_a_person_says_so(school: School, tmp_path: Path) -> None:
    take(school, contacts(tmp_path, "1,,M.,,Veenstra,moeder,yes,m.aziz@voorbeeld.nl,"))
    take(
        school,
        contacts(tmp_path, "1,,Mariam,,Veenstra,moeder,yes,mariam@voorbeeld.nl,"),
        choices={"same_guardian": "other"},
    )
    assert Person.objects.filter(guardianships__pupil__key="1", guardianships__until=None).count() == 2


def test_confirmed_answer_is_not_overwritten_without_asking(school: School, tmp_path: Path) -> None:
    take(school, contacts(tmp_path, *ROWS))
    file = contacts(tmp_path, ROWS[0].replace(",yes,", ",no,"), *ROWS[1:])
    outcome = take(school, file)
    assert [c.code for c in outcome.conflicts] == ["authority"]
    take(school, file, choices={"authority": "house"})
    assert Guardianship.objects.get(person__given_names="Mariam").authority == "yes"


def test_who_may_not_confirm_brings_a_claim_only(school: School, tmp_path: Path) -> None:
    connector = Actor(ActorKind.CONNECTOR, "c1", (Hat("connector", board=school.board_id),))
    take(school, contacts(tmp_path, *ROWS), actor=connector)
    row = Guardianship.objects.get(person__given_names="Mariam")
    assert (row.authority, row.claimed) == ("unknown", "yes")


def test_mapped_column_is_a_claim_and_no_answer(school: School, tmp_path: Path) -> None:
    file = contacts(tmp_path, "1;Mariam;Veenstra;ja", headers="Leerlingnummer;Voornaam ouder;Achternaam ouder;Gezag")
    outcome = take(school, file)
    assert not outcome.refused, outcome.findings.errors
    row = Guardianship.objects.get()
    assert (row.authority, row.claimed) == ("unknown", "yes")


def test_name_with_birth_date_joins_and_doubt_is_asked(school: School, tmp_path: Path) -> None:
    headers = "Naam leerling;Geboortedatum leerling;Voornaam ouder;Achternaam ouder"
    file = contacts(
        tmp_path, "Lotte Veenstra;2016-05-04;Mariam;Veenstra", "Bram Tabor;2015-12-01;Noura;Tabor", headers=headers
    )
    outcome = take(school, file)
    assert [c.code for c in outcome.conflicts] == ["which_pupil"]
    take(school, file, choices={outcome.conflicts[0].id: "same"})
    assert set(Guardianship.objects.values_list("pupil__key", "person__given_names")) == {
        ("1", "Mariam"),
        ("2", "Noura"),
    }


def test_guardian_who_vanished_stays_until_somebody_confirms_and_that_is_said(school: School, tmp_path: Path) -> None:
    take(school, contacts(tmp_path, *ROWS))
    outcome = take(school, contacts(tmp_path, ROWS[0], ROWS[2]))
    assert [w.code for w in outcome.findings.warnings] == ["guardian.departed_stays"]
    assert Guardianship.objects.get(person__given_names="Joost").until is None


def test_guardian_who_vanished_ends_for_that_pupil_after_confirmation(school: School, tmp_path: Path) -> None:
    take(school, contacts(tmp_path, *ROWS))
    outcome = take(school, contacts(tmp_path, ROWS[0], ROWS[2]), confirm_departures=True)
    assert counts(outcome) == (0, 0, 2, 1)
    assert Guardianship.objects.get(person__given_names="Joost").until is not None


def test_unknown_pupil_is_a_warning_and_the_rest_comes_in(school: School, tmp_path: Path) -> None:
    outcome = take(school, contacts(tmp_path, *ROWS, "404,x,Piet,,Bos,vader,yes,piet@voorbeeld.nl,"))
    assert [w.code for w in outcome.findings.warnings] == ["contact.pupil_unknown"]
    assert counts(outcome) == (3, 0, 0, 0)

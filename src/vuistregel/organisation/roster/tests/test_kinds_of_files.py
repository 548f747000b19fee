"""A file that is not what it was handed in as, and a file in which nearly everybody vanished."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from vuistregel import norms
from vuistregel.access.actor import OPERATOR
from vuistregel.organisation.models import Guardianship, ImportRun, Pupil, School
from vuistregel.organisation.roster.apply import apply_import
from vuistregel.organisation.roster.at_once import import_file
from vuistregel.organisation.roster.tests.small import P, Roster, a_school, contacts
from vuistregel.organisation.roster.tests.test_commands import run
from vuistregel.organisation.roster.tests.test_runs import read, received
from vuistregel.organisation.tests import builders as b
from vuistregel.organisation.tests.reading import words

pytestmark = pytest.mark.django_db

PARENT = "1,m1,Mariam,,Veenstra,moeder,yes,mariam@voorbeeld.nl,"
MANY = tuple(P(str(n), f"Kind{n}", "Veenstra", f"2016-05-{n:02}") for n in range(1, 25))


@pytest.fixture
def school(tmp_path: Path) -> School:
    school = a_school()
    import_file(OPERATOR, Roster().write(tmp_path), school)
    return school


def present() -> int:
    return Pupil.objects.filter(departed=None).count()


@pytest.mark.handbook("R3.17")
@pytest.mark.parametrize("confirmed", [(), ("--confirm-departures",)])
def test_a_file_of_parents_is_never_read_as_everybody_left(
    school: School, tmp_path: Path, confirmed: tuple[str, ...]
) -> None:
    standard = contacts(tmp_path, PARENT)
    own = contacts(tmp_path, "1;Mariam;Veenstra", name="eigen.csv", headers="Leerlingnummer;Voornaam ouder;Naam ouder")
    for file in (standard, own):
        code, printed = run("import_roster", str(file), "--school", "99ZZ", *confirmed)
        assert (code, [e["code"] for e in printed["errors"]]) == (1, ["kind.of_guardians"])
    assert present() == 4
    assert not Guardianship.objects.exists()


@pytest.mark.handbook("R3.17")
def test_a_roster_without_any_pupil_is_refused(school: School, tmp_path: Path) -> None:
    code, printed = run("import_roster", str(Roster(()).write(tmp_path)), "--school", "99ZZ", "--confirm-departures")
    assert (code, [e["code"] for e in printed["errors"]]) == (1, ["kind.no_pupils"])
    assert present() == 4


def test_a_roster_is_never_read_as_parents(school: School, tmp_path: Path) -> None:
    table = contacts(
        tmp_path, "1;Lotte;Veenstra;2016-05-04", headers="Leerlingnummer;Roepnaam;Achternaam;Geboortedatum"
    )
    for file in (Roster().write(tmp_path), table):
        code, printed = run("import_contacts", str(file), "--school", "99ZZ")
        assert (code, [e["code"] for e in printed["errors"]]) == (1, ["kind.of_pupils"])


@pytest.mark.parametrize("kind", ["roster", "contacts"])
def test_the_page_says_at_the_field_that_it_is_the_other_file(school: School, tmp_path: Path, kind: str) -> None:
    path = contacts(tmp_path, PARENT) if kind == "roster" else Roster().write(tmp_path)
    client = b.signed_in(b.a_member(school, "administrator").account)
    upload = SimpleUploadedFile(path.name, path.read_bytes())
    response = client.post(reverse("import", args=[school.pk]), {"soort": kind, "bestand": upload})
    assert response.status_code == 422
    other = "ouders" if kind == "roster" else "leerlingen"
    assert f"Dit is een bestand met {other}. Lees het in bij {other}" in words(response)
    field = "bestand-leerlingen" if kind == "roster" else "bestand-ouders"
    assert f'id="{field}-fout"' in response.content.decode()
    assert not ImportRun.objects.filter(state="uploaded").exists()


@pytest.mark.handbook("R3.17")
def test_very_many_departures_are_a_question_of_their_own(tmp_path: Path) -> None:
    a_school()
    run("import_roster", str(Roster(MANY).write(tmp_path)), "--school", "99ZZ")
    share = norms.on(Pupil.objects.get(key="1").placements.get().since).number("roster.departed.share")
    kept = len(MANY) * share // 100 - 1
    fewer = str(Roster((*MANY[:kept], P("99", "Noor", "Adema", "2020-01-02"))).write(tmp_path))

    code, printed = run("import_roster", fewer, "--school", "99ZZ", "--confirm-departures")
    question = printed["conflicts"][0]
    assert (code, question["code"], present()) == (1, "many_departed", len(MANY))
    assert f"{len(MANY) - kept} van de {len(MANY)} leerlingen" in question["question"]
    code, printed = run("import_roster", fewer, "--school", "99ZZ")
    assert (code, printed["applied"], present()) == (0, True, len(MANY) + 1), "who is new comes in without an answer"
    code, _ = run("import_roster", fewer, "--school", "99ZZ", "--confirm-departures", "--choose", "many_departed=no")
    assert (code, present()) == (0, len(MANY) + 1)
    code, printed = run("import_roster", fewer, "--school", "99ZZ", "--confirm-departures")
    answer = f"{printed['conflicts'][0]['id']}=yes"
    code, _ = run("import_roster", fewer, "--school", "99ZZ", "--confirm-departures", "--choose", answer)
    assert (code, present()) == (0, kept + 1)


@pytest.mark.handbook("R3.17")
def test_the_page_asks_about_very_many_departures_apart(tmp_path: Path) -> None:
    school = a_school()
    import_file(OPERATOR, Roster(MANY).write(tmp_path), school)
    client = b.signed_in(b.a_member(school, "administrator").account)
    this = read(received(school, tmp_path, Roster(MANY[:3])))
    page = reverse("import_run", args=[school.pk, this.key])
    question = f"{len(MANY) - 3} van de {len(MANY)} leerlingen staan niet in dit bestand"
    assert question in words(client.get(page))

    refused = client.post(page + "toepassen/", {"vertrokken": "ja"})
    assert refused.status_code == 409
    assert "uw ja op de vraag of zoveel leerlingen van school zijn" in words(refused)
    assert present() == len(MANY)
    assert client.post(page + "toepassen/", {"vertrokken": "ja", "keuze-many_departed": "yes"}).status_code == 302
    assert present() == 3


def test_few_departures_need_one_yes_only(school: School, tmp_path: Path) -> None:
    this = read(received(school, tmp_path, Roster((P("1", "Lotte", "Veenstra"),))))
    apply_import(OPERATOR, run=this, choices={}, departures_confirmed=True)
    assert present() == 1


def test_who_left_does_not_count_on_the_day_of_the_import(school: School, tmp_path: Path) -> None:
    client = b.signed_in(b.a_member(school, "director").account)
    import_file(OPERATOR, Roster(Roster().pupils[1:]).write(tmp_path), school, confirm_departures=True)  # type: ignore[index]
    page = words(client.get(reverse("pupils", args=[school.pk])))
    assert "Bram Tabor" in page
    assert "Lotte Veenstra" not in page
    assert "1 leerling is van school" in page

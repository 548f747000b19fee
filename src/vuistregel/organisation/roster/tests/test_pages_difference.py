"""What the pages of an import say: who leaves and until when they are kept, one answer for many questions, columns."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from vuistregel.access.actor import OPERATOR
from vuistregel.organisation.models import ImportRun, Pupil, School
from vuistregel.organisation.roster.asking import SHOWN, questions
from vuistregel.organisation.roster.at_once import import_file
from vuistregel.organisation.roster.steps import FILE_OR_HOUSE, Conflict
from vuistregel.organisation.roster.tests.small import GROUPS, PUPILS, STAFF, P, Roster, a_school, contacts
from vuistregel.organisation.roster.tests.test_runs import read, received
from vuistregel.organisation.roster.work import read_if_waiting
from vuistregel.organisation.tests import builders as b
from vuistregel.organisation.tests.reading import words
from vuistregel.words import same

pytestmark = pytest.mark.django_db


@pytest.fixture
def school(tmp_path: Path) -> School:
    school = a_school()
    import_file(OPERATOR, Roster().write(tmp_path), school)
    return school


@pytest.fixture
def client_of_the_office(school: School) -> Client:
    return b.signed_in(b.a_member(school, "administrator").account)


def shown(client: Client, run: ImportRun) -> str:
    return words(client.get(reverse("import_run", args=[run.school_id, run.key])))


@pytest.mark.handbook("R3.17")
def test_who_leaves_is_shown_with_group_last_day_and_until_when_it_is_kept(
    school: School, client_of_the_office: Client, tmp_path: Path
) -> None:
    roster = Roster(PUPILS[:2], staff=STAFF[:1], groups=GROUPS[:1], day="2026-11-20")
    page = shown(client_of_the_office, read(received(school, tmp_path, roster)))
    assert "Finn de Wester, groep 7A Vertrokken op 19 november 2026, bewaard tot en met 19 november 2028." in page
    assert "Kees Donk, medewerker" in page
    assert "Groep 7A" in page
    assert "4 niet meer in het bestand" in page
    assert "4 Niet meer in het bestand" in page


def test_new_groups_are_named_and_the_file_is_called_by_its_name(
    school: School, client_of_the_office: Client, tmp_path: Path
) -> None:
    roster = Roster((*PUPILS, P("5", "Jip", "Bos", group="g1c")), groups=(*GROUPS, ("g1c", "1C", "1")))
    page = shown(client_of_the_office, read(received(school, tmp_path, roster)))
    assert "Groep 1C en één leerling." in page or "Eén leerling en groep 1C." in page
    assert "in een EDEXML-bestand staan geen ouders" in page
    assert "edexml" not in page


def test_one_answer_serves_all_questions_of_a_kind(
    school: School, client_of_the_office: Client, tmp_path: Path
) -> None:
    other = a_school(brin="98ZZ", name="Het Hazelbos", board=school.board)
    client = b.signed_in(b.a_member(other, "administrator").account)
    run = read(received(other, tmp_path, Roster(staff=(), brin="98ZZ")))
    assert "Eén antwoord op alle 4 vragen over leerlingen die wij misschien al kennen?" in shown(client, run)
    url = reverse("import_apply", args=[other.pk, run.key])
    assert client.post(url, {"keuze-known_child": ""}).status_code == 409
    assert client.post(url, {"keuze-known_child": "other"}).status_code == 302
    assert Pupil.objects.filter(school=other).count() == 4


def test_a_page_holds_so_many_questions_and_counts_the_rest() -> None:
    many = [Conflict(str(n), "edited", same("?"), FILE_OR_HOUSE) for n in range(SHOWN + 7)]
    (found,) = questions(many, {"edited": "file"})
    assert (len(found.each), found.hidden) == (SHOWN, 7)
    assert [option.value for option in found.options if option.chosen] == ["file"]
    assert "" not in {option.value for option in found.options}, "nobody can answer what is not shown one by one"


def test_columns_are_named_with_values_of_the_file_and_a_row_may_hold_two_parents(
    school: School, client_of_the_office: Client, tmp_path: Path
) -> None:
    headers = "Leerling;Ouder 1 voornaam;Ouder 1 naam;Ouder 2 voornaam;Ouder 2 naam;E-mail ouder 2"
    rows = ("1;Mariam;Veenstra;Joost;Veenstra;joost@voorbeeld.nl", "2;;;Noura;Tabor;")
    path = contacts(tmp_path, *rows, headers=headers.replace("Leerling;", "Leerlingnummer;"))
    upload = SimpleUploadedFile(path.name, path.read_bytes())
    client_of_the_office.post(reverse("import", args=[school.pk]), {"soort": "contacts", "bestand": upload})
    run = ImportRun.objects.latest("made_at")
    read_if_waiting(run.key)
    url = reverse("import_columns", args=[school.pk, run.key])
    page = client_of_the_office.get(url)
    assert "Bijvoorbeeld: Joost, Noura" in words(page)
    fields = ("pupil_key", "given_name", "family_name", "given_name_2", "family_name_2", "email_2")
    assert all(f'<option value="{name}" selected>' in page.content.decode() for name in fields)

    client_of_the_office.post(url, {f"kolom-{n}": name for n, name in enumerate(fields)})
    read_if_waiting(run.key)
    run.refresh_from_db()
    assert (run.state, run.summary["counts"]["guardians"]["new"]) == ("shown", 3)


def test_parents_of_who_is_not_here_are_left_out_with_the_line_and_the_true_reason(
    school: School, tmp_path: Path
) -> None:
    import_file(OPERATOR, Roster(PUPILS[1:]).write(tmp_path), school, confirm_departures=True)
    file = contacts(
        tmp_path,
        "2,m2,Noura,,Tabor,moeder,yes,,",
        "1,m1,Mariam,,Veenstra,moeder,yes,,",
        "404,x,Piet,,Bos,vader,yes,,",
    )
    told = {w.code: w.words.nl for w in import_file(OPERATOR, file, school, kind="contacts").findings.warnings}
    assert told == {
        "contact.pupil_departed": "Regel 3: Mariam Veenstra hoort bij een leerling die van school is (nummer 1). "
        "Wij slaan deze ouder over.",
        "contact.pupil_unknown": "Regel 4: Piet Bos hoort bij een leerling die wij niet kennen (nummer 404). "
        "Wij slaan deze ouder over.",
    }

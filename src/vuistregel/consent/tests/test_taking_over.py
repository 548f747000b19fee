"""Taking over consents from the pupil administration: with day and text, as a whole or not at all (R7.5)."""

from __future__ import annotations

import json
from datetime import date, timedelta
from io import BytesIO, StringIO

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.urls import reverse

from vuistregel import clock
from vuistregel.consent.models import Consent, ConsentState
from vuistregel.consent.tests.builders import a_school_with_channels, says
from vuistregel.organisation.models import ColumnMapping, Pupil
from vuistregel.organisation.tests import builders as b
from vuistregel.organisation.tests.reading import heading, kinds, words

pytestmark = pytest.mark.django_db
HEAD = "pupil_key,channel,answer,date,by,text\n"
TEXT = "Mag een foto van uw kind op onze site?"


@pytest.fixture
def pupil() -> Pupil:
    pupil = b.a_pupil(a_school_with_channels(mode="each_year"), key="4711")
    b.a_guardian(pupil, key="O1")
    return pupil


def line(
    channel: str = "website", answer: str = "ja", on: str = "", by: str = "O1", key: str = "4711", text: str = TEXT
) -> str:
    return f"{key},{channel},{answer},{on or clock.today().isoformat()},{by},{text}\n"


def handed_in(pupil, body: bytes | str, text: str = ""):
    client = b.signed_in(b.a_member(pupil.school, "administrator").account)
    file = SimpleUploadedFile("uit.csv", body if isinstance(body, bytes) else body.encode())
    response = client.post(reverse("take_over", args=[pupil.school_id]), {"bestand": file, "tekst": text})
    return client, response.headers.get("Location", ""), response


@pytest.mark.handbook("R7.5")
def test_an_answer_keeps_its_own_day_text_and_giver(pupil) -> None:
    client, place, _ = handed_in(pupil, HEAD + line(on="2026-09-03") + line("Facebook van school", "nee", "03-09-2026"))

    assert heading(client.get(place)) == "Dit bestand geeft twee nieuwe antwoorden."
    assert not Consent.objects.exists()
    assert client.post(place, {"wat": "neem"}).status_code == 302

    rows = {c.question.channel.slug: c for c in Consent.objects.all()}
    assert {(s, c.answer, c.how, c.on, c.by.call_name) for s, c in rows.items()} == {
        ("website", "given", "imported", date(2026, 9, 3), "Fatima"),
        ("facebook", "refused", "imported", date(2026, 9, 3), "Fatima"),
    }
    assert rows["website"].text.in_("nl") == TEXT
    assert rows["website"].text_id != rows["website"].question.text_id
    assert ConsentState.objects.filter(answer="given").count() == 1
    assert kinds(pupil.board_id).count("consent.taken_over") == 1


def test_one_fault_and_nothing_is_taken_over_and_every_fault_has_its_line(pupil) -> None:
    body = (
        HEAD + line() + line(key="9") + line("krant") + line(answer="misschien") + line(on="31-02-2026") + line(by="O9")
    )
    client, place, _ = handed_in(pupil, body + line(text=""))

    text = words(client.get(place))

    for part in (
        "Regel 3. Deze school heeft geen leerling met nummer 9.",
        "Regel 4. Deze school vraagt niets voor ‘krant’.",
        "Regel 5. ‘misschien’ is geen antwoord.",
        "Regel 6. ‘31-02-2026’ is geen datum.",
        "Regel 7. Deze leerling heeft geen ouder of voogd met nummer O9.",
        "Regel 8. Hier ontbreekt de tekst die de ouder las.",
    ):
        assert part in text
    assert client.post(place, {"wat": "neem"}).status_code == 409
    assert not Consent.objects.exists()


def test_a_day_before_the_norms_is_one_fault_among_all_others_on_the_page_and_in_the_command(pupil, tmp_path) -> None:
    old = "1990-01-01"
    body = HEAD + line() + line(on=old) + line("krant") + line(on="31-02-2026") + line(key="9", on=old)
    client, place, _ = handed_in(pupil, body)

    text = words(client.get(place))

    assert "Regel 3. Op 1990-01-01 golden de regels van nu nog niet." in text
    assert [n for n in range(2, 9) if f"Regel {n}." in text] == [3, 4, 5, 6]
    assert client.post(place, {"wat": "neem"}).status_code == 409
    file = tmp_path / "uit.csv"
    file.write_text(body)
    code, found = run("import_consents", str(file), "--school", pupil.school.brin)
    assert (code, found["taken_over"], [e["line"] for e in found["errors"]]) == (1, False, [3, 4, 5, 6])
    assert not Consent.objects.exists()


@pytest.mark.handbook("R2.8")
def test_who_has_no_authority_gave_no_consent(pupil) -> None:
    b.a_guardian(pupil, authority="unknown", key="O2", call_name="Tom")
    client, place, _ = handed_in(pupil, HEAD + line(by="O2"))

    assert "beslist niet over deze leerling, of het gezag is niet bevestigd" in words(client.get(place))


def test_the_same_file_again_changes_nothing(pupil) -> None:
    for _ in range(2):
        client, place, _ = handed_in(pupil, HEAD + line())
        client.post(place, {"wat": "neem"})

    assert Consent.objects.count() == 1


def test_an_older_answer_does_not_undo_a_newer_one(pupil) -> None:
    mother = pupil.guardianships.get().person
    says(pupil, mother, "facebook", "withdrawn")
    client, place, _ = handed_in(pupil, HEAD + line("facebook", "ja", (clock.today() - timedelta(days=30)).isoformat()))
    client.post(place, {"wat": "neem"})

    assert ConsentState.objects.get().answer == "withdrawn"


def test_the_words_of_the_form_hold_for_lines_without_their_own(pupil) -> None:
    client, place, _ = handed_in(pupil, HEAD + line(text=""), text="De tekst van ons formulier.")
    client.post(place, {"wat": "neem"})

    assert Consent.objects.get().text.in_("nl") == "De tekst van ons formulier."


def test_other_column_names_are_pointed_out_once_and_remembered(pupil) -> None:
    body = "Kind;Waar;Wat;Wanneer;Wie;Zin\n" + line().replace(",", ";")
    client, place, _ = handed_in(pupil, body)
    assert "Wat betekent elke kolom?" in words(client.get(place))
    names = ("pupil_key", "channel", "answer", "date", "by", "text")
    chosen = {f"kolom-{n}": name for n, name in enumerate(names)}

    assert client.post(place, chosen | {"wat": "kolommen", "kolom-1": "pupil_key"}).status_code == 422
    assert client.post(place, chosen | {"wat": "kolommen"}).status_code == 302
    assert heading(client.get(place)) == "Dit bestand geeft één nieuw antwoord."
    assert ColumnMapping.objects.get(school=pupil.school).subject == "consents"
    again, place_again, _ = handed_in(pupil, body)
    assert heading(again.get(place_again)) == "Dit bestand geeft één nieuw antwoord."


def test_a_spreadsheet_is_read_as_well(pupil) -> None:
    book = openpyxl.Workbook()
    book.active.append(HEAD.strip().split(","))
    book.active.append(["4711", "website", "ja", date(2026, 9, 3), "O1", TEXT])
    out = BytesIO()
    book.save(out)
    client, place, _ = handed_in(pupil, out.getvalue())

    assert heading(client.get(place)) == "Dit bestand geeft één nieuw antwoord."


@pytest.mark.parametrize("body", [b"", b"\x89PNG\r\n\x1a\n\0\0", b"PK\x03\x04half", b"<html></html>"])
def test_another_kind_of_file_is_told_and_breaks_nothing(pupil, body: bytes) -> None:
    client, place, response = handed_in(pupil, body)

    assert response.status_code in (302, 422)
    if place:
        assert client.get(place).status_code == 422


def test_a_file_of_another_school_is_not_there(pupil) -> None:
    other = a_school_with_channels(pupil.board)
    _client, place, _ = handed_in(pupil, HEAD + line())
    stranger = b.signed_in(b.a_member(other, "administrator").account)

    assert stranger.get(place.replace(f"/{pupil.school_id}/", f"/{other.pk}/")).status_code == 404


def test_a_pupil_of_twelve_withdrew_alone_and_could_not_give(pupil) -> None:
    young = b.a_pupil(pupil.school, born=b.years_ago(13), key="12", call_name="Noor")
    client, place, _ = handed_in(pupil, HEAD + line(key="12", by="self", answer="ingetrokken"))
    client.post(place, {"wat": "neem"})

    assert Consent.objects.get(person=young.person).capacity == "shared"
    again, place, _ = handed_in(pupil, HEAD + line(key="12", by="zelf", answer="ja"))
    assert "beslist niet over deze leerling" in words(again.get(place))


def test_the_queries_do_not_grow_with_the_lines(pupil, django_assert_max_num_queries) -> None:
    lines = ""
    for n in range(30):
        one = b.a_pupil(pupil.school, key=f"P{n}")
        b.a_guardian(one, key=f"G{n}")
        lines += line(key=f"P{n}", by=f"G{n}")
    client, place, _ = handed_in(pupil, HEAD + lines)
    with django_assert_max_num_queries(60):
        assert client.post(place, {"wat": "neem"}).status_code == 302


def run(*args: str) -> tuple[int, dict]:
    out = StringIO()
    try:
        call_command(*args, "--json", stdout=out, stderr=StringIO())
    except SystemExit as end:
        return int(end.code or 0), json.loads(out.getvalue())
    return 0, json.loads(out.getvalue())


def test_the_command_shows_first_then_takes_over(pupil, tmp_path) -> None:
    file = tmp_path / "uit.csv"
    file.write_text(HEAD + line())
    args = ("import_consents", str(file), "--school", pupil.school.brin)

    code, found = run(*args, "--dry-run")
    assert (code, found["taken_over"], found["new"]) == (0, False, 1)
    code, found = run(*args)
    assert (code, found["taken_over"], found["channels"][0]["yes"]) == (0, True, 1)
    code, found = run(*args)
    assert (code, found["taken_over"], found["same"]) == (0, False, 1)


def test_the_command_ends_with_1_for_a_fault_and_2_for_wrong_use(pupil, tmp_path) -> None:
    file = tmp_path / "uit.csv"
    file.write_text(HEAD + line(key="9"))

    code, found = run("import_consents", str(file), "--school", pupil.school.brin)

    assert (code, found["errors"][0]["line"]) == (1, 2)
    with pytest.raises(CommandError) as wrong:
        run("import_consents", str(tmp_path / "weg.csv"), "--school", pupil.school.brin)
    assert wrong.value.returncode == 2
    file.write_text("a,b\n1,2\n")
    with pytest.raises(CommandError) as wrong:
        run("import_consents", str(file), "--school", pupil.school.brin)
    assert wrong.value.returncode == 2

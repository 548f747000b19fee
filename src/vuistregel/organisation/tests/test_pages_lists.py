"""Lists of a school: pupils, authority to confirm, pupils to tell. They cost the same for few and for many."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from vuistregel import clock
from vuistregel.organisation.models import Guardianship, PupilInformed
from vuistregel.organisation.tests import builders as b
from vuistregel.organisation.tests.reading import heading, words

pytestmark = pytest.mark.django_db


def director(school):
    return b.signed_in(b.a_member(school, "director").account)


def queries(client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as caught:
        assert client.get(address).status_code == 200
    return len(caught)


def some_pupils(school, number: int) -> None:
    group = b.a_group(school, "5B")
    for n in range(number):
        pupil = b.a_pupil(school, group=group, call_name=f"Kind{n}")
        b.a_guardian(pupil, authority="unknown" if n % 2 else "yes")


@pytest.mark.parametrize("name", ["pupils", "authority", "informed", "people"])
def test_a_list_of_many_asks_the_database_as_often_as_a_list_of_few(name: str) -> None:
    few, many = b.a_school(), b.a_school()
    some_pupils(few, 2)
    some_pupils(many, 12)
    for n in range(6):
        b.a_member(many, "teacher", call_name=f"Leerkracht{n}")

    assert queries(director(few), reverse(name, args=[few.pk])) == queries(
        director(many), reverse(name, args=[many.pk])
    )


def test_the_heading_counts_for_whom_nobody_decides() -> None:
    school = b.a_school(name="De Wilgentak")
    b.a_contact(b.a_guardian(b.a_pupil(school)).person, "email", "ouder@voorbeeld.example")
    b.a_pupil(school, call_name="Mees")

    response = director(school).get(reverse("pupils", args=[school.pk]))

    assert heading(response) == "Voor één leerling van De Wilgentak kunnen wij niemand bereiken die beslist."


def test_search_finds_without_accents_and_by_key() -> None:
    school = b.a_school()
    b.a_pupil(school, call_name="Zoë", family_name="Çelik", key="4711")
    b.a_pupil(school, call_name="Mees", family_name="Vonk")
    client, address = director(school), reverse("pupils", args=[school.pk])

    assert "Zoë Çelik" in words(client.get(address, {"zoek": "celik zoe"}))
    assert "Mees Vonk" not in words(client.get(address, {"zoek": "celik zoe"}))
    assert "Zoë Çelik" in words(client.get(address, {"zoek": "4711"}))
    assert "0 leerlingen passen" in words(client.get(address, {"zoek": "bestaat niet"}))


def test_the_group_filter_shows_that_group_only() -> None:
    school = b.a_school()
    group = b.a_group(school, "5B")
    b.a_pupil(school, group=group, call_name="Zoë")
    b.a_pupil(school, group=b.a_group(school, "3A"), call_name="Mees")

    text = words(director(school).get(reverse("pupils", args=[school.pk]), {"groep": group.pk}))

    assert "Zoë Zaal" in text
    assert "Mees Zaal" not in text


def test_fifty_stand_on_a_page() -> None:
    school = b.a_school()
    for n in range(51):
        b.a_pupil(school, call_name=f"Kind{n:02}")
    client, address = director(school), reverse("pupils", args=[school.pk])

    assert "bladzijde 1 van 2" in words(client.get(address))
    assert "Kind50 Zaal" in words(client.get(address, {"bladzijde": 2}))


def test_who_left_stands_in_a_list_of_its_own() -> None:
    school = b.a_school()
    b.a_pupil(school, call_name="Mees", departed=clock.today().replace(year=clock.today().year - 1))
    client, address = director(school), reverse("pupils", args=[school.pk])

    assert "Mees Zaal" not in words(client.get(address))
    assert "1 leerling is van school" in words(client.get(address))
    assert "Mees Zaal" in words(client.get(address, {"wie": "vertrokken"}))


def test_an_answer_takes_the_question_off_the_list() -> None:
    school = b.a_school()
    row = b.a_guardian(b.a_pupil(school), authority="unknown", call_name="Tom")
    b.a_guardian(b.a_pupil(school, call_name="Mees"), authority="yes")
    client, address = director(school), reverse("authority", args=[school.pk])
    assert "1 van de 2 bevestigd" in words(client.get(address))

    client.post(address, {"guardianship": row.pk, "version": row.version, "authority": "yes"})

    text = words(client.get(address))
    assert "2 van de 2 bevestigd" in text
    assert "Bewaard. Tom Zaal heeft gezag over Yara." in text
    assert heading(client.get(address)) == "Van elke ouder is bekend of er gezag is."


def test_a_stale_answer_in_the_list_shows_both_answers() -> None:
    school = b.a_school()
    row = b.a_guardian(b.a_pupil(school), authority="unknown")
    row.change(shown=None, authority="no", confirmed_on=clock.today())
    client, address = director(school), reverse("authority", args=[school.pk])

    response = client.post(address, {"guardianship": row.pk, "version": 1, "authority": "yes"})

    assert response.status_code == 409
    assert "U koos: ja, heeft gezag. Intussen is vastgelegd: nee, geen gezag." in words(response)
    assert Guardianship.objects.get(pk=row.pk).authority == "no"


def test_another_schools_guardian_cannot_be_answered_in_this_list() -> None:
    school = b.a_school()
    row = b.a_guardian(b.a_pupil(b.a_school(school.board)), authority="unknown")
    client = b.signed_in(b.a_member(school.board, "privacy_officer").account)

    response = client.post(
        reverse("authority", args=[school.pk]), {"guardianship": row.pk, "version": 1, "authority": "yes"}
    )

    assert response.status_code == 404


@pytest.mark.handbook("R5.16")
def test_several_pupils_are_told_at_once() -> None:
    school = b.a_school(sector="vo")
    older = b.a_pupil(school, born=b.years_ago(16, 40), call_name="Noor")
    younger = b.a_pupil(school, born=b.years_ago(16, 1), call_name="Mees")
    b.a_pupil(school, born=b.years_ago(11), call_name="Jip")
    client, address = director(school), reverse("informed", args=[school.pk])
    text = words(client.get(address))
    assert text.index("Noor Zaal") < text.index("Mees Zaal")
    assert "Jip Zaal" not in text

    ticked = [f"{older.pk}:informed.16", f"{younger.pk}:informed.16"]
    client.post(address, {"leerling": ticked, "verteld-how": "letter"})

    assert set(PupilInformed.objects.values_list("pupil", "how")) == {(older.pk, "letter"), (younger.pk, "letter")}
    assert heading(client.get(address)) == "Elke leerling weet van de eigen zeggenschap."


def test_without_saying_how_nothing_is_recorded_and_the_ticks_stay() -> None:
    school = b.a_school(sector="vo")
    pupil = b.a_pupil(school, born=b.years_ago(16, 1))
    client, address = director(school), reverse("informed", args=[school.pk])

    response = client.post(address, {"leerling": [f"{pupil.pk}:informed.16"]})

    assert response.status_code == 422
    assert " checked" in response.content.decode()
    assert not PupilInformed.objects.exists()


def test_a_pupil_of_another_school_is_not_told_by_this_list() -> None:
    school, other = b.a_school(sector="vo"), b.a_school(sector="vo")
    pupil = b.a_pupil(other, born=b.years_ago(16, 1))

    director(school).post(
        reverse("informed", args=[school.pk]), {"leerling": [f"{pupil.pk}:informed.16"], "verteld-how": "talk"}
    )

    assert not PupilInformed.objects.exists()


def test_the_second_click_of_two_is_told_that_the_answer_is_kept() -> None:
    school = b.a_school()
    row = b.a_guardian(b.a_pupil(school), authority="unknown", call_name="Tom")
    client, other = director(school), director(school)
    address = reverse("authority", args=[school.pk])
    answer = {"guardianship": row.pk, "version": 1, "authority": "yes"}

    client.post(address, answer)
    again = client.post(address, answer, follow=True)

    assert again.status_code == 200
    assert "Bewaard. Tom Zaal heeft gezag over Yara." in words(again)
    assert "Iemand anders" not in words(again)
    assert other.post(address, answer).status_code == 409
    assert client.post(address, answer | {"authority": "no"}).status_code == 409

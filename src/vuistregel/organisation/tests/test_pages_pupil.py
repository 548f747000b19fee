"""One pupil's page: who decides, what only few may know, and what is recorded there."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from vuistregel import clock
from vuistregel.organisation.models import ContactRestriction, Guardianship, Placement, Pupil, PupilInformed, School
from vuistregel.organisation.tests import builders as b
from vuistregel.organisation.tests.reading import heading, kinds, reads, same_page, words

pytestmark = pytest.mark.django_db


def director(school: School) -> Client:
    return b.signed_in(b.a_member(school, "director").account)


def page_of(pupil: Pupil) -> str:
    return reverse("pupil", args=[pupil.school_id, pupil.pk])


def post(client: Client, name: str, pupil: Pupil, **data: object):
    return client.post(reverse(name, args=[pupil.school_id, pupil.pk]), data)


@pytest.mark.handbook("R2.8", "T30")
def test_two_guardians_with_authority_decide_each_alone() -> None:
    pupil = b.a_pupil(b.a_school())
    b.a_guardian(pupil, call_name="Fatima")
    b.a_guardian(pupil, call_name="Tom")

    response = director(pupil.school).get(page_of(pupil))

    assert heading(response) == "Over Yara beslissen Fatima Zaal en Tom Zaal, ieder apart."
    assert "Onder de 16 jaar beslissen de ouders of voogden met gezag." in words(response)


@pytest.mark.handbook("R5.16")
def test_on_the_sixteenth_birthday_the_pupil_decides() -> None:
    school = b.a_school(sector="vo")
    today = clock.today()
    pupil = b.a_pupil(school, born=date(today.year - 16, today.month, today.day))
    b.a_guardian(pupil)

    assert heading(director(school).get(page_of(pupil))) == "Yara beslist zelf."


@pytest.mark.handbook("R5.17", "T06")
def test_the_practice_of_asking_parents_after_16_no_longer_binds_and_the_page_says_so() -> None:
    school = b.a_school(sector="vo", practice_after_16=True)
    pupil = b.a_pupil(school, born=b.years_ago(17))
    b.a_guardian(pupil)

    response = director(school).get(page_of(pupil))

    assert heading(response) == "Yara beslist zelf."
    assert "Dat kan niet meer; ouders horen het alleen. Ter vergelijking" in words(response)


def test_without_confirmed_authority_nobody_decides() -> None:
    pupil = b.a_pupil(b.a_school())
    b.a_guardian(pupil, authority="unknown")

    assert heading(director(pupil.school).get(page_of(pupil))) == "Over Yara kan nu niemand beslissen."


def test_an_open_question_has_no_answer_in_advance() -> None:
    pupil = b.a_pupil(b.a_school())
    b.a_guardian(pupil, authority="unknown", claimed="yes")

    response = director(pupil.school).get(page_of(pupil))

    assert "checked" not in response.content.decode()
    assert "Het bestand van school zegt: gezag. Dat nemen wij niet vanzelf over." in words(response)


def test_one_tap_records_the_answer_and_leaves_one_event() -> None:
    pupil = b.a_pupil(b.a_school())
    row = b.a_guardian(pupil, authority="unknown")
    client = director(pupil.school)

    response = post(client, "pupil_authority", pupil, guardianship=row.pk, version=row.version, authority="no")

    assert response.status_code == 302
    row.refresh_from_db()
    assert (row.authority, row.confirmed_on) == ("no", clock.today())
    assert kinds(pupil.board_id).count("organisation.authority_confirmed") == 1


def test_a_stale_answer_is_told_so_and_what_was_chosen_still_stands_there() -> None:
    pupil = b.a_pupil(b.a_school())
    row = b.a_guardian(pupil, authority="unknown")
    client = director(pupil.school)
    row.change(shown=None, authority="no", confirmed_on=clock.today())

    response = post(client, "pupil_authority", pupil, guardianship=row.pk, version=1, authority="yes")

    assert response.status_code == 409
    assert "Iemand anders heeft dit intussen veranderd." in words(response)
    assert "U koos: ja, heeft gezag." in words(response)
    assert Guardianship.objects.get(pk=row.pk).authority == "no"


def test_a_guardian_of_another_pupil_cannot_be_answered_here() -> None:
    school = b.a_school()
    row = b.a_guardian(b.a_pupil(school), authority="unknown")

    response = post(
        director(school), "pupil_authority", b.a_pupil(school), guardianship=row.pk, version=1, authority="yes"
    )

    assert response.status_code == 404
    assert Guardianship.objects.get(pk=row.pk).authority == "unknown"


def test_a_pupil_of_another_school_is_not_at_this_address() -> None:
    school = b.a_school()
    other = b.a_pupil(b.a_school(school.board))
    client = b.signed_in(b.a_member(school.board, "privacy_officer").account)

    assert client.get(reverse("pupil", args=[school.pk, other.pk])).status_code == 404
    assert client.get(page_of(other)).status_code == 200


@pytest.mark.parametrize("role", ["internal_counsellor", "fg"])
def test_who_may_read_but_not_confirm_gets_no_buttons_and_is_refused(role: str) -> None:
    pupil = b.a_pupil(b.a_school())
    row = b.a_guardian(pupil, authority="unknown")
    client = b.signed_in(b.a_member(pupil.school.board if role == "fg" else pupil.school, role).account)

    assert 'name="authority"' not in client.get(page_of(pupil)).content.decode()
    answer = {"guardianship": row.pk, "version": 1, "authority": "yes"}
    assert post(client, "pupil_authority", pupil, **answer).status_code == 403
    assert Guardianship.objects.get(pk=row.pk).authority == "unknown"


@pytest.mark.handbook("R10.4", "R10.7")
def test_a_teacher_sees_no_authority_and_no_restriction() -> None:
    school = b.a_school()
    group = b.a_group(school, "5B")
    pupil = b.a_pupil(school, group=group)
    b.a_guardian(pupil, call_name="Fatima")
    b.a_restriction(pupil, None, about="Oom komt niet op het plein.")
    client = b.signed_in(b.a_member(school, "teacher", groups=(group,)).account)

    response = client.get(page_of(pupil))

    assert heading(response) == "Yara Zaal zit in groep 5B."
    assert "gezag" not in words(response)
    assert "Beperkingen" not in words(response)
    assert "Oom" not in words(response)


@pytest.mark.handbook("R10.12")
def test_what_is_raised_leaves_no_trace_for_who_may_not_know() -> None:
    school = b.a_school()
    group = b.a_group(school)
    pupil = b.a_pupil(school, group=group)
    guardian = b.a_guardian(pupil)
    client = b.signed_in(b.a_member(school, "teacher", groups=(group,)).account)
    without = same_page(client.get(page_of(pupil)))
    b.a_contact(guardian.person, "phone", "0612345678")
    assert "0612345678" in client.get(page_of(pupil)).content.decode()

    b.raised(guardian.person, "phone")

    assert same_page(client.get(page_of(pupil))) == without


@pytest.mark.handbook("R10.11")
def test_a_secret_number_shows_only_when_asked_for_and_its_reading_is_logged() -> None:
    pupil = b.a_pupil(b.a_school())
    b.a_contact(b.a_guardian(pupil).person, "phone", "0612345678", secret=True)
    client = director(pupil.school)

    first = client.get(page_of(pupil))
    assert "0612345678" not in first.content.decode()
    assert "Toon de geheime gegevens" in words(first)
    assert reads(pupil.board_id) == []

    assert "0612345678" in client.get(page_of(pupil) + "?toon=geheim").content.decode()
    assert reads(pupil.board_id) == ["secret_contact"]


def test_a_secret_number_is_not_there_for_a_teacher_who_asks_for_it() -> None:
    school = b.a_school()
    group = b.a_group(school)
    pupil = b.a_pupil(school, group=group)
    b.a_contact(b.a_guardian(pupil).person, "phone", "0612345678", secret=True)
    client = b.signed_in(b.a_member(school, "teacher", groups=(group,)).account)

    response = client.get(page_of(pupil) + "?toon=geheim")

    assert "0612345678" not in response.content.decode()
    assert "geheime" not in words(response)


@pytest.mark.handbook("R10.6")
def test_reading_a_restriction_is_logged_and_a_page_without_one_is_not() -> None:
    school = b.a_school()
    client = director(school)
    client.get(page_of(b.a_pupil(school)))
    assert reads(school.board_id) == []

    pupil = b.a_pupil(school)
    b.a_restriction(pupil, None, about="Oom komt niet op het plein.")

    assert "Oom komt niet op het plein." in words(client.get(page_of(pupil)))
    assert reads(school.board_id) == ["restriction"]


def test_a_restriction_holds_at_once() -> None:
    pupil = b.a_pupil(b.a_school())
    father = b.a_guardian(pupil, call_name="Tom").person
    client = director(pupil.school)
    form = {
        "beperking-kind": "no_contact",
        "beperking-person": father.pk,
        "beperking-about": "Uitspraak van 3 november.",
    }

    assert post(client, "pupil_restrict", pupil, **form).status_code == 302

    text = words(client.get(page_of(pupil)))
    assert "Geen contact: Tom Zaal Uitspraak van 3 november." in text
    assert "contactbeperking: niet benaderen" in text


def test_a_lifted_restriction_is_gone_at_once_also_one_of_today() -> None:
    pupil = b.a_pupil(b.a_school())
    old = b.a_restriction(pupil, b.a_guardian(pupil, call_name="Tom").person)
    new = b.a_restriction(pupil, None, "no_pickup")
    ContactRestriction.objects.filter(pk=new.pk).update(since=clock.today())
    client = director(pupil.school)

    post(client, "pupil_lift", pupil, restriction=old.pk)
    text = words(client.get(page_of(pupil)))
    assert "Bewaard. De beperking geldt niet meer." in text
    assert "Geen contact: Tom Zaal" not in text

    post(client, "pupil_lift", pupil, restriction=new.pk)
    text = words(client.get(page_of(pupil)))
    assert "Bewaard. De beperking geldt niet meer." in text
    assert "Hef deze beperking op" not in text


def test_a_restriction_without_its_kind_keeps_what_was_typed() -> None:
    pupil = b.a_pupil(b.a_school())

    response = post(director(pupil.school), "pupil_restrict", pupil, **{"beperking-about": "Uitspraak van 3 november."})

    assert response.status_code == 422
    assert "Uitspraak van 3 november." in response.content.decode()
    assert not ContactRestriction.objects.exists()


@pytest.mark.handbook("R10.12")
def test_raising_works_at_once_in_every_page_of_the_pupil() -> None:
    school = b.a_school()
    group = b.a_group(school)
    pupil = b.a_pupil(school, group=group)
    mother = b.a_guardian(pupil).person
    b.a_contact(mother, "address", "Kade 12")
    teacher = b.signed_in(b.a_member(school, "teacher", groups=(group,)).account)
    client = director(school)
    form = {"bescherming-somebody": mother.pk, "bescherming-field": "address", "bescherming-why": "Opvang."}

    assert "Kade 12" in words(teacher.get(page_of(pupil)))
    post(client, "pupil_raise", pupil, **form)
    assert "Kade 12" not in words(teacher.get(page_of(pupil)))
    assert "Kade 12" not in words(client.get(page_of(pupil)))
    assert "Kade 12" in words(client.get(page_of(pupil) + "?toon=geheim"))


def test_lowered_protection_shows_the_field_again() -> None:
    school = b.a_school()
    group = b.a_group(school)
    pupil = b.a_pupil(school, group=group)
    mother = b.a_guardian(pupil).person
    b.a_contact(mother, "address", "Kade 12")
    row = b.raised(mother, "address")

    post(director(school), "pupil_lower", pupil, raised=row.pk)

    teacher = b.signed_in(b.a_member(school, "teacher", groups=(group,)).account)
    assert "Kade 12" in words(teacher.get(page_of(pupil)))


@pytest.mark.handbook("R5.16")
def test_being_told_is_recorded_with_how() -> None:
    school = b.a_school(sector="vo")
    pupil = b.a_pupil(school, born=b.years_ago(16, 3))
    client = director(school)
    assert "Leg vast dat Yara het weet" in words(client.get(page_of(pupil)))

    post(client, "pupil_told", pupil, norm="informed.16", **{"verteld-informed.16-how": "talk"})

    assert PupilInformed.objects.get(pupil=pupil).how == "talk"
    assert "In een gesprek." in words(client.get(page_of(pupil)))


def test_nobody_can_be_told_before_the_birthday() -> None:
    pupil = b.a_pupil(b.a_school(), born=b.years_ago(8))

    response = post(
        director(pupil.school), "pupil_told", pupil, norm="informed.16", **{"verteld-informed.16-how": "talk"}
    )

    assert response.status_code == 403
    assert not PupilInformed.objects.exists()


def test_a_stale_age_limit_is_told_so() -> None:
    pupil = b.a_pupil(b.a_school())
    pupil.change(shown=None, year_group="4")

    response = post(director(pupil.school), "pupil_strict", pupil, version=1, strict="yes")

    assert response.status_code == 409
    assert not Pupil.objects.get(pk=pupil.pk).strict_age


def test_who_left_is_said_first_with_the_day_until_which_the_file_stays() -> None:
    school = b.a_school()
    group = b.a_group(school, "3A")
    pupil = b.a_pupil(school, group=group, departed=date(2026, 7, 10))
    client = director(school)

    response = client.get(page_of(pupil))
    assert heading(response) == "Yara is van school. Het dossier blijft tot 10 juli 2028."

    placement = Placement.objects.get(pupil=pupil)
    post(client, "pupil_leave_group", pupil, placement=placement.pk)
    placement.refresh_from_db()
    assert placement.until == date(2026, 7, 10)


def test_a_way_that_only_takes_forms_leads_back_to_the_pupil() -> None:
    pupil = b.a_pupil(b.a_school())

    response = director(pupil.school).get(reverse("pupil_restrict", args=[pupil.school_id, pupil.pk]))

    assert response.headers["location"] == page_of(pupil)


@pytest.mark.handbook("R10.7")
def test_a_caretaker_sees_the_telephone_numbers_of_parents_and_no_other_data_of_theirs() -> None:
    school = b.a_school()
    group = b.a_group(school)
    pupil = b.a_pupil(school, group=group)
    parent = b.a_guardian(pupil).person
    b.a_contact(parent, "phone", "06 1234 5678")
    b.a_contact(parent, "email", "tom@thuis.example")
    caretaker = b.signed_in(b.a_member(school, "caretaker").account)

    for address in (reverse("pupil", args=[school.pk, pupil.pk]), reverse("group", args=[group.pk])):
        text = words(caretaker.get(address))
        assert "06 1234 5678" in text
        assert "tom@thuis.example" not in text
        assert "geboren op" not in text and " jaar" not in text
    assert "geboren op" in words(director(school).get(reverse("pupil", args=[school.pk, pupil.pk])))


@pytest.mark.handbook("T29")
def test_a_caretaker_finds_no_secret_number_and_reads_with_every_child_who_reaches_the_parents() -> None:
    school = b.a_school()
    child, other = b.a_pupil(school), b.a_pupil(school)
    b.a_contact(b.a_guardian(child).person, "phone", "06 9999 1111", secret=True)
    b.a_contact(b.a_guardian(other).person, "phone", "06 1234 5678")
    head = b.a_member(school, "director")
    caretaker = b.signed_in(b.a_member(school, "caretaker").account)

    for pupil in (child, other):
        text = words(caretaker.get(reverse("pupil", args=[school.pk, pupil.pk])))
        assert "06 9999 1111" not in text and "geheim" not in text
        assert f"Vraag het aan {head.person.name} (" in text

    page = reverse("pupil", args=[school.pk, child.pk])
    asked = words(b.signed_in(head.account).get(f"{page}?toon=geheim"))
    assert "06 9999 1111" in asked and "Kunt u niemand bereiken" not in asked

"""What parents and pupils see: the own child, in plain words, and nothing of each other."""

from __future__ import annotations

import pytest
from django.urls import reverse

from vuistregel.consent.own import extras
from vuistregel.consent.tests.builders import says
from vuistregel.consent.tests.own_page import a_small_school
from vuistregel.organisation.models import Guardianship
from vuistregel.organisation.tests import builders as b
from vuistregel.organisation.tests.reading import heading, reads, words

pytestmark = pytest.mark.django_db


def page_of(pupil) -> str:
    return reverse("child", args=[pupil.pk])


def parent(guardianship: Guardianship, language: str = "nl"):
    return b.signed_in(guardianship.person.account or b.an_account(guardianship.person), language)


def test_a_parent_reads_that_they_decide_together_with_the_other_one() -> None:
    pupil = b.a_pupil(b.a_school())
    mother = b.a_guardian(pupil, call_name="Fatima")
    b.a_guardian(pupil, call_name="Tom")

    assert heading(parent(mother).get(page_of(pupil))) == "U beslist over Yara, net als Tom Zaal."


@pytest.mark.parametrize(("language", "expected"), [("nl", "U beslist over Yara."), ("en", "You decide about Yara.")])
def test_the_page_speaks_both_languages(language: str, expected: str) -> None:
    pupil = b.a_pupil(b.a_school())

    assert heading(parent(b.a_guardian(pupil), language).get(page_of(pupil))) == expected


@pytest.mark.handbook("R5.16")
def test_from_the_sixteenth_birthday_the_parent_reads_that_the_child_decides() -> None:
    pupil = b.a_pupil(b.a_school(sector="vo"), born=b.years_ago(16))

    response = parent(b.a_guardian(pupil)).get(page_of(pupil))

    assert heading(response) == "Yara beslist nu zelf."


@pytest.mark.handbook("R5.2")
def test_a_pupil_of_sixteen_reads_the_own_page() -> None:
    pupil = b.a_pupil(b.a_school(sector="vo"), born=b.years_ago(16))
    client = b.signed_in(b.an_account(pupil.person))

    assert heading(client.get(page_of(pupil))) == "U beslist zelf over uw gegevens."


def two_schools(**more: str) -> tuple[Guardianship, str]:
    first = b.a_pupil(b.a_school(name="De Wilgentak"))
    mother = b.a_guardian(first)
    sister = b.a_pupil(b.a_school(first.board, name="Lindewaard College"), call_name="Zoë")
    b.a_guardian(sister, person=mother.person)
    if field := more.get("hidden"):
        b.raised(sister.person, field)
    return mother, parent(mother).get(reverse("children")).content.decode()


def test_a_parent_of_children_at_two_schools_reads_which_is_where() -> None:
    _, body = two_schools()

    assert "De Wilgentak" in body and "Lindewaard College" in body


@pytest.mark.parametrize("field", ["school", "all"])
def test_where_a_protected_child_is_cannot_be_read_among_the_children(field: str) -> None:
    _, body = two_schools(hidden=field)

    assert "Zoë" in body
    assert "De Wilgentak" not in body and "Lindewaard College" not in body


def test_families_find_the_other_language_on_top_and_staff_at_the_foot() -> None:
    school = b.a_school()
    hers = parent(b.a_guardian(b.a_pupil(school))).get(reverse("consents")).content.decode()
    his = b.signed_in(b.a_member(school, "teacher").account).get("/").content.decode()

    assert "English" in hers.split("<main")[0] and "English" not in hers.split("<main")[1]
    assert "English" in his.split("<main")[1] and "English" not in his.split("<main")[0]


@pytest.mark.handbook("R5.13")
def test_two_parents_never_see_each_others_contact_data() -> None:
    pupil = b.a_pupil(b.a_school())
    mother, father = b.a_guardian(pupil, call_name="Fatima"), b.a_guardian(pupil, call_name="Tom")
    b.a_contact(mother.person, "phone", "06 1111 1111")
    b.a_contact(father.person, "phone", "06 2222 2222")

    hers, his = words(parent(mother).get(page_of(pupil))), words(parent(father).get(page_of(pupil)))

    assert "06 1111 1111" in hers
    assert "06 2222 2222" not in hers
    assert "06 2222 2222" in his
    assert "06 1111 1111" not in his


@pytest.mark.handbook("R5.13")
def test_somebody_elses_child_is_refused() -> None:
    school = b.a_school()
    client = parent(b.a_guardian(b.a_pupil(school)))

    assert client.get(page_of(b.a_pupil(school, call_name="Mees"))).status_code == 403
    assert client.get(page_of(b.a_pupil(b.a_school()))).status_code == 404


def test_a_parent_cannot_open_what_staff_see_of_the_child() -> None:
    pupil = b.a_pupil(b.a_school())
    client = parent(b.a_guardian(pupil))

    assert client.get(reverse("pupils", args=[pupil.school_id])).status_code == 403
    assert client.get(reverse("authority", args=[pupil.school_id])).status_code == 403
    assert client.get(reverse("groups"), follow=True).redirect_chain == []


def test_a_restriction_is_told_to_no_parent() -> None:
    pupil = b.a_pupil(b.a_school())
    mother, father = b.a_guardian(pupil, call_name="Fatima"), b.a_guardian(pupil, call_name="Tom")
    before = {g.pk: words(parent(g).get(page_of(pupil))) for g in (mother, father)}

    b.a_restriction(pupil, father.person, "no_contact")

    assert {g.pk: words(parent(g).get(page_of(pupil))) for g in (mother, father)} == before


def test_a_parent_whose_authority_is_not_confirmed_learns_no_other_name() -> None:
    pupil = b.a_pupil(b.a_school())
    asked = b.a_guardian(pupil, authority="unknown", call_name="Tom")
    b.a_guardian(pupil, call_name="Fatima")

    response = parent(asked).get(page_of(pupil))

    assert heading(response) == "U kunt nog niet over Yara beslissen."
    assert "Fatima" not in words(response)


@pytest.mark.handbook("R10.12", "S65")
def test_where_a_protected_child_goes_to_school_is_told_to_no_parent() -> None:
    school = b.a_school(name="De Wilgentak", regulation_url="https://wilgentak.example/")
    pupil = b.a_pupil(school, group=b.a_group(school, "5B"))
    father = b.a_guardian(pupil, call_name="Tom")
    b.raised(pupil.person, "school")

    body = parent(father).get(page_of(pupil)).content.decode()

    for trace in ("De Wilgentak", "wilgentak.example", school.board.name, "5B"):
        assert trace not in body


@pytest.mark.handbook("R10.12")
def test_a_protected_parents_name_is_not_shown_to_the_other() -> None:
    pupil = b.a_pupil(b.a_school())
    mother, father = b.a_guardian(pupil, call_name="Fatima"), b.a_guardian(pupil, call_name="Tom")
    b.raised(mother.person, "all")

    response = parent(father).get(page_of(pupil))

    assert heading(response) == "U beslist over Yara."
    assert "Fatima" not in words(response)


def test_the_own_secret_number_is_shown_to_its_owner_and_logged() -> None:
    pupil = b.a_pupil(b.a_school())
    mother = b.a_guardian(pupil)
    b.a_contact(mother.person, "phone", "06 1111 1111", secret=True)

    assert "06 1111 1111 extra beschermd" in words(parent(mother).get(page_of(pupil)))
    assert reads(pupil.board_id) == ["secret_contact"]


def test_a_parent_with_a_ban_on_information_sees_nothing() -> None:
    pupil = b.a_pupil(b.a_school())
    father = b.a_guardian(pupil, call_name="Tom")
    b.a_restriction(pupil, father.person, "no_information")

    assert parent(father).get(page_of(pupil)).status_code in {403, 404}


def test_somebody_with_one_child_goes_straight_to_it_and_with_two_chooses() -> None:
    school = b.a_school()
    mother = b.a_guardian(b.a_pupil(school))
    client = parent(mother)
    assert client.get(reverse("children")).url == page_of(mother.pupil)

    b.a_guardian(b.a_pupil(school, call_name="Mees"), person=mother.person)

    text = words(client.get(reverse("children")))
    assert "Yara" in text
    assert "Mees" in text


def test_the_page_names_whom_to_tell_when_something_is_wrong() -> None:
    school = b.a_school()
    school.contact = b.a_member(school, "administrator", "Fenna", "Oost").person
    school.save()
    pupil = b.a_pupil(school)

    assert "Fenna Oost" in words(parent(b.a_guardian(pupil)).get(page_of(pupil))).split("Klopt er iets niet?")[1]


def test_somebody_without_a_role_is_told_what_to_do() -> None:
    account = b.an_account(b.a_person(b.a_board()))

    response = b.signed_in(account).get(reverse("home"))

    assert heading(response) == "U bent ingelogd, maar wij weten nog niet wie u bent."


def test_the_child_page_and_the_list_tell_what_waits_for_an_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(extras, "_sources", [])
    school = a_small_school("website", "facebook")
    pupil = b.a_pupil(school)
    mother = b.a_guardian(pupil)
    client = parent(mother)
    assert "2 vragen wachten op uw antwoord. Geen antwoord is nee." in words(client.get(page_of(pupil)))

    says(pupil, mother.person, "website", "given")
    assert "1 vraag wacht op uw antwoord." in words(client.get(page_of(pupil)))

    b.a_guardian(b.a_pupil(school, call_name="Milan"), person=mother.person)
    listed = words(client.get(reverse("children")))
    assert "Yara 1 vraag wacht op uw antwoord." in listed
    assert "Milan 2 vragen wachten op uw antwoord." in listed


def test_a_pupil_who_answered_all_reads_that_nothing_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(extras, "_sources", [])
    pupil = b.a_pupil(a_small_school("website", sector="vo"), born=b.years_ago(16))
    says(pupil, pupil.person, "website", "refused")
    response = b.signed_in(b.an_account(pupil.person)).get(page_of(pupil))
    assert "Er wacht nu geen vraag op u." in words(response)


@pytest.mark.parametrize("role", ["privacy_officer", "fg", "director", "administrator"])
def test_staff_who_open_a_parents_page_come_to_the_page_of_the_school_about_that_pupil(role: str) -> None:
    school = b.a_school()
    pupil = b.a_pupil(school)
    member = b.a_member(school if role in {"director", "administrator"} else school.board, role)

    response = b.signed_in(member.account).get(page_of(pupil), follow=True)

    assert response.redirect_chain == [(reverse("pupil", args=[school.pk, pupil.pk]), 302)]
    assert response.status_code == 200
    assert "van u" not in words(response)

"""Every page opens for who may, refuses who may not, and another board's is not there."""

from __future__ import annotations

import pytest
from django.urls import reverse

from vuistregel.organisation.tests import builders as b

pytestmark = pytest.mark.django_db

SCHOOL_PAGES = ("pupils", "authority", "informed", "people", "teaching", "school_settings")
_CARE = {"privacy_officer", "fg", "director", "administrator", "internal_counsellor", "care_coordinator"}
#: Who may open which page of the own school; everybody else who works there is refused.
OPENS = {
    "pupils": _CARE | {"caretaker"},
    "authority": _CARE,
    "informed": _CARE,
    "people": {"privacy_officer", "fg", "director", "administrator"},
    "teaching": {"privacy_officer", "fg", "director", "administrator"},
    "school_settings": _CARE | {"teacher", "caretaker", "accountant"},
}
BOARD_ROLES = ("privacy_officer", "fg", "accountant")
ROLES = (
    *BOARD_ROLES, "director", "administrator", "internal_counsellor", "care_coordinator", "teacher", "caretaker",
)  # fmt: skip


@pytest.mark.handbook("R10.4", "R10.7")
@pytest.mark.parametrize("role", ROLES)
def test_each_role_opens_its_pages_and_no_other(role: str) -> None:
    school = b.a_school()
    member = b.a_member(school.board if role in BOARD_ROLES else school, role)
    client = b.signed_in(member.account)

    found = {name: client.get(reverse(name, args=[school.pk])).status_code for name in SCHOOL_PAGES}

    assert found == {name: 200 if role in OPENS[name] else 403 for name in SCHOOL_PAGES}


@pytest.mark.parametrize("name", SCHOOL_PAGES)
def test_another_boards_school_is_not_there(name: str) -> None:
    client = b.signed_in(b.a_member(b.a_school(), "director").account)

    assert client.get(reverse(name, args=[b.a_school().pk])).status_code == 404


@pytest.mark.parametrize("name", SCHOOL_PAGES)
def test_another_school_of_the_same_board_is_refused(name: str) -> None:
    school = b.a_school()
    client = b.signed_in(b.a_member(school, "director").account)
    other = b.a_school(school.board)

    assert client.get(reverse(name, args=[other.pk])).status_code == 403


@pytest.mark.parametrize("name", SCHOOL_PAGES)
def test_a_visitor_is_asked_to_sign_in(name: str, client) -> None:
    response = client.get(reverse(name, args=[b.a_school().pk]))

    assert response.status_code == 302
    assert response.url.startswith(reverse("sign_in"))


@pytest.mark.parametrize("language", ["nl", "en"])
def test_pages_speak_both_languages(language: str) -> None:
    school = b.a_school()
    pupil = b.a_pupil(school, group=b.a_group(school))
    b.a_guardian(pupil, authority="unknown")
    client = b.signed_in(b.a_member(school.board, "privacy_officer").account, language)
    addresses = [
        *(reverse(name, args=[school.pk]) for name in SCHOOL_PAGES),
        reverse("pupil", args=[school.pk, pupil.pk]), reverse("matrix"), reverse("house_norms"), reverse("groups"),
    ]  # fmt: skip

    for address in addresses:
        response = client.get(address, follow=True)
        assert response.status_code == 200, address
        body = response.content.decode()
        assert f'<html lang="{language}"' in body
        assert (" de school " in body or " het " in body) == (language == "nl"), address

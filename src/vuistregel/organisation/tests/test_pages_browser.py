"""The pages in a real browser: staff's with a script, a parent's without; each is inspected by the page itself."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from vuistregel.organisation.models import Guardianship
from vuistregel.organisation.tests import builders as b

pytestmark = pytest.mark.django_db(transaction=True)


def a_full_school() -> Any:
    school = b.a_school(sector="vo", name="Veerhuis College", regulation_url="https://school.example/privacy")
    group = b.a_group(school, "4H2")
    pupil = b.a_pupil(school, born=b.years_ago(13), group=group)
    mother = b.a_guardian(pupil, call_name="Fatima", relation="mother")
    father = b.a_guardian(pupil, authority="unknown", call_name="Tom", relation="father", claimed="yes")
    b.a_contact(mother.person, "phone", "06 1234 5678")
    b.a_contact(mother.person, "address", "Kade 12", secret=True)
    b.a_restriction(pupil, father.person)
    b.raised(mother.person, "email")
    b.a_pupil(school, born=b.years_ago(16, 20), group=group, call_name="Mees")
    b.a_pupil(school, departed=date(2026, 7, 10), call_name="Otis")
    return school, group, pupil, mother, father


def test_every_page_of_a_school_is_in_order_for_who_cannot_see_or_click(house_page: Any) -> None:
    school, group, pupil, _, _ = a_full_school()
    b.a_member(school, "teacher", groups=(group,))
    house_page.sign_in(b.signed_in(b.a_member(school.board, "privacy_officer").account))

    for name in ("pupils", "authority", "informed", "people", "teaching", "school_settings"):
        house_page.goto(reverse(name, args=[school.pk]))
    house_page.goto(reverse("people", args=[school.pk]) + "?wat=contact")
    house_page.goto(reverse("pupil", args=[school.pk, pupil.pk]) + "?toon=geheim")
    house_page.goto(reverse("matrix"))
    house_page.goto(reverse("house_norms") + "?norm=roster.max-age")


def test_authority_is_answered_by_one_tap_on_a_phone_without_a_script(plain_page: Any) -> None:
    school, _, _, _, father = a_full_school()
    plain_page.sign_in(b.signed_in(b.a_member(school, "director").account))
    plain_page.goto(reverse("authority", args=[school.pk]))

    plain_page.get_by_role("button", name=re.compile("Nee.*Tom Zaal")).click()

    expect(plain_page.page.get_by_text("Bewaard. Tom Zaal heeft geen gezag over Yara.")).to_be_visible()
    assert Guardianship.objects.get(pk=father.pk).authority == "no"


def test_a_teacher_opens_the_own_group(house_page: Any) -> None:
    school, group, _, _, _ = a_full_school()
    house_page.sign_in(b.signed_in(b.a_member(school, "teacher", groups=(group,)).account))
    house_page.goto(reverse("groups"))

    expect(house_page.page.get_by_role("heading", level=1)).to_have_text("Groep 4H2: 2 leerlingen.")
    house_page.get_by_role("link", name="Yara Zaal").click()
    expect(house_page.page.get_by_role("heading", level=1)).to_have_text("Yara Zaal zit in groep 4H2.")


def test_a_parent_reads_about_the_own_child_without_a_script(plain_page: Any) -> None:
    _, _, _, mother, _ = a_full_school()
    plain_page.sign_in(b.signed_in(b.an_account(mother.person)))
    plain_page.goto(reverse("children"))

    expect(plain_page.page.get_by_role("heading", level=1)).to_have_text("U beslist over Yara.")
    expect(plain_page.page.get_by_text("06 1234 5678")).to_be_visible()


def test_a_parents_page_is_in_order_for_who_cannot_see_or_click(house_page: Any) -> None:
    school, _, pupil, mother, _ = a_full_school()
    house_page.sign_in(b.signed_in(b.an_account(mother.person)))
    house_page.goto(reverse("child", args=[pupil.pk]))
    b.a_guardian(b.a_pupil(school, call_name="Noor"), person=mother.person)
    house_page.goto(reverse("children"))

"""A letter with a code: the way in for who has no mail, made by the office and only for who may answer."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse

from vuistregel.access.signin.models import OneTimeLink
from vuistregel.consent.tests.builders import a_school_with_channels, says
from vuistregel.organisation.models import School
from vuistregel.organisation.tests import builders as b
from vuistregel.organisation.tests.reading import words

pytestmark = pytest.mark.django_db


def office(school: School, role: str = "administrator") -> Client:
    return b.signed_in(b.a_member(school, role).account)


@pytest.mark.handbook("S80")
def test_a_pupil_of_twelve_without_mail_gets_a_letter_with_a_way_in_and_can_withdraw() -> None:
    school = a_school_with_channels(sector="vo", mode="each_year")
    pupil = b.a_pupil(school, born=b.years_ago(13))
    mother = b.a_guardian(pupil).person
    says(pupil, mother, "website", "given", matter="image")
    page = reverse("consent_code", args=[school.pk, pupil.pk])

    letter = office(pupil.school).post(page, {"voor": pupil.person_id})
    code = re.search(r'vr-letter-code">([^<]+)<', letter.content.decode())
    assert letter.status_code == 200 and code is not None
    client = Client()
    answer = client.post(reverse("letter_code"), {"code": code[1]}, follow=True)
    assert "laten zien" in words(answer)
    assert client.get("/toestemming/").status_code == 200

    assert Client().post(reverse("letter_code"), {"code": code[1]}).status_code == 410, "a code works once"


def test_a_letter_is_only_for_who_may_answer_and_only_by_the_office() -> None:
    pupil = b.a_pupil(a_school_with_channels(mode="each_year"))
    page = reverse("consent_code", args=[pupil.school_id, pupil.pk])
    stranger = b.a_guardian(b.a_pupil(pupil.school)).person
    assert office(pupil.school).post(page, {"voor": stranger.pk}).status_code == 404
    assert office(pupil.school, "teacher").post(page, {"voor": stranger.pk}).status_code == 403
    assert OneTimeLink.objects.count() == 0

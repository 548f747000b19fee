"""Wie mag waar: the page says who else reads it, as the matrix has it."""

from __future__ import annotations

import pytest
from django.urls import reverse

from vuistregel.organisation.tests import builders as b
from vuistregel.organisation.tests.reading import words

pytestmark = pytest.mark.django_db


@pytest.mark.handbook("R10.6")
@pytest.mark.parametrize("role", ["teacher", "administrator"])
def test_the_page_of_a_group_says_who_reads_it_and_does_not_say_that_it_is_for_one(role: str) -> None:
    school = b.a_school()
    group = b.a_group(school)
    client = b.signed_in(b.a_member(school, role, groups=(group,)).account)

    text = words(client.get(reverse("who_may", args=[group.pk])))

    assert (
        "Wie dit zien: privacy officer, functionaris gegevensbescherming, directeur, administratie "
        "en leerkracht van deze groep." in text
    )
    assert "alleen voor u" not in text
    assert "alleen voor u" not in words(client.get(reverse("group", args=[group.pk])))

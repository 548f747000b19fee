"""Proof of an answer: the words of its day, in the terms of the standard, for whoever gave it."""

from __future__ import annotations

import json
from datetime import date
from hashlib import sha256

import pytest
from django.urls import reverse

from vuistregel import clock
from vuistregel.access.actor import OPERATOR
from vuistregel.consent import published
from vuistregel.consent.actions import change_channel
from vuistregel.consent.rules import Matter
from vuistregel.consent.tests.builders import channel, says
from vuistregel.consent.tests.own_page import a_small_school, come_in, page
from vuistregel.organisation.models import Pupil
from vuistregel.organisation.tests import builders as b
from vuistregel.organisation.tests.reading import heading, words
from vuistregel.words import Words

pytestmark = pytest.mark.django_db


@pytest.fixture
def pupil() -> Pupil:
    return b.a_pupil(a_small_school())


@pytest.mark.handbook("S16")
def test_last_years_receipt_holds_last_years_words_after_the_text_changed(pupil: Pupil) -> None:
    mother = b.a_guardian(pupil)
    row = says(pupil, mother.person, "website", "given", on=date(2025, 10, 1))
    new = Words("Mag {name} op onze site?\n\nIedereen ziet het.", "May {name} be on our site?\n\nEverybody sees it.")
    change_channel(OPERATOR, channel=channel(pupil.school, "website"), shown=None, said={Matter.IMAGE: new})

    response = come_in(mother).get(reverse("consent_receipt", args=[row.key]))

    assert response["Content-Disposition"].startswith("attachment")
    data = json.loads(response.content)
    assert data["notice"]["text"].startswith("Mag een foto of video van Yara op de website van school?")
    assert data["notice"]["version"] == 1
    kept = data["notice"]["words"]
    assert sha256(f"{kept['nl']}\0{kept['en']}".encode()).hexdigest() == data["notice"]["digest"]["value"]
    assert data["event"] == {
        "event_time": row.at.astimezone(clock.AMSTERDAM).isoformat(timespec="seconds"),
        "event_type": "explicit",
        "event_state": "consent-given",
        "entity_id": str(mother.person.key),
        "entity_role": "parent or guardian with authority",
        "method": "paper",
        "carried_from": None,
        "validity": {"from": "2025-10-01", "until": "2026-07-31", "asked": "each_year"},
        "norms_release": row.norms_release,
    }


def test_a_receipt_names_what_the_standard_asks_for(pupil: Pupil) -> None:
    mother = b.a_guardian(pupil)
    row = says(pupil, mother.person, "facebook", "refused")

    data = json.loads(come_in(mother, "en").get(reverse("consent_receipt", args=[row.key])).content)

    assert data["record_id"] == str(row.key)
    assert data["pii_principal_id"] == str(pupil.person.key)
    assert data["pii_controllers"][0]["party_name"] == pupil.school.board.name
    assert data["purposes"][0]["purpose_id"] == "facebook/image"
    assert [r["recipient"] for r in data["recipients"]] == ["iedereen", "Facebook"]
    assert data["jurisdiction"] == "NL"
    assert data["event"]["event_state"] == "consent-refused"
    assert data["withdrawal_method"]["url"].endswith("/toestemming/")


def test_a_receipt_is_for_whoever_answered(pupil: Pupil) -> None:
    mother, father = b.a_guardian(pupil), b.a_guardian(pupil, call_name="Tom")
    row = says(pupil, mother.person, "website", "given")
    address = reverse("consent_receipt", args=[row.key])
    assert come_in(father).get(address).status_code == 404
    assert b.signed_in(b.a_member(pupil.school, "director").account).get(address).status_code == 404
    other = b.a_guardian(b.a_pupil(pupil.school, call_name="Mees"))
    assert come_in(other).get(address).status_code == 403
    far = b.a_guardian(b.a_pupil(a_small_school()))
    assert come_in(far).get(address).status_code == 404


def test_the_history_shows_own_answers_with_the_words_of_then(pupil: Pupil) -> None:
    mother = b.a_guardian(pupil)
    says(pupil, mother.person, "website", "given", on=date(2025, 10, 1))
    says(pupil, mother.person, "website", "withdrawn")
    client = come_in(mother)

    response = client.get(reverse("consent_history", args=[pupil.pk]))

    assert heading(response) == "Dit antwoordde u over Yara."
    said = words(response)
    assert said.index("Website van school: nee, ingetrokken") < said.index("Website van school: ja")
    assert "1 oktober 2025, op papier" in said
    assert "Mag een foto of video van Yara op de website van school?" in said
    assert client.get(reverse("consent_history", args=[b.a_pupil(pupil.school).pk])).status_code == 403


def test_an_adult_has_a_history_of_their_own(pupil: Pupil) -> None:
    mother = b.a_guardian(pupil)
    says(pupil, mother.person, "website", "given")
    client = come_in(mother)
    own = reverse("own_consent_history")
    assert heading(client.get(own)) == "U heeft nog niets geantwoord over uzelf."
    row = says(mother.person, mother.person, "website", "refused", school=pupil.school)
    assert heading(client.get(own)) == "Dit antwoordde u over uzelf."
    assert client.get(reverse("consent_receipt", args=[row.key])).status_code == 200


def test_what_was_published_is_told_or_that_it_is_not_kept(pupil: Pupil, monkeypatch: pytest.MonkeyPatch) -> None:
    client = come_in(b.a_guardian(pupil))
    monkeypatch.setattr(published, "_sources", [])
    assert "Dit houdt de school hier nog niet bij." in words(page(client))
    shown = published.Published("Sportdag", "website van school", date(2026, 10, 2), date(2026, 11, 1))
    monkeypatch.setattr(published, "_sources", [lambda persons, day: {key: [shown] for key in persons}])
    said = words(page(client))
    assert "Sportdag website van school, 2 oktober 2026. Weggehaald op 1 november 2026" in said
    monkeypatch.setattr(published, "_sources", [lambda persons, day: {}])
    assert "Er is nog niets gepubliceerd." in words(page(client))

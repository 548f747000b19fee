"""Asking this time: one mail per family, about exactly this use, and nobody else sees it."""

from __future__ import annotations

import re
import uuid
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from vuistregel import clock
from vuistregel.access.actor import OPERATOR
from vuistregel.access.hats import actor_of
from vuistregel.actions import Refused
from vuistregel.consent import asking
from vuistregel.consent.actions.asks import ask_this_time
from vuistregel.consent.asks.family import open_asks
from vuistregel.consent.asks.standing import standing_of
from vuistregel.consent.models import Ask, Consent
from vuistregel.consent.own.people import people_of
from vuistregel.consent.queries import people_for, place_of
from vuistregel.consent.rules import Matter
from vuistregel.consent.tests.builders import a_school_with_channels, channel, says
from vuistregel.organisation.models import Pupil, School
from vuistregel.organisation.tests.builders import (
    a_contact,
    a_guardian,
    a_member,
    a_pupil,
    an_account,
    raised,
    signed_in,
)
from vuistregel.outbox.models import OutboxItem
from vuistregel.outbox.tests.opened import body_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def school() -> School:
    return a_school_with_channels()


@pytest.fixture
def picture() -> Any:
    """A room above that has one picture."""
    shown = uuid.uuid4()
    source = asking.pictures_from(lambda use, key: asking.Picture(b"beeld") if key == shown else None)
    yield shown
    asking._sources.remove(source)


def bodies() -> list[str]:
    return [body_of(r) for r in OutboxItem.objects.order_by("pk")]


def link_in(body: str) -> str:
    found = re.search(r"http://localhost:8000(/inloggen/persoonlijk/\S+)", body)
    assert found
    return found.group(1)


def a_child(school: School, name: str, address: str = "") -> tuple[Pupil, Any]:
    child = a_pupil(school, call_name=name)
    mother = a_guardian(child)
    if address:
        a_contact(mother.person, "email", address)
    return child, mother.person


def asked(school: School, *pupils: Pupil, **fields: Any) -> Ask:
    return ask_this_time(
        OPERATOR,
        use=fields.pop("use", None) or uuid.uuid4(),
        channel=channel(school, fields.pop("slug", "newsletter")),
        matter=Matter.IMAGE,
        persons=[p.person_id for p in pupils],
        title="Sportdag",
        description="Een groepsfoto bij de finish.",
        **fields,
    )


def allowed(ask: Ask, use: uuid.UUID) -> dict[str, bool]:
    place = place_of(ask.channel, Matter.IMAGE, clock.today())
    found = people_for(place, list(ask.people.values_list("person", flat=True)), clock.today(), use=use)
    return {f.short_name: bool(f.consent) for f in found}


@pytest.mark.handbook("S69", "R7.4")
def test_one_message_per_family_asks_exactly_this_and_answers_open_exactly_this(school: School) -> None:
    yara, mother = a_child(school, "Yara", "fatima@thuis.example")
    milan = a_pupil(school, call_name="Milan")
    a_guardian(milan, person=mother)
    noor, _ = a_child(school, "Noor", "els@thuis.example")
    ask = asked(school, yara, milan, noor)

    assert len(bodies()) == 2
    [ours] = [body for body in bodies() if "Yara" in body]
    assert "Milan" in ours
    assert "Noor" not in ours
    assert "Sportdag" in ours
    assert allowed(ask, ask.key) == {"Yara": False, "Milan": False, "Noor": False}

    client = Client()
    there = client.post(link_in(ours))["Location"]
    assert there == reverse("ask", args=[ask.key])
    page = client.get(there).content.decode()
    assert "Yara" in page
    assert "Noor" not in page
    assert client.post(there, {f"a-p{yara.pk}": "ja", f"a-p{milan.pk}": "nee"}).status_code == 302

    assert allowed(ask, ask.key) == {"Yara": True, "Milan": False, "Noor": False}
    assert {s.name.split()[0]: s.stand.value for s in standing_of(ask, clock.today())} == {
        "Milan": "no", "Noor": "missing", "Yara": "yes",
    }  # fmt: skip
    assert set(allowed(ask, uuid.uuid4()).values()) == {False}, "a new use asks again"


def test_the_same_use_is_not_asked_twice_and_a_new_one_is(school: School) -> None:
    yara, _ = a_child(school, "Yara", "fatima@thuis.example")
    noor, _ = a_child(school, "Noor", "els@thuis.example")
    ask = asked(school, yara)
    asked(school, yara, use=ask.key)
    assert len(bodies()) == 1

    asked(school, yara, noor, use=ask.key)
    assert len(bodies()) == 2
    asked(school, yara)
    assert len(bodies()) == 3


@pytest.mark.handbook("R7.12")
def test_the_page_says_who_sees_it_and_whose_terms_hold(school: School) -> None:
    yara, mother = a_child(school, "Yara")
    client = signed_in(an_account(mother))
    facebook, letter = asked(school, yara, slug="facebook"), asked(school, yara)
    terms = channel(school, "facebook").terms_url

    there = client.get(reverse("ask", args=[facebook.key])).content.decode()
    inside = client.get(reverse("ask", args=[letter.key])).content.decode()

    assert "<dd>Iedereen</dd>" in there
    assert f'href="{terms}">De regels van {channel(school, "facebook").provider}</a>' in there
    assert "Ouders en medewerkers van onze school" in inside
    assert "Wiens regels" not in inside


def test_an_answer_changes_in_the_same_way_and_twice_pressed_does_no_harm(school: School) -> None:
    yara, mother = a_child(school, "Yara")
    ask = asked(school, yara)
    client = signed_in(an_account(mother))
    url = reverse("ask", args=[ask.key])

    for answer, expected in (("ja", True), ("ja", True), ("nee", False), ("ja", True)):
        seen = re.findall(rf'name="s-p{yara.pk}" value="(\d+)"', client.get(url).content.decode())[0]
        client.post(url, {f"a-p{yara.pk}": answer, f"s-p{yara.pk}": seen})
        assert allowed(ask, ask.key)["Yara"] is expected

    assert list(Consent.objects.order_by("pk").values_list("answer", flat=True)) == [
        "given", "given", "withdrawn", "given",
    ]  # fmt: skip


def test_nothing_is_chosen_beforehand_and_nothing_chosen_keeps_nothing(school: School) -> None:
    yara, mother = a_child(school, "Yara")
    ask = asked(school, yara)
    client = signed_in(an_account(mother))
    url = reverse("ask", args=[ask.key])

    assert "checked" not in client.get(url).content.decode()
    assert client.post(url, {}).status_code == 422
    assert client.post(url, {f"a-p{yara.pk}": "misschien"}).status_code == 422
    assert not Consent.objects.exists()


def test_only_the_families_that_are_asked_see_the_picture_and_nothing_keeps_it(school: School, picture: Any) -> None:
    yara, mother = a_child(school, "Yara")
    _, stranger = a_child(school, "Noor")
    ask = asked(school, yara, pictures=[picture])
    url = reverse("ask_picture", args=[ask.key, picture])

    shown = signed_in(an_account(mother)).get(url)
    assert (shown.status_code, shown.content) == (200, b"beeld")
    assert "no-store" in shown["Cache-Control"]
    other = signed_in(an_account(stranger))
    assert other.get(url).status_code == 404
    assert other.get(reverse("ask", args=[ask.key])).status_code == 404
    assert Client().get(url).status_code == 302
    assert signed_in(mother.account).get(reverse("ask_picture", args=[ask.key, uuid.uuid4()])).status_code == 404


def test_somebody_cannot_answer_for_another_familys_child(school: School) -> None:
    yara, mother = a_child(school, "Yara")
    noor, _ = a_child(school, "Noor")
    ask = asked(school, yara, noor)

    signed_in(an_account(mother)).post(reverse("ask", args=[ask.key]), {f"a-p{noor.pk}": "ja"})

    assert not Consent.objects.exists()


def test_one_guardian_never_sees_what_the_other_answered(school: School) -> None:
    yara, mother = a_child(school, "Yara")
    father = a_guardian(yara, call_name="Tom").person
    ask = asked(school, yara)
    signed_in(an_account(mother)).post(reverse("ask", args=[ask.key]), {f"a-p{yara.pk}": "nee"})

    page = signed_in(an_account(father)).get(reverse("ask", args=[ask.key])).content.decode()

    assert "checked" not in page
    assert "Bedankt" not in page


@pytest.mark.handbook("R10.12")
def test_a_protected_child_reads_like_one_whose_parents_said_no(school: School) -> None:
    yara, mother = a_child(school, "Yara")
    noor, other = a_child(school, "Noor")
    ask = asked(school, yara, noor)
    raised(yara.person)
    says(yara, mother, "newsletter", "given", use=ask.key)
    says(noor, other, "newsletter", "refused", use=ask.key)

    teacher = signed_in(a_member(school, "teacher").account)
    page = teacher.get(reverse("asked", args=[school.pk, ask.key])).content.decode()

    assert [s.stand.value for s in standing_of(ask, clock.today())] == ["no", "no"]
    assert page.count(": nee") == 2


def test_an_adult_is_asked_about_themselves(school: School) -> None:
    _, mother = a_child(school, "Yara", "fatima@thuis.example")
    ask = ask_this_time(
        OPERATOR, use=uuid.uuid4(), channel=channel(school, "newsletter"), matter=Matter.IMAGE,
        persons=[mother.pk], title="Hulpouder",
    )  # fmt: skip
    [body] = bodies()
    assert "van u laten zien" in body

    client = signed_in(an_account(mother))
    client.post(reverse("ask", args=[ask.key]), {f"a-s{school.pk}": "ja"})

    assert allowed(ask, ask.key) == {"Fatima": True}


def test_the_own_page_leads_to_what_waits_and_no_longer_when_it_is_answered_or_closed(school: School) -> None:
    yara, mother = a_child(school, "Yara")
    ask = asked(school, yara)
    account = an_account(mother)
    client = signed_in(account)
    people = people_of(actor_of(account, clock.today()), clock.today())
    assert [found.ask for found in open_asks(people, clock.today())] == [ask]
    assert reverse("ask", args=[ask.key]) in client.get("/toestemming/").content.decode()

    client.post(reverse("ask", args=[ask.key]), {f"a-p{yara.pk}": "nee"})

    assert open_asks(people, clock.today()) == []
    assert reverse("ask", args=[ask.key]) not in client.get("/toestemming/").content.decode()


def test_nobody_or_a_place_that_asks_nothing_is_refused(school: School) -> None:
    yara, _ = a_child(school, "Yara")
    with pytest.raises(Refused):
        asked(school)
    with pytest.raises(Refused):
        asked(school, yara, slug="phone_list")
    other, _ = a_child(a_school_with_channels(), "Elders")
    with pytest.raises(Refused):
        asked(school, other)
    assert bodies() == []

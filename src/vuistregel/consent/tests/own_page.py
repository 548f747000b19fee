"""Reading and sending the own page in tests, as a browser would.

client = come_in(a_guardian(pupil))
send(client, form_of(page(client)), **{field(pupil, "website"): "ja"})
"""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from django.test import Client
from django.urls import reverse

from vuistregel.access.actor import OPERATOR
from vuistregel.consent.actions import choose_mode
from vuistregel.consent.models import Consent, Question
from vuistregel.consent.rules import Matter, Mode
from vuistregel.consent.tests.builders import a_school_with_channels, channel, question
from vuistregel.organisation.models import Guardianship, Person, Pupil, School
from vuistregel.organisation.tests import builders as b

LAST_YEAR = date(2025, 10, 1)
#: What a school of these tests asks for: few places, so that a test can name them all.
ASKED = ("website", "newsletter", "school_guide", "facebook")


def a_small_school(*slugs: str, sector: str = "po", mode: Mode = Mode.EACH_YEAR) -> School:
    """A school that asks each year for a photo in some places, and for nothing else."""
    school = a_school_with_channels(sector=sector)
    Question.objects.filter(channel__school=school).exclude(channel__slug__in=slugs or ASKED).update(asked=False)
    Question.objects.filter(channel__school=school).exclude(matter=Matter.IMAGE.value).update(asked=False)
    for slug in slugs or ASKED:
        choose_mode(OPERATOR, channel=channel(school, slug), mode=mode)
    return school


def come_in(who: Guardianship | Person, language: str = "nl") -> Client:
    person = who.person if isinstance(who, Guardianship) else who
    return b.signed_in(person.account or b.an_account(person), language)


def page(client: Client) -> Any:
    return client.get(reverse("consents"))


def form_of(response: Any) -> dict[str, Any]:
    """The form as a browser would send it: hidden fields, and what is chosen."""
    body = response.content.decode()
    fields: dict[str, Any] = {}
    for tag in re.findall(r"<input[^>]*>", body):
        parts = dict(re.findall(r'([\w-]+)="([^"]*)"', tag))
        chosen = parts.get("type") == "hidden" or (parts.get("type") == "radio" and " checked" in tag)
        if chosen and parts["name"] != "csrfmiddlewaretoken":
            fields.setdefault(parts["name"], []).append(parts["value"])
    return fields


def field(about: Pupil | School, slug: str) -> str:
    key = f"p{about.pk}" if isinstance(about, Pupil) else f"s{about.pk}"
    place = about.school if isinstance(about, Pupil) else about
    return f"a-{key}-{question(place, slug, 'image').pk}"


def send(client: Client, form: dict[str, Any], **more: Any) -> Any:
    return client.post(reverse("consents"), form | more, follow=False)


def answers(pupil: Pupil | Person) -> list[tuple[str, str]]:
    person = pupil.person if isinstance(pupil, Pupil) else pupil
    rows = Consent.objects.filter(person=person).order_by("pk")
    return [(row.question.channel.slug, row.answer) for row in rows.select_related("question__channel")]

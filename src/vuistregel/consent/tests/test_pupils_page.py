"""The page of a pupil of twelve to fifteen: what was given for them, taking it back, and who is told (S80)."""

from __future__ import annotations

import pytest
from django.urls import reverse

from vuistregel import keys
from vuistregel.consent.models import Consent
from vuistregel.consent.tests.builders import question, says
from vuistregel.consent.tests.own_page import (
    a_small_school,
    answers,
    come_in,
    field,
    form_of,
    page,
    send,
)
from vuistregel.organisation.models import Guardianship, Pupil
from vuistregel.organisation.tests import builders as b
from vuistregel.organisation.tests.reading import heading, words
from vuistregel.outbox.models import OutboxItem

pytestmark = pytest.mark.django_db


@pytest.fixture
def pupil() -> Pupil:
    return b.a_pupil(a_small_school(sector="vo"), born=b.years_ago(13))


@pytest.fixture
def mother(pupil: Pupil) -> Guardianship:
    found = b.a_guardian(pupil)
    b.a_contact(found.person, "email", "fatima@zaal.example")
    return found


def post_of(item: OutboxItem) -> tuple[str, str, str]:
    to, subject, body = (
        keys.unseal(item.holder, f"outbox.{name}", bytes(getattr(item, name)))
        for name in ("recipient", "subject", "body")
    )
    return to, subject, body


def key(pupil: Pupil, slug: str) -> str:
    return field(pupil, slug).removeprefix("a-")


@pytest.mark.handbook("S80")
def test_a_pupil_sees_what_was_given_and_not_by_whom(pupil: Pupil, mother: Guardianship) -> None:
    says(pupil, mother.person, "website", "given")
    says(pupil, mother.person, "facebook", "refused")

    response = page(come_in(pupil.person))

    assert heading(response) == "Dit mag de school van u laten zien."
    assert "Website van school" in words(response)
    assert "Facebook" not in words(response)
    assert "Fatima" not in words(response)
    assert 'type="radio"' not in response.content.decode()


@pytest.mark.handbook("S80")
def test_a_withdrawal_tells_the_parents_in_the_same_act_and_can_be_taken_back(
    pupil: Pupil, mother: Guardianship
) -> None:
    says(pupil, mother.person, "website", "given")
    client = come_in(pupil.person)
    shown = form_of(page(client))

    send(client, shown, nu=f"{key(pupil, 'website')}-nee")

    assert answers(pupil) == [("website", "given"), ("website", "withdrawn")]
    to, subject, body = post_of(OutboxItem.objects.get())
    assert (to, subject) == ("fatima@zaal.example", "Yara trok toestemming in")
    assert "- Website van school" in body
    assert "Vanaf 12 jaar" in body

    again = page(client)
    assert heading(again) == "De school mag nu niets van u laten zien."
    send(client, form_of(again), nu=f"{key(pupil, 'website')}-ja")
    assert answers(pupil)[-1] == ("website", "given")
    assert Consent.objects.latest("pk").capacity == "shared"
    assert post_of(OutboxItem.objects.latest("pk"))[1] == "Yara nam een nee terug"
    assert heading(page(client)) == "De school mag nu niets van u laten zien."


@pytest.mark.handbook("S80")
def test_parents_read_that_their_child_said_no_and_nothing_of_each_other(pupil: Pupil, mother: Guardianship) -> None:
    father = b.a_guardian(pupil, call_name="Tom")
    for each in (mother, father):
        says(pupil, each.person, "website", "given")
    client, other = come_in(mother), come_in(father)
    assert "zei zelf nee" not in words(page(client))
    says(pupil, pupil.person, "website", "withdrawn")
    before = words(page(other))
    assert "Yara zei zelf nee. Dat nee geldt." in before

    says(pupil, mother.person, "website", "withdrawn")
    send(client, form_of(page(client)), nu=f"{key(pupil, 'website')}-ja")
    assert "Yara zei zelf nee. Uw ja is bewaard en wacht, tot Yara dat nee terugneemt." in words(page(client))
    assert words(page(other)) == before, "one parent learns nothing of the other's answers"

    says(pupil, pupil.person, "website", "given")
    assert "zei zelf nee" not in words(page(client))


def test_pressing_twice_tells_once(pupil: Pupil, mother: Guardianship) -> None:
    says(pupil, mother.person, "website", "given")
    client = come_in(pupil.person)
    shown = form_of(page(client))
    send(client, shown, nu=f"{key(pupil, 'website')}-nee")
    send(client, shown, nu=f"{key(pupil, 'website')}-nee")
    assert OutboxItem.objects.count() == 1


@pytest.mark.handbook("S80")
def test_who_is_barred_or_without_authority_is_never_told(pupil: Pupil, mother: Guardianship) -> None:
    barred, stranger = b.a_guardian(pupil, call_name="Tom"), b.a_guardian(pupil, authority="no", call_name="Piet")
    for each in (barred, stranger):
        b.a_contact(each.person, "email", f"{each.person.call_name}@zaal.example")
    b.a_restriction(pupil, barred.person, "no_contact")
    says(pupil, mother.person, "website", "given")

    client = come_in(pupil.person)
    send(client, form_of(page(client)), nu=f"{key(pupil, 'website')}-nee")

    assert [post_of(item)[0] for item in OutboxItem.objects.all()] == ["fatima@zaal.example"]


def test_a_parent_without_a_mail_address_gets_a_letter(pupil: Pupil) -> None:
    father = b.a_guardian(pupil, call_name="Tom")
    b.a_contact(father.person, "address", "Dorpsstraat 1, 1234 AB Dorp")
    says(pupil, father.person, "website", "given")
    client = come_in(pupil.person)

    send(client, form_of(page(client)), nu=f"{key(pupil, 'website')}-nee")

    item = OutboxItem.objects.get()
    assert item.kind == "letter"
    assert "Dorpsstraat 1" in post_of(item)[0]


def test_a_pupil_cannot_give_what_no_parent_gave(pupil: Pupil, mother: Guardianship) -> None:
    client = come_in(pupil.person)
    assert "De school mag nu niets van u laten zien." in words(page(client))
    send(client, {}, nu=f"{key(pupil, 'website')}-ja")
    send(client, {field(pupil, "website"): "ja"})
    assert not Consent.objects.exists()


def test_a_parents_own_answers_tell_nobody(pupil: Pupil, mother: Guardianship) -> None:
    client = come_in(mother)
    send(client, form_of(page(client)), **{field(pupil, "website"): "ja"})
    send(client, form_of(page(client)), nu=f"{key(pupil, 'website')}-nee")
    assert not OutboxItem.objects.exists()


def test_the_parent_reads_nothing_of_the_pupils_no_among_the_own_answers(pupil: Pupil, mother: Guardianship) -> None:
    says(pupil, mother.person, "website", "given")
    says(pupil, pupil.person, "website", "withdrawn")
    history = come_in(mother).get(reverse("consent_history", args=[pupil.pk]))
    assert words(history).count("Website van school: ja") == 1
    assert "ingetrokken" not in words(history)
    own = come_in(pupil.person).get(reverse("consent_history", args=[pupil.pk]))
    assert "Website van school: nee, ingetrokken" in words(own)
    assert question(pupil.school, "website", "image").pk


def test_below_twelve_there_is_no_own_page() -> None:
    child = b.a_pupil(a_small_school(), born=b.years_ago(11))
    assert page(come_in(child.person)).status_code == 403

"""Rounds: who is asked and how, what an answer does, who is reminded, and that nothing happens twice."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import translation

from vuistregel import clock
from vuistregel.access.actor import OPERATOR
from vuistregel.access.signin.models import OneTimeLink
from vuistregel.actions import Refused
from vuistregel.consent.actions.rounds import (
    make_round,
    open_round,
    remind_round,
)
from vuistregel.consent.models import Invitation, Round, RoundPupil, Whom
from vuistregel.consent.queries import asked_in_general
from vuistregel.consent.rounds.missing import missing_in
from vuistregel.consent.rounds.progress import whole
from vuistregel.consent.tests.builders import a_school_with_channels, says
from vuistregel.consent.tests.rounds import a_family, later, link_in, mails, opened, says_everything
from vuistregel.organisation.models import Pupil, School
from vuistregel.organisation.tests.builders import (
    a_contact,
    a_group,
    a_guardian,
    a_pupil,
    a_restriction,
    an_account,
    years_ago,
)
from vuistregel.words import Words

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def no_language_that_stays() -> Iterator[None]:
    """A page in English leaves its language behind in this process; the next test starts in Dutch."""
    with translation.override("nl"):
        yield


@pytest.fixture
def school() -> School:
    return a_school_with_channels(mode="each_year")


def test_one_mail_asks_about_all_children_and_its_link_leads_to_them(school: School, client: Client) -> None:
    mother, _ = a_family(school, "Yara", "Milan", address="fatima@thuis.example")

    opened(school, note=Words("Wij zijn gestopt met X.", "We stopped using X."))

    [(to, subject, body)] = mails()
    assert to == "fatima@thuis.example"
    assert school.name in subject
    assert "Yara en Milan" in body or "Milan en Yara" in body
    assert "Wij zijn gestopt met X." in body
    assert client.post(link_in(body))["Location"] == "/toestemming/"
    mother.person.refresh_from_db()
    assert client.session["_auth_user_id"] == str(mother.person.account_id)


def test_a_mail_is_in_the_language_of_its_reader(school: School) -> None:
    mother, _ = a_family(school, "Yara", address="fatima@thuis.example")
    an_account(mother.person, language="en")

    opened(school, note=Words("Wij zijn gestopt met X.", "We stopped using X."))

    [(_, subject, body)] = mails("en")
    assert subject == f"{school.name} asks for your consent"
    assert "We stopped using X." in body


def test_who_presses_english_gets_the_next_mail_and_link_in_english(school: School, client: Client) -> None:
    mother, _ = a_family(school, "Yara", address="fatima@thuis.example")
    first = opened(school, note=Words("Wij zijn gestopt met X.", "We stopped using X."))
    [(_, _, body)] = mails("nl")
    assert "English: open the link" in body
    client.post(link_in(body))

    client.post("/taal/", {"language": "en"})

    mother.person.refresh_from_db()
    assert mother.person.account is not None
    assert mother.person.account.language == "en"
    later(8)
    remind_round(OPERATOR, round_=first)
    [(_, subject, body)] = mails("en")
    assert "asks for your consent" in subject
    assert "We stopped using X." in body
    assert "Nederlands: open de link" in body
    elsewhere = Client()
    assert elsewhere.post(link_in(body)).cookies["language"].value == "en"


def test_a_link_leaves_a_language_that_was_chosen_on_the_device(school: School, client: Client) -> None:
    a_family(school, "Yara", address="fatima@thuis.example")
    opened(school)
    client.post("/taal/", {"language": "en"})
    client.post(link_in(mails("nl")[0][2]))
    assert client.cookies["language"].value == "en"


def test_two_guardians_on_one_mailbox_get_a_mail_each_with_an_own_link(school: School) -> None:
    _, [child] = a_family(school, "Yara", address="thuis@thuis.example")
    father = a_guardian(child, call_name="Tom")
    a_contact(father.person, "email", "thuis@thuis.example")

    opened(school)

    sent = mails()
    assert [to for to, _, _ in sent] == ["thuis@thuis.example"] * 2
    assert {re.findall(r"Goedendag (\w+),", body)[0] for _, _, body in sent} == {"Fatima", "Tom"}
    assert len({link_in(body) for _, _, body in sent}) == 2


@pytest.mark.handbook("T30", "R2.8")
def test_only_who_decides_is_asked(school: School) -> None:
    _, [child] = a_family(school, "Yara", address="fatima@thuis.example")
    for authority, name in (("no", "Tom"), ("unknown", "Bram")):
        a_contact(a_guardian(child, authority=authority, call_name=name).person, "email", f"{name}@thuis.example")
    barred = a_guardian(child, call_name="Kees")
    a_contact(barred.person, "email", "kees@thuis.example")
    a_restriction(child, barred.person)
    grown = a_pupil(school, born=years_ago(16, 3), call_name="Mees")
    a_contact(grown.person, "email", "mees@thuis.example")
    a_contact(a_guardian(grown, call_name="Els").person, "email", "els@thuis.example")

    opened(school)

    assert {to for to, _, _ in mails()} == {"fatima@thuis.example", "mees@thuis.example"}
    assert "van u laten zien" in next(body for to, _, body in mails() if to == "mees@thuis.example")


def test_who_cannot_be_asked_is_counted_with_the_reason(school: School) -> None:
    a_pupil(school, call_name="Niemand")
    a_pupil(school, born=None, call_name="Leeftijdloos")
    a_family(school, "Yara", address="fatima@thuis.example")

    made = make_round(OPERATOR, school=school, title="Ronde", whom=Whom.SCHOOL)
    plan = open_round(OPERATOR, round_=made)

    assert (plan.mails, plan.letters, plan.families) == (1, 0, 1)
    assert {(p.name, p.gap) for p in plan.gaps} == {("Niemand", "nobody"), ("Leeftijdloos", "birth_date")}
    assert whole(made).unreachable == 2


def test_a_round_asks_some_groups_or_newcomers_only(school: School) -> None:
    group = a_group(school, "7A")
    a_family(school, "Yara", address="a@thuis.example", group=group)
    _, [new] = a_family(school, "Milan", address="b@thuis.example")
    Pupil.objects.filter(pk=new.pk).update(arrived=clock.today())

    for whom, fields in (
        (Whom.GROUPS, {"groups": [group.pk]}),
        (Whom.NEWCOMERS, {"newcomers_since": clock.today()}),
    ):
        made = make_round(OPERATOR, school=school, title="Ronde", whom=whom, **fields)
        open_round(OPERATOR, round_=made)

    assert [to for to, _, _ in mails()] == ["a@thuis.example", "b@thuis.example"]


def test_pressing_send_twice_sends_once(school: School) -> None:
    a_family(school, "Yara", address="fatima@thuis.example")
    made = make_round(OPERATOR, school=school, title="Ronde", whom=Whom.SCHOOL)
    seen = Round.objects.select_related("school__board").get(pk=made.pk)
    open_round(OPERATOR, round_=made)

    with pytest.raises(Refused):
        open_round(OPERATOR, round_=seen)

    assert len(mails()) == Invitation.objects.count() == 1


def test_an_opening_that_breaks_halfway_leaves_nothing(school: School, monkeypatch: Any) -> None:
    a_family(school, "Yara", address="fatima@thuis.example")
    made = make_round(OPERATOR, school=school, title="Ronde", whom=Whom.SCHOOL)

    def killed(*_: Any, **__: Any) -> None:
        raise SystemExit

    with monkeypatch.context() as patched:
        patched.setattr("vuistregel.consent.actions.rounds._mail", killed)
        with pytest.raises(SystemExit):
            open_round(OPERATOR, round_=made)

    made.refresh_from_db()
    assert made.state == "draft"
    assert not (Invitation.objects.exists() or RoundPupil.objects.exists() or OneTimeLink.objects.exists())
    open_round(OPERATOR, round_=made)
    assert len(mails()) == 1


def test_nobody_to_ask_is_not_sent(school: School) -> None:
    a_pupil(school)
    made = make_round(OPERATOR, school=school, title="Ronde", whom=Whom.SCHOOL)

    with pytest.raises(Refused):
        open_round(OPERATOR, round_=made)
    made.refresh_from_db()
    assert made.state == "draft"


def test_an_answer_by_any_way_answers_for_the_family_in_the_same_transaction(school: School) -> None:
    mother, [yara, milan] = a_family(school, "Yara", "Milan", address="fatima@thuis.example")
    made = opened(school)

    says_everything(yara, mother.person)
    assert Invitation.objects.get().answered_at is None
    assert whole(made).answered == 0

    says_everything(milan, mother.person, "refused")
    assert Invitation.objects.get().answered_at is not None
    assert whole(made).answered == 1


def test_a_family_that_answered_one_of_many_questions_has_not_answered(school: School) -> None:
    mother, [child] = a_family(school, "Yara", address="fatima@thuis.example")
    father = a_guardian(child, call_name="Tom").person
    made = opened(school)
    says(child, mother.person, "website", "given")

    assert str(whole(made).words) == "Het gezin heeft nog niet op alles geantwoord."
    assert [row.name for row in missing_in(made)] == [child.person.name]
    assert Invitation.objects.get(person=mother.person).answered_at is None

    asked = asked_in_general([school.pk], clock.today()).exclude(channel__slug="website")
    for question in asked.select_related("channel"):
        says(child, father, question.channel.slug, "refused", matter=question.matter)
    assert whole(made).answered == 0, "one matter of the website is open still"
    says(child, father, "website", "refused", matter="information")
    assert str(whole(made).words) == "Het gezin heeft op alles geantwoord."
    assert missing_in(made) == []


def test_a_second_round_knows_who_answered_everything_already(school: School) -> None:
    mother, [child] = a_family(school, "Yara", address="fatima@thuis.example")
    a_family(school, "Noor", address="els@thuis.example")
    opened(school)
    says_everything(child, mother.person)

    again = opened(school)

    assert str(whole(again).words) == (
        "1 van de 2 gezinnen heeft op alles geantwoord. Het andere gezin antwoordde nog niet op alles."
    )
    assert Invitation.objects.get(round=again, person=mother.person).answered_at is not None


def test_an_answer_counts_also_when_it_changes_nothing_that_holds(school: School) -> None:
    mother, [child] = a_family(school, "Yara", address="fatima@thuis.example")
    father = a_guardian(child, call_name="Tom")
    says_everything(child, father.person, "refused")
    opened(school)

    says_everything(child, mother.person)

    assert Invitation.objects.filter(answered_at=None).count() == 0


def test_an_answer_of_another_school_year_answers_no_round(school: School) -> None:
    mother, [child] = a_family(school, "Yara", address="fatima@thuis.example")
    made = opened(school)
    year = timedelta(days=365)
    Round.objects.filter(pk=made.pk).update(year_starts=made.year_starts - year, year_ends=made.year_ends - year)

    says_everything(child, mother.person)

    assert Invitation.objects.filter(answered_at=None).exists()

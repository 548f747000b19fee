"""Rounds: who is asked and how, what an answer does, who is reminded, and that nothing happens twice."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from vuistregel import clock, keys
from vuistregel.access.actor import OPERATOR, job
from vuistregel.access.signin.models import OneTimeLink
from vuistregel.access.signin.tests import log
from vuistregel.actions import Refused
from vuistregel.consent.actions.rounds import (
    ask_the_others,
    close_round,
    drop_round,
    make_round,
    open_round,
    remind_round,
    renew_letters,
)
from vuistregel.consent.jobs import remind_rounds
from vuistregel.consent.models import Invitation, InvitedFor, Round, RoundPupil, Whom
from vuistregel.consent.rounds.letters import letters_of, waiting
from vuistregel.consent.rounds.progress import progress_of, whole
from vuistregel.consent.tests.builders import a_school_with_channels, says
from vuistregel.organisation.models import Guardianship, Person, Pupil, School
from vuistregel.organisation.tests.builders import (
    a_board,
    a_contact,
    a_group,
    a_guardian,
    a_pupil,
    a_restriction,
    a_school,
    an_account,
    years_ago,
)
from vuistregel.outbox.models import OutboxItem
from vuistregel.words import Words

pytestmark = pytest.mark.django_db


def mails(language: str = "") -> list[tuple[str, str, str]]:
    """To, subject and body of every mail in the outbox."""
    rows = OutboxItem.objects.filter(kind="mail").order_by("pk")
    return [
        (
            keys.unseal(r.holder, "outbox.recipient", bytes(r.recipient)),
            keys.unseal(r.holder, "outbox.subject", bytes(r.subject)),
            keys.unseal(r.holder, "outbox.body", bytes(r.body)),
        )
        for r in rows
        if not language or r.language == language
    ]


def a_family(school: School, *names: str, address: str = "", group: Any = None) -> tuple[Guardianship, list[Pupil]]:
    """A mother with children; `address` is her mail."""
    children = [a_pupil(school, call_name=name, group=group) for name in names]
    first = a_guardian(children[0])
    for child in children[1:]:
        a_guardian(child, person=first.person)
    if address:
        a_contact(first.person, "email", address)
    return first, children


def opened(school: School, **fields: Any) -> Round:
    made = make_round(OPERATOR, school=school, title="Foto’s dit schooljaar", whom=Whom.SCHOOL, **fields)
    open_round(OPERATOR, round_=made)
    return made


def later(days: int) -> None:
    """Time passes: everything that was sent was sent so many days earlier."""
    back = timedelta(days=days)
    for row in Invitation.objects.all():
        Invitation.objects.filter(pk=row.pk).update(
            sent_at=row.sent_at - back, reminded_on=row.reminded_on and row.reminded_on - back
        )


@pytest.fixture
def school() -> School:
    return a_school_with_channels(mode="each_year")


def link_in(body: str) -> str:
    found = re.search(r"http://localhost:8000(/inloggen/persoonlijk/\S+)", body)
    assert found
    return found.group(1)


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

    says(yara, mother.person, "website", "given")
    assert Invitation.objects.get().answered_at is None
    assert whole(made).answered == 0

    says(milan, mother.person, "website", "refused")
    assert Invitation.objects.get().answered_at is not None
    assert whole(made).answered == 1


def test_an_answer_counts_also_when_it_changes_nothing_that_holds(school: School) -> None:
    mother, [child] = a_family(school, "Yara", address="fatima@thuis.example")
    father = a_guardian(child, call_name="Tom")
    says(child, father.person, "website", "refused")
    opened(school)

    says(child, mother.person, "website", "given")

    assert Invitation.objects.filter(answered_at=None).count() == 0


def test_an_answer_of_another_school_year_answers_no_round(school: School) -> None:
    mother, [child] = a_family(school, "Yara", address="fatima@thuis.example")
    made = opened(school)
    year = timedelta(days=365)
    Round.objects.filter(pk=made.pk).update(year_starts=made.year_starts - year, year_ends=made.year_ends - year)

    says(child, mother.person, "website", "given")

    assert Invitation.objects.filter(answered_at=None).exists()


def test_a_reminder_comes_after_its_term_and_at_most_as_often_as_the_norm_says(school: School) -> None:
    a_family(school, "Yara", address="fatima@thuis.example")
    made = opened(school)
    actor, now = job("consent.reminders"), clock.now()

    assert remind_rounds(actor, now) == 0
    later(6)
    assert remind_rounds(actor, now) == 0
    later(1)
    assert remind_rounds(actor, now) == 1
    assert "Nog even" in mails()[-1][1]
    later(7)
    assert remind_rounds(actor, now) == 1
    later(30)
    assert remind_rounds(actor, now) == 0
    with pytest.raises(Refused):
        remind_round(OPERATOR, round_=made, by_hand=True)
    assert len(mails()) == 3


def test_the_same_tick_twice_reminds_once(school: School) -> None:
    a_family(school, "Yara", address="fatima@thuis.example")
    opened(school)
    later(8)

    assert [remind_rounds(job("consent.reminders"), clock.now()) for _ in range(2)] == [1, 0]
    # A tick that was killed before it could say so starts again: the same reminder is not posted twice.
    Invitation.objects.update(reminders=0, reminded_on=None)
    assert remind_rounds(job("consent.reminders"), clock.now()) == 1

    assert len(mails()) == 2


def test_only_families_without_an_answer_are_reminded_and_only_about_those_children(school: School) -> None:
    mother, [yara, _] = a_family(school, "Yara", "Milan", address="a@thuis.example")
    other, [noor] = a_family(school, "Noor", address="b@thuis.example")
    made = opened(school)
    says(yara, mother.person, "website", "given")
    says(noor, other.person, "website", "refused")
    later(8)

    assert remind_round(OPERATOR, round_=made) == 1

    to, _, body = mails()[-1]
    assert to == "a@thuis.example"
    assert "Milan" in body
    assert "Yara" not in body


def test_who_became_barred_or_lost_authority_since_gets_no_reminder(school: School) -> None:
    _, [yara] = a_family(school, "Yara", address="a@thuis.example")
    father = a_guardian(yara, call_name="Tom")
    a_contact(father.person, "email", "tom@thuis.example")
    lost, _ = a_family(school, "Noor", address="b@thuis.example")
    made = opened(school)
    assert len(mails()) == 3
    a_restriction(yara, father.person)
    Guardianship.objects.filter(pk=lost.pk).update(authority="no")
    later(8)

    assert remind_round(OPERATOR, round_=made) == 1
    assert mails()[-1][0] == "a@thuis.example"


def test_a_day_on_which_nobody_may_be_reminded_leaves_nothing_in_the_log(school: School) -> None:
    _, [yara] = a_family(school, "Yara", address="a@thuis.example")
    opened(school)
    Guardianship.objects.filter(pupil=yara).update(authority="no")
    later(8)

    assert remind_rounds(job("consent.reminders"), clock.now()) == 0
    assert "consent.round_reminded" not in log.kinds(school.board_id)


def test_a_closed_round_reminds_nobody_and_still_hears_answers(school: School) -> None:
    mother, [child] = a_family(school, "Yara", address="fatima@thuis.example")
    made = opened(school)
    later(8)
    close_round(OPERATOR, round_=made)

    assert remind_rounds(job("consent.reminders"), clock.now()) == 0
    says(child, mother.person, "website", "given")
    assert whole(made).answered == 1
    with pytest.raises(Refused):
        remind_round(OPERATOR, round_=made, by_hand=True)


def test_a_dropped_round_cannot_be_sent(school: School) -> None:
    a_family(school, "Yara", address="fatima@thuis.example")
    made = make_round(OPERATOR, school=school, title="Ronde", whom=Whom.SCHOOL)
    drop_round(OPERATOR, round_=made)

    with pytest.raises(Refused):
        open_round(OPERATOR, round_=made)


def test_who_came_since_or_is_known_since_can_still_be_asked(school: School) -> None:
    mother, _ = a_family(school, "Yara", address="a@thuis.example")
    unknown = a_pupil(school, call_name="Noor")
    made = opened(school)
    a_contact(a_guardian(unknown, call_name="Tom").person, "email", "tom@thuis.example")
    brother = a_pupil(school, call_name="Milan")
    a_guardian(brother, person=mother.person)

    ask_the_others(OPERATOR, round_=made)

    assert [to for to, _, _ in mails()] == ["a@thuis.example", "tom@thuis.example"]
    assert whole(made).unreachable == 0
    assert InvitedFor.objects.filter(invitation__person=mother.person).count() == 2
    assert ask_the_others(OPERATOR, round_=made).recipients == ()


@pytest.mark.handbook("R7.5")
def test_who_has_no_mail_gets_a_letter_with_a_code_that_works(school: School) -> None:
    group = a_group(school, "7A")
    mother, _ = a_family(school, "Yara", group=group)
    made = opened(school)
    assert mails() == []

    [letter] = letters_of(waiting(made, group.pk)).letters

    assert (letter.name, letter.children, letter.group) == (mother.person.name, ("Yara",), "7A")
    assert "<svg" in letter.square
    assert letters_of(waiting(made)).letters[0].code == letter.code, "printing again shows the same code"
    client = Client()
    assert client.post("/code/", {"code": letter.code})["Location"] == "/toestemming/"
    again = letters_of(waiting(made))
    assert again.letters[0].code == ""
    renew_letters(OPERATOR, round_=made, invitations=again.over)
    new = letters_of(waiting(made)).letters[0].code
    assert new not in ("", letter.code)
    assert Client().post("/code/", {"code": new}).status_code == 302


def test_progress_says_families_per_class_and_children_of_one_family_count_once(school: School) -> None:
    group, other = a_group(school, "7A"), a_group(school, "8B")
    mother, [a, b] = a_family(school, "Yara", "Milan", address="a@thuis.example", group=group)
    a_family(school, "Noor", group=group)
    a_family(school, "Sem", address="c@thuis.example", group=other)
    made = opened(school)
    says(a, mother.person, "website", "given")
    says(b, mother.person, "website", "given")

    found = {p.name: (p.answered, p.families) for p in whole(made).groups}
    mine = progress_of(group, clock.today())

    assert found == {"7A": (1, 2), "8B": (0, 1)}
    assert mine is not None
    assert (mine.answered, mine.families) == (1, 2)
    assert str(mine.words) == "1 van de 2 gezinnen heeft geantwoord. Bij het andere gezin is het antwoord nee."
    assert progress_of(a_group(school, "1A"), clock.today()) is None


def test_opening_takes_the_same_number_of_statements_for_many_as_for_few(school: School) -> None:
    def statements(families: int) -> int:
        place = a_school_with_channels(a_board(), mode="each_year")
        for n in range(families):
            a_family(place, f"Kind{n}", address=f"ouder{n}@thuis.example" if n % 3 else "")
        made = make_round(OPERATOR, school=place, title="Ronde", whom=Whom.SCHOOL)
        with CaptureQueriesContext(
            connection,
        ) as caught:
            open_round(OPERATOR, round_=made)
        return len(caught)

    assert statements(60) == statements(6)


def test_a_school_of_another_board_is_not_touched(school: School) -> None:
    a_family(a_school(), "Elders", address="elders@thuis.example")
    a_family(school, "Yara", address="fatima@thuis.example")

    opened(school)

    assert [to for to, _, _ in mails()] == ["fatima@thuis.example"]


def test_a_mail_address_never_stands_readable_in_the_tables(school: School) -> None:
    a_family(school, "Yara", address="fatima@thuis.example")
    opened(school)
    rows = [str(list(model.objects.values())) for model in (Invitation, RoundPupil, OutboxItem, OneTimeLink)]

    assert "thuis.example" not in "".join(rows)
    assert Person.objects.count()

"""A round after it was sent: reminders, letters, closing, progress."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from vuistregel import clock
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
from vuistregel.consent.models import Invitation, InvitedFor, RoundPupil, Whom
from vuistregel.consent.rounds.letters import letters_of, waiting
from vuistregel.consent.rounds.progress import progress_of, whole
from vuistregel.consent.tests.builders import a_school_with_channels
from vuistregel.consent.tests.rounds import a_family, later, mails, opened, says_everything
from vuistregel.organisation.models import Guardianship, Person, School
from vuistregel.organisation.tests.builders import (
    a_board,
    a_contact,
    a_group,
    a_guardian,
    a_pupil,
    a_restriction,
    a_school,
)
from vuistregel.outbox.models import OutboxItem

pytestmark = pytest.mark.django_db


@pytest.fixture
def school() -> School:
    return a_school_with_channels(mode="each_year")


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


def test_of_two_rounds_a_family_gets_one_reminder_on_a_day(school: School) -> None:
    a_family(school, "Yara", address="fatima@thuis.example")
    opened(school)
    opened(school)
    later(8)

    assert remind_rounds(job("consent.reminders"), clock.now()) == 1
    assert remind_rounds(job("consent.reminders"), clock.now()) == 0


def test_only_families_without_an_answer_are_reminded_and_only_about_those_children(school: School) -> None:
    mother, [yara, _] = a_family(school, "Yara", "Milan", address="a@thuis.example")
    other, [noor] = a_family(school, "Noor", address="b@thuis.example")
    made = opened(school)
    says_everything(yara, mother.person)
    says_everything(noor, other.person, "refused")
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
    says_everything(child, mother.person)
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
    says_everything(a, mother.person)
    says_everything(b, mother.person)

    found = {p.name: (p.answered, p.families) for p in whole(made).groups}
    mine = progress_of(group, clock.today())

    assert found == {"7A": (1, 2), "8B": (0, 1)}
    assert mine is not None
    assert (mine.answered, mine.families) == (1, 2)
    assert (
        str(mine.words)
        == "1 van de 2 gezinnen heeft op alles geantwoord. Het andere gezin antwoordde nog niet op alles."
    )
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

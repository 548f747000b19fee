"""What the tests of rounds share: families, mails in the outbox, days that pass."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

from vuistregel import clock, keys
from vuistregel.access.actor import OPERATOR
from vuistregel.consent.actions import Reply, answer
from vuistregel.consent.actions.rounds import (
    make_round,
    open_round,
)
from vuistregel.consent.models import NO_USE, Invitation, Round, Whom
from vuistregel.consent.queries import asked_in_general, newest_of
from vuistregel.consent.rules import Answer, How
from vuistregel.organisation.models import Guardianship, Person, Pupil, School
from vuistregel.organisation.tests.builders import (
    a_contact,
    a_guardian,
    a_pupil,
)
from vuistregel.outbox.models import OutboxItem
from vuistregel.outbox.tests.opened import body_of


def mails(language: str = "") -> list[tuple[str, str, str]]:
    """To, subject and body of every mail in the outbox."""
    rows = OutboxItem.objects.filter(kind="mail").order_by("pk")
    return [
        (
            keys.unseal(r.holder, "outbox.recipient", bytes(r.recipient)),
            keys.unseal(r.holder, "outbox.subject", bytes(r.subject)),
            body_of(r),
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


def link_in(body: str) -> str:
    found = re.search(r"http://localhost:8000(/inloggen/persoonlijk/\S+)", body)
    assert found
    return found.group(1)


def says_everything(child: Pupil, by: Person, given: str = "given") -> None:
    """Somebody who decides answers every question that is asked about a child, all the same."""
    asked = asked_in_general([child.school_id], clock.today()).select_related("channel", "text")
    replies = [Reply(question, Answer(given), saw=newest_of(child.person, question, NO_USE, by)) for question in asked]
    answer(OPERATOR, person=child.person, school=child.school, pupil=child, by=by, replies=replies, how=How.PAPER)

"""Sending the yearly notice: one mail or letter per recipient, and the consents count again (R7.5)."""

from __future__ import annotations

from hashlib import sha256
from typing import Any

from django.conf import settings
from django.urls import reverse

from vuistregel import bulk, outbox
from vuistregel.access.actor import Subject
from vuistregel.actions import Act, action
from vuistregel.consent.events import NoticesSent
from vuistregel.consent.models import ConsentState, YearlyNotice
from vuistregel.consent.notices import Plan, Recipient, plan
from vuistregel.decisions import Reason, no
from vuistregel.organisation.models import School
from vuistregel.words import Words

_BATCH = 500


def _of_school(*, school: School, **_: Any) -> Subject:
    return Subject(board=school.board_id, school=school.pk)


@action(category="consent_round", verb="write", subject=_of_school)
def send_notices(act: Act, *, school: School) -> Plan:
    """Send everybody who may say no the notice of this school year, and let the consents count from today.

    Who got it already gets it no second time; when nobody is left it is refused. Everything or nothing: the post, the
    record of what was sent to whom, and the states are one transaction.
    """
    found = plan(school, act.day)
    if not found.recipients:
        act.refuse(no(_NOBODY))
    _post(act, school, found)
    _record(act, school, found)
    act.record(NoticesSent(school=school.name, persons=found.persons))
    return found


def _post(act: Act, school: School, found: Plan) -> None:
    mails = []
    for recipient in found.recipients:
        subject, body = words_for(recipient, school, found)
        key = f"consent.notice:{school.pk}:{act.day}:{recipient.person.key.hex}:{_digest(recipient)}"
        if recipient.email:
            language = recipient.language
            mails.append(
                outbox.Mail(
                    recipient.person.key,
                    recipient.email,
                    subject.in_(language),
                    body.in_(language),
                    language,
                    key,
                )
            )
        else:
            outbox.post_letter(
                act,
                board=school.board,
                holder=recipient.person.key,
                to=recipient.person.name,
                subject=subject,
                body=body,
                language=recipient.language,
                key=key,
            )
    outbox.post_mails(act, board=school.board, mails=mails)


def _digest(recipient: Recipient) -> str:
    """What the notice is about, so that another one on the same day is another letter."""
    states = sorted(state.pk for about in recipient.about for state in about.states)
    return sha256(repr(states).encode()).hexdigest()[:12]


def words_for(recipient: Recipient, school: School, found: Plan) -> tuple[Words, Words]:
    """Subject and text of one notice: per person which places, and how one says no."""
    parts = [
        _PART.with_(
            name=about.person.name,
            places=Words("\n".join(f"- {p.nl}" for p in about.places), "\n".join(f"- {p.en}" for p in about.places)),
        )
        for about in recipient.about
    ]
    body = _BODY.with_(
        name=recipient.person.name,
        school=school.name,
        year=found.year.name,
        parts=Words("\n\n".join(p.nl for p in parts), "\n\n".join(p.en for p in parts)),
        url=settings.ENVIRONMENT.url + reverse("consents"),
    )
    return _SUBJECT.with_(school=school.name), body


def _record(act: Act, school: School, found: Plan) -> None:
    board, day = school.board_id, act.day
    rows = {
        (about.person.pk, recipient.person.pk, state.question_id)
        for recipient in found.recipients
        for about in recipient.about
        for state in about.states
    }
    bulk.insert(
        YearlyNotice,
        ("board", "person", "to", "question", "sent_on"),
        [(board, person, to, question, day.isoformat()) for person, to, question in sorted(rows)],
        once=True,
    )
    states = sorted({s.pk for r in found.recipients for about in r.about for s in about.states})
    for start in range(0, len(states), _BATCH):
        ConsentState.objects.filter(board=board, pk__in=states[start : start + _BATCH]).update(noticed_on=day)


_SUBJECT = Words("U mag nog steeds nee zeggen, {school}", "You may still say no, {school}")
_PART = Words("Voor {name} is er een ja voor:\n{places}", "For {name} there is a yes for:\n{places}")
_BODY = Words(
    "Beste {name},\n\n{school} gebruikt dit schooljaar ({year}) toestemming die er al is.\n\n{parts}\n\n"
    "Vindt u dat goed? Dan hoeft u niets te doen.\n"
    "Wilt u het niet meer? Zeg dan nee, nu of later in het jaar:\n{url}\n"
    "U kunt het ook aan school vertellen, of op papier geven.\n\n{school}\n",
    "Dear {name},\n\n{school} uses this school year ({year}) consent that is there already.\n\n{parts}\n\n"
    "Is that all right? Then you need not do anything.\n"
    "You no longer want it? Then say no, now or later in the year:\n{url}\n"
    "You can also tell the school, or hand in a paper.\n\n{school}\n",
)
_NOBODY = Reason(
    Words(
        "Er is nu niemand die dit bericht nog moet krijgen.", "There is nobody now who still has to get this notice."
    ),
    norm="consent.yearly-notice",
)

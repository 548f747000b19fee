"""Asking this time (R7.4, S69): one mail per family about one use; the answers are kept under its key."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, Final
from uuid import UUID

from vuistregel import outbox
from vuistregel.access.actor import Subject
from vuistregel.access.signin.personal import in_mail, make_personal
from vuistregel.actions import Act, action
from vuistregel.consent.asks import wording
from vuistregel.consent.events import AskedThisTime
from vuistregel.consent.models import Ask, AskPerson, Channel, Question
from vuistregel.consent.rounds.recipients import Recipient, plan_for, recipients_themselves
from vuistregel.consent.rounds.wording import until_words
from vuistregel.consent.rules import Matter
from vuistregel.decisions import Reason, no
from vuistregel.organisation.models import Person, Pupil
from vuistregel.organisation.periods import present_on
from vuistregel.organisation.queries import norms_for
from vuistregel.ui import days
from vuistregel.words import Words

NOBODY: Final = Reason(
    Words("Er is niemand om het over te vragen.", "There is nobody to ask about."), norm="consent.no-answer"
)
NOT_ASKED: Final = Reason(
    Words("Dit vraagt de school niet voor deze plek.", "The school does not ask this for this place."),
    norm="consent.per-channel",
)


def _of_channel(*, channel: Channel, **_: Any) -> Subject:
    return Subject(board=channel.board_id, school=channel.school_id)


@action(category="media", verb="write", subject=_of_channel)
def ask_this_time(
    act: Act,
    *,
    use: UUID,
    channel: Channel,
    matter: Matter,
    persons: Sequence[int],
    title: str,
    description: str = "",
    pictures: Sequence[UUID] = (),
    made_by: Person | None = None,
    closes_on: date | None = None,
) -> Ask:
    """Ask the families of these people (ids of persons: pupils, parents, staff) about one use.

    `use` is the key of the publication, `pictures` the keys under which the room of media shows its pictures. Asking
    the same use again asks only who was not asked yet: nobody gets the same mail twice.
    """
    question = Question.objects.filter(
        board=channel.board_id, channel=channel.asks, matter=matter.value, asked=True
    ).first()
    if question is None or question.text_id is None:
        act.refuse(no(NOT_ASKED))
    found, _ = Ask.objects.get_or_create(
        key=use,
        defaults={
            "board_id": channel.board_id,
            "school": channel.school,
            "channel": channel,
            "question": question,
            "title": title,
            "description": description,
            "pictures": [str(key) for key in pictures],
            "made_by": made_by,
            "made_on": act.day,
            "closes_on": closes_on,
        },
    )
    if found.board_id != channel.board_id or found.channel_id != channel.pk:
        act.refuse(no(NOT_ASKED))
    asked = set(found.people.values_list("person", flat=True))
    new = Person.objects.filter(board=channel.board_id, pk__in=set(persons) - asked)
    people = {person.pk: person for person in new}
    if not people and not asked:
        act.refuse(no(NOBODY))
    mails = _ask(act, found, people)
    act.record(
        AskedThisTime(
            persons=tuple(person.key for person in people.values()),
            school=channel.school.name,
            channel=channel.words.nl,
            use=str(use),
            people=len(people),
            mails=mails,
        )
    )
    return found


def _ask(act: Act, ask: Ask, people: dict[int, Person]) -> int:
    rows = Pupil.objects.filter(present_on(act.day), board=ask.board_id, school=ask.school, person__in=people)
    plan = plan_for(rows, act.day)
    pupils = dict(rows.values_list("person", "pk"))
    adults = recipients_themselves([person for pk, person in people.items() if pk not in pupils])
    to = [r for r in (*plan.recipients, *adults) if r.address]
    written = {pupil.pk for r in plan.recipients if r.address for pupil in r.about}
    reached = {r.person for r in adults if r.address}
    AskPerson.objects.bulk_create(
        AskPerson(
            board_id=ask.board_id,
            ask=ask,
            person_id=pk,
            pupil_id=pupils.get(pk),
            written=pupils[pk] in written if pk in pupils else pk in reached,
        )
        for pk in people
    )
    return _mail(act, ask, to)


def _mail(act: Act, ask: Ask, to: Sequence[Recipient]) -> int:
    school = ask.school
    until = norms_for(ask.board_id, act.day, school.sector).add("consent.link.term", act.moment)
    links = make_personal(
        act, board=ask.board_id, persons=[r.key for r in to], there=f"/toestemming/vragen/{ask.key}/", until=until
    )
    closes = days.full(ask.closes_on, act.day) if ask.closes_on else None
    return outbox.post_mails(
        act,
        board=school.board,
        mails=[
            outbox.Mail(
                holder=r.key,
                to=r.address,
                subject=wording.SUBJECT.in_(r.language).format(school=school.name),
                body=wording.body(
                    r,
                    school=school.name,
                    place=ask.channel.words,
                    title=ask.title,
                    more=ask.description,
                    url=in_mail(link),
                    until=until_words(until),
                    closes=closes,
                ),
                language=r.language,
                key=f"ask:{ask.key}:{r.person}:{'.'.join(str(p.pk) for p in r.about)}"[:120],
            )
            for r, link in zip(to, links, strict=True)
        ],
    )

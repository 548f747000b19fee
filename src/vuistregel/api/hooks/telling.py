"""A consent began or ended: whoever subscribed hears it, in the transaction of the answer itself.

The message says what a question would be answered now, by the same rule. It never says why: a child whom nobody may
find reads like one without consent.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from django.db.models import Q

from vuistregel import outbox
from vuistregel.api.hooks.calls import call, secret_of
from vuistregel.api.models import Subscription
from vuistregel.consent.changes import Change, on_change
from vuistregel.consent.models import NO_USE, Channel, ConsentState, Question
from vuistregel.consent.models.channels import used_on
from vuistregel.consent.queries import people_for, place_of
from vuistregel.consent.rules import Answer, Matter
from vuistregel.consent.states import standing_of
from vuistregel.organisation.models import Guardianship, Person, Pupil, School
from vuistregel.organisation.periods import open_on, present_on
from vuistregel.organisation.protected import on_protection

if TYPE_CHECKING:
    from vuistregel.actions import Act

CHANGED = "consent.changed"
Contents = dict[str, str | bool]


@on_change
def tell_systems(act: Act, changes: Sequence[Change]) -> None:
    """Post a message per change, channel and system. Channels that share an answer (R7.9) are told as well."""
    boards = {change.board for change in changes}
    systems = list(Subscription.objects.filter(board__in=boards, ended_at__isnull=True).select_related("board"))
    if not systems:
        return
    by_school: dict[int, list[Change]] = defaultdict(list)
    for change in changes:
        by_school[change.school].append(change)
    for school in School.objects.filter(pk__in=by_school).select_related("board"):
        listening = [
            (s, secret_of(s)) for s in systems if s.board_id == school.board_id and s.school_id in (None, school.pk)
        ]
        if listening:
            told = list(_messages(school, by_school[school.pk], act.day))
            outbox.post_webhooks(
                act,
                board=school.board,
                calls=[
                    call(s, secret, message=uuid4(), event=CHANGED, at=act.moment, holder=holder, contents=contents)
                    for holder, contents in told
                    for s, secret in listening
                ],
            )


@on_protection
def tell_of_protection(act: Act, person: Person) -> None:
    """What was a yes may no longer be used, or may be again: told as any change, without a word why."""
    states = ConsentState.objects.filter(board=person.board_id, person=person, answer=Answer.GIVEN.value)
    held = [(state, standing_of(state)) for state in states]
    changes = [Change(s.board_id, s.school_id, s.person_id, s.question_id, s.use, found, found) for s, found in held]
    if changes:
        tell_systems(act, changes)


def _messages(school: School, changes: Sequence[Change], day: date) -> Iterator[tuple[UUID, Contents]]:
    """Whose key seals it, and what it says; some queries per channel and use, however many people."""
    names = _names(school, {change.person for change in changes}, day)
    together: dict[tuple[int, UUID], list[int]] = defaultdict(list)
    for change in changes:
        together[change.question, change.use].append(change.person)
    questions = {q.pk: q for q in Question.objects.filter(pk__in={key[0] for key in together})}
    for (question, use), persons in together.items():
        asked = questions[question]
        channels = Channel.objects.filter(
            Q(pk=asked.channel_id) | Q(same_as=asked.channel_id), used_on(day),
            board=school.board_id,
        ).select_related("school", "same_as")  # fmt: skip
        for channel in channels.order_by("place", "pk"):
            place = place_of(channel, Matter(asked.matter), day)
            for facts in people_for(place, persons, day, use=use):
                key, ways = names.get(facts.pk, (None, []))
                for kind, name in ways:
                    contents: Contents = {
                        "school": school.brin or "",
                        "channel": channel.slug,
                        "matter": asked.matter,
                        kind: name,
                        "allowed": bool(facts.consent) and not facts.hidden,
                    }
                    if use != NO_USE:
                        contents["publication"] = str(use)
                    assert key is not None
                    yield key, contents


def _names(school: School, persons: set[int], day: date) -> dict[int, tuple[UUID, list[tuple[str, str]]]]:
    """By which keys the school's administration knows these people; three queries. Who has none is told to nobody."""
    found: dict[int, tuple[UUID, list[tuple[str, str]]]] = {
        pk: (key, []) for pk, key in Person.objects.filter(pk__in=persons).values_list("pk", "key")
    }
    pupils = Pupil.objects.filter(present_on(day), board=school.board_id, school=school, person__in=persons)
    for person, key in pupils.order_by("pk").values_list("person", "key"):
        found[person][1].append(("pupil", key))
    parents = Guardianship.objects.filter(
        open_on(day), board=school.board_id, pupil__school=school, person__in=persons
    ).exclude(key="")
    for person, key in parents.order_by("key").values_list("person", "key").distinct():
        found[person][1].append(("guardian", key))
    return found

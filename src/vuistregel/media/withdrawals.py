"""When a consent ends, whatever was published with it must go: a task per publication, in the same transaction."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.db.models import Q

from vuistregel import norms
from vuistregel.consent.changes import Change, on_change
from vuistregel.consent.models import NO_USE, Question
from vuistregel.consent.rules import Matter
from vuistregel.media.models import Appearance, TakeDown
from vuistregel.media.rules import Kind

if TYPE_CHECKING:
    from vuistregel.actions import Act


@on_change
def open_take_downs(act: Act, changes: Sequence[Change]) -> None:
    """Open a task for each publication that stands because of a consent that ended (R5.22, S80). Twice is once."""
    lost = [change for change in changes if change.lost]
    if not lost:
        return
    day = act.norms()
    due = day["publication.takedown"].add_to(act.day)
    asked = {q.pk: q for q in Question.objects.filter(pk__in={c.question for c in lost})}
    tasks = []
    for change in lost:
        question = asked[change.question]
        rows = Appearance.objects.filter(
            _of_matter(question),
            Q(publication__channel=question.channel_id) | Q(publication__channel__same_as=question.channel_id),
            board=change.board,
            person=change.person,
            covered=False,
            publication__state="published",
        )
        if change.use != NO_USE:
            rows = rows.filter(publication__key=change.use)
        tasks += [
            TakeDown(
                board_id=change.board,
                publication_id=publication,
                person_id=change.person,
                opened_on=act.day,
                due=due,
                norms_release=norms.release(),
            )
            for publication in rows.values_list("publication", flat=True)
        ]
    TakeDown.objects.bulk_create(tasks, ignore_conflicts=True)


def _of_matter(question: Question) -> Q:
    information = Q(publication__kind=Kind.INFORMATION.value)
    return information if question.matter == Matter.INFORMATION else ~information

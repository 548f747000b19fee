"""When a consent ends, or somebody must not be found any more, what was published must go: a task per publication, in
the same transaction. Its words are the same for both."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet

from vuistregel import norms
from vuistregel.consent.changes import Change, on_change
from vuistregel.consent.models import NO_USE, Question
from vuistregel.consent.rules import Matter
from vuistregel.media.models import Appearance, TakeDown
from vuistregel.media.rules import Kind
from vuistregel.organisation.protected import is_hidden, on_protection

if TYPE_CHECKING:
    from vuistregel.actions import Act
    from vuistregel.organisation.models import Person


@on_change
def open_take_downs(act: Act, changes: Sequence[Change]) -> None:
    """Open a task for each publication that stands because of a consent that ended (R5.22, S80). Twice is once."""
    lost = [change for change in changes if change.lost]
    if not lost:
        return
    asked = {q.pk: q for q in Question.objects.filter(pk__in={c.question for c in lost})}
    found: list[Appearance] = []
    for change in lost:
        question = asked[change.question]
        rows = _standing(change.board, change.person).filter(
            _of_matter(question),
            Q(publication__channel=question.channel_id) | Q(publication__channel__same_as=question.channel_id),
        )
        if change.use != NO_USE:
            rows = rows.filter(publication__key=change.use)
        found += rows
    _open(act, found)


@on_protection
def open_for_the_protected(act: Act, person: Person) -> None:
    """Whoever must not be found from now on goes from everything that stands, whatever was answered (R10.12)."""
    if is_hidden(person, act.day):
        _open(act, _standing(person.board_id, person.pk))


def _standing(board: int, person: int) -> QuerySet[Appearance]:
    """Where somebody can be recognised now."""
    return Appearance.objects.filter(board=board, person=person, covered=False, publication__state="published")


def _open(act: Act, found: Iterable[Appearance]) -> None:
    due = act.norms()["publication.takedown"].add_to(act.day)
    TakeDown.objects.bulk_create(
        [
            TakeDown(
                board_id=row.board_id,
                publication_id=row.publication_id,
                person_id=row.person_id,
                opened_on=act.day,
                due=due,
                norms_release=norms.release(),
            )
            for row in found
        ],
        ignore_conflicts=True,
    )


def _of_matter(question: Question) -> Q:
    information = Q(publication__kind=Kind.INFORMATION.value)
    return information if question.matter == Matter.INFORMATION else ~information

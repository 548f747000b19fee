"""What a question about one use shows to a family: only the own children, and only the reader's own answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from vuistregel.access.actor import Actor
from vuistregel.consent.models import Ask, AskPerson, Consent
from vuistregel.consent.own.people import About, Right, people_of
from vuistregel.consent.rules import Answer


@dataclass(frozen=True, slots=True)
class AskedChild:
    """One data subject in a question, for one reader. `answered`: the reader's own newest answer; `saw`: its number."""

    about: About
    answered: Answer | None = None
    saw: int = 0

    @property
    def key(self) -> str:
        return self.about.key

    @property
    def yes(self) -> bool:
        return self.answered is Answer.GIVEN

    @property
    def may_say_yes(self) -> bool:
        """A pupil below the age of an own decision can only take a yes back."""
        return self.about.right is not Right.SHARED


@dataclass(frozen=True, slots=True)
class OpenAsk:
    """A question about one use with the reader's people in it."""

    ask: Ask
    people: tuple[AskedChild, ...]

    @property
    def waiting(self) -> int:
        return sum(1 for each in self.people if each.answered is None)


def for_reader(actor: Actor, ask: Ask, day: date) -> OpenAsk | None:
    """The question as this reader answers it; None when it is about nobody of theirs."""
    found = with_people([ask], people_of(actor, day))
    return found[0] if found else None


def open_asks(people: Sequence[About], day: date) -> list[OpenAsk]:
    """The questions about these people that a reader did not answer yet; three queries for any number."""
    able = [about for about in people if about.answers]
    asks = (
        Ask.objects.filter(people__person__in=[about.person.pk for about in able], made_on__lte=day)
        .exclude(closes_on__lt=day)
        .select_related("channel", "question__channel", "school")
        .order_by("-made_on", "-pk")
        .distinct()
    )
    return [found for found in with_people(list(asks), able) if found.waiting]


def with_people(asks: Sequence[Ask], people: Sequence[About]) -> list[OpenAsk]:
    """Each of these questions with those of these people about whom it asks."""
    able = {(about.person.pk, about.school.pk): about for about in people if about.answers}
    if not asks or not able:
        return []
    asked: dict[int, list[About]] = {}
    rows = AskPerson.objects.filter(ask__in=asks, person__in=[about.person.pk for about in able.values()])
    schools = {ask.pk: ask.school_id for ask in asks}
    for ask, person in rows.order_by("person__sort_key", "pk").values_list("ask", "person"):
        about = able.get((person, schools[ask]))
        if about is not None:
            asked.setdefault(ask, []).append(about)
    given: dict[tuple[object, int, int], tuple[Answer, int]] = {}
    own = {about.by.pk for about in able.values()}
    answers = Consent.objects.filter(use__in=[ask.key for ask in asks], by__in=own).order_by("pk")
    for use, person, by, answer, pk in answers.values_list("use", "person", "by", "answer", "pk"):
        given[use, person, by] = (Answer(answer), pk)
    return [
        OpenAsk(
            ask,
            tuple(
                AskedChild(about, *given.get((ask.key, about.person.pk, about.by.pk), (None, 0)))
                for about in asked[ask.pk]
            ),
        )
        for ask in asks
        if ask.pk in asked
    ]

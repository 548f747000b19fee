"""How a school stands with its answers this school year: per question, in a fixed number of queries."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, Q, QuerySet

from vuistregel.consent.models import NO_USE, ConsentState, Question
from vuistregel.consent.queries import counting
from vuistregel.consent.rules import Answer, Matter, Mode
from vuistregel.consent.shown_channels import ShownChannel, in_use, shown_channels
from vuistregel.consent.wording import MATTERS
from vuistregel.organisation.models import Guardianship, Membership, Person, Pupil, School
from vuistregel.organisation.periods import open_on, present_on
from vuistregel.organisation.queries import norms_for
from vuistregel.organisation.roster.spelling import fold
from vuistregel.organisation.years import Year, school_year
from vuistregel.ui import numbers
from vuistregel.words import Words

#: As many people as a search shows; more means: type more letters.
FOUND = 20


@dataclass(frozen=True, slots=True)
class Figures:
    """One question with how many pupils said yes and no this year, and of how many there is no answer.

    `waiting`: a standing yes of an earlier year that does not count before this year's notice.
    """

    channel: ShownChannel
    question: Question
    pupils: int
    yes: int = 0
    no: int = 0
    waiting: int = 0

    @property
    def each_time(self) -> bool:
        return self.channel.mode is Mode.EACH_TIME

    @property
    def none(self) -> int:
        return max(0, self.pupils - self.yes - self.no - self.waiting)

    @property
    def matter(self) -> Words:
        return numbers.sentence(MATTERS[Matter(self.question.matter)])


@dataclass(frozen=True, slots=True)
class Overview:
    """A school's questions of this year, with its number of pupils."""

    year: Year
    pupils: int
    figures: tuple[Figures, ...]

    @property
    def asked_this_year(self) -> tuple[Figures, ...]:
        return tuple(f for f in self.figures if not f.each_time)

    @property
    def each_time(self) -> tuple[Figures, ...]:
        return tuple(f for f in self.figures if f.each_time)

    @property
    def waiting(self) -> int:
        return sum(f.waiting for f in self.figures)


def overview(school: School, day: date) -> Overview:
    """Everything that the school's page of consent counts; six queries, whatever the size of the school."""
    year = school_year(school.board_id, day, norms_for(school.board_id, day, school.sector))
    present = Pupil.objects.filter(present_on(day), board=school.board_id, school=school)
    pupils = present.count()
    asked = [
        (channel, question)
        for channel in in_use(shown_channels(school), day)
        for question in channel.questions
        if question.asked and channel.row.same_as_id is None
    ]
    counts = _counts(school, day, year, [q for _, q in asked])
    return Overview(year, pupils, tuple(Figures(c, q, pupils, *counts.get(q.pk, (0, 0, 0))) for c, q in asked))


def _counts(school: School, day: date, year: Year, questions: Sequence[Question]) -> dict[int, tuple[int, int, int]]:
    given = Q(answer=Answer.GIVEN.value, held_back=False)
    standing = Q(question__channel__mode=Mode.STANDING.value) & ~Q(question__matter=Matter.CONTACT.value)
    yes = counting(day, year)
    rows = ConsentState.objects.filter(
        board=school.board_id,
        school=school,
        use=NO_USE,
        question__in=questions,
        terms__gte=F("question__terms"),
        person__in=Pupil.objects.filter(present_on(day), board=school.board_id, school=school).values("person"),
    )
    found = rows.values("question").annotate(
        yes=Count("pk", filter=yes),
        no=Count("pk", filter=~given & (Q(on__gte=year.starts) | standing)),
        waiting=Count("pk", filter=given & standing & ~yes),
    )
    return {row["question"]: (row["yes"], row["no"], row["waiting"]) for row in found.order_by()}


@dataclass(frozen=True, slots=True)
class Found:
    """Somebody whom a search found: a pupil of this school, or an adult of it."""

    name: str
    note: Words | str
    pupil: int | None = None
    person: int | None = None


def sought(school: School, text: str, day: date) -> list[Found]:
    """Pupils, parents and staff of a school whose name holds every word, pupils first; at most `FOUND` of each."""
    words = fold(text).split()
    if not words:
        return []
    by_name = Q()
    for word in words:
        by_name &= Q(person__sort_key__contains=word)
    pupils = (
        Pupil.objects.filter(present_on(day), by_name, board=school.board_id, school=school)
        .select_related("person")
        .order_by("person__sort_key", "pk")[:FOUND]
    )
    found = [Found(p.person.name, Words("leerling", "pupil"), pupil=p.pk) for p in pupils]
    adults = adults_of(school, day)
    for word in words:
        adults = adults.filter(sort_key__contains=word)
    return found + [
        Found(a.name, Words("volwassene", "adult"), person=a.pk) for a in adults.order_by("sort_key", "pk")[:FOUND]
    ]


def adults_of(school: School, day: date) -> QuerySet[Person]:
    """The adults of a school: guardians of its pupils, and who works there or for its whole board."""
    board = school.board_id
    guardians = Guardianship.objects.filter(
        open_on(day), present_on(day, "pupil__"), board=board, pupil__school=school
    ).values("person")
    staff = Membership.objects.filter(open_on(day), Q(school=school) | Q(school__isnull=True), board=board)
    return Person.objects.filter(
        Q(pk__in=guardians) | Q(pk__in=staff.values("person")), board=board, merged_into__isnull=True
    )

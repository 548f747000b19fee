"""What the own page asks and shows, per data subject: built from the questions and the reader's own answers only.

The other parent's answers are never read here. Queries do not grow with the number of children.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from vuistregel.access.actor import Actor
from vuistregel.consent.models import NO_USE, Channel, Consent, ConsentState, Question
from vuistregel.consent.models.channels import used_on
from vuistregel.consent.own.people import About, Right, people_of
from vuistregel.consent.queries import asked_in_general
from vuistregel.consent.rules import (
    Answer,
    Audience,
    Capacity,
    Given,
    Matter,
    Mode,
    Standing,
    carries_over,
    latest_deliberate,
)
from vuistregel.consent.wording import AUDIENCES, place_words
from vuistregel.organisation.queries import norms_for
from vuistregel.organisation.years import Year, school_year
from vuistregel.texts.models import ShownText
from vuistregel.ui.numbers import sentence
from vuistregel.words import Words

YES, NO = "ja", "nee"


@dataclass(frozen=True, slots=True)
class Option:
    """Yes or no, as the form draws it."""

    value: str
    label: Words
    chosen: bool


@dataclass(frozen=True, slots=True)
class Line:
    """One question about one data subject. `answered`: the reader's own answer that is in force now.

    `carry`: last year's answer that may be given again (T39). `shown` is the version of text and terms that the page
    shows, `saw` the newest own answer that it shows. `choice` is what is chosen on the form and not yet kept.
    `waits`: the pupil said no beside the parents, who were told; a yes of theirs waits until that is taken back (S80).
    """

    about: str
    question: Question
    name: Words
    answered: Answer | None = None
    carry: Consent | None = None
    saw: int = 0
    is_new: bool = False
    changed: bool = False
    parents_said_yes: bool = False
    waits: bool = False
    choice: str = ""
    error: Words | None = None

    @property
    def key(self) -> str:
        return f"{self.about}-{self.question.pk}"

    @property
    def shown(self) -> str:
        return f"{self.question.text_id}.{self.question.terms}"

    @property
    def place(self) -> Words:
        """What it is about, in a few words."""
        return place_words(self.question.channel.words, self.question.matter)

    @property
    def seen_by(self) -> Words:
        return sentence(AUDIENCES[Audience(self.question.channel.audience)])

    @property
    def ask(self) -> Words:
        return filled(self.question.text, self.name)[0]

    @property
    def tells(self) -> Words | None:
        """What happens, and who sees it."""
        return filled(self.question.text, self.name)[1]

    @property
    def said_yes(self) -> bool:
        return self.answered is Answer.GIVEN

    @property
    def options(self) -> tuple[Option, Option]:
        return (
            Option(YES, Words("Ja", "Yes"), self.choice == YES),
            Option(NO, Words("Nee", "No"), self.choice == NO),
        )

    @property
    def chose_yes(self) -> bool:
        return self.choice == YES

    @property
    def was_yes(self) -> bool:
        return self.was == YES

    @property
    def was(self) -> str:
        """Last year's answer, as the form says it."""
        if self.carry is None:
            return ""
        return YES if self.carry.answer == Answer.GIVEN else NO


def filled(text: ShownText | None, name: Words) -> tuple[Words, Words | None]:
    """The question, and what it tells, about somebody. A text is one paragraph with the question, then the rest."""
    assert text is not None
    said = text.said
    nl, en = (said.in_(language).replace("{name}", name.in_(language)).partition("\n\n") for language in ("nl", "en"))
    rest = Words(nl[2], en[2]) if nl[2].strip() and en[2].strip() else None
    return Words(nl[0], en[0]), rest


@dataclass(frozen=True, slots=True)
class Sheet:
    """One data subject with all lines. `same`: the reader chose last year's answers; `by_hand`: each question anew."""

    about: About
    lines: tuple[Line, ...]
    year: Year
    each_time: bool = False
    same: bool = False
    by_hand: bool = False

    @property
    def kept(self) -> list[Line]:
        return [line for line in self.lines if line.answered is not None]

    @property
    def carried(self) -> list[Line]:
        """Chosen by `the same as last year`, not kept yet."""
        return [line for line in self.lines if self.same and line.answered is None and line.carry is not None]

    @property
    def offered(self) -> list[Line]:
        """Last year's answers, while the reader chose neither way."""
        if self.same or self.by_hand:
            return []
        return [line for line in self.lines if line.answered is None and line.carry is not None and not line.choice]

    @property
    def asks(self) -> list[Line]:
        """The questions that stand open on the page."""
        folded = {line.key for line in (*self.carried, *self.offered)}
        return [line for line in self.lines if line.answered is None and line.key not in folded]

    @property
    def open(self) -> int:
        """How many questions have no answer and no choice yet."""
        return sum(1 for line in self.lines if line.answered is None and not line.choice)

    @property
    def said_before(self) -> list[Line]:
        """Last year's answers in words, as they stand above the choice (T39): each yes first, then each no."""
        return sorted(self.offered, key=lambda line: line.was != YES)


def sheets_of(actor: Actor, day: date) -> list[Sheet]:
    """Everything on the own page of this actor on a day."""
    people = people_of(actor, day)
    questions = _questions({about.school.pk for about in people}, day)
    rows = _own_rows(people)
    held, own_no = _held(people), _own_no(people)
    firsts = _first_days(q for each in questions.values() for q in each)
    each_time = _each_time({about.school.pk for about in people}, day)
    years = _years(people, day)
    found = []
    for about in people:
        now, before = years[about.school.board_id]
        asked = questions[about.school.pk] if about.answers else []
        mine = rows.get((about.person.pk, about.by.pk), {})
        builder = _Builder(about, day, now, before, mine, held, own_no, firsts)
        lines = tuple(line for q in asked if (line := builder.line(q)) is not None)
        found.append(Sheet(about, lines, now, each_time=about.school.pk in each_time))
    return found


def with_choices(
    sheets: Iterable[Sheet], choices: Mapping[str, str], same: Collection[str], by_hand: Collection[str]
) -> list[Sheet]:
    """The page as the reader has it before them: with what was chosen, and nothing kept."""
    found = []
    for sheet in sheets:
        key = sheet.about.key
        lines = tuple(replace(line, choice=choices.get(line.key, "")) for line in sheet.lines)
        found.append(replace(sheet, lines=lines, same=key in same, by_hand=key in by_hand and key not in same))
    return found


@dataclass(frozen=True, slots=True)
class _Builder:
    about: About
    day: date
    year: Year
    before: Year
    rows: Mapping[int, list[Consent]]
    held: Mapping[tuple[int, int], ConsentState]
    own_no: Collection[tuple[int, int]]
    firsts: Mapping[int, date]

    @property
    def _was_here_before(self) -> bool:
        """Whether the reader answered in an earlier school year: to who is asked for the first time nothing is new."""
        return any(row.on < self.year.starts for rows in self.rows.values() for row in rows)

    def line(self, question: Question) -> Line | None:
        if self.about.pupil is None and question.matter == Matter.CONTACT:
            return None  # a list holds the people of a pupil
        mine = [r for r in self.rows.get(question.pk, []) if (r.capacity == Capacity.SHARED) == self._shared]
        line = Line(self.about.key, question, self.about.name, saw=max((r.pk for r in mine), default=0))
        state = self.held.get((self.about.person.pk, question.pk))
        if self._shared:
            return self._shared_line(line, mine, state)
        row = _deliberate(mine)
        if row is None:
            said_yes = self._own_pupil and state is not None and state.answer == Answer.GIVEN and not state.held_back
            is_new = self._was_here_before and self.firsts.get(question.pk, self.year.starts) >= self.year.starts
            return replace(line, parents_said_yes=said_yes, is_new=is_new)
        if self._in_force(row, question):
            return replace(line, answered=Answer(row.answer), waits=(self.about.person.pk, question.pk) in self.own_no)
        stands = Standing(Answer(row.answer), row.on, row.terms, row.until)
        if not carries_over(stands, row.text_id, question.text_id or 0, question.terms):
            return replace(line, changed=True)
        return replace(line, carry=row if self.before.starts <= row.on < self.year.starts else None)

    @property
    def _shared(self) -> bool:
        return self.about.right is Right.SHARED

    @property
    def _own_pupil(self) -> bool:
        return self.about.pupil is not None and self.about.own

    def _shared_line(self, line: Line, mine: list[Consent], state: ConsentState | None) -> Line | None:
        """What parents said yes to, and what the pupil took back."""
        row = _deliberate(mine)
        if row is not None and row.answer != Answer.GIVEN:
            return replace(line, answered=Answer.WITHDRAWN)
        if state is not None and state.answer == Answer.GIVEN and not state.held_back:
            return replace(line, answered=Answer.GIVEN)
        return None

    def _in_force(self, row: Consent, question: Question) -> bool:
        if row.terms < question.terms or (row.until is not None and row.until < self.day):
            return False
        each_year = question.matter == Matter.CONTACT or question.channel.mode != Mode.STANDING
        return not each_year or row.on >= self.year.starts


def _deliberate(rows: list[Consent]) -> Consent | None:
    """The row that counts among one decider's own, by the rule."""
    if not rows:
        return None
    given = [
        Given(r.pk, str(r.by_id), Capacity(r.capacity), Answer(r.answer), r.on, r.saw, r.terms, r.until) for r in rows
    ]
    number = latest_deliberate(sorted(given, key=lambda g: (g.on, g.number))).number
    return next(r for r in rows if r.pk == number)


def _questions(schools: Collection[int], day: date) -> dict[int, list[Question]]:
    """By school what is asked in general; a place that is asked each time is not."""
    found: dict[int, list[Question]] = defaultdict(list)
    rows = asked_in_general(schools, day).select_related("channel", "text")
    for question in sorted(rows, key=lambda q: (q.channel.place, q.channel.pk, _MATTERS.index(q.matter))):
        found[question.channel.school_id].append(question)
    return found


_MATTERS = [matter.value for matter in Matter]


def _each_time(schools: Collection[int], day: date) -> set[int]:
    """Schools that ask for some place each time."""
    rows = Channel.objects.filter(
        used_on(day),
        school__in=schools,
        same_as__isnull=True,
        mode=Mode.EACH_TIME.value,
        questions__asked=True,
    )
    return set(rows.values_list("school", flat=True))


def _own_rows(people: Iterable[About]) -> dict[tuple[int, int], dict[int, list[Consent]]]:
    """The reader's own general answers, by (data subject, decider) and question."""
    pairs = {(about.person.pk, about.by.pk) for about in people}
    found: dict[tuple[int, int], dict[int, list[Consent]]] = defaultdict(lambda: defaultdict(list))
    rows = Consent.objects.filter(person__in={p for p, _ in pairs}, by__in={b for _, b in pairs}, use=NO_USE)
    for row in rows.order_by("pk"):
        found[row.person_id, row.by_id][row.question_id].append(row)
    return found


def _held(people: Iterable[About]) -> dict[tuple[int, int], ConsentState]:
    """What holds now about a pupil who reads about themselves; no parent is named by it."""
    pupils = [about.person.pk for about in people if about.own and about.pupil is not None]
    if not pupils:
        return {}
    rows = ConsentState.objects.filter(person__in=pupils, use=NO_USE)
    return {(row.person_id, row.question_id): row for row in rows}


def _own_no(people: Iterable[About]) -> frozenset[tuple[int, int]]:
    """Where a child said no beside the parents (person, question). All parents who decide were told of it."""
    children = [about.person.pk for about in people if about.right is Right.DECIDES and not about.own]
    if not children:
        return frozenset()
    rows = Consent.objects.filter(person__in=children, capacity=Capacity.SHARED.value, use=NO_USE).order_by("pk")
    newest = {(person, asked): given for person, asked, given in rows.values_list("person", "question", "answer")}
    return frozenset(key for key, given in newest.items() if given != Answer.GIVEN)


def _first_days(questions: Iterable[Question]) -> dict[int, date]:
    """Since when each question has been asked."""
    wanted = {f"consent.question:{q.pk}": q.pk for q in questions}
    rows = ShownText.objects.filter(about__in=wanted, version=1).values_list("about", "since")
    return {wanted[about]: since for about, since in rows}


def _years(people: Iterable[About], day: date) -> dict[int, tuple[Year, Year]]:
    """This school year and the one before it, by board."""
    found: dict[int, tuple[Year, Year]] = {}
    for about in people:
        board = about.school.board_id
        if board not in found:
            norms = norms_for(board, day, about.school.sector)
            year = school_year(board, day, norms)
            found[board] = year, school_year(board, year.starts - timedelta(days=1), norms)
    return found

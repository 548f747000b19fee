"""What the office sees of one person: what holds per place, the records behind it, and who may have answered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from django.db.models import Q

from vuistregel.consent.models import NO_USE, Ask, Consent, ConsentState, Question
from vuistregel.consent.rules import Answer, Asked, Capacity, How, Matter, Mode, Standing, counts
from vuistregel.consent.shown_channels import ShownChannel, in_use, shown_channels
from vuistregel.consent.states import standing_of
from vuistregel.consent.wording import ANSWERS, HOWS, place_words
from vuistregel.decisions import Decision
from vuistregel.organisation.models import Guardianship, Person, Pupil, School
from vuistregel.organisation.periods import open_on
from vuistregel.organisation.protection import barring_on
from vuistregel.organisation.queries import deciders_of, facts_of, norms_for
from vuistregel.organisation.rules import Deciders, For
from vuistregel.organisation.years import Year, school_year
from vuistregel.ui import numbers
from vuistregel.words import Words, same

PARENT_AGAIN = Words(
    "De leerling nam het eigen nee terug. Een ouder moet nu opnieuw ja zeggen.",
    "The pupil took the own no back. A parent must say yes again now.",
)


@dataclass(frozen=True, slots=True)
class Row:
    """One question about this person: what holds now, and whether that counts today."""

    channel: ShownChannel
    question: Question
    standing: Standing | None
    counts: Decision
    #: The one use that families were asked about; None for an answer that counts longer.
    ask: Ask | None = None
    #: The pupil, too young to decide alone, took the own no back.
    taken_back: bool = False

    @property
    def use(self) -> UUID:
        return NO_USE if self.ask is None else self.ask.key

    @property
    def name(self) -> str:
        """What its field is called in a form."""
        return str(self.question.pk) if self.ask is None else f"{self.question.pk}-{self.ask.key.hex}"

    @property
    def legend(self) -> Words:
        place = place_words(self.channel.name, self.question.matter)
        if self.ask is None:
            return place
        return Words("{place}, deze ene keer: {title}", "{place}, this one time: {title}").with_(
            place=place, title=self.ask.title
        )

    @property
    def version(self) -> int:
        """Which version of the question is asked now, as the paper form says."""
        return self.question.text.version if self.question.text else 0

    @property
    def now(self) -> Words:
        if self.standing is None:
            return Words("Nog geen antwoord", "No answer yet")
        return numbers.sentence(ANSWERS[self.standing.answer])

    @property
    def waits_for_parent(self) -> bool:
        """The pupil took the own no back. That brings no earlier yes of a parent to life again (S80)."""
        return self.taken_back and self.standing is not None and self.standing.answer is not Answer.GIVEN

    @property
    def note(self) -> Words | str:
        """Why a yes does not count today, or what a no waits for; else empty."""
        if self.waits_for_parent:
            return PARENT_AGAIN
        if self.standing is None or self.standing.answer is not Answer.GIVEN or self.counts:
            return ""
        return self.counts.reasons[0].text


@dataclass(frozen=True, slots=True)
class Record:
    """One answer as it was recorded."""

    row: Consent
    place: Words
    by: Words | str
    answer: Words
    how: Words
    scan: UUID | None


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who may have answered. `only_no`: a pupil who may withdraw, and not give."""

    person: Person
    note: Words
    only_no: bool = False


@dataclass(frozen=True, slots=True)
class Cannot:
    """Somebody close to the pupil who does not decide, and why."""

    name: str
    why: Words


@dataclass(frozen=True, slots=True)
class OfficeView:
    """Everything about one person. `shown`: the newest number among the records, for telling a deliberate answer."""

    rows: tuple[Row, ...]
    each_time: tuple[ShownChannel, ...]
    records: tuple[Record, ...]
    candidates: tuple[Candidate, ...]
    cannot: tuple[Cannot, ...]
    shown: int


def office_view(
    school: School, person: Person, pupil: Pupil | None, day: date, *, restricted: bool = False
) -> OfficeView:
    """The page of one person, in a fixed number of queries. `restricted`: the reader may know of restrictions."""
    used = [c for c in in_use(shown_channels(school), day) if c.row.same_as_id is None]
    year = school_year(school.board_id, day, norms_for(school.board_id, day, school.sector))
    back = _taken_back(person) if pupil else frozenset()
    found = (*_rows(used, person, year, day, adult=pupil is None), *_asked(used, person, year, day))
    rows = tuple(replace(row, taken_back=(row.question.pk, row.use) in back) for row in found)
    records = _records(school, person)
    candidates, cannot = _who(pupil, day, restricted) if pupil else ((Candidate(person, _SELF),), ())
    return OfficeView(
        rows=rows,
        each_time=tuple(c for c in used if c.mode is Mode.EACH_TIME and any(q.asked for q in c.questions)),
        records=records,
        candidates=candidates,
        cannot=cannot,
        shown=max((r.row.pk for r in records), default=0),
    )


def _taken_back(person: Person) -> frozenset[tuple[int, UUID]]:
    """(question, use) of which the pupil's last answer beside the parents is a yes."""
    rows = Consent.objects.filter(board=person.board_id, person=person, capacity=Capacity.SHARED.value)
    last = {(q, use): given for q, use, given in rows.order_by("on", "pk").values_list("question", "use", "answer")}
    return frozenset(key for key, given in last.items() if given == Answer.GIVEN)


_SELF = Words("antwoordt zelf", "answers in person")


def _rows(used: Sequence[ShownChannel], person: Person, year: Year, day: date, *, adult: bool) -> tuple[Row, ...]:
    """Not the places that are asked each time: an answer without a photo would count for nothing there."""
    states = {s.question_id: s for s in ConsentState.objects.filter(board=person.board_id, person=person, use=NO_USE)}
    found = []
    for channel in used:
        if channel.mode is Mode.EACH_TIME:
            continue
        for question in channel.questions:
            if not question.asked or (adult and question.matter == Matter.CONTACT):
                continue
            state = states.get(question.pk)
            held = standing_of(state)
            asked = Asked(channel.mode, year.starts, question.terms)
            found.append(Row(channel, question, held, counts(held, asked, day, state.noticed_on if state else None)))
    return tuple(found)


def _asked(used: Sequence[ShownChannel], person: Person, year: Year, day: date) -> tuple[Row, ...]:
    """The uses that are asked about now: a family without mail answers on paper or by telephone (S69)."""
    shown = {channel.row.pk: channel for channel in used}
    still_open = Q(closes_on__isnull=True) | Q(closes_on__gte=day)
    asks = Ask.objects.filter(still_open, board=person.board_id, people__person=person, channel__in=shown)
    listed = list(asks.select_related("question__channel", "question__text").order_by("-made_on", "-pk").distinct())
    uses = [ask.key for ask in listed]
    states = {
        (s.question_id, s.use): s
        for s in ConsentState.objects.filter(board=person.board_id, person=person, use__in=uses)
    }
    found = []
    for ask in listed:
        state = states.get((ask.question_id, ask.key))
        held = standing_of(state)
        channel = shown[ask.channel_id]
        judged = counts(held, Asked(channel.mode, year.starts, ask.question.terms, one_use=True), day)
        found.append(Row(channel, ask.question, held, judged, ask))
    return tuple(found)


def _records(school: School, person: Person) -> tuple[Record, ...]:
    rows = (
        Consent.objects.filter(board=school.board_id, person=person, school=school)
        .select_related("by", "question__channel", "text")
        .order_by("-pk")
    )
    return tuple(
        Record(
            row=row,
            place=place_words(row.question.channel.words, row.question.matter),
            by=Words("zelf", "in person") if row.by_id == person.pk else row.by.name,
            answer=ANSWERS[Answer(row.answer)],
            how=HOWS[How(row.how)],
            scan=row.scan,
        )
        for row in rows
    )


def _who(pupil: Pupil, day: date, restricted: bool) -> tuple[tuple[Candidate, ...], tuple[Cannot, ...]]:
    """Who may have answered about a pupil today, and who may not with the reason; asked of the one rule."""
    facts = facts_of(pupil, day)
    deciding = deciders_of(facts, For.CONSENT, day, pupil.school.sector)
    withdrawing = deciders_of(facts, For.WITHDRAWAL, day, pupil.school.sector)
    barred = set(barring_on(day).filter(pupil=pupil).values_list("person", flat=True))
    may = {p.key for p in deciding.people if p.kind == "guardian"}
    candidates, cannot = [], []
    if any(p.kind == "pupil" for p in deciding.people):
        candidates.append(Candidate(pupil.person, Words("de leerling zelf", "the pupil")))
    elif any(p.kind == "pupil" for p in withdrawing.people):
        candidates.append(Candidate(pupil.person, _ONLY_NO, only_no=True))
    rows = Guardianship.objects.filter(open_on(day), pupil=pupil).select_related("person").order_by("pk")
    for row in rows:
        if row.person_id in barred and not restricted:
            continue  # nobody can see from the list that somebody is left out
        key = row.key or str(row.person.key)
        if key in may:
            candidates.append(Candidate(row.person, Words("ouder of voogd met gezag", "guardian with authority")))
        else:
            cannot.append(Cannot(row.person.name, _why(deciding, key)))
    if not any(c.person == pupil.person for c in candidates):
        cannot.append(Cannot(pupil.person.name, _why(deciding, "")))
    return tuple(candidates), tuple(cannot)


_ONLY_NO = Words("de leerling zelf, mag nee zeggen", "the pupil, may say no")


def _why(found: Deciders, key: str) -> Words:
    about = [r.text for r in found.reasons if r.about == key and r.norm != "restriction.respected"] if key else []
    general = [r.text for r in found.reasons if r.about is None and r.binding]
    return (about or general or [same("-")])[0]


def newest_shown(person: Person, by: Person, shown: int) -> dict[tuple[int, UUID], Consent]:
    """By question and use: the newest answer of a decider that the form showed, up to the number that it named."""
    rows = Consent.objects.filter(board=person.board_id, person=person, by=by, pk__lte=shown)
    return {(row.question_id, row.use): row for row in rows.order_by("pk")}


def no_of(before: Consent | None, row: Row, *, only_no: bool) -> Answer:
    """Whether a no refuses what was never given, or withdraws what was."""
    gave = before is not None and before.answer == Answer.GIVEN
    holds = row.standing is not None and row.standing.answer is Answer.GIVEN
    return Answer.WITHDRAWN if gave or holds or only_no else Answer.REFUSED

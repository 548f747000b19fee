"""Rows of a file held against the school: whom and which question they are about, whether that person could answer.

Who decides is looked at as it is known today, with the pupil's age on the day of the answer: a school does not keep
since when it knew of a parent.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from vuistregel.consent.models import NO_USE, Channel, Consent, Question
from vuistregel.consent.queries import channels_of
from vuistregel.consent.rules import Answer, Capacity, How, Matter, Mode
from vuistregel.consent.taking_over.reading import Fault, ReadRow
from vuistregel.norms import NormNotInForce
from vuistregel.organisation.models import Guardianship, Pupil, School
from vuistregel.organisation.periods import open_on
from vuistregel.organisation.queries import deciders_of, facts_of_many
from vuistregel.organisation.roster.reading.headers import plain
from vuistregel.organisation.rules import For, PupilFacts
from vuistregel.words import Words

_BATCH = 500


@dataclass(frozen=True, slots=True)
class Taken:
    """One answer that can be recorded as it is."""

    line: int
    pupil: Pupil
    by: int
    question: Question
    answer: Answer
    capacity: Capacity
    on: date
    text: str

    @property
    def about(self) -> str:
        """Under which name the words of this question are kept: the same words are the same text."""
        return f"consent.taken_over:{sha256(self.text.encode()).hexdigest()[:24]}"


@dataclass(frozen=True, slots=True)
class PerPlace:
    """What one question gets: how many yes and no are new, and how many the house has already."""

    channel: Channel
    question: Question
    yes: int
    no: int
    same: int

    @property
    def useless(self) -> bool:
        """A place that is asked each time: an answer without a photo does not count there (R7.4)."""
        return self.channel.mode == Mode.EACH_TIME and self.question.matter != Matter.CONTACT


@dataclass(frozen=True, slots=True)
class Difference:
    """What taking a file over would do. With one fault nothing is taken over."""

    new: tuple[Taken, ...]
    places: tuple[PerPlace, ...]
    faults: tuple[Fault, ...]

    @property
    def same(self) -> int:
        return sum(place.same for place in self.places)


def judge(
    school: School, rows: Sequence[ReadRow], faults: Iterable[Fault], day: date, default_text: str = ""
) -> Difference:
    """Hold all rows against the school; a fixed number of queries per five hundred pupils.

    `default_text` is the words of the form, for rows without words of their own.
    """
    channels = _Channels(school, day)
    people = _People(school, {row.pupil for row in rows}, day)
    wrong = list(faults)
    found: list[Taken] = []
    for row in rows:
        taken = _judged(row, channels, people, default_text.strip())
        if isinstance(taken, Taken):
            found.append(taken)
        else:
            wrong.append(Fault(taken, row.line))
    there = _there(school)
    new: dict[tuple[object, ...], Taken] = {}
    same: dict[int, int] = defaultdict(int)
    for taken in found:
        key = _key(taken.pupil.person_id, taken.question.pk, taken.by, taken.answer.value, taken.on)
        if key in there or key in new:
            same[taken.question.pk] += 1
        else:
            new[key] = taken
    wrong.sort(key=lambda fault: fault.line or 0)
    return Difference(tuple(new.values()), _places(channels, new.values(), same), tuple(wrong))


def _key(person: int, question: int, by: int, answer: str, on: date) -> tuple[object, ...]:
    return person, question, by, answer, on


def _there(school: School) -> set[tuple[object, ...]]:
    """What was taken over earlier: the same file a second time changes nothing."""
    rows = Consent.objects.filter(board=school.board_id, school=school, how=How.IMPORTED.value, use=NO_USE)
    return {_key(*row) for row in rows.values_list("person", "question", "by", "answer", "on")}


def _places(channels: _Channels, new: Iterable[Taken], same: dict[int, int]) -> tuple[PerPlace, ...]:
    yes: dict[int, int] = defaultdict(int)
    no: dict[int, int] = defaultdict(int)
    for taken in new:
        (yes if taken.answer is Answer.GIVEN else no)[taken.question.pk] += 1
    return tuple(
        PerPlace(q.channel, q, yes[q.pk], no[q.pk], same.get(q.pk, 0))
        for q in channels.questions
        if yes[q.pk] or no[q.pk] or same.get(q.pk)
    )


def _judged(row: ReadRow, channels: _Channels, people: _People, default_text: str) -> Taken | Words:
    """The row as it can be recorded, or what is wrong with it."""
    pupil = people.pupils.get(row.pupil)
    if pupil is None:
        return NO_PUPIL.with_(key=row.pupil[:40])
    question = channels.find(row.channel, row.matter)
    if question is None:
        return NO_PLACE.with_(name=row.channel[:40])
    text = row.text or default_text
    if not text:
        return NO_TEXT
    by = people.by(pupil, row.by)
    if by is None:
        return NO_GIVER.with_(key=row.by[:40])
    try:
        capacity = people.capacity(pupil, by, row.answer, row.on)
    except NormNotInForce:
        return TOO_LONG_AGO.with_(day=row.on.isoformat())
    if capacity is None:
        return NOT_DECIDING
    return Taken(row.line, pupil, by, question, row.answer, capacity, row.on, text)


class _Channels:
    """The places of a school by slug and by name, in both languages, and what each asks."""

    def __init__(self, school: School, day: date) -> None:
        used = channels_of(school, day)
        rows = Question.objects.filter(board=school.board_id, channel__in={c.asks for c in used}, asked=True)
        self.questions = list(rows.select_related("channel", "text").order_by("channel__place", "pk"))
        asked: dict[int, dict[Matter, Question]] = defaultdict(dict)
        for question in self.questions:
            asked[question.channel_id][Matter(question.matter)] = question
        self._by_name = {
            name: asked[c.asks] for c in used for name in (plain(c.words.en), plain(c.words.nl), plain(c.slug))
        }

    def find(self, name: str, matter: Matter | None) -> Question | None:
        asked = self._by_name.get(plain(name), {})
        if matter is not None:
            return asked.get(matter)
        return next((asked[m] for m in Matter if m in asked), None)


class _People:
    """The pupils that a file names, with their guardians as they are known today."""

    def __init__(self, school: School, keys: set[str], day: date) -> None:
        self._sector = school.sector
        self.pupils: dict[str, Pupil] = {}
        self._facts: dict[int, PupilFacts] = {}
        #: pupil → key in the administration → person
        self._guardians: dict[int, dict[str, int]] = defaultdict(dict)
        #: pupil → person → the key under which the rule knows a guardian
        self._rule_keys: dict[int, dict[int, str]] = defaultdict(dict)
        listed = sorted(keys)
        for start in range(0, len(listed), _BATCH):
            self._load(school, listed[start : start + _BATCH], day)

    def _load(self, school: School, keys: list[str], day: date) -> None:
        rows = Pupil.objects.filter(board=school.board_id, school=school, key__in=keys).select_related(
            "person", "school"
        )
        # A key is reused: who is at school comes last, and so wins.
        ordered = sorted(rows, key=lambda p: (p.departed is None, p.departed or date.min, p.pk))
        found = {p.key: p for p in ordered}
        self.pupils |= found
        self._facts |= facts_of_many(list(found.values()), day)
        guardians = Guardianship.objects.filter(open_on(day), pupil__in=found.values()).order_by("pk")
        for pupil, key, person, person_key in guardians.values_list("pupil", "key", "person", "person__key"):
            self._guardians[pupil].setdefault(key or str(person_key), person)
            self._rule_keys[pupil].setdefault(person, key or str(person_key))

    def by(self, pupil: Pupil, text: str) -> int | None:
        """The person whom a row names as the giver: `self`, or the key of a guardian of this pupil."""
        if plain(text) in ("self", "zelf") or text == pupil.key:
            return pupil.person_id
        return self._guardians[pupil.pk].get(text)

    def capacity(self, pupil: Pupil, by: int, answer: Answer, day: date) -> Capacity | None:
        """In which right somebody gave this answer on that day; None when it was not theirs to give."""
        facts = self._facts[pupil.pk]
        deciding = deciders_of(facts, For.CONSENT, day, self._sector).people
        if by != pupil.person_id:
            key = self._rule_keys[pupil.pk].get(by)
            may = any(d.kind == "guardian" and d.key == key for d in deciding)
            return Capacity.GUARDIAN if may else None
        if any(d.kind == "pupil" for d in deciding):
            return Capacity.OWN
        withdrawing = deciders_of(facts, For.WITHDRAWAL, day, self._sector).people
        may = answer is not Answer.GIVEN and any(d.kind == "pupil" for d in withdrawing)
        return Capacity.SHARED if may else None


NO_PUPIL = Words("Deze school heeft geen leerling met nummer {key}.", "This school has no pupil with number {key}.")
NO_PLACE = Words(
    "Deze school vraagt niets voor ‘{name}’. Maak de plek eerst aan.",
    "This school asks nothing for ‘{name}’. Add the place first.",
)
NO_TEXT = Words("Hier ontbreekt de tekst die de ouder las.", "The text that the parent read is missing here.")
NO_GIVER = Words(
    "Deze leerling heeft geen ouder of voogd met nummer {key}.", "This pupil has no guardian with number {key}."
)
TOO_LONG_AGO = Words(
    "Op {day} golden de regels van nu nog niet. Wie toen mocht beslissen, weten wij niet. Vraag het opnieuw.",
    "On {day} the rules of today did not hold yet. We do not know who could decide then. Ask it again.",
)
NOT_DECIDING = Words(
    "Wie dit antwoord gaf, beslist niet over deze leerling, of het gezag is niet bevestigd.",
    "Who gave this answer does not decide about this pupil, or the authority is not confirmed.",
)

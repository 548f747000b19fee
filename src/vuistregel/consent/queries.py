"""The reads that pages, commands, API and the room of media share: all set-based.

place = place_of(channel, Matter.IMAGE, day)
facts = people_for(place, persons, day)          # one query for any number of people
allowed(school, day)                             # the whole school × its channels, one query
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Exists, F, FilteredRelation, Max, OuterRef, Q, QuerySet

from vuistregel import clock
from vuistregel.consent.models import NO_USE, Channel, Consent, ConsentState, Question, YearlyNotice
from vuistregel.consent.rules import Answer, Asked, Matter, Mode, Standing, counts
from vuistregel.consent.states import as_on
from vuistregel.decisions import Decision
from vuistregel.norms import NormsOfDay
from vuistregel.organisation.models import Person, RaisedConfidentiality, School
from vuistregel.organisation.protection import BARRING, raised_on, restrictions_on
from vuistregel.organisation.queries import norms_for
from vuistregel.organisation.years import Year, school_year

#: Where somebody is found by a photo or a name; a secret number is not.
_FIELDS = RaisedConfidentiality.Fields
_FINDING = (_FIELDS.ADDRESS, _FIELDS.SCHOOL, _FIELDS.ALL)


@dataclass(frozen=True, slots=True)
class Place:
    """A channel as a decision needs it: the question that counts there, how often it is asked, and the year.

    `question` None: this is not asked for this channel, so nobody can have said yes.
    """

    channel: Channel
    matter: Matter
    question: Question | None
    mode: Mode
    year: Year
    norms: NormsOfDay


@dataclass(frozen=True, slots=True)
class PersonFacts:
    """One person as a decision about a publication needs them. `given_names` are what a caption may not hold.

    `restricted` and `raised` are very sensitive: whoever may not know them reads the same as without consent.
    """

    pk: int
    key: str
    name: str
    short_name: str
    given_names: tuple[str, ...]
    consent: Decision
    restricted: bool
    raised: bool
    #: The answer was given for this very use.
    own_use: bool = False

    @property
    def hidden(self) -> bool:
        return self.restricted or self.raised


def channels_of(school: School, day: date) -> list[Channel]:
    """The channels that a school uses on a day, in its own order."""
    rows = Channel.objects.filter(board=school.board_id, school=school)
    return list(rows.filter(Q(ended__isnull=True) | Q(ended__gt=day)).select_related("same_as").order_by("place", "pk"))


def place_of(channel: Channel, matter: Matter, day: date) -> Place:
    """What counts for a channel and a matter on a day."""
    return places_of([channel], matter, day)[0]


def places_of(channels: Collection[Channel], matter: Matter, day: date) -> list[Place]:
    """The same for several channels of one school, in three queries."""
    if not channels:
        return []
    first = next(iter(channels))
    sector = first.school.sector
    day_norms = norms_for(first.board_id, day, sector)
    year = school_year(first.board_id, day, day_norms)
    questions = {
        q.channel_id: q
        for q in Question.objects.filter(
            board=first.board_id, channel__in=[c.asks for c in channels], matter=matter.value, asked=True
        ).select_related("channel")
    }
    return [_place(c, matter, questions.get(c.asks), year, day_norms) for c in channels]


def _place(channel: Channel, matter: Matter, question: Question | None, year: Year, norms: NormsOfDay) -> Place:
    mode = Mode(channel.mode if question is None else question.channel.mode)
    return Place(channel, matter, question, Mode.EACH_YEAR if matter is Matter.CONTACT else mode, year, norms)


def people_for(
    place: Place, persons: Collection[int], day: date, *, use: UUID = NO_USE, rows: QuerySet[Person] | None = None
) -> list[PersonFacts]:
    """Each person with whether their consent counts for this place on this day; one query, in order of name.

    A day that has passed is judged by the records up to it (one query more). `rows` narrows who is looked for (a
    caller's `visible`).
    """
    board = place.channel.board_id
    past = day < clock.today()
    found = (rows if rows is not None else Person.objects.all()).filter(board=board, pk__in=persons)
    found = found.annotate(
        is_restricted=Exists(restrictions_on(day).filter(pupil__person=OuterRef("pk"), kind__in=BARRING)),
        is_raised=Exists(raised_on(day).filter(person=OuterRef("pk"), field__in=_FINDING)),
        state=FilteredRelation(
            "consent_states",
            condition=Q(
                consent_states__board=board,
                consent_states__question=place.question,
                consent_states__use__in={NO_USE, use} if place.question and not past else {_NOWHERE},
            ),
        ),
    ).order_by("sort_key", "pk")
    held = _held_on(place, persons, use, day) if past else {}
    facts: dict[int, PersonFacts] = {}
    for row in found.values_list(*_PERSON, "is_restricted", "is_raised", *_STATE):
        pk, state = row[0], row[len(_PERSON) + 2 :]
        standing, own_use, noticed = held.get(pk, _NOTHING) if past else _from_state(state)
        if pk in facts and not own_use:
            continue  # the answer to this very use stands before the general one
        asked = Asked(place.mode, place.year.starts, _terms(place), one_use=own_use)
        facts[pk] = _facts(row, counts(standing, asked, day, noticed), own_use)
    return list(facts.values())


#: A use that nothing has: a join that finds no row.
_NOWHERE = UUID(int=(1 << 128) - 1)
_PERSON = ("pk", "key", "call_name", "given_names", "initials", "prefix", "family_name")
_STATE = tuple(f"state__{f}" for f in ("answer", "held_back", "on", "until", "terms", "noticed_on", "use"))
_Held = tuple[Standing | None, bool, date | None]
_NOTHING: _Held = (None, False, None)


def _from_state(state: tuple[Any, ...]) -> _Held:
    answer, held_back, on, until, terms, noticed, use = state
    if answer is None:
        return _NOTHING
    return Standing(Answer(answer), on, terms, until, held_back), use != NO_USE, noticed


def _held_on(place: Place, persons: Collection[int], use: UUID, day: date) -> dict[int, _Held]:
    """What held on a day that has passed, by person: made from the records, and the notices sent up to it."""
    if place.question is None:
        return {}
    board = place.channel.board_id
    rows = Consent.objects.filter(board=board, person__in=persons, question=place.question, use__in={NO_USE, use})
    notices = dict(
        YearlyNotice.objects.filter(board=board, question=place.question, person__in=persons, sent_on__lte=day)
        .values("person")
        .annotate(last=Max("sent_on"))
        .values_list("person", "last")
    )
    found: dict[int, _Held] = {}
    for (person, _, of_use), standing in sorted(as_on(rows, day).items(), key=lambda item: item[0][2] != NO_USE):
        found[person] = (standing, of_use != NO_USE, notices.get(person))
    return found


def _terms(place: Place) -> int:
    return place.question.terms if place.question else 1


def _facts(row: tuple[Any, ...], consent: Decision, own_use: bool) -> PersonFacts:
    pk, key, call_name, given_names, initials, prefix, family_name, restricted, raised = row[: len(_PERSON) + 2]
    first = call_name or given_names or initials
    return PersonFacts(
        pk=pk,
        key=str(key),
        name=" ".join(filter(None, (first, prefix, family_name))),
        short_name=first or family_name,
        given_names=tuple(dict.fromkeys(n for n in (call_name, *given_names.split(), family_name) if n)),
        consent=consent,
        restricted=restricted,
        raised=raised,
        own_use=own_use,
    )


def counting(day: date, year: Year) -> Q:
    """`rules.counts` as a filter on states, for whole schools: the rows whose answer counts for any use on a day.

    A property test holds the two against each other.
    """
    this_year = Q(on__gte=year.starts)
    noticed = Q(noticed_on__gte=year.starts, noticed_on__lte=day)
    contact = Q(question__matter=Matter.CONTACT.value)
    each_year = Q(question__channel__mode=Mode.EACH_YEAR.value) | contact
    standing = Q(question__channel__mode=Mode.STANDING.value) & ~contact
    return (
        Q(answer=Answer.GIVEN.value, held_back=False, use=NO_USE, question__asked=True)
        & Q(terms__gte=F("question__terms"))
        & (Q(until__isnull=True) | Q(until__gte=day))
        & ((each_year & this_year) | (standing & (this_year | noticed)))
    )


def allowed(school: School, day: date, year: Year) -> set[tuple[int, int]]:
    """(person, question) of a whole school whose answers count on a day; what hides somebody is not looked at here."""
    rows = ConsentState.objects.filter(counting(day, year), board=school.board_id, school=school)
    return set(rows.values_list("person", "question"))


def newest_of(person: Person, question: Question, use: UUID, by: Person) -> int:
    """The number of the newest answer that this decider gave here; 0 for none. A form shows it, an answer names it."""
    rows = Consent.objects.filter(board=person.board_id, person=person, question=question, use=use, by=by)
    return rows.order_by("-pk").values_list("pk", flat=True).first() or 0

"""The reads that pages, commands, API and the room of media share: all set-based.

place = place_of(channel, Matter.IMAGE, day)
facts = people_for(place, persons, day)          # one query for any number of people
allowed(school, day)                             # the whole school × its channels, one query
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from operator import itemgetter
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import BooleanField, Exists, ExpressionWrapper, F, FilteredRelation, Max, OuterRef, Q, QuerySet

from vuistregel import clock
from vuistregel.consent.lists.keeping_off import listed_of
from vuistregel.consent.models import NO_USE, Channel, Consent, ConsentState, Question, YearlyNotice
from vuistregel.consent.models.channels import used_on
from vuistregel.consent.rules import Answer, Asked, Matter, Mode, Standing, counts
from vuistregel.consent.states import as_on
from vuistregel.decisions import Decision
from vuistregel.norms import NormsOfDay
from vuistregel.organisation.models import Person, School
from vuistregel.organisation.protection import hiding_on, unfindable_on
from vuistregel.organisation.queries import norms_for
from vuistregel.organisation.years import Year, school_year
from vuistregel.prepared import Prepared


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


class PersonFacts(NamedTuple):
    """One person as a decision about a publication needs them.

    `restricted` and `raised` are very sensitive: whoever may not know them reads the same as without consent.
    `own_use`: the answer was given for this very use.
    """

    pk: int
    call_name: str
    given: str
    initials: str
    prefix: str
    family_name: str
    restricted: bool
    raised: bool
    consent: Decision
    own_use: bool = False

    @property
    def name(self) -> str:
        """As people say it: call name, prefix, family name."""
        return " ".join(filter(None, (self.call_name or self.given or self.initials, self.prefix, self.family_name)))

    @property
    def short_name(self) -> str:
        return self.call_name or self.given or self.initials or self.family_name

    @property
    def given_names(self) -> tuple[str, ...]:
        """What a caption may not hold, each name by itself."""
        return tuple(dict.fromkeys(n for n in (self.call_name, *self.given.split(), self.family_name) if n))

    @property
    def hidden(self) -> bool:
        return self.restricted or self.raised


def channels_of(school: School, day: date) -> list[Channel]:
    """The channels that a school uses on a day, in its own order."""
    rows = Channel.objects.filter(board=school.board_id, school=school)
    return list(rows.filter(used_on(day)).select_related("same_as").order_by("place", "pk"))


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


def people_for(place: Place, persons: Collection[int], day: date, *, use: UUID = NO_USE) -> list[PersonFacts]:
    """Each person with whether their consent counts for this place on this day; one query, in order of name.

    Persons of other boards are not found. For a place that shows contact data `raised` is also whoever its list leaves
    out because a number or address is secret or protected (some queries more, however many people).
    A day that has passed is judged by the records up to it (two queries more).
    The caller has asked `visible` which persons may be named.
    """
    past = day < clock.today()
    question = _NO_QUESTION if place.question is None or past else place.question.pk
    held = _held_on(place, persons, use, day) if past else {}
    terms = place.question.terms if place.question else 1
    asked = {own: Asked(place.mode, place.year.starts, terms, own) for own in (False, True)}
    listed = listed_of(place, persons, day) if place.matter is Matter.CONTACT else {}
    facts: dict[int, PersonFacts] = {}
    found = _PEOPLE.rows(
        board=place.channel.board_id, question=question, use=use, day=day, persons=list(dict.fromkeys(persons))
    )
    for (
        _,
        pk,
        call_name,
        given,
        initials,
        prefix,
        family_name,
        restricted,
        raised,
        answer,
        held_back,
        on,
        until,
        of_terms,
        noticed_on,
        of_use,
    ) in sorted(found, key=itemgetter(0, 1)):
        if past:
            standing, own_use, noticed = held.get(pk, _NOTHING)
        elif answer is None:
            standing, own_use, noticed = _NOTHING
        else:
            own_use, noticed = bool(of_use) and use != NO_USE, noticed_on
            standing = Standing(_ANSWERS[answer], on, of_terms, until, held_back)
        if own_use or pk not in facts:  # the answer to this very use stands before the general one
            consent = counts(standing, asked[own_use], day, noticed)
            protected = raised or (pk in listed and listed[pk].protected)
            facts[pk] = PersonFacts(
                pk, call_name, given, initials, prefix, family_name, restricted, protected, consent, own_use
            )
    return list(facts.values())


def _people(board: int, question: int, use: UUID, day: date, persons: Sequence[int]) -> QuerySet[Any]:
    found = Person.objects.filter(board=board, pk__in=persons).annotate(
        is_restricted=Exists(hiding_on(day).filter(pupil__person=OuterRef("pk"))),
        is_raised=Exists(unfindable_on(day).filter(person=OuterRef("pk"))),
        state=FilteredRelation(
            "consent_states",
            condition=Q(
                consent_states__board=board,
                consent_states__question=question,
                consent_states__use__in=[NO_USE, use],
            ),
        ),
    )
    # Put in order by Python: asked for here, it would make a database walk all people of the board in that order.
    found = found.annotate(of_use=ExpressionWrapper(Q(state__use=use), BooleanField()))
    return found.values_list(*_PERSON, "is_restricted", "is_raised", *_STATE, "of_use")


_PERSON = ("sort_key", "pk", "call_name", "given_names", "initials", "prefix", "family_name")
_STATE = tuple(f"state__{f}" for f in ("answer", "held_back", "on", "until", "terms", "noticed_on"))
_PEOPLE = Prepared(_people)
#: Enum's own look-up takes longer than the rest of a row.
_ANSWERS = {answer.value: answer for answer in Answer}
#: The id of no question: a join that finds no answer.
_NO_QUESTION = 0
_Held = tuple[Standing | None, bool, date | None]
_NOTHING: _Held = (None, False, None)


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


def asked_in_general(schools: Collection[int], day: date) -> QuerySet[Question]:
    """What these schools ask of their families in general; a place that is asked each time is not in it."""
    return Question.objects.filter(
        ~Q(channel__mode=Mode.EACH_TIME.value) | Q(matter=Matter.CONTACT.value),
        Q(channel__ended__isnull=True) | Q(channel__ended__gt=day),
        channel__school__in=schools,
        channel__same_as__isnull=True,
        asked=True,
        text__isnull=False,
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
    return newest_by(person, by).get((question.pk, use), 0)


def newest_by(person: Person, by: Person) -> dict[tuple[int, UUID], int]:
    """The same for every question and use at once: (question, use) to the number of this decider's newest answer."""
    rows = Consent.objects.filter(board=person.board_id, person=person, by=by)
    return {
        (row["question"], row["use"]): row["last"] for row in rows.values("question", "use").annotate(last=Max("pk"))
    }

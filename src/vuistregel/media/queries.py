"""May this be published? The facts fetched for the rule, and the ways out that do hold.

idea = Idea(channel, Kind.GROUP, persons=frozenset({12, 15}), caption="Bram wint")
verdict = judge(idea, day, frank=False)
verdict.decision, verdict.ways
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import chain
from uuid import UUID

from django.db.models import Q, QuerySet

from vuistregel import clock, keys
from vuistregel.consent.models import NO_USE, Channel, ConsentState, Question
from vuistregel.consent.queries import PersonFacts, Place, channels_of, counting, people_for, place_of
from vuistregel.consent.rules import Audience, Matter, Mode
from vuistregel.decisions import Decision, Outcome, Reason, cannot_say, no
from vuistregel.media.models import Appearance, MediaFile, Publication
from vuistregel.media.pictures.queries import Recognisable, recognisable
from vuistregel.media.rules import NOT_ASKED, OWN_CONSENT, Kind, Pictured, Planned, may_publish, names_in
from vuistregel.organisation.models import Guardianship, Membership, Person, Placement
from vuistregel.organisation.periods import open_on
from vuistregel.ui import numbers
from vuistregel.words import Words


@dataclass(frozen=True, slots=True)
class Idea:
    """What somebody wants to publish. Ids are of persons: pupils, guardians, staff.

    `texts` are caption, alternative text and file name: whatever would stand beside the photo. `unknown` are keys that
    nobody at this school has. `group` is the group for which it is: no name of it stands beside a photo.
    """

    channel: Channel
    kind: Kind
    persons: frozenset[int] = frozenset()
    covered: frozenset[int] = frozenset()
    texts: tuple[str, ...] = ()
    use: UUID = NO_USE
    exception: str = ""
    with_photo: bool = False
    untagged: int = 0
    nobody: bool = False
    unchecked: bool = False
    unknown: tuple[str, ...] = ()
    group: int | None = None

    @property
    def matter(self) -> Matter:
        return Matter.INFORMATION if self.kind is Kind.INFORMATION else Matter.IMAGE


@dataclass(frozen=True, slots=True)
class Way:
    """A way that does hold. `kind` is channel, cover, name, ask or exception; `channel` its slug where one is meant."""

    kind: str
    title: Words
    text: Words
    channel: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """The Decision about an idea, the people in it by their key in the reasons, and the ways out."""

    idea: Idea
    place: Place
    decision: Decision
    people: Mapping[str, PersonFacts]
    names: tuple[str, ...]
    ways: tuple[Way, ...] = field(default=())

    def person(self, reason: Reason) -> PersonFacts | None:
        """Whom a reason is about; None when it is about no person."""
        return self.people.get(reason.about or "")

    @property
    def against(self) -> tuple[str, ...]:
        """The keys of the people because of whom it may not be, in the order of the reasons."""
        if self.decision:
            return ()
        return tuple(dict.fromkeys(r.about for r in self.decision.reasons if r.about and r.about in self.people))


def judge(idea: Idea, day: date, *, frank: bool, ways: bool = True) -> Verdict:
    """Judge an idea for a day, in a fixed number of queries however many people it is about.

    `frank`: the reader may know of restrictions and raised protection (the caller asks the matrix, and logs it).
    """
    place = place_of(idea.channel, idea.matter, day)
    if place.question is None and idea.kind is Kind.INFORMATION:
        # A contact list asks for contact data: what stands on it is information about somebody as well.
        place = place_of(idea.channel, Matter.CONTACT, day)
    people = {str(f.pk): f for f in people_for(place, idea.persons, day, use=idea.use)}
    names = _names_beside(idea, list(people.values()), day)
    at_work = _at_work(idea, place, day)
    decision = _decide(idea, people, names, frank=frank, at_work=at_work) if place.question else no(NOT_ASKED)
    if idea.kind is Kind.INFORMATION and names and place.question and decision.outcome is not Outcome.NO:
        decision = cannot_say(_ALSO_NAMED.with_(names=", ".join(names)), *decision.missing)
    if len(people) < len(idea.persons) or idea.unknown:
        missing = ", ".join(idea.unknown) or str(len(idea.persons) - len(people))
        gaps = decision.missing if idea.persons else ()
        against = decision.reasons if decision.outcome is Outcome.NO else ()
        decision = cannot_say(_UNKNOWN.with_(who=missing), *gaps, reasons=against)
    verdict = Verdict(idea, place, decision, people, names)
    # Of a day that has passed nothing can be done any more.
    wanted = ways and not decision and day >= clock.today()
    return replace(verdict, ways=_ways(verdict, day, frank=frank)) if wanted else verdict


_ALSO_NAMED = Words(
    "In de tekst staat ook: {names}. Kies over wie de tekst gaat.",
    "The text also names: {names}. Choose whom the text is about.",
)
_UNKNOWN = Words("Deze school kent deze mensen niet: {who}.", "This school does not know these people: {who}.")


def _at_work(idea: Idea, place: Place, day: date) -> frozenset[int]:
    """Whoever of these people works at the school: asked for information without a photo only (S10)."""
    if idea.kind is not Kind.INFORMATION:
        return frozenset()
    here = Q(school=idea.channel.school_id) | Q(school__isnull=True)
    rows = Membership.objects.filter(open_on(day), here, board=place.channel.board_id, person__in=idea.persons)
    return frozenset(rows.values_list("person", flat=True))


def _decide(
    idea: Idea,
    people: Mapping[str, PersonFacts],
    names: tuple[str, ...],
    *,
    frank: bool,
    at_work: frozenset[int] = frozenset(),
) -> Decision:
    return may_publish(
        Planned(
            kind=idea.kind,
            audience=Audience(idea.channel.audience),
            people=tuple(
                _pictured(key, f, covered=f.pk in idea.covered, at_work=f.pk in at_work) for key, f in people.items()
            ),
            names=names,
            exception=idea.exception,
            with_photo=idea.with_photo,
            untagged=idea.untagged,
            nobody=idea.nobody,
            unchecked=idea.unchecked,
        ),
        frank=frank,
    )


def _pictured(key: str, facts: PersonFacts, *, covered: bool, at_work: bool) -> Pictured:
    return Pictured(
        key,
        facts.name,
        facts.consent,
        facts.own_use,
        restricted=facts.restricted,
        raised=facts.raised,
        covered=covered,
        at_work=at_work,
    )


def _names_beside(idea: Idea, people: Sequence[PersonFacts], day: date) -> tuple[str, ...]:
    """The names in the texts beside a photo: of whoever is in it and their parents, and the call names of those near
    (R8.12). Of a text without a photo: the call names of those near whom it is not said to be about (S79).
    """
    text = "\n".join(t for t in idea.texts if t)
    if not text:
        return ()
    own = {name for person in people for name in person.given_names}
    near = set(Person.objects.filter(pupils__placements__in=_near(idea, day)).values_list("call_name", flat=True))
    if idea.kind is Kind.INFORMATION:
        return names_in(text, sorted(near - own - {""}))
    parents = Guardianship.objects.filter(open_on(day), pupil__person__in=idea.persons)
    of_parents = set(chain(*parents.values_list("person__call_name", "person__family_name")))
    return names_in(text, sorted((own | near | of_parents) - {""}))


def _near(idea: Idea, day: date) -> QuerySet[Placement]:
    """Who is near: the groups of the people in it and the group for which it is; of neither, the whole school."""
    rows = Placement.objects.filter(open_on(day), board=idea.channel.board_id)
    if idea.group is None and not idea.persons:
        return rows.filter(pupil__school=idea.channel.school_id)
    groups = Placement.objects.filter(open_on(day), pupil__person__in=idea.persons).values("group")
    return rows.filter(Q(group__in=groups) | Q(group=idea.group))


def _ways(verdict: Verdict, day: date, *, frank: bool) -> tuple[Way, ...]:
    idea = verdict.idea
    if verdict.decision.outcome is Outcome.CANNOT_SAY:
        return ()
    found = [_cover(verdict, frank), *_elsewhere(verdict, day, frank), _ask(verdict), _exception(verdict)]
    if verdict.names and not verdict.against and _holds(replace(idea, texts=()), verdict, (), frank):
        found.insert(0, Way("name", _NAME_TITLE, Words("Dan mag het hier wel.", "Then it may be here.")))
    return tuple(way for way in found if way is not None)


def _holds(idea: Idea, verdict: Verdict, names: tuple[str, ...], frank: bool) -> bool:
    return bool(_decide(idea, verdict.people, names, frank=frank))


_NAME_TITLE = Words("Haal de naam weg", "Take the name away")


def _cover(verdict: Verdict, frank: bool) -> Way | None:
    """Cover those because of whom it may not be: offered when the rest then may."""
    idea = verdict.idea
    against = frozenset(int(key) for key in verdict.against)
    if not against or idea.kind not in (Kind.GROUP, Kind.PORTRAIT):
        return None
    covered = replace(idea, covered=idea.covered | against, texts=())
    if not _holds(covered, verdict, (), frank):
        return None
    title = numbers.counted(
        len(against),
        Words("Dek één gezicht af", "Cover one face"),
        Words("Dek {words} gezichten af", "Cover {words} faces"),
    )
    place = idea.channel.words
    if verdict.names:
        text = Words(
            "En haal de naam weg. Dan mag het op: {place}.", "And take the name away. Then it may be on: {place}."
        )
    else:
        text = Words("Dan mag het op: {place}.", "Then it may be on: {place}.")
    return Way("cover", title, text.with_(place=place))


def _elsewhere(verdict: Verdict, day: date, frank: bool) -> list[Way]:
    """The other channels on which the same is allowed now, the most closed first; two queries."""
    idea = verdict.idea
    school = idea.channel.school
    seen = [f for f in verdict.people.values() if f.pk not in idea.covered]
    if not seen or any(f.hidden for f in seen):
        return []
    channels = [c for c in channels_of(school, day) if c.asks != idea.channel.asks and not c.same_as_id]
    questions = dict(
        Question.objects.filter(
            board=school.board_id, channel__in=channels, matter=idea.matter.value, asked=True
        ).values_list("channel", "pk")
    )
    yes = set(
        ConsentState.objects.filter(
            counting(day, verdict.place.year),
            board=school.board_id,
            question__in=questions.values(),
            person__in=[f.pk for f in seen],
        ).values_list("question", "person")
    )
    order = [Audience.CLASS, Audience.SCHOOL, Audience.PUBLIC]
    ways = []
    for channel in sorted(channels, key=lambda c: (order.index(Audience(c.audience)), c.place)):
        question = questions.get(channel.pk)
        portrait_here = idea.kind is Kind.PORTRAIT and channel.audience == Audience.PUBLIC
        if question is None or portrait_here or any((question, f.pk) not in yes for f in seen):
            continue
        text = _WITHOUT_NAME if verdict.names else _AT_ONCE
        ways.append(Way("channel", _PUT_THERE.with_(place=channel.words), text, channel.slug))
    return ways


_PUT_THERE = Words("Kies een andere plek: {place}", "Choose another place: {place}")
_AT_ONCE = Words("Daar mag het meteen.", "There it may be at once.")
_WITHOUT_NAME = Words("Zonder de naam mag het daar meteen.", "Without the name it may be there at once.")


def _ask(verdict: Verdict) -> Way | None:
    """Ask the families about this very use: where the school asks each time, or for a portrait that is an exception."""
    if verdict.place.question is None:
        return None
    each_time = verdict.place.mode is Mode.EACH_TIME and "consent.mode" in verdict.decision.norms
    this_portrait = any(r.text == OWN_CONSENT.text for r in verdict.decision.reasons)
    if not (each_time or this_portrait):
        return None
    return Way(
        "ask",
        Words("Vraag het de gezinnen", "Ask the families"),
        Words(
            "Elk gezin krijgt één bericht over juist dit gebruik.", "Each family gets one message about this very use."
        ),
    )


def _exception(verdict: Verdict) -> Way | None:
    idea = verdict.idea
    if idea.kind is not Kind.PORTRAIT or idea.channel.audience != Audience.PUBLIC or idea.exception:
        return None
    if set(verdict.decision.norms) - {"publication.no-name"} != {"publication.group-only"}:
        return None
    return Way(
        "exception",
        Words("Leg een uitzondering vast", "Record an exception"),
        Words(
            "Met de reden waarom dit portret hier nodig is. Het gezin krijgt een vraag over juist dit portret.",
            "With the reason why this portrait is needed here. The family is asked about this very portrait.",
        ),
    )


def idea_of(publication: Publication) -> Idea:
    """The idea behind a publication, as it stands now: its people, its texts, and who is covered in its photo.

    Of a photo or film in the workshop counts what was confirmed there, until the publication stands somewhere.
    """
    appearances = list(publication.appearances.all())
    caption = (
        keys.unseal(publication.key, "publication.caption", bytes(publication.caption)) if publication.caption else ""
    )
    exception = bytes(publication.exception)
    idea = Idea(
        channel=publication.channel,
        kind=Kind(publication.kind),
        persons=frozenset(a.person_id for a in appearances),
        covered=frozenset(a.person_id for a in appearances if a.covered),
        texts=(caption,),
        use=publication.key,
        exception=keys.unseal(publication.key, "publication.exception", exception) if exception else "",
        with_photo=publication.kind == Kind.INFORMATION and publication.media is not None,
        nobody=not appearances,
        group=publication.group_id,
    )
    if publication.media is None or publication.state not in ("draft", "asked"):
        return idea
    media = MediaFile.objects.filter(board=publication.board_id, key=publication.media).first()
    return idea if media is None else with_media(idea, media)


def known_in(media: MediaFile) -> Recognisable:
    """Who can be recognised in a photo or film: as tagged in the workshop, and as somebody said of it in a publication.

    Two queries. Whoever is covered here counts as not recognisable, whatever was said before.
    """
    found = recognisable(media)
    said = Appearance.objects.filter(board=media.board_id, publication__media=media.key, covered=False)
    persons = frozenset(said.exclude(publication__state="dropped").values_list("person", flat=True))
    return replace(found, persons=found.persons | (persons - found.covered))


def with_media(idea: Idea, media: MediaFile) -> Idea:
    """The idea with what the workshop knows of its photo or film."""
    found = known_in(media)
    return replace(
        idea,
        persons=idea.persons | found.persons | found.covered,
        covered=found.covered,
        untagged=found.untagged,
        unchecked=not found.confirmed,
        with_photo=idea.kind is Kind.INFORMATION,
        nobody=idea.nobody or (found.confirmed and not found.persons),
    )

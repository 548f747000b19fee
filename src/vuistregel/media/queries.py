"""May this be published? The facts fetched for the rule, and the ways out that do hold.

idea = Idea(channel, Kind.GROUP, persons=frozenset({12, 15}), caption="Bram wint")
verdict = judge(idea, day, frank=False)
verdict.decision, verdict.ways
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import chain

from django.db.models import Q, QuerySet

from vuistregel import clock, keys
from vuistregel.consent.queries import PersonFacts, Place, people_for, place_of
from vuistregel.consent.rules import Matter
from vuistregel.decisions import Outcome, cannot_say, no
from vuistregel.media.ideas import Idea, Verdict, decide
from vuistregel.media.models import Appearance, MediaFile, MediaKind, Publication
from vuistregel.media.pictures.queries import Recognisable, recognisable
from vuistregel.media.rules import NOT_ASKED, Kind, names_in
from vuistregel.media.ways import ways_out
from vuistregel.organisation.models import Guardianship, Membership, Person, Placement
from vuistregel.organisation.periods import open_on
from vuistregel.ui import numbers
from vuistregel.words import Words

__all__ = ["Idea", "Verdict", "idea_of", "judge", "known_in", "with_media"]


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
    decision = decide(idea, people, names, frank=frank, at_work=at_work) if place.question else no(NOT_ASKED)
    if idea.kind is Kind.INFORMATION and names and place.question and decision.outcome is not Outcome.NO:
        decision = cannot_say(_ALSO_NAMED.with_(names=", ".join(names)), *decision.missing)
    if len(people) < len(idea.persons) or idea.unknown:
        missing = ", ".join(idea.unknown) or str(len(idea.persons) - len(people))
        gaps = decision.missing if idea.persons else ()
        against = decision.reasons if decision.outcome is Outcome.NO else ()
        decision = cannot_say(_UNKNOWN.with_(who=missing), *gaps, reasons=against)
    if idea.strangers:
        against = decision.reasons if decision.outcome is Outcome.NO else ()
        gaps = decision.missing if idea.persons else ()
        decision = cannot_say(numbers.counted(idea.strangers, *STRANGERS), *gaps, reasons=against)
    verdict = Verdict(idea, place, decision, people, names)
    # Of a day that has passed nothing can be done any more.
    wanted = ways and not decision and day >= clock.today()
    return replace(verdict, ways=ways_out(verdict, day, frank=frank)) if wanted else verdict


_ALSO_NAMED = Words(
    "In de tekst staat ook: {names}. Kies over wie de tekst gaat.",
    "The text also names: {names}. Choose whom the text is about.",
)
#: One, and several, whom somebody chose and cannot choose (any more).
STRANGERS = (
    Words(
        "Eén mens die u koos, kunt u hier niet meer kiezen. Kies opnieuw wie er te herkennen is.",
        "One person whom you chose cannot be chosen here any more. Choose again who can be recognised.",
    ),
    Words(
        "U koos {words} mensen die u hier niet meer kunt kiezen. Kies opnieuw wie er te herkennen is.",
        "You chose {words} people who cannot be chosen here any more. Choose again who can be recognised.",
    ),
)
_UNKNOWN = Words("Deze school kent deze mensen niet: {who}.", "This school does not know these people: {who}.")


def _at_work(idea: Idea, place: Place, day: date) -> frozenset[int]:
    """Whoever of these people works at the school: asked for information without a photo only (S10)."""
    if idea.kind is not Kind.INFORMATION:
        return frozenset()
    here = Q(school=idea.channel.school_id) | Q(school__isnull=True)
    rows = Membership.objects.filter(open_on(day), here, board=place.channel.board_id, person__in=idea.persons)
    return frozenset(rows.values_list("person", flat=True))


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
    media = MediaFile.objects.filter(board=publication.board_id, key=publication.media, gone_at=None).first()
    return replace(idea, media_gone=True) if media is None else with_media(idea, media)


def known_in(media: MediaFile) -> Recognisable:
    """Who can be recognised in a photo or film: as tagged in the workshop, and as somebody said of it in a publication.

    Two queries. Whoever is covered here counts as not recognisable, whatever was said before.
    """
    found = recognisable(media)
    said = Appearance.objects.filter(board=media.board_id, publication__media=media.key, covered=False)
    persons = frozenset(said.exclude(publication__state="dropped").values_list("person", flat=True))
    more = persons - found.covered - found.persons
    in_sight = None if found.in_sight is None else found.in_sight + len(more)
    return replace(found, persons=found.persons | more, in_sight=in_sight)


def with_media(idea: Idea, media: MediaFile) -> Idea:
    """The idea with what the workshop knows of its photo or film."""
    found = known_in(media)
    persons = idea.persons | found.persons | found.covered
    more = idea.persons - found.persons - found.covered
    return replace(
        idea,
        persons=persons,
        covered=found.covered,
        # What is covered and not confirmed waits for that, and not for a name.
        untagged=found.untagged if found.confirmed else found.untagged - found.under_cover,
        under_cover=found.under_cover,
        tied=found.tied,
        masked=found.masked,
        unchecked=not found.confirmed,
        with_photo=idea.kind is Kind.INFORMATION,
        nobody=idea.nobody or (found.confirmed and not found.persons),
        otherwise=found.otherwise if media.kind == MediaKind.PHOTO else persons,
        in_sight=None if found.in_sight is None else found.in_sight + len(more),
    )

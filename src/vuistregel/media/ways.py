"""The ways out of a no: those that really do it, worked out with the same rule that said no.

Of a photo that nobody checked yet is asked what may be once that is done; the words say what is still to do.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from vuistregel.consent.models import ConsentState, Question
from vuistregel.consent.queries import channels_of, counting
from vuistregel.consent.rules import Audience, Mode
from vuistregel.decisions import Outcome
from vuistregel.media.ideas import Idea, Verdict, Way, decide
from vuistregel.media.rules import OWN_CONSENT, Kind
from vuistregel.ui import numbers
from vuistregel.words import Words


def ways_out(verdict: Verdict, day: date, *, frank: bool) -> tuple[Way, ...]:
    """The ways that help, what is nearest first; at most three queries."""
    idea = verdict.idea
    if verdict.decision.outcome is Outcome.CANNOT_SAY:
        # Who is in it must be known. Nobody has to be known who is covered.
        known = not idea.unknown and len(verdict.people) == len(idea.persons)
        found = [_cover(verdict, frank)] if known and idea.untagged else []
    else:
        name = _without_the_name(verdict, frank)
        cover = _cover(verdict, frank)
        others = _not_in_it(verdict) if cover is not None else None
        nearest = [name, _without_the_photo(verdict, frank), cover, others, _cut(verdict, frank)]
        found = [*nearest, *_elsewhere(verdict, day, frank), _ask(verdict), _exception(verdict)]
    return tuple(way for way in found if way is not None)


def _checked(idea: Idea) -> Idea:
    """The same once its photo was checked and whoever has no name in it is covered."""
    return replace(idea, unchecked=False, untagged=0)


def _holds(idea: Idea, verdict: Verdict, names: tuple[str, ...], frank: bool) -> bool:
    return bool(decide(_checked(idea), verdict.people, names, frank=frank))


def _waits(idea: Idea) -> bool:
    return idea.unchecked or bool(idea.untagged)


def _without_the_name(verdict: Verdict, frank: bool) -> Way | None:
    idea = verdict.idea
    if not verdict.names or verdict.against or not _holds(replace(idea, texts=()), verdict, (), frank):
        return None
    then = Words("Dan mag het hier wel.", "Then it may be here.")
    later = Words("Kijk daarna nog de foto of film na.", "Then you still check the photo or film.")
    return Way("name", Words("Haal de naam weg", "Take the name away"), later if _waits(idea) else then)


def _without_the_photo(verdict: Verdict, frank: bool) -> Way | None:
    """A text about somebody has no photo beside it (R8.12)."""
    idea = verdict.idea
    if not idea.with_photo or not _holds(replace(idea, with_photo=False), verdict, verdict.names, frank):
        return None
    return Way(
        "no_photo",
        Words("Laat de foto weg", "Leave the photo out"),
        Words("Dan mag de tekst hier wel.", "Then the text may be here."),
    )


def _cover(verdict: Verdict, frank: bool) -> Way | None:
    """Cover those because of whom it may not be, and whoever has no name: offered when the rest then may.

    Whoever is recognised by something else than a face stays so, whatever is covered.
    """
    idea = verdict.idea
    against = frozenset(int(key) for key in verdict.against)
    if not (against or idea.untagged) or idea.kind not in (Kind.GROUP, Kind.PORTRAIT) or against & idea.otherwise:
        return None
    covered = replace(idea, covered=idea.covered | against, texts=())
    if not _holds(covered, verdict, (), frank):
        return None
    loose = _loose(verdict)
    faces = len((against & idea.tied) - idea.masked) + idea.untagged
    if not _nameless(idea):
        faces += len(loose)  # nobody pointed at their faces yet
    then = _COVERED[bool(verdict.names), idea.unchecked].with_(place=idea.channel.words)
    if not faces and not loose:
        return None  # all that is left is to confirm it
    if not faces:
        done = _SOME_COVERED if idea.tied - idea.masked else _ALL_COVERED
        return Way("cover", _SAY_WHO, _TOLD.with_(done=done, names=", ".join(loose), then=then))
    title = numbers.counted(
        faces,
        Words("Dek één gezicht af", "Cover one face"),
        Words("Dek {words} gezichten af", "Cover {words} faces"),
    )
    named = _ALSO_WHO.with_(names=", ".join(loose), then=then)
    return Way("cover", title, named if loose and _nameless(idea) else then)


def _nameless(idea: Idea) -> int:
    """How many faces in its photo have no name, covered or not."""
    return idea.untagged + idea.under_cover


def _loose(verdict: Verdict) -> list[str]:
    """The names of those because of whom it may not be, and whom nobody pointed out in the photo."""
    people = [verdict.people[key] for key in verdict.against]
    return sorted(f.short_name for f in people if f.pk not in verdict.idea.tied)


def _not_in_it(verdict: Verdict) -> Way | None:
    """Somebody was chosen, and may be none of the faces without a name."""
    if not _nameless(verdict.idea) or not _loose(verdict):
        return None
    return Way(
        "people",
        Words("Staat iemand er niet op?", "Is somebody not in it?"),
        Words("Verander dan wie u koos.", "Then change whom you chose."),
    )


_SAY_WHO = Words("Zeg wie er is afgedekt", "Say who is covered")
_ALL_COVERED = Words("Alle aangewezen gezichten zijn al afgedekt.", "All faces pointed out are covered already.")
_SOME_COVERED = Words("Elk gezicht zonder naam is al afgedekt.", "Each face without a name is covered already.")
_TOLD = Words(
    "{done} Zeg in de werkplaats welk gezicht van wie is: {names}. {then}",
    "{done} Say in the workshop whose face is which: {names}. {then}",
)
_ALSO_WHO = Words("Zeg ook welk gezicht van wie is: {names}. {then}", "Say too whose face is which: {names}. {then}")


#: By whether a name stands with it, and whether the photo still has to be checked.
_COVERED = {
    (False, False): Words("Dan mag het op: {place}.", "Then it may be on: {place}."),
    (True, False): Words(
        "En haal de naam weg. Dan mag het op: {place}.", "And take the name away. Then it may be on: {place}."
    ),
    (False, True): Words(
        "Staat er verder niemand op? Dan mag het op: {place}.", "Is nobody else in it? Then it may be on: {place}."
    ),
    (True, True): Words(
        "En haal de naam weg. Staat er verder niemand op? Dan mag het op: {place}.",
        "And take the name away. Is nobody else in it? Then it may be on: {place}.",
    ),
}


def _cut(verdict: Verdict, frank: bool) -> Way | None:
    """In a film no face is covered: whoever may not be seen is cut out of it, and the film comes in anew."""
    idea = verdict.idea
    against = frozenset(int(key) for key in verdict.against)
    if not against or verdict.names or idea.kind is not Kind.VIDEO:
        return None
    if not _holds(replace(idea, covered=idea.covered | against), verdict, (), frank):
        return None
    title = numbers.counted(
        len(against),
        Words("Knip één mens uit de film", "Cut one person out of the film"),
        Words("Knip {words} mensen uit de film", "Cut {words} people out of the film"),
    )
    text = Words(
        "Neem daarna de nieuwe film op. Dan mag het op: {place}.",
        "Then take in the new film. It may then be on: {place}.",
    )
    return Way("cut", title, text.with_(place=idea.channel.words))


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
        portrait_here = idea.portrait and channel.audience == Audience.PUBLIC
        if question is None or portrait_here or any((question, f.pk) not in yes for f in seen):
            continue
        text = _THERE[bool(verdict.names), _waits(idea)]
        ways.append(Way("channel", _PUT_THERE.with_(place=channel.words), text, channel.slug))
    return ways


_PUT_THERE = Words("Kies een andere plek: {place}", "Choose another place: {place}")
_THERE = {
    (False, False): Words("Daar mag het meteen.", "There it may be at once."),
    (True, False): Words("Zonder de naam mag het daar meteen.", "Without the name it may be there at once."),
    (False, True): Words(
        "Daar mag het, als u de foto of film heeft nagekeken.",
        "There it may be, once you have checked the photo or film.",
    ),
    (True, True): Words(
        "Zonder de naam mag het daar, als u de foto of film heeft nagekeken.",
        "Without the name it may be there, once you have checked the photo or film.",
    ),
}


def _ask(verdict: Verdict) -> Way | None:
    """Ask the families about this very use: where the school asks each time, or for a portrait that is an exception."""
    if verdict.place.question is None:
        return None
    each_time = verdict.place.mode is Mode.EACH_TIME and "consent.mode" in verdict.decision.norms
    this_portrait = any(r.text == OWN_CONSENT.text for r in verdict.decision.reasons)
    in_public = verdict.idea.channel.audience == Audience.PUBLIC
    excepted = bool(verdict.idea.exception and verdict.against) and in_public and exception_helps(verdict)
    if not (each_time or this_portrait or excepted):
        return None
    one_message = Words(
        "Elk gezin krijgt één bericht over juist dit gebruik.", "Each family gets one message about this very use."
    )
    first = Words(
        "Eerst kijkt u de foto of film na. Dan krijgt elk gezin één bericht over juist dit gebruik.",
        "First you check the photo or film. Then each family gets one message about this very use.",
    )
    title = Words("Vraag het de gezinnen", "Ask the families")
    return Way("ask", title, first if _waits(verdict.idea) else one_message)


def _exception(verdict: Verdict) -> Way | None:
    idea = verdict.idea
    if not idea.portrait or idea.channel.audience != Audience.PUBLIC or idea.exception:
        return None
    if "publication.group-only" not in verdict.decision.norms or not exception_helps(verdict):
        return None
    return Way(
        "exception",
        Words("Leg een uitzondering vast", "Record an exception"),
        Words(
            "Met de reden waarom dit portret hier nodig is. Het gezin krijgt een vraag over juist dit portret.",
            "With the reason why this portrait is needed here. The family is asked about this very portrait.",
        ),
    )


#: What stands in the way of somebody and no question to the family takes away: a no, and whoever must not be found.
_NOT_TO_ASK = frozenset({"photo.ground", "restriction.respected", "confidentiality.raise"})


def exception_helps(verdict: Verdict) -> bool:
    """Whether an exception for a portrait leads anywhere: the school asks about this place, and nobody in it said no.

    Whoever only did not answer, or whose yes is over, can be asked about this very portrait (T04, R7.4).
    """
    about = (r for r in verdict.decision.reasons if r.about in verdict.people)
    no = not verdict.decision and any(r.norm in _NOT_TO_ASK for r in about)
    return verdict.place.question is not None and not no

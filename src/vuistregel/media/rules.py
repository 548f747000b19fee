"""May this be published? One pure function over plain facts; what counts as consent was decided by consent/rules.

Sources: R1.11, R7.1-R7.3, R7.11, R8.10-R8.13, S09, S10, S48, S50, S70, S71, S79, T03, T04, T33.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from vuistregel.consent.rules import NOT_GIVEN, Audience
from vuistregel.decisions import Decision, Outcome, Reason, all_of, cannot_say, no, yes
from vuistregel.words import Words


class Kind(StrEnum):
    """What is to be published."""

    GROUP = "group"
    PORTRAIT = "portrait"
    VIDEO = "video"
    INFORMATION = "information"


@dataclass(frozen=True, slots=True)
class Pictured:
    """Somebody who can be recognised, or whom the information is about.

    `key` is what a reason names in its `about`. `consent` is the answer for this place; `for_this_use` says that it
    was given for this very publication.
    `restricted`, `raised`: must not be found. `covered`: a face that somebody covered and confirmed. `at_work`: works
    at this school.
    """

    key: str
    name: str
    consent: Decision
    for_this_use: bool = False
    restricted: bool = False
    raised: bool = False
    covered: bool = False
    at_work: bool = False


@dataclass(frozen=True, slots=True)
class Planned:
    """A publication that somebody has in mind.

    `names` are the names found in caption, alternative text or file name. `exception` is the reason that was recorded
    for a portrait in a public place (T04). `with_photo`: information that has a photo beside it. `untagged` counts
    faces of whom nobody said who it is; `nobody`: somebody said that nobody can be recognised. `unchecked`: there is a
    photo or film that nobody confirmed in the workshop. `in_sight` is how many people a checked photo shows, those who
    are covered included; None while nobody knows. `media_gone`: its photo or film is not there any more.
    """

    kind: Kind
    audience: Audience
    people: tuple[Pictured, ...] = ()
    names: tuple[str, ...] = ()
    exception: str = ""
    with_photo: bool = False
    untagged: int = 0
    nobody: bool = False
    unchecked: bool = False
    in_sight: int | None = None
    media_gone: bool = False


def may_publish(planned: Planned, *, frank: bool) -> Decision:
    """Yes, no, or cannot be said yet, with a reason per person and per rule; the strictest counts and all no's stand.

    `frank`: the reader may know of restrictions and raised protection. For anybody else these read exactly as a
    consent that is not there.
    """
    seen = tuple(p for p in planned.people if not p.covered)
    parts = [_of_person(p, planned, frank) for p in seen]
    parts += [_portrait(planned, seen), _names(planned), _enough(planned, seen)]
    decision = all_of(*parts)
    if decision.outcome is Outcome.CANNOT_SAY:
        # What holds already is no reason why it cannot be said.
        return cannot_say(*decision.missing)
    return decision


def as_read(consent: Decision, *, restricted: bool, raised: bool, frank: bool) -> Decision:
    """What somebody's consent comes to for this reader.

    Whoever must not be found reads as what their family answered when that is no yes, and else as a no: a silent
    family reads like any silent family.
    """
    if not (restricted or raised):
        return consent
    if frank:
        return no(RESTRICTED if restricted else RAISED)
    return consent if not consent and consent.reasons else no(NOT_GIVEN)


def _of_person(person: Pictured, planned: Planned, frank: bool) -> Decision:
    if person.restricted or person.raised:
        read = as_read(person.consent, restricted=person.restricted, raised=person.raised, frank=frank)
        return Decision(Outcome.NO, tuple(_about(reason, person) for reason in read.reasons))
    if planned.kind is Kind.INFORMATION and person.at_work and NOT_GIVEN not in person.consent.reasons:
        return yes(_about(AT_WORK, person))
    if not person.consent:
        reasons = person.consent.reasons or (NOT_GIVEN,)
        return Decision(Outcome.NO, tuple(_about(reason, person) for reason in reasons))
    if planned.exception and planned.audience is Audience.PUBLIC and not person.for_this_use:
        return no(_about(OWN_CONSENT, person))
    return Decision(Outcome.YES, tuple(_about(reason, person) for reason in person.consent.reasons))


def _about(reason: Reason, person: Pictured) -> Reason:
    return Reason(reason.text, reason.norm, about=person.key, binding=reason.binding)


def _portrait(planned: Planned, seen: Sequence[Pictured]) -> Decision:
    """Group photos only where everybody can look (R8.10), unless somebody recorded why not (T04).

    A photo that shows one human being is a portrait, whatever it is called. While nobody knows how many it shows, one
    name may well be one of a group of which the others cannot be recognised: then this is said, and no more.
    """
    if planned.audience is not Audience.PUBLIC or not seen:
        return yes()
    alone = shows_one(planned.kind, len(seen), planned.in_sight)
    if planned.kind is Kind.PORTRAIT or alone:
        return yes(EXCEPTION) if planned.exception else no(ALONE if alone else PORTRAIT)
    return yes(PERHAPS_ALONE) if planned.kind is Kind.GROUP and len(seen) == 1 and planned.in_sight is None else yes()


def shows_one(kind: Kind, seen: int, in_sight: int | None) -> bool:
    """Whether what is called a group photo shows one human being, as far as somebody said who is in it."""
    return kind is Kind.GROUP and seen == 1 and in_sight == 1


def _names(planned: Planned) -> Decision:
    """Never a name with a photo (R8.12); information without one may hold a name (S79), rather on a closed page."""
    if planned.kind is Kind.INFORMATION:
        if planned.with_photo:
            return no(PHOTO_BESIDE)
        return yes(RATHER_CLOSED) if planned.audience is Audience.PUBLIC else yes()
    if not planned.names:
        return yes()
    return no(*(Reason(NAME.text.with_(name=name), NAME.norm) for name in planned.names))


def _enough(planned: Planned, seen: Sequence[Pictured]) -> Decision:
    """Who is recognisable must be known before a yes can be said (R7.1)."""
    if planned.media_gone:
        return cannot_say(MEDIA_GONE)
    if planned.untagged:
        return cannot_say(UNTAGGED.with_(n=planned.untagged))
    if planned.unchecked:
        return cannot_say(UNCHECKED)
    if planned.people or planned.nobody:
        return yes() if seen else yes(NOBODY)
    return cannot_say(WHO)


PORTRAIT = Reason(
    Words(
        "Op een plek waar iedereen kan kijken staan alleen groepsfoto’s.",
        "In a place where everybody can look there are group photos only.",
    ),
    norm="publication.group-only",
)
ALONE = Reason(
    Words(
        "Op deze foto staat één mens. Dat is een portret. Op een plek waar iedereen kan kijken staan alleen "
        "groepsfoto’s.",
        "This photo shows one person. That is a portrait. In a place where everybody can look there are group photos "
        "only.",
    ),
    norm="publication.group-only",
)
PERHAPS_ALONE = Reason(
    Words(
        "Staat er maar één mens op de foto? Dan is het een portret, en dat mag hier niet.",
        "Is there only one person in the photo? Then it is a portrait, and that is not allowed here.",
    ),
    norm="publication.group-only",
    binding=False,
)
EXCEPTION = Reason(
    Words(
        "Iemand legde vast waarom dit portret hier toch mag.", "Somebody recorded why this portrait may be here anyway."
    ),
    norm="publication.group-only",
    binding=False,
)
OWN_CONSENT = Reason(
    Words(
        "Een portret op een openbare plek vraagt toestemming voor juist dit portret.",
        "A portrait in a public place asks consent for this very portrait.",
    ),
    norm="publication.group-only",
)
NAME = Reason(
    Words("Er staat een naam bij de foto: {name}.", "There is a name with the photo: {name}."),
    norm="publication.no-name",
)
PHOTO_BESIDE = Reason(
    Words(
        "Bij deze gegevens staat een foto. Een naam en een foto staan nooit bij elkaar.",
        "There is a photo beside this information. A name and a photo never stand together.",
    ),
    norm="publication.no-name",
)
RATHER_CLOSED = Reason(
    Words("Dit mag. Zet het liever op een besloten pagina.", "This is allowed. Rather put it on a closed page."),
    norm="publication.limited-groups",
    binding=False,
)
AT_WORK = Reason(
    Words(
        "Naam en werkadres van een medewerker mogen bij een activiteit van school. Iets anders vraagt toestemming.",
        "A member of staff's name and work address may be with an activity of the school. Anything else asks consent.",
    ),
    norm="publication.staff-at-work",
)
NOT_ASKED = Reason(
    Words(
        "Voor deze plek vraagt school dit niet. Kies een andere plek.",
        "For this place the school does not ask this. Choose another place.",
    ),
    norm="consent.per-channel",
)
RESTRICTED = Reason(
    Words("Er geldt een contactbeperking.", "A contact restriction holds."), norm="restriction.respected"
)
RAISED = Reason(Words("Er geldt extra bescherming.", "Extra protection holds."), norm="confidentiality.raise")
NOBODY = Reason(Words("Niemand is te herkennen.", "Nobody can be recognised."), norm="photo.ground")
WHO = Words("Wie is er te herkennen? Kies de mensen.", "Who can be recognised? Choose the people.")
UNCHECKED = Words(
    "Niemand keek deze foto of film nog na. Dek af of zeg wie erop staat, en bevestig het.",
    "Nobody checked this photo or film yet. Cover or say who is in it, and confirm it.",
)
MEDIA_GONE = Words(
    "Deze foto of film is er niet meer. Neem hem opnieuw op, of kies een andere.",
    "This photo or film is not there any more. Take it in again, or choose another one.",
)
UNTAGGED = Words(
    "Van {n} gezichten is nog niet gezegd wie het is. Dek ze af of zeg wie het is.",
    "Of {n} faces nobody said yet who it is. Cover them or say who it is.",
)

_WORD = re.compile(r"[^\W\d_]+(?:['’\-][^\W\d_]+)*", re.UNICODE)
#: What Dutch and English put behind a name: Bram's, Brams, Brammetje is left alone on purpose.
_ENDINGS = ("'s", "’s", "s", "'", "’")


def names_in(text: str, names: Iterable[str]) -> tuple[str, ...]:
    """The names that stand in a text as words of their own, as they were written there, each once.

    Capitals, accents and a possessive s make no difference; a name inside another word does not count. Names of one
    letter are not looked for. In a file name dashes, dots and underscores part words.
    """
    wanted = {plain for name in names for plain in [_plain(name)] if len(plain) > 1}
    found: dict[str, None] = {}
    words = [m.group() for m in _WORD.finditer(text.replace("_", " "))]
    for word in words:
        parts = [word] if "-" not in word or _is_name(word, wanted) else word.split("-")
        found.update((part, None) for part in parts if _is_name(part, wanted))
    return tuple(found)


def _is_name(word: str, wanted: set[str]) -> bool:
    return _plain(word) in wanted or any(
        word.endswith(end) and _plain(word.removesuffix(end)) in wanted for end in _ENDINGS
    )


def _plain(name: str) -> str:
    bare = unicodedata.normalize("NFKD", name.strip().casefold())
    return "".join(c for c in bare if not unicodedata.combining(c))

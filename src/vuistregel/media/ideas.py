"""An idea for a publication, and the verdict about it. No query is asked here.

idea = Idea(channel, Kind.GROUP, persons=frozenset({12, 15}), caption="Bram wint")
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID

from vuistregel.consent.models import NO_USE, Channel
from vuistregel.consent.queries import PersonFacts, Place
from vuistregel.consent.rules import Audience, Matter
from vuistregel.decisions import Decision, Reason
from vuistregel.media.rules import Kind, Pictured, Planned, may_publish, shows_one
from vuistregel.words import Words


@dataclass(frozen=True, slots=True)
class Idea:
    """What somebody wants to publish. Ids are of persons: pupils, guardians, staff.

    `texts` are caption, alternative text and file name: whatever would stand beside the photo. `unknown` are keys that
    nobody at this school has; `strangers` counts whom somebody chose and cannot choose (any more). `media_gone`: the
    photo or film that belongs to it is not there any more. `group` is the group for which it is: no name of it stands
    beside a photo. `under_cover`, `tied` and `masked` are what the workshop says of its photo (`Recognisable`).
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
    otherwise: frozenset[int] = frozenset()
    in_sight: int | None = None
    under_cover: int = 0
    tied: frozenset[int] = frozenset()
    masked: frozenset[int] = frozenset()
    unknown: tuple[str, ...] = ()
    strangers: int = 0
    media_gone: bool = False
    group: int | None = None

    @property
    def matter(self) -> Matter:
        return Matter.INFORMATION if self.kind is Kind.INFORMATION else Matter.IMAGE

    @property
    def portrait(self) -> bool:
        """Whether it counts as a portrait: called one, or known to show one human being."""
        return self.kind is Kind.PORTRAIT or shows_one(self.kind, len(self.persons - self.covered), self.in_sight)


@dataclass(frozen=True, slots=True)
class Way:
    """A way that does hold. `kind` is channel, cover, cut, people, name, no_photo, ask or
    exception; `channel` its slug where one is meant."""

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


def decide(
    idea: Idea,
    people: Mapping[str, PersonFacts],
    names: tuple[str, ...],
    *,
    frank: bool,
    at_work: frozenset[int] = frozenset(),
) -> Decision:
    """The rule asked about an idea with the facts that were fetched for it."""
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
            in_sight=idea.in_sight,
            media_gone=idea.media_gone,
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

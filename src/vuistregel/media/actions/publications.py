"""From an idea to something that stands somewhere, and away again."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any
from uuid import UUID, uuid4

from vuistregel import keys, norms
from vuistregel.access.actor import Subject
from vuistregel.actions import Act, action
from vuistregel.consent.models import Channel
from vuistregel.decisions import Reason, no
from vuistregel.media.events import (
    ExceptionRecorded,
    FamiliesAsked,
    PublicationDropped,
    PublicationPlanned,
    Published,
    TakenDown,
)
from vuistregel.media.life import PUBLICATION, TAKE_DOWN
from vuistregel.media.models import Appearance, MediaFile, Publication, TakeDown
from vuistregel.media.pictures.queries import recognisable
from vuistregel.media.queries import Idea, idea_of, judge
from vuistregel.media.rules import Kind
from vuistregel.organisation.models import Group, Person
from vuistregel.words import Words


def _of_channel(*, channel: Channel, **_: Any) -> Subject:
    return Subject(board=channel.board_id, school=channel.school_id)


def _of(*, publication: Publication, **_: Any) -> Subject:
    return Subject(board=publication.board_id, school=publication.school_id)


@action(category="media", verb="write", subject=_of_channel)
def plan(
    act: Act,
    *,
    channel: Channel,
    kind: Kind,
    persons: Collection[int],
    made_by: Person | None,
    caption: str = "",
    media: UUID | None = None,
    group: Group | None = None,
    covered: Collection[int] = (),
    moments: Mapping[int, int] | None = None,
    key: UUID | None = None,
) -> Publication:
    """Lay down what somebody wants to publish, and who can be recognised in it. Nothing is published by this.

    `persons` are ids of the school's own board; `moments` says per person from which second of a film. `key` is the
    one that a form carried: the same form sent twice lays down one publication.
    """
    if key is not None and Publication.objects.filter(key=key).exists():
        act.refuse(no(_THERE_ALREADY))
    known = list(Person.objects.filter(board=channel.board_id, pk__in=persons).values_list("pk", flat=True))
    if len(known) != len(set(persons)):
        act.refuse(no(_STRANGER))
    key = key or uuid4()
    keys.new_holder(channel.board.key, "dossier", key)
    publication = Publication.objects.create(
        board_id=channel.board_id,
        key=key,
        school_id=channel.school_id,
        channel=channel,
        group=group,
        kind=kind.value,
        made_by=made_by,
        made_on=act.day,
        media=media,
        caption=keys.seal(key, "publication.caption", caption) if caption else b"",
    )
    Appearance.objects.bulk_create(
        Appearance(
            board_id=channel.board_id,
            publication=publication,
            person_id=person,
            covered=person in covered,
            moment=(moments or {}).get(person),
        )
        for person in known
    )
    act.record(
        PublicationPlanned(
            publication=key, school=channel.school.name, channel=channel.words.nl, what=kind.value, people=len(known)
        )
    )
    return publication


@action(category="media", verb="write", subject=_of)
def record_exception(act: Act, *, publication: Publication, reason: str, shown: int | None = None) -> Publication:
    """Record why this portrait may be in a public place (T04). It still asks consent for this very portrait."""
    if not idea_of(publication).portrait or not reason.strip():
        act.refuse(no(_NO_REASON))
    publication.change(shown=shown, exception=keys.seal(publication.key, "publication.exception", reason.strip()))
    act.record(
        ExceptionRecorded(publication=publication.key, channel=publication.channel.words.nl, reason=reason.strip())
    )
    return publication


@action(category="media", verb="write", subject=_of)
def publish(act: Act, *, publication: Publication, where: str) -> Publication:
    """Record that it stands there now. Judged again at this moment: a no is a refusal, and nothing is recorded."""
    idea = idea_of(publication)
    verdict = judge(idea, act.day, frank=False, ways=False)
    if publication.state in ("draft", "asked"):
        act.demand(verdict.decision)
        _keep_who_is_seen(publication, idea)
    act.demand(
        PUBLICATION.move(
            publication,
            "publish",
            frozenset({"allowed"}),
            published_on=act.day,
            where=keys.seal(publication.key, "publication.where", where.strip()) if where.strip() else b"",
            decision={
                "outcome": verdict.decision.outcome.value,
                "norms": list(verdict.decision.norms),
                "release": norms.release(),
            },
        )
    )
    seen = Person.objects.filter(appearances__publication=publication, appearances__covered=False)
    act.record(
        Published(
            publication=publication.key,
            channel=publication.channel.words.nl,
            somebody=tuple(seen.values_list("key", flat=True)),
            where=where.strip(),
        )
    )
    return publication


def _keep_who_is_seen(publication: Publication, idea: Idea) -> None:
    """What the workshop said of the photo at this moment is what was published."""
    board = publication.board_id
    Appearance.objects.bulk_create(
        [Appearance(board_id=board, publication=publication, person_id=person) for person in sorted(idea.persons)],
        ignore_conflicts=True,
    )
    rows = Appearance.objects.filter(board=board, publication=publication)
    rows.filter(person__in=idea.covered).update(covered=True)
    rows.exclude(person__in=idea.covered).update(covered=False)
    media = MediaFile.objects.filter(board=board, key=publication.media).first() if publication.media else None
    if media is None:
        return
    moments = dict(recognisable(media).moments)
    seen = list(rows.filter(person__in=moments))
    for row in seen:
        row.moment = moments[row.person_id]
    Appearance.objects.bulk_update(seen, ["moment"])


@action(category="media", verb="write", subject=_of)
def families_asked(act: Act, *, publication: Publication) -> Publication:
    """Note that the families were asked about this very use; from now on its photo shows no more than they saw."""
    act.demand(PUBLICATION.move(publication, "ask"))
    act.record(FamiliesAsked(publication=publication.key, channel=publication.channel.words.nl))
    return publication


@action(category="media", verb="write", subject=_of)
def drop(act: Act, *, publication: Publication, instead: Publication | None = None) -> None:
    """Do not publish it after all; `instead` is what took its place, at the same school."""
    if instead is not None and instead.school_id != publication.school_id:
        act.refuse(no(_STRANGER))
    act.demand(PUBLICATION.move(publication, "drop", successor=instead))
    act.record(PublicationDropped(publication=publication.key, channel=publication.channel.words.nl))


@action(category="media", verb="write", subject=_of)
def take_down(act: Act, *, publication: Publication, proof: str, proof_file: UUID | None = None) -> None:
    """Record that it is gone, and how one knows. All tasks to take it down are closed by it."""
    facts = frozenset({"proof"}) if proof.strip() else frozenset()
    act.demand(PUBLICATION.move(publication, "take_down", facts, ended_on=act.day))
    sealed = keys.seal(publication.key, "take_down.proof", proof.strip())
    for task in TakeDown.objects.filter(board=publication.board_id, publication=publication, state=TAKE_DOWN.start):
        act.demand(TAKE_DOWN.move(task, "close", facts, closed_on=act.day, proof=sealed, proof_file=proof_file))
    people = Person.objects.filter(appearances__publication=publication)
    act.record(
        TakenDown(
            publication=publication.key,
            channel=publication.channel.words.nl,
            somebody=tuple(people.values_list("key", flat=True)),
            proof=proof.strip(),
        )
    )


_STRANGER = Reason(
    Words("Deze school kent niet alle mensen die u koos.", "This school does not know everybody whom you chose."),
    norm="photo.ground",
)
_THERE_ALREADY = Reason(Words("Dit is al vastgelegd.", "This was laid down already."))
_NO_REASON = Reason(
    Words(
        "Een uitzondering geldt voor een portret, en vraagt een reden.",
        "An exception is for a portrait, and asks for a reason.",
    ),
    norm="publication.group-only",
)

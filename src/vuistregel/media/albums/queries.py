"""Which albums somebody may look at, which they keep, and what is in sight in one today.

Nothing is remembered: each request asks anew who is in the group, whose consent counts and what must go.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from django.db.models import Q, QuerySet

from vuistregel import keys
from vuistregel.access.actor import Actor, Hat
from vuistregel.access.engine import engine
from vuistregel.consent.models import ConsentState
from vuistregel.consent.queries import PersonFacts, Place, people_for, place_of
from vuistregel.consent.rules import Asked, Audience, Matter, counts
from vuistregel.consent.states import standing_of
from vuistregel.decisions import Decision
from vuistregel.media.life import ALBUM
from vuistregel.media.models import Album, AlbumAudience, AlbumItem, Appearance, Publication, TakeDown
from vuistregel.media.rules import Kind, Pictured, Planned, may_publish
from vuistregel.organisation.models import Placement, Pupil, RaisedConfidentiality
from vuistregel.organisation.periods import open_on
from vuistregel.organisation.protection import barring_on, raised_on

#: Whoever works for a whole school or board sees and keeps all of its albums.
OFFICE: Final = frozenset({"privacy_officer", "director", "administrator"})
_READS_ALL: Final = OFFICE | {"fg"}
_FIELDS = RaisedConfidentiality.Fields
_OF_FAMILY: Final = {"guardian": AlbumAudience.GUARDIANS, "pupil": AlbumAudience.CLASS}


def albums_for(actor: Actor, day: date) -> QuerySet[Album]:
    """The albums that this actor may see, also those that are over; the matrix says at which schools."""
    return _reached(actor, "read", day)


def kept_by(actor: Actor, day: date) -> QuerySet[Album]:
    """The albums that this actor makes, fills and closes."""
    return _reached(actor, "write", day)


def _reached(actor: Actor, verb: str, day: date) -> QuerySet[Album]:
    reach = Q(pk__in=[])
    for hat, _scope in engine().scopes(actor, verb, "album"):
        if hat.board:
            reach |= _reach(hat, day)
    return Album.objects.filter(reach).select_related("school__board", "group", "made_by", "channel__school")


def _reach(hat: Hat, day: date) -> Q:
    place = Q(board=hat.board) & (Q(school=hat.school) if hat.school is not None else Q())
    if hat.role in _READS_ALL:
        return place
    if hat.role in _OF_FAMILY:
        groups = Placement.objects.filter(open_on(day), pupil__in=_own_pupils(hat, day)).values("group")
        return place & Q(audience=_OF_FAMILY[hat.role], group__in=groups)
    staff = Q(audience=AlbumAudience.STAFF)
    if hat.role == "teacher":
        return place & (staff | Q(group__in=hat.groups) | Q(made_by=hat.person))
    return place & staff


def _own_pupils(hat: Hat, day: date) -> QuerySet[Pupil]:
    """The pupils through whom somebody looks: not one from whom they are barred, nor whose school is kept from them.

    A parent of a child of whom everything is protected looks as any parent does: the child itself is in no photo.
    """
    barred = barring_on(day).filter(person=hat.person).values("pupil")
    hidden = raised_on(day).filter(field=_FIELDS.SCHOOL).exclude(person=hat.person).values("person")
    return Pupil.objects.filter(pk__in=hat.pupils).exclude(pk__in=barred).exclude(person__in=hidden)


def unnamed(actor: Actor, albums: Collection[Album], day: date) -> set[int]:
    """Of which of these neither school nor group is named to this reader: a parent who looks through nobody but a child
    of whom everything is protected. No other page names them to such a parent either."""
    hats = [hat for hat, _scope in engine().scopes(actor, "read", "album") if hat.board]
    parents = [hat for hat in hats if hat.role == "guardian"]
    if not parents:
        return set()
    others = [hat for hat in hats if hat.role != "guardian"]
    all_of = raised_on(day).filter(field=_FIELDS.ALL).values("person")
    groups: set[int] = set()
    for hat in parents:
        open_ = _own_pupils(hat, day).exclude(person__in=all_of)
        groups |= set(Placement.objects.filter(open_on(day), pupil__in=open_).values_list("group", flat=True))
    return {
        album.pk
        for album in albums
        if album.group_id not in groups
        and not any(h.board == album.board_id and h.school in (None, album.school_id) for h in others)
    }


def is_over(album: Album, day: date) -> bool:
    """Whether nobody can look any more: closed, or the last day has passed."""
    return album.state != ALBUM.start or album.until < day


@dataclass(frozen=True, slots=True)
class Entry:
    """A photo or film in an album. `seen`: it may be looked at now."""

    item: AlbumItem
    caption: str
    seen: bool


def entries(album: Album, day: date) -> list[Entry]:
    """What is in an album, in its order, with what is in sight; a fixed number of queries."""
    items = list(album.items.select_related("media", "publication").order_by("position", "pk"))
    seen = _in_sight(album, [item.publication for item in items], day)
    captions = keys.unseal_what_remains(
        (item.publication.key, "album.caption", bytes(item.caption)) for item in items if item.caption
    )
    left = iter(captions)
    return [
        Entry(item, (next(left) or "") if item.caption else "", item.publication_id in seen and _is_there(item))
        for item in items
    ]


def entry(album: Album, item: int, day: date) -> AlbumItem | None:
    """One photo or film that is in sight in this album; None for anything else."""
    found = album.items.select_related("media", "publication").filter(pk=item).first()
    if found is None or not _is_there(found) or not _in_sight(album, [found.publication], day):
        return None
    return found


def _is_there(item: AlbumItem) -> bool:
    """A finished picture that somebody confirmed: covered faces count only then."""
    return item.media.result is not None and item.media.covers_confirmed_at is not None


def _in_sight(album: Album, publications: Collection[Publication], day: date) -> set[int]:
    """The publications that may be looked at today: published, nothing to take down, and still allowed."""
    standing = {p.pk: p for p in publications if p.state == "published"}
    for taken in TakeDown.objects.filter(publication__in=standing, state="open").values_list("publication", flat=True):
        standing.pop(taken, None)
    who: dict[int, list[int]] = {pk: [] for pk in standing}
    bare = Appearance.objects.filter(board=album.board_id, publication__in=standing, covered=False)
    for publication, person in bare.values_list("publication", "person"):
        who[publication].append(person)
    persons = {person for seen in who.values() for person in seen}
    place = place_of(album.channel, Matter.IMAGE, day)
    facts = {f.pk: f for f in people_for(place, persons, day)} if persons else {}
    own = _own_answers(place, persons, [p.key for p in standing.values()], day) if persons else {}
    audience = Audience(album.channel.audience)
    return {
        pk
        for pk, publication in standing.items()
        if all(person in facts for person in who[pk])
        and _allowed(publication, audience, [(facts[person], own.get((person, publication.key))) for person in who[pk]])
    }


def _allowed(publication: Publication, audience: Audience, people: list[tuple[PersonFacts, Decision | None]]) -> bool:
    seen = tuple(
        Pictured(
            str(f.pk), "", f.consent if own is None else own, own is not None, restricted=f.restricted, raised=f.raised
        )
        for f, own in people
    )
    return bool(may_publish(Planned(Kind(publication.kind), audience, seen, nobody=not seen), frank=False))


def _own_answers(
    place: Place, persons: Collection[int], uses: Collection[UUID], day: date
) -> dict[tuple[int, UUID], Decision]:
    """What was answered about these very uses, where a school asks each time; one query."""
    if place.question is None:
        return {}
    rows = ConsentState.objects.filter(
        board=place.channel.board_id, question=place.question, person__in=persons, use__in=uses
    )
    asked = Asked(place.mode, place.year.starts, place.question.terms, one_use=True)
    return {(row.person_id, row.use): counts(standing_of(row), asked, day) for row in rows}

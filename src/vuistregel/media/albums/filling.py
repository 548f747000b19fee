"""Putting photos in an album is publishing: planned, judged and recorded as such; what may not, stays out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from vuistregel.access.actor import Actor
from vuistregel.actions import Refused
from vuistregel.consent.models import NO_USE
from vuistregel.decisions import Reason
from vuistregel.media.actions import drop, plan, publish, take_down
from vuistregel.media.albums.actions import put_in, take_out
from vuistregel.media.asking import judge_for
from vuistregel.media.life import PUBLICATION
from vuistregel.media.models import Album, AlbumItem, MediaFile, MediaKind, Publication
from vuistregel.media.pictures.queries import Recognisable, workshop
from vuistregel.media.queries import Idea, Verdict, known_in
from vuistregel.media.rules import Kind
from vuistregel.organisation.models import Person
from vuistregel.words import Words

OUT_OF_ALBUM = Words("Uit het besloten album gehaald.", "Taken out of the closed album.")


@dataclass(frozen=True, slots=True)
class Line:
    """What came of one photo: it is in, or why not and what would do. `said`: a refusal of another kind."""

    media: MediaFile
    item: AlbumItem | None = None
    verdict: Verdict | None = None
    said: Words | None = None

    @property
    def whys(self) -> list[tuple[str, Words]]:
        """Per reason whom it is about (a name, or empty) and why."""
        if self.verdict is None:
            return []
        decision = self.verdict.decision
        found = [(self._name(r), r.text) for r in decision.reasons if r.binding]
        return [*found, *(("", gap) for gap in decision.missing)]

    def _name(self, reason: Reason) -> str:
        person = self.verdict.person(reason) if self.verdict else None
        return person.name if person else ""


def offered(actor: Actor, album: Album) -> QuerySet[MediaFile]:
    """The finished photos and films of this actor's workshop that can go into an album and are not in it yet."""
    rows = workshop(actor).filter(board=album.board_id, school=album.school_id, result__isnull=False)
    if album.group_id is not None:
        rows = rows.filter(group=album.group_id) | rows.filter(group=None)
    rows = rows.filter(covers_confirmed_at__isnull=False).exclude(kind=MediaKind.LINK)
    return rows.exclude(pk__in=album.items.values("media")).order_by("-made_at", "-pk")


def add(
    actor: Actor, *, album: Album, media: MediaFile, day: date, caption: str = "", made_by: Person | None = None
) -> Line:
    """Put one photo or film in an album, when everybody who can be recognised in it may stand there."""
    found = known_in(media)
    earlier = _earlier(album, media)
    idea = Idea(
        channel=album.channel,
        kind=_kind(media, found),
        persons=found.persons | found.covered,
        covered=found.covered,
        texts=(caption,),
        group=album.group_id,
        use=earlier.key if earlier else NO_USE,
        untagged=found.untagged,
        nobody=found.confirmed and not found.persons and not found.untagged,
    )
    verdict = judge_for(actor, idea, day, page="album")
    if not verdict.decision:
        return Line(media, verdict=verdict)
    publication = earlier or plan(
        actor,
        channel=album.channel,
        kind=idea.kind,
        persons=idea.persons,
        made_by=made_by,
        media=media.key,
        group=album.group,
        covered=found.covered,
        moments=dict(found.moments),
        caption=caption,
    )
    try:
        item = put_in(actor, album=album, media=media, publication=publication, caption=caption)
    except Refused as refused:
        _drop(actor, publication)
        return Line(media, said=refused.decision.reasons[0].text)
    if publication.state != "published":
        try:
            publish(actor, publication=publication, where=album.title)
        except Refused as refused:  # an answer came in between; what is not published is not seen
            take_out(actor, album=album, item=item)
            _drop(actor, publication)
            return Line(media, said=refused.decision.reasons[0].text if refused.decision.reasons else OUT_OF_ALBUM)
    return Line(media, item=item)


def remove(actor: Actor, *, album: Album, item: AlbumItem) -> None:
    """Take a photo out; its publication ends with it, and so does any task to take it down."""
    publication = item.publication
    take_out(actor, album=album, item=item)
    end(actor, publication)


def end(actor: Actor, publication: Publication) -> None:
    """What stood in an album stands nowhere any more."""
    if publication.state == "published":
        take_down(actor, publication=publication, proof=OUT_OF_ALBUM.nl)
    else:
        _drop(actor, publication)


def _drop(actor: Actor, publication: Publication) -> None:
    if PUBLICATION.may(publication.state, "drop"):
        drop(actor, publication=publication)


def _kind(media: MediaFile, found: Recognisable) -> Kind:
    if media.kind == MediaKind.VIDEO:
        return Kind.VIDEO
    return Kind.PORTRAIT if len(found.persons) == 1 and not found.untagged else Kind.GROUP


def _earlier(album: Album, media: MediaFile) -> Publication | None:
    """A publication that was prepared, or about which families were asked, for this very place and photo."""
    rows = Publication.objects.filter(
        board=album.board_id, channel=album.channel, media=media.key, state__in=("draft", "asked"), album_item=None
    )
    return rows.order_by("-pk").first()

"""What must be taken down, for whose start page: of who published it, else of the director; late ones for both and the
privacy officer (R5.22)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse

from vuistregel.access.actor import Actor, Hat
from vuistregel.access.engine import engine
from vuistregel.access.matrix import Scope
from vuistregel.media.albums.queries import kept_by
from vuistregel.media.life import ALBUM, TAKE_DOWN
from vuistregel.media.models import Album, AlbumItem, Publication, TakeDown
from vuistregel.media.pages.prepared import FIRST_WORDS, captions_of
from vuistregel.media.rules import Kind
from vuistregel.media.telling import beginning
from vuistregel.organisation.models import Membership
from vuistregel.organisation.periods import open_on
from vuistregel.ui import days, numbers
from vuistregel.ui.shapes import Task
from vuistregel.words import Words

#: Who answers for a school, and who hears only of what is late.
_DIRECTOR = "director"
_LATE_ONLY = frozenset({"privacy_officer"})


@dataclass(frozen=True, slots=True)
class Waiting:
    """A publication that must go, because of whom, and since when at the latest. `own`: the reader published it.

    `album` is the album in which it stands, when the reader can take it out there. `caption` is how its text begins;
    empty where there is none.
    """

    publication: Publication
    names: tuple[str, ...]
    due: date
    own: bool
    album: Album | None = None
    caption: str = ""


def open_for(actor: Actor, day: date) -> list[Waiting]:
    """The open take-downs of this reader, what is due first on top; a fixed number of queries."""
    rows = _rows(actor, day).select_related("publication__channel", "publication__made_by", "person")
    own = {hat.person for hat in actor.hats if hat.person is not None}
    found: dict[int, list[TakeDown]] = defaultdict(list)
    for row in rows.order_by("due", "pk"):
        found[row.publication_id].append(row)
    albums = albums_of(actor, list(found), day) if found else {}
    texts = captions_of([tasks[0].publication for tasks in found.values()])
    return [
        Waiting(
            tasks[0].publication,
            tuple(dict.fromkeys(task.person.short_name for task in tasks)),
            tasks[0].due,
            tasks[0].publication.made_by_id in own,
            albums.get(tasks[0].publication_id),
            beginning(text, FIRST_WORDS),
        )
        for tasks, text in zip(found.values(), texts, strict=True)
    ]


def albums_of(actor: Actor, publications: Sequence[int], day: date) -> dict[int, Album]:
    """In which open album each of these publications stands, where this reader can take it out; one query."""
    kept = kept_by(actor, day).filter(state=ALBUM.start, until__gte=day).values("pk")
    rows = AlbumItem.objects.filter(publication__in=publications, album__in=kept).select_related("album")
    return {row.publication_id: row.album for row in rows}


def in_album(album: Album) -> str:
    """Where in an album stands what has to be taken out of it."""
    return reverse("album", args=[album.key]) + "#uit-zicht"


def _rows(actor: Actor, day: date) -> QuerySet[TakeDown]:
    works_here = Membership.objects.filter(
        open_on(day),
        Q(school=OuterRef("publication__school")) | Q(school__isnull=True),
        board=OuterRef("board"),
        person=OuterRef("publication__made_by"),
    )
    reach = Q(pk__in=[])
    for hat, scope in engine().scopes(actor, "write", "media"):
        if scope is not Scope.CHILD and hat.board:
            reach |= _of_hat(hat, day)
    return TakeDown.objects.filter(state=TAKE_DOWN.start).annotate(maker_works=Exists(works_here)).filter(reach)


def _of_hat(hat: Hat, day: date) -> Q:
    place = Q(board=hat.board) & (Q(publication__school=hat.school) if hat.school is not None else Q())
    late = Q(due__lt=day)
    mine = Q(publication__made_by=hat.person) if hat.person is not None else Q(pk__in=[])
    if hat.role == _DIRECTOR:
        return place & (mine | late | Q(maker_works=False))
    return place & (mine | late) if hat.role in _LATE_ONLY else place & mine


def as_tasks(waiting: Sequence[Waiting], day: date) -> list[Task]:
    """The same as lines of today."""
    return [_task(each, day) for each in waiting]


_TAKE = {
    Kind.GROUP: Words("Haal de groepsfoto weg van: {place}", "Take the group photo off: {place}"),
    Kind.PORTRAIT: Words("Haal het portret weg van: {place}", "Take the portrait off: {place}"),
    Kind.VIDEO: Words("Haal de video weg van: {place}", "Take the video off: {place}"),
    Kind.INFORMATION: Words("Haal de tekst weg van: {place}", "Take the text off: {place}"),
}
_TAKE_OUT = {
    Kind.GROUP: Words("Haal de groepsfoto uit het album: {album}", "Take the group photo out of the album: {album}"),
    Kind.PORTRAIT: Words("Haal het portret uit het album: {album}", "Take the portrait out of the album: {album}"),
    Kind.VIDEO: Words("Haal de video uit het album: {album}", "Take the video out of the album: {album}"),
    Kind.INFORMATION: Words("Haal de tekst uit het album: {album}", "Take the text out of the album: {album}"),
}
_NAMED = Words("{task}: “{caption}”", "{task}: “{caption}”")
#: Which one is meant, where it has no text of its own.
_DATED = {
    Kind.GROUP: Words("{task} (foto van {day})", "{task} (photo of {day})"),
    Kind.PORTRAIT: Words("{task} (foto van {day})", "{task} (photo of {day})"),
    Kind.VIDEO: Words("{task} (film van {day})", "{task} (film of {day})"),
    Kind.INFORMATION: Words("{task} (tekst van {day})", "{task} (text of {day})"),
}


def _task(each: Waiting, day: date) -> Task:
    row = each.publication
    assert row.published_on is not None
    when = days.near(each.due, day) if each.due <= day else days.full(each.due, day)
    when = days.remaining(each.due, day) if each.due < day else when
    who = Words("U plaatste dit", "You published this") if each.own else _by(row)
    detail = Words("{why} {who} op {day}.", "{why} {who} on {day}.").with_(
        why=why(each.names), who=who, day=days.plain(row.published_on, day)
    )
    until = when if each.due <= day else Words("uiterlijk {day}", "by {day}").with_(day=when)
    kind = Kind(row.kind)
    if each.album is not None:
        title, url = _TAKE_OUT[kind].with_(album=each.album.title), in_album(each.album)
    else:
        title, url = _TAKE[kind].with_(place=row.channel.words), reverse("publication", args=[row.key])
    return Task(_which(title, each, day), url, until, detail, "photo")


def _which(task: Words, each: Waiting, day: date) -> Words:
    """The task with what tells this one from the others in the same place: how its text begins, or its day."""
    if each.caption:
        return _NAMED.with_(task=task, caption=each.caption)
    row = each.publication
    assert row.published_on is not None
    return _DATED[Kind(row.kind)].with_(task=task, day=days.plain(row.published_on, day))


def _by(row: Publication) -> Words:
    if row.made_by is None:
        return Words("Dit is geplaatst", "This was published")
    return Words("{name} plaatste dit", "{name} published this").with_(name=row.made_by.name)


def why(names: Sequence[str]) -> Words:
    """Neutral: whose yes ended, not who ended it."""
    if len(names) == 1:
        return Words("Voor {name} is er geen ja meer.", "There is no yes any more for {name}.").with_(name=names[0])
    return Words("Voor {n} mensen is er geen ja meer.", "There is no yes any more for {n} people.").with_(
        n=numbers.in_words(len(names))
    )

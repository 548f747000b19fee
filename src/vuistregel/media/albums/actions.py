"""What people do with albums: open one, put a finished photo in, take one out, close it."""

from __future__ import annotations

from typing import Any

from django.db.models import Max

from vuistregel import keys
from vuistregel.access.actor import Subject
from vuistregel.actions import Act, action
from vuistregel.consent.models import Channel, Question
from vuistregel.consent.rules import Audience, Matter
from vuistregel.decisions import Reason, no
from vuistregel.media.albums.events import AlbumClosed, AlbumEmptied, AlbumFilled, AlbumMade
from vuistregel.media.albums.queries import is_over
from vuistregel.media.life import ALBUM
from vuistregel.media.models import Album, AlbumAudience, AlbumItem, MediaFile, MediaKind, Publication
from vuistregel.media.rules import names_in
from vuistregel.organisation.models import Group, Person, Placement, School
from vuistregel.organisation.periods import open_on
from vuistregel.organisation.queries import norms_for
from vuistregel.organisation.years import school_year
from vuistregel.words import Words

#: The place whose consent counts for albums of a group.
CLASS_PAGE = "closed_class_page"


def _of_school(*, school: School, **_: Any) -> Subject:
    return Subject(board=school.board_id, school=school.pk)


def _of(*, album: Album, **_: Any) -> Subject:
    return Subject(board=album.board_id, school=album.school_id)


def class_page(school: School) -> Channel | None:
    """The closed class page of a school, while it has one."""
    return Channel.objects.filter(board=school.board_id, school=school, slug=CLASS_PAGE, ended=None).first()


def staff_places(school: School) -> list[Channel]:
    """The places of a school that can stand behind an album for staff: its own, and asked about photos.

    A place that also parents see (the newsletter) is another use, so the presets are none of these (R7.8).
    """
    asked = Question.objects.filter(board=school.board_id, matter=Matter.IMAGE.value, asked=True).values("channel")
    return list(
        Channel.objects.filter(
            board=school.board_id, school=school, preset=False, ended=None, audience=Audience.SCHOOL.value,
            pk__in=asked,
        ).order_by("place", "pk")
    )  # fmt: skip


@action(category="album", verb="write", subject=_of_school)
def make_album(
    act: Act,
    *,
    school: School,
    group: Group | None,
    audience: AlbumAudience,
    channel: Channel,
    title: str,
    made_by: Person | None,
) -> Album:
    """Open a closed album for one audience, until the school year ends (R8.13)."""
    title = title.strip()
    if not title:
        act.refuse(no(NO_TITLE))
    if (group is None) != (audience is AlbumAudience.STAFF) or (group is not None and group.school_id != school.pk):
        act.refuse(no(NO_GROUP))
    fits = {c.pk for c in staff_places(school)} if group is None else {c.pk for c in [class_page(school)] if c}
    if channel.pk not in fits:
        act.refuse(no(NO_PLACE))
    if group is not None:
        pupils = Placement.objects.filter(open_on(act.day), group=group)
        names = names_in(title, pupils.values_list("pupil__person__call_name", flat=True))
        if names:
            act.refuse(no(Reason(NAME_IN_TITLE.with_(name=names[0]), norm="publication.no-name")))
    year = school_year(school.board_id, act.day, norms_for(school.board_id, act.day, school.sector))
    album = Album.objects.create(
        board_id=school.board_id,
        school=school,
        group=group,
        audience=audience.value,
        channel=channel,
        title=title,
        made_by=made_by,
        made_on=act.day,
        until=year.ends,
    )
    act.record(
        AlbumMade(
            album=album.key, school=school.name, title=title, audience=audience.value, until=year.ends.isoformat()
        )
    )
    return album


@action(category="album", verb="write", subject=_of)
def put_in(act: Act, *, album: Album, media: MediaFile, publication: Publication, caption: str = "") -> AlbumItem:
    """Put a finished photo or film in an album. It is seen only while its publication is published and allowed."""
    if is_over(album, act.day):
        act.refuse(no(OVER))
    if publication.media != media.key or publication.channel_id != album.channel_id or media.board_id != album.board_id:
        act.refuse(no(NO_PLACE))
    if media.kind == MediaKind.LINK or media.result is None or media.covers_confirmed_at is None:
        act.refuse(no(NOT_FINISHED))
    last = album.items.aggregate(n=Max("position"))["n"]
    caption = caption.strip()
    item = AlbumItem.objects.create(
        board_id=album.board_id,
        album=album,
        media=media,
        publication=publication,
        position=(last or 0) + 1,
        caption=keys.seal(publication.key, "album.caption", caption) if caption else b"",
        added_on=act.day,
    )
    act.record(AlbumFilled(album=album.key, title=album.title, media=media.key))
    return item


@action(category="album", verb="write", subject=_of)
def take_out(act: Act, *, album: Album, item: AlbumItem) -> None:
    """Take a photo or film out of an album."""
    if item.album_id != album.pk or not AlbumItem.objects.filter(pk=item.pk).delete()[0]:
        act.refuse(no(NOT_THERE))
    act.record(AlbumEmptied(album=album.key, title=album.title, media=item.media.key))


@action(category="album", verb="write", subject=_of)
def close(act: Act, *, album: Album) -> None:
    """Close an album: from now on nobody can look."""
    act.demand(ALBUM.move(album, "close", closed_on=act.day))
    act.record(AlbumClosed(album=album.key, title=album.title))


NO_TITLE = Reason(Words("Waar gaat het album over? Geef het een naam.", "What is the album about? Give it a name."))
NO_GROUP = Reason(
    Words("Kies een groep, of maak een album voor medewerkers.", "Choose a group, or make an album for staff.")
)
NO_PLACE = Reason(
    Words(
        "Voor deze plek vraagt school nog geen toestemming. Dan kan hier geen album bij.",
        "The school asks no consent for this place yet. Then it can have no album.",
    ),
    norm="consent.per-channel",
)
NAME_IN_TITLE = Words(
    "In de naam van het album staat een naam: {name}. Een naam en een foto staan nooit bij elkaar.",
    "The name of the album holds a name: {name}. A name and a photo never stand together.",
)
OVER = Reason(Words("Dit album is gesloten.", "This album is closed."), norm="album.until")
NOT_FINISHED = Reason(
    Words("Kijk de foto of film eerst na in de werkplaats.", "First check the photo or film in the workshop."),
    norm="photo.faces",
)
NOT_THERE = Reason(Words("Dit staat niet meer in het album.", "This is no longer in the album."))

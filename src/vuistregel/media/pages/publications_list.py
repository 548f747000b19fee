"""What was published, is being prepared, or must go: one line each, with a small picture where there is one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from django.db.models import Q
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from vuistregel.access.actor import Actor
from vuistregel.access.gate import page
from vuistregel.actions import NotHere
from vuistregel.consent.models import Channel
from vuistregel.keys import files
from vuistregel.media.life import PUBLICATION
from vuistregel.media.models import MediaFile, MediaKind, Publication
from vuistregel.media.pages.prepared import FIRST_WORDS, captions_of, title_of
from vuistregel.media.pages.publications import mine, of_publication
from vuistregel.media.pictures import covers, serving
from vuistregel.media.reach import publications_for
from vuistregel.media.telling import beginning
from vuistregel.organisation.models import Group
from vuistregel.organisation.pages.place import actor_of, listed
from vuistregel.ui import numbers
from vuistregel.words import Words

#: The longest side of the picture in a line, in pixels.
THUMB: Final = 320


@dataclass(frozen=True, slots=True)
class Line:
    """One publication in the list; `picture` is an address, empty where nothing can be shown."""

    row: Publication
    title: Words
    state: Words
    caption: str
    picture: str


@page(category="media")
def publications(request: HttpRequest) -> HttpResponse:
    """What was published, is being prepared, or must go: by group, place and state."""
    actor = actor_of(request)
    if not actor.roles & STAFF:
        return redirect("consents")
    request.nav_slug = "may_publish"  # type: ignore[attr-defined]
    rows = publications_for(actor)
    groups = list(Group.objects.filter(publications__in=rows).distinct().order_by("name", "pk"))
    channels = list(Channel.objects.filter(publications__in=rows).distinct().order_by("place", "pk"))
    chosen = {name: request.GET.get(name, "") for name in ("groep", "plaats", "stand")}
    if chosen["groep"].isdigit():
        rows = rows.filter(group=int(chosen["groep"][:9]))
    if chosen["plaats"].isdigit():
        rows = rows.filter(channel=int(chosen["plaats"][:9]))
    if chosen["stand"] in PUBLICATION.states:
        rows = rows.filter(state=chosen["stand"])
    else:
        # What something else took the place of is found from that.
        rows = rows.filter(successor=None)
    here = listed(request, rows.order_by("-made_on", "-pk"))
    context = {
        "heading": list_heading(here.paginator.count),
        "lines": lines_of(actor, list(here)),
        "here": here,
        "groups": groups,
        "channels": channels,
        "states": list(PUBLICATION.states.items()),
        "chosen": chosen,
    }
    return render(request, "media/publications.html", context)


#: Whoever works at a school; families see what was published with them on their own page.
STAFF: Final = frozenset({"privacy_officer", "fg", "director", "administrator", "teacher"})


def list_heading(number: int) -> Words:
    if not number:
        return Words("Er staat hier nog niets.", "There is nothing here yet.")
    return numbers.counted(
        number,
        Words("Eén foto, film of tekst.", "One photo, film or text."),
        Words("{number} foto’s, films en teksten.", "{number} photos, films and texts."),
    )


def lines_of(actor: Actor, rows: Sequence[Publication]) -> list[Line]:
    """The lines of these publications; a fixed number of queries."""
    shown = _pictured(actor, rows)
    return [
        Line(
            row,
            title_of(row),
            PUBLICATION.states[row.state],
            beginning(text, FIRST_WORDS),
            reverse("publication_picture", args=[row.key]) if row.pk in shown else "",
        )
        for row, text in zip(rows, captions_of(rows), strict=True)
    ]


def _pictured(actor: Actor, rows: Sequence[Publication]) -> set[int]:
    """Of which of these a picture can be shown: a checked photo, while it stands somewhere or is prepared by the
    reader. What was taken down or came to nothing is shown no more."""
    photos = MediaFile.objects.filter(
        key__in=[row.media for row in rows if row.media],
        kind=MediaKind.PHOTO,
        covers_confirmed_at__isnull=False,
        result__isnull=False,
    )
    checked = dict(photos.values_list("key", "board"))
    own = publications_for(actor, "write").filter(Q(state="draft") | Q(state="asked"))
    prepared = set(own.filter(pk__in=[row.pk for row in rows]).values_list("pk", flat=True))
    return {
        row.pk
        for row in rows
        if row.media in checked
        and checked[row.media] == row.board_id
        and (row.state == "published" or row.pk in prepared)
    }


@page(category="media", subject=of_publication)
@require_safe
def publication_picture(request: HttpRequest, publication: UUID) -> HttpResponseBase:
    """The photo of a publication, small, as somebody confirmed it: covered, and never the original."""
    actor = actor_of(request)
    row = mine(actor, publication)
    if row.media is None or row.pk not in _pictured(actor, [row]):
        raise NotHere
    media = MediaFile.objects.get(board=row.board_id, key=row.media)
    if media.result is None:
        raise NotHere
    try:
        with files.open(media.result) as opened:
            return serving.picture(covers.preview(opened.read(), [], THUMB), media.file_name)
    except FileNotFoundError:
        raise NotHere from None

"""One photo or film: point out, cover, say who it is, confirm, download."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from csp.constants import SELF
from django.db.models import F
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from vuistregel import clock, keys
from vuistregel.access.actor import Actor, Subject
from vuistregel.access.gate import page
from vuistregel.actions import NotHere, Refused
from vuistregel.keys import files
from vuistregel.media.asked import key_in
from vuistregel.media.models import Face, MediaFile, MediaKind
from vuistregel.media.pages.answer import photo_address
from vuistregel.media.pages.picture_view import GRID, view_of
from vuistregel.media.pages.prepared import prepared_with, ticked
from vuistregel.media.pictures import actions, covers, faces, people, serving
from vuistregel.media.pictures.covers import WHOLE, Place
from vuistregel.media.pictures.queries import places_of, workshop
from vuistregel.organisation.models import Person
from vuistregel.organisation.pages.place import actor_of, said
from vuistregel.rows import StaleRow
from vuistregel.ui.context import Where
from vuistregel.words import Words

#: The longest side of what the workshop shows of an original, in pixels; and in the list.
SHOWN: Final = 1600
SMALL: Final = 480
#: How large a place is that was tapped and not drawn, in ten-thousandths of the width.
SIZES: Final = {"klein": 500, "gewoon": 1300, "groot": 2200}
#: A face is somewhat taller than wide.
TALLER: Final = 1.3


def of_photo(request: HttpRequest, key: UUID, **_kwargs: Any) -> Subject | None:
    """The subject of a page about a photo or film."""
    row = MediaFile.objects.filter(key=key).values_list("board", "school").first()
    return None if row is None else Subject(board=row[0], school=row[1])


def _mine(actor: Actor, key: UUID) -> MediaFile:
    """The photo, when this actor works on it; for anybody else it is not there."""
    row = workshop(actor).filter(key=key).first()
    if row is None:
        raise NotHere
    return row


@page(category="media", verb="write", subject=of_photo)
def photo(request: HttpRequest, key: UUID) -> HttpResponse:
    """One photo or film in the workshop, and what one does with it."""
    actor = actor_of(request)
    media = _mine(actor, key)
    fault: Fault | None = None
    status = 200
    if request.method == "POST":
        try:
            fault, status = _done(request, actor, media), 422
        except StaleRow:
            fault, status = Fault(CHANGED), 409
        except Refused as refused:
            reason = refused.decision.reasons[0]
            fault, status = Fault(reason.text, "moment" if reason == actions.PAST_THE_END else ""), 409
        if fault is None:
            return _onward(request, media)
        media = _mine(actor, key)
    request.where = Where(media.school.name, media.school.board.name)  # type: ignore[attr-defined]
    by_moment = F("moment").asc(nulls_last=True)  # one database would put those without first, another last
    rows = list(media.faces.select_related("person").order_by(by_moment, "y", "x", "pk"))
    prepared = prepared_with(actor, media, key_in(request.GET, "publicatie"))
    left = ticked(prepared, rows)
    link = keys.unseal(media.key, "media.link", bytes(media.link)) if media.kind == MediaKind.LINK else ""
    context = {
        "view": view_of(media, rows),
        "media": media,
        "here": _address(request, media),
        "prepared": prepared,
        "ticked": left,
        "choices": people.choices(actor, media, clock.today(), [p.pk for p in left]),
        "cells": GRID if "wijs" in request.GET else None,
        "finds": faces.available(),
        "fault": fault,
        "typed": {name: request.POST.get(name, "")[:20] for name in ("persoon", "moment")} if fault else {},
        "link": link,
    }
    response = render(request, "media/pictures/photo.html", context, status=status)
    response._csp_update = {"media-src": [SELF]}  # type: ignore[attr-defined]  # as csp_update does; a film plays here
    return response


CHANGED = Words(
    "Iemand anders veranderde deze foto intussen. Kijk hem opnieuw na.",
    "Somebody else changed this photo in the meantime. Check it again.",
)
NOT_UNDERSTOOD = Words(
    "Dat begrepen wij niet. Er is niets veranderd.", "We did not understand that. Nothing was changed."
)


@dataclass(frozen=True, slots=True)
class Fault:
    """Why nothing was done; `field` is the field of the form where it is said, empty for the page as a whole."""

    words: Words
    field: str = ""


NO_MOMENT = Fault(
    Words(
        "Schrijf het moment als minuten en seconden, zoals 1:35.",
        "Write the moment as minutes and seconds, such as 1:35.",
    ),
    "moment",
)
NO_PERSON = Fault(Words("Kies iemand uit de lijst.", "Choose somebody from the list."), "persoon")
#: In a film no faces are looked for: that there is nobody is said, and does not follow from an empty list.
NOBODY_NAMED = Fault(
    Words(
        "Er is nog niemand aangewezen. Voeg iemand toe, of kies: niemand is te herkennen.",
        "Nobody was pointed out yet. Add somebody, or choose: nobody can be recognised.",
    )
)
Deed = Callable[[HttpRequest, Actor, MediaFile, int], Fault | None]


def _done(request: HttpRequest, actor: Actor, media: MediaFile) -> Fault | None:
    """Do what the form asks; else why not."""
    deed = DEEDS.get(request.POST.get("doe", ""))
    shown = request.POST.get("versie", "")
    if deed is None or not (shown.isascii() and shown.isdigit()):
        return Fault(NOT_UNDERSTOOD)
    return deed(request, actor, media, int(shown))


def _onward(request: HttpRequest, media: MediaFile) -> HttpResponse:
    """Where one goes on when it was done."""
    if request.POST.get("doe") == "weg":
        said(request, Words("Weggegooid. Niemand kan het nog lezen.", "Thrown away. Nobody can read it any more."))
        return redirect("photos")
    return redirect(_address(request, media))


def _address(request: HttpRequest, media: MediaFile) -> str:
    """This page, with what one came from."""
    came_from = key_in(request.GET, "publicatie")
    return photo_address(media.key, came_from) if came_from else reverse("photo", args=[media.key])


def _face(request: HttpRequest, media: MediaFile) -> Face | None:
    number = request.POST.get("gezicht", "")
    return media.faces.filter(pk=int(number)).first() if number.isdigit() and len(number) < 18 else None


def _person(request: HttpRequest, actor: Actor, media: MediaFile) -> Person | None:
    """The chosen person, when it is one that this actor could choose."""
    left = [person.pk for person in ticked(prepared_with(actor, media), list(media.faces.all()))]
    known = {str(pk) for group in people.choices(actor, media, clock.today(), left) for pk, _name in group.people}
    chosen = request.POST.get("persoon", "")
    return Person.objects.get(pk=int(chosen)) if chosen in known else None


def _cover(request: HttpRequest, actor: Actor, media: MediaFile, shown: int) -> Fault | None:
    face = _face(request, media)
    if face is None:
        return Fault(NOT_UNDERSTOOD)
    actions.cover(actor, media=media, face=face, covered=not face.covered, shown=shown)
    return None


def _cover_all(request: HttpRequest, actor: Actor, media: MediaFile, shown: int) -> Fault | None:
    actions.cover_all(actor, media=media, shown=shown)
    return None


def _point_out(request: HttpRequest, actor: Actor, media: MediaFile, shown: int) -> Fault | None:
    place = _place(request, media)
    if place is None:
        return Fault(NOT_UNDERSTOOD)
    actions.point_out(actor, media=media, place=place, shown=shown)
    return None


def _place(request: HttpRequest, media: MediaFile) -> Place | None:
    """The place that was drawn (x, y, w, h), or around the cell that was tapped (row-column)."""
    wide = SIZES.get(request.POST.get("maat", ""), SIZES["gewoon"])
    tall = round(wide * TALLER * (media.width or 1) / (media.height or 1))
    across, _dash, down = request.POST.get("vak", "").partition("-")
    if across.isdigit() and down.isdigit() and int(across) < GRID.columns and int(down) < GRID.rows:
        x = (2 * int(across) + 1) * WHOLE // (2 * GRID.columns)
        y = (2 * int(down) + 1) * WHOLE // (2 * GRID.rows)
        return covers.place_around(x, y, wide, tall)
    drawn = [request.POST.get(name, "") for name in ("x", "y", "w", "h")]
    if not all(value.isdigit() and len(value) <= 5 for value in drawn):
        return None
    x, y, width, height = (min(int(value), WHOLE) for value in drawn)
    if width < SIZES["klein"] // 5 or height < SIZES["klein"] // 5:
        return covers.place_around(x, y, wide, tall)
    return covers.place_around(x + width // 2, y + height // 2, width, height)


def _name(request: HttpRequest, actor: Actor, media: MediaFile, shown: int) -> Fault | None:
    face, chosen = _face(request, media), request.POST.get("persoon", "")
    person = _person(request, actor, media)
    if face is None:
        return Fault(NOT_UNDERSTOOD)
    if chosen and person is None:
        return Fault(NO_PERSON.words)
    actions.tag(actor, media=media, face=face, person=person, shown=shown)
    return None


def _seen(request: HttpRequest, actor: Actor, media: MediaFile, shown: int) -> Fault | None:
    person, moment = _person(request, actor, media), request.POST.get("moment", "").strip()
    seconds = seconds_of(moment)
    if person is None:
        return NO_PERSON
    if moment and seconds is None:
        return NO_MOMENT
    actions.can_be_seen(actor, media=media, person=person, moment=seconds, shown=shown)
    return None


def seconds_of(text: str) -> int | None:
    """Seconds from `1:35` or `95`; None for anything else."""
    parts = text.split(":")
    if len(parts) > 3 or not all(p.isdigit() and len(p) <= 4 for p in parts):
        return None
    seconds = 0
    for part in parts:
        seconds = seconds * 60 + int(part)
    return seconds


def _take_away(request: HttpRequest, actor: Actor, media: MediaFile, shown: int) -> Fault | None:
    face = _face(request, media)
    if face is None:
        return Fault(NOT_UNDERSTOOD)
    actions.take_away(actor, media=media, face=face, shown=shown)
    return None


def _confirm(request: HttpRequest, actor: Actor, media: MediaFile, shown: int) -> Fault | None:
    if media.kind != MediaKind.PHOTO and "niemand" not in request.POST:
        named = list(media.faces.all())
        if not named and not ticked(prepared_with(actor, media), named):
            return NOBODY_NAMED
    actions.confirm(actor, media=media, shown=shown)
    return None


def _throw(request: HttpRequest, actor: Actor, media: MediaFile, shown: int) -> Fault | None:
    actions.throw_away(actor, media=media, shown=shown)
    return None


DEEDS: Final[dict[str, Deed]] = {
    "dek": _cover,
    "dek-alles": _cover_all,
    "wijs": _point_out,
    "wie": _name,
    "zichtbaar": _seen,
    "geen": _take_away,
    "klopt": _confirm,
    "weg": _throw,
}


@page(category="media", verb="write", subject=of_photo)
@require_safe
def photo_shown(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """The photo as the workshop shows it: small enough for a screen, with what is covered covered."""
    media = _mine(actor_of(request), key)
    # Once somebody confirmed it the finished photo is shown: what was covered is in it nowhere any more.
    stored = media.result or media.original
    if media.kind != MediaKind.PHOTO or stored is None:
        raise NotHere
    places = [] if media.result else places_of(media)
    side = SMALL if "klein" in request.GET else SHOWN
    try:
        with files.open(stored) as opened:
            return serving.picture(covers.preview(opened.read(), places, side), media.file_name)
    except FileNotFoundError:
        raise NotHere from None


@page(category="media", verb="write", subject=of_photo)
@require_safe
def film_shown(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """A film that is watched in the workshop, in the parts that the browser asks for."""
    media = _mine(actor_of(request), key)
    stored = media.result or media.original
    if media.kind != MediaKind.VIDEO or stored is None:
        raise NotHere
    try:
        return serving.stored(request, stored, media.form, media.file_name, download=False)
    except FileNotFoundError:
        raise NotHere from None


@page(category="media", verb="write", subject=of_photo)
@require_POST
def photo_download(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """Take the finished photo or film along, under the house's own name for it."""
    actor = actor_of(request)
    media = _mine(actor, key)
    file = actions.fetch(actor, media=media)
    try:
        return serving.stored(request, file, media.form, media.file_name, download=True)
    except FileNotFoundError:
        raise NotHere from None

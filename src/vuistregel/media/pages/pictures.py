"""The workshop: the photos and films that one works on, and taking new ones in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from vuistregel import clock
from vuistregel.access.gate import page
from vuistregel.actions import Refused
from vuistregel.keys.uploads import EncryptedUpload
from vuistregel.media.models import MediaFile, MediaKind
from vuistregel.media.pictures import people, upload
from vuistregel.media.pictures.queries import judged, workshop
from vuistregel.media.pictures.taking_in import LONGEST_LINK, NO_ADDRESS, keep_link
from vuistregel.organisation.pages.place import actor_of, listed
from vuistregel.ui import numbers
from vuistregel.words import Words

NOTHING_CHOSEN = Words("Kies eerst een foto of film.", "Choose a photo or film first.")
NO_SPOT = Words("Kies eerst waar de foto bij hoort.", "Choose first what the photo belongs to.")


TO_DO = Words("Nog niet iedereen is benoemd of afgedekt.", "Not everybody is named or covered yet.")


@dataclass(frozen=True, slots=True)
class Card:
    """A photo or film in the list, with how far it is."""

    media: MediaFile
    state: Words
    done: bool


@page(category="media", verb="write")
def photos(request: HttpRequest) -> HttpResponse:
    """What one works on; take in new photos and films, several at once."""
    actor = actor_of(request)
    spots = people.spots(actor)
    lines: list[upload.Line] = []
    fault: Words | None = None
    no_address: Words | None = None
    address = ""
    if request.method == "POST":
        spot = next((s for s in spots if s.value == request.POST.get("plek")), None)
        chosen = cast("list[EncryptedUpload]", request.FILES.getlist("bestand"))
        address = request.POST.get("adres", "").strip()
        if spot is None:
            fault = NO_SPOT
        elif address:
            try:
                media = keep_link(actor, school=spot.school, group=spot.group, address=address)
            except Refused as refused:
                fault = refused.decision.reasons[0].text
                if refused.decision.reasons[0] == NO_ADDRESS:
                    fault, no_address = None, fault
            else:
                return redirect("photo", key=media.key)
        elif not chosen:
            fault = NOTHING_CHOSEN
        else:
            names = people.names_of(spot.school, spot.group, clock.today())
            lines = upload.take_in(actor, school=spot.school, group=spot.group, uploads=chosen, names=names)
            taken = [line for line in lines if line.media is not None]
            if len(lines) == len(taken) == 1 and not lines[0].noticed and taken[0].media is not None:
                return redirect("photo", key=taken[0].media.key)
    refused_some = any(line.refused for line in lines)
    here = listed(request, workshop(actor).prefetch_related("faces").order_by("-made_at", "-pk"))
    context = {
        "spots": spots,
        "chosen": request.POST.get("plek", ""),
        "lines": lines,
        "fault": fault,
        "no_address": no_address,
        "address": address[:LONGEST_LINK],
        "heading": heading(here.paginator.count, lines),
        "cards": [_card(media) for media in here],
        "here": here,
    }
    status = 422 if fault or no_address or (lines and refused_some and all(line.refused for line in lines)) else 200
    return render(request, "media/pictures/photos.html", context, status=status)


NOT_IN = Words("Het bestand is niet binnen.", "The file did not come in.")


def heading(number: int, lines: list[upload.Line]) -> Words:
    """What came of the files that were sent, or how many there are."""
    if lines:
        taken = sum(1 for line in lines if line.media is not None)
        if len(lines) == 1:
            return Words("Het bestand is binnen.", "The file came in.") if taken else NOT_IN
        return numbers.share(
            taken,
            len(lines),
            Words("{k} bestanden is binnen.", "{k} files came in."),
            Words("{k} bestanden zijn binnen.", "{k} files came in."),
        )
    if not number:
        return Words("U werkt nu aan geen foto.", "You are working on no photo now.")
    return numbers.counted(
        number,
        Words("U werkt aan één foto of film.", "You are working on one photo or film."),
        Words("U werkt aan {words} foto’s en films.", "You are working on {words} photos and films."),
    )


def _card(media: MediaFile) -> Card:
    confirmed = media.covers_confirmed_at is not None
    found = judged(list(media.faces.all()), confirmed=confirmed)
    if confirmed:
        return Card(media, Words("Nagekeken.", "Checked."), done=True)
    if found.untagged > found.under_cover and media.kind == MediaKind.PHOTO:
        return Card(
            media, Words("Nog niet iedereen is benoemd of afgedekt.", "Not everybody is named or covered yet."), False
        )
    return Card(media, Words("Nog niet nagekeken.", "Not checked yet."), done=False)

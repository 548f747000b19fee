"""Mag dit online? One form, one answer. What is typed is sent and answered, and stands in no address and no log."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID, uuid4

from django.contrib import messages
from django.db import IntegrityError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from vuistregel import clock
from vuistregel.access.actor import Actor
from vuistregel.access.gate import page
from vuistregel.actions import NotHere, Refused
from vuistregel.keys.uploads import EncryptedUpload
from vuistregel.media.actions import drop, plan, publish
from vuistregel.media.asked import MEDIA_GONE, Asked, read
from vuistregel.media.asking import judge_for
from vuistregel.media.choosing import offers
from vuistregel.media.models import MediaFile, Publication
from vuistregel.media.pages.answer import KIND_OPTIONS, answer_context, photo_address
from vuistregel.media.pictures import people, upload
from vuistregel.media.pictures.queries import at_hand
from vuistregel.media.queries import STRANGERS, Verdict
from vuistregel.media.reach import publications_for
from vuistregel.media.rules import Kind
from vuistregel.media.telling import without_names
from vuistregel.organisation.models import Person
from vuistregel.organisation.pages.place import actor_of, said
from vuistregel.ui import numbers
from vuistregel.ui.context import Where
from vuistregel.ui.shapes import Option
from vuistregel.words import Words

#: How many photos of the workshop one can choose from; the newest.
ON_SHELF = 24
#: From this many places to choose from on, they fold up.
FEW = 6


@page(category="media", verb="write")
def may_publish(request: HttpRequest) -> HttpResponse:
    """The question, and the answer to it."""
    actor, today = actor_of(request), clock.today()
    spots = people.spots(actor)
    if not spots:
        return render(request, "media/no_spot.html")
    asked = read(request.POST if request.method == "POST" else request.GET, spots, actor, today)
    request.where = Where(_place_name(asked.spot), MAY_THIS)  # type: ignore[attr-defined]
    if request.method != "POST":
        prepared = _prepared(actor, asked)
        return prepared or _form(request, actor, asked, spots, {"foto": MEDIA_GONE} if asked.media_gone else None)
    asked, fault = _with_upload(request, actor, asked)
    verb, _, rest = request.POST.get("doe", "kijk").partition(":")
    if verb in _FORM_AGAIN or fault or asked.gaps():
        faults = asked.gone() if verb in _FORM_AGAIN else asked.gaps()
        return _form(request, actor, asked, spots, faults | ({"foto": fault} if fault else {}))
    return _answered(request, actor, _changed(actor, asked, verb, rest), verb)


#: What goes back to the form, with nothing asked of it.
_FORM_AGAIN = ("zoek", "anders", "foto", "andere")


def _place_name(spot: people.Spot) -> str:
    return str(Words("Groep {name}", "Group {name}").with_(name=spot.label)) if spot.group else spot.label


MAY_THIS = Words("Mag dit online?", "May this go online?")


def _prepared(actor: Actor, asked: Asked) -> HttpResponse | None:
    """Back from the workshop: to what was being prepared with this photo, when there is such a thing."""
    if asked.media is None:
        return None
    rows = publications_for(actor, "write").filter(media=asked.media.key, state__in=("draft", "asked"))
    here = rows.filter(pk=asked.before.pk).first() if asked.before is not None else None
    found = here or rows.order_by("-pk").first()
    return redirect("publication", publication=found.key) if found else None


def _with_upload(request: HttpRequest, actor: Actor, asked: Asked) -> tuple[Asked, Words | None]:
    """A photo or film that came along goes through the workshop first: without the camera's data, under a term."""
    sent = [file for file in request.FILES.getlist("bestand")[:1] if isinstance(file, EncryptedUpload)]
    if not sent:
        return asked, None
    spot = asked.spot
    names = people.names_of(spot.school, spot.group, clock.today())
    line = upload.take_in(actor, school=spot.school, group=spot.group, uploads=sent, names=names)[0]
    return (asked, line.refused) if line.media is None else (replace(asked, media=line.media), None)


def _changed(actor: Actor, asked: Asked, verb: str, rest: str) -> Asked:
    """The same idea in another place, without its photo, or without the names in its text."""
    if verb == "zonder-foto":
        return replace(asked, media=None, use=uuid4())
    if verb == "plaats":
        channel = next((c for c in asked.channels if c.slug == rest), asked.channel)
        asked = replace(asked, channel=channel, use=uuid4())
    if verb in ("plaats", "naam"):
        verdict = _judged(actor, asked)
        asked = replace(asked, text=without_names(asked.text, verdict.names))
    return asked


def _judged(actor: Actor, asked: Asked) -> Verdict:
    idea = asked.idea()
    assert idea is not None
    return judge_for(actor, idea, clock.today())


def _answered(request: HttpRequest, actor: Actor, asked: Asked, verb: str) -> HttpResponse:
    forgets = verb in _LAY_DOWN and asked.strangers and _there(actor, asked.use) is None
    if verb in _LAY_DOWN and not forgets:
        return _laid_down(request, actor, asked, verb)
    verdict = _judged(actor, asked)
    others = _shelf(actor, asked).count() if asked.media else 0
    context = answer_context(verdict, asked.media, carried(asked), others=others) | {
        "asked": asked,
        "action": reverse("may_publish"),
        "fault": NOTHING_KEPT if forgets else None,
    }
    return render(request, "media/may_publish.html", context, status=409 if forgets else 200)


NOTHING_KEPT = Words("Er is niets vastgelegd.", "Nothing was recorded.")


#: What ends in something that is kept, and where it goes on.
_LAY_DOWN = {
    "leg-vast": "",
    "bewaar": "",
    "vraag": "#vraag",
    "uitzondering": "#uitzondering",
    "werkplaats": "",
}


def _laid_down(request: HttpRequest, actor: Actor, asked: Asked, verb: str) -> HttpResponse:
    """Lay the idea down as a publication and go on there. The same form sent twice lays it down once."""
    before = asked.before
    if verb == "werkplaats" and before is not None and asked.media is not None and before.media == asked.media.key:
        # Checking a photo changes nothing of what is prepared with it.
        return redirect(photo_address(asked.media.key, before.key))
    publication = _planned(actor, asked)
    if verb == "werkplaats" and publication.media is not None:
        return redirect(photo_address(publication.media, publication.key))
    if verb == "leg-vast" and publication.state == "draft":
        try:
            publish(actor, publication=publication, where=asked.where)
        except Refused:
            messages.warning(request, str(CHANGED_SINCE))
        else:
            said(request, Words("Vastgelegd. Wie het nodig heeft, vindt het terug.", "Recorded for whoever needs it."))
    return redirect(reverse("publication", args=[publication.key]) + _LAY_DOWN[verb])


CHANGED_SINCE = Words(
    "Intussen mag dit niet meer. Wij bewaarden het, maar niet als geplaatst.",
    "Meanwhile this is no longer allowed. We kept it, but not as published.",
)


def _planned(actor: Actor, asked: Asked) -> Publication:
    there = _there(actor, asked.use)
    if there is not None:
        return there
    idea = asked.idea()
    assert idea is not None
    try:
        publication = plan(
            actor,
            channel=idea.channel,
            kind=idea.kind,
            persons=idea.persons,
            made_by=_self(actor, idea.channel.board_id),
            caption=asked.text,
            media=asked.media.key if asked.media else None,
            group=asked.spot.group,
            covered=idea.covered,
            key=asked.use,
        )
    except (Refused, IntegrityError):
        # Two taps at once: the other one laid it down.
        publication = _there(actor, asked.use) or _none()
    if asked.before is not None and asked.before.state == "draft" and asked.before.key != publication.key:
        drop(actor, publication=asked.before, instead=publication)
    return publication


def _there(actor: Actor, key: UUID) -> Publication | None:
    return publications_for(actor, "write").filter(key=key).first()


def _none() -> Publication:
    raise NotHere


def _self(actor: Actor, board: int) -> Person | None:
    own = next((h.person for h in actor.hats if h.board == board and h.person is not None), None)
    return None if own is None else Person.objects.get(pk=own)


def carried(asked: Asked) -> list[tuple[str, str]]:
    """The idea as hidden fields, for a form that goes on with it."""
    assert asked.channel is not None
    assert asked.kind is not None
    found = [
        ("plek", asked.spot.value),
        ("plaats", asked.channel.slug),
        ("soort", asked.kind.value),
        ("tekst", asked.text),
        ("gebruik", str(asked.use)),
        *(("wie", str(pk)) for pk in sorted(asked.persons)),
        *(("wie", sent) for sent in asked.strangers),
    ]
    if asked.where:
        found.append(("waar", asked.where))
    if asked.nobody:
        found.append(("niemand", "ja"))
    if asked.media is not None:
        found.append(("foto", str(asked.media.key)))
    if asked.before is not None:
        found.append(("publicatie", str(asked.before.key)))
    return found


def _form(
    request: HttpRequest,
    actor: Actor,
    asked: Asked,
    spots: list[people.Spot],
    faults: dict[str, Words] | None = None,
) -> HttpResponse:
    chosen_kind = asked.kind or (_kind_of(asked.media) if asked.media else None)
    context = {
        "asked": asked,
        "spots": spots,
        "few": len(spots) <= FEW,
        "offers": offers(actor, asked.spot, asked.persons, asked.search, clock.today()),
        "channels": [Option(c.slug, c.words, chosen=c == asked.channel) for c in asked.channels],
        "kinds": [Option(k.value, words, chosen=k is chosen_kind) for k, words in KIND_OPTIONS.items()],
        "faults": _of_people(asked) | (faults or {}),
        "shelf": list(_shelf(actor, asked)[:ON_SHELF]),
        "pick": request.POST.get("doe") == "andere",
    }
    wrong = faults and request.method == "POST"
    return render(request, "media/ask.html", context, status=422 if wrong else 200)


def _of_people(asked: Asked) -> dict[str, Words]:
    """Said at once where people are chosen: whoever cannot be chosen any more has no tick there."""
    return {"wie": numbers.counted(len(asked.strangers), *STRANGERS)} if asked.strangers else {}


def _shelf(actor: Actor, asked: Asked) -> QuerySet[MediaFile]:
    """The other photos that are at hand."""
    rows = at_hand(actor, asked.spot.school.pk, asked.spot.group.pk if asked.spot.group else None)
    return rows.exclude(pk=asked.media.pk) if asked.media else rows


def _kind_of(media: MediaFile) -> Kind | None:
    """A film is a video; of a photo somebody says whether it is a portrait."""
    return None if media.kind == "photo" else Kind.VIDEO

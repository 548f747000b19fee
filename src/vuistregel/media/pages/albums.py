"""Closed albums on screen: the list, one album, its pictures; what may not be seen is not there."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from csp.constants import SELF
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from vuistregel import clock
from vuistregel.access.actor import Actor, Subject
from vuistregel.access.engine import engine
from vuistregel.access.gate import page
from vuistregel.actions import NotHere, Refused
from vuistregel.keys import files
from vuistregel.media.albums import actions, closing, filling, links, queries
from vuistregel.media.asked import key_in
from vuistregel.media.models import Album, AlbumAudience, MediaKind
from vuistregel.media.pages.album_view import AlbumCard, Choice, choices_of, for_whom, heading, how_many
from vuistregel.media.pictures import covers, people, serving
from vuistregel.media.pictures.queries import workshop
from vuistregel.organisation.models import Person
from vuistregel.organisation.pages.place import actor_of, said
from vuistregel.ui import numbers
from vuistregel.ui.context import Where
from vuistregel.words import Words

#: The longest side of a picture in the grid and at full size, in pixels: enough for a phone, not for a printer.
SMALL: Final = 640
LARGE: Final = 1600
#: How many workshop photos are offered at once; the newest first.
OFFERED: Final = 48


def _here(request: HttpRequest, key: UUID) -> Album:
    """The album, when this reader may see it; for anybody else it is not there."""
    album = queries.albums_for(actor_of(request), clock.today()).filter(key=key).first()
    if album is None:
        raise NotHere
    return album


def _named(request: HttpRequest, album: Album) -> bool:
    """Whether this reader is told whose album it is; then the frame names the school."""
    named = not queries.unnamed(actor_of(request), [album], clock.today())
    if named:
        request.where = Where(album.school.name, album.school.board.name)  # type: ignore[attr-defined]
    return named


@page(category="album", POST="write")
def albums(request: HttpRequest) -> HttpResponse:
    """The albums that one may look at; whoever works for a group or school makes one here."""
    actor, day = actor_of(request), clock.today()
    choices = choices_of(people.spots(actor)) if _may_make(actor) else []
    fault: Words | None = None
    if request.method == "POST":
        choice = next((c for c in choices if c.value == request.POST.get("voor")), None)
        if choice is None:
            fault = NO_CHOICE
        else:
            try:
                made = _make(actor, choice, request.POST.get("naam", "")[:120])
            except Refused as refused:
                fault = refused.decision.reasons[0].text
            else:
                return redirect("album", album=made.key)
    found = list(queries.albums_for(actor, day).order_by("-made_on", "-pk"))
    kept = set(queries.kept_by(actor, day).values_list("pk", flat=True))
    shown = [a for a in found if not queries.is_over(a, day)]
    unnamed = queries.unnamed(actor, shown, day)
    context = {
        "heading": heading(len(shown), makes=bool(choices)),
        "open": [AlbumCard(a, kept=a.pk in kept, named=a.pk not in unnamed) for a in shown],
        "over": [a for a in found if queries.is_over(a, day) and a.pk in kept],
        "choices": choices,
        "fault": fault,
        "typed": request.POST.get("naam", ""),
        "chosen": request.POST.get("voor", ""),
    }
    return _private(render(request, "media/albums/albums.html", context, status=422 if fault else 200))


NO_CHOICE = Words("Kies voor wie het album is.", "Choose for whom the album is.")


def _may_make(actor: Actor) -> bool:
    return bool(engine().anywhere(actor, "write", "album"))


def _make(actor: Actor, choice: Choice, title: str) -> Album:
    return actions.make_album(
        actor,
        school=choice.school,
        group=choice.group,
        audience=choice.audience,
        channel=choice.channel,
        title=title,
        made_by=_me(actor, choice.school.board_id),
    )


def _me(actor: Actor, board: int) -> Person | None:
    found = next((hat.person for hat in actor.hats if hat.board == board and hat.person is not None), None)
    return Person.objects.filter(pk=found).first() if found else None


@page(category="album", POST="write")
def album(request: HttpRequest, album: UUID) -> HttpResponse:
    """One album: for who looks the photos in sight; for who keeps it also filling, sending links and closing."""
    actor, day = actor_of(request), clock.today()
    here = _here(request, album)
    keeps = queries.kept_by(actor, day).filter(pk=here.pk).exists()
    lines: list[filling.Line] = []
    fault: Words | None = None
    if request.method == "POST":
        if not keeps:
            raise NotHere
        try:
            answer = _done(request, actor, here, lines)
        except Refused as refused:
            fault = refused.decision.reasons[0].text if refused.decision.reasons else NOTHING_DONE
        else:
            if isinstance(answer, HttpResponse):
                return answer
            fault = answer if answer or lines else NOTHING_DONE
        here = _here(request, album)
    named = _named(request, here)
    over = queries.is_over(here, day)
    if over and not keeps:
        return _private(render(request, "media/albums/over.html", {"album": here}, status=410))
    entries = queries.entries(here, day) if not over else []
    shown = [e for e in entries if e.seen]
    unseen = [e for e in entries if not e.seen] if keeps else []
    films = sum(1 for e in shown if e.item.media.kind == MediaKind.VIDEO)
    context = {
        "album": here,
        "audience": for_whom(here, named=named),
        "shown": shown,
        "unseen": unseen,
        "shelf": _on_shelf(actor, unseen),
        "lead": how_many(len(shown) - films, films),
        "keeps": keeps,
        "over": over,
        "lines": lines,
        "fault": fault,
        "offered": list(filling.offered(actor, here)[:OFFERED]) if keeps and not over else [],
        "for_family": here.audience != AlbumAudience.STAFF,
        "prints": keeps and _prints(actor, here),
    }
    refused_all = bool(lines) and all(line.item is None for line in lines)
    response = render(request, "media/albums/album.html", context, status=422 if fault or refused_all else 200)
    response._csp_update = {"media-src": [SELF]}  # type: ignore[attr-defined]  # as csp_update does; a film plays here
    return _private(response)


def _on_shelf(actor: Actor, entries: list[queries.Entry]) -> set[int]:
    """Which of these photos lie in this reader's workshop, so that it may show them small."""
    photos = [e.item.media_id for e in entries if e.item.media.kind == MediaKind.PHOTO]
    return set(workshop(actor).filter(pk__in=photos).values_list("pk", flat=True)) if photos else set()


NOTHING_DONE = Words("Kies eerst een foto of film.", "Choose a photo or film first.")
LINKS_SENT = Words("{n} mensen kregen een eigen link of code.", "{n} people got a link or code of their own.")
NO_LINKS = Words("Iedereen had al een eigen link of code.", "Everybody had a link or code of their own already.")
TAKEN_OUT = Words("Uit het album gehaald.", "Taken out of the album.")
CLOSED = Words("Het album is gesloten. Niemand kan het nog zien.", "The album is closed. Nobody can see it any more.")


#: One, and several, of the chosen that cannot be put in: none of the others is put in by itself.
PHOTOS_GONE = (
    Words(
        "Eén foto of film die u koos, is er niet meer. Er is niets in het album gezet. Kies opnieuw.",
        "One photo or film that you chose is not there any more. Nothing was put in the album. Choose again.",
    ),
    Words(
        "{words} foto’s of films die u koos, zijn er niet meer. Er is niets in het album gezet. Kies opnieuw.",
        "{words} photos or films that you chose are not there any more. Nothing was put in the album. Choose again.",
    ),
)


def _done(request: HttpRequest, actor: Actor, here: Album, lines: list[filling.Line]) -> HttpResponse | Words | None:
    """Do what the form asks; else why not, or None when it is shown again, with `lines` when photos were judged."""
    deed = request.POST.get("doe", "")
    if deed == "erin":
        chosen = set(request.POST.getlist("foto"))
        keys = {key for sent in chosen if (key := key_in({"foto": sent}, "foto"))}
        files_ = list(filling.offered(actor, here).filter(key__in=keys)[:OFFERED])
        inside = here.items.filter(media__key__in=keys).count()
        gone = len(chosen) - len(files_) - inside
        if gone:
            return numbers.sentence(numbers.counted(gone, *PHOTOS_GONE))
        if inside and not files_:
            return redirect("album", album=here.key)
        me, caption = _me(actor, here.board_id), request.POST.get("bijschrift", "")[:500]
        lines += [
            filling.add(actor, album=here, media=m, day=clock.today(), caption=caption, made_by=me) for m in files_
        ]
        return redirect("album", album=here.key) if lines and all(line.item for line in lines) else None
    if deed == "eruit":
        number = request.POST.get("beeld", "")
        item = here.items.filter(pk=int(number)).first() if number.isdigit() and len(number) < 18 else None
        if item is None:
            return None
        filling.remove(actor, album=here, item=item)
        said(request, TAKEN_OUT)
        return redirect("album", album=here.key)
    if deed == "links":
        sent = links.send_links(actor, album=here)
        said(request, LINKS_SENT.with_(n=sent) if sent else NO_LINKS)
        return redirect("album", album=here.key)
    if deed == "sluit":
        closing.shut(actor, here)
        said(request, CLOSED)
        return redirect("albums")
    return None


@page(category="consent_round", verb="write")
@require_safe
def album_letters(request: HttpRequest, album: UUID) -> HttpResponse:
    """The letters with a code, to print. By such a code one signs in: only who prints those of rounds."""
    actor = actor_of(request)
    here = _here(request, album)
    if not _prints(actor, here):
        raise NotHere
    _named(request, here)
    return _private(render(request, "media/albums/letters.html", {"album": here, "letters": links.letters(here)}))


def _prints(actor: Actor, here: Album) -> bool:
    place = Subject(board=here.board_id, school=here.school_id)
    return bool(engine().decide(actor, "write", "consent_round", place))


@page(category="album")
@require_safe
def album_picture(request: HttpRequest, album: UUID, item: int) -> HttpResponseBase:
    """A photo or film of an album, for who may look now: scaled for a screen, never the original, kept nowhere."""
    day = clock.today()
    here = _here(request, album)
    found = None if queries.is_over(here, day) else queries.entry(here, item, day)
    if found is None or found.media.result is None:
        raise NotHere
    media, stored = found.media, found.media.result
    try:
        if media.kind == MediaKind.VIDEO:
            return serving.stored(request, stored, media.form, media.file_name, download=False)
        with files.open(stored) as opened:
            side = SMALL if "klein" in request.GET else LARGE
            return serving.picture(covers.preview(opened.read(), [], side), media.file_name)
    except FileNotFoundError:
        raise NotHere from None


def _private(response: HttpResponse) -> HttpResponse:
    """Nothing keeps it on the way, and no search engine takes it in."""
    response["Cache-Control"] = "private, no-store"
    response["X-Robots-Tag"] = "noindex, noimageindex"
    return response

"""One publication from idea to gone: who is in it, what each answered, publishing, asking, taking down."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from vuistregel import clock
from vuistregel.access.actor import Actor, Subject
from vuistregel.access.gate import page
from vuistregel.actions import NotHere, Refused
from vuistregel.consent.actions.asks import ask_this_time
from vuistregel.consent.models import Ask
from vuistregel.consent.queries import people_for, place_of
from vuistregel.decisions import Decision, yes
from vuistregel.keys import files
from vuistregel.media.actions import drop, families_asked, publish, record_exception
from vuistregel.media.asking import judge_for
from vuistregel.media.choosing import where_words
from vuistregel.media.life import PUBLICATION
from vuistregel.media.models import MediaFile, Publication, TakeDown
from vuistregel.media.pages.answer import answer_context, photo_address
from vuistregel.media.pages.prepared import title_of
from vuistregel.media.pages.publication_view import heading, history, moments_of, people_of, unsealed
from vuistregel.media.pages.take_downs import gone
from vuistregel.media.pictures import serving
from vuistregel.media.pictures.queries import at_hand, workshop
from vuistregel.media.queries import Idea, Verdict, idea_of, judge
from vuistregel.media.reach import publications_for
from vuistregel.media.rules import Kind
from vuistregel.media.tasks import albums_of, in_album, why
from vuistregel.media.telling import KINDS
from vuistregel.media.ways import exception_helps
from vuistregel.organisation.pages.place import actor_of, may, said
from vuistregel.rows import StaleRow
from vuistregel.ui.context import Where
from vuistregel.words import Words


def of_publication(request: HttpRequest, publication: UUID, **_kwargs: Any) -> Subject | None:
    """The subject of a page about a publication."""
    row = Publication.objects.filter(key=publication).values_list("board", "school").first()
    return None if row is None else Subject(board=row[0], school=row[1])


def mine(actor: Actor, key: UUID) -> Publication:
    """The publication, when this reader works with it; for anybody else it is not there."""
    row = publications_for(actor).filter(key=key).first()
    if row is None:
        raise NotHere
    return row


@page(category="media", subject=of_publication, POST="write")
def publication(request: HttpRequest, publication: UUID) -> HttpResponse:
    """One publication, and what one does with it."""
    actor = actor_of(request)
    row = mine(actor, publication)
    fault: Words | None = None
    status = 200
    if request.method == "POST":
        deed = DEEDS.get(request.POST.get("doe", ""))
        try:
            fault = deed(request, actor, row) if deed else NOT_UNDERSTOOD
            status = 422
        except StaleRow as stale:
            fault, status = stale.words, 409
        except Refused as refused:
            fault, status = first_words(refused.decision), 409
        if fault is None:
            return redirect("publication", publication=publication)
        row = mine(actor, publication)
    request.nav_slug = "may_publish"  # type: ignore[attr-defined]
    request.where = Where(row.school.name, row.group.name if row.group else row.school.board.name)  # type: ignore[attr-defined]
    return render(request, "media/publication.html", _context(request, actor, row, fault), status=status)


NOT_UNDERSTOOD = Words(
    "Dat begrepen wij niet. Er is niets veranderd.", "We did not understand that. Nothing was changed."
)


def first_words(decision: Decision) -> Words:
    """Why not, in one sentence."""
    return decision.reasons[0].text if decision.reasons else decision.missing[0]


def _context(request: HttpRequest, actor: Actor, row: Publication, fault: Words | None) -> dict[str, Any]:
    today = clock.today()
    idea = idea_of(row)
    open_ = row.state in ("draft", "asked")
    verdict = judge_for(actor, idea, today, page="publication") if open_ else _as_it_was(row, idea)
    tasks = list(TakeDown.objects.filter(board=row.board_id, publication=row).select_related("person").order_by("pk"))
    due = [task for task in tasks if task.state == "open"]
    ask = Ask.objects.filter(board=row.board_id, key=row.key).first()
    left = _not_asked_yet(verdict, ask) if open_ else set()
    instead = publications_for(actor).filter(pk=row.successor_id).first() if row.successor_id else None
    media = _photo_of(row)
    album = albums_of(actor, [row.pk], today).get(row.pk) if row.state == "published" else None
    rows = people_of(verdict, ask, moments_of(row, media))
    text = "\n".join(idea.texts)
    context: dict[str, Any] = {
        "row": row,
        "state": PUBLICATION.states[row.state],
        "kind": KINDS[Kind(row.kind)],
        "where": where_words(row.channel),
        "stands": unsealed(row, "publication.where", row.where),
        "caption": text,
        "exception": idea.exception,
        "open": open_,
        "judged": row.state == "draft",
        "due": min((task.due for task in due), default=None),
        "why": why(tuple(task.person.short_name for task in due)) if due else None,
        "rows": [r for r in rows if r.state != "covered"],
        "covered": [r for r in rows if r.state == "covered"],
        "album": album,
        "album_place": in_album(album) if album else "",
        "heading": heading(row, due, rows),
        "history": history(row, tasks, ask, today),
        "asks": bool(left),
        "first": _first(verdict),
        "instead": instead,
        "instead_title": title_of(instead) if instead else None,
        "may_except": idea.portrait and row.channel.audience == "public" and open_ and exception_helps(verdict),
        "asked_after": bool(_without_own_yes(verdict) - _asked_of(ask)),
        "proofs": any(task.proof_file for task in tasks),
        "media": media,
        "writes": may(request, "write", "media", Subject(board=row.board_id, school=row.school_id)),
        "fault": fault,
        "decision": verdict.decision,
    }
    if open_:
        here = {"ask": "#vraag", "exception": "#uitzondering"}
        context["at_hand"] = media is not None and workshop(actor).filter(pk=media.pk).exists()
        if media is not None:
            here["cover"] = here["check"] = context["workshop"] = photo_address(media.key, row.key)
            context["check"] = context["workshop"] if context["first"] == CHECK_FIRST else ""
        # Whoever only reads here does not see what lies in the workshop.
        context |= answer_context(
            verdict, media if context["writes"] else None, _carried(row, idea), here, _others(actor, row)
        )
        context["ways"] = [w for w in context["ways"] if left or w.url != here["ask"]] if context["writes"] else []
    return context


def _photo_of(row: Publication) -> MediaFile | None:
    """Its photo or film, while that is there."""
    if row.media is None:
        return None
    return MediaFile.objects.filter(board=row.board_id, key=row.media, gone_at=None).first()


def _others(actor: Actor, row: Publication) -> int:
    """How many other photos are at hand for the same group."""
    return at_hand(actor, row.school_id, row.group_id).exclude(key=row.media).count() if row.media else 0


def _as_it_was(row: Publication, idea: Idea) -> Verdict:
    """The people of something that is published or over; nothing is decided any more."""
    place = place_of(row.channel, idea.matter, clock.today())
    facts = people_for(place, idea.persons, clock.today(), use=row.key)
    return Verdict(idea, place, yes(), {str(f.pk): f for f in facts}, ())


def _not_asked_yet(verdict: Verdict, ask: Ask | None) -> set[int]:
    """About whom asking the families would still help; nobody when all were asked, or when it is no use."""
    if not any(way.kind == "ask" for way in verdict.ways):
        return set()
    return set(_without_yes(verdict)) - _asked_of(ask)


def _asked_of(ask: Ask | None) -> set[int]:
    """About whom the families were asked."""
    return set() if ask is None else set(ask.people.values_list("person", flat=True))


def _without_own_yes(verdict: Verdict) -> set[int]:
    """Everybody who can be recognised and of whom there is no yes to this very use."""
    seen = [f for f in verdict.people.values() if f.pk not in verdict.idea.covered]
    return {f.pk for f in seen if not (f.consent and f.own_use)}


def _without_yes(verdict: Verdict) -> list[int]:
    """Everybody who can be recognised and for whom there is no yes; with an exception, none to this very use."""
    idea = verdict.idea
    seen = [f for f in verdict.people.values() if f.pk not in idea.covered]
    return [f.pk for f in seen if not (f.consent and (f.own_use or not idea.exception))]


def _first(verdict: Verdict) -> Words | None:
    """What has to be done before the families can be asked."""
    if verdict.idea.untagged or verdict.idea.unchecked:
        return CHECK_FIRST
    return NAME_FIRST if verdict.names else None


def _carried(row: Publication, idea: Idea) -> list[tuple[str, str]]:
    """The idea as hidden fields, for another place or another text."""
    found = [
        ("plek", f"g{row.group_id}" if row.group_id else f"s{row.school_id}"),
        ("plaats", row.channel.slug),
        ("soort", row.kind),
        ("tekst", "\n".join(idea.texts)),
        ("publicatie", str(row.key)),
        *(("wie", str(pk)) for pk in sorted(idea.persons)),
    ]
    if not idea.persons:
        found.append(("niemand", "ja"))
    if row.media is not None:
        found.append(("foto", str(row.media)))
    return found


Deed = Callable[[HttpRequest, Actor, Publication], Words | None]


def _publish(request: HttpRequest, actor: Actor, row: Publication) -> Words | None:
    publish(actor, publication=row, where=request.POST.get("waar", "")[:500])
    said(request, Words("Vastgelegd.", "Recorded."))
    return None


def _ask(request: HttpRequest, actor: Actor, row: Publication) -> Words | None:
    """Ask the families of everybody for whom there is no yes yet; asking again reaches only who was not asked."""
    idea = idea_of(row)
    verdict = judge(idea, clock.today(), frank=False, ways=False)
    first = _first(verdict)
    if first is not None:
        return first
    title = Words("Een {kind} {where}", "A {kind} {where}").with_(
        kind=KINDS[Kind(row.kind)], where=where_words(row.channel)
    )
    ask_this_time(
        actor,
        use=row.key,
        channel=row.channel,
        matter=idea.matter,
        persons=_without_yes(verdict),
        title=title.nl[:120],
        # A text about several people is not read out to each of their families.
        description=""
        if row.kind == Kind.INFORMATION and len(idea.persons - idea.covered) > 1
        else "\n".join(idea.texts),
        pictures=[row.media] if row.media else [],
        made_by=row.made_by,
    )
    if row.state == "draft":
        families_asked(actor, publication=row)
    said(request, Words("De gezinnen krijgen één bericht.", "The families get one message."))
    return None


NAME_FIRST = Words(
    "Haal eerst de naam uit uw tekst. Bij een foto staat nooit een naam.",
    "First take the name out of your text. A photo never has a name with it.",
)
CHECK_FIRST = Words(
    "Kijk eerst de foto of film na. De gezinnen zien hem zoals u hem bevestigt.",
    "Check the photo or film first. The families see it as you confirm it.",
)


def _except(request: HttpRequest, actor: Actor, row: Publication) -> Words | None:
    shown = request.POST.get("versie", "")
    if not (shown.isascii() and shown.isdigit()):
        return NOT_UNDERSTOOD
    record_exception(actor, publication=row, reason=request.POST.get("reden", "")[:2000], shown=int(shown))
    said(request, Words("De reden is bewaard.", "The reason was kept."))
    return None


def _drop(request: HttpRequest, actor: Actor, row: Publication) -> Words | None:
    drop(actor, publication=row)
    said(request, Words("Dit gaat niet door.", "This is off."))
    return None


DEEDS: Final[dict[str, Deed]] = {
    "leg-vast": _publish,
    "vraag": _ask,
    "uitzondering": _except,
    "stop": _drop,
    "weg": gone,
}


@page(category="media", subject=of_publication)
@require_safe
def take_down_proof(request: HttpRequest, publication: UUID) -> HttpResponseBase:
    """The picture of the empty place."""
    row = mine(actor_of(request), publication)
    task = TakeDown.objects.filter(board=row.board_id, publication=row, proof_file__isnull=False).first()
    if task is None or task.proof_file is None:
        raise NotHere
    try:
        with files.open(task.proof_file) as opened:
            return serving.picture(opened.read(), "weggehaald.jpg")
    except FileNotFoundError:
        raise NotHere from None

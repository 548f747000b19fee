"""Asking this time on screen: the family's page with the picture, and how it stands for who asked."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from vuistregel import clock
from vuistregel.access.actor import Subject
from vuistregel.access.gate import page
from vuistregel.consent.actions import Reply, answer
from vuistregel.consent.asking import picture_of
from vuistregel.consent.asks.family import AskedChild, OpenAsk, for_reader
from vuistregel.consent.asks.standing import heading, standing_of
from vuistregel.consent.models import Ask, Question
from vuistregel.consent.own.people import YOU
from vuistregel.consent.rules import Answer, Audience, How
from vuistregel.consent.wording import AUDIENCES
from vuistregel.organisation.pages.place import actor_of, said, school_here
from vuistregel.ui.context import Where
from vuistregel.ui.numbers import sentence
from vuistregel.words import Words, reader_language, same

CHOICES = {"ja": Answer.GIVEN, "nee": Answer.REFUSED}
KEPT = Words("Bewaard. Dank u wel.", "Kept. Thank you.")
NOTHING = Words("Er is nog niets gekozen. Kies eerst ja of nee.", "Nothing was chosen yet. Choose yes or no first.")


def _of_ask(request: HttpRequest, school: int, ask: UUID, **_: Any) -> Subject | None:
    row = Ask.objects.filter(key=ask, school=school).values_list("board", "school").first()
    return None if row is None else Subject(board=row[0], school=row[1])


def _here(request: HttpRequest, key: UUID) -> OpenAsk:
    """The question for this reader. What is about nobody of theirs does not exist for them."""
    row = Ask.objects.filter(key=key).select_related("school__board", "channel__same_as", "question__text").first()
    found = for_reader(actor_of(request), row, clock.today()) if row is not None else None
    if found is None:
        raise Http404
    request.where = Where(found.ask.school.name, found.ask.school.board.name)  # type: ignore[attr-defined]
    return found


@page(category="consent", POST="write")
def ask(request: HttpRequest, ask: UUID) -> HttpResponse:
    """One use: the picture, and yes or no per child. It can be changed afterwards in the same way."""
    found = _here(request, ask)
    if request.method != "POST":
        return _show(request, found)
    wanted = [(each, CHOICES[request.POST[f"a-{each.key}"]]) for each in found.people if _chosen(request, each)]
    if not wanted:
        return _show(request, found, error=NOTHING, status=422)
    for each, given in wanted:
        _answer(request, found.ask, each, given)
    said(request, KEPT)
    return redirect("ask", ask=ask)


def _chosen(request: HttpRequest, each: AskedChild) -> bool:
    value = request.POST.get(f"a-{each.key}", "")
    return value in CHOICES and (value == "nee" or each.may_say_yes)


def _answer(request: HttpRequest, asked: Ask, each: AskedChild, given: Answer) -> None:
    seen = request.POST.get(f"s-{each.key}", "")
    question = Question.objects.select_related("channel", "text").get(pk=asked.question_id)
    # A no after an own yes is a withdrawal.
    said_no = Answer.WITHDRAWN if each.yes and given is Answer.REFUSED else given
    answer(
        actor_of(request),
        person=each.about.person,
        school=asked.school,
        pupil=each.about.pupil,
        by=each.about.by,
        replies=[Reply(question, said_no, use=asked.key, saw=int(seen) if seen.isdigit() and len(seen) < 19 else 0)],
        how=How.PORTAL,
        language=reader_language(),
    )


def _show(request: HttpRequest, found: OpenAsk, *, error: Words | None = None, status: int = 200) -> HttpResponse:
    context = {
        "ask": found.ask,
        "seen_by": sentence(AUDIENCES[Audience(found.ask.channel.audience)]),
        "holds": found.ask.channel.leader,
        "people": [(each, question_for(each), _options(each)) for each in found.people],
        "error": error,
        "done": not found.waiting,
    }
    response = render(request, "consent/asks/ask.html", context, status=status)
    response["Cache-Control"] = "no-store, private"
    return response


def question_for(each: AskedChild) -> Words:
    """`Mag dit met Yara?` What and where stands above it."""
    name = YOU if each.about.own else same(each.about.title)
    return Words("Mag dit met {name}?", "Is this all right for {name}?").with_(name=name)


def _options(each: AskedChild) -> list[dict[str, Any]]:
    chosen = {"ja": each.yes, "nee": each.answered is not None and not each.yes}
    labels = {"ja": Words("Ja", "Yes"), "nee": Words("Nee", "No")}
    return [
        {"value": value, "label": labels[value], "chosen": chosen[value]}
        for value in ("ja", "nee")
        if value == "nee" or each.may_say_yes
    ]


@page(category="consent")
def ask_picture(request: HttpRequest, ask: UUID, picture: UUID) -> HttpResponse:
    """A picture of the use, for the families that are asked about it and nobody else; nothing keeps it."""
    found = _here(request, ask)
    if str(picture) not in found.ask.pictures:
        raise Http404
    shown = picture_of(found.ask.key, picture)
    if shown is None:
        raise Http404
    response = HttpResponse(shown.content, content_type=shown.media_type)
    response["Cache-Control"] = "no-store, private"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Disposition"] = "inline"
    response["X-Robots-Tag"] = "noindex"
    return response


@page(category="media", subject=_of_ask)
def asked(request: HttpRequest, school: int, ask: UUID) -> HttpResponse:
    """Who said yes, who said no, and who is still missing; it follows the answers as they come in."""
    here = school_here(request, school)
    row = Ask.objects.select_related("channel__same_as", "channel__school", "question", "school").get(key=ask)
    people = standing_of(row, clock.today())
    context = {"school": here, "ask": row, "people": people, "heading": heading(people)}
    response = render(request, "consent/asks/asked.html", context)
    response["Cache-Control"] = "no-store, private"
    return response

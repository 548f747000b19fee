"""Where a school shows photos and information: the list, one place, and a place of the school's own."""

from __future__ import annotations

import re
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.text import slugify

from vuistregel import clock
from vuistregel.access.actor import Subject
from vuistregel.access.gate import page
from vuistregel.actions import Refused
from vuistregel.consent import actions
from vuistregel.consent.answer_forms import YOUR_CHILD
from vuistregel.consent.forms.channels import MATTERS_OF, ChannelForm, NewChannelForm, QuestionForm
from vuistregel.consent.models import Channel, ConsentState, Question
from vuistregel.consent.own.sheets import filled
from vuistregel.consent.rules import Audience, Matter
from vuistregel.consent.same_use import may_follow
from vuistregel.consent.shown_channels import ShownChannel, in_use, shown, shown_channels
from vuistregel.consent.uses import use_of
from vuistregel.decisions import Decision
from vuistregel.organisation.models import School
from vuistregel.organisation.pages.place import actor_of, complain, may, place_of, said, school_here
from vuistregel.organisation.subjects import of_school
from vuistregel.rows import StaleRow
from vuistregel.ui import numbers
from vuistregel.words import Words

SAVED = Words("Bewaard.", "Saved.")


def of_channel(request: HttpRequest, school: int, channel: str, **_: Any) -> Subject | None:
    """The subject of a page about a place of this school."""
    board = Channel.objects.filter(school=school, slug=channel).values_list("board", flat=True).first()
    return None if board is None else Subject(board=board, school=school)


@page(category="channels", subject=of_school)
def channels(request: HttpRequest, school: int) -> HttpResponse:
    """All places of a school: who can look, how often it asks, and what."""
    here = school_here(request, school)
    rows = shown_channels(here)
    used = in_use(rows, clock.today())
    context = {
        "school": here,
        "heading": heading(used),
        "used": used,
        "gaps": [c for c in used if c.gap],
        "stopped": [c for c in rows if c not in used],
        "may_write": may(request, "write", "channels", place_of(here)),
        "may_office": may(request, "read", "consent", place_of(here)),
    }
    return render(request, "consent/channels/channels.html", context)


def heading(used: list[ShownChannel]) -> Words:
    """How it stands with the places of a school."""
    if not used:
        return Words("School heeft nog geen plekken.", "The school has no places yet.")
    gaps = sum(1 for c in used if c.gap)
    if gaps:
        return numbers.sentence(
            numbers.counted(
                gaps,
                Words("Bij één plek ontbreekt nog iets.", "Something is missing at one place."),
                Words("Bij {words} plekken ontbreekt nog iets.", "Something is missing at {words} places."),
            )
        )
    return numbers.counted(
        len(used),
        Words("School vraagt toestemming voor één plek.", "The school asks consent for one place."),
        Words("School vraagt toestemming voor {words} plekken.", "The school asks consent for {words} places."),
    )


@page(category="channels", verb="write", subject=of_school)
def new_channel(request: HttpRequest, school: int) -> HttpResponse:
    """Add a place of the school's own."""
    here = school_here(request, school)
    form = NewChannelForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        channel = actions.add_channel(
            actor_of(request),
            school=here,
            slug=free_slug(here, given["name_nl"]),
            name=form.name,
            audience=Audience(given["audience"]),
            where=form.where,
            provider=given["provider"],
            terms_url=given["terms_url"],
            matters=MATTERS_OF[given["what"]],
        )
        said(request, Words("De plek is er. Kijk de vraag na.", "The place is there. Check the question."))
        return redirect("channel", school=here.pk, channel=channel.slug)
    status = 422 if request.method == "POST" else 200
    return render(request, "consent/channels/new.html", {"school": here, "form": form}, status=status)


def free_slug(school: School, name: str) -> str:
    """A slug that this school does not have yet, made of a name."""
    base = re.sub("-+", "_", slugify(name))[:36] or "plek"
    taken = set(Channel.objects.filter(board=school.board_id, school=school).values_list("slug", flat=True))
    return next(s for s in (base, *(f"{base}_{n}" for n in range(2, len(taken) + 3))) if s not in taken)


@page(category="channels", subject=of_channel, POST="write")
def channel(request: HttpRequest, school: int, channel: str) -> HttpResponse:
    """One place: its name, who can look, whose it is, and what is asked. Kept against the version that was shown."""
    here = school_here(request, school)
    row = _row(here, channel)
    questions = _questions(row)
    if request.method != "POST":
        return _show(request, here, row, _form(row), _question_forms(row, questions))
    form, asked = _form(row, request.POST), _question_forms(row, questions, request.POST)
    well = form.is_valid()
    for one in asked:
        one.provider = form.cleaned_data.get("provider", "")
    # All of them, so that every error is told at once.
    if not all([well, *[one.is_valid() for one in asked]]):
        return _show(request, here, row, form, asked, status=422)
    if _is_new_use(row, form) and request.POST.get("zeker") != "ja":
        return _show(request, here, row, form, asked, status=422, answers=_answers(row), warn=True)
    try:
        _keep(request, row, form, asked)
    except StaleRow as stale:
        row = _row(here, channel)
        data = request.POST.copy()
        data["version"] = str(row.version)
        again, questions_again = _form(row, data), _question_forms(row, _questions(row), data)
        again.is_valid()
        complain(again, stale.words)
        return _show(request, here, row, again, questions_again, status=409, now=shown(row, _questions(row)))
    except Refused as refused:
        return _show(request, here, _row(here, channel), form, asked, status=409, refused=refused.decision)
    said(request, SAVED)
    return redirect("channels", school=here.pk)


def _keep(request: HttpRequest, row: Channel, form: ChannelForm, asked: list[QuestionForm]) -> None:
    given = form.cleaned_data
    there = set(Question.objects.filter(board=row.board_id, channel=row).values_list("matter", flat=True))
    texts = {one.matter: one.said for one in asked if one.cleaned_data["asked"] or one.matter.value in there}
    actions.change_channel(
        actor_of(request),
        channel=row,
        shown=given["version"],
        said={matter: words for matter, words in texts.items() if words is not None},
        asked={one.matter: bool(one.cleaned_data["asked"]) for one in asked},
        changed={
            "name": form.name,
            "audience": given["audience"],
            "provider": given["provider"],
            "terms_url": given["terms_url"],
        },
    )


def _is_new_use(row: Channel, form: ChannelForm) -> bool:
    given = form.cleaned_data
    return bool(given["audience"] != row.audience or given["provider"] != row.provider)


def _answers(row: Channel) -> int:
    """Of how many people the answers stop counting when this becomes another use."""
    rows = ConsentState.objects.filter(board=row.board_id, question__channel=row)
    return rows.values("person").distinct().count()


def _row(school: School, slug: str) -> Channel:
    return Channel.objects.select_related("school__board", "same_as", "board").get(school=school, slug=slug)


def _questions(row: Channel) -> list[Question]:
    return list(Question.objects.filter(board=row.board_id, channel=row).select_related("text"))


def _form(row: Channel, data: Any = None) -> ChannelForm:
    names = row.name or {}
    initial = {
        "version": row.version,
        "name_nl": names.get("nl", ""),
        "name_en": names.get("en", ""),
        "audience": row.audience,
        "provider": row.provider,
        "terms_url": row.terms_url,
    }
    return ChannelForm(data, initial=initial)


def _question_forms(row: Channel, questions: list[Question], data: Any = None) -> list[QuestionForm]:
    """A form for each matter that this place can ask. A list asks for contact data, and for nothing else."""
    if row.same_as_id is not None:
        return []
    there = {Matter(q.matter): q for q in questions}
    matters = (Matter.CONTACT,) if Matter.CONTACT in there else (Matter.IMAGE, Matter.INFORMATION)
    forms = []
    for matter in matters:
        question = there.get(matter)
        words = question.text.words if question and question.text else None
        initial = QuestionForm.initial_of(words, asked=bool(question and question.asked))
        forms.append(QuestionForm(matter, data, initial=initial))
    return forms


def _show(
    request: HttpRequest,
    here: School,
    row: Channel,
    form: ChannelForm,
    questions: list[QuestionForm],
    *,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    now = shown(row, _questions(row))
    context = {
        "school": here,
        "channel": now,
        # As a parent reads it: nobody is named here.
        "read": [
            [part for part in filled(q.text, YOUR_CHILD) if part]
            for q in now.questions
            if q.asked and q.text is not None
        ],
        "form": form,
        "questions": questions,
        "may_write": may(request, "write", "channels", place_of(here)),
        "others": _others(row) if row.same_as_id is None and not now.is_list else [],
        "followers": list(Channel.objects.filter(board=row.board_id, same_as=row).order_by("place")),
        "ended": row.ended is not None and row.ended <= clock.today(),
    }
    return render(request, "consent/channels/channel.html", context | more, status=status)


def _others(row: Channel) -> list[tuple[Channel, Decision]]:
    """The places whose answers may count here too."""
    today = clock.today()
    here = use_of(row, today)
    rows = Channel.objects.filter(board=row.board_id, school=row.school_id, same_as=None, ended=None).exclude(pk=row.pk)
    judged = [(other, may_follow(here, use_of(other, today))) for other in rows.order_by("place", "pk")]
    return [(other, decision) for other, decision in judged if decision]


@page(category="channels", verb="write", subject=of_channel)
def channel_use(request: HttpRequest, school: int, channel: str) -> HttpResponse:
    """Let the answers of another place count here, ask for itself again, stop, or start again."""
    if request.method != "POST":
        raise Http404
    here = school_here(request, school)
    row = _row(here, channel)
    version = request.POST.get("version", "")
    if not version.isdigit():
        raise Http404
    try:
        _act(request, row, int(version))
    except StaleRow as stale:
        return _show(request, here, _row(here, channel), *_forms(here, channel), status=409, stale=stale.words)
    except Refused as refused:
        return _show(request, here, row, *_forms(here, channel), status=409, refused=refused.decision)
    said(request, SAVED)
    return redirect("channel", school=school, channel=channel)


def _forms(here: School, slug: str) -> tuple[ChannelForm, list[QuestionForm]]:
    row = _row(here, slug)
    return _form(row), _question_forms(row, _questions(row))


def _act(request: HttpRequest, row: Channel, version: int) -> None:
    actor, what = actor_of(request), request.POST.get("wat")
    if what == "mee":
        other = Channel.objects.filter(school=row.school_id, slug=request.POST.get("met", "")).first()
        if other is None:
            raise Http404
        actions.follow(actor, channel=row, other=other, shown=version)
    elif what == "zelf":
        actions.follow(actor, channel=row, other=None, shown=version)
    elif what == "stop":
        actions.end_channel(actor, channel=row, shown=version)
    elif what == "weer":
        actions.use_again(actor, channel=row, shown=version)
    else:
        raise Http404

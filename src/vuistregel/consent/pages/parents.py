"""The own page about consent: for parents, pupils and every adult about themselves. It is never closed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from vuistregel import clock, norms
from vuistregel.access.gate import page
from vuistregel.actions import NotHere
from vuistregel.consent.actions import Reply, answer
from vuistregel.consent.models import Question
from vuistregel.consent.own import words
from vuistregel.consent.own.extras import extras_for
from vuistregel.consent.own.people import Right
from vuistregel.consent.own.reading import GONE, Field, Taken, fields_in, taken
from vuistregel.consent.own.sheets import NO, YES, Line, Sheet, sheets_of, with_choices
from vuistregel.consent.published import is_known, published_with
from vuistregel.consent.rules import Answer, How
from vuistregel.organisation.models import Person, Pupil, School
from vuistregel.organisation.pages.place import actor_of
from vuistregel.ui.context import Where
from vuistregel.ui.shapes import Fact
from vuistregel.words import Words, reader_language

#: More fields than the largest family's page has; what comes after them is not looked at.
_MOST_FIELDS = 5000


@page(category="consent", POST="write")
def consents(request: HttpRequest) -> HttpResponse:
    """All questions of this account on one page, and the answers."""
    actor, day = actor_of(request), clock.today()
    sheets = sheets_of(actor, day)
    if request.method != "POST":
        return _show(request, sheets, day)
    posted = {name: request.POST[name] for name in list(request.POST)[:_MOST_FIELDS]}
    if "nu" in posted:
        return _change_one(request, sheets, posted, day)
    same, by_hand = set(request.POST.getlist("zelfde")), set(request.POST.getlist("zelf"))
    choices = {field.key: field.value for field in fields_in(posted)}
    if "kies" in posted:
        way, _, key = posted["kies"].partition(":")
        (same if way == "zelfde" else by_hand).add(key)
        shown = with_choices(sheets, choices, same, by_hand)
        return _show(request, [_filled_in(sheet) if sheet.about.key == key else sheet for sheet in shown], day)
    return _keep(request, with_choices(sheets, {}, same, by_hand), fields_in(posted), posted, day)


def _filled_in(sheet: Sheet) -> Sheet:
    """Last year's answers chosen, now that the reader asked for it; what was chosen by hand stays."""
    if not sheet.same:
        return sheet
    lines = tuple(replace(line, choice=line.choice or line.was) for line in sheet.lines)
    return replace(sheet, lines=lines)


def _keep(
    request: HttpRequest, sheets: list[Sheet], fields: list[Field], posted: Mapping[str, str], day: date
) -> HttpResponse:
    """Keep every answer that can be kept; show the others again with what was chosen."""
    known = {sheet.about.key: sheet for sheet in sheets if sheet.about.answers}
    for field in fields:
        if field.about not in known:
            _refuse(request, field)
    if not fields:
        messages.warning(request, str(words.NOTHING_CHOSEN))
        return _show(request, sheets, day, status=400)
    asked = {line.key for sheet in sheets for line in sheet.lines}
    if any(field.key not in asked for field in fields):
        messages.warning(request, str(GONE))
    sorted_ = [taken(s, [f for f in fields if f.about == key], posted) for key, s in known.items()]
    for each in sorted_:
        _record(request, each)
    _say_overruled(request, sorted_, day)
    again = {line.key: line for each in sorted_ for line in each.again}
    if again:
        return _again(request, sheets, again, day)
    first = next((each.sheet.about.key for each in sorted_ if each.replies), "")
    return redirect(reverse("consents") + (f"#{first}" if first else ""))


def _record(request: HttpRequest, each: Taken) -> None:
    """One action per data subject, and what to say of it."""
    if not each.replies:
        return
    about = each.sheet.about
    actor = actor_of(request)
    answer(
        actor,
        person=about.person,
        school=about.school,
        pupil=about.pupil,
        by=about.by,
        replies=[reply for _, reply in each.replies],
        how=How.PORTAL,
        language=reader_language(),
    )
    chosen = [(line, YES if reply.answer is Answer.GIVEN else NO) for line, reply in each.replies]
    messages.success(request, str(words.kept(each.sheet, chosen)))


def _say_overruled(request: HttpRequest, kept: Sequence[Taken], day: date) -> None:
    """Say it where a no from another screen stands before a yes that was just given."""
    yes = {
        line.key
        for each in kept
        for line, reply in each.replies
        if reply.answer is Answer.GIVEN and each.sheet.about.right is not Right.SHARED
    }
    if not yes:
        return
    for sheet in sheets_of(actor_of(request), day):
        for line in sheet.lines:
            if line.key in yes and line.waits:
                messages.warning(request, str(words.WAITS.with_(place=line.place, name=sheet.about.name)))
            elif line.key in yes and line.answered not in (None, Answer.GIVEN):
                messages.warning(request, str(words.STRICTEST.with_(place=line.place)))


def _again(request: HttpRequest, sheets: list[Sheet], again: Mapping[str, Line], day: date) -> HttpResponse:
    same = {sheet.about.key for sheet in sheets if sheet.same}
    by_hand = {sheet.about.key for sheet in sheets if sheet.by_hand}
    choices = {key: line.choice for key, line in again.items()}
    shown = with_choices(sheets_of(actor_of(request), day), choices, same, by_hand)
    shown = [
        replace(
            sheet,
            lines=tuple(replace(x, error=again[x.key].error) if x.key in again else x for x in sheet.lines),
        )
        for sheet in shown
    ]
    return _show(request, shown, day, status=409)


def _change_one(request: HttpRequest, sheets: list[Sheet], posted: Mapping[str, str], day: date) -> HttpResponse:
    """A kept answer is turned round in one tap and kept at once; what else was chosen stays chosen."""
    key, _, value = posted["nu"].rpartition("-")
    wanted = fields_in({f"a-{key}": value})
    if not wanted:
        raise NotHere
    about = {sheet.about.key: sheet for sheet in sheets if sheet.about.answers}
    if wanted[0].about not in about:
        _refuse(request, wanted[0])
    sheet = about[wanted[0].about]
    line = next((x for x in sheet.lines if x.key == wanted[0].key), None)
    same, by_hand = set(request.POST.getlist("zelfde")), set(request.POST.getlist("zelf"))
    choices = {field.key: field.value for field in fields_in(posted)}
    if line is None or line.answered is None:
        messages.warning(request, str(GONE))
    elif value in (YES, NO) and (value == YES) != line.said_yes:
        found = taken(sheet, wanted, posted)
        if found.again:
            return _again(request, with_choices(sheets, choices, same, by_hand), {x.key: x for x in found.again}, day)
        _record(request, found)
        _say_overruled(request, [found], day)
        if sheet.about.right is Right.SHARED:
            messages.info(request, str(_told(found, line)))
    if choices:
        return _show(request, with_choices(sheets_of(actor_of(request), day), choices, same, by_hand), day)
    return redirect(f"{reverse('consents')}#{sheet.about.key}")


def _told(found: Taken, line: Line) -> Words:
    given = found.replies[0][1].answer is Answer.GIVEN
    return words.TAKEN_BACK.with_(place=line.place) if given else words.GUARDIANS_TOLD


def _refuse(request: HttpRequest, field: Field) -> None:
    """An answer about somebody for whom this reader cannot answer: the action refuses and logs it. Else: not here."""
    actor = actor_of(request)
    number = field.about[1:]
    pupil = None
    if field.about.startswith("p") and number.isdigit() and len(number) < 12:
        rows = Pupil.objects.select_related("person", "school__board")
        pupil = rows.filter(pk=int(number), board__in=actor.boards).first()
    if pupil is None:
        raise NotHere
    question = Question.objects.filter(pk=field.question, channel__school=pupil.school).first()
    by = Person.objects.filter(pk__in=[h.person for h in actor.hats if h.person and h.board == pupil.board_id]).first()
    if question is None or by is None:
        raise NotHere
    answer(
        actor,
        person=pupil.person,
        school=pupil.school,
        pupil=pupil,
        by=by,
        replies=[Reply(question, Answer.REFUSED)],
        how=How.PORTAL,
    )
    raise NotHere


def _show(request: HttpRequest, sheets: list[Sheet], day: date, *, status: int = 200) -> HttpResponse:
    people = [sheet.about for sheet in sheets]
    extras = extras_for(actor_of(request), people, day)
    main = [s for s in sheets if s.about.pupil is not None]
    selves = [s for s in sheets if s.about.pupil is None and s.lines]
    if not main:
        main, selves = selves, []
    schools = _schools(sheets)
    shown = published_with([s.about.person.pk for s in sheets if s.about.answers], day)
    _say_where(request, schools)
    return render(
        request,
        "consent/parents/page.html",
        {
            "heading": words.heading(sheets),
            "sheets": [_drawn(sheet, shown, day, several=len(schools) > 1) for sheet in main],
            "selves": [_drawn(sheet, shown, day) for sheet in selves],
            "parts": extras,
            "parts_above": any(not part.below for part in extras),
            "waiting": words.waiting_for(main if _to_choose(main) else selves),
            "has_form": any(s.lines for s in sheets),
            "to_keep": _to_choose(sheets),
            "shared": any(s.about.right is Right.SHARED for s in sheets),
            "each_time": any(s.each_time for s in sheets if s.about.answers),
            "year": main[0].year.name if main else None,
            "keeps_published": is_known(),
        },
        status=status,
    )


def _to_choose(sheets: Sequence[Sheet]) -> bool:
    return any(line.answered is None for sheet in sheets for line in sheet.lines)


def _drawn(sheet: Sheet, shown: Mapping[int, Any], day: date, *, several: bool = False) -> dict[str, Any]:
    """One data subject for the page; with `several` schools on it, each child names its own."""
    about = sheet.about
    age = norms.on(day, sector=about.school.sector)["age.own-decision"].amount
    return {
        "sheet": sheet,
        "about": about,
        "explanation": words.explanation(about, age),
        "published": shown.get(about.person.pk, []),
        "facts": [Fact(Words("School", "School"), about.school.name)] if several else [],
        "school_name": "" if about.place_hidden else about.school.name,
    }


def _schools(sheets: Sequence[Sheet]) -> list[School]:
    """The schools of everybody on the page; none when the reader may not know where one of them is."""
    if any(sheet.about.place_hidden for sheet in sheets):
        return []
    return list({sheet.about.school.pk: sheet.about.school for sheet in sheets}.values())


def _say_where(request: HttpRequest, schools: Sequence[School]) -> None:
    """The frame names the school when all of it is about one; of several the board that they share."""
    boards = {school.board_id: school.board for school in schools}
    if len(schools) == 1:
        request.where = Where(schools[0].name, schools[0].board.name)  # type: ignore[attr-defined]
    elif len(boards) == 1:
        request.where = Where(schools[0].board.name)  # type: ignore[attr-defined]

"""Taking over consents from the pupil administration: hand in, point out columns, see what would change, decide."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from vuistregel import clock
from vuistregel.access.actor import Subject
from vuistregel.access.gate import page
from vuistregel.actions import Refused
from vuistregel.consent.actions.taking_over import take_over as do_take_over
from vuistregel.consent.taking_over.columns import FIELDS, missing, remember, suggested
from vuistregel.consent.taking_over.judging import Difference, judge
from vuistregel.consent.taking_over.reading import LIMITS, Fault, read_rows
from vuistregel.keys import spool as spools
from vuistregel.keys.errors import FileRefused, SpoolGone
from vuistregel.organisation.models import School
from vuistregel.organisation.pages.place import actor_of, listed, said, school_here
from vuistregel.organisation.roster.memory import file_of
from vuistregel.organisation.roster.reading import read_headers
from vuistregel.organisation.roster.reading.problems import Problem
from vuistregel.organisation.subjects import of_school
from vuistregel.ui import numbers
from vuistregel.words import Words

_UPLOAD, _ABOUT = "upload", "about"


def of_file(request: HttpRequest, school: int, spool: UUID, **_: Any) -> Subject | None:
    """A file that was handed in for this school; another school's file is not there."""
    return of_school(request, school) if _about(school, spool) is not None else None


def _about(school: int, key: UUID) -> dict[str, Any] | None:
    """What was said with the file: its school, and the words of the form."""
    try:
        records = list(spools.load(key).records(_ABOUT))
    except SpoolGone:
        return None
    return records[-1] if records and records[-1].get("school") == school else None


@page(category="consent", verb="write", subject=of_school)
def take_over(request: HttpRequest, school: int) -> HttpResponse:
    """Hand in a file."""
    here = school_here(request, school)
    fault: Words | None = None
    if request.method == "POST":
        upload = request.FILES.get("bestand")
        if upload is None:
            fault = Words("Kies eerst een bestand.", "Choose a file first.")
        else:
            try:
                key = _receive(here, upload, request.POST.get("tekst", ""))
                return redirect("take_over_file", school=school, spool=key)
            except FileRefused as refused:
                fault = refused.words
    context = {"school": here, "fields": FIELDS, "fault": fault, "text": request.POST.get("tekst", "")}
    return render(request, "consent/office/take_over.html", context, status=422 if fault else 200)


def _receive(school: School, upload: Any, text: str) -> UUID:
    box = spools.create(school.board.key)
    try:
        box.take(_UPLOAD, upload, limit=LIMITS.file)
        with box.writer(_ABOUT) as out:
            out.append({"school": school.pk, "text": text[: LIMITS.text]})
    except BaseException:
        box.delete()
        raise
    return box.id


@page(category="consent", verb="write", subject=of_file)
def take_over_file(request: HttpRequest, school: int, spool: UUID) -> HttpResponse:
    """What a file would change; with its columns pointed out first where their names do not say it."""
    here = school_here(request, school)
    about = _about(school, spool)
    if about is None:
        raise Http404
    with file_of(spools.load(spool), _UPLOAD) as path:
        return _answer(request, here, spool, path, about["text"])


def _answer(request: HttpRequest, here: School, key: UUID, path: Path, text: str) -> HttpResponse:
    headers = read_headers(path, limits=LIMITS)
    if isinstance(headers, Problem):
        return _show(request, here, Difference((), (), (Fault(headers.words, headers.line),)), 422)
    columns = suggested(here, headers)
    verb = request.POST.get("wat") if request.method == "POST" else ""
    if verb == "weg":
        spools.load(key).delete()
        said(request, Words("Het bestand is weggelegd.", "The file was put aside."))
        return redirect("school_consent", school=here.pk)
    faults: list[Words] = []
    if verb == "kolommen":
        chosen = [(h, request.POST.get(f"kolom-{n}", "")) for n, h in enumerate(headers)]
        columns = {header: field for header, field in chosen if field in {f.name for f in FIELDS}}
        if len(set(columns.values())) < len(columns):
            faults.append(Words("Kies elke betekenis maar één keer.", "Choose each meaning only once."))
        elif not missing(columns):
            remember(here, columns)
            return redirect("take_over_file", school=here.pk, spool=key)
    if faults or missing(columns) or request.GET.get("kolommen"):
        return _columns(request, here, headers, columns, faults, status=422 if verb == "kolommen" else 200)
    today = clock.today()
    rows, problems = read_rows(path, columns, today)
    found = judge(here, rows, problems, today, text)
    if verb != "neem":
        return _show(request, here, found)
    try:
        count = do_take_over(actor_of(request), school=here, found=found)
    except Refused as refused:
        return _show(request, here, found, 409, refused=refused.decision)
    spools.load(key).delete()
    said(
        request,
        numbers.counted(
            count,
            Words("Eén antwoord is overgenomen.", "One answer was taken over."),
            Words("{number} antwoorden zijn overgenomen.", "{number} answers were taken over."),
        ),
    )
    return redirect("school_consent", school=here.pk)


def _columns(
    request: HttpRequest,
    here: School,
    headers: tuple[str, ...],
    columns: dict[str, str],
    faults: list[Words],
    status: int,
) -> HttpResponse:
    context = {
        "school": here,
        "fields": FIELDS,
        "missing": missing(columns),
        "faults": faults,
        "columns": [(n, header, columns.get(header, "")) for n, header in enumerate(headers)],
    }
    return render(request, "consent/office/columns.html", context, status=status)


def _show(request: HttpRequest, here: School, found: Difference, status: int = 200, **more: Any) -> HttpResponse:
    page_of_faults = listed(request, found.faults)
    context = {
        "school": here,
        "found": found,
        "heading": heading(found),
        "faults": page_of_faults,
        "listed": page_of_faults,
    }
    return render(request, "consent/office/difference.html", context | more, status=status)


def heading(found: Difference) -> Words:
    """What the file would do, in one sentence."""
    if found.faults:
        return numbers.counted(
            len(found.faults),
            Words("Er staat één fout in dit bestand.", "This file has one error."),
            Words("Er staan {words} fouten in dit bestand.", "This file has {words} errors."),
        )
    if not found.new:
        return Words("Al deze antwoorden zijn al overgenomen.", "All these answers were taken over already.")
    return numbers.counted(
        len(found.new),
        Words("Dit bestand geeft één nieuw antwoord.", "This file gives one new answer."),
        Words("Dit bestand geeft {words} nieuwe antwoorden.", "This file gives {words} new answers."),
    )

"""The import on screen: hand in, watch it being read, see the difference, decide."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from vuistregel.access.actor import Subject
from vuistregel.access.gate import page
from vuistregel.actions import Refused
from vuistregel.keys import spool
from vuistregel.keys.errors import FileRefused, SpoolGone
from vuistregel.organisation.models import ColumnMapping, ImportRun, School
from vuistregel.organisation.roster import present
from vuistregel.organisation.roster.apply import apply_import
from vuistregel.organisation.roster.memory import file_of
from vuistregel.organisation.roster.reading import Mapping, read_headers
from vuistregel.organisation.roster.reading.kinds import told_by_head
from vuistregel.organisation.roster.reading.mapping import fields_of
from vuistregel.organisation.roster.reading.problems import Problem
from vuistregel.organisation.roster.reading.tables import read_samples
from vuistregel.organisation.roster.runs import UPLOAD, drop, read_again, receive, shown
from vuistregel.organisation.roster.work import hand_over, remembered, subject_of, suggestion
from vuistregel.organisation.subjects import of_school
from vuistregel.ui.context import Where
from vuistregel.words import Words

KINDS = ("roster", "contacts")


def _school(request: HttpRequest, school: int) -> School:
    row = School.objects.select_related("board").get(pk=school)
    request.where = Where(row.name, row.board.name)  # type: ignore[attr-defined]
    return row


def _subject(request: HttpRequest, school: int, run: UUID, **_: Any) -> Subject | None:
    """The subject of a run, which must be of that school."""
    known = ImportRun.objects.filter(key=run, school=school).exists()
    return of_school(request, school) if known else None


def _run(run: UUID) -> ImportRun:
    return ImportRun.objects.select_related("school__board").get(key=run)


@page(category="roster", verb="import", subject=of_school)
def start(request: HttpRequest, school: int) -> HttpResponse:
    """Hand in a file of pupils or of parents, and see what came in before."""
    row = _school(request, school)
    fault: Words | None = None
    kind = ""
    if request.method == "POST":
        upload = request.FILES.get("bestand")
        kind = request.POST.get("soort", "")
        if kind not in KINDS:
            raise Http404
        if upload is None:
            fault = Words("Kies eerst een bestand.", "Choose a file first.")
        else:
            try:
                return redirect("import_run", school=school, run=_hand_in(request, row, kind, upload).key)
            except FileRefused as refused:
                fault = refused.words
    runs = ImportRun.objects.filter(school=row).order_by("-made_at")[:10]
    context = {"school": row, f"fault_{kind}": fault, "runs": [present.line_of(r) for r in runs]}
    return render(request, "roster/start.html", context, status=422 if fault else 200)


def _hand_in(request: HttpRequest, school: School, kind: str, upload: Any) -> ImportRun:
    box = spool.create(school.board.key)
    try:
        upload.seek(0)
        box.take(UPLOAD, upload)
        with file_of(box, UPLOAD) as path:
            wrong = told_by_head(path, kind, mapped=remembered(school, kind, read_headers(path)) is not None)
        if wrong is not None:
            raise FileRefused(wrong.words)
        run = receive(request.actor, school=school, kind=kind, spool_id=box.id)  # type: ignore[attr-defined]
    except BaseException:
        box.delete()
        raise
    hand_over(run)
    return run


@page(category="roster", verb="import", subject=_subject)
def run_page(request: HttpRequest, school: int, run: UUID) -> HttpResponse:
    """A file on its way: being read, waiting for columns, its errors, its difference, or what came of it."""
    row, this = _school(request, school), _run(run)
    context: dict[str, Any] = {"school": row, "run": this}
    if this.state in ("uploaded", "staging"):
        template = "roster/progress.html"
        if getattr(request, "htmx", False):
            return render(request, "roster/progress_part.html", context)
        return render(request, template, context)
    if getattr(request, "htmx", False):
        # The reading is over: have the whole page come.
        return HttpResponse(status=204, headers={"HX-Refresh": "true"})
    if this.state == "mapping":
        return redirect("import_columns", school=school, run=run)
    return _ended_or_shown(request, context, this)


def _ended_or_shown(
    request: HttpRequest,
    context: dict[str, Any],
    run: ImportRun,
    *,
    choices: dict[str, str] | None = None,
    refused: Refused | None = None,
) -> HttpResponse:
    status = 409 if refused else 200
    if run.state in ("shown", "refused"):
        try:
            view = shown(run)
        except SpoolGone:
            return render(request, "roster/ended.html", context | {"gone": True, "line": present.line_of(run)})
        context |= {"refused": refused.decision if refused else None}
        if run.state == "refused":
            return render(request, "roster/faults.html", context | {"faults": view.findings})
        difference = present.difference(run, view, choices or {})
        return render(request, "roster/difference.html", context | {"difference": difference}, status=status)
    return render(
        request, "roster/ended.html", context | {"line": present.line_of(run), "figures": present.figures(run)}
    )


@page(category="roster", verb="import", subject=_subject)
def apply(request: HttpRequest, school: int, run: UUID) -> HttpResponse:
    """Take the file in, with the choices made on its page. Refused: the page again, with what was chosen kept."""
    if request.method != "POST":
        raise Http404
    row, this = _school(request, school), _run(run)
    choices = {name.removeprefix("keuze-"): str(v) for name, v in request.POST.items() if name.startswith("keuze-")}
    departures = request.POST.get("vertrokken") == "ja"
    left = request.POST.get("vertrokken") == "nee"
    try:
        apply_import(request.actor, run=this, choices=choices, departures_confirmed=departures, leave_departed=left)  # type: ignore[attr-defined]
    except Refused as refused:
        this.refresh_from_db()
        return _ended_or_shown(request, {"school": row, "run": this}, this, choices=choices, refused=refused)
    messages.success(request, str(Words("Het bestand is ingelezen.", "The file was taken in.")))
    return redirect("import_run", school=school, run=run)


@page(category="roster", verb="import", subject=_subject)
def again(request: HttpRequest, school: int, run: UUID) -> HttpResponse:
    """Make the difference anew, because something changed at the school since."""
    if request.method != "POST":
        raise Http404
    try:
        read_again(request.actor, _run(run))  # type: ignore[attr-defined]
    except SpoolGone:
        messages.error(request, str(present.GONE))
    return redirect("import_run", school=school, run=run)


@page(category="roster", verb="import", subject=_subject)
def drop_run(request: HttpRequest, school: int, run: UUID) -> HttpResponse:
    """Put the file aside; nothing of it stays."""
    if request.method != "POST":
        raise Http404
    drop(request.actor, run=_run(run))  # type: ignore[attr-defined]
    messages.success(
        request, str(Words("Het bestand is weggelegd en opgeruimd.", "The file was put aside and removed."))
    )
    return redirect("import", school=school)


@page(category="roster", verb="import", subject=_subject)
def columns(request: HttpRequest, school: int, run: UUID) -> HttpResponse:
    """Which column means what: suggested by name, decided by a person, remembered for the next time."""
    row, this = _school(request, school), _run(run)
    if this.state != "mapping" or this.spool is None:
        return redirect("import_run", school=school, run=run)
    with file_of(spool.load(this.spool), UPLOAD) as path:
        headers = read_headers(path)
        samples = [] if isinstance(headers, Problem) else read_samples(path, len(headers))
    if isinstance(headers, Problem):
        return render(
            request,
            "roster/ended.html",
            {"school": row, "run": this, "line": present.line_of(this), "fault": headers.sentence},
        )
    subject = subject_of(this.kind)
    mapping = suggestion(row, this.kind, headers)
    faults: list[Words] = []
    if request.method == "POST":
        pairs = tuple((h, request.POST[f"kolom-{n}"]) for n, h in enumerate(headers) if request.POST.get(f"kolom-{n}"))
        try:
            mapping = Mapping(mapping.subject, pairs)
            faults = [
                Words("Er is nog geen kolom voor: {what}.", "There is no column yet for: {what}.").with_(what=w)
                for w in mapping.missing
            ]
        except ValueError:
            faults = [Words("Kies elke betekenis maar een keer.", "Choose each meaning only once.")]
        if not faults:
            ColumnMapping.objects.update_or_create(
                board=row.board, school=row, subject=subject, defaults={"columns": mapping.as_data()}
            )
            ImportRun.objects.filter(pk=this.pk).update(seen_at=None)
            present.back_to_reading(this)
            hand_over(this)
            return redirect("import_run", school=school, run=run)
    chosen = dict(mapping.columns)
    context = {
        "school": row,
        "run": this,
        "faults": faults,
        "fields": fields_of(mapping.subject),
        "columns": [(n, h, chosen.get(h, ""), s) for n, (h, s) in enumerate(zip(headers, samples, strict=True))],
    }
    return render(request, "roster/columns.html", context, status=422 if faults else 200)

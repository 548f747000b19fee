"""The contact lists of a group: as a page, and as copies to hand out (R5.18-R5.22)."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.text import slugify

from vuistregel import clock
from vuistregel.access.actor import Subject
from vuistregel.access.gate import page
from vuistregel.actions import Refused
from vuistregel.consent.actions.lists import Made, make_copy, mend_copy
from vuistregel.consent.forms.lists import CopyForm
from vuistregel.consent.lists.drawn import drawn
from vuistregel.consent.lists.entries import GroupList, group_list
from vuistregel.consent.lists.overview import ADDRESS, SLUGS, copies_of, lists_of, standing_of
from vuistregel.consent.lists.papers import TITLES, paper, parts, title
from vuistregel.consent.models import ListCopy
from vuistregel.documents import pdf, spreadsheet
from vuistregel.organisation.models import Group
from vuistregel.organisation.pages.place import actor_of, complain, may, said, school_here
from vuistregel.organisation.subjects import of_group
from vuistregel.words import Words, reader_language

_SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_MENDED = Words("Bewaard. De kopie is weer goed.", "Saved. The copy is right again.")


def of_list(request: HttpRequest, group: int, kind: str, **_: Any) -> Subject | None:
    """The subject of a page about one list of a group."""
    return of_group(request, group) if kind in SLUGS else None


def of_copy(request: HttpRequest, group: int, kind: str, number: int) -> Subject | None:
    """The subject of a page about one copy."""
    found = of_list(request, group, kind)
    there = ListCopy.objects.filter(group=group, kind=SLUGS.get(kind, ""), number=number).exists()
    return found if there else None


@page(category="contact_list", subject=of_group)
def group_lists(request: HttpRequest, group: int) -> HttpResponse:
    """The lists of a group: how many families are on each, and the copies that went out."""
    row = _group(request, group)
    day = clock.today()
    lists = [
        {"title": TITLES[found.kind], "detail": standing_of(found), "slug": ADDRESS[found.kind], "icon": "list"}
        for found in lists_of(row, day)
    ]
    copies = copies_of(row, day)
    open_ = [copy for copy in copies if copy.gone is not None]
    context = {
        "group": row,
        "heading": _MANY if open_ else _LISTS.with_(group=row.name),
        "lists": lists,
        "copies": copies,
        "may_write": may(request, "write", "contact_list", _subject(row)),
    }
    return render(request, "consent/lists/lists.html", context)


_LISTS = Words("Lijsten van groep {group}", "Lists of group {group}")
_MANY = Words("Er moet iemand van een kopie af.", "Somebody must be taken off a copy.")


@page(category="contact_list", subject=of_list, POST="write")
def contact_list(request: HttpRequest, group: int, kind: str) -> HttpResponse:
    """One list as it is today; making a copy is what its form posts."""
    row = _group(request, group)
    wanted = SLUGS[kind]
    found = group_list(row, wanted, clock.today())
    if request.method != "POST":
        return _show(request, found, kind, None)
    form = CopyForm(request.POST)
    if not form.is_valid():
        return _show(request, found, kind, form, status=422)
    try:
        made = make_copy(
            actor_of(request),
            group=row,
            kind=wanted,
            form=ListCopy.Forms(form.cleaned_data["form"]),
            language=form.cleaned_data["language"],
        )
    except Refused as refused:
        complain(form, refused.decision.reasons[0].text)
        return _show(request, found, kind, form, status=422)
    if made.copy.form == ListCopy.Forms.PAPER:
        return redirect("list_copy", group=group, kind=kind, number=made.copy.number)
    return _file(made)


def _show(request: HttpRequest, found: GroupList, kind: str, form: CopyForm | None, status: int = 200) -> HttpResponse:
    language = reader_language()
    context = {
        "group": found.group,
        "title": title(found.kind, found.group),
        "heading": standing_of(found),
        "parts": drawn(parts(found, language, clock.today())),
        "any": bool(found.entries),
        "slug": kind,
        "form": form or CopyForm(initial={"form": ListCopy.Forms.PDF.value, "language": language}),
        "may_write": may(request, "write", "contact_list", _subject(found.group)),
    }
    return render(request, "consent/lists/list.html", context, status=status)


def _file(made: Made) -> HttpResponse:
    found = paper(made.list, made.copy, made.copy.made_on)
    is_pdf = made.copy.form == ListCopy.Forms.PDF
    content = pdf(found) if is_pdf else spreadsheet(found)
    response = HttpResponse(content, content_type="application/pdf" if is_pdf else _SHEET)
    name = slugify(found.title) or "lijst"
    suffix = "pdf" if is_pdf else "xlsx"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}-{made.copy.number}.{suffix}"'
    response.headers["Cache-Control"] = "no-store"
    return response


@page(category="contact_list", subject=of_copy)
def list_copy(request: HttpRequest, group: int, kind: str, number: int) -> HttpResponse:
    """A copy on a page of its own, to print. Who may no longer stand on it is not there any more."""
    row = _group(request, group)
    copy = _copy(row, kind, number)
    found = group_list(row, SLUGS[kind], clock.today())
    there = set(copy.persons.filter(gone_on__isnull=True).values_list("person", flat=True))
    only = tuple(entry for entry in found.entries if entry.person in there)
    shown = GroupList(found.group, found.kind, found.place, only, found.families)
    made = paper(shown, copy, clock.today())
    context = {"group": row, "paper": made, "parts": drawn(parts(shown, copy.language, clock.today()))}
    return render(request, "consent/lists/copy.html", context)


@page(category="contact_list", verb="write", subject=of_copy)
def list_copy_mended(request: HttpRequest, group: int, kind: str, number: int) -> HttpResponse:
    """Say that whoever had to go was taken off a copy."""
    row = _group(request, group)
    if request.method == "POST":
        mend_copy(actor_of(request), copy=_copy(row, kind, number))
        said(request, _MENDED)
    return redirect("group_lists", group=group)


def _group(request: HttpRequest, key: int) -> Group:
    row = get_object_or_404(Group.objects.select_related("school__board"), pk=key)
    school_here(request, row.school_id)
    return row


def _copy(group: Group, kind: str, number: int) -> ListCopy:
    rows = ListCopy.objects.select_related("made_by", "group").filter(board=group.board_id, group=group)
    copy = rows.filter(kind=SLUGS[kind], number=number).first()
    if copy is None:
        raise Http404
    return copy


def _subject(group: Group) -> Subject:
    return Subject(board=group.board_id, school=group.school_id, groups=frozenset({group.pk}))

"""The guide: the norms then and now, and the chapters of the handbook. Open to anyone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from vuistregel import clock, norms
from vuistregel.access.gate import page
from vuistregel.guide.chapters import chapters
from vuistregel.norms import Norm, Pair
from vuistregel.norms.model import Shelf
from vuistregel.steps.catalogue import STEPS
from vuistregel.ui import days, norm_notes
from vuistregel.words import Words

#: The day in the handbook's time on which its scenarios stand (head of the requirements).
HANDBOOK_DAY = date(2016, 3, 1)


@dataclass(frozen=True, slots=True)
class ShelfView:
    shelf: Shelf
    pairs: tuple[Pair, ...]


def _day(request: HttpRequest, name: str, otherwise: date) -> date:
    try:
        return date.fromisoformat(request.GET[name]) if request.GET.get(name) else otherwise
    except ValueError as wrong:
        raise Http404 from wrong


@page(category="public")
def norms_page(request: HttpRequest) -> HttpResponse:
    """Every norm, then and now side by side, by the shelf that a lawyer looks for."""
    then, now = _day(request, "toen", HANDBOOK_DAY), _day(request, "nu", clock.today())
    wanted = request.GET.get("zoek", "").strip().lower()
    only_changed = request.GET.get("anders") == "ja"
    pairs = [
        p
        for p in norms.then_and_now(norms.book(), then, now)
        if (not only_changed or p.changed) and (not wanted or _mentions(p, wanted))
    ]
    shelves = {s.key: s for s in norms.book().shelves}
    views = [ShelfView(shelves[key], tuple(group)) for key, group in groupby(pairs, key=lambda p: p.shelf)]
    return render(
        request,
        "guide/norms.html",
        {
            "shelves": views,
            "then": then,
            "now": now,
            "release": norms.release(),
            "differences": norms.differences(),
            "wanted": wanted,
            "only_changed": only_changed,
            "count": len(pairs),
        },
    )


def _mentions(pair: Pair, wanted: str) -> bool:
    rows: Sequence[Norm] = (*pair.then, *pair.now)
    text = " ".join(
        (
            pair.id,
            pair.title.nl,
            pair.title.en,
            *(
                f"{n.text.nl} {n.text.en} {n.article} {n.reference.nl} {n.reference.en} {' '.join(n.handbook)}"
                for n in rows
            ),
        )
    )
    return wanted in text.lower()


@page(category="public")
def norm_page(request: HttpRequest, norm: str) -> HttpResponse:
    """One norm with all its periods, sources and state of verification."""
    periods = norms.book().periods(norm)
    if not periods:
        raise Http404
    ordered = sorted(periods, key=lambda n: n.valid_from or date.min, reverse=True)
    sources = norms.book().sources
    rows = [
        {
            "norm": n,
            "note": norm_notes.of(n),
            "period": _period(n),
            "sources": [sources[key] for key in n.sources],
            "today": n.in_force(clock.today()),
        }
        for n in ordered
    ]
    return render(request, "guide/norm.html", {"title": periods[0].title, "id": norm, "rows": rows})


def _period(norm: Norm) -> Words:
    if norm.valid_from is None and norm.valid_to is None:
        return Words("zonder begindatum", "without a starting date")
    if norm.valid_to is None:
        assert norm.valid_from is not None
        return Words("sinds {day}", "since {day}").with_(day=days.plain(norm.valid_from))
    if norm.valid_from is None:
        return Words("tot en met {day}", "until {day}").with_(day=days.plain(norm.valid_to))
    return Words("van {start} tot en met {end}", "from {start} to {end}").with_(
        start=days.plain(norm.valid_from), end=days.plain(norm.valid_to)
    )


@page(category="public")
def contents(request: HttpRequest) -> HttpResponse:
    """The chapters in a row."""
    return render(request, "guide/contents.html", {"chapters": chapters()})


@page(category="public")
def chapter(request: HttpRequest, number: int) -> HttpResponse:
    """One chapter: gist, rules, the norms that carry it today, the steps that it belongs to."""
    found = next((c for c in chapters() if c.number == number), None)
    if found is None:
        raise Http404
    steps = [s for s in STEPS if s.chapter == number]
    today = norms.on(clock.today())
    carried = [n.id for key in found.norms if (n := _held(today, key)) is not None]
    return render(request, "guide/chapter.html", {"chapter": found, "steps": steps, "norms": carried})


def _held(day_norms: norms.NormsOfDay, key: str) -> Norm | None:
    try:
        return day_norms.get(key)
    except norms.NormAmbiguous:
        return None

"""Authority of all guardians of a school in one list: one tap per answer."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import OuterRef, Subquery
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from vuistregel import clock
from vuistregel.access.gate import page
from vuistregel.checks import CHECKS, On
from vuistregel.organisation import actions
from vuistregel.organisation.forms.pupil import AuthorityForm
from vuistregel.organisation.models import Guardianship, Placement, School
from vuistregel.organisation.pages.place import actor_of, listed, may, place_of, said, said_before, school_here
from vuistregel.organisation.pages.pupil import ANSWERS
from vuistregel.organisation.pages.pupil_view import RELATIONS
from vuistregel.organisation.periods import open_on
from vuistregel.organisation.subjects import of_school
from vuistregel.rows import StaleRow
from vuistregel.ui import numbers
from vuistregel.words import Words

CLAIMS = {
    "yes": Words("Bestand: gezag", "File: authority"),
    "no": Words("Bestand: geen gezag", "File: no authority"),
    "unknown": Words("Bestand: niets bekend", "File: nothing known"),
}


@dataclass(frozen=True, slots=True)
class Question:
    """One guardian who was not asked yet (or whose answer somebody else just gave)."""

    row: Guardianship
    relation: Words
    claim: Words
    group: str
    typed: str = ""


@page(category="authority", subject=of_school, POST="confirm")
def authority(request: HttpRequest, school: int) -> HttpResponse:
    """Who still has to be asked, and the answers."""
    here = school_here(request, school)
    if request.method == "POST":
        return _answer(request, here)
    return _show(request, here)


def _show(
    request: HttpRequest, here: School, *, stale: Guardianship | None = None, typed: str = "", status: int = 200
) -> HttpResponse:
    rows = CHECKS["organisation.authority_confirmed"].rows(On(clock.today())).filter(at=here.pk)
    total, done = rows.count(), rows.filter(ok=True).count()
    own_group = (
        Placement.objects.filter(open_on(clock.today()), pupil=OuterRef("pupil"))
        .order_by("group__composite", "group__name")
        .values("group__name")[:1]
    )
    asked = (
        Guardianship.objects.filter(pk__in=rows.filter(ok=False).values("pk"))
        .exclude(pk__in=[stale.pk] if stale else [])
        .annotate(own_group=Subquery(own_group))
        .select_related("person", "pupil__person")
        .order_by("own_group", "pupil__person__sort_key", "pk")
    )
    shown = listed(request, asked)
    questions = [
        Question(g, RELATIONS[g.relation], CLAIMS[g.claimed], getattr(g, "own_group", None) or "") for g in shown
    ]
    if stale is not None:
        questions.insert(0, Question(stale, RELATIONS[stale.relation], CLAIMS[stale.claimed], "", typed))
    context = {
        "school": here,
        "heading": heading(total, done),
        "questions": questions,
        "listed": shown,
        "total": total,
        "done": done,
        "progress": Words("{done} van de {total} bevestigd", "{done} of the {total} confirmed").with_(
            done=numbers.figures(done), total=numbers.figures(total)
        ),
        "may_confirm": may(request, "confirm", "authority", place_of(here)),
        "stale": StaleRow.words if stale else None,
    }
    return render(request, "organisation/authority.html", context, status=status)


def heading(total: int, done: int) -> Words:
    """How far the asking is, in one sentence."""
    if not total:
        return Words("Er zijn geen ouders om naar te vragen.", "There are no parents to ask about.")
    if done == total:
        return Words(
            "Van elke ouder is bekend of er gezag is.", "For every parent it is known whether there is authority."
        )
    left = total - done
    return numbers.counted(
        left,
        Words(
            "Van één ouder weten wij niet of er gezag is.", "For one parent we do not know whether there is authority."
        ),
        Words(
            "Van {words} ouders weten wij niet of er gezag is.",
            "For {words} parents we do not know whether there is authority.",
        ),
    )


def _answer(request: HttpRequest, here: School) -> HttpResponse:
    form = AuthorityForm(request.POST)
    if not form.is_valid():
        raise Http404
    given = form.cleaned_data
    row = (
        Guardianship.objects.filter(pk=given["guardianship"], pupil__school=here)
        .select_related("person", "pupil__person", "pupil__school")
        .first()
    )
    if row is None:
        raise Http404
    try:
        actions.confirm_authority(
            actor_of(request), guardianship=row, authority=given["authority"], shown=given["version"]
        )
    except StaleRow:
        row.refresh_from_db()
        if not said_before(actor_of(request), row, given["authority"]):
            return _show(request, here, stale=row, typed=given["authority"], status=409)
    said(request, ANSWERS[given["authority"]].with_(guardian=row.person.name, pupil=row.pupil.person.short_name))
    number = request.GET.get("bladzijde", "")
    return redirect(reverse("authority", args=[here.pk]) + (f"?bladzijde={number}" if number.isdigit() else ""))

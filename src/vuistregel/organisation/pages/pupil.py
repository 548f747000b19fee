"""One pupil: who decides, the guardians, protection, own say, groups; and what is recorded about them here."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from vuistregel import clock
from vuistregel.access.gate import page
from vuistregel.actions import log_read
from vuistregel.organisation import actions
from vuistregel.organisation.forms.pupil import AuthorityForm, RaiseForm, RestrictionForm, StrictForm, ToldForm
from vuistregel.organisation.models import (
    ContactRestriction,
    Guardianship,
    Person,
    Placement,
    Pupil,
    RaisedConfidentiality,
)
from vuistregel.organisation.pages.place import actor_of, of_pupil_at, said, said_before, school_here
from vuistregel.organisation.pages.pupil_view import pupil_view
from vuistregel.organisation.periods import open_on
from vuistregel.organisation.subjects import pupil_subject
from vuistregel.rows import StaleRow
from vuistregel.words import Words

SAVED = Words("Bewaard.", "Saved.")
ANSWERS = {
    "yes": Words("Bewaard. {guardian} heeft gezag over {pupil}.", "Saved. {guardian} has authority over {pupil}."),
    "no": Words(
        "Bewaard. {guardian} heeft geen gezag over {pupil}.", "Saved. {guardian} has no authority over {pupil}."
    ),
    "unknown": Words(
        "Bewaard. Van {guardian} is het gezag weer niet bevestigd.",
        "Saved. The authority of {guardian} is not confirmed any more.",
    ),
}
#: What a reader adds to the address to see what is very sensitive; the reading is logged.
SHOW, GUARDED = "toon", "geheim"


def show(
    request: HttpRequest, school: int, pupil: int, *, bound: tuple[Form, ...] = (), status: int = 200, **more: Any
) -> HttpResponse:
    """The page, with what was seen of very sensitive data in the log (R10.6)."""
    here = school_here(request, school)
    row = Pupil.objects.select_related("person", "school").get(pk=pupil)
    today = clock.today()
    place = pupil_subject(pupil, today)
    assert place is not None
    actor = actor_of(request)
    guarded = request.GET.get(SHOW) == GUARDED
    view = pupil_view(row, actor, place, today, guarded=guarded, bound=bound)
    if view.protection is not None and view.protection.any:
        log_read(actor, category="restriction", subject=place, page="pupil")
    if view.guarded_shown:
        log_read(actor, category="secret_contact", subject=place, page="pupil")
    return render(
        request, "organisation/pupil.html", {"view": view, "school": here, "today": today} | more, status=status
    )


@page(category="roster", subject=of_pupil_at)
def pupil(request: HttpRequest, school: int, pupil: int) -> HttpResponse:
    """One pupil of this school."""
    return show(request, school, pupil)


Recorder = Callable[[HttpRequest, Pupil], HttpResponse | None]


def recording(category: str, verb: str) -> Callable[[Recorder], Callable[..., HttpResponse]]:
    """A page that only takes a form about a pupil. Without a form, or when all went well, back to the pupil."""

    def declare(record: Recorder) -> Callable[..., HttpResponse]:
        @page(category=category, verb=verb, subject=of_pupil_at)
        def view(request: HttpRequest, school: int, pupil: int) -> HttpResponse:
            answer = None
            if request.method == "POST":
                row = Pupil.objects.select_related("person", "school__board").get(pk=pupil)
                answer = record(request, row)
            return answer or redirect("pupil", school=school, pupil=pupil)

        view.__name__, view.__doc__ = record.__name__, record.__doc__
        return view

    return declare


@recording("authority", "confirm")
def pupil_authority(request: HttpRequest, pupil: Pupil) -> HttpResponse | None:
    """Whether a guardian has authority: the answer, against the version that was shown."""
    form = AuthorityForm(request.POST)
    if not form.is_valid():
        raise Http404
    row = _of(Guardianship, pupil, form.cleaned_data["guardianship"])
    answer = form.cleaned_data["authority"]
    try:
        actions.confirm_authority(
            actor_of(request), guardianship=row, authority=answer, shown=form.cleaned_data["version"]
        )
    except StaleRow as stale:
        if not said_before(actor_of(request), row, answer):
            typed = {"stale": stale.words, "stale_at": row.pk, "typed": answer}
            return show(request, pupil.school_id, pupil.pk, status=409, **typed)
    said(request, ANSWERS[answer].with_(guardian=row.person.name, pupil=pupil.person.short_name))
    return None


@recording("authority", "confirm")
def pupil_strict(request: HttpRequest, pupil: Pupil) -> HttpResponse | None:
    """Whether pupil or parents asked for the strict age limit (T06)."""
    form = StrictForm(request.POST)
    if not form.is_valid():
        raise Http404
    strict = form.cleaned_data["strict"] == "yes"
    try:
        actions.set_strict_age(actor_of(request), pupil=pupil, strict=strict, shown=form.cleaned_data["version"])
    except StaleRow as stale:
        return show(request, pupil.school_id, pupil.pk, status=409, stale=stale.words, stale_at="strict", typed=strict)
    said(request, SAVED)
    return None


@recording("authority", "confirm")
def pupil_told(request: HttpRequest, pupil: Pupil) -> HttpResponse | None:
    """That a pupil was told of an own say, and how."""
    norm = request.POST.get("norm", "")
    if norm not in actions.pupils.TOLD:
        raise Http404
    form = ToldForm(request.POST, prefix=f"verteld-{norm}")
    if not form.is_valid():
        return show(request, pupil.school_id, pupil.pk, bound=(form,), status=422)
    actions.record_told(actor_of(request), pupil=pupil, norm=norm, how=form.cleaned_data["how"])
    said(request, Words("Bewaard. {pupil} weet het.", "Saved. {pupil} knows.").with_(pupil=pupil.person.short_name))
    return None


@recording("restriction", "write")
def pupil_restrict(request: HttpRequest, pupil: Pupil) -> HttpResponse | None:
    """Somebody who may not come near, may not be told, or may not collect. It holds at once."""
    form = RestrictionForm(_guardians(pupil), request.POST, prefix="beperking")
    if not form.is_valid():
        return show(request, pupil.school_id, pupil.pk, bound=(form,), status=422)
    given = form.cleaned_data
    person = form.people.get(given["person"])
    actions.restrict_contact(actor_of(request), pupil=pupil, person=person, kind=given["kind"], about=given["about"])
    said(request, Words("Bewaard. Dit geldt meteen.", "Saved. This holds at once."))
    return None


@recording("restriction", "write")
def pupil_lift(request: HttpRequest, pupil: Pupil) -> HttpResponse | None:
    """End a restriction."""
    row = _of(ContactRestriction, pupil, request.POST.get("restriction", ""))
    actions.lift_restriction(actor_of(request), restriction=row)
    said(request, Words("Bewaard. De beperking geldt niet meer.", "Saved. The restriction no longer holds."))
    return None


@recording("restriction", "write")
def pupil_raise(request: HttpRequest, pupil: Pupil) -> HttpResponse | None:
    """Protect a field of the pupil or a guardian, from this moment (R10.12)."""
    form = RaiseForm([pupil.person, *_guardians(pupil)], request.POST, prefix="bescherming")
    if not form.is_valid():
        return show(request, pupil.school_id, pupil.pk, bound=(form,), status=422)
    given = form.cleaned_data
    actions.raise_confidentiality(
        actor_of(request),
        person=form.people[given["somebody"]],
        school=pupil.school_id,
        field=given["field"],
        why=given["why"],
    )
    said(request, Words("Bewaard. Vanaf nu ziet bijna niemand dit nog.", "Saved. From now almost nobody sees this."))
    return None


@recording("restriction", "write")
def pupil_lower(request: HttpRequest, pupil: Pupil) -> HttpResponse | None:
    """End the extra protection of a field."""
    people = [pupil.person, *_guardians(pupil)]
    key = request.POST.get("raised", "")
    rows = RaisedConfidentiality.objects.filter(person__in=people).select_related("person")
    row = rows.filter(pk=int(key)).first() if key.isdigit() else None
    if row is None:
        raise Http404
    actions.lower_confidentiality(actor_of(request), raised=row, school=pupil.school_id)
    said(
        request, Words("Bewaard. De extra bescherming geldt niet meer.", "Saved. The extra protection no longer holds.")
    )
    return None


@recording("roster", "write")
def pupil_leave_group(request: HttpRequest, pupil: Pupil) -> HttpResponse | None:
    """Take a pupil out of a group."""
    row = _of(Placement, pupil, request.POST.get("placement", ""))
    actions.end_placement(actor_of(request), placement=row)
    words = Words("Bewaard. {pupil} zit niet meer in groep {group}.", "Saved. {pupil} is no longer in group {group}.")
    said(request, words.with_(pupil=pupil.person.short_name, group=row.group.name))
    return None


def _guardians(pupil: Pupil) -> list[Person]:
    """The people whom a form about this pupil may name."""
    rows = Guardianship.objects.filter(open_on(clock.today()), pupil=pupil).select_related("person").order_by("pk")
    return [row.person for row in rows]


def _of(model: Any, pupil: Pupil, key: object) -> Any:
    """A row of this pupil; somebody else's is not found."""
    text = str(key)
    row = model.objects.filter(pupil=pupil, pk=int(text)).first() if text.isdigit() else None
    if row is None:
        raise Http404
    return row

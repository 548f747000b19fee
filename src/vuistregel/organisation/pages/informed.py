"""Pupils who got a say of their own and were not told yet: recorded one by one, or for several at once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from vuistregel import clock
from vuistregel.access.gate import page
from vuistregel.organisation import actions
from vuistregel.organisation.checks.rows import born_before
from vuistregel.organisation.forms.pupil import ToldForm
from vuistregel.organisation.models import Pupil, PupilInformed, School
from vuistregel.organisation.own_say import DUTIES, OwnSay, own_say
from vuistregel.organisation.pages.place import actor_of, complain, may, place_of, said, school_here
from vuistregel.organisation.periods import present_on
from vuistregel.organisation.queries import norms_for
from vuistregel.organisation.subjects import of_school
from vuistregel.ui import days, numbers
from vuistregel.words import Words

SAYS = {
    "informed.16": Words("beslist nu zelf over alle gegevens", "now decides about all data"),
    "informed.12": Words(
        "mag nu zelf toestemming intrekken en vragen stellen", "may now withdraw consent and ask questions alone"
    ),
}


@dataclass(frozen=True, slots=True)
class Untold:
    """A pupil to tell, by when, and what."""

    pupil: Pupil
    say: OwnSay
    late: bool
    deadline: Words
    ticked: bool = False

    @property
    def value(self) -> str:
        return f"{self.pupil.pk}:{self.say.norm}"

    @property
    def note(self) -> Words:
        return Words("Werd {age} op {day} en {says}.", "Turned {age} on {day} and {says}.").with_(
            age=self.say.age, day=days.plain(self.say.reached_on), says=SAYS[self.say.norm]
        )


def untold(school: School, day: date, ticked: frozenset[str] = frozenset()) -> list[Untold]:
    """Who reached an age and was not told, the most urgent first. Two queries besides the norms."""
    day_norms = norms_for(school.board_id, day, school.sector)
    ages = [int(age.amount) for _, age_norm in DUTIES if (age := day_norms.get(age_norm)) is not None]
    pupils = Pupil.objects.filter(
        present_on(day), school=school, person__birth_date__lte=born_before(day, min(ages, default=0))
    )
    told: dict[int, dict[str, PupilInformed]] = {}
    for row in PupilInformed.objects.filter(pupil__in=pupils):
        told.setdefault(row.pupil_id, {})[row.norm] = row
    found = [
        Untold(
            pupil,
            say,
            say.due < day,
            numbers.sentence(days.deadline(say.due, day)),
            f"{pupil.pk}:{say.norm}" in ticked,
        )
        for pupil in pupils.select_related("person", "school")
        for say in own_say(pupil.person.birth_date, told.get(pupil.pk, {}), day, day_norms)
        if say.open
    ]
    return sorted(found, key=lambda u: (u.say.due, u.pupil.person.sort_key, u.pupil.pk))


@page(category="authority", subject=of_school, POST="confirm")
def informed(request: HttpRequest, school: int) -> HttpResponse:
    """Whom to tell, and that they were told."""
    here = school_here(request, school)
    if request.method != "POST":
        return _show(request, here, ToldForm(prefix="verteld"))
    form = ToldForm(request.POST, prefix="verteld")
    ticked = frozenset(request.POST.getlist("leerling"))
    chosen = [u for u in untold(here, clock.today(), ticked) if u.ticked]
    if not chosen:
        form.is_valid()
        complain(form, Words("Kruis eerst een of meer leerlingen aan.", "Tick one or more pupils first."))
    if not form.is_valid():
        return _show(request, here, form, ticked, 422)
    for each in chosen:
        actions.record_told(actor_of(request), pupil=each.pupil, norm=each.say.norm, how=form.cleaned_data["how"])
    said(
        request,
        numbers.counted(
            len(chosen),
            Words("Bewaard voor één leerling.", "Saved for one pupil."),
            Words("Bewaard voor {words} leerlingen.", "Saved for {words} pupils."),
        ),
    )
    return redirect(reverse("informed", args=[here.pk]))


def _show(
    request: HttpRequest, here: School, form: ToldForm, ticked: frozenset[str] = frozenset(), status: int = 200
) -> HttpResponse:
    today = clock.today()
    rows = untold(here, today, ticked)
    context = {
        "school": here,
        "heading": heading(len(rows), sum(u.late for u in rows)),
        "rows": rows,
        "form": form,
        "may_confirm": may(request, "confirm", "authority", place_of(here)),
    }
    return render(request, "organisation/informed.html", context, status=status)


def heading(number: int, late: int) -> Words:
    """How many still have to be told."""
    if not number:
        return Words("Elke leerling weet van de eigen zeggenschap.", "Every pupil knows of their own say.")
    if late:
        found = numbers.counted(
            late,
            Words("Eén leerling had het al moeten weten.", "One pupil should have been told already."),
            Words("{words} leerlingen hadden het al moeten weten.", "{words} pupils should have been told already."),
        )
        return numbers.sentence(found)
    return numbers.counted(
        number,
        Words("Vertel één leerling wat die nu zelf mag.", "Tell one pupil what they may now do alone."),
        Words("Vertel {words} leerlingen wat zij nu zelf mogen.", "Tell {words} pupils what they may now do alone."),
    )

"""How often a school asks: what each way means for parents and for teachers, and the choice per place (R7.4, R7.5)."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from vuistregel import clock
from vuistregel.access.engine import engine
from vuistregel.access.gate import page
from vuistregel.access.matrix import Scope, shipped
from vuistregel.consent import actions
from vuistregel.consent.models import Channel
from vuistregel.consent.rules import Mode
from vuistregel.consent.shown_channels import ShownChannel, in_use, shown_channels
from vuistregel.consent.wording import MODES
from vuistregel.organisation.models import School
from vuistregel.organisation.pages.place import actor_of, may, place_of, said, school_here
from vuistregel.organisation.subjects import of_school
from vuistregel.organisation.wording import joined_words
from vuistregel.rows import StaleRow
from vuistregel.ui import numbers
from vuistregel.ui.shapes import Option
from vuistregel.words import Words


@dataclass(frozen=True, slots=True)
class Choice:
    """One place with its three options; a list has none, because it is asked each year anyhow."""

    channel: ShownChannel
    options: tuple[Option, ...]
    stale: bool = False


@page(category="channels", subject=of_school, POST="write")
def consent_modes(request: HttpRequest, school: int) -> HttpResponse:
    """Choose how often, per place; each against the version that was shown."""
    here = school_here(request, school)
    if request.method != "POST":
        return _show(request, here, {}, frozenset())
    typed = {k.removeprefix("plek-"): str(v) for k, v in request.POST.items() if k.startswith("plek-")}
    stale, changed = set(), 0
    for channel in _choosable(here):
        wanted = typed.get(channel.slug)
        if wanted not in set(Mode) or (wanted == channel.mode and channel.chosen_on is not None):
            continue
        version = request.POST.get(f"versie-{channel.slug}", "")
        try:
            actions.choose_mode(
                actor_of(request), channel=channel, mode=Mode(wanted), shown=int(version) if version.isdigit() else 0
            )
            changed += 1
        except StaleRow:
            stale.add(channel.slug)
    if stale:
        return _show(request, here, typed, frozenset(stale), status=409)
    said(request, _told(changed))
    return redirect("channels", school=here.pk)


def _told(changed: int) -> Words:
    if not changed:
        return Words("U veranderde niets.", "You changed nothing.")
    return numbers.counted(
        changed,
        Words("Bewaard voor één plek.", "Saved for one place."),
        Words("Bewaard voor {words} plekken.", "Saved for {words} places."),
    )


def _choosable(school: School) -> list[Channel]:
    """The places whose way of asking is a choice: those that ask themselves, and are no list."""
    return [c.row for c in in_use(shown_channels(school), clock.today()) if c.row.same_as_id is None and not c.is_list]


def _show(
    request: HttpRequest, here: School, typed: dict[str, str], stale: frozenset[str], status: int = 200
) -> HttpResponse:
    used = [c for c in in_use(shown_channels(here), clock.today()) if c.row.same_as_id is None]
    choices = [Choice(c, () if c.is_list else _options(c, typed.get(c.row.slug)), c.row.slug in stale) for c in used]
    may_write = may(request, "write", "channels", place_of(here))
    context = {
        "school": here,
        "heading": heading(used) if may_write else _chosen(used),
        "chosen_by": _chosen_by(),
        "modes": [(mode, numbers.sentence(words.title), words) for mode, words in MODES.items()],
        "choices": [c for c in choices if c.options],
        "lists": [c for c in choices if not c.options],
        "stale": stale,
        "may_write": may_write,
    }
    return render(request, "consent/channels/modes.html", context, status=status)


def _chosen(used: list[ShownChannel]) -> Words:
    """For whoever only looks on: for how many places the school chose."""
    return Words(
        "School koos voor {k} plekken hoe vaak zij het vraagt.", "The school chose for {k} places how often it asks."
    ).with_(k=numbers.out_of(sum(1 for c in used if c.chosen), len(used)))


def _chosen_by() -> Words:
    """The roles at a school that choose."""
    roles = dict.fromkeys(role for role, scope in engine().roles_that_may("write", "channels") if scope is Scope.SCHOOL)
    return joined_words([shipped().roles[role].words for role in roles])


def _options(channel: ShownChannel, typed: str | None) -> tuple[Option, ...]:
    """Nothing is chosen beforehand while the school has not chosen: the handbook's rule holds until then."""
    chosen = typed or (channel.row.mode if channel.chosen else "")
    return tuple(
        Option(mode.value, numbers.sentence(words.title), chosen=mode.value == chosen) for mode, words in MODES.items()
    )


def heading(used: list[ShownChannel]) -> Words:
    """For how many places the school still has to choose."""
    open_ = sum(1 for c in used if not c.chosen)
    if not open_:
        return Words("School koos hoe vaak zij toestemming vraagt.", "The school chose how often it asks consent.")
    return numbers.counted(
        open_,
        Words("Kies voor één plek hoe vaak school het vraagt.", "Choose for one place how often the school asks."),
        Words(
            "Kies voor {words} plekken hoe vaak school het vraagt.",
            "Choose for {words} places how often the school asks.",
        ),
    )

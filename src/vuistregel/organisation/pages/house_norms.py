"""A board's own, stricter values of norms. Looser is refused, with the reason beside the field."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from vuistregel import clock, norms
from vuistregel.access.actor import Subject
from vuistregel.access.gate import page
from vuistregel.access.visibility import visible
from vuistregel.actions import Refused
from vuistregel.norms import Norm, NormsOfDay, Stricter, Unit
from vuistregel.norms.units import said as value_words
from vuistregel.organisation import actions
from vuistregel.organisation.forms.school import HouseValueForm
from vuistregel.organisation.models import Board, HouseValue
from vuistregel.organisation.pages.place import actor_of, complain, may, said
from vuistregel.ui import numbers
from vuistregel.ui.context import Where
from vuistregel.words import Words

DIRECTIONS = {
    Stricter.LOWER: Words("Strenger is minder.", "Stricter is less."),
    Stricter.HIGHER: Words("Strenger is meer.", "Stricter is more."),
}


@dataclass(frozen=True, slots=True)
class OwnValue:
    """A norm with the value of today and the board's own one."""

    norm: Norm
    own: Words | None = None
    since: Any = None

    @property
    def direction(self) -> Words:
        return DIRECTIONS[self.norm.stricter]


def comparable(day: NormsOfDay) -> list[Norm]:
    """The norms of which a value can be stricter: amounts and yes or no. Where sectors differ there is no one value."""
    return sorted(
        (n for n in day if n.stricter is not Stricter.NONE and (n.unit.is_amount or n.unit is Unit.BOOL)),
        key=lambda n: str(n.title),
    )


@page(category="house_norms", POST="write")
def house_norms(request: HttpRequest) -> HttpResponse:
    """Which own values the board has, and one norm to choose a value for."""
    board = _board(request)
    request.where = Where(board.name)  # type: ignore[attr-defined]
    norm = _norm(request.GET.get("norm", ""))
    if request.method != "POST":
        return _show(request, board, norm, _form(norm))
    if norm is None:
        raise Http404
    form = HouseValueForm(norm, request.POST)
    if not form.is_valid():
        return _show(request, board, norm, form, 422)
    try:
        actions.set_house_value(
            actor_of(request), board=board, norm=norm.id, value=form.chosen(), since=form.cleaned_data["since"]
        )
    except Refused as refused:
        if norm.id not in refused.decision.norms:
            raise
        complain(form, refused.decision.reasons[0].text, "value")
        return _show(request, board, norm, form, 422)
    said(
        request,
        Words("Bewaard. Vanaf die dag houdt u zich hieraan.", "Saved. From that day you hold yourselves to this."),
    )
    return redirect(reverse("house_norms") + f"?bestuur={board.pk}")


def _board(request: HttpRequest) -> Board:
    """The board that is asked for, or the first that this reader serves; another one is not found."""
    boards = visible(actor_of(request), "read", "house_norms", Board.objects.all()).order_by("name")
    wanted = request.GET.get("bestuur", "")
    board = boards.filter(pk=int(wanted)).first() if wanted.isdigit() else boards.first()
    if board is None:
        raise Http404
    return board


def _norm(norm_id: str) -> Norm | None:
    if not norm_id:
        return None
    found = next((n for n in comparable(norms.on(clock.today())) if n.id == norm_id), None)
    if found is None:
        raise Http404
    return found


def _form(norm: Norm | None) -> HouseValueForm | None:
    return HouseValueForm(norm, initial={"since": clock.today()}) if norm is not None else None


def heading(own: int) -> Words:
    """What the board added to the law."""
    if not own:
        return Words("Uw bestuur houdt zich aan de normen zoals zij zijn.", "Your board keeps the norms as they are.")
    return numbers.counted(
        own,
        Words("Uw bestuur is op één punt strenger.", "Your board is stricter on one point."),
        Words("Uw bestuur is op {words} punten strenger.", "Your board is stricter on {words} points."),
    )


def _show(
    request: HttpRequest, board: Board, norm: Norm | None, form: HouseValueForm | None, status: int = 200
) -> HttpResponse:
    today = norms.on(clock.today())
    choices = comparable(today)
    by_id = {n.id: n for n in choices}
    rows = [
        OwnValue(by_id[row.norm], value_words(row.value, by_id[row.norm].unit), row.since)
        for row in HouseValue.objects.filter(board=board).order_by("norm", "-since")
        if row.norm in by_id
    ]
    context = {
        "board": board,
        "boards": visible(actor_of(request), "read", "house_norms", Board.objects.all()).order_by("name"),
        "heading": heading(len({row.norm.id for row in rows})),
        "rows": rows,
        "choices": choices,
        "norm": OwnValue(norm) if norm is not None else None,
        "form": form,
        "may_write": may(request, "write", "house_norms", Subject(board=board.pk)),
    }
    return render(request, "organisation/house_norms.html", context, status=status)

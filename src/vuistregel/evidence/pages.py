"""The log on screen: what was done, day by day, newest first; and one event whole."""

from __future__ import annotations

from itertools import groupby
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from vuistregel import clock
from vuistregel.access.actor import Actor, Subject
from vuistregel.access.engine import engine
from vuistregel.access.gate import page
from vuistregel.evidence import names, queries
from vuistregel.evidence.reading import finding
from vuistregel.evidence.urlvalues import number_in, uuid_in


def readable_boards(actor: Actor) -> dict[int, str]:
    """The boards whose log this reader may see, by name. A log belongs to a board: one school's hat opens none."""
    allowed = {hat.board for hat, _ in engine().scopes(actor, "read", "evidence") if hat.board and hat.school is None}
    called = names.boards()
    return dict(sorted(((b, called[b]) for b in allowed if b in called), key=lambda pair: pair[1]))


def reads_of(actor: Actor, board: int) -> names.Reads:
    """Which kinds of data this reader may see of a board as a whole: reading the log is not reading everything."""
    return lambda category: bool(engine().decide(actor, "read", category, Subject(board=board)))


@page(category="evidence")
def log(request: HttpRequest) -> HttpResponse:
    """A page of a board's log: all of it, of one kind, or about one person."""
    boards = readable_boards(request.actor)  # type: ignore[attr-defined]
    board = number_in(request, "bestuur") or next(iter(boards), 0)
    if boards and board not in boards:
        raise Http404
    kind, person, before = request.GET.get("soort") or None, uuid_in(request, "persoon"), number_in(request, "voor")
    reads = reads_of(request.actor, board)  # type: ignore[attr-defined]
    rows = (
        queries.events(board, kind=kind, person=person, before=before, limit=queries.PAGE + 1, reads=reads)
        if boards
        else []
    )
    shown = rows[: queries.PAGE]
    verified = queries.verified(board)
    return render(
        request,
        "evidence/log.html",
        {
            "boards": boards,
            "board": board,
            "finding": finding(boards.get(board, ""), queries.length(board), verified, clock.today()),
            "problems": verified.problems if verified else (),
            "days": [(day, list(events)) for day, events in groupby(shown, key=lambda row: row.day)],
            "kinds": queries.kinds_of(board),
            "kind": kind,
            "person": person,
            "about": _about(person, reads),
            "before": before,
            "earlier": shown[-1].seq if len(rows) > len(shown) else None,
        },
    )


def _about(person: UUID | None, reads: names.Reads) -> object:
    return None if person is None else names.shown([person], reads).get(person, names.UNKNOWN)


def _subject(request: HttpRequest, board: int, seq: int, **_: Any) -> Subject | None:
    """The board of the event; the log of the house itself (0) is for who runs the machine, not for a page."""
    return Subject(board=board) if board and queries.exists(board, seq) else None


@page(category="evidence", subject=_subject)
def event(request: HttpRequest, board: int, seq: int) -> HttpResponse:
    """One event whole: by which norms, what was decided, and what was sealed, opened now.

    What was sealed is about people: it opens for whoever may read of pupils and of staff.
    """
    reads = reads_of(request.actor, board)  # type: ignore[attr-defined]
    (row,) = queries.events(board, before=seq + 1, limit=1, reads=reads)
    opens = reads("roster") and reads("staff")
    return render(
        request,
        "evidence/event.html",
        {
            "row": row,
            "opened": queries.opened(row) if opens else [],
            "kept_shut": bool(row.sealed) and not opens,
            "board_name": names.boards().get(board, ""),
        },
    )

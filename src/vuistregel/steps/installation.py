"""The page about the installation itself: when the log was verified and anchored, when backups were made."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from vuistregel import clock, norms
from vuistregel.access.gate import page
from vuistregel.evidence import log
from vuistregel.evidence.queries import last_checks
from vuistregel.keys import queries as keys_queries


@page(category="steps")
def installation(request: HttpRequest) -> HttpResponse:
    """What the house checks of itself, and how the operator mends it."""
    boards = request.actor.boards  # type: ignore[attr-defined]
    anchor = log.latest_anchor(clock.today())
    today = norms.on(clock.today())
    return render(
        request,
        "steps/installation.html",
        {
            "checks": [c for board, c in last_checks(boards).items() if board in boards],
            "anchored": anchor.at if anchor else None,
            "backup": keys_queries.latest_backup(),
            "drill": keys_queries.latest_restore_drill(),
            "norms": [
                today[n]
                for n in ("log.verify.max-age", "log.anchor.max-age", "backup.max-age", "restore-drill.max-age")
            ],
        },
    )

"""What verifications found, kept so that steps and pages can say when the log was last found whole."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from vuistregel.evidence import names
from vuistregel.evidence.models import LogCheck
from vuistregel.evidence.verify import Report


def as_data(report: Report, language: str) -> dict[str, Any]:
    """The report for a program: `ok`, `events`, `problems`, `information`."""
    boards = {0: names.HOUSE.in_(language)} | names.boards()
    return {
        "ok": report.ok,
        "events": sum(report.events.values()),
        "problems": [found.as_data(language, boards) for found in report.problems],
        "information": [found.as_data(language, boards) for found in report.information],
    }


def store(report: Report, at: datetime, *, whole: bool) -> None:
    """Keep the result: a row per board, and one of the whole installation when all of it was verified.

    Problems are kept in both languages; they name numbers, never people.
    """
    rows = [
        LogCheck(at=at, board_id=board, events=events, **_outcome(report, board))
        for board, events in report.events.items()
    ]
    if whole:
        rows.append(LogCheck(at=at, board_id=None, events=sum(report.events.values()), **_outcome(report, None)))
    LogCheck.objects.bulk_create(rows, batch_size=500)


def _outcome(report: Report, board: int | None) -> dict[str, Any]:
    found = [f for f in report.problems if board is None or f.board_id == board]
    kept = [{"board": f.board_id, "seq": f.seq, "problem": f.code, "nl": f.text.nl, "en": f.text.en} for f in found]
    return {"ok": not found, "problems": json.dumps(kept)}

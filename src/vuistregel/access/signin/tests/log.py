"""Reading the evidence log of a board in tests."""

from __future__ import annotations

import json
from typing import Any

from vuistregel.evidence.models import LogEvent


def kinds(board: int) -> list[str]:
    return list(LogEvent.objects.filter(board_id=board).order_by("seq").values_list("kind", flat=True))


def last(board: int, kind: str) -> dict[str, Any]:
    row = LogEvent.objects.filter(board_id=board, kind=kind).order_by("-seq").first()
    assert row is not None, f"no {kind} in the log of {board}"
    found: dict[str, Any] = json.loads(row.data)
    return found


def whole(board: int) -> str:
    """All text of the log of a board, to search for what must not be in it."""
    return "\n".join(
        f"{e.kind} {e.actor_ref} {e.data} {e.sealed} {e.persons}" for e in LogEvent.objects.filter(board_id=board)
    )

"""Reading pages and the log in tests."""

from __future__ import annotations

import json
import re
from html import unescape
from typing import Any

from vuistregel.evidence.models import LogEvent


def words(response: Any) -> str:
    """What a page says: its text without marks, blanks made one."""
    body = response.content.decode().split("<main", 1)[1].split("</main>", 1)[0]
    text = unescape(re.sub(r"<[^>]+>", " ", body))
    return re.sub(r"\s+([.,:;?)])", r"\1", re.sub(r"\s+", " ", text))


def heading(response: Any) -> str:
    """The finding of a page."""
    found = re.search(r"<h1[^>]*>(.*?)</h1>", response.content.decode(), re.DOTALL)
    assert found is not None
    return unescape(re.sub(r"<[^>]+>", "", found.group(1)).strip())


def same_page(response: Any) -> str:
    """The page as it can be compared with another: without what is new at every request."""
    return re.sub(r'(name="csrfmiddlewaretoken" value|nonce|hx-headers)="[^"]*"', "", response.content.decode())


def kinds(board: int) -> list[str]:
    """The kinds of events of a board, oldest first."""
    return list(LogEvent.objects.filter(board_id=board).order_by("seq").values_list("kind", flat=True))


def reads(board: int) -> list[str]:
    """Which categories were read, as the log of a board has it."""
    rows = LogEvent.objects.filter(board_id=board, kind="access.read").order_by("seq")
    return [json.loads(row.data)["category"] for row in rows]

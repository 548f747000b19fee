"""What `vuistregel check_house` and `serve` say about the log."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core import checks

from vuistregel import norms
from vuistregel.evidence import guards
from vuistregel.evidence.declaration import kinds


def guards_stand(databases: Sequence[str] | None = None, **_: Any) -> list[checks.CheckMessage]:
    """An error where the log's tables are unguarded: `serve` does not start. `migrate` asks no checks, and mends."""
    if "default" not in (databases or ()):
        return []
    return [
        checks.Error(
            f"The evidence log is not guarded: {name} is missing or changed.",
            hint="Run `vuistregel migrate`; it makes the guards anew. Then run `vuistregel verify_log`.",
            id="evidence.E003",
        )
        for name in guards.missing()
    ]


def kinds_are_complete(**_: Any) -> list[checks.CheckMessage]:
    """Each kind is a frozen dataclass, so that what was recorded does not change on its way to the log; each term is
    a norm, so that what is kept until then is forgotten."""
    known = {norm.id for norm in norms.book().norms}
    endless: list[checks.CheckMessage] = [
        checks.Error(
            f"The event {name} keeps {field!r} until {fate.norm!r}, which is no norm.",
            hint="Name a norm with a term in `until(norm=…)`; `vuistregel norms` lists them.",
            obj=kind,
            id="evidence.E002",
        )
        for name, kind in kinds().items()
        for field, fate in kind.fates.items()
        if fate.name == "until" and fate.norm not in known
    ]
    return endless + [
        checks.Error(
            f"The event {name} is no frozen dataclass.",
            hint="Put `@dataclass(frozen=True, kw_only=True)` above the class.",
            obj=kind,
            id="evidence.E001",
        )
        for name, kind in kinds().items()
        if not getattr(getattr(kind, "__dataclass_params__", None), "frozen", False)
    ]

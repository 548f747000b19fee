"""What `vuistregel check` and every start say about the log."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core import checks

from vuistregel.evidence import guards
from vuistregel.evidence.declaration import kinds


def guards_stand(databases: Sequence[str] | None = None, **_: Any) -> list[checks.CheckMessage]:
    """Warn where the log's tables are unguarded. A warning, because `migrate` checks first and mends after."""
    if "default" not in (databases or ()):
        return []
    return [
        checks.Warning(
            f"The evidence log is not guarded: {name} is missing or changed.",
            hint="Run `vuistregel migrate`; it makes the guards anew. Then run `vuistregel verify_log`.",
            id="evidence.W001",
        )
        for name in guards.missing()
    ]


def kinds_are_complete(**_: Any) -> list[checks.CheckMessage]:
    """Each kind is a frozen dataclass: what was recorded does not change on its way to the log."""
    return [
        checks.Error(
            f"The event {name} is no frozen dataclass.",
            hint="Put `@dataclass(frozen=True, kw_only=True)` above the class.",
            obj=kind,
            id="evidence.E001",
        )
        for name, kind in kinds().items()
        if not getattr(getattr(kind, "__dataclass_params__", None), "frozen", False)
    ]

"""The table of the shared cache, made with the rest of the database: counting tries never waits for an operator."""

from __future__ import annotations

from typing import Any

from django.core.management import call_command


def make(using: str = "default", **_: Any) -> None:
    """Make it where it is missing; nothing to do where the cache is not in the database."""
    if using == "default":
        call_command("createcachetable", database=using, verbosity=0)

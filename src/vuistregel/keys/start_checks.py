"""At start: the board keys that wrapped what is kept here are the ones in the environment."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.core.checks import CheckMessage, Error, register
from django.db import connections

from vuistregel.keys.boardkeys import problems
from vuistregel.keys.models import HolderKey
from vuistregel.keys.router import ALIAS


@register("database")
def board_keys_fit(
    app_configs: Sequence[AppConfig] | None, databases: Sequence[str] | None = None, **_: Any
) -> list[CheckMessage]:
    """Names each board key that is missing or wrong: with it nothing sealed could be read."""
    if not databases or "keys" not in databases:
        return []
    if HolderKey._meta.db_table not in connections[ALIAS].introspection.table_names():
        return [Error("The store of keys is not made yet.", hint="Run `vuistregel migrate`.", id="keys.E002")]
    return [
        Error(words.en, hint="Give the key that was used before in VUISTREGEL_BOARD_KEYS.", id="keys.E001")
        for words in problems()
    ]

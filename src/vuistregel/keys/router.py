"""Keeps the store of keys apart: its models live in the database `keys` and only there, and nothing else does.

So a backup, a dump or a thief of the main database holds ciphertext without its keys.
"""

from __future__ import annotations

from typing import Any, Final

from django.db.models import Model

#: The name of the key store among Django's databases, and the label of this app.
ALIAS: Final = "keys"


class KeysRouter:
    """Django's database router for the two stores; there are no relations between them."""

    def db_for_read(self, model: type[Model], **_: Any) -> str | None:
        return ALIAS if model._meta.app_label == ALIAS else None

    def db_for_write(self, model: type[Model], **_: Any) -> str | None:
        return ALIAS if model._meta.app_label == ALIAS else None

    def allow_relation(self, first: Model, second: Model, **_: Any) -> bool | None:
        labels = {first._meta.app_label, second._meta.app_label}
        return None if ALIAS not in labels else labels == {ALIAS}

    def allow_migrate(self, db: str, app_label: str, **_: Any) -> bool | None:
        if db == ALIAS or app_label == ALIAS:
            return db == app_label == ALIAS
        return None

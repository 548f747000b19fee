"""What SQLite lacks for the chain: HMAC, given to each new connection as a function."""

from __future__ import annotations

from typing import Any

from django.db.backends.signals import connection_created

from vuistregel.evidence import chain


def connect() -> None:
    """Have every SQLite connection know `evidence_mac(key, prev, seq)`."""
    connection_created.connect(_teach, dispatch_uid="evidence.sqlite")


def _teach(sender: object, connection: Any, **_: object) -> None:
    if connection.vendor == "sqlite":
        connection.connection.create_function("evidence_mac", 3, chain.mac, deterministic=True)

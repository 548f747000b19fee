"""A norm as JSON: the contract of `vuistregel norms --json` and of the API."""

from __future__ import annotations

from typing import Any

from vuistregel.norms.model import Norm


def as_json(norm: Norm) -> dict[str, Any]:
    """Exactly the promised keys. Days as ISO text, `scope` as a list of sectors (empty: all of them)."""
    return {
        "id": norm.id,
        "value": list(norm.value) if isinstance(norm.value, tuple) else norm.value,
        "unit": norm.unit.value,
        "scope": list(norm.scope.sectors),
        "kind": norm.kind.value,
        "regime": norm.regime.key,
        "valid_from": norm.valid_from.isoformat() if norm.valid_from else None,
        "valid_to": norm.valid_to.isoformat() if norm.valid_to else None,
        "article": norm.article,
        "sources": list(norm.sources),
        "verified": norm.verified,
    }

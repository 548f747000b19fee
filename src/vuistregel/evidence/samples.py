"""Invented values for a field's type, so that every kind of event has an example without anyone writing one."""

from __future__ import annotations

from datetime import UTC, date, datetime
from enum import Enum
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints
from uuid import UUID

_SAMPLES: dict[type, object] = {
    str: "voorbeeld",
    int: 3,
    bool: True,
    float: 1.5,
    UUID: UUID(int=7),
    datetime: datetime(2026, 11, 24, 9, 30, tzinfo=UTC),
    date: date(2026, 11, 24),
}


def sample(cls: type, name: str) -> Any:
    """An example value for the field. Raises TypeError where the type is not one that an event can hold."""
    return _of(get_type_hints(cls)[name], f"{cls.__qualname__}.{name}")


def _of(kind: Any, where: str) -> Any:
    origin = get_origin(kind)
    if origin in (Union, UnionType):
        return _of(next(part for part in get_args(kind) if part is not NoneType), where)
    if origin is tuple:
        return (_of(get_args(kind)[0], where),)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return next(iter(kind))
    if kind in _SAMPLES:
        return _SAMPLES[kind]
    raise TypeError(f"{where} is a {kind}; give its event an `example` of its own.")

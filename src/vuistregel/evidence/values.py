"""Values of an event as canonical JSON: the same bytes on every machine, because the chain is computed over them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from enum import Enum
from json.encoder import encode_basestring_ascii
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin
from uuid import UUID

_TYPE_ERROR = "{where} holds a {kind}; an event holds text, whole numbers, yes/no, dates, keys, and tuples of these."


def canonical(data: Any) -> str:
    """JSON in ASCII, keys sorted, no blanks: no separator can be smuggled in and no database can respell it.

    Takes what `to_plain` gives. Written out because the library sets up an encoder for each call, which costs an
    action more than the rest of its event.
    """
    if isinstance(data, str):
        return encode_basestring_ascii(data)
    if data is None or isinstance(data, bool):
        return _CONSTANTS[data]
    if isinstance(data, int):
        return str(data)
    if isinstance(data, list):
        return f"[{','.join(map(canonical, data))}]"
    return f"{{{','.join([f'{encode_basestring_ascii(key)}:{canonical(data[key])}' for key in sorted(data)])}}}"


_CONSTANTS = {None: "null", True: "true", False: "false"}


def to_plain(value: object, where: str) -> Any:
    """A field's value as JSON knows it. Raises TypeError for a type that an event cannot hold."""
    if value is None or type(value) in (str, int, bool):
        return value
    if isinstance(value, Enum):
        return to_plain(value.value, where)
    if isinstance(value, UUID):
        return value.hex
    if isinstance(value, (datetime, date)):
        return value.isoformat()
    if isinstance(value, (tuple, list, frozenset)):
        parts = [to_plain(part, where) for part in value]
        return sorted(parts, key=str) if isinstance(value, frozenset) else parts
    if isinstance(value, Mapping):
        return {str(key): to_plain(part, where) for key, part in value.items()}
    if isinstance(value, (str, int)):
        return str(value) if isinstance(value, str) else int(value)
    raise TypeError(_TYPE_ERROR.format(where=where, kind=type(value).__name__))


def from_plain(value: Any, kind: Any) -> Any:
    """A kept value in the type that the field has today; as it was kept where the type changed since."""
    origin = get_origin(kind)
    try:
        if value is None:
            return None
        if origin in (Union, UnionType):
            return from_plain(value, next(part for part in get_args(kind) if part is not NoneType))
        if isinstance(value, list):
            return tuple(from_plain(part, get_args(kind)[0] if get_args(kind) else Any) for part in value)
        if kind is UUID:
            return UUID(value)
        if kind is datetime or kind is date:
            return kind.fromisoformat(value)
        if isinstance(kind, type) and issubclass(kind, Enum):
            return kind(value)
    except (ValueError, TypeError, AttributeError):
        return value
    return value


def persons_in(value: object) -> tuple[UUID, ...]:
    """The keys in a person field: one, none, or several."""
    if value is None:
        return ()
    if isinstance(value, UUID):
        return (value,)
    if isinstance(value, (tuple, list, frozenset)):
        return tuple(key for part in value for key in persons_in(part))
    raise TypeError(f"A person field holds a {type(value).__name__}; it holds the person's key (UUID), never a name.")

"""A query of Django's that is compiled once and run many times: for the few look-ups that somebody waits for.

Building and compiling a query costs more than running it where a handful of rows is read by an index. The rule in the
query still stands once, in the room's own filters; only the work of spelling it as SQL is not repeated.

    def _states(day: date, persons: Sequence[int]) -> QuerySet[Any]: ...      # ends in values_list
    STATES = Prepared(_states)
    STATES.rows(day=today, persons=[4, 8])
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from operator import itemgetter
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet

#: Stand-ins while a query is compiled: values that no row and no constant of a query has.
_NUMBERS, _DAYS, _KEYS = 7_300_000_000_000_000_000, date(1, 3, 1), 0x7E5_0000_0000_0000_0000_0000_0000
#: Shapes kept per query; more than this are compiled anew (lists of very different lengths).
_KEPT = 128


@dataclass(frozen=True, slots=True)
class _Shape:
    """One compiled form: its SQL, how to find each parameter, and what makes Python values of what comes back."""

    sql: str
    parameters: list[Callable[[dict[str, Any]], Any]]
    compiler: Any
    converters: dict[int, Any]


class Prepared:
    """`build(**values)` gives the query. Values are row ids, days, UUIDs, and sequences of row ids of any length.

    Every value must end up in the query as a parameter of its own kind; one that does not is a TypeError at first use.
    """

    def __init__(self, build: Callable[..., QuerySet[Any]]) -> None:
        self.build = build
        self._shapes: dict[tuple[object, ...], _Shape] = {}

    def rows(self, **values: Any) -> Iterator[tuple[Any, ...]]:
        """The rows for these values, as `values_list` would give them."""
        lengths = tuple((k, len(v)) for k, v in values.items() if isinstance(v, Sequence))
        if any(not length for _, length in lengths):
            return iter(())
        shape = (connection.vendor, *lengths)
        if shape not in self._shapes:
            if len(self._shapes) >= _KEPT:
                self._shapes.clear()
            self._shapes[shape] = self._compile(values)
        kept = self._shapes[shape]
        adapted = {name: _adapted(value) for name, value in values.items()}
        with connection.cursor() as cursor:
            cursor.execute(kept.sql, [value(adapted) for value in kept.parameters])
            found = cursor.fetchall()
        return _converted(found, kept.converters) if found and kept.converters else iter(found)

    def _compile(self, values: dict[str, Any]) -> _Shape:
        stand_ins, origins = _stand_ins(values)
        query = self.build(**stand_ins).query
        compiler = query.get_compiler(connection=connection)
        sql, parameters = compiler.as_sql()
        used = {origins[p][0] for p in map(_hashable, parameters) if p in origins}
        if lost := set(values) - used:
            raise TypeError(f"{', '.join(sorted(lost))} is no parameter of this query")
        selected = [column for column, *_ in compiler.select[: compiler.col_count]]
        values_of = [_value_of(origins.get(_hashable(p)), p) for p in parameters]
        return _Shape(sql, values_of, compiler, compiler.get_converters(selected))


def _converted(rows: Sequence[tuple[Any, ...]], converters: dict[int, Any]) -> Iterator[tuple[Any, ...]]:
    """As the compiler converts, a column at a time: half the work for rows of many columns."""
    columns: list[Sequence[Any]] = list(zip(*rows, strict=True))
    for place, (of_column, expression) in converters.items():
        for convert in of_column:
            columns[place] = [convert(value, expression, connection) for value in columns[place]]
    return zip(*columns, strict=True)


def _stand_ins(values: dict[str, Any]) -> tuple[dict[str, Any], dict[object, tuple[str, int | None]]]:
    """A stand-in per value, and what each looks like once it is a parameter."""
    stand_ins: dict[str, Any] = {}
    origins: dict[object, tuple[str, int | None]] = {}
    for place, (name, value) in enumerate(values.items()):
        if isinstance(value, Sequence):
            numbers = [_NUMBERS + place * 1_000_000 + n for n in range(len(value))]
            stand_ins[name] = numbers
            origins |= {number: (name, n) for n, number in enumerate(numbers)}
        else:
            made = _one(value, place)
            stand_ins[name] = made
            origins[_hashable(_adapted(made))] = (name, None)
    return stand_ins, origins


def _one(value: object, place: int) -> Any:
    if isinstance(value, UUID):
        return UUID(int=_KEYS + place)
    if isinstance(value, date):
        return _DAYS + timedelta(days=place)
    return _NUMBERS + place


def _adapted(value: Any) -> Any:
    """A value as the database's driver takes it."""
    if isinstance(value, UUID):
        return value if connection.features.has_native_uuid_field else value.hex
    return connection.ops.adapt_datefield_value(value) if isinstance(value, date) else value


def _value_of(origin: tuple[str, int | None] | None, constant: Any) -> Callable[[dict[str, Any]], Any]:
    if origin is None:
        return lambda _: constant
    name, place = origin
    if place is None:
        return itemgetter(name)
    return lambda values: values[name][place]


def _hashable(parameter: Any) -> Any:
    return parameter if parameter.__hash__ is not None else repr(parameter)

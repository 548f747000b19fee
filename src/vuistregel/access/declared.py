"""At start: every route, command and API operation has a declaration, or is named with the way to mend it."""

from __future__ import annotations

import pkgutil
from collections.abc import Iterator, Sequence
from importlib import import_module
from typing import Any

from django.apps import AppConfig, apps
from django.core.checks import CheckMessage, Error, register
from django.urls import URLPattern, URLResolver, get_resolver

from vuistregel.access.gate import Declaration, declaration_of


def routes(patterns: list[Any] | None = None, prefix: str = "") -> Iterator[tuple[str, Any]]:
    """Every route of the house: its whole pattern and its view."""
    for entry in get_resolver().url_patterns if patterns is None else patterns:
        here = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from routes(entry.url_patterns, here)
        elif isinstance(entry, URLPattern):
            yield here, entry.callback


def declared_routes() -> list[tuple[str, Any, Declaration | None]]:
    """Every route with its declaration, None where it lacks one."""
    return [(route, view, declaration_of(view, route)) for route, view in routes()]


def own_commands() -> list[str]:
    """The modules of the house's own management commands."""
    found = []
    for config in apps.get_app_configs():
        if not config.name.startswith("vuistregel."):
            continue
        try:
            package = import_module(f"{config.name}.management.commands")
        except ModuleNotFoundError:
            continue
        found += [f"{package.__name__}.{m.name}" for m in pkgutil.iter_modules(package.__path__)]
    return found


@register()
def every_way_in_is_declared(app_configs: Sequence[AppConfig] | None, **_: Any) -> list[CheckMessage]:
    """Names each way in that nobody declared; the gate refuses it at run time as well."""
    from vuistregel.access.commands import HouseCommand

    messages: list[CheckMessage] = [
        Error(
            f"The route /{route} declares no category and verb.",
            hint="Put @page(category=…, verb=…) on the view, or declare_routes(…) for another package's routes.",
            id="access.E001",
        )
        for route, _view, declaration in declared_routes()
        if declaration is None
    ]
    for name in own_commands():
        command = import_module(name).Command
        if not issubclass(command, HouseCommand):
            messages.append(
                Error(
                    f"The command {name} is not a HouseCommand.",
                    hint="Derive it from vuistregel.access.commands.HouseCommand and say category and verb.",
                    id="access.E002",
                )
            )
    return messages


@register("database")
def every_board_table_is_locked(
    app_configs: Sequence[AppConfig] | None, databases: Sequence[str] | None = None, **_: Any
) -> list[CheckMessage]:
    """On PostgreSQL with a web role: each table with a board has its policy, or the house does not serve."""
    from vuistregel.access import second_lock

    if not databases or "default" not in databases:
        return []
    return [
        Error(f"The table {table} has no row-level policy.", hint="Run `vuistregel migrate`.", id="access.E003")
        for table in second_lock.missing()
    ]

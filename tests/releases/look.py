"""Looks into a kept house from a process of its own: `python -m tests.releases.look [VERB …]`. Prints JSON."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable

import django


def main() -> None:
    django.setup()
    verb, *values = sys.argv[1:] or ["look"]
    verbs: dict[str, Callable[..., dict[str, object]]] = {
        "look": _look,
        "as-it-was": _as_it_was,
        "come-in": _come_in,
        "ways-in": _ways_in,
    }
    found = verbs[verb](*values)
    sys.stdout.write(json.dumps(found) + "\n")


def _as_it_was() -> dict[str, object]:
    """Empty tables of the release that made the backup: only its own migrations."""
    from django.conf import settings
    from django.core.management import call_command
    from django.db.migrations.loader import MigrationLoader

    from vuistregel.keys.backup import folder
    from vuistregel.keys.router import ALIAS

    pair = folder.choose(settings.VAR / "backups", None, keep_keys=False)
    graph = MigrationLoader(None, ignore_no_migrations=True).graph
    call_command("createcachetable", database="default", verbosity=0)
    for alias, container in (("default", pair.data), (ALIAS, pair.keys)):
        assert container is not None
        applied = {(app, name) for app, name in container.check().migrations}
        for app, name in _last_ones(applied, graph):
            call_command("migrate", app, name, database=alias, verbosity=0)
    return {}


def _last_ones(applied: set[tuple[str, str]], graph: object) -> Iterable[tuple[str, str]]:
    """Per app the migrations after which no other applied one of that app comes."""
    nodes = graph.node_map  # type: ignore[attr-defined]
    for key in sorted(applied):
        later = {child.key for child in nodes[key].children if child.key[0] == key[0]}
        if not later & applied:
            yield key


def _look() -> dict[str, object]:
    """Rows, and what the privacy officer's pages answer."""
    from django.db import connections
    from django.db.migrations.executor import MigrationExecutor

    from vuistregel.access.models import Account
    from vuistregel.organisation.models import Board, Pupil, School
    from vuistregel.organisation.tests.builders import signed_in

    client = signed_in(Account.objects.get(login="privacy_officer.voorbeeld"))
    school = School.objects.order_by("pk")[0]
    pages = {}
    for page in ("/", f"/scholen/{school.pk}/"):
        answer = client.get(page, follow=True, headers={"host": "localhost"})
        pages[page] = [answer.status_code, school.name in answer.content.decode()]
    waiting = []
    for alias in connections:
        executor = MigrationExecutor(connections[alias])
        waiting += [str(m) for m, _ in executor.migration_plan(executor.loader.graph.leaf_nodes())]
    rows = {model.__name__: model.objects.count() for model in (Board, School, Pupil)}
    return {"rows": rows, "pages": pages, "waiting": waiting}


def _come_in() -> dict[str, object]:
    """The privacy officer signs in: the cookie of that session."""
    from django.conf import settings

    from vuistregel.access.models import Account
    from vuistregel.organisation.tests.builders import signed_in

    account = Account.objects.get(login="privacy_officer.voorbeeld")
    return {"cookie": signed_in(account).cookies[settings.SESSION_COOKIE_NAME].value}


def _ways_in(cookie: str) -> dict[str, object]:
    """How many ways in are open, and where this browser ends up."""
    from django.conf import settings
    from django.contrib.sessions.models import Session
    from django.test import Client

    from vuistregel.access.signin.models import OneTimeLink, OpenSession

    client = Client()
    client.cookies[settings.SESSION_COOKIE_NAME] = cookie
    answer = client.get("/", headers={"host": "localhost"})
    rows = [model._default_manager.count() for model in (OpenSession, OneTimeLink, Session)]
    return {"open": rows, "status": answer.status_code}


if __name__ == "__main__":
    main()

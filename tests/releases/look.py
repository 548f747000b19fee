"""A kept house in a process of its own: answers lines of JSON, `[verb, *values]`, until there are no more."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable, Iterable
from contextlib import redirect_stdout

import django


def main() -> None:
    django.setup()
    verbs: dict[str, Callable[..., object]] = {
        "command": _command,
        "look": _look,
        "as-it-was": _as_it_was,
        "come-in": _come_in,
        "ways-in": _ways_in,
    }
    for line in sys.stdin:
        verb, *values = json.loads(line)
        sys.stdout.write(json.dumps(verbs[verb](*values)) + "\n")
        sys.stdout.flush()


def _command(*words: str) -> list[object]:
    """A command of today's house as typed: its exit code and what it printed."""
    from vuistregel.cli import main as vuistregel

    code: object = 0
    with redirect_stdout(io.StringIO()) as printed:
        try:
            vuistregel(["vuistregel", *words])
        except SystemExit as ended:
            code = ended.code
    return [code, printed.getvalue()]


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
    from vuistregel.access.models import Account
    from vuistregel.access.upgraded import not_of_this_release
    from vuistregel.organisation.models import Board, Pupil, School
    from vuistregel.organisation.tests.builders import signed_in

    client = signed_in(Account.objects.get(login="privacy_officer.voorbeeld"))
    school = School.objects.order_by("pk")[0]
    pages = {}
    for page in ("/", f"/scholen/{school.pk}/"):
        answer = client.get(page, follow=True, headers={"host": "localhost"})
        pages[page] = [answer.status_code, school.name in answer.content.decode()]
    rows = {model.__name__: model.objects.count() for model in (Board, School, Pupil)}
    return {"rows": rows, "pages": pages, "waiting": str(not_of_this_release() or "")}


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

"""Keeps the small house of a release: `keep_release.py` writes tests/releases/<version>/, once, when it is released.

It is the example board at a tiny size, on both kinds of database, under keys that guard nothing. The tests in
tests/releases upgrade it for ever after: a release that cannot take in the house of an earlier one fails there. Run it
in a clean copy of the release's own commit; a folder that is there already is never written over.
"""

from __future__ import annotations

import base64
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import postgres
import psycopg
from psycopg import sql

if TYPE_CHECKING:
    from vuistregel.example.board import Place

ROOT = Path(__file__).resolve().parent.parent
KEPT = ROOT / "tests" / "releases"
ENGINES = ("sqlite", "postgresql")
#: As few pupils as the example can do with: its untidiness is about certain ones.
PUPILS = {"99WT": 34, "99LC": 18}
FEWEST = 10
#: Small groups there, since eleven teachers are wanted.
PER_GROUP = {"99WT": 3}
#: The example keeps each of its days; these last ones are enough to be upgraded.
DAYS = 3
#: What is kept of a data folder beside the databases: what a new machine must be given.
OUTSIDE = ("anchors", "ledger", "secrets.env")


def keep() -> Path:
    """Make the house of this release on both databases and keep it. Raises FileExistsError when it was kept before."""
    from vuistregel import __version__

    target = KEPT / __version__
    target.mkdir(parents=True)
    try:
        for engine in ENGINES:
            with tempfile.TemporaryDirectory() as folder, _databases(engine) as urls:
                _make(Path(folder), urls)
                _pack(Path(folder), engine, target / f"{engine}.tar.xz")
    except BaseException:
        shutil.rmtree(target)
        raise
    return target


def _make(var: Path, urls: dict[str, str]) -> None:
    """The house in a process of its own: settings are read once per process."""
    (var / "secrets.env").write_text("".join(f"{name}={value}\n" for name, value in _keys().items()))
    environment = {n: v for n, v in os.environ.items() if not n.startswith(("VUISTREGEL_", "DATABASE_", "DJANGO_"))}
    environment |= {"VUISTREGEL_MODE": "example", "VUISTREGEL_VAR": str(var), **urls}
    environment |= {"PYTHONPATH": os.pathsep.join((str(ROOT / "src"), str(ROOT / "tools")))}
    subprocess.run([sys.executable, __file__, "--within"], cwd=ROOT, env=environment, check=True)


def _keys() -> dict[str, str]:
    """Keys that anybody can work out: what they seal is invented."""

    def bytes_of(name: str) -> str:
        return base64.b64encode(hashlib.sha256(f"kept house: {name}".encode()).digest()).decode()

    return {
        "VUISTREGEL_SECRET_KEY": bytes_of("secret") + bytes_of("again"),
        "VUISTREGEL_BOARD_KEYS": f"k1:{bytes_of('board')}",
        "VUISTREGEL_LOG_KEY": bytes_of("log"),
    }


def _within() -> None:
    """In the house's own process: the tiny example, verified, backed up, and what it holds counted."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "vuistregel.settings"
    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command

    from vuistregel import clock
    from vuistregel.evidence.verify import verify
    from vuistregel.example import board
    from vuistregel.organisation.models import Board, Pupil, School
    from vuistregel.steps import history

    call_command("migrate", verbosity=0)
    first = clock.today() - timedelta(days=DAYS)
    vars(board).update(
        PLACES=tuple(_tiny(place) for place in board.PLACES), keep=lambda day: history.keep(day) if day > first else 0
    )
    board.build(clock.today())
    report = verify()
    if not report.ok:
        raise SystemExit(f"The log of the new house is not whole: {report.problems}")
    call_command("backup", str(settings.VAR / "backups"), verbosity=0)
    counts = {model.__name__: model.objects.count() for model in (Board, School, Pupil)}
    (settings.VAR / "holds.json").write_text(json.dumps({**counts, "events": report.events}) + "\n")


def _tiny(place: Place) -> Place:
    few = replace(
        place.plan, pupils=PUPILS.get(place.plan.brin, FEWEST), per_group=PER_GROUP.get(place.plan.brin, FEWEST)
    )
    return replace(place, plan=few)


def _pack(var: Path, engine: str, target: Path) -> None:
    """On SQLite the database files themselves; on PostgreSQL the backup, from which its rows come back."""
    names = ("backups",) if engine == "postgresql" else ("vuistregel.sqlite3", "keys.sqlite3")
    with tarfile.open(target, "w:xz", preset=9) as out:
        for name in (*names, *OUTSIDE, "holds.json"):
            if (var / name).exists():
                out.add(var / name, name, filter=_nobodys)


def _nobodys(entry: tarfile.TarInfo) -> tarfile.TarInfo:
    entry.uid = entry.gid = 0
    entry.uname = entry.gname = ""
    return entry


@contextmanager
def _databases(engine: str) -> Iterator[dict[str, str]]:
    """The addresses of two empty databases, dropped afterwards; on SQLite the house makes its own in its folder."""
    if engine == "sqlite":
        yield {}
        return
    postgres.start()
    names = {"DATABASE_URL": "kept_house_main", "VUISTREGEL_KEYS_URL": "kept_house_keys"}
    with psycopg.connect(postgres.url("postgres"), autocommit=True) as server:
        for name in names.values():
            server.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        try:
            yield {variable: postgres.url(name) for variable, name in names.items()}
        finally:
            for name in names.values():
                server.execute(sql.SQL("DROP DATABASE {}").format(sql.Identifier(name)))


if __name__ == "__main__":
    if sys.argv[1:] == ["--within"]:
        _within()
    else:
        print(keep())

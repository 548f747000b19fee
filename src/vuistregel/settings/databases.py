"""The two databases: the house itself, and the store of holders' keys beside it."""

from __future__ import annotations

import os
from typing import Any

import dj_database_url

from vuistregel.settings.environment import Environment

#: Write-ahead log for readers beside a writer; IMMEDIATE so that an action never has to upgrade its lock;
#: recursive_triggers so that INSERT OR REPLACE cannot pass the log's guards; secure_delete so that what is deleted
#: leaves no bytes in the file.
SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": (
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA recursive_triggers=ON; PRAGMA secure_delete=ON;"
    ),
}


#: Set by wsgi.py: only a process that serves pages takes the plain role. Commands, worker and tick work as the owner.
SERVES = os.environ.get("HOUSE_PROCESS") == "web"


def main_database(environment: Environment) -> dict[str, Any]:
    """The main database. On PostgreSQL a web process assumes the plain role for the second lock."""
    database = second_database(dj_database_url.parse(environment.database_url))
    if environment.web_role and SERVES and "postgresql" in database["ENGINE"]:
        database["OPTIONS"]["assume_role"] = environment.web_role
    return database


def second_database(parsed: Any) -> dict[str, Any]:
    """A parsed database URL with the house's options."""
    database = dict(parsed)
    if "sqlite" in database["ENGINE"]:
        database["OPTIONS"] = {**SQLITE_OPTIONS, **database.get("OPTIONS", {})}
    else:
        database["CONN_HEALTH_CHECKS"] = True
        database["CONN_MAX_AGE"] = 60
        # Behind a pooler in transaction mode a statement or cursor of one transaction is not there in the next.
        database["DISABLE_SERVER_SIDE_CURSORS"] = True
        database["OPTIONS"] = {**database.get("OPTIONS", {}), "prepare_threshold": None}
    return database

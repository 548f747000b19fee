"""What the house logs during the tests goes to `.cache/test-logs`, where `tools/search_logs.py` looks for people.

A log line with a pupil's name is a leak that no single test would notice; so the lines of the whole run are kept and
searched once at its end for the names and numbers of the invented people of the example.
"""

from __future__ import annotations

import logging
import os
from pathlib import Path

import pytest

FOLDER = Path(__file__).resolve().parents[2] / ".cache" / "test-logs"


def pytest_sessionstart(session: pytest.Session) -> None:
    if session.config.option.collectonly:
        return
    FOLDER.mkdir(parents=True, exist_ok=True)
    # One file per run and worker; `make test` empties the folder before the first of its runs.
    handler = logging.FileHandler(_path(), mode="a", encoding="utf-8")
    # What production would keep: INFO and up. DEBUG holds SQL with its values and is never on in production.
    handler.setLevel(logging.INFO)
    handler.setFormatter(logging.Formatter("%(levelname)s %(name)s %(message)s"))
    logging.getLogger().addHandler(handler)


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """What a test wrote to standard error counts as log as well: there go the lines of a production server."""
    if report.capstderr and "PYTEST_XDIST_WORKER" not in os.environ:
        FOLDER.mkdir(parents=True, exist_ok=True)
        with _path().open("a", encoding="utf-8") as out:
            out.write(report.capstderr)


def _path() -> Path:
    return FOLDER / f"{os.environ.get('PYTEST_XDIST_WORKER', 'main')}-{os.getpid()}.log"

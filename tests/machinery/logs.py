"""What the house logs during the tests goes to `.cache/test-logs`, where `tools/search_logs.py` looks for people.

A log line with a pupil's name is a leak that no single test would notice; so the lines of the whole run are kept, as
production would write them (`LOG_FILE`, set by `tests/settings.py` and inherited by commands that tests start), and
searched once at its end for the names and numbers of the invented people of the example.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """What a test's commands wrote to standard error counts as log as well."""
    if report.capstderr and "PYTEST_XDIST_WORKER" not in os.environ:
        with Path(os.environ["LOG_FILE"]).open("a", encoding="utf-8") as out:
            out.write(report.capstderr)

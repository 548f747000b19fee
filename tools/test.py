"""Everything that must hold, in one run: `make test`.

First the checks (lint, types, import rules, translations, migrations, wheel), two at a time; then the tests on SQLite,
on PostgreSQL and in the browser; then the logs of all that are searched for people. It goes on after a failure, so
that one run shows all of them, and ends with one line that counts. `--only checks|sqlite|postgres|browser` runs a part.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import time
import xml.etree.ElementTree as ET
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import postgres

ROOT = Path(__file__).resolve().parent.parent
BIN = ROOT / ".venv" / "bin"
RESULTS = ROOT / ".cache" / "test-results"
PYTHON = str(BIN / "python")
#: The machine that this must pass on has two cores. A test in the browser waits for it a third of the time.
WORKERS = 2
BROWSER_WORKERS = 3

CHECKS: tuple[tuple[str, list[str]], ...] = (
    ("types", [str(BIN / "mypy")]),
    ("wheel", [PYTHON, "tools/check_wheel.py"]),
    ("lint", [str(BIN / "ruff"), "check", "--quiet", "--output-format", "concise", "."]),
    ("format", [str(BIN / "ruff"), "format", "--check", "--quiet", "."]),
    ("house rules", [PYTHON, "tools/lint_house.py"]),
    ("import rules", [str(BIN / "lint-imports"), "--no-logo"]),
    ("translations", [PYTHON, "tools/translations.py", "check"]),
    ("sentences", [PYTHON, "tools/translations.py", "extract", "--check"]),
    ("migrations", [PYTHON, "-m", "django", "makemigrations", "--check", "--dry-run", "--settings", "tests.settings"]),
)

#: Where compiled files are not kept, each of the hundreds of processes that the tests start compiles the house anew.
_SURROUNDINGS = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


@dataclass(frozen=True, slots=True)
class Count:
    """How many passed, failed and were skipped."""

    passed: int = 0
    failed: int = 0
    skipped: int = 0

    def __add__(self, other: Count) -> Count:
        return Count(self.passed + other.passed, self.failed + other.failed, self.skipped + other.skipped)


def checks() -> Count:
    """All checks, two at a time; what one has to say is shown only when it fails."""

    def one(check: tuple[str, list[str]]) -> bool:
        name, command = check
        began = time.monotonic()
        environment = {**os.environ, "PYTHONPATH": str(ROOT)}
        done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
        ok = done.returncode == 0
        print(f"{'ok' if ok else 'NOT OK':<7} {name} ({time.monotonic() - began:.0f} s)", flush=True)
        if not ok:
            print(f"{done.stdout}{done.stderr}".rstrip(), flush=True)
        return ok

    with ThreadPoolExecutor(2) as pool:
        good = list(pool.map(one, CHECKS))
    return Count(passed=sum(good), failed=len(good) - sum(good))


def suite(name: str, marks: str, environment: dict[str, str], workers: int = WORKERS) -> Count:
    """One run of pytest. One that ends badly without a failed test (a crash, no tests at all) counts as one failed."""
    report = RESULTS / f"{name}.xml"
    began = time.monotonic()
    print(f"\n== {name}", flush=True)
    how = ["-n", str(workers), "--dist", "worksteal", "-m", marks, f"--junitxml={report}"]
    command = [PYTHON, "-m", "pytest", "-q", *how]
    done = subprocess.run(command, cwd=ROOT, env={**_SURROUNDINGS, **environment}, check=False)
    count = _read(report) if report.exists() else Count()
    if done.returncode and not count.failed:
        print(f"pytest ended with {done.returncode}", flush=True)
        count += Count(failed=1)
    print(f"== {name}: {time.monotonic() - began:.0f} s", flush=True)
    return count


def _read(report: Path) -> Count:
    total = Count()
    for run in ET.parse(report).getroot().iter("testsuite"):  # noqa: S314  (pytest wrote it a moment ago)
        tests, bad, skipped = (sum(int(run.get(key, 0)) for key in keys.split()) for keys in _KEYS)
        total += Count(tests - bad - skipped, bad, skipped)
    return total


_KEYS = ("tests", "failures errors", "skipped")


def on_sqlite() -> Count:
    return suite("sqlite", "not browser", {"DATABASE_URL": "", "VUISTREGEL_KEYS_URL": ""})


def on_postgres() -> Count:
    try:
        postgres.start()
        urls = {"DATABASE_URL": postgres.url(), "VUISTREGEL_KEYS_URL": postgres.url(postgres.DATABASES[1])}
        return suite("postgres", "not browser", urls)
    except postgres.NoPostgres as problem:
        print(problem)
        return Count(failed=1)
    finally:
        postgres.stop()


def in_browser() -> Count:
    return suite("browser", "browser", {"DATABASE_URL": "", "VUISTREGEL_KEYS_URL": ""}, BROWSER_WORKERS)


def logs() -> Count:
    """The logs of the runs before, searched for people."""
    done = subprocess.run([PYTHON, "tools/search_logs.py"], cwd=ROOT, check=False)
    return Count(failed=1) if done.returncode else Count(passed=1)


PARTS: dict[str, Callable[[], Count]] = {
    "checks": checks,
    "sqlite": on_sqlite,
    "postgres": on_postgres,
    "browser": in_browser,
    "logs": logs,
}


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Everything that must hold.")
    parser.add_argument("--only", choices=list(PARTS), help="one part instead of all")
    only = parser.parse_args(arguments).only
    began = time.monotonic()
    if only != "logs":
        for folder in ("test-logs", "test-results", "test-var"):
            shutil.rmtree(ROOT / ".cache" / folder, ignore_errors=True)
    RESULTS.mkdir(parents=True, exist_ok=True)
    total = Count()
    for name, part in PARTS.items():
        if only in {None, name}:
            total += part()
    print(f"\nIn {time.monotonic() - began:.0f} seconds:")
    print(f"{total.passed} passed, {total.failed} failed, {total.skipped} skipped")
    return 1 if total.failed or not total.passed else 0


if __name__ == "__main__":
    sys.exit(main())

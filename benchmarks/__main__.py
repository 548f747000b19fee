"""All benchmarks by one command: what went in, the floor, a peer where there is one, the result and the ratio.

    python -m benchmarks                    every one
    python -m benchmarks steps --scale 0.1  one, at a tenth of the country

Each runs in a process and on a database of its own. They are no tests: figures belong to the machine, ratios last.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

FOLDER = Path(__file__).resolve().parent


def times(option: str, whole: int) -> Callable[[float], list[str]]:
    """An option of a script that grows with the scale."""
    return lambda scale: [option, str(max(100, round(whole * scale)))]


BENCHMARKS: dict[str, Callable[[float], list[str]]] = {
    "roster_import": times("--pupils", 100_000),
    "steps": lambda scale: ["--scale", str(scale)],
    "access_decisions": lambda scale: ["--scale", str(scale)],
    "evidence_log": times("--events", 100_000),
    "consent": times("--states", 2_000_000),
    "consent_round": times("--pupils", 10_000),
}


def main() -> int:
    arguments = argparse.ArgumentParser(
        prog="python -m benchmarks", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    arguments.add_argument("name", nargs="?", choices=BENCHMARKS, help="one of them; all when left out")
    arguments.add_argument("--scale", type=float, default=1.0, help="share of the usual size (1 is the usual size)")
    wanted = arguments.parse_args()
    worst = 0
    for name, options in BENCHMARKS.items():
        if wanted.name in (None, name):
            command = [sys.executable, str(FOLDER / f"{name}.py"), *options(wanted.scale)]
            done = subprocess.run(command, cwd=FOLDER.parent, check=False)  # noqa: S603  (our own scripts)
            worst = max(worst, done.returncode)
    return worst


if __name__ == "__main__":
    sys.exit(main())

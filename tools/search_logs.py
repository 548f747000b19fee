"""Searches logs for people: `search_logs.py [FOLDER]`. Exit 1 when a name or number of the example is found.

The people are those of `vuistregel.example.people` (all invented); the logs are what the tests and the example house
wrote. A hit is shown with file and line and without the text around it: it would leak once more.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / ".cache" / "test-logs"


#: Mail addresses and numbers are searched by their shape: nine digits that pass the eleven-test are a BSN (or a PGN).
ADDRESS = re.compile(r"[\w.+-]+@[\w-]+\.[a-z]{2,}")
NINE_DIGITS = re.compile(r"(?<![\w.-])\d{9}(?![\w.-])")


def example_people() -> list[str]:
    """The family names of everybody in the example; all made up, so that one in a log is no accident."""
    from vuistregel.example.people import names_to_search

    return names_to_search()


def search(folder: Path, wanted: Iterable[str]) -> list[str]:
    """Where in `*.log` below the folder a text, a mail address or a BSN stands, as `file:line`, each line once."""
    texts = [re.escape(text) for text in wanted if len(text) > 4]
    if not texts:
        raise ValueError("there is nobody to search for; a search for nothing proves nothing")
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(texts)})(?!\w)")
    found = []
    for path in sorted(folder.rglob("*.log")):
        with path.open(encoding="utf-8", errors="replace") as lines:
            found += [
                f"{path}:{number}"
                for number, line in enumerate(lines, 1)
                if pattern.search(line) or ADDRESS.search(line) or any(map(_is_bsn, NINE_DIGITS.findall(line)))
            ]
    return found


def _is_bsn(digits: str) -> bool:
    weighed = sum(weight * int(digit) for weight, digit in zip((9, 8, 7, 6, 5, 4, 3, 2, -1), digits, strict=True))
    return weighed % 11 == 0


def main(arguments: list[str]) -> int:
    folder = Path(arguments[0]) if arguments else FOLDER
    people = example_people()
    logs = list(folder.rglob("*.log"))
    if not logs:
        print(f"No logs in {folder}: nothing was searched. Run the tests first: make test", file=sys.stderr)
        return 1
    found = search(folder, people)
    for place in found[:20]:
        print(f"{place}: names a person. Log keys and counts, never people (vuistregel/logs.py).")
    print(f"Logs: {len(logs)} files searched for {len(people)} names, addresses and numbers: {len(found)} lines found.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

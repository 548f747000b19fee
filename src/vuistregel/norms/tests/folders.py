"""Small folders of norms for tests: right in everything, until a test makes one thing wrong."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent

SOURCES = """\
as_of: 2026-11-23
sources:
  LAW:
    title: Een wet
    url: https://example.org/wet
"""

REGIMES = """\
regimes:
  avg:
    name: {nl: AVG, en: GDPR}
    kind: law
  house:
    name: {nl: belofte van het huis, en: promise of the house}
    kind: house
  proposal:
    name: {nl: voorstel, en: proposal}
    kind: law
    computes: false
"""

HEAD = """\
shelf: {nl: Proef, en: Trial}
order: 1
norms:
"""

ROW = """\
        regime: avg
        value: 4
        unit: weeks
        article: AVG 12 lid 3
        sources: [LAW]
        checked_on: 2026-11-23
        text: {nl: Binnen 4 weken., en: Within 4 weeks.}
"""


def a_period(**other: str) -> str:
    """One period that is right; a keyword replaces or adds one line (`from_` and `until` are dates)."""
    lines = dict(line.strip().split(": ", 1) for line in ROW.splitlines())
    lines |= {key.rstrip("_"): value for key, value in other.items()}
    body = "".join(f"        {key}: {value}\n" for key, value in lines.items() if value != "")
    return "      -" + body[7:]


def an_entry(*periods: str, id_: str = "trial.term", stricter: str = "lower", more: str = "") -> str:
    """One entry with its periods. `more` holds whole extra lines."""
    head = f"  - id: {id_}\n    title: {{nl: Termijn, en: Term}}\n    stricter: {stricter}\n"
    return head + more + "    periods:\n" + "".join(periods or (a_period(),))


def a_folder(path: Path, *entries: str, **files: str) -> Path:
    """A folder with these entries in `trial.yaml`; a keyword writes another whole file."""
    contents = {"sources": SOURCES, "regimes": REGIMES, "trial": HEAD + "".join(entries or (an_entry(),))} | files
    for name, content in contents.items():
        (path / f"{name}.yaml").write_text(dedent(content), encoding="utf-8")
    return path


def line_of(path: Path, text: str, file: str = "trial.yaml", nth: int = 1) -> int:
    """The line on which a text stands for the nth time."""
    lines = (path / file).read_text(encoding="utf-8").splitlines()
    return [number for number, line in enumerate(lines, start=1) if text in line][nth - 1]

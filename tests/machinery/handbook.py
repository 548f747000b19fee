"""`pytest --handbook`: which numbers of the handbook have tests.

`@pytest.mark.handbook("R2.8", "S36", "T06")` says that a test shows this requirement (R, RG), scenario (S) or trap (T)
to hold. A number that the handbook does not have is an error, so that a slip of the pen does not count as a proof.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import pytest

#: How many requirements each chapter has; scenarios, traps and the requirements on glossary and templates beside them.
CHAPTERS: Final = {1: 21, 2: 33, 3: 21, 4: 25, 5: 30, 6: 10, 7: 15, 8: 16, 9: 18, 10: 20}
NUMBERS: Final = (
    [f"R{chapter}.{n}" for chapter, last in CHAPTERS.items() for n in range(1, last + 1)]
    + [f"RG{n}" for n in range(1, 6)]
    + [f"S{n:02}" for n in range(1, 82)]
    + [f"T{n:02}" for n in range(1, 40)]
)
KINDS: Final = (("Requirements", "R"), ("Scenarios", "S"), ("Traps", "T"))


def numbers_of(marks: Iterable[pytest.Mark]) -> list[str]:
    """The numbers on a test. Raises ValueError for one that the handbook does not have."""
    numbers = [number for mark in marks for number in mark.args]
    if unknown := [number for number in numbers if number not in NUMBERS]:
        raise ValueError(f"the handbook has no {', '.join(map(str, unknown))}; numbers look like R2.8, RG1, S36, T06")
    return numbers


def report(tests: dict[str, list[str]]) -> list[str]:
    """The lines that `--handbook` prints: per kind how many have a test, then each number with its tests."""
    lines: list[str] = []
    for title, letter in KINDS:
        kind = [number for number in NUMBERS if number.startswith(letter)]
        lines.append(f"{title}: {sum(number in tests for number in kind)} of {len(kind)} have a test")
        lines += [f"  {number:<6} {len(tests[number]):>3}  {tests[number][0]}" for number in kind if number in tests]
    return lines


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--handbook", action="store_true", help="print which numbers of the handbook have tests, and stop")


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "handbook(*numbers): the requirement, scenario or trap that this test proves")
    if config.getoption("--handbook"):
        config.option.collectonly = True
        config.option.verbose = min(config.option.verbose, -2)
        config.option.numprocesses = None


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    tests: dict[str, list[str]] = {}
    for item in items:
        try:
            numbers = numbers_of(item.iter_markers("handbook"))
        except ValueError as problem:
            raise pytest.UsageError(f"{item.nodeid}: {problem}") from None
        name = item.nodeid.split("[")[0]
        for number in numbers:
            known = tests.setdefault(number, [])
            if name not in known:
                known.append(name)
    config.stash[_TESTS] = tests


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    if config.getoption("--handbook"):
        for line in report(config.stash.get(_TESTS, {})):
            terminalreporter.write_line(line)


_TESTS: Final = pytest.StashKey[dict[str, list[str]]]()

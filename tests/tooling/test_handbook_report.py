"""The list of the handbook's numbers counts tests, not slips of the pen."""

from __future__ import annotations

import pytest

from tests.machinery import handbook


def test_the_numbers_are_those_of_the_handbook() -> None:
    kinds = [sum(number.startswith(letter) for number in handbook.NUMBERS) for _, letter in handbook.KINDS]
    assert kinds == [214, 81, 39]


def test_a_number_that_the_handbook_does_not_have_is_an_error() -> None:
    with pytest.raises(ValueError, match=r"no R2\.99, S82"):
        handbook.numbers_of([pytest.mark.handbook("R2.99", "S01", "S82").mark])


def test_the_report_says_per_kind_how_many_have_a_test_and_names_one() -> None:
    lines = handbook.report({"R10.5": ["a.py::test_a", "b.py::test_b"], "R2.8": ["a.py::test_a"], "T06": ["c.py::t"]})

    assert lines == [
        "Requirements: 2 of 214 have a test",
        "  R2.8     1  a.py::test_a",
        "  R10.5    2  a.py::test_a",
        "Scenarios: 0 of 81 have a test",
        "Traps: 1 of 39 have a test",
        "  T06      1  c.py::t",
    ]

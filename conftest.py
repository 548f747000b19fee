"""Test support for the whole house: the tests beside each room and those in `tests/`."""

from __future__ import annotations

pytest_plugins = [
    "tests.machinery.pace",
    "tests.machinery.handbook",
    "tests.machinery.databases",
    "tests.machinery.houses",
    "tests.machinery.logs",
    "tests.machinery.browser",
]

"""What makes a long run of tests quicker without touching what they prove."""

from __future__ import annotations

import gc

import pytest


@pytest.hookimpl(trylast=True)
def pytest_collection_finish() -> None:
    """Collected tests stay until the end: the collector of garbage need not look through thousands each time."""
    gc.collect()
    gc.freeze()

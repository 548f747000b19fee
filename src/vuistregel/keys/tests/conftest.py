"""Each test of this room has a data folder and board keys of its own."""

from __future__ import annotations

import dataclasses
import os
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from pytest_django import Settings

from vuistregel.keys.tests.small import SmallHouse, small_house


@pytest.fixture(autouse=True)
def own_environment(settings: Settings, tmp_path: Path) -> None:
    settings.ENVIRONMENT = dataclasses.replace(
        settings.ENVIRONMENT, var=tmp_path / "var", board_keys=(("k1", os.urandom(32)),), log_key=os.urandom(32)
    )


@pytest.fixture
def var(settings: Settings) -> Path:
    folder: Path = settings.ENVIRONMENT.var
    return folder


@pytest.fixture
def board() -> UUID:
    return uuid4()


@pytest.fixture
def house(tmp_path: Path) -> Iterator[SmallHouse]:
    """A house in processes, databases and a folder of its own, on the kind of database that these tests run on."""
    with small_house(tmp_path / "house") as made:
        yield made

"""Each test of this room has a data folder and board keys of its own."""

from __future__ import annotations

import dataclasses
import os
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from pytest_django import Settings

from vuistregel.keys.tests.small import SmallHouse, furnished_as, small_house


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


@pytest.fixture(scope="session")
def pattern(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SmallHouse]:
    """A migrated house with nothing in it: making one takes longer than most tests."""
    with small_house(tmp_path_factory.mktemp("pattern") / "house") as made:
        yield made


@pytest.fixture
def house(tmp_path: Path, pattern: SmallHouse) -> Iterator[SmallHouse]:
    """A house in processes and a folder of its own, on the kind of database that these tests run on."""
    made = furnished_as(pattern, tmp_path / "house")
    yield made
    made.stop()

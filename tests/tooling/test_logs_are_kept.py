"""The search through the logs looks at what the house really writes, in the form in which production writes it."""

from __future__ import annotations

import json
import logging
import os
from pathlib import Path
from uuid import uuid4

import structlog


def written(mark: str) -> list[str]:
    log = Path(os.environ["LOG_FILE"])
    return [line for line in log.read_text().splitlines() if mark in line] if log.exists() else []


def test_a_line_of_the_house_is_kept_without_the_address_in_it() -> None:
    mark = uuid4().hex
    logging.getLogger("vuistregel.proof").warning("%s mail to noor@school.example", mark)

    (line,) = written(mark)
    assert "noor@" not in json.loads(line)["event"]


def test_a_structured_line_is_kept_without_the_number_in_it() -> None:
    mark = uuid4().hex
    structlog.get_logger("vuistregel.proof").info(mark, about="key 999911120")

    (line,) = written(mark)
    assert "999911120" not in line


def test_the_parameters_of_a_statement_are_not_kept() -> None:
    mark = uuid4().hex
    logging.getLogger("django.db.backends").debug("%s select 1", mark)

    assert written(mark) == []

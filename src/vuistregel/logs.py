"""Logs say what happened, never about whom: values of database messages and request data are left out."""

from __future__ import annotations

import logging
import os
import re
from typing import Any

import structlog

#: psycopg and sqlite put values into their messages; after these words they are cut.
_VALUES = re.compile(r"(DETAIL|CONTEXT|QUERY|PARAMETERS|STATEMENT)\s*:.*", re.S)
_KEY_VALUES = re.compile(r"\((?:[^()]*)\)=\((?:[^()]*)\)")
_ADDRESS = re.compile(r"[\w.+-]+@[\w-]+\.[\w.]+")
#: Django names the address of a request in what it says about it; an address may name a pupil.
_PATH = re.compile(r"(?<=: )/\S*")
_NINE_DIGITS = re.compile(r"\b\d{8,9}\b")


def without_values(text: str) -> str:
    """A message without the values that a database, an address or a number would bring in."""
    text = _VALUES.sub(r"\1: (left out)", text)
    text = _KEY_VALUES.sub("(…)", text)
    text = _PATH.sub("(path)", text)
    text = _ADDRESS.sub("(address)", text)
    return _NINE_DIGITS.sub("(number)", text)


def _clean(_: Any, __: str, event: structlog.typing.EventDict) -> structlog.typing.EventDict:
    return {k: without_values(v) if isinstance(v, str) else v for k, v in event.items()}


def configure(_: dict[str, object]) -> None:
    """Set up logging: one line per event on standard error (or VUISTREGEL's test log), cleaned of values."""
    shared: list[structlog.typing.Processor] = [
        structlog.processors.TimeStamper(fmt="iso"),
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
    ]
    formatter = structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=shared,
        processors=[
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            structlog.processors.format_exc_info,
            _clean,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
    )
    target = os.environ.get("LOG_FILE")
    handler: logging.Handler = logging.FileHandler(target, delay=True) if target else logging.StreamHandler()
    handler.setFormatter(formatter)
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(logging.INFO)
    logging.getLogger("django.server").setLevel(logging.WARNING)
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )

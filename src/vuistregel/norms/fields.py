"""Takes the fields out of a Section, one by one, and notes what is missing, unknown or of the wrong kind."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from enum import StrEnum
from typing import TypeVar

from vuistregel.norms.errors import Problem
from vuistregel.norms.model import Place
from vuistregel.norms.reader import Section
from vuistregel.words import Words

Choice = TypeVar("Choice", bound=StrEnum)


class Fields:
    """One Section under reading. Every method answers something usable and files a Problem when it had to."""

    def __init__(self, section: Section, problems: list[Problem], what: str) -> None:
        self.section = section
        self.problems = problems
        self.what = what

    def problem(self, message: str, key: str | None = None) -> None:
        place = self.section.place_of(key) if key else self.section.place
        self.problems.append(Problem(place, f"{self.what}: {message}"))

    def only(self, known: Collection[str]) -> None:
        """Files a problem for every key that nobody knows."""
        for key in self.section:
            if key not in known:
                self.problem(f"unknown key '{key}'", key)

    def text(self, key: str, *, required: bool = True) -> str:
        value = self.section.get(key)
        if isinstance(value, str) and value.strip():
            return value.strip()
        if required or value is not None:
            self.problem(f"'{key}' is missing or not a text", key)
        return ""

    def words(self, key: str) -> Words | None:
        """Both languages, or a name that is the same in both."""
        value = self.section.get(key)
        if isinstance(value, str) and value.strip():
            return Words(value, value)
        if not isinstance(value, Section):
            self.problem(f"'{key}' is missing", key)
            return None
        for other in value:
            if other not in ("nl", "en"):
                self.problems.append(Problem(value.place_of(other), f"{self.what}: unknown language '{other}'"))
        try:
            return Words(str(value.get("nl") or ""), str(value.get("en") or ""))
        except ValueError as error:
            self.problem(f"'{key}': {error}", key)
            return None

    def day(self, key: str) -> date | None:
        value = self.section.get(key)
        if value is None:
            return None
        if isinstance(value, date) and not isinstance(value, datetime):
            return value
        self.problem(f"'{key}' is not a date", key)
        return None

    def number(self, key: str) -> int | None:
        value = self.section.get(key)
        if value is None:
            return None
        if isinstance(value, int) and not isinstance(value, bool):
            return value
        self.problem(f"'{key}' is not a whole number", key)
        return None

    def flag(self, key: str) -> bool:
        value = self.section.get(key, False)
        if not isinstance(value, bool):
            self.problem(f"'{key}' is true or false", key)
        return value is True

    def texts(self, key: str) -> tuple[str, ...]:
        value = self.section.get(key)
        if value is None:
            return ()
        if isinstance(value, list) and all(isinstance(item, str) for item in value):
            return tuple(value)
        self.problem(f"'{key}' is not a list of texts", key)
        return ()

    def sections(self, key: str) -> list[Section]:
        value = self.section.get(key)
        if isinstance(value, list) and value and all(isinstance(item, Section) for item in value):
            return value
        self.problem(f"'{key}' is missing or not a list of entries", key)
        return []

    def choice(self, key: str, choices: type[Choice], default: Choice) -> Choice:
        value = self.section.get(key, default.value)
        try:
            return choices(value)
        except ValueError:
            known = ", ".join(choice.value for choice in choices)
            self.problem(f"unknown {key} '{value}'; known are {known}", key)
            return default

    def place_of(self, key: str) -> Place:
        return self.section.place_of(key)

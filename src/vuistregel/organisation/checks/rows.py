"""What the checks of this room share: a person's name out of a row, and days of birth."""

from __future__ import annotations

from datetime import date
from typing import Any

PERSON_NAME = ("person__call_name", "person__given_names", "person__prefix", "person__family_name", "person__initials")


def name_in(row: dict[str, Any], prefix: str = "person__") -> str:
    """A person's name out of a row of values."""
    first = row[f"{prefix}call_name"] or row[f"{prefix}given_names"] or row[f"{prefix}initials"]
    return " ".join(filter(None, (first, row[f"{prefix}prefix"], row[f"{prefix}family_name"])))


def names_under(prefix: str) -> tuple[str, ...]:
    return tuple(field.replace("person__", prefix, 1) for field in PERSON_NAME)


def born_before(day: date, age: int) -> date:
    """The last day of birth on which somebody has reached an age on a day."""
    try:
        return day.replace(year=day.year - age)
    except ValueError:
        return date(day.year - age, 2, 28)

"""The matrix as data: read from matrix.yaml, checked, and ready to compile. No Django, no database."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from vuistregel.words import Words


class Scope(StrEnum):
    """How near a hat must stand to the subject. `child` is the own child, and oneself where no pupil is concerned."""

    EVERYONE = "everyone"
    HOUSE = "house"
    BOARD = "board"
    SCHOOL = "school"
    GROUP = "group"
    CHILD = "child"
    SELF = "self"


@dataclass(frozen=True, slots=True)
class Category:
    """A kind of data. `level` 1 public, 2 sensitive, 3 very sensitive (R10.9); level 3 is where reads weigh."""

    slug: str
    words: Words
    level: int
    log_reads: bool
    about_pupils: bool = False


@dataclass(frozen=True, slots=True)
class Grant:
    role: str
    category: str
    verb: str
    scope: Scope


@dataclass(frozen=True, slots=True)
class Role:
    slug: str
    words: Words
    staff: bool
    machine: bool


@dataclass(frozen=True, slots=True)
class Matrix:
    categories: Mapping[str, Category]
    verbs: Mapping[str, Words]
    roles: Mapping[str, Role]
    grants: tuple[Grant, ...]


class MatrixError(Exception):
    """The matrix is not fit to decide by; the message lists every problem."""


SIGNED_IN = "signed_in"


def parse(text: str) -> Matrix:
    """The matrix in a YAML text. Raises MatrixError with all its problems.

    A role of people that may do everything with all data is refused (R10.5).
    """
    raw: dict[str, Any] = yaml.safe_load(text)
    problems: list[str] = []
    verbs = {slug: Words(w["nl"], w["en"]) for slug, w in raw["verbs"].items()}
    categories = {
        slug: Category(
            slug, Words(c["nl"], c["en"]), int(c["level"]), bool(c["log_reads"]), bool(c.get("about_pupils"))
        )
        for slug, c in raw["categories"].items()
    }
    problems += [
        f"category {c.slug}: level {c.level} is not 1, 2 or 3" for c in categories.values() if c.level not in (1, 2, 3)
    ]
    roles: dict[str, Role] = {}
    grants: list[Grant] = []
    for slug, body in raw["roles"].items():
        roles[slug] = Role(slug, Words(body["nl"], body["en"]), bool(body.get("staff")), bool(body.get("machine")))
        grants += _grants(slug, body["grants"], categories, verbs, problems)
    grants += _grants(SIGNED_IN, raw.get("signed_in", []), categories, verbs, problems)
    problems += [
        f"role {role.slug}: may read every category; opening everything to somebody is refused (R10.5)"
        for role in roles.values()
        if not role.machine
        and {g.category for g in grants if g.role == role.slug and g.verb == "read"} >= set(categories)
    ]
    seen: set[tuple[str, str, str]] = set()
    for grant in grants:
        key = (grant.role, grant.category, grant.verb)
        if key in seen:
            problems.append(f"role {grant.role}: {grant.verb} on {grant.category} is granted twice")
        seen.add(key)
    if problems:
        raise MatrixError("\n".join(problems))
    return Matrix(categories, verbs, roles, tuple(grants))


def _grants(
    role: str,
    rows: list[dict[str, Any]],
    categories: Mapping[str, Category],
    verbs: Mapping[str, Words],
    problems: list[str],
) -> list[Grant]:
    found: list[Grant] = []
    for row in rows:
        for category in categories if row["data"] == "*" else row["data"]:
            for verb in verbs if row["may"] == "*" else row["may"]:
                if category not in categories:
                    problems.append(f"role {role}: there is no category {category}")
                elif verb not in verbs:
                    problems.append(f"role {role}: there is no verb {verb}")
                elif row["scope"] not in set(Scope):
                    problems.append(f"role {role}: there is no scope {row['scope']}")
                else:
                    found.append(Grant(role, category, verb, Scope(row["scope"])))
    return found


@cache
def shipped() -> Matrix:
    """The matrix that ships with the house."""
    return parse(files("vuistregel.access").joinpath("matrix.yaml").read_text(encoding="utf-8"))

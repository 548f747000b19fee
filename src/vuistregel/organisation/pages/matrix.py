"""The matrix on one page: who may do what with which data, read from the rules that decide (R10.4, R10.6, R10.9)."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from vuistregel.access.gate import page
from vuistregel.access.matrix import SIGNED_IN, Category, Grant, Role, Scope, shipped
from vuistregel.ui import numbers
from vuistregel.words import Words

LEVELS = {
    1: Words("openbaar", "public"),
    2: Words("gevoelig", "sensitive"),
    3: Words("zeer gevoelig", "very sensitive"),
}
SCOPES = {
    Scope.EVERYONE: Words("van iedereen", "of everyone"),
    Scope.HOUSE: Words("van de hele installatie", "of the whole installation"),
    Scope.BOARD: Words("van het hele bestuur", "of the whole board"),
    Scope.SCHOOL: Words("van de eigen school", "of the own school"),
    Scope.GROUP: Words("van de eigen groepen", "of the own groups"),
    Scope.CHILD: Words("van het eigen kind", "of the own child"),
    Scope.SELF: Words("van zichzelf", "of oneself"),
}


@dataclass(frozen=True, slots=True)
class Holders:
    """The roles that may do the same, equally far."""

    roles: tuple[Words, ...]
    verbs: tuple[Words, ...]
    scope: Words


@dataclass(frozen=True, slots=True)
class Line:
    """One category: how sensitive it is, whether reading is logged, and who may do what."""

    category: Category
    level: Words
    readers: tuple[Holders, ...]
    changers: tuple[Holders, ...]


@dataclass(frozen=True, slots=True)
class RoleView:
    """One role, category by category."""

    role: Role
    rows: tuple[tuple[Category, Holders], ...]


def _people() -> list[Role]:
    return [role for role in shipped().roles.values() if not role.machine and role.slug not in {"visitor", "guest"}]


def _grants(category: str) -> list[Grant]:
    people = {role.slug for role in _people()}
    return [g for g in shipped().grants if g.category == category and g.role in people]


def _holders(grants: list[Grant]) -> tuple[Holders, ...]:
    """Roles with the same verbs and the same reach stand together."""
    by_role: dict[tuple[str, Scope], list[str]] = {}
    for grant in grants:
        by_role.setdefault((grant.role, grant.scope), []).append(grant.verb)
    together: dict[tuple[Scope, tuple[str, ...]], list[str]] = {}
    for (role, scope), verbs in by_role.items():
        together.setdefault((scope, tuple(sorted(verbs))), []).append(role)
    return tuple(
        Holders(
            tuple(shipped().roles[role].words for role in roles),
            tuple(shipped().verbs[verb] for verb in verbs),
            SCOPES[scope],
        )
        for (scope, verbs), roles in together.items()
    )


def lines() -> list[Line]:
    """Every category that is not open to all, the most sensitive first."""
    found = []
    for category in shipped().categories.values():
        grants = _grants(category.slug)
        if category.level == 1 or not grants:
            continue
        readers = _holders([g for g in grants if g.verb == "read"])
        changers = _holders([g for g in grants if g.verb != "read"])
        found.append(Line(category, LEVELS[category.level], readers, changers))
    return sorted(found, key=lambda line: -line.category.level)


def roles() -> list[RoleView]:
    """The same, role by role."""
    return [
        RoleView(
            role,
            tuple(
                (category, holders)
                for category in shipped().categories.values()
                for holders in _holders([g for g in _grants(category.slug) if g.role == role.slug])
            ),
        )
        for role in _people()
    ]


def heading() -> Words:
    """What the matrix says at a glance; nobody may read everything, or it would not load (R10.5)."""
    staff = [role for role in _people() if role.staff]
    weighty = {c.slug for c in shipped().categories.values() if c.level == 3 and c.about_pupils}
    seeing = {g.role for g in shipped().grants if g.category in weighty and g.verb == "read"} & {r.slug for r in staff}
    return Words(
        "Niemand ziet alles. Zeer gevoelige gegevens van leerlingen zien {k} rollen.",
        "Nobody sees everything. Very sensitive data of pupils are seen by {k} roles.",
    ).with_(k=numbers.out_of(len(seeing), len(staff)))


@page(category="access_rules")
def matrix(request: HttpRequest) -> HttpResponse:
    """Who may do what with which data."""
    everyone = [
        shipped().categories[g.category].words for g in shipped().grants if g.role == SIGNED_IN and g.verb == "read"
    ]
    context = {"heading": heading(), "lines": lines(), "roles": roles(), "everyone": everyone}
    return render(request, "organisation/matrix.html", context)

"""Schools made up from a seed: groups, pupils, staff and guardians as a pupil administration would export them. Pure.

The example board and the benchmarks use the same maker; the same seed gives the same people.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from vuistregel.example.people import ADULT_GIVEN, FAMILY, GIVEN, PREFIXES
from vuistregel.organisation.roster.reading.model import (
    Authority,
    RosterGroup,
    RosterGuardian,
    RosterPupil,
    RosterSchool,
    RosterStaff,
)

PRIMARY_YEARS = tuple(str(n) for n in range(1, 9))
SECONDARY_YEARS = tuple(str(n) for n in range(11, 17))


@dataclass(frozen=True, slots=True)
class Plan:
    """What kind of school to make. `unknown` and `alone` are shares: authority not answered, one guardian only."""

    brin: str
    sector: str
    pupils: int
    per_group: int = 24
    unknown: float = 0.05
    alone: float = 0.15
    no_authority: float = 0.03
    without_contact: float = 0.02


@dataclass(frozen=True, slots=True)
class MadeSchool:
    """A school as its administration knows it."""

    school: RosterSchool
    groups: tuple[RosterGroup, ...]
    pupils: tuple[RosterPupil, ...]
    staff: tuple[RosterStaff, ...]
    guardians: tuple[RosterGuardian, ...] = field(default=())


def make_school(plan: Plan, today: date, seed: int) -> MadeSchool:
    """A school by its plan. Ages fit the groups on the day; VO pupils reach from 11 to 18."""
    random = Random(f"{seed}-{plan.brin}")  # noqa: S311  (invented people, the same ones every time)
    years = PRIMARY_YEARS if plan.sector in ("po", "so") else SECONDARY_YEARS
    groups = tuple(_groups(plan, years))
    pupils = tuple(_pupils(plan, groups, today, random))
    return MadeSchool(
        RosterSchool(
            school_year=_school_year(today),
            reference_date=today,
            brin=plan.brin,
            location="00",
            author="Voorbeeldpakket",
            version="2.1",
        ),
        groups,
        pupils,
        tuple(_staff(groups, random)),
        tuple(_guardians(plan, pupils, random)),
    )


def _school_year(today: date) -> str:
    start = today.year if today.month >= 8 else today.year - 1
    return f"{start}-{start + 1}"


def _groups(plan: Plan, years: tuple[str, ...]) -> Iterator[RosterGroup]:
    wanted = max(len(years), round(plan.pupils / plan.per_group))
    for n in range(wanted):
        year, letter = years[n % len(years)], "ABCDEFGHIJ"[n // len(years) % 10]
        name = f"{int(year) - 10 if int(year) > 10 else year}{letter}"
        yield RosterGroup(key=f"G{name}", name=name, year_group=year)


def _pupils(plan: Plan, groups: tuple[RosterGroup, ...], today: date, random: Random) -> Iterator[RosterPupil]:
    for n in range(plan.pupils):
        group = groups[n % len(groups)]
        year = int(group.year_group)
        oldest = year + 3 if year <= 8 else year + 1  # the age that most have during this school year
        born = today - timedelta(days=round(oldest * 365.25) + random.randrange(0, 365))
        given = random.choice(GIVEN)
        yield RosterPupil(
            key=f"{n + 1:05d}",
            given_name=given,
            initials=given[0] + ".",
            prefix=random.choice(PREFIXES),
            family_name=random.choice(FAMILY),
            call_name=given,
            birth_date=born,
            year_group=group.year_group,
            group_keys=(group.key,),
            arrived=today - timedelta(days=random.randrange(90, 900)),
        )


def _staff(groups: tuple[RosterGroup, ...], random: Random) -> Iterator[RosterStaff]:
    for n, group in enumerate(groups):
        yield _member(f"LK{n + 1:03d}", random, ("LRK",), (group.key,))
    for n, role in enumerate(("IB", "CON", "DIR", "ADM")):
        yield _member(f"OP{n + 1:03d}", random, (role,), ())


def _member(key: str, random: Random, roles: tuple[str, ...], groups: tuple[str, ...]) -> RosterStaff:
    given, family = random.choice(ADULT_GIVEN), random.choice(FAMILY)
    return RosterStaff(
        key=key,
        initials=given[0] + ".",
        prefix=random.choice(PREFIXES),
        family_name=family,
        call_name=given,
        email=f"{given}.{family}@school.example".lower(),
        roles=roles,
        group_keys=groups,
    )


def _guardians(plan: Plan, pupils: tuple[RosterPupil, ...], random: Random) -> Iterator[RosterGuardian]:
    number = 0
    for pupil in pupils:
        for place in range(1 if random.random() < plan.alone else 2):
            number += 1
            given = random.choice(ADULT_GIVEN)
            family = pupil.family_name if place == 0 else random.choice(FAMILY)
            reached = random.random() >= plan.without_contact
            yield RosterGuardian(
                key=f"V{number:05d}",
                pupil_keys=(pupil.key,),
                given_name=given,
                prefix=pupil.prefix if place == 0 else "",
                family_name=family,
                relation=("moeder", "vader")[place] if random.random() > 0.1 else "verzorger",
                authority=_authority(plan, place, random),
                email=f"{given}.{family}.{number}@thuis.example".lower() if reached else "",
                phone=f"06{random.randrange(10_000_000, 99_999_999)}" if reached and random.random() < 0.8 else "",
            )


def _authority(plan: Plan, place: int, random: Random) -> Authority:
    draw = random.random()
    if draw < plan.unknown:
        return "unknown"
    return "no" if place and draw < plan.unknown + plan.no_authority else "yes"

"""OneRoster 1.1 and 1.2 in CSV: a zip with users, classes and enrolments. Facts: 1EdTech.

Users of every kind stand in one file: pupils point to their guardians (agents), roles stand beside them (1.1) or in a
file of their own (1.2), dates of birth in a third. So small look-ups are made first, and users are walked last.
Authority over a child is not in the format: it stays unknown and is asked.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from sys import intern
from typing import Final

from vuistregel.organisation.roster.reading.checks import RowChecks, check_school, split_brin
from vuistregel.organisation.roster.reading.cleaning import tidy
from vuistregel.organisation.roster.reading.headers import plain
from vuistregel.organisation.roster.reading.model import (
    RosterGroup,
    RosterGuardian,
    RosterPupil,
    RosterSchool,
    RosterStaff,
    Row,
)
from vuistregel.organisation.roster.reading.oneroster_files import OneRosterFiles
from vuistregel.organisation.roster.reading.problems import Findings, refuse
from vuistregel.organisation.roster.reading.source import Asked, Progress

_PUPIL: Final = frozenset({"student"})
_GUARDIAN: Final = frozenset({"guardian", "parent", "relative"})
#: Dutch prefixes; a middle name that consists of them is one.
_PREFIXES: Final = frozenset(
    ("van", "de", "der", "den", "het", "'t", "ten", "ter", "te", "in", "op", "aan", "bij", "von", "la", "le", "du",
     "el", "al", "d'", "l'", "'s", "over", "onder", "tot", "uit", "voor")
)  # fmt: skip


@dataclass(slots=True)
class _Lookups:
    """What the walk over users needs to know of the other files."""

    roles: dict[str, tuple[str, ...]] = field(default_factory=dict)
    birth_dates: dict[str, tuple[str, int]] = field(default_factory=dict)
    groups: dict[str, tuple[str, ...]] = field(default_factory=dict)
    pupils_of: dict[str, tuple[str, ...]] = field(default_factory=dict)


class _Walk:
    """Goes over the files one after another and keeps the sum of what was read, for the progress."""

    def __init__(self, files: OneRosterFiles, findings: Findings, progress: Progress) -> None:
        self._files = files
        self._findings = findings
        self._progress = progress
        self._done = 0
        self._total = files.size("classes", "enrollments", "demographics", "roles", "users", "users")

    def over(self, kind: str, *, note: bool = True) -> Iterator[tuple[int, dict[str, str]]]:
        """The rows of one file; `note=False` for a first look whose findings the second look will make."""
        yield from self._files.rows(kind, self._findings if note else None, self._progress, self._done, self._total)
        self._done += self._files.size(kind)


class OneRosterSource:
    """One OneRoster zip. Opening it reads headers, manifest and schools; raises Refused."""

    def __init__(self, path: Path, asked: Asked) -> None:
        self._asked = asked
        self._files = OneRosterFiles(path, asked.limits)
        properties = {
            tidy(row.get("propertyname", "")).casefold(): tidy(row.get("value", "")).casefold()
            for _, row in self._files.rows("manifest")
        }
        if any(name.startswith("file.") and value == "delta" for name, value in properties.items()):
            raise refuse("oneroster.delta")
        has_roles = "roles" in self._files.parts
        self._files.require("users", *([] if has_roles else ["role"]))
        for kind in ("classes", "enrollments"):
            self._files.require(kind)
        for kind in ("orgs", "demographics", "roles"):
            if kind in self._files.parts:
                self._files.require(kind)
        version = properties.get("oneroster.version", "") or ("1.2" if has_roles else "1.1")
        self._schools = {
            tidy(row.get("sourcedid", "")): (tidy(row.get("name", "")), *split_brin(tidy(row.get("identifier", ""))))
            for _, row in self._files.rows("orgs")
            if row.get("type", "").strip().casefold() == "school"
        }
        self._chosen = self._choose_school()
        self.school: RosterSchool | None = RosterSchool(
            school_year=self._school_year(),
            brin=self._schools.get(self._chosen, ("", "", ""))[1],
            location=self._schools.get(self._chosen, ("", "", ""))[2],
            school_key=self._chosen,
            author=properties.get("source.systemname", ""),
            version=version,
            format="oneroster",
        )

    def rows(self, findings: Findings, progress: Progress) -> Iterator[Row]:
        files = self._files
        for name in files.unknown_members:
            findings.warning("zip.unknown_member", name=name)
        if self.school is not None:
            check_school(self.school, self._asked, findings)
        if "demographics" not in files.parts:
            findings.warning("oneroster.no_birth_dates")
        checks = RowChecks(self._asked, findings)
        walk = _Walk(files, findings, progress)
        yield from self._classes(walk, checks)
        found = _Lookups()
        self._enrolments(walk, found, checks)
        self._gather(walk, found)
        checks.judge_references()
        checks.file = files.parts["users"].name
        for line, row in walk.over("users"):
            yield from self._user(row, line, found, checks)
        users = checks.known("users")
        for user in (*found.groups, *found.pupils_of):
            if user not in users:
                findings.tally("user.unknown", None)

    def _classes(self, walk: _Walk, checks: RowChecks) -> Iterator[RosterGroup]:
        checks.file = self._files.parts["classes"].name
        for line, row in walk.over("classes"):
            key = checks.text("sourcedId", row.get("sourcedid", ""), line)
            if checks.new_key("groups", key, line) and self._is_here(row.get("schoolsourcedid", "")):
                yield RosterGroup(
                    key=key,
                    name=checks.text("title", row.get("title", ""), line) or key,
                    year_group=self._year_group(row, line, checks),
                    composite=row.get("classtype", "").strip().casefold() == "scheduled",
                    line=line,
                )

    def _enrolments(self, walk: _Walk, found: _Lookups, checks: RowChecks) -> None:
        checks.file = self._files.parts["enrollments"].name
        for line, row in walk.over("enrollments"):
            user, group = tidy(row.get("usersourcedid", "")), intern(tidy(row.get("classsourcedid", "")))
            if not user or not group:
                checks.findings.error("key.missing", file=checks.file, line=line)
                continue
            checks.refer("groups", group, line)
            if self._is_here(row.get("schoolsourcedid", "")) and group not in found.groups.get(user, ()):
                found.groups[user] = (*found.groups.get(user, ()), group)

    def _gather(self, walk: _Walk, found: _Lookups) -> None:
        """Dates of birth, roles, and who is whose guardian."""
        for line, row in walk.over("demographics"):
            if birth := row.get("birthdate", "").strip():
                found.birth_dates[tidy(row.get("sourcedid", ""))] = (intern(birth), line)
        for _, row in walk.over("roles"):
            user = tidy(row.get("usersourcedid", ""))
            found.roles[user] = (*found.roles.get(user, ()), intern(row.get("role", "").strip().casefold()))
        for _, row in walk.over("users", note=False):
            pupil = intern(tidy(row.get("sourcedid", "")))
            for agent in _listed(row.get("agentsourcedids", "")):
                found.pupils_of[agent] = (*found.pupils_of.get(agent, ()), pupil)

    def _user(self, row: dict[str, str], line: int, found: _Lookups, checks: RowChecks) -> Iterator[Row]:
        key = checks.text("sourcedId", row.get("sourcedid", ""), line)
        if not checks.new_key("users", key, line):
            return
        roles = found.roles.get(key) or tuple(_listed(row.get("role", "").casefold()))
        orgs = _listed(row.get("orgsourcedids", "") or row.get("primaryorgsourcedid", ""))
        here = not orgs or any(self._is_here(org) for org in orgs)
        if not here and not (key in found.groups or key in found.pupils_of):
            return
        names = self._names(row, line, checks)
        email = checks.email(checks.text("email", row.get("email", ""), line), line)
        username = checks.text("username", row.get("username", ""), line)
        phone = checks.text("phone", row.get("phone", "") or row.get("sms", ""), line)
        if phone and not (self._asked.phones and set(roles) & _GUARDIAN):
            checks.findings.fields["phone" if row.get("phone") else "sms"] += 1
            phone = ""
        groups = found.groups.get(key, ())
        if set(roles) & _PUPIL:
            yield self._pupil(key, names, username, email, groups, row, line, found, checks)
        guardian = set(roles) & _GUARDIAN
        if guardian or (key in found.pupils_of and not roles):
            yield RosterGuardian(
                key=key,
                pupil_keys=found.pupils_of.get(key, ()),
                given_name=names["given_name"],
                prefix=names["prefix"],
                family_name=names["family_name"],
                relation=next(iter(sorted(guardian)), ""),
                email=email,
                phone=phone,
                line=line,
            )
        if working := tuple(role for role in dict.fromkeys(roles) if role not in _PUPIL | _GUARDIAN):
            yield RosterStaff(
                key=key, username=username, email=email, roles=working, group_keys=groups, line=line, **names
            )

    def _pupil(
        self, key: str, names: dict[str, str], username: str, email: str, groups: tuple[str, ...],
        row: dict[str, str], line: int, found: _Lookups, checks: RowChecks,
    ) -> RosterPupil:  # fmt: skip
        born = None
        if key in found.birth_dates:
            raw, birth_line = found.birth_dates[key]
            users = checks.file
            checks.file = self._files.parts["demographics"].name
            born = checks.date(raw, birth_line)
            checks.file = users
        pupil = RosterPupil(
            key=key,
            birth_date=born,
            year_group=self._year_group(row, line, checks),
            group_keys=groups,
            username=username,
            email=email,
            line=line,
            given_name=names["given_name"],
            prefix=names["prefix"],
            family_name=names["family_name"],
            call_name=names["call_name"],
        )
        checks.pupil(pupil)
        return pupil

    def _names(self, row: dict[str, str], line: int, checks: RowChecks) -> dict[str, str]:
        given = checks.text("givenName", row.get("givenname", ""), line)
        middle = checks.text("middleName", row.get("middlename", ""), line)
        is_prefix = bool(middle) and all(part.casefold() in _PREFIXES for part in middle.replace("’", "'").split())
        return {
            "given_name": given if is_prefix or not middle else f"{given} {middle}".strip(),
            "prefix": middle if is_prefix else "",
            "family_name": checks.text("familyName", row.get("familyname", ""), line),
            "call_name": checks.text("preferredGivenName", row.get("preferredgivenname", ""), line),
        }

    def _year_group(self, row: dict[str, str], line: int, checks: RowChecks) -> str:
        grades = _listed(row.get("grades", ""))
        return checks.year_group(grades[0], line) if grades else ""

    def _is_here(self, org: str) -> bool:
        """Whether a row belongs to the school that was asked for; with one school in the zip, everything does."""
        org = org.strip()
        return len(self._schools) < 2 or not self._chosen or not org or org == self._chosen

    def _choose_school(self) -> str:
        brin = self._asked.expected_brin[:4]
        location = self._asked.expected_location
        fitting = [
            key
            for key, (_, found, found_location) in self._schools.items()
            if brin and found == brin and (not location or not found_location or found_location == location)
        ]
        if fitting:
            return fitting[0]
        return next(iter(self._schools), "")

    def _school_year(self) -> str:
        for _, row in self._files.rows("academicsessions"):
            if plain(row.get("type", "")) in ("schoolyear", "school year"):
                years = (row.get("startdate", "")[:4], row.get("enddate", "")[:4])
                if all(year.isdigit() for year in years):
                    return "-".join(years)
        return ""


def _listed(text: str) -> list[str]:
    """The parts of a cell with several values, as OneRoster writes them: divided by commas."""
    if "," not in text:
        one = tidy(text)
        return [one] if one else []
    return [part for part in (tidy(part) for part in text.split(",")) if part]

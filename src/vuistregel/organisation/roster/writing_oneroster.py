"""Writes a OneRoster zip in bulk, version 1.1 (role beside the user) or 1.2 (roles in a file of their own)."""

from __future__ import annotations

import csv
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Final, Literal

from vuistregel.organisation.roster.reading.model import (
    RosterGroup,
    RosterGuardian,
    RosterPupil,
    RosterSchool,
    RosterStaff,
)
from vuistregel.organisation.roster.writing_packages import zip_member

Extras = Mapping[str, Mapping[str, str]]
OneRosterVersion = Literal["1.1", "1.2"]

_BASE: Final = "sourcedId,status,dateLastModified"
_USERS: Final = "enabledUser,orgSourcedIds,role,username,userIds,givenName,familyName,middleName,identifier,email,sms"
_COLUMNS: Final[dict[str, str]] = {
    "orgs": f"{_BASE},name,type,identifier,parentSourcedId",
    "users": f"{_BASE},{_USERS},phone,agentSourcedIds,grades,password",
    "classes": f"{_BASE},title,grades,courseSourcedId,classCode,classType,location,schoolSourcedId,termSourcedIds,"
    "subjects,subjectCodes,periods",
    "enrollments": f"{_BASE},classSourcedId,schoolSourcedId,userSourcedId,role,primary,beginDate,endDate",
    "demographics": f"{_BASE},birthDate",
    "roles": f"{_BASE},userSourcedId,roleType,role,beginDate,endDate,orgSourcedId,userProfileSourcedId",
    "academicSessions": f"{_BASE},title,type,startDate,endDate,parentSourcedId,schoolYear",
}


def write_oneroster(
    path: str | Path,
    school: RosterSchool,
    groups: Iterable[RosterGroup],
    pupils: Iterable[RosterPupil],
    staff: Iterable[RosterStaff] = (),
    guardians: Iterable[RosterGuardian] = (),
    *,
    version: OneRosterVersion = "1.1",
    extras: Extras | None = None,
) -> None:
    """A OneRoster zip. `extras` of a pupil are columns of demographics (`sex`, `asian`, …)."""
    package = _Package(school, version, extras or {})
    for group in groups:
        package.group(group)
    people: dict[str, RosterGuardian] = {}
    agents: dict[str, list[str]] = {}
    for guardian in guardians:
        people.setdefault(guardian.key, guardian)
        for pupil_key in guardian.pupil_keys:
            agents.setdefault(pupil_key, []).append(guardian.key)
    for pupil in pupils:
        package.pupil(pupil, agents.get(pupil.key, ()))
    for member in staff:
        package.user(member, member.roles or ("teacher",), username=member.username)
        package.enrol(member.key, member.group_keys, "teacher")
    for guardian in people.values():
        package.user(guardian, (guardian.relation or "guardian",), phone=guardian.phone)
    package.write(path)


class _Package:
    """The rows of all files, as they gather."""

    def __init__(self, school: RosterSchool, version: OneRosterVersion, extras: Extras) -> None:
        self._school = school
        self._version = version
        self._extras = extras
        self._extra_columns = sorted({column for columns in extras.values() for column in columns})
        self._org = school.school_key or "school"
        self._rows: dict[str, list[Sequence[str]]] = {name: [] for name in _COLUMNS}
        name = school.author or self._org
        self._rows["orgs"].append([self._org, "", "", name, "school", school.brin + school.location, ""])
        first, _, last = school.school_year.partition("-")
        if last:
            days = [f"{first}-08-01", f"{last}-07-31"]
            self._rows["academicSessions"].append(["year", "", "", school.school_year, "schoolYear", *days, "", last])

    def group(self, row: RosterGroup) -> None:
        kind = "scheduled" if row.composite else "homeroom"
        self._rows["classes"].append(
            [row.key, "", "", row.name, row.year_group, "", "", kind, "", self._org, "", "", "", ""]
        )

    def pupil(self, row: RosterPupil, agents: Sequence[str]) -> None:
        self.user(row, ("student",), username=row.username, agents=agents, grade=row.year_group)
        self.enrol(row.key, row.group_keys, "student")
        born = row.birth_date.isoformat() if row.birth_date else ""
        extra = self._extras.get(row.key, {})
        self._rows["demographics"].append(
            [row.key, "", "", born, *(extra.get(column, "") for column in self._extra_columns)]
        )

    def user(
        self,
        row: RosterPupil | RosterStaff | RosterGuardian,
        roles: Sequence[str],
        *,
        username: str = "",
        phone: str = "",
        agents: Sequence[str] = (),
        grade: str = "",
    ) -> None:
        one_role = [", ".join(roles)] if self._version == "1.1" else []
        names = (row.given_name, row.family_name, row.prefix)
        self._rows["users"].append(
            [row.key, "", "", "true", self._org, *one_role, username, "", *names, "", row.email, "", phone,
             ",".join(agents), grade, ""]
        )  # fmt: skip
        for at, role in enumerate(roles):
            rank = "secondary" if at else "primary"
            number = len(self._rows["roles"]) + 1
            self._rows["roles"].append([f"r{number}", "", "", row.key, rank, role, "", "", self._org, ""])

    def enrol(self, user: str, groups: Sequence[str], role: str) -> None:
        for group in groups:
            number = len(self._rows["enrollments"]) + 1
            self._rows["enrollments"].append([f"e{number}", "", "", group, self._org, user, role, "", "", ""])

    def write(self, path: str | Path) -> None:
        left_out = {"roles"} if self._version == "1.1" else set()
        if not self._rows["academicSessions"]:
            left_out.add("academicSessions")
        names = [name for name in _COLUMNS if name not in left_out]
        manifest = [("manifest.version", "1.0"), ("oneroster.version", self._version)]
        manifest += [(f"file.{name}", "bulk") for name in names]
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            self._file(archive, "manifest", ["propertyName", "value"], manifest)
            for name in names:
                self._file(archive, name, self._headers(name), self._rows[name])

    def _headers(self, name: str) -> list[str]:
        headers = _COLUMNS[name].split(",")
        if name == "users" and self._version == "1.2":
            headers.remove("role")
        return headers + (self._extra_columns if name == "demographics" else [])

    @staticmethod
    def _file(archive: zipfile.ZipFile, name: str, headers: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
        with zip_member(archive, f"{name}.csv") as out:
            writer = csv.writer(out, lineterminator="\r\n")
            writer.writerow(headers)
            writer.writerows(rows)

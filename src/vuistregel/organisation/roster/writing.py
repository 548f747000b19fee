"""Writes roster files as administration systems export them: for tests, the example board and benchmarks.

Every byte follows from the rows given: no clock, no chance, so that the same rows make the same file. Rows may be
generators. What the house does not keep (sex, origin, legal numbers of systems that send them unasked) goes in through
`extras`: key → field → text.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final, Literal, TextIO
from xml.sax.saxutils import escape, quoteattr

from vuistregel.organisation.roster.reading.mapping import CONTACT_HEADERS, PUPIL_FIELDS
from vuistregel.organisation.roster.reading.model import (
    RosterGroup,
    RosterGuardian,
    RosterPupil,
    RosterSchool,
    RosterStaff,
)
from vuistregel.organisation.roster.writing_oneroster import Extras, OneRosterVersion, write_oneroster
from vuistregel.organisation.roster.writing_packages import write_xlsx

__all__ = [
    "EdexmlVersion",
    "Extras",
    "OneRosterVersion",
    "write_contacts_csv",
    "write_contacts_xlsx",
    "write_edexml",
    "write_oneroster",
    "write_roster_csv",
    "write_roster_xlsx",
]

EdexmlVersion = Literal["1.03", "2.0", "2.1"]

_XSI: Final = "http://www.w3.org/2001/XMLSchema-instance"
_ROSTER_FIELDS: Final = (
    "key", "family_name", "prefix", "given_name", "initials", "call_name", "birth_date", "year_group", "group",
    "location_key", "username", "email", "arrived", "departed", "eckid",
)  # fmt: skip
_ROSTER_HEADERS: Final = {field.name: field.label.nl for field in PUPIL_FIELDS}
_BEFORE_YEAR_GROUP: Final = ("geslacht", "start_ondw_jgr3")
_AFTER_EMAIL: Final = (
    "fotourl", "etniciteit", "land", "land_vader", "land_moeder", "sofinummer", "bsn", "onderwijsnummer",
    "bsn_ondwnr-4",
    "gewicht_nieuw", "gewicht", "postcodenl",
)  # fmt: skip


def write_edexml(
    path: str | Path,
    school: RosterSchool,
    groups: Iterable[RosterGroup],
    pupils: Iterable[RosterPupil],
    staff: Iterable[RosterStaff] = (),
    *,
    version: EdexmlVersion = "2.1",
    encoding: str = "UTF-8",
    locations: Mapping[str, str] | None = None,
    extras: Extras | None = None,
) -> None:
    """An EDEXML file. `locations` are keys with names (from 2.0 on); an ECK iD is written from 2.1 on.

    A letter that the encoding does not have becomes a character reference.
    """
    extras = extras or {}
    composite: set[str] = set()
    with Path(path).open("w", encoding=encoding, errors="xmlcharrefreplace", newline="\n") as out:
        out.write(f'<?xml version="1.0" encoding="{encoding}"?>\n')
        out.write(f'<EDEX xmlns:xsi="{_XSI}" xsi:noNamespaceSchemaLocation="EDEXML.structuur.xsd">\n')
        out.write(_school(school, version))
        if locations and version != "1.03":
            out.write("\t<vestigingen>\n")
            for key, name in locations.items():
                out.write(f"\t\t<vestiging key={quoteattr(key)}><naam>{escape(name)}</naam></vestiging>\n")
            out.write("\t</vestigingen>\n")
        out.write("\t<groepen>\n")
        for group in groups:
            if group.composite:
                composite.add(group.key)
            tag = "samengestelde_groep" if group.composite else "groep"
            year_group = "" if group.composite else _element("jaargroep", group.year_group)
            out.write(f"\t\t<{tag} key={quoteattr(group.key)}>{_element('naam', group.name)}{year_group}</{tag}>\n")
        out.write("\t</groepen>\n\t<leerlingen>\n")
        for pupil in pupils:
            _pupil(out, pupil, composite, version, extras.get(pupil.key, {}))
        out.write("\t</leerlingen>\n\t<leerkrachten>\n")
        for member in staff:
            _staff(out, member, composite, version)
        out.write("\t</leerkrachten>\n</EDEX>\n")


def write_contacts_csv(
    path: str | Path,
    guardians: Iterable[RosterGuardian],
    *,
    delimiter: str = ",",
    encoding: str = "utf-8",
    headers: Mapping[str, str] | None = None,
) -> None:
    """Contacts, one row per guardian and pupil. `headers` renames the columns, as an administration would."""
    with Path(path).open("w", encoding=encoding, errors="replace", newline="") as out:
        csv.writer(out, delimiter=delimiter).writerows(_contact_rows(guardians, headers or {}))


def write_contacts_xlsx(
    path: str | Path, guardians: Iterable[RosterGuardian], *, headers: Mapping[str, str] | None = None
) -> None:
    write_xlsx(path, _contact_rows(guardians, headers or {}))


def write_roster_csv(
    path: str | Path,
    pupils: Iterable[RosterPupil],
    staff: Iterable[RosterStaff] = (),
    *,
    delimiter: str = ";",
    encoding: str = "utf-8",
    extras: Extras | None = None,
) -> None:
    """Pupils and staff as a table with the Dutch column names; `extras` become columns of their own."""
    with Path(path).open("w", encoding=encoding, errors="replace", newline="") as out:
        csv.writer(out, delimiter=delimiter).writerows(_roster_rows(pupils, staff, extras or {}))


def write_roster_xlsx(
    path: str | Path, pupils: Iterable[RosterPupil], staff: Iterable[RosterStaff] = (), *, extras: Extras | None = None
) -> None:
    write_xlsx(path, _roster_rows(pupils, staff, extras or {}))


def _element(tag: str, text: str) -> str:
    return f"<{tag}>{escape(text)}</{tag}>" if text else ""


def _school(school: RosterSchool, version: str) -> str:
    reference = school.reference_date.isoformat() if school.reference_date else ""
    parts = {
        "schooljaar": school.school_year,
        "peildatum": reference,
        "brincode": school.brin,
        "dependancecode": school.location,
        "schoolkey": school.school_key,
        "aanmaakdatum": school.made_at,
        "auteur": school.author,
        "xsdversie": version,
    }
    return "\t<school>\n" + "".join(f"\t\t{_element(t, v)}\n" for t, v in parts.items() if v) + "\t</school>\n"


def _names(row: RosterPupil | RosterStaff) -> Iterator[tuple[str, str]]:
    yield "achternaam", row.family_name
    yield "voorvoegsel", row.prefix
    yield "voornamen", row.given_name
    yield "voorletters-1", row.initials
    yield "roepnaam", row.call_name


def _opening(tag: str, key: str, eckid: str, version: str) -> str:
    eck = f" eckid={quoteattr(eckid)}" if eckid and version == "2.1" else ""
    return f"\t\t<{tag} key={quoteattr(key)}{eck}>\n"


def _group_links(keys: Sequence[str], composite: set[str]) -> tuple[list[str], list[str]]:
    own = [f"<groep key={quoteattr(key)}/>" for key in keys if key not in composite]
    mixed = [f"<samengestelde_groep key={quoteattr(key)}/>" for key in keys if key in composite]
    return own, mixed


def _pupil(out: TextIO, row: RosterPupil, composite: set[str], version: str, extra: Mapping[str, str]) -> None:
    own, mixed = _group_links(row.group_keys, composite)
    number = row.legal_number or ""
    lines = [_element(tag, text) for tag, text in _names(row)]
    lines.append(_element("geboortedatum", row.birth_date.isoformat() if row.birth_date else ""))
    lines += [_element(tag, extra[tag]) for tag in _BEFORE_YEAR_GROUP if tag in extra]
    lines += [_element("jaargroep", row.year_group), *own]
    if mixed:
        lines.append(f"<samengestelde_groepen>{''.join(mixed)}</samengestelde_groepen>")
    if row.location_key and version != "1.03":
        lines.append(f"<vestiging key={quoteattr(row.location_key)}/>")
    lines += [_element("gebruikersnaam", row.username), _element("emailadres", row.email)]
    if number:
        lines.append(_element("onderwijsnummer" if number.startswith("10") else "bsn", number))
    lines += [_element(tag, extra[tag]) for tag in _AFTER_EMAIL if tag in extra]
    lines.append(_element("instroomdatum", row.arrived.isoformat() if row.arrived else ""))
    lines.append(_element("uitstroomdatum", row.departed.isoformat() if row.departed else ""))
    body = "".join(f"\t\t\t{line}\n" for line in lines if line)
    out.write(f"{_opening('leerling', row.key, row.eckid, version)}{body}\t\t</leerling>\n")


def _staff(out: TextIO, row: RosterStaff, composite: set[str], version: str) -> None:
    own, mixed = _group_links(row.group_keys, composite)
    lines = [_element(tag, text) for tag, text in _names(row)]
    lines += [_element("gebruikersnaam", row.username), _element("emailadres", row.email)]
    lines += [_element("rol", role) for role in row.roles] or [_element("rolomschrijving", row.role_text)]
    if own or mixed:
        lines.append(f"<groepen>{''.join(own + mixed)}</groepen>")
    body = "".join(f"\t\t\t{line}\n" for line in lines if line)
    out.write(f"{_opening('leerkracht', row.key, row.eckid, version)}{body}\t\t</leerkracht>\n")


def _contact_rows(guardians: Iterable[RosterGuardian], headers: Mapping[str, str]) -> Iterator[list[str]]:
    yield [headers.get(name, name) for name in CONTACT_HEADERS]
    for row in guardians:
        for pupil_key in row.pupil_keys or ("",):
            yield [
                pupil_key, row.key, row.given_name, row.prefix, row.family_name, row.relation, row.authority, row.email,
                row.phone,
            ]  # fmt: skip


def _roster_rows(pupils: Iterable[RosterPupil], staff: Iterable[RosterStaff], extras: Extras) -> Iterator[list[str]]:
    extra_columns = sorted({column for columns in extras.values() for column in columns})
    kind, role = _ROSTER_HEADERS["person_kind"], _ROSTER_HEADERS["role"]
    yield [*(_ROSTER_HEADERS[name] for name in _ROSTER_FIELDS), kind, role, *extra_columns]
    for row in pupils:
        extra = extras.get(row.key, {})
        yield [*_roster_cells(row), "leerling", "", *(extra.get(column, "") for column in extra_columns)]
    for member in staff:
        yield [*_roster_cells(member), "medewerker", member.role_text, *("" for _ in extra_columns)]


def _roster_cells(row: RosterPupil | RosterStaff) -> Iterator[str]:
    for name in _ROSTER_FIELDS:
        value = " | ".join(row.group_keys) if name == "group" else getattr(row, name, "")
        yield value if isinstance(value, str) else value.isoformat() if value else ""

"""The carers in an OSO transfer file: the only part of it that the roster import reads. Facts: OSO data set 2019.

`wettigevertegenwoordiger` says who represents the child by law, but the house asks authority and never assumes it.
A number or address that is marked secret is not taken in, only that it is secret.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Final

from lxml import etree

from vuistregel.organisation.roster.reading.checks import RowChecks, check_school, split_brin
from vuistregel.organisation.roster.reading.cleaning import tidy
from vuistregel.organisation.roster.reading.limits import MB
from vuistregel.organisation.roster.reading.model import RosterGuardian, RosterSchool
from vuistregel.organisation.roster.reading.problems import Findings
from vuistregel.organisation.roster.reading.recognise import HEAD
from vuistregel.organisation.roster.reading.source import Asked, Counted, Progress
from vuistregel.organisation.roster.reading.xmlstream import Readable, root_name, xml_rows

_GAP: Final = 40 * MB  # attachments stand between pupil and carers
_PUPIL: Final = ("voornaam", "voorvoegsel", "achternaam", "roepnaam", "geboortedatum", "leerlingid")
_PACKAGE: Final = ("standaardversie", "pakketnaam")
_SCHOOL: Final = ("brincode", "vestigingscode")


class OsoSource:
    """One OSO file, which is about one pupil. Raises Refused on opening when it is not what it seemed."""

    def __init__(self, path: Path, asked: Asked) -> None:
        self._path = path
        self._asked = replace(asked, limits=replace(asked.limits, gap=max(asked.limits.gap, _GAP)))
        with path.open("rb") as stream:
            self._namespace = root_name(stream.read(HEAD)).rpartition("}")[0] + "}"
        self.school: RosterSchool | None = self._read_school()

    def rows(self, findings: Findings, progress: Progress) -> Iterator[RosterGuardian]:
        if self.school is not None:
            check_school(self.school, self._asked, findings)
        findings.fields["dossier"] += 1
        checks = RowChecks(self._asked, findings)
        pupil: dict[str, str] = {}
        size = self._path.stat().st_size
        with self._path.open("rb") as stream:
            counted = Counted(stream, progress, size)
            for line, element in self._elements(counted, (*_PUPIL, "verzorger", "overigdocument")):
                tag = self._local(element)
                if tag == "verzorger":
                    if (guardian := self._guardian(element, line, pupil, checks)) is not None:
                        yield guardian
                elif tag in _PUPIL and self._inside(element, "leerling"):
                    pupil[tag] = f"{pupil.get(tag, '')} {checks.text(tag, element.text or '', line)}".strip()

    def _guardian(
        self, element: etree._Element, line: int, pupil: dict[str, str], checks: RowChecks
    ) -> RosterGuardian | None:
        texts: dict[str, str] = {}
        for child in element:
            tag = self._local(child)
            texts[tag] = f"{texts.get(tag, '')} {checks.text(tag, child.text or '', line)}".strip()
        if texts.get("overleden") in ("true", "1"):
            checks.findings.tally("guardian.deceased", line)
            return None
        for tag in ("geslacht", "iban", "banknummer"):
            if texts.get(tag):
                checks.findings.fields["iban" if tag == "banknummer" else tag] += 1
        if "adreslijst" in texts:
            checks.findings.fields["adres"] += 1
        email, phone, secret = self._reach(element, line, checks)
        first = pupil.get("roepnaam") or pupil.get("voornaam", "")
        name = " ".join(part for part in (first, pupil.get("voorvoegsel", ""), pupil.get("achternaam", "")) if part)
        born = pupil.get("geboortedatum", "")
        return RosterGuardian(
            pupil_number=pupil.get("leerlingid", ""),
            pupil_name=name,
            pupil_birth_date=checks.date(born, line) if born else None,
            given_name=texts.get("roepnaam") or texts.get("voornaam") or texts.get("voorletters-1", ""),
            prefix=texts.get("voorvoegsel", ""),
            family_name=texts.get("achternaam", ""),
            email=email,
            phone=phone,
            confidential=secret or texts.get("adresgeheim") in ("true", "1"),
            line=line,
        )

    def _reach(self, element: etree._Element, line: int, checks: RowChecks) -> tuple[str, str, bool]:
        email, phone, secret = "", "", False
        for way in element.iter(f"{self._namespace}communicatie"):
            parts = {self._local(part): tidy(part.text or "") for part in way}
            if parts.get("geheim") in ("true", "1"):
                secret = True
            elif parts.get("soort") == "e-mail":
                email = email or checks.email(checks.text("e-mail", parts.get("nummer", ""), line), line)
            elif self._asked.phones:
                phone = phone or checks.text("telefoon", parts.get("nummer", ""), line)
            else:
                checks.findings.fields["phone"] += 1
        return email, phone, secret

    def _read_school(self) -> RosterSchool:
        texts: dict[str, str] = {}
        with self._path.open("rb") as stream:
            for _, element in self._elements(stream, (*_SCHOOL, *_PACKAGE, "verzorger")):
                tag = self._local(element)
                if tag == "verzorger":
                    break
                if tag in _PACKAGE or (tag in _SCHOOL and self._inside(element, "huidigeschool")):
                    texts.setdefault(tag, tidy(element.text or "")[:256])
        brin, location = split_brin(texts.get("brincode", ""))
        return RosterSchool(
            brin=brin or texts.get("brincode", ""),
            location=texts.get("vestigingscode", "") or location,
            author=texts.get("pakketnaam", ""),
            version=texts.get("standaardversie", ""),
            format="oso",
        )

    def _elements(self, stream: Readable, tags: tuple[str, ...]) -> Iterator[tuple[int, etree._Element]]:
        names = tuple(f"{self._namespace}{tag}" for tag in tags)
        return xml_rows(stream, names, self._asked.limits, nested=frozenset(names) - {f"{self._namespace}verzorger"})

    def _inside(self, element: etree._Element, name: str) -> bool:
        parent = element.getparent()
        return parent is not None and self._local(parent) == name

    @staticmethod
    def _local(element: etree._Element) -> str:
        return str(element.tag).rpartition("}")[2]

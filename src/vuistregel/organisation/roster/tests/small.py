"""A small school and its files, for the tests of the import. All names are invented."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path
from uuid import uuid4
from xml.sax.saxutils import escape

from vuistregel.organisation.models import Board, School


def a_school(
    *, brin: str = "99ZZ", location: str = "00", name: str = "De Wilgentak", board: Board | None = None
) -> School:
    """A school of a board of its own."""
    owner = board or Board.objects.create(name=f"Stichting {uuid4().hex[:8]}")
    return School.objects.create(board=owner, name=name, brin=brin, location=location, sector="po")


@dataclass(frozen=True, slots=True)
class P:
    """A pupil in a file."""

    key: str
    call_name: str
    family_name: str
    born: str = "2016-05-04"
    group: str = "g5a"
    prefix: str = ""
    bsn: str = ""
    left: str = ""
    email: str = ""

    def but(self, **changes: str) -> P:
        return replace(self, **changes)


@dataclass(frozen=True, slots=True)
class S:
    """A member of staff in a file."""

    key: str
    call_name: str
    family_name: str
    role: str = "LRK"
    groups: tuple[str, ...] = ("g5a",)
    email: str = ""


PUPILS = (
    P("1", "Lotte", "Veenstra"),
    P("2", "Bram", "Tabor", "2015-11-30"),
    P("3", "Yara", "Toussaint", "2013-02-28", "g7a"),
    P("4", "Finn", "Wester", "2012-09-01", "g7a", "de"),
)
STAFF = (S("j1", "Ilse", "Marees"), S("j2", "Kees", "Donk", "IB", ()))
GROUPS = (("g5a", "5A", "5"), ("g7a", "7A", "7"))


@dataclass(slots=True)
class Roster:
    """A file as the administration exports it; change what a test is about."""

    pupils: Iterable[P] = PUPILS
    staff: Iterable[S] = STAFF
    groups: Iterable[tuple[str, str, str]] = GROUPS
    brin: str = "99ZZ"
    day: str = "2026-11-20"
    extra: dict[str, str] = field(default_factory=dict)

    def text(self) -> str:
        """EDEXML 2.1."""
        parts = [
            '<?xml version="1.0" encoding="UTF-8"?>\n<EDEX>\n<school>',
            f"<schooljaar>2026-2027</schooljaar><peildatum>{self.day}</peildatum><brincode>{self.brin}</brincode>",
            "<xsdversie>2.1</xsdversie></school>\n<groepen>\n",
            *(
                f'<groep key="{key}"><naam>{name}</naam><jaargroep>{year}</jaargroep></groep>\n'
                for key, name, year in self.groups
            ),
            "</groepen>\n<leerlingen>\n",
            *map(self._pupil, self.pupils),
            "</leerlingen>\n<leerkrachten>\n",
            *map(self._staff, self.staff),
            "</leerkrachten>\n</EDEX>\n",
        ]
        return "".join(parts)

    def write(self, folder: Path, name: str = "leerlingen.xml") -> Path:
        path = folder / name
        path.write_text(self.text(), encoding="utf-8")
        return path

    def _pupil(self, p: P) -> str:
        texts = {
            "achternaam": p.family_name, "voorvoegsel": p.prefix, "roepnaam": p.call_name, "geboortedatum": p.born,
            "geslacht": "2", **self.extra,
        }  # fmt: skip
        inner = "".join(f"<{tag}>{escape(text)}</{tag}>" for tag, text in texts.items() if text)
        inner += f'<groep key="{p.group}"/>' if p.group else ""
        more = {"emailadres": p.email, "bsn": p.bsn, "uitstroomdatum": p.left}
        inner += "".join(f"<{tag}>{text}</{tag}>" for tag, text in more.items() if text)
        return f'<leerling key="{p.key}">{inner}</leerling>\n'

    @staticmethod
    def _staff(s: S) -> str:
        inner = f"<achternaam>{s.family_name}</achternaam><roepnaam>{s.call_name}</roepnaam>"
        inner += f"<emailadres>{s.email}</emailadres>" if s.email else ""
        inner += f"<rol>{s.role}</rol>" if s.role else ""
        if s.groups:
            inner += "<groepen>" + "".join(f'<groep key="{g}"/>' for g in s.groups) + "</groepen>"
        return f'<leerkracht key="{s.key}">{inner}</leerkracht>\n'


HEADERS = "pupil_key,guardian_key,given_name,prefix,family_name,relation,authority,email,phone"


def contacts(folder: Path, *rows: str, name: str = "ouders.csv", headers: str = HEADERS) -> Path:
    """A file of guardians with the headers that need no mapping."""
    path = folder / name
    path.write_text("\n".join((headers, *rows, "")), encoding="utf-8")
    return path

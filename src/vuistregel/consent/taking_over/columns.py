"""Which column of the file means what: fixed names, the names that schools use, or what a person chose before."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from vuistregel.organisation.models import ColumnMapping, School
from vuistregel.organisation.roster.reading.headers import plain
from vuistregel.words import Words

#: What the house calls this file among the mappings that it remembers per school.
SUBJECT: Final = "consents"


@dataclass(frozen=True, slots=True)
class Field:
    """What a column can mean: its fixed name, how the page calls it, and other names that suggest it."""

    name: str
    label: Words
    names: frozenset[str]
    needed: bool = True


def _field(name: str, nl: str, en: str, *names: str, needed: bool = True) -> Field:
    return Field(name, Words(nl, en), frozenset({plain(name), plain(nl), plain(en), *names}), needed)


FIELDS: Final[tuple[Field, ...]] = (
    _field("pupil_key", "Leerlingnummer", "Pupil number", "nummer", "stamnummer", "llnr", "leerling nummer"),
    _field("channel", "Plek", "Place", "kanaal", "medium", "toestemming voor", "onderdeel"),
    _field("answer", "Antwoord", "Answer", "toestemming", "akkoord", "keuze", "consent"),
    _field("date", "Datum", "Date", "dag", "datum toestemming", "gegeven op", "ingangsdatum"),
    _field("by", "Gegeven door", "Given by", "nummer ouder", "oudernummer", "guardian key", "door", "relatienummer"),
    _field("text", "Tekst", "Text", "vraag", "gestelde vraag", "formuliertekst", needed=False),
    _field("matter", "Wat is gevraagd", "What was asked", "soort", needed=False),
)

Columns = Mapping[str, str]
"""Header as it stands in the file → name of a field."""


def suggested(school: School, headers: Iterable[str]) -> dict[str, str]:
    """What a person chose before for these headers, else what their names say; the first of two wins."""
    named = list(headers)
    kept = ColumnMapping.objects.filter(board=school.board_id, school=school, subject=SUBJECT).first()
    known = {field.name for field in FIELDS}
    remembered = {plain(h): f for h, f in (kept.columns if kept else []) if f in known}
    found: dict[str, str] = {}
    for header in named:
        by_name = next((f.name for f in FIELDS if plain(header) in f.names), None)
        field = remembered.get(plain(header)) or by_name
        if field and field not in found.values():
            found[header] = field
    return found


def missing(columns: Columns) -> list[Field]:
    """The fields that the import cannot do without and that no column gives."""
    given = set(columns.values())
    return [field for field in FIELDS if field.needed and field.name not in given]


def remember(school: School, columns: Columns) -> None:
    """Keep what a person decided, for the next file of this school."""
    ColumnMapping.objects.update_or_create(
        board=school.board, school=school, subject=SUBJECT, defaults={"columns": [list(p) for p in columns.items()]}
    )

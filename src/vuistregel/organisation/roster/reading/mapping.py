"""Which column of a table means what: suggested from the names that schools use, decided by a person, remembered."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any, Final, Literal

from vuistregel.organisation.roster.reading.headers import plain
from vuistregel.words import Words

Subject = Literal["pupils", "contacts"]


@dataclass(frozen=True, slots=True)
class Field:
    """A field that a column can mean: its name in code, how the page calls it, and the column names that suggest it."""

    name: str
    label: Words
    names: frozenset[str]


def _field(name: str, nl: str, en: str, *names: str) -> Field:
    return Field(name, Words(nl, en), frozenset({plain(name), plain(nl), plain(en), *names}))


#: What a table of pupils and staff can hold.
PUPIL_FIELDS: Final[tuple[Field, ...]] = (
    _field("key", "Leerlingnummer", "Pupil number", "leerling nummer", "nummer", "sleutel", "leerlingid", "leerling id",
           "stamnr", "stamnummer", "lln nr", "llnr", "pupil key", "student id", "studentid", "id", "registratienummer"),
    _field("eckid", "ECK iD", "ECK iD", "eckid", "eck id"),
    _field("given_name", "Voornamen", "Given names", "voornaam", "doopnamen", "first name", "given name", "firstname"),
    _field("initials", "Voorletters", "Initials", "voorletters 1", "voorl"),
    _field("prefix", "Tussenvoegsel", "Prefix", "voorvoegsel", "tussenv", "tussenvoegsels", "tv", "infix"),
    _field("family_name", "Achternaam", "Family name", "naam", "familienaam", "surname", "last name", "lastname"),
    _field("call_name", "Roepnaam", "Call name", "nickname", "preferred name"),
    _field("birth_date", "Geboortedatum", "Date of birth", "geb datum", "gebdatum", "geboren", "birthdate",
           "birth date", "dob"),
    _field("year_group", "Jaargroep", "Year group", "leerjaar", "jaarlaag", "grade", "year"),
    _field("group", "Groep", "Group", "klas", "stamgroep", "groepsnaam", "groep naam", "stamklas", "class", "groepen"),
    _field("location_key", "Vestiging", "Location", "locatie", "dependance"),
    _field("username", "Gebruikersnaam", "User name", "gebruiker", "inlognaam", "username", "login"),
    _field("email", "E-mail", "E-mail", "mail", "email", "emailadres", "e mailadres", "mailadres", "e mail leerling"),
    _field("arrived", "Datum van inschrijving", "Date of arrival", "instroomdatum", "inschrijfdatum", "ingeschreven",
           "datum inschrijving", "in"),
    _field("departed", "Datum van uitschrijving", "Date of departure", "uitstroomdatum", "uitschrijfdatum",
           "uitgeschreven", "datum uitschrijving", "uit"),
    _field("brin", "BRIN", "BRIN", "brincode", "brinnummer", "school brin"),
    _field("person_kind", "Soort persoon", "Kind of person", "soort", "type persoon"),
    _field("role", "Rol", "Role", "functie", "rolomschrijving"),
    _field("legal_number", "BSN of onderwijsnummer", "BSN or education number", "bsn", "pgn", "burgerservicenummer",
           "onderwijsnummer"),
)  # fmt: skip

#: What a table says of one parent, and the bare names of such columns where a row holds two of them.
_PARENT: Final = {
    "guardian_key": ("nummer",),
    "given_name": ("voornaam", "voornamen", "roepnaam", "voorletters"),
    "prefix": ("tussenvoegsel", "voorvoegsel"),
    "family_name": ("achternaam", "naam"),
    "relation": ("relatie", "soort"),
    "authority": ("gezag",),
    "email": ("e mail", "email", "mail", "emailadres", "e mailadres", "mailadres"),
    "phone": ("telefoon", "telefoonnummer", "mobiel", "mobiele telefoon"),
    "confidential": ("geheim",),
}
#: What the fields of a second parent end in.
SECOND: Final = "_2"


def _numbered(name: str, number: int) -> tuple[str, ...]:
    """How tables call a column of the first or second of two parents: `Voornaam ouder 2`, `Verzorger 2 naam`."""
    roles = [f"{role}{gap}{number}" for role in ("ouder", "verzorger") for gap in (" ", "")]
    found = [text for bare in _PARENT[name] for role in roles for text in (f"{bare} {role}", f"{role} {bare}")]
    return (*found, *(roles if name == "family_name" else ()))


def _with_two_parents(fields: tuple[Field, ...]) -> tuple[Field, ...]:
    """The fields, those of a parent also as `… 1`, and once more for a second parent on the same row."""
    first = tuple(
        replace(f, names=f.names | frozenset(_numbered(f.name, 1))) if f.name in _PARENT else f for f in fields
    )
    second = tuple(
        Field(
            f.name + SECOND,
            (label := Words("Tweede ouder: {label}", "Second parent: {label}").with_(label=f.label)),
            frozenset((f.name + SECOND, plain(label.nl), plain(label.en), *_numbered(f.name, 2))),
        )
        for f in fields
        if f.name in _PARENT
    )
    return first + second


#: What a table of parents and guardians can hold.
CONTACT_FIELDS: Final[tuple[Field, ...]] = _with_two_parents((
    _field("pupil_key", "Leerlingnummer", "Pupil number", "leerling nummer", "sleutel leerling", "leerlingid",
           "leerling id", "stamnr", "stamnummer", "llnr", "student id", "nummer leerling"),
    _field("other_number", "Ander nummer van de leerling", "Another number of the pupil"),
    _field("pupil_name", "Naam leerling", "Name of the pupil", "leerling", "leerlingnaam", "kind", "naam kind",
           "child"),
    _field("pupil_call_name", "Roepnaam leerling", "Call name of the pupil", "voornaam leerling", "roepnaam kind",
           "voornaam kind"),
    _field("pupil_prefix", "Tussenvoegsel leerling", "Prefix of the pupil", "voorvoegsel leerling",
           "tussenvoegsel kind"),
    _field("pupil_family_name", "Achternaam leerling", "Family name of the pupil", "achternaam kind"),
    _field("pupil_birth_date", "Geboortedatum leerling", "Date of birth of the pupil", "geboortedatum",
           "geboortedatum kind", "geb datum"),
    _field("guardian_key", "Nummer ouder", "Number of the parent", "oudernummer", "relatienummer", "verzorger id",
           "ouder id", "verzorgernummer", "nummer verzorger"),
    _field("given_name", "Voornaam ouder", "First name of the parent", "voornaam", "voornamen", "roepnaam",
           "voornaam verzorger", "roepnaam ouder", "roepnaam verzorger", "first name", "given name", "voorletters",
           "voorletters ouder", "voorletters verzorger"),
    _field("prefix", "Tussenvoegsel ouder", "Prefix of the parent", "tussenvoegsel", "voorvoegsel", "voorvoegsel ouder",
           "tussenvoegsel verzorger", "voorvoegsel verzorger"),
    _field("family_name", "Achternaam ouder", "Family name of the parent", "achternaam", "achternaam verzorger",
           "naam ouder", "naam verzorger", "naam", "family name", "last name", "surname"),
    _field("relation", "Relatie", "Relation", "relatie tot kind", "relatie tot leerling", "soort relatie",
           "relatie met leerling", "type relatie", "verwantschap"),
    _field("authority", "Gezag", "Authority", "ouderlijk gezag", "heeft gezag", "wettelijk gezag", "gezaghebbend"),
    _field("email", "E-mail ouder", "E-mail of the parent", "e mail", "email", "mail", "mailadres", "emailadres",
           "e mailadres", "email ouder", "email verzorger", "e mail verzorger", "e mailadres ouder",
           "e mailadres verzorger", "emailadres ouder", "emailadres verzorger"),
    _field("phone", "Telefoon ouder", "Phone of the parent", "telefoon", "telefoonnummer", "mobiel", "mobiele telefoon",
           "telefoon verzorger", "mobiel nummer", "phone", "mobile"),
    _field("confidential", "Geheim", "Secret", "geheim adres", "adres geheim", "adresgeheim", "geheim nummer"),
))  # fmt: skip

_FIELDS: Final[dict[Subject, tuple[Field, ...]]] = {"pupils": PUPIL_FIELDS, "contacts": CONTACT_FIELDS}

#: Of each of these sets a mapping needs one: what the page must still ask for.
_NEEDED: Final[dict[Subject, tuple[tuple[frozenset[str], Words], ...]]] = {
    "pupils": (
        (frozenset({"key"}), Words("leerlingnummer", "pupil number")),
        (frozenset({"family_name", "call_name", "given_name"}), Words("achternaam of roepnaam", "family or call name")),
    ),
    "contacts": (
        (
            frozenset({"pupil_key", "other_number", "pupil_name", "pupil_family_name"}),
            Words("leerlingnummer, of naam van de leerling", "pupil number, or name of the pupil"),
        ),
        (frozenset({"family_name", "given_name"}), Words("naam van de ouder", "name of the parent")),
    ),
}

#: The headers of the contacts file that needs no mapping (the contract of `import_contacts`).
CONTACT_HEADERS: Final[tuple[str, ...]] = (
    "pupil_key", "guardian_key", "given_name", "prefix", "family_name", "relation", "authority", "email", "phone",
)  # fmt: skip

_ABOUT_PARENTS = re.compile(r"\b(ouders?\d?|verzorgers?\d?|parents?|guardians?|gezag|authority|moeder|vader)\b")


@dataclass(frozen=True, slots=True)
class Mapping:
    """Column → field, in the order of the file, and what the rows are about. `as_data` is what a board remembers."""

    subject: Subject
    columns: tuple[tuple[str, str], ...]

    def __post_init__(self) -> None:
        """Raises ValueError for a field that does not exist or stands twice, or for an unknown subject."""
        allowed = {field.name for field in fields_of(self.subject)}
        named = [name for _, name in self.columns]
        if unknown := set(named) - allowed:
            raise ValueError(f"No such field: {', '.join(sorted(unknown))}")
        if len(named) != len(set(named)):
            raise ValueError("Two columns point to the same field")

    @property
    def missing(self) -> tuple[Words, ...]:
        """What no column gives yet and the import cannot do without."""
        given = {name for _, name in self.columns}
        return tuple(label for choice, label in _NEEDED[self.subject] if not choice & given)

    def field_of(self, header: str) -> str | None:
        wanted = plain(header)
        return next((name for column, name in self.columns if plain(column) == wanted), None)

    def as_data(self) -> dict[str, Any]:
        return {"subject": self.subject, "columns": [list(pair) for pair in self.columns]}

    @staticmethod
    def from_data(data: dict[str, Any]) -> Mapping:
        """The mapping as it was remembered. Raises ValueError when it no longer fits."""
        if data.get("subject") not in _FIELDS:
            raise ValueError("No such subject")
        return Mapping(data["subject"], tuple((str(column), str(name)) for column, name in data["columns"]))


def fields_of(subject: Subject) -> tuple[Field, ...]:
    """The fields that a column can be pointed at. Raises ValueError for an unknown subject."""
    if subject not in _FIELDS:
        raise ValueError("No such subject")
    return _FIELDS[subject]


def are_contact_headers(headers: Iterable[str]) -> bool:
    """Whether these are the headers of the contacts file that needs no mapping."""
    given = {plain(header) for header in headers}
    return plain("pupil_key") in given and bool(given & {plain("guardian_key"), plain("authority")})


def suggest_mapping(headers: Iterable[str], subject: Subject | None = None) -> Mapping:
    """The mapping that the column names suggest; the first column wins when two suggest the same field.

    Without `subject` the headers decide: names of parents or of their authority make it a table of contacts.
    """
    named = list(headers)
    if subject is None:
        about_parents = any(_ABOUT_PARENTS.search(plain(header)) for header in named)
        subject = "contacts" if about_parents or are_contact_headers(named) else "pupils"
    columns: dict[str, str] = {}
    for exact in (True, False):  # the field's own name first, so that no synonym takes its place
        for header in named:
            if header in columns or not plain(header):
                continue
            for field in fields_of(subject):
                own = plain(header) == plain(field.name)
                if field.name not in columns.values() and (own if exact else plain(header) in field.names):
                    columns[header] = field.name
                    break
    return Mapping(subject, tuple((header, columns[header]) for header in named if header in columns))

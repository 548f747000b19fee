"""A list as it is shown, printed and handed out: the same rows on the page, in the PDF and in the spreadsheet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from vuistregel.consent.lists.entries import Entry, GroupList, Kinds
from vuistregel.consent.lists.rules import chains
from vuistregel.consent.models import ListCopy
from vuistregel.documents import Chains, Link, Paper, Table, Text
from vuistregel.organisation.models import Group, Teaching
from vuistregel.organisation.periods import open_on
from vuistregel.organisation.wording import joined
from vuistregel.ui import days
from vuistregel.words import Words

TITLES = {
    Kinds.PHONE: Words("Telefoonlijst", "Phone list"),
    Kinds.TREE: Words("Belboom", "Phone tree"),
    Kinds.ADDRESS: Words("Adreslijst", "Address list"),
}
_OF_GROUP = Words("{list} van groep {group}", "{list} of group {group}")
_VALUES = {Kinds.PHONE: Words("Telefoon", "Telephone"), Kinds.ADDRESS: Words("Adres", "Address")}
_CHILD = Words("Kind", "Child")
_ADULT = Words("Ouder of verzorger", "Parent or carer")
_ONLY_HERE = Words(
    "Alleen voor ouders en leerkrachten van deze groep. Geef de lijst niet door. Schooljaar {year}.",
    "Only for parents and teachers of this group. Do not pass the list on. School year {year}.",
)
_FOOT = Words(
    "{school}. Gemaakt op {day} door {name}. Kopie {number}.", "{school}. Made on {day} by {name}. Copy {number}."
)
_HOUSE = Words("de school", "the school")
_NOBODY = Words("Er staat niemand op deze lijst.", "Nobody is on this list.")
_STARTS = Words("{teacher} belt de eerste van elke rij.", "{teacher} calls the first of each row.")
_ENDS = Words("belt {teacher}", "calls {teacher}")
_ROW = Words("Rij {n}", "Row {n}")
_HOW = Words(
    "Neemt iemand niet op? Bel dan de volgende in de rij. De laatste van elke rij belt {teacher}.",
    "No answer? Then call the next in the row. The last of each row calls {teacher}.",
)
_CALLS = (Words("Wie belt", "Who calls"), Words("Belt naar", "Calls"), Words("Nummer", "Number"))
_TEACHER = Words("de leerkracht", "the teacher")
_WHO_CALLS_WHOM = Words("Wie belt wie", "Who calls whom")


@dataclass(frozen=True, slots=True)
class Family:
    """One family in the phone tree: its children of this group, and whom to call at which number."""

    name: str
    reached: tuple[str, ...]


def title(kind: ListCopy.Kinds, group: Group) -> Words:
    return _OF_GROUP.with_(list=TITLES[kind], group=group.name)


def teachers(group: Group, day: date) -> Words:
    """Who teaches the group on a day, as the phone tree names them."""
    rows = Teaching.objects.filter(open_on(day), group=group).select_related("person").order_by("pk")
    names = [row.person.name for row in rows[:2]]
    return joined(names) if names else _TEACHER


def families(found: GroupList, language: str) -> list[Family]:
    """The families on a list, in its order; brothers and sisters are called once."""
    together: dict[int, list[Entry]] = {}
    for entry in found.entries:
        together.setdefault(entry.family, []).append(entry)
    return [_family(entries, language) for entries in together.values()]


def _family(entries: Sequence[Entry], language: str) -> Family:
    reached = dict.fromkeys(f"{r.name} {', '.join(r.values)}" for e in entries for r in e.reached)
    return Family(joined([e.name for e in entries]).in_(language), tuple(reached))


def parts(found: GroupList, language: str, day: date) -> tuple[Chains | Table | Text, ...]:
    """What stands on the list, for page, PDF and spreadsheet."""
    if not found.entries:
        return (Text((_NOBODY.in_(language),)),)
    if found.kind is Kinds.TREE:
        return _tree(families(found, language), teachers(found.group, day).in_(language), language)
    rows = tuple((e.name, r.name, ", ".join(r.values)) for e in found.entries for r in e.reached)
    columns = (_CHILD.in_(language), _ADULT.in_(language), _VALUES[found.kind].in_(language))
    return (Table(columns, rows, widths=(3, 3, 2) if found.kind is Kinds.PHONE else (3, 3, 4)),)


def _tree(found: list[Family], teacher: str, language: str) -> tuple[Chains | Table | Text, ...]:
    rows: list[tuple[str, str, str]] = []
    drawn: list[tuple[Link, ...]] = []
    for chain in chains(len(found)):
        callers = [teacher, *(found[at].name for at in chain)]
        called = [found[at] for at in chain]
        rows += [(by, to.name, "; ".join(to.reached)) for by, to in zip(callers, called, strict=False)]
        rows.append((callers[-1], teacher, "-"))
        drawn.append(tuple(Link(f.name, "; ".join(f.reached)) for f in called))
    return (
        Text((_HOW.with_(teacher=teacher).in_(language),)),
        Chains(
            start=_STARTS.with_(teacher=teacher).in_(language),
            end=_ENDS.with_(teacher=teacher).in_(language),
            chains=tuple(drawn),
            titles=tuple(_ROW.with_(n=n).in_(language) for n in range(1, len(drawn) + 1)),
        ),
        Table(
            tuple(c.in_(language) for c in _CALLS), tuple(rows), heading=_WHO_CALLS_WHOM.in_(language), widths=(3, 3, 4)
        ),
    )


def paper(found: GroupList, copy: ListCopy, day: date) -> Paper:
    """The list as a document, marked with who made it, when, and which copy it is."""
    group, language = found.group, copy.language
    by = copy.made_by.name if copy.made_by is not None else _HOUSE.in_(language)
    foot = _FOOT.with_(school=group.school.name, day=days.plain(copy.made_on), name=by, number=copy.number)
    year = found.place.year.name.in_(language) if found.place else str(day.year)
    return Paper(
        language=language,
        title=title(found.kind, group).in_(language),
        lead=_ONLY_HERE.with_(year=year).in_(language),
        foot=foot.in_(language),
        made_on=copy.made_on,
        parts=parts(found, language, day),
    )

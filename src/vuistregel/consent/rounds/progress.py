"""How far a round is, in families: for the school per class, and for a teacher about the own group.

Children of the same people are one family; it has answered when somebody answered every question about each of them.
Per class the children in that class count.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Min

from vuistregel.consent.models import Round, RoundPupil
from vuistregel.organisation.models import Group
from vuistregel.organisation.periods import present_on
from vuistregel.ui import numbers
from vuistregel.words import Words, same

NO_CLASS = Words("zonder groep", "without a group")


@dataclass(frozen=True, slots=True)
class Progress:
    """How many families answered, of a class or a whole round. `unreachable`: pupils about whom nobody was asked."""

    name: str
    families: int
    answered: int
    unreachable: int = 0
    group: int | None = None

    @property
    def missing(self) -> int:
        return self.families - self.answered

    @property
    def key(self) -> int:
        """The class as an address names it; 0 for who has none."""
        return self.group or 0

    @property
    def title(self) -> Words:
        return same(self.name) if self.name else NO_CLASS

    @property
    def words(self) -> Words:
        """`21 van de 24 gezinnen hebben op alles geantwoord. De andere drie antwoordden nog niet op alles.`"""
        return sentence(self.families, self.answered)

    @property
    def short(self) -> Words:
        """`21 van de 24 gezinnen`."""
        return Words("{few} van de {all} gezinnen", "{few} of the {all} families").with_(
            few=numbers.figures(self.answered), all=numbers.figures(self.families)
        )


@dataclass(frozen=True, slots=True)
class Whole:
    """A round: all families once, and per class."""

    families: int
    answered: int
    unreachable: int
    groups: tuple[Progress, ...]

    @property
    def words(self) -> Words:
        return sentence(self.families, self.answered)


def sentence(families: int, answered: int) -> Words:
    """How it stands. Who did not answer everything may have said yes to a part, so that is not called a no."""
    missing = families - answered
    if not families:
        return Words("Er is nog niemand gevraagd.", "Nobody was asked yet.")
    if not missing:
        return numbers.counted(
            families,
            Words("Het gezin heeft op alles geantwoord.", "The family has answered everything."),
            Words(
                "Alle {number} gezinnen hebben op alles geantwoord.", "All {number} families have answered everything."
            ),
        )
    if not answered:
        return numbers.counted(
            families,
            Words("Het gezin heeft nog niet op alles geantwoord.", "The family has not answered everything yet."),
            Words(
                "Nog geen van de {number} gezinnen heeft op alles geantwoord.",
                "None of the {number} families has answered everything yet.",
            ),
        )
    have = Words("heeft", "has") if answered == 1 else Words("hebben", "have")
    rest = numbers.counted(
        missing,
        Words("Het andere gezin antwoordde nog niet op alles.", "The other family did not answer everything yet."),
        Words("De andere {words} antwoordden nog niet op alles.", "The other {words} did not answer everything yet."),
    )
    return Words(
        "{few} van de {all} gezinnen {have} op alles geantwoord. {rest}",
        "{few} of the {all} families {have} answered everything. {rest}",
    ).with_(few=numbers.figures(answered), all=numbers.figures(families), have=have, rest=rest)


#: pupil, group, name of the group, composite, answered, gap, the first of the invitations about the pupil
_Row = tuple[int, int | None, str | None, bool, str, int | None]


def whole(round_: Round) -> Whole:
    """The progress of a round; one query for any number of pupils."""
    rows = _rows(RoundPupil.objects.filter(board=round_.board_id, round=round_))
    by_group: dict[int | None, list[_Row]] = defaultdict(list)
    for row in rows:
        by_group[row[1]].append(row)
    groups = tuple(
        _progress(key, of_group)
        for key, of_group in sorted(by_group.items(), key=lambda item: (item[0] is None, str(item[1][0][2] or "")))
    )
    families, answered, unreachable = _counted(rows)
    return Whole(families, answered, unreachable, groups)


def progress_of(group: Group, day: date) -> Progress | None:
    """How far the newest round of this school year is in a group; None when there was none. One query."""
    rows = RoundPupil.objects.filter(
        present_on(day, "pupil__"),
        board=group.board_id,
        group=group,
        round__opened_on__isnull=False,
        round__year_starts__lte=day,
        round__year_ends__gte=day,
    )
    newest: dict[int, _Row] = {}
    for row in _rows(rows.order_by("round__opened_on", "round")):
        newest[row[0]] = row  # a later round asks anew
    return _progress(group.pk, list(newest.values())) if newest else None


def summaries(rounds: Iterable[Round]) -> dict[int, tuple[int, int]]:
    """Of several rounds at once (families, answered), for a list; one query."""
    found: dict[int, list[_Row]] = defaultdict(list)
    every = list(rounds)
    if not every:
        return {}
    rows = RoundPupil.objects.filter(board=every[0].board_id, round__in=every)
    for round_id, *row in rows.annotate(first=Min("invited__invitation")).values_list(
        "round", "pupil", "group", "group__name", "answered_at", "gap", "first"
    ):
        found[round_id].append((row[0], row[1], row[2], row[3] is not None, row[4], row[5]))
    return {key: _counted(of_round)[:2] for key, of_round in found.items()}


def _rows(rows: object) -> list[_Row]:
    found = rows.annotate(first=Min("invited__invitation")).values_list(  # type: ignore[attr-defined]
        "pupil", "group", "group__name", "answered_at", "gap", "first"
    )
    return [(pupil, group, name, at is not None, gap, first) for pupil, group, name, at, gap, first in found]


def _progress(group: int | None, rows: list[_Row]) -> Progress:
    families, answered, unreachable = _counted(rows)
    return Progress(rows[0][2] or "", families, answered, unreachable, group)


def _counted(rows: Iterable[_Row]) -> tuple[int, int, int]:
    families: dict[int, bool] = {}
    unreachable = 0
    for _, _, _, answered, gap, first in rows:
        if gap or first is None:
            unreachable += not answered
            continue
        families[first] = families.get(first, True) and answered
    return len(families), sum(families.values()), unreachable

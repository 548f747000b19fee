"""What the pages of a group's lists show: how many families are on each, which copies went out, who must go."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from vuistregel.consent.lists.entries import GroupList, Kinds, group_list
from vuistregel.consent.lists.papers import TITLES
from vuistregel.consent.lists.recall import waiting
from vuistregel.consent.models import ListCopy
from vuistregel.organisation.models import Group
from vuistregel.organisation.queries import norms_for
from vuistregel.organisation.wording import joined
from vuistregel.organisation.years import school_year
from vuistregel.ui import days, numbers
from vuistregel.words import Words

#: What a list is called in an address.
SLUGS = {"telefoonlijst": Kinds.PHONE, "belboom": Kinds.TREE, "adreslijst": Kinds.ADDRESS}
ADDRESS = {kind: slug for slug, kind in SLUGS.items()}
FORMS = {
    ListCopy.Forms.PAPER: Words("afdruk", "print"),
    ListCopy.Forms.PDF: Words("PDF", "PDF"),
    ListCopy.Forms.SHEET: Words("rekenblad", "spreadsheet"),
}


@dataclass(frozen=True, slots=True)
class ShownCopy:
    """A copy that was handed out this school year, and who still has to be taken off it."""

    row: ListCopy
    title: Words
    made: Words
    gone: Words | None

    @property
    def slug(self) -> str:
        return ADDRESS[Kinds(self.row.kind)]


def standing_of(found: GroupList) -> Words:
    """How many families are on a list; who is not on it is a number, never a name."""
    if not found.families:
        return Words("In deze groep zitten nog geen leerlingen.", "There are no pupils in this group yet.")
    if found.families == 1:
        return (
            Words("Het ene gezin van deze groep staat erop.", "The one family of this group is on it.")
            if found.on_it
            else Words("Het ene gezin van deze groep staat er niet op.", "The one family of this group is not on it.")
        )
    return numbers.share(
        found.on_it,
        found.families,
        Words("{k} gezinnen staat erop.", "{k} families is on it."),
        Words("{k} gezinnen staan erop.", "{k} families are on it."),
    )


def lists_of(group: Group, day: date) -> list[GroupList]:
    """The three lists of a group as they are today."""
    return [group_list(group, kind, day) for kind in Kinds]


def copies_of(group: Group, day: date) -> list[ShownCopy]:
    """The copies of this school year, the newest first; those that must be mended before all others."""
    year = school_year(group.board_id, day, norms_for(group.board_id, day, group.school.sector))
    rows = list(
        ListCopy.objects.filter(board=group.board_id, group=group, made_on__gte=year.starts)
        .select_related("made_by")
        .order_by("-pk")
    )
    gone = waiting(rows)
    shown = [_shown(row, [p.name for p in gone.get(row.pk, [])], day) for row in rows]
    return sorted(shown, key=lambda copy: copy.gone is None)


def _shown(row: ListCopy, gone: list[str], day: date) -> ShownCopy:
    title = Words("{list}, kopie {number}", "{list}, copy {number}")
    made = Words("{form}, {day} door {name}", "{form}, {day} by {name}").with_(
        form=FORMS[ListCopy.Forms(row.form)],
        day=days.near(row.made_on, day),
        name=row.made_by.name if row.made_by else Words("de school", "the school"),
    )
    return ShownCopy(
        row,
        title.with_(list=TITLES[Kinds(row.kind)], number=row.number),
        made,
        Words("Haal van deze kopie: {names}.", "Take off this copy: {names}.").with_(names=joined(gone))
        if gone
        else None,
    )

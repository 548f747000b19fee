"""Check: a copy that was handed out no longer holds whoever withdrew (R5.22)."""

from __future__ import annotations

from typing import Any

from django.db.models import F, Q
from django.urls import reverse

from vuistregel.checks import Check, Item, On, Rows, holds, register
from vuistregel.consent.lists.entries import Kinds
from vuistregel.consent.lists.papers import TITLES
from vuistregel.consent.models import ListedPerson
from vuistregel.organisation.checks.rows import PERSON_NAME, name_in
from vuistregel.words import Words


def _called_back(on: On) -> Rows:
    """Whoever had to be taken off a copy; in order once the maker said so."""
    rows = ListedPerson.objects.filter(gone_on__isnull=False, gone_on__lte=on.day)
    return rows.annotate(at=F("copy__school"), ok=holds(Q(removed_on__isnull=False)))


def _item(row: dict[str, Any], on: On) -> Item:
    note = Words("Staat nog op: {list}, kopie {number}.", "Is still on: {list}, copy {number}.")
    return Item(
        name_in(row),
        note.with_(list=TITLES[Kinds(row["copy__kind"])], number=row["copy__number"]),
        reverse("group_lists", args=[row["copy__group"]]),
        Words("Bekijk de kopieën", "See the copies"),
    )


register(
    Check(
        id="consent.copies_called_back",
        step=6,
        requirements=("R5.18", "R5.22"),
        norm="contact-list.content",
        question=Words(
            "Is van elke kopie van een lijst gehaald wie er niet meer op mag?",
            "Was everybody who may no longer be on a list taken off each copy?",
        ),
        counted=Words("namen", "names"),
        todo=Words("Haal namen van kopieën van lijsten", "Take names off copies of lists"),
        rows=_called_back,
        fields=("copy__kind", "copy__number", "copy__group", *PERSON_NAME),
        item=_item,
        mend_url="groups",
    )
)

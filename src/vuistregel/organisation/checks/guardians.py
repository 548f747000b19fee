"""Guardians: authority is asked and answered, and restrictions are respected."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse

from vuistregel.checks import Check, Item, On, Rows, holds, register
from vuistregel.organisation.checks.rows import PERSON_NAME, born_before, name_in, names_under
from vuistregel.organisation.models import Authority, Guardianship
from vuistregel.organisation.periods import open_on, present_on
from vuistregel.organisation.protection import restrictions_on
from vuistregel.words import Words, same


def _authority_confirmed(on: On) -> Rows:
    """Guardians of present pupils below the age of an own decision; in order when authority is answered."""
    own = int(on.norms().value("age.own-decision"))
    young = Q(pupil__person__birth_date__isnull=True) | Q(pupil__person__birth_date__gt=born_before(on.day, own))
    return Guardianship.objects.filter(open_on(on.day), present_on(on.day, "pupil__"), young).annotate(
        at=F("pupil__school"),
        ok=holds(~Q(authority=Authority.UNKNOWN)),
    )


def _guardian_item(row: dict[str, Any], on: On) -> Item:
    return Item(
        name_in(row),
        Words("Ouder van {pupil}.", "Parent of {pupil}.").with_(pupil=same(name_in(row, "pupil__person__"))),
        reverse("pupil", args=[row["at"], row["pupil"]]),
        Words("Vraag naar het gezag", "Ask about authority"),
    )


register(
    Check(
        id="organisation.authority_confirmed",
        step=4,
        requirements=("R2.8", "RG.4"),
        norm="authority.confirm",
        question=Words(
            "Is van elke ouder bevestigd of er gezag is?",
            "Is it confirmed for every parent whether there is authority?",
        ),
        counted=Words("ouders", "parents"),
        todo=Words("Bevestig het gezag van ouders", "Confirm the authority of parents"),
        rows=_authority_confirmed,
        fields=("pupil", *PERSON_NAME, *names_under("pupil__person__")),
        item=_guardian_item,
        mend_url="authority",
        category="authority",
    )
)


def _restrictions(on: On) -> Rows:
    """Open restrictions that name a known person; contradicted when they still stand as a guardian to approach."""
    contradicted = Guardianship.objects.filter(
        open_on(on.day), pupil=OuterRef("pupil"), person=OuterRef("person")
    ).exclude(authority=Authority.NO)
    rows = restrictions_on(on.day).filter(present_on(on.day, "pupil__"), person__isnull=False)
    return rows.annotate(at=F("pupil__school"), ok=~Exists(contradicted))


def _restriction_item(row: dict[str, Any], on: On) -> Item:
    return Item(
        name_in(row, "pupil__person__"),
        Words(
            "Er is een contactbeperking, maar de ouderlijst zegt iets anders.",
            "There is a contact restriction, but the list of parents says otherwise.",
        ),
        reverse("pupil", args=[row["at"], row["pupil"]]),
        Words("Kijk beide na", "Check both"),
    )


register(
    Check(
        id="organisation.restrictions_respected",
        step=10,
        requirements=("R10.12",),
        norm="restriction.respected",
        question=Words(
            "Kloppen de contactbeperkingen met de lijst van ouders?",
            "Do the contact restrictions agree with the list of parents?",
        ),
        counted=Words("beperkingen", "restrictions"),
        todo=Words("Kijk de contactbeperkingen na", "Check the contact restrictions"),
        rows=_restrictions,
        fields=("pupil", *names_under("pupil__person__")),
        item=_restriction_item,
        mend_url="pupils",
        category="restriction",
    )
)

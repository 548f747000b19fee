"""Pupils: somebody decides and can be reached, they know their own say, and who left is in no group."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, F, OuterRef, Q, Value
from django.urls import reverse

from vuistregel.checks import Check, Item, On, Rows, holds, register
from vuistregel.organisation.ages import birthday
from vuistregel.organisation.checks.rows import PERSON_NAME, born_before, name_in
from vuistregel.organisation.models import (
    Authority,
    ContactDetail,
    Guardianship,
    Placement,
    Pupil,
    PupilInformed,
)
from vuistregel.organisation.periods import open_on, present_on
from vuistregel.organisation.protection import barring_on
from vuistregel.words import Words, same


def _reachable_decider(on: On) -> Rows:
    """Pupils who are present; in order when somebody who decides has a way to be reached."""
    own = int(on.norms().value("age.own-decision"))
    detail = ContactDetail.objects.all()
    barred = barring_on(on.day).filter(pupil=OuterRef("pupil"), person=OuterRef("person"))
    guardian = Guardianship.objects.filter(
        open_on(on.day),
        Exists(detail.filter(board=OuterRef("board"), person=OuterRef("person"))),
        ~Exists(barred),
        pupil=OuterRef("pk"),
        authority=Authority.YES,
    )
    of_age = Q(person__birth_date__lte=born_before(on.day, own))
    return Pupil.objects.filter(present_on(on.day)).annotate(
        at=F("school"),
        ok=holds(of_age, Q(Exists(guardian), person__birth_date__isnull=False)),
    )


def _pupil_item(note: Words, label: Words) -> Any:
    def item(row: dict[str, Any], on: On) -> Item:
        return Item(name_in(row), note, reverse("pupil", args=[row["at"], row["pk"]]), label)

    return item


def _born_note(row: dict[str, Any], on: On) -> Item:
    missing = row["person__birth_date"] is None
    note = (
        Words("Wij kennen de geboortedatum niet.", "We do not know the date of birth.")
        if missing
        else Words("Niemand met bevestigd gezag is bereikbaar.", "Nobody with confirmed authority can be reached.")
    )
    return Item(
        name_in(row), note, reverse("pupil", args=[row["at"], row["pk"]]), Words("Vul de ouders aan", "Add the parents")
    )


register(
    Check(
        id="organisation.reachable_decider",
        step=4,
        requirements=("R2.8", "R2.11", "R5.3"),
        norm="authority.reachable",
        question=Words(
            "Is er voor elke leerling iemand die beslist en die wij kunnen bereiken?",
            "Is there for every pupil somebody who decides and whom we can reach?",
        ),
        counted=Words("leerlingen", "pupils"),
        todo=Words("Zorg dat elke leerling een bereikbare ouder heeft", "See that every pupil has a parent to reach"),
        rows=_reachable_decider,
        fields=(*PERSON_NAME, "person__birth_date"),
        item=_born_note,
        mend_url="pupils",
    )
)


def informed_of(age_norm: str, informed_norm: str) -> Any:
    """Pupils who reached an age (and its own say) longer ago than the term; in order when they were told."""

    def rows(on: On) -> Rows:
        norms = on.norms()
        reached = norms.get(age_norm)
        if reached is None:
            return Pupil.objects.none().annotate(at=F("school"), ok=Value(True))
        top = norms["age.own-decision"]
        grace = norms["informed.term"].before(on.day)
        ripe = Q(person__birth_date__lte=born_before(grace, reached.amount))
        if reached.id != top.id:
            ripe &= Q(person__birth_date__gt=born_before(on.day, top.amount))
        told = PupilInformed.objects.filter(board=OuterRef("board"), pupil=OuterRef("pk"), norm=informed_norm)
        return Pupil.objects.filter(present_on(on.day), ripe).annotate(at=F("school"), ok=Exists(told))

    return rows


def _informed_item(age_norm: str) -> Any:
    def item(row: dict[str, Any], on: On) -> Item:
        age = int(on.norms().value(age_norm))
        return Item(
            name_in(row),
            Words("Werd {age} op {day}.", "Turned {age} on {day}.").with_(
                age=age, day=same(birthday(row["person__birth_date"], age).strftime("%d-%m-%Y"))
            ),
            reverse("pupil", args=[row["at"], row["pk"]]),
            Words("Leg vast dat de leerling het weet", "Record that the pupil knows"),
        )

    return item


for _id, _age, _informed, _question, _todo in (
    (
        "organisation.informed_16",
        "age.own-decision",
        "informed.16",
        Words(
            "Weet elke leerling van 16 of ouder dat hij nu zelf beslist?",
            "Does every pupil of 16 or over know that they now decide themselves?",
        ),
        Words("Vertel leerlingen dat zij nu zelf beslissen", "Tell pupils that they now decide themselves"),
    ),
    (
        "organisation.informed_12",
        "age.withdraw-self",
        "informed.12",
        Words(
            "Weet elke leerling van 12 tot 16 dat hij zelf mag intrekken en vragen?",
            "Does every pupil from 12 to 16 know that they may withdraw and ask themselves?",
        ),
        Words("Vertel leerlingen dat zij zelf mogen intrekken", "Tell pupils that they may withdraw themselves"),
    ),
):
    register(
        Check(
            id=_id,
            step=4,
            requirements=("R5.16",) if _informed == "informed.16" else ("R5.2",),
            norm=_informed,
            question=_question,
            counted=Words("leerlingen", "pupils"),
            todo=_todo,
            rows=informed_of(_age, _informed),
            fields=(*PERSON_NAME, "person__birth_date"),
            item=_informed_item(_age),
            mend_url="informed",
        )
    )


def _departed_placed(on: On) -> Rows:
    """Pupils who departed; in order when no placement is open after that day."""
    placed = Placement.objects.filter(open_on(on.day), board=OuterRef("board"), pupil=OuterRef("pk"))
    return Pupil.objects.filter(departed__lt=on.day).annotate(at=F("school"), ok=~Exists(placed))


register(
    Check(
        id="organisation.departed_not_in_group",
        step=10,
        requirements=("R3.17", "R10.14"),
        norm="roster.departed.group",
        question=Words("Zit wie vertrokken is in geen enkele groep meer?", "Is nobody who left still in a group?"),
        counted=Words("vertrokken leerlingen", "departed pupils"),
        todo=Words("Haal vertrokken leerlingen uit de groepen", "Take departed pupils out of the groups"),
        rows=_departed_placed,
        fields=PERSON_NAME,
        item=_pupil_item(
            Words("Is vertrokken, maar staat nog in een groep.", "Left, but is still in a group."),
            Words("Haal uit de groep", "Take out of the group"),
        ),
        mend_url="pupils",
    )
)

"""The school itself: a fresh roster, and people whom parents can turn to."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse

from vuistregel import clock
from vuistregel.checks import Check, Item, On, Rows, holds, register
from vuistregel.organisation.models import HouseValue, Membership, School
from vuistregel.organisation.periods import open_on
from vuistregel.words import Words, same


def _roster_fresh(on: On) -> Rows:
    """Every school; in order when its roster was taken in within the term: the norm's, or its board's stricter one."""
    norm = on.norms()["roster.max-age"]
    own = {
        row.board_id: int(row.value)
        for row in HouseValue.objects.filter(norm=norm.id, since__lte=on.day).order_by("board", "since")
    }
    boards: dict[int, list[int]] = defaultdict(list)
    for board, value in own.items():
        boards[value].append(board)
    fresh = Q(roster_applied_at__gte=clock.start_of(norm.before(on.day)))
    # By value, not by board: a thousand boards with a promise of their own make no deeper condition than ten.
    for value, with_it in boards.items():
        stricter = clock.start_of(norm.unit.add_to(on.day, -value))
        fresh &= ~Q(board__in=with_it) | Q(roster_applied_at__gte=stricter)
    return School.objects.annotate(at=F("pk"), ok=holds(fresh))


def _roster_item(row: dict[str, Any], on: On) -> Item:
    last = row["roster_applied_at"]
    note = (
        Words("Er is nog nooit een leerlingbestand ingelezen.", "No pupil file was ever taken in.")
        if last is None
        else Words("De laatste keer was {day}.", "The last time was {day}.").with_(
            day=same(clock.day_of(last).strftime("%d-%m-%Y"))
        )
    )
    return Item(row["name"], note, reverse("import", args=[row["at"]]), Words("Lees een bestand in", "Take in a file"))


register(
    Check(
        id="organisation.roster_fresh",
        step=10,
        requirements=("R3.17",),
        norm="roster.max-age",
        question=Words("Zijn de leerlinggegevens vers?", "Are the pupils' data fresh?"),
        counted=Words("leerlingbestand", "pupil file"),
        todo=Words("Lees een vers leerlingbestand in", "Take in a fresh pupil file"),
        rows=_roster_fresh,
        fields=("name", "roster_applied_at"),
        item=_roster_item,
        mend_url="import",
        category="organisation",
    )
)


def _named(role: str) -> Any:
    def rows(on: On) -> Rows:
        holder = Membership.objects.filter(open_on(on.day), board=OuterRef("board"), role=role).filter(
            Q(school__isnull=True) | Q(school=OuterRef("pk"))
        )
        return School.objects.annotate(at=F("pk"), ok=Exists(holder))

    return rows


def _named_item(note: Words, label: Words, url: str) -> Any:
    def item(row: dict[str, Any], on: On) -> Item:
        return Item(row["name"], note, reverse(url, args=[row["at"]]), label)

    return item


for _id, _role, _req, _question, _note, _todo in (
    (
        "organisation.fg_named",
        "fg",
        ("R6.1",),
        Words(
            "Heeft het bestuur een functionaris gegevensbescherming (FG)?",
            "Does the board have a data protection officer?",
        ),
        Words("Er is geen FG benoemd.", "No data protection officer is named."),
        Words("Wijs een FG aan", "Name a data protection officer"),
    ),
    (
        "organisation.privacy_officer_named",
        "privacy_officer",
        ("R1.4",),
        Words("Heeft het bestuur een privacy officer?", "Does the board have a privacy officer?"),
        Words("Er is geen privacy officer benoemd.", "No privacy officer is named."),
        Words("Wijs een privacy officer aan", "Name a privacy officer"),
    ),
):
    register(
        Check(
            id=_id,
            step=2,
            requirements=_req,
            norm="fg.required" if _role == "fg" else "organisation.contacts",
            question=_question,
            counted=Words("bestuur", "board"),
            todo=_todo,
            rows=_named(_role),
            fields=("name",),
            item=_named_item(_note, Words("Wijs iemand aan", "Name somebody"), "people"),
            mend_url="people",
            category="organisation",
        )
    )


def _school_has(field: str) -> Any:
    def rows(on: On) -> Rows:
        filled = Q(**{f"{field}__isnull": False}) if field == "contact" else ~Q(**{field: ""})
        return School.objects.annotate(at=F("pk"), ok=holds(filled))

    return rows


register(
    Check(
        id="organisation.school_contact",
        step=5,
        requirements=("R6.1",),
        norm="organisation.contacts",
        question=Words(
            "Weten ouders wie op school hun vragen beantwoordt?", "Do parents know who at school answers them?"
        ),
        counted=Words("aanspreekpunt", "contact"),
        todo=Words("Kies een aanspreekpunt voor ouders", "Choose a contact person for parents"),
        rows=_school_has("contact"),
        fields=("name",),
        item=_named_item(
            Words("Er is geen aanspreekpunt.", "There is no contact person."),
            Words("Kies iemand", "Choose somebody"),
            "school_settings",
        ),
        mend_url="school_settings",
        category="organisation",
    )
)
register(
    Check(
        id="organisation.regulation_link",
        step=5,
        requirements=("R3.18", "R6.2"),
        norm="transparency.regulation-link",
        question=Words("Kunnen ouders het privacyreglement lezen?", "Can parents read the privacy regulation?"),
        counted=Words("reglement", "regulation"),
        todo=Words("Vul in waar ouders het reglement lezen", "Say where parents read the regulation"),
        rows=_school_has("regulation_url"),
        fields=("name",),
        item=_named_item(
            Words("Er is geen adres van het reglement.", "There is no address of the regulation."),
            Words("Vul het adres in", "Fill in the address"),
            "school_settings",
        ),
        mend_url="school_settings",
        category="organisation",
    )
)

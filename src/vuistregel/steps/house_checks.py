"""What the house checks of itself, for every school that it serves: the log, the backups (step 10)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import F, OuterRef, Q, Subquery, Value
from django.urls import reverse

from vuistregel import clock
from vuistregel.checks import Check, Item, On, Rows, holds, register
from vuistregel.evidence import log
from vuistregel.evidence.queries import checks_of
from vuistregel.keys import queries as keys_queries
from vuistregel.organisation.models import School
from vuistregel.words import Words


def _fresh(moment: datetime | None, norm: str, on: On) -> bool:
    return moment is not None and clock.day_of(moment) >= on.norms()[norm].before(on.day)


def _every_school(ok: bool) -> Rows:
    return School.objects.annotate(at=F("pk"), ok=Value(ok))


def _verified(on: On) -> Rows:
    """Every school; in order when the latest verification of its board's log is within the term and found it whole."""
    since = clock.start_of(on.norms()["log.verify.max-age"].before(on.day))
    latest = checks_of(OuterRef("board"), on.day)
    return School.objects.annotate(
        at=F("pk"), checked=Subquery(latest.values("at")[:1]), whole=Subquery(latest.values("ok")[:1])
    ).annotate(ok=holds(Q(checked__gte=since, whole=True)))


def _anchored(on: On) -> Rows:
    anchor = log.latest_anchor(on.day)
    return _every_school(_fresh(anchor.at if anchor else None, "log.anchor.max-age", on))


def _backed_up(on: On) -> Rows:
    return _every_school(_fresh(keys_queries.latest_backup(on.day), "backup.max-age", on))


def _restored(on: On) -> Rows:
    return _every_school(_fresh(keys_queries.latest_restore_drill(on.day), "restore-drill.max-age", on))


def _item(note: Words) -> Any:
    def item(row: dict[str, Any], on: On) -> Item:
        return Item(row["name"], note, reverse("installation"), Words("Zo doet u dat", "This is how"))

    return item


def _register(
    id_: str,
    norm: str,
    requirements: tuple[str, ...],
    question: Words,
    counted: Words,
    todo: Words,
    rows: Any,
    note: Words,
) -> None:
    register(
        Check(
            id=id_,
            step=10,
            requirements=requirements,
            norm=norm,
            question=question,
            counted=counted,
            todo=todo,
            rows=rows,
            fields=("name",),
            item=_item(note),
            mend_url="installation",
            category="steps",
        )
    )


_register(
    "evidence.verified",
    "log.verify.max-age",
    ("R10.1", "R3.20"),
    Words("Is het logboek kort geleden nagerekend en heel?", "Was the log verified lately, and is it whole?"),
    Words("logboek", "log"),
    Words("Laat het logboek narekenen", "Have the log verified"),
    _verified,
    Words(
        "Het logboek is niet op tijd nagerekend, of het klopt niet.",
        "The log was not verified in time, or is not whole.",
    ),
)
_register(
    "evidence.anchored",
    "log.anchor.max-age",
    ("R10.1",),
    Words("Is het logboek buiten de database vastgelegd?", "Is the log anchored outside the database?"),
    Words("logboek", "log"),
    Words("Zet de dagelijkse taak aan", "Start the daily job"),
    _anchored,
    Words("De dagelijkse taak legde het logboek niet vast.", "The daily job did not anchor the log."),
)
_register(
    "keys.backed_up",
    "backup.max-age",
    ("R10.1",),
    Words("Is er kort geleden een back-up gemaakt?", "Was a backup made lately?"),
    Words("back-up", "backup"),
    Words("Maak een back-up", "Make a backup"),
    _backed_up,
    Words("Er is geen verse back-up.", "There is no fresh backup."),
)
_register(
    "keys.restore_proven",
    "restore-drill.max-age",
    ("R10.1", "R10.19"),
    Words("Is geoefend dat een back-up terug te zetten is?", "Was it proven that a backup can be restored?"),
    Words("oefening", "drill"),
    Words("Oefen het terugzetten van een back-up", "Practise restoring a backup"),
    _restored,
    Words("Nog nooit, of te lang geleden.", "Never, or too long ago."),
)

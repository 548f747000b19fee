"""What parents corrected in their contact data, for the start page of who may change it at that school (R5.21)."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import Final

from django.urls import reverse

from vuistregel.access.actor import Actor
from vuistregel.access.visibility import visible
from vuistregel.consent.lists.corrections import seen_by
from vuistregel.consent.models import ContactCorrection
from vuistregel.ui import days, numbers
from vuistregel.ui.shapes import Task
from vuistregel.words import Words

_ONE = Words("Verwerk wat {who} verbeterde", "Settle what {who} corrected")
_MORE = Words("Verwerk wat {n} ouders verbeterden", "Settle what {n} parents corrected")
_AT = Words("{school}. Contactgegevens.", "{school}. Contact data.")
#: More parents of one school than this become one line with their number.
_NAMES: Final = 2


def correction_tasks(actor: Actor, day: date) -> list[Task]:
    """One line per parent with something to correct, or per school when there are many; the longest waiting first."""
    rows = visible(actor, "write", "contact", ContactCorrection.objects.filter(done_on__isnull=True))
    waiting = ContactCorrection.objects.filter(pk__in=rows.values("pk")).select_related("person", "school")
    by_school: dict[int, dict[int, list[ContactCorrection]]] = defaultdict(lambda: defaultdict(list))
    for row in seen_by(actor, waiting.order_by("asked_on", "pk"), day):
        by_school[row.school_id][row.person_id].append(row)
    found: list[list[ContactCorrection]] = []
    for families in by_school.values():
        together = list(families.values())
        found += together if len(together) <= _NAMES else [[row for rows in together for row in rows]]
    return [_task(each, day) for each in sorted(found, key=lambda each: (each[0].asked_on, each[0].pk))]


def _task(rows: list[ContactCorrection], day: date) -> Task:
    people = {row.person_id: row.person.name for row in rows}
    title = _ONE.with_(who=rows[0].person.name) if len(people) == 1 else _MORE.with_(n=numbers.in_words(len(people)))
    return Task(
        title,
        reverse("contact_corrections", args=[rows[0].school_id]),
        days.near(rows[0].asked_on, day),
        _AT.with_(school=rows[0].school.name),
        "pencil",
    )

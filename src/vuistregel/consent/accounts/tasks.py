"""Which accounts must change because they do not fit the agreements, for the start page of who manages them (R8.9)."""

from __future__ import annotations

from datetime import date

from django.urls import reverse

from vuistregel.access.actor import Actor
from vuistregel.access.visibility import visible
from vuistregel.consent.accounts.queries import gaps_of
from vuistregel.consent.accounts.rules import Gap
from vuistregel.consent.models import ClassAccount
from vuistregel.ui import days
from vuistregel.ui.shapes import Task
from vuistregel.words import Words

_CHANGE = Words("Verander het account {name}", "Change the account {name}")
_WHY = Words(
    "Het account van groep {group} past niet bij de afspraken.",
    "The account of group {group} does not fit the agreements.",
)


def account_tasks(actor: Actor, day: date) -> list[Task]:
    """One line per account of which this reader has the password, and of which somebody said that it does not fit."""
    me = [hat.person for hat in actor.hats if hat.person is not None]
    rows = visible(actor, "write", "class_account", ClassAccount.objects.filter(managers__in=me))
    gaps = gaps_of(ClassAccount.objects.filter(pk__in=rows.values("pk")), day)
    wrong = [pk for pk, gap in gaps.items() if gap is Gap.MISFITS]
    found = ClassAccount.objects.filter(pk__in=wrong).select_related("group").order_by("pk") if wrong else ()
    return [_task(row, day) for row in found]


def _task(account: ClassAccount, day: date) -> Task:
    said_on = account.findings.order_by("-pk").values_list("on", flat=True)[0]
    return Task(
        _CHANGE.with_(name=account.name),
        reverse("class_account", args=[account.key]),
        days.near(said_on, day),
        _WHY.with_(group=account.group.name),
        "key",
    )

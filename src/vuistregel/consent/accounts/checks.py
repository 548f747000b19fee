"""Check: each account of a class on social media was held against the school's privacy agreements (R8.9, S51)."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from vuistregel.checks import Check, Item, On, Rows, register
from vuistregel.consent.accounts.queries import COLUMNS, gap_in, standing
from vuistregel.consent.accounts.rules import NORM
from vuistregel.consent.accounts.wording import STATES
from vuistregel.words import Words


def _accounts(on: On) -> Rows:
    return standing(on.day)


def _item(row: dict[str, Any], on: On) -> Item:
    names = row["channel__name"] or {}
    place = Words(str(names.get("nl", "")), str(names.get("en", "")))
    title = Words("{name}, groep {group}", "{name}, group {group}").with_(name=row["name"], group=row["group__name"])
    note = Words("{place}. {state}", "{place}. {state}").with_(place=place, state=STATES[gap_in(row, on.day)])
    return Item(
        str(title), note, reverse("class_account", args=[row["key"]]), Words("Bekijk het account", "See the account")
    )


register(
    Check(
        id="consent.class_accounts",
        step=7,
        requirements=("R8.9",),
        norm=NORM,
        question=Words(
            "Zijn de accounts van klassen op sociale media getoetst aan de afspraken?",
            "Were the accounts of classes on social media checked against the agreements?",
        ),
        counted=Words("accounts", "accounts"),
        todo=Words("Toets de accounts van klassen", "Check the accounts of classes"),
        rows=_accounts,
        fields=("key", "name", "group__name", "channel__name", *COLUMNS),
        item=_item,
        mend_url="class_accounts",
        category="class_account",
    )
)

"""Accounts of classes as they stand on a day: one query, for the check, the lists and the page of an account."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery

from vuistregel.checks import holds
from vuistregel.consent.accounts.rules import Gap, Known, Now, Outcome, Seen, gap
from vuistregel.consent.models import AccountFinding, AccountManager, Channel, ClassAccount, Question
from vuistregel.consent.queries import channels_of
from vuistregel.consent.shown_channels import shown
from vuistregel.organisation.models import Group, Membership, Person, School, Teaching
from vuistregel.organisation.periods import open_on
from vuistregel.organisation.staff import STAFF_ROLES

#: The columns that `gap_in` reads.
COLUMNS = (
    "version",
    "year_ends",
    "channel__audience",
    "channel__provider",
    "found",
    "seen_version",
    "seen_audience",
    "seen_provider",
    "managed",
    "left",
)


def standing(day: date, rows: QuerySet[ClassAccount] | None = None) -> QuerySet[ClassAccount]:
    """The accounts that are open on a day, each with `at` (its school), what `gap_in` reads, and `ok`."""
    newest = AccountFinding.objects.filter(board=OuterRef("board"), account=OuterRef("pk"), on__lte=day).order_by("-pk")
    managers = AccountManager.objects.filter(board=OuterRef("board"), account=OuterRef("pk"))
    works = staff_on(day).filter(
        Q(school=OuterRef("account__school")) | Q(school=None), board=OuterRef("board"), person=OuterRef("person")
    )
    still_open = Q(closed_on__isnull=True) | Q(closed_on__gt=day)
    found = (ClassAccount.objects.all() if rows is None else rows).filter(still_open, registered_on__lte=day)
    return found.annotate(
        at=F("school"),
        found=Subquery(newest.values("outcome")[:1]),
        seen_version=Subquery(newest.values("version")[:1]),
        seen_audience=Subquery(newest.values("audience")[:1]),
        seen_provider=Subquery(newest.values("provider")[:1]),
        managed=Exists(managers),
        left=Exists(managers.filter(~Exists(works))),
    ).annotate(
        ok=holds(
            Q(
                found=Outcome.FITS.value,
                seen_version=F("version"),
                seen_audience=F("channel__audience"),
                seen_provider=F("channel__provider"),
                year_ends__gte=day,
                managed=True,
                left=False,
            )
        )
    )


def gap_in(row: Mapping[str, Any], day: date) -> Gap | None:
    """Why an account in `standing` is not checked; `row` holds COLUMNS."""
    seen = None
    if row["found"] is not None:
        seen = Seen(Outcome(row["found"]), row["seen_version"], row["seen_audience"], row["seen_provider"])
    staffed = bool(row["managed"]) and not row["left"]
    now = Now(row["version"], row["channel__audience"], row["channel__provider"], row["year_ends"], staffed)
    return gap(seen, now, day)


def gaps_of(rows: QuerySet[ClassAccount], day: date) -> dict[int, Gap | None]:
    """By account, why it is not checked; one query. What is closed is not among them."""
    return {row["pk"]: gap_in(row, day) for row in standing(day, rows).values("pk", *COLUMNS)}


def known_of(account: ClassAccount, day: date) -> Known:
    """What the house knows by itself about one account."""
    managers = list(account.managers.order_by("sort_key", "pk"))
    working = set(staff_of(account.school, day).values_list("pk", flat=True))
    channel = account.channel
    leader = Channel.objects.select_related("same_as", "school").get(pk=channel.asks)
    questions = list(Question.objects.filter(board=channel.board_id, channel=leader).select_related("text"))
    return Known(
        managers=len(managers),
        gone=tuple(person.name for person in managers if person.pk not in working),
        in_use=channel.is_used_on(day),
        asks=shown(leader, questions).gap is None,
        terms=bool(channel.terms_url),
        year_over=account.year_ends < day,
    )


def staff_on(day: date) -> QuerySet[Membership]:
    return Membership.objects.filter(open_on(day), role__in=STAFF_ROLES)


def staff_of(school: School, day: date) -> QuerySet[Person]:
    """Who works at a school, or for its whole board, by name."""
    here = staff_on(day).filter(Q(school=school) | Q(school=None), board=school.board_id)
    return Person.objects.filter(pk__in=here.values("person"), merged_into=None).order_by("sort_key", "pk")


def close_to(group: Group, day: date) -> QuerySet[Person]:
    """Who works with a group."""
    teaching = Teaching.objects.filter(open_on(day), board=group.board_id, group=group).values("person")
    return staff_of(group.school, day).filter(pk__in=teaching)


def media_of(school: School, day: date) -> list[Channel]:
    """The places of a school that belong to another company: where a class can have an account."""
    # Of the places that a school begins with, the one without terms of a company is the photographer.
    return [c for c in channels_of(school, day) if c.provider and not (c.preset and not c.terms_url)]

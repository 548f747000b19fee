"""Periods as filters. A period's last day belongs to it."""

from __future__ import annotations

from datetime import date

from django.db.models import Q


def open_on(day: date, prefix: str = "") -> Q:
    """Rows (or related rows, with `prefix` such as `placements__`) whose period holds a day."""
    return Q(**{f"{prefix}since__lte": day}) & not_over_on(day, prefix)


def not_over_on(day: date, prefix: str = "") -> Q:
    """Rows whose period holds a day or begins later."""
    return Q(**{f"{prefix}until__isnull": True}) | Q(**{f"{prefix}until__gte": day})


def present_on(day: date, prefix: str = "") -> Q:
    """Pupils (or, with `pupil__`, rows of pupils) who are at school on a day; the day of departure is the last."""
    return Q(**{f"{prefix}departed__isnull": True}) | Q(**{f"{prefix}departed__gte": day})

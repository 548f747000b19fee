"""Which protection holds on a day: contact restrictions, and what circumstances raised to very sensitive (R10.12).

The day on which it is lifted does not belong to it any more, unlike the last day of a period: once lifted, it is over.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Final

from django.db.models import Q, QuerySet

from vuistregel.organisation.models import ContactRestriction, RaisedConfidentiality

#: Under these nobody approaches a guardian about the pupil; who may not pick up a child may still decide.
BARRING: Final = (ContactRestriction.Kinds.NO_CONTACT, ContactRestriction.Kinds.NO_INFORMATION)

#: What is raised so that somebody is not found; a secret number is not.
FINDING: Final = (
    RaisedConfidentiality.Fields.ADDRESS,
    RaisedConfidentiality.Fields.SCHOOL,
    RaisedConfidentiality.Fields.ALL,
)


def _in_force(day: date) -> Q:
    return Q(since__lte=day) & (Q(lifted_on__isnull=True) | Q(lifted_on__gt=day))


def restrictions_on(day: date) -> QuerySet[ContactRestriction]:
    """The contact restrictions that hold on a day."""
    return ContactRestriction.objects.filter(_in_force(day))


def hiding_on(day: date) -> QuerySet[ContactRestriction]:
    """Those under which a pupil is shown nowhere by a photo or a name."""
    return restrictions_on(day).filter(kind__in=BARRING)


def barring_on(day: date) -> QuerySet[ContactRestriction]:
    """Those that keep a known person from being approached about a pupil: the rows of who is barred from whom."""
    return hiding_on(day).filter(person__isnull=False)


def raised_on(day: date) -> QuerySet[RaisedConfidentiality]:
    """The fields of people that are very sensitive on a day."""
    return RaisedConfidentiality.objects.filter(_in_force(day))


def unfindable_on(day: date) -> QuerySet[RaisedConfidentiality]:
    """What is raised on a day so that somebody is not found by a photo or a name."""
    return raised_on(day).filter(field__in=FINDING)


def unlisted_on(day: date, kinds: Iterable[str]) -> QuerySet[RaisedConfidentiality]:
    """What is raised on a day so that somebody stands on no list of these kinds of contact data: they must not be
    found, or such a number or address is itself protected (S65, S66)."""
    return raised_on(day).filter(field__in=(*FINDING, *kinds))

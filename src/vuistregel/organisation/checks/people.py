"""People who work here: a second factor, no account after leaving, nobody who sees everything (R10.4-R10.6)."""

from __future__ import annotations

from typing import Any

from allauth.mfa.models import Authenticator
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery
from django.urls import reverse

from vuistregel.access.engine import engine
from vuistregel.access.matrix import shipped
from vuistregel.checks import Check, Item, On, Rows, holds, register
from vuistregel.organisation.checks.rows import PERSON_NAME, name_in
from vuistregel.organisation.models import Guardianship, Membership, School
from vuistregel.organisation.periods import open_on
from vuistregel.words import Words

STAFF_ROLES = tuple(r.slug for r in shipped().roles.values() if r.staff)
#: Data about pupils; a person who may read all of it sees the whole administration (R10.5).
PUPIL_DATA = tuple(c.slug for c in shipped().categories.values() if c.about_pupils)
VERY_SENSITIVE = tuple(c.slug for c in shipped().categories.values() if c.about_pupils and c.level == 3)


def roles_reading(*categories: str) -> list[str]:
    """The staff roles that may read any of these."""
    found = {role for category in categories for role, _ in engine().roles_that_may("read", category)}
    return sorted(found & set(STAFF_ROLES))


def _staff(on: On) -> QuerySet[Membership]:
    """Who works at a school today: one row per person and school, however many roles they hold there."""
    held = Membership.objects.filter(open_on(on.day), school__isnull=False, role__in=STAFF_ROLES)
    return held.exclude(Exists(_same_place(held).filter(pk__lt=OuterRef("pk"))))


def _same_place(rows: QuerySet[Membership]) -> QuerySet[Membership]:
    """Of these the rows of the same person at the same school."""
    return rows.filter(person=OuterRef("person"), school=OuterRef("school"))


def _second_factor(on: On) -> Rows:
    """Staff with an account; in order when the account has a factor besides its password."""
    factor = Authenticator.objects.filter(user=OuterRef("person__account")).exclude(
        type=Authenticator.Type.RECOVERY_CODES
    )
    return _staff(on).filter(person__account__is_active=True).annotate(at=F("school"), ok=Exists(factor))


def _person_item(note: Words, label: Words) -> Any:
    def item(row: dict[str, Any], on: On) -> Item:
        return Item(name_in(row), note, reverse("people", args=[row["at"]]), label)

    return item


register(
    Check(
        id="organisation.second_factor",
        step=10,
        requirements=("R10.1", "R10.2"),
        norm="access.second-factor",
        question=Words(
            "Logt elke medewerker in met twee stappen?", "Does every member of staff sign in with two factors?"
        ),
        counted=Words("medewerkers met een account", "members of staff with an account"),
        todo=Words("Laat medewerkers hun tweede stap instellen", "Have staff set up their second factor"),
        rows=_second_factor,
        fields=PERSON_NAME,
        item=_person_item(
            Words("Logt in met alleen een wachtwoord.", "Signs in with a password only."),
            Words("Bekijk de medewerker", "See the member of staff"),
        ),
        mend_url="people",
        category="staff",
    )
)


def _leavers(on: On) -> Rows:
    """Who left a school, by the last role that ended there, and has an account; in order when that is closed or carries
    another open hat."""
    person = OuterRef("person")
    elsewhere = Membership.objects.filter(open_on(on.day), person__account=OuterRef("person__account"))
    parent = Guardianship.objects.filter(open_on(on.day), person=person)
    ended = Membership.objects.filter(until__lt=on.day, school__isnull=False, person__account__isnull=False)
    later = Q(until__gt=OuterRef("until")) | Q(until=OuterRef("until"), pk__gt=OuterRef("pk"))
    return ended.exclude(Exists(_same_place(ended).filter(later))).annotate(
        at=F("school"),
        ok=holds(Q(person__account__is_active=False), Exists(elsewhere), Exists(parent)),
    )


register(
    Check(
        id="organisation.leavers_closed",
        step=10,
        requirements=("R10.4",),
        norm="access.leaver.close",
        question=Words("Is het account van wie vertrok gesloten?", "Is the account of whoever left closed?"),
        counted=Words("vertrokken medewerkers", "members of staff who left"),
        todo=Words("Sluit accounts van vertrokken medewerkers", "Close accounts of staff who left"),
        rows=_leavers,
        fields=(*PERSON_NAME, "until"),
        item=_person_item(
            Words("Werkt hier niet meer, maar kan nog inloggen.", "No longer works here, but can still sign in."),
            Words("Sluit het account", "Close the account"),
        ),
        mend_url="people",
        category="staff",
    )
)


def _sees_everything(on: On) -> Rows:
    """Who works here; not in order when this person's roles together read all data about pupils."""
    same_person = Membership.objects.filter(open_on(on.day), person=OuterRef("person")).filter(
        Q(school__isnull=True) | Q(school=OuterRef("school"))
    )
    kept_from = [~Exists(same_person.filter(role__in=roles_reading(category))) for category in PUPIL_DATA]
    return _staff(on).annotate(
        at=F("school"),
        ok=holds(*kept_from),
    )


register(
    Check(
        id="organisation.nobody_sees_everything",
        step=10,
        requirements=("R10.5",),
        norm="access.whole-administration",
        question=Words(
            "Ziet niemand de hele leerlingadministratie?", "Does nobody see the whole pupil administration?"
        ),
        counted=Words("medewerkers", "members of staff"),
        todo=Words("Verdeel rollen van wie alles ziet", "Divide the roles of whoever sees everything"),
        rows=_sees_everything,
        fields=(*PERSON_NAME, "role"),
        item=_person_item(
            Words(
                "Heeft rollen die samen alles van leerlingen laten zien.", "Has roles that together show everything."
            ),
            Words("Kijk de rollen na", "Check the roles"),
        ),
        mend_url="people",
        category="staff",
    )
)


def _few_see_level_three(on: On) -> Rows:
    """Every school with staff; in order when the share that may read very sensitive data stays within the norm."""
    share = int(on.norms().value("access.level3.max-share"))

    def people(*roles: str) -> Subquery:
        found = Membership.objects.filter(open_on(on.day), school=OuterRef("pk"), role__in=roles)
        return Subquery(found.order_by().values("school").annotate(n=Count("person", distinct=True)).values("n"))

    return (
        School.objects.annotate(
            at=F("pk"), everybody=people(*STAFF_ROLES), seers=people(*roles_reading(*VERY_SENSITIVE))
        )
        .filter(everybody__gt=0)
        .annotate(ok=holds(Q(seers__isnull=True), Q(seers__lte=F("everybody") * share / 100.0)))
    )


def _level_three_item(row: dict[str, Any], on: On) -> Item:
    return Item(
        row["name"],
        Words(
            "{k} van de {n} medewerkers mogen zeer gevoelige gegevens zien.",
            "{k} of the {n} staff may see very sensitive data.",
        ).with_(k=row["seers"], n=row["everybody"]),
        reverse("people", args=[row["at"]]),
        Words("Kijk na wie dit nodig heeft", "Check who needs this"),
    )


register(
    Check(
        id="organisation.few_see_very_sensitive",
        step=10,
        requirements=("R10.4", "R10.6"),
        norm="access.level3.max-share",
        question=Words("Zien weinig mensen de zeer gevoelige gegevens?", "Do few people see the very sensitive data?"),
        counted=Words("school", "school"),
        todo=Words("Beperk wie zeer gevoelige gegevens ziet", "Limit who sees very sensitive data"),
        rows=_few_see_level_three,
        fields=("name", "seers", "everybody"),
        item=_level_three_item,
        mend_url="people",
        category="steps",
    )
)

"""For every check of the house: how a school comes to be in order, how not, and what lies outside the check."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from allauth.mfa.models import Authenticator

from vuistregel import clock
from vuistregel.consent.tests.builders import channel, says
from vuistregel.evidence import log
from vuistregel.evidence.models import LogCheck
from vuistregel.keys.models import BackupRecord
from vuistregel.media.models import Appearance, Publication, TakeDown
from vuistregel.organisation.models import Placement, Pupil, PupilInformed, School
from vuistregel.organisation.tests import builders as b
from vuistregel.steps.tests import consent_cases as consent

Deed = Callable[[School], Any]


@dataclass(frozen=True, slots=True)
class Case:
    """`holds` and `fails` each bring one thing into scope; `outside` brings something that the check leaves alone."""

    holds: Deed
    fails: Deed
    outside: Deed
    #: Checks about a school as a whole have it in scope from the first day, and not in order.
    whole_school: bool = False


def ago(days: int) -> Any:
    return clock.today() - timedelta(days=days)


def a_reached_pupil(school: School, authority: str = "yes") -> None:
    b.a_contact(b.a_guardian(b.a_pupil(school), authority).person, "email", "ouder@voorbeeld.example")


def told(school: School, norm: str, age: int) -> Pupil:
    pupil = b.a_pupil(school, born=b.years_ago(age, 90))
    PupilInformed.objects.create(
        board=school.board, pupil=pupil, norm=norm, told_on=ago(1), how="letter", norms_release="test"
    )
    return pupil


def a_restriction(school: School, authority: str | None) -> None:
    pupil = b.a_pupil(school)
    b.a_restriction(pupil, b.a_guardian(pupil, authority).person if authority else None)


def a_departed(school: School, *, still_placed: bool) -> None:
    pupil = b.a_pupil(school, group=b.a_group(school), departed=ago(3))
    if not still_placed:
        Placement.objects.filter(pupil=pupil).update(until=ago(3))


def with_a_factor(school: School, kind: str = Authenticator.Type.TOTP) -> None:
    member = b.a_member(school, "teacher")
    Authenticator.objects.create(user=member.account, type=kind, data={})


def a_leaver(school: School, *, closed: bool) -> None:
    member = b.a_member(school, "teacher")
    member.membership.until = ago(1)
    member.membership.save()
    member.account.is_active = not closed
    member.account.save()


def seeing_everything(school: School) -> None:
    """One person who sees everything by two roles together."""
    member = b.a_member(school, "director")
    member.membership.pk = None
    member.membership.role = "internal_counsellor"
    member.membership.save()


def set_on(**fields: Any) -> Deed:
    def deed(school: School) -> None:
        School.objects.filter(pk=school.pk).update(**{k: v(school) if callable(v) else v for k, v in fields.items()})

    return deed


def a_sister(school: School) -> School:
    """Another school of another board, fully in order: nothing of it counts here."""
    other = b.a_school()
    for role in ("fg", "privacy_officer"):
        b.a_member(other.board, role)
    set_on(roster_applied_at=lambda _: clock.now(), regulation_url="https://voorbeeld.example/reglement")(other)
    return other


def checked(ok: bool, days: int = 0) -> Deed:
    def deed(school: School) -> None:
        at = clock.now() - timedelta(days=days)
        LogCheck.objects.create(at=at, board_id=school.board_id, ok=ok, events=3, problems="[]")

    return deed


def a_backup(kind: str, days: int = 0) -> Deed:
    def deed(_: School) -> None:
        at = clock.now() - timedelta(days=days)
        BackupRecord.objects.create(kind=kind, label="b", made_at=at, finished_at=at)

    return deed


def a_publication(school: School, state: str = "published", answer: str = "given", due: int | None = None) -> None:
    """Something about one pupil that was published with a yes; `answer` is what the family says now, `due` opens a
    task to take it down in so many days."""
    consent.asking(school)
    pupil = b.a_pupil(school)
    values = {"board": school.board, "school": school, "channel": channel(school, "website"), "kind": "group"}
    row = Publication.objects.create(
        made_on=ago(2), published_on=ago(2), state=state, decision={"outcome": "yes"}, **values
    )
    Appearance.objects.create(board=school.board, publication=row, person=pupil.person)
    says(pupil, b.a_guardian(pupil).person, "website", answer)
    if due is not None:
        TakeDown.objects.create(
            board=school.board, publication=row, person=pupil.person, opened_on=ago(2), due=ago(-due), norms_release="t"
        )


CASES: dict[str, Case] = {
    "consent.answered_this_year": Case(
        consent.answered,
        lambda s: consent.answered(s, about=("image",)),
        lambda s: consent.answered(s, about=(), departed=ago(1)),
    ),
    "consent.lists_confirmed": Case(
        consent.confirmed,
        lambda s: consent.on_lists(s, "phone_list"),
        lambda s: consent.on_lists(s, departed=ago(1)),
    ),
    "consent.copies_called_back": Case(
        lambda s: consent.on_a_copy(s, gone=True, removed=True),
        lambda s: consent.on_a_copy(s, gone=True),
        lambda s: consent.on_a_copy(s, gone=False),
    ),
    "consent.yearly_notice": Case(
        lambda s: consent.said_once(s, years_ago=1, noticed=True),
        lambda s: consent.said_once(s, years_ago=1),
        lambda s: consent.said_once(s, years_ago=0),
    ),
    "consent.class_accounts": Case(
        consent.an_account_of_a_class,
        lambda s: consent.an_account_of_a_class(s, checked=False),
        lambda s: consent.an_account_of_a_class(s, closed=ago(0)),
    ),
    "consent.texts": Case(consent.a_place, consent.a_place_without_text, lambda s: consent.a_place(s, ended=True)),
    "consent.terms_named": Case(
        lambda s: consent.a_place_of_a_company(s, named=True),
        lambda s: consent.a_place_of_a_company(s, named=False),
        consent.a_place,
    ),
    "media.take_downs_in_time": Case(
        lambda s: a_publication(s, due=1), lambda s: a_publication(s, due=-1), lambda s: a_publication(s)
    ),
    "media.published_with_consent": Case(
        a_publication, lambda s: a_publication(s, answer="refused"), lambda s: a_publication(s, "dropped")
    ),
    "organisation.reachable_decider": Case(
        a_reached_pupil, lambda s: a_reached_pupil(s, "unknown"), lambda s: b.a_pupil(s, departed=ago(1))
    ),
    "organisation.informed_16": Case(
        lambda s: told(s, "informed.16", 17),
        lambda s: b.a_pupil(s, born=b.years_ago(17)),
        lambda s: b.a_pupil(s, born=b.years_ago(15)),
    ),
    "organisation.informed_12": Case(
        lambda s: told(s, "informed.12", 13),
        lambda s: b.a_pupil(s, born=b.years_ago(13)),
        lambda s: (b.a_pupil(s, born=b.years_ago(11)), b.a_pupil(s, born=b.years_ago(17))),
    ),
    "organisation.authority_confirmed": Case(
        lambda s: b.a_guardian(b.a_pupil(s), "no"),
        lambda s: b.a_guardian(b.a_pupil(s), "unknown"),
        lambda s: b.a_guardian(b.a_pupil(s, born=b.years_ago(17)), "unknown"),
    ),
    "organisation.restrictions_respected": Case(
        lambda s: a_restriction(s, "no"), lambda s: a_restriction(s, "yes"), lambda s: a_restriction(s, None)
    ),
    "organisation.departed_not_in_group": Case(
        lambda s: a_departed(s, still_placed=False),
        lambda s: a_departed(s, still_placed=True),
        lambda s: b.a_pupil(s, group=b.a_group(s)),
    ),
    "organisation.second_factor": Case(
        with_a_factor,
        lambda s: with_a_factor(s, Authenticator.Type.RECOVERY_CODES),
        lambda s: b.a_guardian(b.a_pupil(s), person=b.a_person(s.board)),
    ),
    "organisation.leavers_closed": Case(
        lambda s: a_leaver(s, closed=True), lambda s: a_leaver(s, closed=False), lambda s: b.a_member(s, "teacher")
    ),
    "organisation.nobody_sees_everything": Case(
        lambda s: b.a_member(s, "teacher"), seeing_everything, lambda s: b.a_guardian(b.a_pupil(s))
    ),
    "organisation.few_see_very_sensitive": Case(
        lambda s: b.a_member(s, "teacher"), lambda s: b.a_member(s, "director"), lambda s: b.a_member(s.board, "fg")
    ),
    "organisation.roster_fresh": Case(
        set_on(roster_applied_at=lambda _: clock.now()),
        set_on(roster_applied_at=lambda _: clock.now() - timedelta(days=15)),
        a_sister,
        whole_school=True,
    ),
    "organisation.fg_named": Case(
        lambda s: b.a_member(s.board, "fg"), lambda s: b.a_member(s.board, "accountant"), a_sister, whole_school=True
    ),
    "organisation.privacy_officer_named": Case(
        lambda s: b.a_member(s.board, "privacy_officer"), lambda s: b.a_member(s, "director"), a_sister, True
    ),
    "organisation.school_contact": Case(
        set_on(contact=lambda s: b.a_person(s.board)), lambda s: b.a_member(s, "teacher"), a_sister, True
    ),
    "organisation.regulation_link": Case(
        set_on(regulation_url="https://voorbeeld.example/reglement"), set_on(regulation_url=""), a_sister, True
    ),
    "evidence.verified": Case(
        checked(True), lambda s: (checked(True)(s), checked(False)(s)), lambda s: checked(True)(a_sister(s)), True
    ),
    "evidence.anchored": Case(lambda _: log.anchor(clock.now()), lambda _: None, a_sister, True),
    "keys.backed_up": Case(a_backup("backup"), a_backup("backup", days=400), a_backup("drill"), True),
    "keys.restore_proven": Case(a_backup("drill"), a_backup("drill", days=4000), a_backup("backup"), True),
}

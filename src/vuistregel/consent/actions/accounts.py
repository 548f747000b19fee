"""Accounts of classes: registered, changed, held against the agreements, and gone again (R8.9, S51)."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from vuistregel import keys, norms
from vuistregel.access.actor import Subject
from vuistregel.access.engine import engine
from vuistregel.actions import Act, action
from vuistregel.consent.accounts.events import (
    ClassAccountChanged,
    ClassAccountChecked,
    ClassAccountClosed,
    ClassAccountRegistered,
)
from vuistregel.consent.accounts.queries import known_of, media_of, staff_of
from vuistregel.consent.accounts.rules import NORM, Outcome, may_fit
from vuistregel.consent.actions.lists import person_of
from vuistregel.consent.models import AccountFinding, AccountManager, Channel, ClassAccount
from vuistregel.decisions import Reason, no
from vuistregel.organisation.models import Group, Person
from vuistregel.organisation.queries import norms_for
from vuistregel.organisation.years import Year, school_year
from vuistregel.rows import StaleRow
from vuistregel.words import Words

#: Under which name the evidence of a finding is sealed.
FIELD = "class_account.said"


def _of_group(*, group: Group, **_: Any) -> Subject:
    return Subject(board=group.board_id, school=group.school_id, groups=frozenset({group.pk}))


def of_account(*, account: ClassAccount, **_: Any) -> Subject:
    return Subject(board=account.board_id, school=account.school_id, groups=frozenset({account.group_id}))


@action(category="class_account", verb="write", subject=_of_group)
def register_account(
    act: Act, *, group: Group, channel: Channel, name: str, managers: Sequence[Person]
) -> ClassAccount:
    """Register an account of a class at a social medium, with the staff who manage it. It is not checked by that."""
    _demand(act, group, channel, name, managers)
    year = _year(act, group)
    account = ClassAccount.objects.create(
        board_id=group.board_id,
        school_id=group.school_id,
        channel=channel,
        group=group,
        name=name.strip(),
        year_starts=year.starts,
        year_ends=year.ends,
        registered_by_id=person_of(act.actor, group.board_id),
        registered_on=act.day,
    )
    keys.new_holder(group.school.board.key, "dossier", account.key)
    _give_to(account, managers)
    act.record(
        ClassAccountRegistered(
            account=account.key,
            group=group.name,
            channel=channel.words.nl,
            managers=tuple(person.key for person in managers),
        )
    )
    return account


@action(category="class_account", verb="write", subject=of_account)
def change_account(
    act: Act,
    *,
    account: ClassAccount,
    channel: Channel,
    name: str,
    managers: Sequence[Person],
    shown: int | None,
    group: Group | None = None,
) -> ClassAccount:
    """Change where an account is, what it is called, who manages it or whose it is, and take it along to this year.

    It must be checked anew then. Another group is one for which the actor may do this too. Refused when nothing
    changed. Raises StaleRow.
    """
    _demand_open(act, account)
    group = group or account.group
    act.demand(engine().decide(act.actor, "write", "class_account", _of_group(group=group)))
    if group.school_id != account.school_id:
        act.refuse(no(_NO_GROUP))
    _demand(act, group, channel, name, managers, but=account)
    year = _year(act, group)
    before = set(account.managed_by.values_list("person", flat=True))
    new = {
        "channel": channel,
        "group": group,
        "name": name.strip(),
        "year_starts": year.starts,
        "year_ends": year.ends,
    }
    changed = [field for field, value in new.items() if getattr(account, field) != value and field != "year_starts"]
    if before != {person.pk for person in managers}:
        changed.append("managers")
    if not changed:
        act.refuse(no(_NOTHING))
    account.change(shown=shown, **new)
    AccountManager.objects.filter(board=account.board_id, account=account).delete()
    _give_to(account, managers)
    act.record(
        ClassAccountChanged(
            account=account.key,
            group=group.name,
            channel=channel.words.nl,
            fields=", ".join(sorted(changed)),
            managers=tuple(person.key for person in managers),
        )
    )
    return account


@action(category="class_account", verb="confirm", subject=of_account)
def check_account(
    act: Act, *, account: ClassAccount, outcome: Outcome, said: Mapping[str, str], shown: int, terms_read: bool = False
) -> AccountFinding:
    """Record that an account fits the school's privacy agreements, or what must change, with the evidence.

    It cannot fit while the house itself knows better, or while nobody read the company's terms. Raises StaleRow.
    """
    _demand_open(act, account)
    if outcome is Outcome.FITS:
        act.demand(may_fit(known_of(account, act.day)))
        if not terms_read:
            act.refuse(no(_TERMS_UNREAD))
    if not all(text.strip() for text in said.values()) or not said:
        act.refuse(no(_NO_EVIDENCE))
    found = _found(act, account, outcome, said, shown)
    act.record(
        ClassAccountChecked(
            account=account.key,
            group=account.group.name,
            channel=account.channel.words.nl,
            outcome=outcome.value,
            said=_text(said),
        )
    )
    return found


@action(category="class_account", verb="write", subject=of_account)
def close_account(act: Act, *, account: ClassAccount, proof: str, shown: int) -> AccountFinding:
    """Record that an account is gone, and how one knows. Raises StaleRow."""
    _demand_open(act, account)
    if not proof.strip():
        act.refuse(no(_NO_EVIDENCE))
    said = {"proof": proof}
    found = _found(act, account, Outcome.GONE, said, shown)
    account.change(shown=shown, closed_on=act.day)
    act.record(
        ClassAccountClosed(
            account=account.key, group=account.group.name, channel=account.channel.words.nl, said=_text(said)
        )
    )
    return found


def _found(act: Act, account: ClassAccount, outcome: Outcome, said: Mapping[str, str], shown: int) -> AccountFinding:
    """The record of what was found, of the version that was shown."""
    now = ClassAccount.objects.select_for_update().get(pk=account.pk)
    if now.version != shown:
        raise StaleRow
    return AccountFinding.objects.create(
        board_id=account.board_id,
        account=account,
        outcome=outcome.value,
        by_id=person_of(act.actor, account.board_id),
        on=act.day,
        at=act.moment,
        version=shown,
        audience=account.channel.audience,
        provider=account.channel.provider,
        said=keys.seal(account.key, FIELD, _text(said)),
        norms_release=norms.release(),
    )


def _text(said: Mapping[str, str]) -> str:
    return json.dumps({name: text.strip() for name, text in said.items()}, ensure_ascii=False)


def said_in(account: ClassAccount, finding: AccountFinding) -> dict[str, str]:
    """The evidence of a finding, by the names of `wording.SAID`; empty when its key is gone."""
    text = keys.unseal_what_remains([(account.key, FIELD, bytes(finding.said))])[0]
    return {} if not text else dict(json.loads(text))


def _give_to(account: ClassAccount, managers: Sequence[Person]) -> None:
    AccountManager.objects.bulk_create(
        AccountManager(board_id=account.board_id, account=account, person=person) for person in managers
    )


def _year(act: Act, group: Group) -> Year:
    return school_year(group.board_id, act.day, norms_for(group.board_id, act.day, group.school.sector))


def _demand_open(act: Act, account: ClassAccount) -> None:
    if account.closed_on is not None:
        act.refuse(no(_CLOSED))


def _demand(
    act: Act, group: Group, channel: Channel, name: str, managers: Sequence[Person], but: ClassAccount | None = None
) -> None:
    """A medium of this school, a name that is not registered yet, and managers who work here."""
    if channel not in media_of(group.school, act.day):
        act.refuse(no(_NO_MEDIUM))
    working = set(staff_of(group.school, act.day).values_list("pk", flat=True))
    if not name.strip():
        act.refuse(no(_NO_NAME))
    if not managers or any(person.pk not in working for person in managers):
        act.refuse(no(_NO_MANAGER))
    same = ClassAccount.objects.filter(board=group.board_id, channel=channel, name__iexact=name.strip(), closed_on=None)
    if any(row != but for row in same):
        act.refuse(no(_TWICE))


def _reason(nl: str, en: str) -> Reason:
    return Reason(Words(nl, en), norm=NORM)


_NO_MEDIUM = _reason(
    "Dit is geen sociaal medium dat school gebruikt.", "This is no social medium that the school uses."
)
_NO_GROUP = _reason("Deze groep is van een andere school.", "This group is of another school.")
_NO_NAME = _reason("Zeg waar het account staat of hoe het heet.", "Say where the account is or what it is called.")
_NO_MANAGER = _reason(
    "Kies wie het account beheert. Die moet op school werken.",
    "Choose who manages the account. They must work at the school.",
)
_TWICE = _reason("Dit account is al gemeld.", "This account was registered already.")
_NOTHING = _reason("U veranderde niets.", "You changed nothing.")
_CLOSED = _reason("Dit account is opgeheven.", "This account is gone.")
_TERMS_UNREAD = _reason("Lees eerst de regels van het bedrijf.", "Read the company’s terms first.")
_NO_EVIDENCE = _reason("Schrijf op hoe u dit weet.", "Write down how you know this.")

"""Accounts of classes as their pages show them: lines, headings, what the house knows, what happened."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.urls import reverse

from vuistregel.access.engine import engine
from vuistregel.access.matrix import shipped
from vuistregel.consent.accounts.queries import gaps_of
from vuistregel.consent.accounts.rules import Gap, Known, Outcome
from vuistregel.consent.accounts.wording import FOUND, SAID, STATES
from vuistregel.consent.actions.accounts import said_in
from vuistregel.consent.models import ClassAccount
from vuistregel.consent.rules import Audience, Mode
from vuistregel.consent.wording import AUDIENCES, MODES
from vuistregel.organisation.models import Group
from vuistregel.organisation.wording import joined, joined_words
from vuistregel.ui import days, marks, numbers
from vuistregel.ui.shapes import Item
from vuistregel.words import Words

_OK = marks.CHECKS["holds"]
_NO = marks.CHECKS["fails"]


@dataclass(frozen=True, slots=True)
class Line:
    """One account in a list."""

    account: ClassAccount
    gap: Gap | None
    closed: bool

    @property
    def mark(self) -> marks.Mark:
        return _OK if self.gap is None else _NO

    @property
    def state(self) -> Words:
        return state(self.account, self.gap)


@dataclass(frozen=True, slots=True)
class Moment:
    """Something that happened to an account, with what somebody said then."""

    when: Words
    text: Words
    said: tuple[tuple[Words, str], ...] = ()


def lines(rows: QuerySet[ClassAccount], day: date) -> list[Line]:
    """Accounts, what is not checked first, what is gone last; two queries."""
    gaps = gaps_of(rows, day)
    found = [
        Line(row, gaps.get(row.pk), row.pk not in gaps)
        for row in rows.select_related("channel", "group").order_by("group__name", "channel__place", "pk")
    ]
    return sorted(found, key=lambda line: (line.closed, line.gap is None))


def state(account: ClassAccount, gap: Gap | None) -> Words:
    if account.closed_on is not None:
        return Words("Opgeheven op {day}.", "Gone since {day}.").with_(day=days.plain(account.closed_on))
    return STATES[gap]


def heading(account: ClassAccount, gap: Gap | None) -> Words:
    """Whose account it is, and how it stands, as one sentence."""
    said = _GONE if account.closed_on else _HEADINGS.get(gap, _AGAIN)
    return said.with_(group=account.group.name, place=account.channel.provider)


def lead(account: ClassAccount, gap: Gap | None) -> Words | str:
    """What the heading does not say yet: since when it is gone, or why it must be checked again."""
    return "" if account.closed_on is None and gap in _HEADINGS else state(account, gap)


_GONE = Words("Het account van groep {group} op {place} is weg.", "The {place} account of group {group} is gone.")
_AGAIN = Words(
    "Het account van groep {group} op {place} moet opnieuw worden getoetst.",
    "The {place} account of group {group} must be checked again.",
)
_HEADINGS: dict[Gap | None, Words] = {
    None: Words(
        "Het account van groep {group} op {place} past bij de afspraken.",
        "The {place} account of group {group} fits the agreements.",
    ),
    Gap.NEVER: Words(
        "Het account van groep {group} op {place} is nog niet getoetst.",
        "The {place} account of group {group} was not checked yet.",
    ),
    Gap.MISFITS: Words(
        "Het account van groep {group} op {place} past niet bij de afspraken.",
        "The {place} account of group {group} does not fit the agreements.",
    ),
}


def heading_of(found: Sequence[Line]) -> Words:
    """How it stands with the accounts of a school."""
    if not found:
        return Words("Geen enkele klas meldde een account.", "No class registered an account.")
    open_ = sum(1 for line in found if line.gap is not None)
    if len(found) == 1:
        return heading(found[0].account, found[0].gap)
    if not open_:
        return Words("Elk account past bij de afspraken.", "Every account fits the agreements.")
    return numbers.share(
        open_,
        len(found),
        Words("{k} accounts moet nog worden getoetst.", "{k} accounts must still be checked."),
        Words("{k} accounts moeten nog worden getoetst.", "{k} accounts must still be checked."),
    )


def heading_in_group(group: Group, open_: int) -> Words:
    if not open_:
        return Words("Groep {group} heeft geen account.", "Group {group} has no account.").with_(group=group.name)
    return numbers.counted(
        open_,
        Words("Groep {group} heeft één account.", "Group {group} has one account.").with_(group=group.name),
        Words("Groep " + group.name + " heeft {words} accounts.", "Group " + group.name + " has {words} accounts."),
    )


def managers(account: ClassAccount) -> Words:
    names = [person.name for person in account.managers.order_by("sort_key", "pk")]
    return joined(names) if names else Words("niemand", "nobody")


def checkers() -> Words:
    """The roles that hold an account against the agreements."""
    roles = dict.fromkeys(role for role, _ in engine().roles_that_may("confirm", "class_account"))
    named = [shipped().roles[role] for role in roles if shipped().roles[role].staff]
    return joined_words([role.words for role in named])


def facts(account: ClassAccount, known: Known) -> list[Item]:
    """What the house knows by itself: what holds, and what must be mended with the page where that is done."""
    channel = account.channel
    where = reverse("channel", args=[account.school_id, channel.slug])
    change = reverse("class_account_change", args=[account.key])
    mend = Words("Bekijk de plek", "See the place")
    found = []
    if known.gone:
        left = Words("{names}: werkt niet meer op school.", "{names}: works at the school no longer.")
        left, choose = left.with_(names=joined(list(known.gone))), Words("Kies anderen", "Choose others")
        found.append(Item(left, "", change, choose, _NO))
    elif known.managers:
        found.append(Item(Words("Wie het beheert, werkt op school.", "Who manages it works at the school."), mark=_OK))
    if known.in_use:
        seen = Words("{place} is te zien voor {who}.", "{place} can be seen by {who}.")
        seen = numbers.sentence(seen.with_(place=channel.words, who=AUDIENCES[Audience(channel.audience)]))
        found.append(Item(seen, mark=_OK))
    else:
        stopped = Words("School gebruikt deze plek niet meer.", "The school stopped using this place.")
        found.append(Item(stopped, "", where, mend, _NO))
    if known.asks:
        often = MODES[Mode(channel.leader.mode)].title
        asked = Words("Ouders krijgen een vraag voor deze plek, {often}.", "Parents are asked for this place, {often}.")
        found.append(Item(asked.with_(often=often), mark=_OK))
    else:
        gap = Words("De vraag aan ouders ontbreekt.", "The question to parents is missing.")
        found.append(Item(gap, "", where, mend, _NO))
    if not known.terms:
        gap = Words("De regels van het bedrijf ontbreken.", "The company’s terms are missing.")
        found.append(Item(gap, "", where, mend, _NO))
    if known.year_over:
        over = Words("Het account is van een vorig schooljaar.", "The account is of an earlier school year.")
        found.append(Item(over, "", change, Words("Neem het mee naar dit jaar", "Take it along to this year"), _NO))
    return found


def must(account: ClassAccount, gap: Gap | None) -> str:
    """What must change, as whoever checked it said; empty when nothing was found wrong."""
    if gap is not Gap.MISFITS:
        return ""
    newest = account.findings.order_by("-pk").first()
    return said_in(account, newest).get("why", "") if newest else ""


def history(account: ClassAccount, today: date) -> list[Moment]:
    """What happened, the newest first."""
    found = []
    for row in account.findings.select_related("by").order_by("-pk"):
        who = row.by.name if row.by else _HOUSE
        text = Words("{who}: {found}.", "{who}: {found}.").with_(who=who, found=FOUND[Outcome(row.outcome)])
        told = said_in(account, row)
        parts = [(words, _shown(name, told[name])) for name, words in SAID.items() if name in told]
        found.append(Moment(days.plain(row.on, today), text, tuple(parts)))
    by = account.registered_by.name if account.registered_by else _HOUSE
    text = Words("{who} meldde het account.", "{who} registered the account.").with_(who=by)
    return [*found, Moment(days.plain(account.registered_on, today), text)]


_HOUSE = Words("Systeembeheer", "The operator")


def _shown(name: str, text: str) -> str:
    return str(days.plain(date.fromisoformat(text))) if name == "agreed_on" else text

"""Rounds: made, sent to all families at once, reminded, closed. Few statements, however large the school."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final
from uuid import UUID

from vuistregel import bulk, keys, outbox
from vuistregel.access.actor import Subject
from vuistregel.access.signin.personal import in_mail, make_personal
from vuistregel.access.signin.secrets import Fresh
from vuistregel.actions import Act, action
from vuistregel.consent.events import RoundClosed, RoundDropped, RoundMade, RoundOpened, RoundReminded
from vuistregel.consent.models import Invitation, Invite, InvitedFor, Round, RoundPupil, Whom
from vuistregel.consent.rounds.answered import heard_before
from vuistregel.consent.rounds.choice import not_asked_yet, pupils_of
from vuistregel.consent.rounds.letters import FIELD, end_codes, kept
from vuistregel.consent.rounds.life import ROUND
from vuistregel.consent.rounds.recipients import Plan, Recipient, plan_for
from vuistregel.consent.rounds.reminders import due
from vuistregel.consent.rounds.wording import MailWords, until_words
from vuistregel.decisions import Reason, no
from vuistregel.organisation.models import School
from vuistregel.organisation.queries import norms_for
from vuistregel.organisation.years import school_year
from vuistregel.words import Words

#: Where a personal link of a round leads: the page of the family.
THERE: Final = "/toestemming/"
NOBODY_DUE: Final = Reason(
    Words(
        "Er is nu niemand die wij mogen herinneren. Wij herinneren ten hoogste {max} keer.",
        "There is nobody whom we may remind now. We remind at most {max} times.",
    ),
    norm="consent.reminder.max",
)
_NO_GROUP: Final = Reason(
    Words("U koos nog geen groep. Kies er een.", "You chose no group yet. Choose one."), norm="consent.reminder.after"
)


def _of_school(*, school: School, **_: Any) -> Subject:
    return Subject(board=school.board_id, school=school.pk)


def _of_round(*, round_: Round, **_: Any) -> Subject:
    return Subject(board=round_.board_id, school=round_.school_id)


@action(category="consent_round", verb="write", subject=_of_school)
def make_round(
    act: Act,
    *,
    school: School,
    title: str,
    whom: Whom,
    groups: Sequence[int] = (),
    newcomers_since: date | None = None,
    note: Words | None = None,
) -> Round:
    """Prepare a round for the school year of today; nobody is asked until it is opened."""
    if whom is Whom.GROUPS and not groups:
        act.refuse(no(_NO_GROUP))
    year = school_year(school.board_id, act.day, norms_for(school.board_id, act.day, school.sector))
    made = Round.objects.create(
        board_id=school.board_id,
        school=school,
        title=title,
        whom=whom.value,
        groups=sorted(groups) if whom is Whom.GROUPS else [],
        newcomers_since=newcomers_since if whom is Whom.NEWCOMERS else None,
        note={"nl": note.nl, "en": note.en} if note else {},
        year_starts=year.starts,
        year_ends=year.ends,
        made_on=act.day,
    )
    act.record(RoundMade(school=school.name, title=title, whom=whom.value))
    return made


@action(category="consent_round", verb="write", subject=_of_round)
def open_round(act: Act, *, round_: Round) -> Plan:
    """Ask everybody: a mail with a personal link, or a letter for who has no address. It is done once."""
    plan = plan_for(pupils_of(round_, act.day), act.day)
    facts = frozenset({"somebody"}) if plan.recipients else frozenset[str]()
    act.demand(ROUND.move(round_, "open", facts, opened_on=act.day))
    _invite(act, round_, plan)
    act.record(_opened(round_, plan))
    return plan


@action(category="consent_round", verb="write", subject=_of_round)
def ask_the_others(act: Act, *, round_: Round) -> Plan:
    """Ask whom an open round did not reach: pupils who came since, and those of whom we now know who decides."""
    act.demand(ROUND.may(round_.state, "close"))
    plan = plan_for(not_asked_yet(round_, act.day), act.day)
    reached = {pupil.pk for pupil in plan.pupils if not pupil.gap}
    RoundPupil.objects.filter(board=round_.board_id, round=round_).exclude(gap="").delete()
    invited = dict(Invitation.objects.filter(board=round_.board_id, round=round_).values_list("person", "pk"))
    _invite(act, round_, plan, invited)
    act.record(_opened(round_, Plan(tuple(p for p in plan.pupils if p.pk in reached), plan.recipients)))
    return plan


@action(category="consent_round", verb="write", subject=_of_round)
def remind_round(act: Act, *, round_: Round, by_hand: bool = False) -> int:
    """Remind by mail who did not answer, so often as the norms allow; nobody twice on one day.

    `by_hand`: somebody presses the button, so the wait since the last time does not count. Who may not be approached
    any more, or does not decide any more, gets nothing. Letters are printed again by hand.
    """
    act.demand(ROUND.may(round_.state, "close"))
    found = due(round_, act.day, by_hand=by_hand)
    most = norms_for(round_.board_id, act.day, round_.school.sector).number("consent.reminder.max")
    if not found and by_hand:
        act.refuse(no(Reason(NOBODY_DUE.text.with_(max=most), norm=NOBODY_DUE.norm)))
    words, fresh = _words(act, round_, again=True), _links(act, round_, [r for r, _ in found])
    _mail(
        act,
        round_,
        words,
        [(r, in_mail(link), f"{times + 1}") for (r, times), link in zip(found, fresh, strict=True)],
    )
    _count_reminders(act, round_, {r.person: times for r, times in found})
    act.record(RoundReminded(school=round_.school.name, title=round_.title, mails=len(found)))
    return len(found)


@action(category="consent_round", verb="write", subject=_of_round)
def renew_letters(act: Act, *, round_: Round, invitations: Sequence[Invitation]) -> int:
    """New codes for letters, so that they can be printed again; the codes they had work no longer."""
    rows = list(invitations)
    end_codes(rows, act.moment)
    fresh = make_personal(
        act,
        board=round_.board_id,
        persons=[row.person.key for row in rows],
        there=THERE,
        until=_until(act, round_),
    )
    sealed = keys.seal_many((row.person.key, FIELD, kept(new)) for row, new in zip(rows, fresh, strict=True))
    for row, link in zip(rows, sealed, strict=True):
        row.link = link
    Invitation.objects.bulk_update(rows, ["link"], batch_size=500)
    act.record(RoundReminded(school=round_.school.name, title=round_.title, mails=0, letters=len(rows)))
    return len(rows)


@action(category="consent_round", verb="write", subject=_of_round)
def close_round(act: Act, *, round_: Round) -> None:
    """End the reminders. Families can go on answering: their page is never closed."""
    act.demand(ROUND.move(round_, "close", closed_on=act.day))
    act.record(RoundClosed(school=round_.school.name, title=round_.title))


@action(category="consent_round", verb="write", subject=_of_round)
def drop_round(act: Act, *, round_: Round) -> None:
    """Put a prepared round away without asking anybody."""
    act.demand(ROUND.move(round_, "drop"))
    act.record(RoundDropped(school=round_.school.name, title=round_.title))


def _opened(round_: Round, plan: Plan) -> RoundOpened:
    return RoundOpened(
        school=round_.school.name,
        title=round_.title,
        pupils=len(plan.pupils),
        mails=plan.mails,
        letters=plan.letters,
        gaps=len(plan.gaps),
    )


def _invite(act: Act, round_: Round, plan: Plan, invited: Mapping[int, int] | None = None) -> None:
    """Write whom the round concerns and ask them. Who was `invited` before keeps that invitation, for more children."""
    board = round_.board_id
    pupil_ids = dict(zip([p.pk for p in plan.pupils], bulk.reserve(RoundPupil, len(plan.pupils)), strict=True))
    bulk.insert(
        RoundPupil,
        ("id", "board", "round", "pupil", "group", "gap"),
        [(pupil_ids[p.pk], board, round_.pk, p.pk, p.group, p.gap) for p in plan.pupils],
    )
    before = invited or {}
    new = [r for r in plan.recipients if r.person not in before]
    ids = dict(zip([r.person for r in new], bulk.reserve(Invitation, len(new)), strict=True))
    links = _links(act, round_, new)
    _write_invitations(act, round_, new, ids, links)
    again = {r.person: before[r.person] for r in plan.recipients if r.person in before}
    for start in range(0, len(again), bulk.BATCH):
        some = list(again.values())[start : start + bulk.BATCH]
        Invitation.objects.filter(board=board, pk__in=some).update(answered_at=None)
    ids |= again
    bulk.insert(
        InvitedFor,
        ("board", "invitation", "pupil"),
        [(board, ids[r.person], pupil_ids[pupil.pk]) for r in plan.recipients for pupil in r.about],
    )
    heard_before(round_, act.moment)
    mails = [(r, in_mail(link), "0") for r, link in zip(new, links, strict=True) if r.address]
    _mail(act, round_, _words(act, round_), mails)


def _write_invitations(act: Act, round_: Round, new: list[Recipient], ids: dict[int, int], links: list[Fresh]) -> None:
    pairs = list(zip(new, links, strict=True))
    sealed = iter(keys.seal_many((r.key, FIELD, kept(link)) for r, link in pairs if not r.address))
    now = bulk.moment(act.moment)
    rows = [
        (
            ids[r.person], round_.board_id, round_.pk, r.person, r.about[0].group,
            Invite.MAIL.value if r.address else Invite.LETTER.value, b"" if r.address else next(sealed), now, 0,
        )
        for r, _ in pairs
    ]  # fmt: skip
    bulk.insert(Invitation, ("id", "board", "round", "person", "group", "how", "link", "sent_at", "reminders"), rows)


def _until(act: Act, round_: Round) -> Any:
    return norms_for(round_.board_id, act.day, round_.school.sector).add("consent.link.term", act.moment)


def _links(act: Act, round_: Round, to: Sequence[Recipient]) -> list[Fresh]:
    persons: list[UUID] = [r.key for r in to]
    return make_personal(act, board=round_.board_id, persons=persons, there=THERE, until=_until(act, round_))


def _words(act: Act, round_: Round, *, again: bool = False) -> MailWords:
    return MailWords(round_.school.name, round_.said, until_words(_until(act, round_)), again)


def _mail(act: Act, round_: Round, words: MailWords, to: Sequence[tuple[Recipient, str, str]]) -> None:
    """Post the mails: (recipient, address of the link, which time). One recipient never gets the same time twice."""
    outbox.post_mails(
        act,
        board=round_.school.board,
        mails=[
            outbox.Mail(
                holder=r.key,
                to=r.address,
                subject=words.subject(r.language),
                body=words.body(r, url),
                language=r.language,
                key=f"round:{round_.pk}:{r.person}:{time}",
            )
            for r, url, time in to
        ],
    )


def _count_reminders(act: Act, round_: Round, times: dict[int, int]) -> None:
    for number in sorted(set(times.values())):
        persons = [person for person, seen in times.items() if seen == number]
        for start in range(0, len(persons), bulk.BATCH):
            Invitation.objects.filter(
                board=round_.board_id, round=round_, person__in=persons[start : start + bulk.BATCH], reminders=number
            ).update(reminders=number + 1, reminded_on=act.day)

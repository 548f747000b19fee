"""Who is to be reminded: families without an answer, as often and as far apart as the norms say; never the barred."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet

from vuistregel import clock
from vuistregel.consent.models import Invitation, Invite, InvitedFor, Round, RoundPupil
from vuistregel.consent.rounds.recipients import Recipient, plan_for
from vuistregel.organisation.models import Pupil
from vuistregel.organisation.periods import present_on
from vuistregel.organisation.queries import norms_for


def open_invitations(round_: Round, day: date, *, by_hand: bool = False) -> QuerySet[Invitation]:
    """Mailed invitations without an answer for which a reminder may go on a day (norms `consent.reminder.…`)."""
    day_norms = norms_for(round_.board_id, day, round_.school.sector)
    latest = day if by_hand else day_norms.before("consent.reminder.after", day)
    # By hand the wait does not count, but nobody is written to twice on one day.
    before = Q(reminded_on__lt=day) if by_hand else Q(reminded_on__lte=latest)
    sent = Q(reminded_on=None) & Q(sent_at__lt=clock.start_of(day if by_hand else latest + timedelta(days=1)))
    # Rounds may overlap: who had a mail of any round today gets no second one.
    today = Q(reminded_on=day) | Q(sent_at__gte=clock.start_of(day))
    told = Invitation.objects.filter(today, board=round_.board_id, person=OuterRef("person"), how=Invite.MAIL)
    return Invitation.objects.filter(
        ~Exists(told),
        before | sent,
        board=round_.board_id,
        round=round_,
        how=Invite.MAIL,
        answered_at=None,
        reminders__lt=day_norms.number("consent.reminder.max"),
    )


def has_room(round_: Round, day: date) -> bool:
    """Whether somebody can be reminded by hand now."""
    return open_invitations(round_, day, by_hand=True).exists()


def due(round_: Round, day: date, *, by_hand: bool = False, lock: bool = True) -> list[tuple[Recipient, int]]:
    """Whom to remind, with how often that was done. They decide today still, and may be approached today.

    Within an action the rows are locked, so that of two who remind at once the second finds nobody.
    """
    rows = open_invitations(round_, day, by_hand=by_hand)
    if lock:
        rows = rows.select_for_update()
    times = dict(rows.values_list("person", "reminders"))
    if not times:
        return []
    about: dict[int, set[int]] = defaultdict(set)
    open_ = InvitedFor.objects.filter(board=round_.board_id, invitation__round=round_, pupil__answered_at=None)
    for person, pupil in open_.values_list("invitation__person", "pupil__pupil"):
        if person in times:
            about[person].add(pupil)
    waiting = RoundPupil.objects.filter(board=round_.board_id, round=round_, pupil=OuterRef("pk"), answered_at=None)
    plan = plan_for(Pupil.objects.filter(present_on(day), Exists(waiting), board=round_.board_id), day)
    found = []
    for recipient in plan.recipients:
        own = tuple(pupil for pupil in recipient.about if pupil.pk in about.get(recipient.person, ()))
        if own and recipient.address:
            found.append((replace(recipient, about=own), times[recipient.person]))
    return found

"""An answer came in: the invitations about this person are answered, in the same transaction."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Exists, OuterRef

from vuistregel.clock import day_of
from vuistregel.consent.models import Invitation, InvitedFor, RoundPupil
from vuistregel.organisation.models import Pupil


def heard_about(pupil: Pupil, moment: datetime) -> None:
    """Somebody who decides answered about this pupil. A family's answer counts whoever of them gave it."""
    day = day_of(moment)
    open_ = RoundPupil.objects.filter(
        board=pupil.board_id,
        pupil=pupil,
        answered_at=None,
        round__opened_on__isnull=False,
        round__year_starts__lte=day,
        round__year_ends__gte=day,
    )
    found = list(open_.values_list("pk", flat=True))
    if not found:
        return
    RoundPupil.objects.filter(pk__in=found).update(answered_at=moment)
    still = InvitedFor.objects.filter(invitation=OuterRef("pk"), pupil__answered_at=None)
    Invitation.objects.filter(board=pupil.board_id, about__pupil__in=found, answered_at=None).exclude(
        Exists(still)
    ).update(answered_at=moment)

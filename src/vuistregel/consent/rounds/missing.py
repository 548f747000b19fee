"""Who did not answer everything yet, for the office: per pupil how the family was asked, or why nobody was."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from vuistregel.consent.models import InvitedFor, Round, RoundPupil
from vuistregel.consent.rounds.recipients import GAPS
from vuistregel.words import Words, same

_MAIL = Words("mail aan {name}", "mail to {name}")
_MAIL_AGAIN = Words("mail en {n}× herinnering aan {name}", "mail and {n}× reminder to {name}")
_LETTER = Words("brief voor {name}", "letter for {name}")


@dataclass(frozen=True, slots=True)
class Missing:
    """A pupil about whom not every question has an answer yet. `how`: one sentence per person who was asked."""

    pupil: int
    name: str
    group: str
    how: tuple[Words, ...]
    unreachable: bool = False


def missing_in(round_: Round, group: int | None = None) -> list[Missing]:
    """Who is missing, of a round or one class of it, in order of class and name; two queries."""
    rows = RoundPupil.objects.filter(board=round_.board_id, round=round_, answered_at=None)
    if group is not None:
        rows = rows.filter(group=group)
    how: dict[int, list[Words]] = defaultdict(list)
    asked = InvitedFor.objects.filter(board=round_.board_id, pupil__in=rows).select_related("invitation__person")
    for each in asked.order_by("pk"):
        invitation = each.invitation
        words = _LETTER if invitation.how == "letter" else (_MAIL_AGAIN if invitation.reminders else _MAIL)
        values = {"name": invitation.person.name, "n": invitation.reminders}
        how[each.pupil_id].append(words.with_(**{key: values[key] for key in words.placeholders}))
    return [
        Missing(
            row.pupil_id,
            row.pupil.person.name,
            row.group.name if row.group else "",
            (GAPS[row.gap],) if row.gap in GAPS else tuple(how[row.pk]) or (same("-"),),
            bool(row.gap),
        )
        for row in rows.select_related("pupil__person", "group").order_by(
            "group__name", "pupil__person__sort_key", "pk"
        )
    ]

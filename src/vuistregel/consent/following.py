"""Answers follow the person of whom they are, when two rows turn out to be one human being; and go back when not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from vuistregel import keys
from vuistregel.consent import changes, states
from vuistregel.consent.models import (
    Ask,
    AskPerson,
    Consent,
    ContactCheck,
    ContactCorrection,
    EmergencyContact,
    ListCopy,
    ListedPerson,
    YearlyNotice,
)
from vuistregel.organisation.following import Move, after_move, follows

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from vuistregel.actions import Act

# The answer itself stays as it was given. An invitation stays with the name and the link that were sent.
follows(Consent)
follows(Consent, "by")
follows(YearlyNotice, once_per=("to", "question", "sent_on"))
follows(YearlyNotice, "to", once_per=("person", "question", "sent_on"))
follows(Ask, "made_by")
follows(AskPerson, once_per=("ask",))
follows(ListCopy, "made_by")
follows(ListedPerson, once_per=("copy",))
follows(ContactCheck, once_per=("school", "checked_on"))
follows(ContactCorrection, once_per=("school", "kind", "done_on"))
follows(EmergencyContact, "by", once_per=("pupil",))


@after_move
def renew(act: Act, move: Move) -> None:
    """Seal anew what lies under the other key now, and make the states from the records as they stand now."""
    corrections = ContactCorrection.objects.filter(pk__in=move.rows.get("ContactCorrection.person", ()))
    _seal_anew(move, corrections, said="correction.{kind}")
    _seal_anew(move, corrections.filter(declined__isnull=False), declined="correction.declined.{kind}")
    emergencies = EmergencyContact.objects.filter(pupil__in=move.rows.get("Pupil.person", ()))
    _seal_anew(move, emergencies, name="emergency.name", phone="emergency.phone")
    changed = states.renew_of(move.source.board_id, (move.source.pk, move.target.pk))
    # Of a row that was merged away nothing holds any more; what held for it holds for the other.
    merged = {person.pk for person in (move.source, move.target) if person.merged_into_id}
    changes.tell(act, [change for change in changed if change.person not in merged])


def _seal_anew(move: Move, rows: QuerySet[Any], **columns: str) -> None:
    for row in rows:
        for column, field in columns.items():
            name = field.format(kind=getattr(row, "kind", ""))
            said = keys.unseal(move.source.key, name, bytes(getattr(row, column)))
            setattr(row, column, keys.seal(move.target.key, name, said))
        row.save(update_fields=list(columns))

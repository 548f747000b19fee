"""What is done again after a restore: a backup brought back what was said under keys that are destroyed."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from vuistregel.consent.models import ContactCorrection, EmergencyContact
from vuistregel.keys import replay


@replay.register
def forget(holders: Sequence[UUID]) -> None:
    """Take out what lay under these people's keys and cannot be read any more. Twice changes nothing."""
    EmergencyContact.objects.filter(pupil__person__key__in=holders).delete()
    ContactCorrection.objects.filter(person__key__in=holders).delete()

"""`vuistregel import_contacts FILE --school BRIN`: read the guardians of a school's pupils."""

from __future__ import annotations

from typing import ClassVar

from vuistregel.organisation.roster.command import FileCommand


class Command(FileCommand):
    help = (
        "Read guardians from a CSV with the headers pupil_key, guardian_key, given_name, prefix, family_name, "
        "relation, authority (yes, no or unknown), email, phone. Another CSV, an XLSX, a OneRoster zip or an OSO file "
        "will do too. "
        "Authority counts as confirmed only where the school's own column says yes or no."
    )
    category = "contact"
    verb = "import"
    kind: ClassVar[str] = "contacts"
    departures: ClassVar[str] = (
        "yes, the guardians who are not in the file any more are no guardians of those pupils now"
    )

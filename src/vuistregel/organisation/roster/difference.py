"""The whole difference between a staged file and the house. It only reads: pages show it, an action applies it.

The same walk serves both: what is applied is what was shown, because it is computed again on the same rows and, by
`base`, on the same house.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from vuistregel.keys.spool import Spool
from vuistregel.organisation.models import School
from vuistregel.organisation.roster import digests
from vuistregel.organisation.roster.findings import Finding
from vuistregel.organisation.roster.group_difference import GroupDifference
from vuistregel.organisation.roster.guardian_difference import GuardianDifference
from vuistregel.organisation.roster.guardian_house import GuardianHouse
from vuistregel.organisation.roster.pupil_difference import PupilDifference
from vuistregel.organisation.roster.pupil_house import PupilHouse
from vuistregel.organisation.roster.reading import KnownPupil
from vuistregel.organisation.roster.rows import PupilRow
from vuistregel.organisation.roster.staff_difference import StaffDifference
from vuistregel.organisation.roster.steps import Kind, Step, Tally, What
from vuistregel.words import Words

_ALREADY_LEFT = Words(
    "Wie al van school is en hier niet bekend, komt er niet bij ({count} in dit bestand).",
    "Who has left the school already and is not known here, does not come in ({count} in this file).",
)


class Difference:
    """Walk `steps()` and then `departures()`, each once; `tally` and `warnings` are complete after that.

    `kind` is `roster` or `contacts`: a contacts file says nothing about pupils, groups and staff. `when` is the day on
    which who vanished is held to have been here last: the day before the one that the file speaks of.
    """

    def __init__(
        self, school: School, box: Spool, *, kind: str, choices: dict[str, str], day: date, when: date
    ) -> None:
        self._school = school
        self._box = box
        self._kind = kind
        self.choices = choices
        self._day = day
        self._when = when.isoformat()
        self.key = digests.key_for(school.board.key, school.pk)
        self.tally = Tally()
        self.warnings: list[Finding] = []
        self._groups: GroupDifference | None = None
        self._pupils: PupilDifference | None = None
        self._staff: StaffDifference | None = None
        self._guardians: GuardianDifference | None = None

    def steps(self) -> Iterator[list[Step]]:
        """Groups, pupils, staff, guardians: lists of steps of one kind of row each, in that order.

        An empty list ends a kind: whoever applies must have written everything before asking on, because guardians are
        compared with the pupils that are there by then.
        """
        new_pupils: dict[str, KnownPupil] = {}
        has_guardians = next(self._box.records("guardians"), None) is not None
        if self._kind == "roster":
            yield from self._roster(new_pupils if has_guardians else None)
        if has_guardians:
            house = GuardianHouse(self._school)
            self._guardians = GuardianDifference(house, self.key, self.choices, new_pupils)
            self.tally.by_what[What.GUARDIAN] = self._guardians.counts
            yield from self._guardians.walk(self._box.records("guardians"))
            self.warnings += self._guardians.warnings

    def _roster(self, new_pupils: dict[str, KnownPupil] | None) -> Iterator[list[Step]]:
        self._groups = GroupDifference(self._school)
        self.tally.by_what[What.GROUP] = self._groups.counts
        yield from self._groups.walk(self._box.records("groups"))
        yield []
        names = self._groups.names
        self._pupils = PupilDifference(
            PupilHouse(self._school), self.key, names, self.choices, day=self._day, when=self._when
        )
        self.tally.by_what[What.PUPIL] = self._pupils.counts
        for steps in self._pupils.walk(self._box.records("pupils")):
            if new_pupils is not None:
                new_pupils |= {step.key: _for_join(step.row) for step in steps if step.kind is Kind.NEW}
            yield steps
        yield []
        if self._pupils.already_left:
            words = _ALREADY_LEFT.with_(count=self._pupils.already_left)
            self.warnings.append(Finding("pupil.already_left", words))
        self._staff = StaffDifference(self._school, self.key, names, self.choices)
        self.tally.by_what[What.STAFF] = self._staff.counts
        yield from self._staff.walk(self._box.records("staff"))
        yield []
        self.warnings += self._staff.warnings

    def departures(self) -> Iterator[list[Step]]:
        """Who and what is in the house and not in the file any more: pupils, staff, guardians, and groups at last."""
        if self._pupils is not None:
            yield from self._pupils.departures()
        if self._staff is not None:
            yield self._staff.departures()
        if self._guardians is not None:
            yield self._guardians.departures()
        if self._groups is not None:
            yield self._groups.departures()


def _for_join(row: PupilRow) -> KnownPupil:
    return KnownPupil(
        row.key,
        row.number,
        row.given_names,
        row.prefix,
        row.family_name,
        row.call_name,
        date.fromisoformat(row.birth_date) if row.birth_date else None,
    )

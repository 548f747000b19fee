"""Groups of a file against groups of the house. There are few, so they are compared whole."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from vuistregel.organisation.models import Group, School
from vuistregel.organisation.roster.rows import GroupRow
from vuistregel.organisation.roster.steps import Change, Counts, Kind, Step, What


class GroupDifference:
    """Walks the groups of a file once; afterwards `names` knows what every group key is called."""

    def __init__(self, school: School) -> None:
        self._known = {
            (group.composite, group.key): group for group in Group.objects.filter(board=school.board_id, school=school)
        }
        self.names = {group.key: group.name for group in self._known.values()}
        self.counts = Counts()
        self._seen: set[tuple[bool, str]] = set()

    def walk(self, batches: Iterable[list[list[object]]]) -> Iterator[list[Step]]:
        """New and changed groups; one that comes back after a year is a changed one."""
        for batch in batches:
            steps = []
            for record in batch:
                row = GroupRow(*record)  # type: ignore[arg-type]
                self._seen.add((row.composite, row.key))
                self.names[row.key] = row.name
                known = self._known.get((row.composite, row.key))
                changes = self._changes(row, known) if known else ()
                if known is None:
                    step = Step(What.GROUP, Kind.NEW, row.key, row.name, row)
                elif changes:
                    step = Step(What.GROUP, Kind.CHANGED, row.key, row.name, row, known, changes)
                else:
                    self.counts.unchanged += 1
                    continue
                self.counts.add(step.kind)
                steps.append(step)
            yield steps

    def departures(self) -> list[Step]:
        """Groups that are not in the file any more. Call after the walk."""
        if not self._seen:
            return []  # a file without groups says nothing about them
        gone = [group for place, group in self._known.items() if place not in self._seen and group.ended is None]
        self.counts.departed += len(gone)
        return [Step(What.GROUP, Kind.DEPARTED, group.key, group.name, None, group) for group in gone]

    def _changes(self, row: GroupRow, known: Group) -> tuple[Change, ...]:
        pairs = [("name", known.name, row.name), ("year_group", known.year_group, row.year_group)]
        changes = [Change(field, old, new) for field, old, new in pairs if old != new]
        if known.ended is not None:
            changes.append(Change("departed", known.ended.isoformat(), ""))
        return tuple(changes)

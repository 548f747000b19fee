"""Where the schools are: id, sector, board. For work over all boards."""

from __future__ import annotations

from vuistregel.organisation.models import School


def sectors_of_all_schools() -> dict[int, tuple[str, int]]:
    """School id → (sector, board id), for every school of the house."""
    return {pk: (sector, board) for pk, sector, board in School.objects.values_list("pk", "sector", "board")}

"""People by the keys that a school's administration gave them, many at once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from vuistregel.organisation.models import Guardianship, Pupil, School
from vuistregel.organisation.periods import open_on, present_on


def people_by_key(
    school: School, pupils: Sequence[str], guardians: Sequence[str], day: date
) -> tuple[dict[int, str], list[str]]:
    """The person ids of pupils and guardians of a school, each with its key, and the keys that nobody has.

    Three queries however many keys. A pupil's key is reused: who is at school on the day counts, else who left last.
    """
    rows = Pupil.objects.filter(board=school.board_id, school=school, key__in=set(pupils))
    by_key: dict[str, int] = dict(rows.order_by("departed").values_list("key", "person"))
    by_key |= dict(rows.filter(present_on(day)).order_by("departed", "pk").values_list("key", "person"))
    parents = Guardianship.objects.filter(
        open_on(day), board=school.board_id, pupil__school=school, key__in=set(guardians)
    )
    by_guardian = dict(parents.order_by("-pk").values_list("key", "person")) if guardians else {}
    found = {by_key[key]: key for key in pupils if key in by_key}
    found |= {by_guardian[key]: key for key in guardians if key in by_guardian}
    unknown = [k for k in pupils if k not in by_key] + [k for k in guardians if k not in by_guardian]
    return found, unknown

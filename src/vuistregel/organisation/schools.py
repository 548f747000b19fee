"""Finding a school by what people know it by."""

from __future__ import annotations

from vuistregel.access.commands import WrongUse
from vuistregel.organisation.models import School
from vuistregel.words import Words


def named_school(brin: str, location: str | None = None) -> School:
    """The school of a BRIN (`99ZZ`, or `99ZZ01` with its location). Raises WrongUse when there is none, or several."""
    code, own_location = brin.strip().upper()[:4], brin.strip()[4:]
    rows = School.objects.filter(brin=code).select_related("board")
    place = location or own_location
    if place:
        rows = rows.filter(location=place)
    found = list(rows[:2])
    if not found:
        raise WrongUse(
            Words("Er is geen school met BRIN {brin}.", "There is no school with BRIN {brin}.").with_(brin=brin)
        )
    if len(found) > 1:
        raise WrongUse(
            Words(
                "Er zijn meer scholen met BRIN {brin}. Noem ook de vestiging, met --location.",
                "There are several schools with BRIN {brin}. Name the location too, with --location.",
            ).with_(brin=brin)
        )
    return found[0]

"""What a file calls the relation of a guardian to a pupil, brought back to the few that matter here. Pure."""

from __future__ import annotations

from typing import Final

from vuistregel.organisation.models import Relation
from vuistregel.organisation.roster.spelling import fold

_WORDS: Final[dict[str, Relation]] = {
    **dict.fromkeys(("moeder", "mother", "m", "mama", "stiefmoeder", "pleegmoeder", "adoptiemoeder"), Relation.MOTHER),
    **dict.fromkeys(("vader", "father", "v", "papa", "stiefvader", "pleegvader", "adoptievader"), Relation.FATHER),
    **dict.fromkeys(("ouder", "parent", "ouder verzorger"), Relation.PARENT),
    **dict.fromkeys(("voogd", "guardian", "wettelijk vertegenwoordiger"), Relation.GUARDIAN),
    **dict.fromkeys(("verzorger", "carer", "relative", "pleegouder", "grootouder", "oma", "opa"), Relation.CARER),
}


def relation_of(text: str) -> str:
    """The relation; `other` where the file's word says nothing known. A step-parent is a parent in name only: authority
    is asked apart and never follows from this."""
    return _WORDS.get(fold(text), Relation.OTHER).value

"""Which publications somebody works with: the matrix says at which schools, need to know says which ones (R10.4)."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from vuistregel.access.actor import Actor, Hat
from vuistregel.access.engine import engine
from vuistregel.access.matrix import Scope
from vuistregel.media.models import Publication


def publications_for(actor: Actor, verb: str = "read") -> QuerySet[Publication]:
    """A teacher: the own ones and those of the own groups; who oversees a school or board: all of it.

    Families see what was published with them on their own page, and nothing here.
    """
    reach = Q(pk__in=[])
    for hat, scope in engine().scopes(actor, verb, "media"):
        if scope is not Scope.CHILD:
            reach |= _of_hat(hat)
    return Publication.objects.filter(reach).select_related("channel__same_as", "school__board", "group", "made_by")


def _of_hat(hat: Hat) -> Q:
    if not hat.board:
        return Q(pk__in=[]) if hat.role not in ("operator", "job") else Q()
    place = Q(board=hat.board) & (Q(school=hat.school) if hat.school is not None else Q())
    if hat.role != "teacher":
        return place
    return place & (Q(made_by=hat.person) | Q(group__in=hat.groups))

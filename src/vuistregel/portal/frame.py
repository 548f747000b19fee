"""Who reads: the name and the role that the frame of every page shows."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

from vuistregel.access.actor import Actor
from vuistregel.access.matrix import shipped
from vuistregel.organisation.models import Person
from vuistregel.ui.context import Reader, reader_from
from vuistregel.words import Words

#: Which role a page names when somebody wears several hats: the one with the widest view first.
ORDER = (
    "privacy_officer",
    "fg",
    "accountant",
    "director",
    "administrator",
    "internal_counsellor",
    "care_coordinator",
    "teacher",
    "caretaker",
    "guardian",
    "pupil",
)


def main_role(actor: Actor) -> str | None:
    """The role by which a person is called, or None for a visitor or a guest."""
    return next((role for role in ORDER if role in actor.roles), None)


@reader_from
def reader_of(request: HttpRequest) -> Reader | None:
    """The reader of a request: None for a visitor."""
    actor: Actor | None = getattr(request, "actor", None)
    if actor is None or actor.roles == {"visitor"}:
        return None
    role = main_role(actor)
    keys = [hat.person for hat in actor.hats if hat.person is not None and hat.role == role]
    person = Person.objects.filter(pk=keys[0]).first() if keys else None
    words = shipped().roles[role].words if role else Words("nog zonder rol", "no role yet")
    try:
        account = reverse("account")
    except NoReverseMatch:
        account = ""
    staff = any(shipped().roles[slug].staff for slug in actor.roles if slug in shipped().roles)
    return Reader(person.name if person else "", words, actor.roles, account, staff)

"""The places that this room adds: the question in the bar of a teacher, and a page per group."""

from __future__ import annotations

from django.urls import reverse

from vuistregel.organisation.group_links import GroupLink
from vuistregel.organisation.group_links import register as register_link
from vuistregel.ui.navigation import NavItem, register
from vuistregel.words import Words

register(
    NavItem("may_publish", Words("Mag dit?", "May this?"), "may_publish", "photo", frozenset({"teacher"}), order=15)
)
register_link(
    GroupLink(
        Words("Wie mag waar op de foto", "Who may be in a photo where"),
        Words("per plek, ja en nee", "per place, yes and no"),
        lambda group: reverse("who_may", args=[group]),
        category="consent",
        icon="list",
        order=30,
    )
)

"""Where the rows of lists stand in the house, and the links that the page of a group gets."""

from __future__ import annotations

from django.urls import reverse

from vuistregel.access.visibility import Standing, stands_at
from vuistregel.consent.models import ContactCorrection, EmergencyContact, ListCopy
from vuistregel.organisation.group_links import GroupLink, register
from vuistregel.words import Words

stands_at(ListCopy, Standing(board="board", school="school", group="group"))
stands_at(ContactCorrection, Standing(board="board", school="school", person="person"))
stands_at(
    EmergencyContact,
    Standing(board="board", school="pupil__school", group="pupil__placements__group", pupil="pupil", person="by"),
)

register(
    GroupLink(
        Words("Lijsten", "Lists"),
        Words("telefoonlijst, belboom en adreslijst", "phone list, phone tree and address list"),
        lambda group: reverse("group_lists", args=[group]),
        "contact_list",
        "list",
        order=30,
    )
)
register(
    GroupLink(
        Words("Noodcontacten", "Emergency contacts"),
        Words("wie u belt als ouders niet opnemen", "whom you call when parents do not answer"),
        lambda group: reverse("emergency_contacts", args=[group]),
        "contact",
        "phone",
        order=40,
    )
)

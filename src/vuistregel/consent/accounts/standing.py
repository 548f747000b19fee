"""Where accounts of classes stand in the house, who follows whom, and the link that the page of a group gets."""

from __future__ import annotations

from django.urls import reverse

from vuistregel.access.visibility import Standing, stands_at
from vuistregel.consent.models import AccountFinding, AccountManager, ClassAccount
from vuistregel.organisation.following import follows
from vuistregel.organisation.group_links import GroupLink, register
from vuistregel.words import Words

stands_at(ClassAccount, Standing(board="board", school="school", group="group"))

follows(ClassAccount, "registered_by")
follows(AccountManager, once_per=("account",))
follows(AccountFinding, "by")

register(
    GroupLink(
        Words("Klasaccounts", "Class accounts"),
        Words("accounts van de groep op sociale media", "accounts of the group on social media"),
        lambda group: reverse("group_accounts", args=[group]),
        "class_account",
        "key",
        order=50,
    )
)

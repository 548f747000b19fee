"""Forms about roles: who starts, who stops."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from vuistregel.organisation.models import Person
from vuistregel.words import Words


class DayInput(forms.DateInput):
    """A day, with the browser's own calendar; its value is always ISO."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class AppointForm(forms.Form):
    """Give somebody a role, from a day; a substitute stands in for somebody."""

    person = forms.ChoiceField(label=_("Wie?"))
    role = forms.ChoiceField(label=_("Welke rol?"))
    since = forms.DateField(label=_("Vanaf welke dag?"), widget=DayInput)
    instead = forms.ChoiceField(
        label=_("Als vervanger van"), required=False, help_text=_("Een vervanger ziet de groepen van deze persoon.")
    )

    def __init__(self, people: Sequence[Person], roles: Sequence[tuple[str, Words]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {str(person.pk): person for person in people}
        listed = [(key, person.name) for key, person in self.people.items()]
        self.fields["person"].choices = [("", _("Kies iemand")), *listed]  # type: ignore[attr-defined]
        self.fields["role"].choices = [("", _("Kies een rol")), *roles]  # type: ignore[attr-defined]
        self.fields["instead"].choices = [("", _("Niemand")), *listed]  # type: ignore[attr-defined]


class EndRoleForm(forms.Form):
    """The last day of a role."""

    membership = forms.IntegerField(widget=forms.HiddenInput)
    until = forms.DateField(label=_("Laatste werkdag in deze rol"), widget=DayInput)

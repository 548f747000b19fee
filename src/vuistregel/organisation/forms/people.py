"""Forms about roles: who starts, who stops."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from vuistregel.organisation.models import Group, Person, School
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


class NewStaffForm(forms.Form):
    """Somebody who was not known yet: name, address, role and place. The address is what they sign in with."""

    call_name = forms.CharField(label=_("Roepnaam"), max_length=100)
    between = forms.CharField(label=_("Tussenvoegsel"), max_length=30, required=False)
    family_name = forms.CharField(label=_("Achternaam"), max_length=100)
    email = forms.EmailField(
        label=_("Mailadres van het werk"),
        help_text=_("Hiermee logt deze persoon in. Wij sturen er een link heen om een wachtwoord te kiezen."),
    )
    role = forms.ChoiceField(label=_("Welke rol?"))
    since = forms.DateField(label=_("Vanaf welke dag?"), widget=DayInput)
    groups = forms.MultipleChoiceField(
        label=_("Welke groepen?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Een leerkracht ziet alleen de eigen groepen."),
    )
    also = forms.MultipleChoiceField(
        label=_("Ook op een andere school?"), required=False, widget=forms.CheckboxSelectMultiple
    )

    #: What `who` says when it is nobody who is known.
    NOBODY = "nieuw"

    def __init__(
        self,
        roles: Sequence[tuple[str, Words]],
        groups: Sequence[Group],
        schools: Sequence[School],
        *args: Any,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.by_group = {str(group.pk): group for group in groups}
        self.by_school = {str(school.pk): school for school in schools}
        self.fields["role"].choices = [("", _("Kies een rol")), *roles]  # type: ignore[attr-defined]
        for name, rows in (("groups", self.by_group), ("also", self.by_school)):
            self.fields[name].choices = [(key, row.name) for key, row in rows.items()]  # type: ignore[attr-defined]
            if not rows:
                del self.fields[name]

    def ask_who(self, perhaps: Sequence[tuple[str, Words]]) -> str:
        """Ask which of these people it is; what was answered, or nothing, and then the form comes back."""
        self.fields["who"] = forms.ChoiceField(
            label=_("Is het een van deze mensen?"),
            required=False,
            widget=forms.RadioSelect,
            choices=[*perhaps, (self.NOBODY, _("Nee, iemand anders"))],
            help_text=_("Wie al bekend is, houdt de eigen groepen."),
        )
        given = self.data.get(self.add_prefix("who"), "")
        return given if given in {*(key for key, _words in perhaps), self.NOBODY} else ""


class EndRoleForm(forms.Form):
    """The last day of a role."""

    membership = forms.IntegerField(widget=forms.HiddenInput)
    until = forms.DateField(label=_("Laatste werkdag in deze rol"), widget=DayInput)


class CoupleForm(forms.Form):
    """Somebody works with groups from a day, until a day or for as long as it lasts."""

    person = forms.ChoiceField(label=_("Wie?"))
    groups = forms.MultipleChoiceField(label=_("Welke groepen?"), widget=forms.CheckboxSelectMultiple)
    since = forms.DateField(label=_("Vanaf welke dag?"), widget=DayInput)
    until = forms.DateField(
        label=_("Tot en met welke dag?"),
        required=False,
        widget=DayInput,
        help_text=_("Valt iemand in? Vul dan de laatste dag in. Anders laat u dit leeg."),
    )

    def __init__(self, people: Sequence[Person], groups: Sequence[Group], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {str(person.pk): person for person in people}
        self.by_group = {str(group.pk): group for group in groups}
        listed = [(key, person.name) for key, person in self.people.items()]
        self.fields["person"].choices = [("", _("Kies iemand")), *listed]  # type: ignore[attr-defined]
        self.fields["groups"].choices = [(key, row.name) for key, row in self.by_group.items()]  # type: ignore[attr-defined]

"""Forms about a school and its board: what parents read, settings, own stricter norms."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from vuistregel.norms import Norm, Unit
from vuistregel.organisation.forms.people import DayInput
from vuistregel.organisation.models import Person


class SchoolForm(forms.Form):
    """What parents read about a school, and two settings. `version` is what was shown."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    contact = forms.ChoiceField(
        label=_("Aanspreekpunt voor ouders"),
        required=False,
        help_text=_("Deze naam zien ouders bij vragen over de gegevens van hun kind."),
    )
    regulation_url = forms.URLField(
        label=_("Adres van het privacyreglement"),
        required=False,
        assume_scheme="https",
        help_text=_("De pagina waar ouders het reglement lezen. Bijvoorbeeld https://school.example/privacy"),
        error_messages={"invalid": _("Dit is geen adres van een pagina. Het begint met https://")},
    )
    match_by_number = forms.BooleanField(
        label=_("Herken leerlingen ook aan hun onderwijsnummer"),
        required=False,
        help_text=_("Het nummer zelf bewaren wij niet. Wij bewaren alleen een afdruk waaraan wij het herkennen."),
    )
    practice_after_16 = forms.BooleanField(
        label=_("Wij vroegen ook na 16 jaar nog de ouders"),
        required=False,
        help_text=_("Telt alleen voor dagen tot en met 24 mei 2018. Sindsdien beslist de leerling altijd zelf."),
    )

    def __init__(self, people: Sequence[Person], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {str(person.pk): person for person in people}
        listed = [(key, person.name) for key, person in self.people.items()]
        self.fields["contact"].choices = [("", _("Nog niemand")), *listed]  # type: ignore[attr-defined]


class HouseValueForm(forms.Form):
    """A board's own value for one norm. What looser means, the norm itself judges."""

    value = forms.IntegerField(label=_("Onze waarde"), min_value=0)
    since = forms.DateField(label=_("Vanaf welke dag?"), widget=DayInput)

    def __init__(self, norm: Norm, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.norm = norm
        if norm.unit is Unit.BOOL:
            choice = forms.TypedChoiceField(
                label=_("Onze waarde"),
                choices=[("yes", _("ja")), ("no", _("nee"))],
                coerce=lambda answer: answer == "yes",
                widget=forms.RadioSelect,
            )
            self.fields["value"] = choice

    def chosen(self) -> int:
        """The value as the norm counts it; yes and no are a bool, which is an int."""
        value: int = self.cleaned_data["value"]
        return value

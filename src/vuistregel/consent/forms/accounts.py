"""Forms about accounts of classes: registering one, holding it against the agreements, saying that it is gone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from vuistregel import clock
from vuistregel.consent.models import Channel
from vuistregel.organisation.forms.people import DayInput
from vuistregel.organisation.models import Group, Person

_AREA = {"rows": 2}


class AccountForm(forms.Form):
    """Which medium, which account, and who has the password. `close` work with the group, `others` elsewhere here."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    channel = forms.ChoiceField(label=_("Op welk sociaal medium?"), widget=forms.RadioSelect)
    name = forms.CharField(
        label=_("Wat is het adres of de naam?"),
        max_length=200,
        help_text=_("Bijvoorbeeld @groep5a of het adres van de pagina."),
        widget=forms.TextInput(attrs={"autocapitalize": "none", "autocomplete": "off"}),
        error_messages={"required": _("Zeg waar het account staat of hoe het heet.")},
    )
    group = forms.ChoiceField(label=_("Van welke groep?"))
    managers = forms.MultipleChoiceField(
        label=_("Wie beheert het?"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Kies wie het account beheert.")},
    )
    also = forms.ChoiceField(label=_("Nog iemand"), required=False)

    def __init__(
        self,
        places: Sequence[Channel],
        close: Sequence[Person],
        others: Sequence[Person],
        *args: Any,
        groups: Sequence[Group] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.places = {channel.slug: channel for channel in places}
        self.people = {str(person.pk): person for person in (*close, *others)}
        self.fields["channel"].choices = [(slug, c.words) for slug, c in self.places.items()]  # type: ignore[attr-defined]
        self.fields["managers"].choices = [(str(p.pk), p.name) for p in close]  # type: ignore[attr-defined]
        self.groups = {str(group.pk): group for group in groups}
        if groups:
            self.fields["group"].choices = [(key, g.name) for key, g in self.groups.items()]  # type: ignore[attr-defined]
        else:
            del self.fields["group"]
        if others:
            rest = [(str(p.pk), p.name) for p in others]
            self.fields["also"].choices = [("", _("Niemand")), *rest]  # type: ignore[attr-defined]
        else:
            del self.fields["also"]

    def clean(self) -> dict[str, Any]:
        """Somebody manages it, else nobody answers for what is on it; that may be somebody from elsewhere here."""
        given: dict[str, Any] = super().clean() or {}
        if given.get("also") and "managers" in self.errors and not self["managers"].value():
            del self.errors["managers"]
        return given

    @property
    def whose(self) -> Group | None:
        """The group that was chosen; None where there is no choice."""
        return self.groups.get(self.cleaned_data.get("group", ""))

    @property
    def chosen(self) -> list[Person]:
        return [self.people[key] for key in dict.fromkeys(self._chosen(self.cleaned_data))]

    @staticmethod
    def _chosen(given: dict[str, Any]) -> list[str]:
        return [*given.get("managers", []), *filter(None, [given.get("also")])]


class FitsForm(forms.Form):
    """What only a person can know: which agreement holds, and what it says about this account."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    agreement = forms.CharField(
        label=_("Welke afspraak van school geldt?"),
        max_length=200,
        help_text=_("Bijvoorbeeld: protocol sociale media, hoofdstuk 3."),
    )
    agreed_on = forms.DateField(label=_("Wanneer is dat met de beheerder afgesproken?"), widget=DayInput)
    members = forms.CharField(
        label=_("Wie mag erbij?"),
        max_length=1000,
        widget=forms.Textarea(attrs=_AREA),
        help_text=_("Wie kan het zien, wie laat nieuwe volgers toe, en wie haalt ze weer weg?"),
    )
    passwords = forms.CharField(
        label=_("Wat is er afgesproken over wachtwoorden?"),
        max_length=1000,
        widget=forms.Textarea(attrs=_AREA),
        help_text=_("Schrijf het wachtwoord zelf niet op."),
    )
    posts = forms.CharField(
        label=_("Wat is er afgesproken over berichten van leerlingen?"),
        max_length=1000,
        widget=forms.Textarea(attrs=_AREA),
        help_text=_("Noem geen namen van leerlingen."),
    )
    terms_read = forms.BooleanField(
        label=_("Ik las de regels van het bedrijf"),
        error_messages={"required": _("Lees eerst de regels van het bedrijf.")},
    )

    def clean_agreed_on(self) -> Any:
        day = self.cleaned_data["agreed_on"]
        if day > clock.today():
            raise forms.ValidationError(_("Deze dag is nog niet geweest."))
        return day

    @property
    def said(self) -> dict[str, str]:
        given = self.cleaned_data
        texts = {name: given[name] for name in ("agreement", "members", "passwords", "posts")}
        return texts | {"agreed_on": given["agreed_on"].isoformat()}


class MisfitsForm(forms.Form):
    """What must change before the account fits."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    why = forms.CharField(
        label=_("Wat moet er anders?"),
        max_length=1000,
        widget=forms.Textarea(attrs=_AREA),
        help_text=_("De beheerder leest dit. Noem geen namen van leerlingen."),
    )


class GoneForm(forms.Form):
    """How somebody knows that the account is gone."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    proof = forms.CharField(
        label=_("Hoe weet u dat het weg is?"),
        max_length=1000,
        widget=forms.Textarea(attrs=_AREA),
        help_text=_("Bijvoorbeeld: account verwijderd, het adres geeft geen pagina meer."),
    )

"""Forms of contact lists, and of the yearly look at the own contact data."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from vuistregel.consent.models import ListCopy
from vuistregel.organisation.models import ContactKind

_Forms = ListCopy.Forms
#: A number that can be called has at least so many digits, here (10) and in the countries around (9).
_DIGITS = 9


def whole_number(value: str) -> None:
    """Refuse a number of which a part is missing. However it is written: spaces, a country code, a word beside it."""
    if sum(sign.isdigit() for sign in value) < _DIGITS:
        raise forms.ValidationError(_("Dit nummer is niet compleet. Vul het hele nummer in."))


class CopyForm(forms.Form):
    """In which form and language somebody wants a copy to hand out."""

    form = forms.ChoiceField(
        label=_("Wat voor kopie?"),
        widget=forms.RadioSelect,
        choices=[
            (_Forms.PDF.value, _("PDF")),
            (_Forms.PAPER.value, _("Afdruk op papier")),
            (_Forms.SHEET.value, _("Rekenblad")),
        ],
    )
    language = forms.ChoiceField(label=_("In welke taal?"), choices=[("nl", _("Nederlands")), ("en", _("Engels"))])


class CorrectionForm(forms.Form):
    """What a parent's number, mail address and address should be. What stays empty is right already."""

    phone = forms.CharField(label=_("Nieuw telefoonnummer"), max_length=60, required=False, validators=[whole_number])
    email = forms.EmailField(label=_("Nieuw mailadres"), required=False)
    address = forms.CharField(label=_("Nieuw adres"), max_length=300, required=False)

    def clean(self) -> dict[str, Any]:
        """At least one of them, else there is nothing to correct."""
        given: dict[str, Any] = super().clean() or {}
        if not self.errors and not any(given.values()):
            raise forms.ValidationError(_("U vulde nog niets in. Vul in wat er niet klopt."))
        return given

    @property
    def corrections(self) -> dict[ContactKind, str]:
        return {ContactKind(name): value for name, value in self.cleaned_data.items() if value}


class DeclineForm(forms.Form):
    """Why the office does not take over what a parent gave."""

    why = forms.CharField(
        label=_("Waarom neemt u dit niet over?"),
        max_length=300,
        help_text=_("De ouder leest dit."),
        error_messages={"required": _("Zeg waarom u dit niet overneemt.")},
    )


class EmergencyForm(forms.Form):
    """Whom the school calls when it cannot reach this parent. Both, or none to take it back."""

    name = forms.CharField(label=_("Wie bellen wij?"), max_length=200, required=False)
    phone = forms.CharField(label=_("Op welk nummer?"), max_length=60, required=False, validators=[whole_number])

    def clean(self) -> dict[str, Any]:
        """A name without a number calls nobody, and a number without a name is nobody's."""
        given: dict[str, Any] = super().clean() or {}
        for empty, full, words in (
            ("phone", "name", _("Vul ook een nummer in.")),
            ("name", "phone", _("Vul ook een naam in.")),
        ):
            if not given.get(empty) and given.get(full) and empty not in self.errors:
                self.add_error(empty, words)
        return given

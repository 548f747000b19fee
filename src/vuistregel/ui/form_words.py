"""What forms say when something does not fit, in the house's voice: what is wrong, and what one can do.

Django's own sentences are general ("This field is required"). They are replaced once, at start, for every form of the
house and of allauth; a form may still say something better about its own field.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django import forms
from django.core.validators import EmailValidator
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

_NOT_A_CHOICE: Final = _("Dit kunt u niet kiezen. Kies iets uit de lijst.")

SENTENCES: Final[dict[type[forms.Field], dict[str, str | StrPromise]]] = {
    forms.Field: {"required": _("Dit is nog leeg. Vul het in.")},
    forms.BooleanField: {"required": _("Zet hier een vinkje om verder te gaan.")},
    forms.ChoiceField: {"required": _("U koos nog niets. Kies er een."), "invalid_choice": _NOT_A_CHOICE},
    forms.ModelChoiceField: {"required": _("U koos nog niets. Kies er een."), "invalid_choice": _NOT_A_CHOICE},
    forms.MultipleChoiceField: {"invalid_choice": _NOT_A_CHOICE},
    forms.DateField: {"invalid": _("Deze dag bestaat niet. Kijk de dag en de maand na.")},
    forms.IntegerField: {"invalid": _("Dit is geen heel getal. Gebruik alleen cijfers.")},
    forms.EmailField: {"invalid": _("Dit is geen mailadres. Kijk of er een @ in staat.")},
    forms.FileField: {
        "required": _("U koos nog geen bestand."),
        "invalid": _("Er kwam geen bestand mee. Kies het opnieuw."),
        "missing": _("Er kwam geen bestand mee. Kies het opnieuw."),
        "empty": _("Dit bestand is leeg. Kies een ander."),
    },
}


def speak() -> None:
    """Let every form say these sentences."""
    for field, sentences in SENTENCES.items():
        field.default_error_messages = field.default_error_messages | sentences
    EmailValidator.message = _("Dit is geen mailadres. Kijk of er een @ in staat.")

"""Forms about the places where a school shows things: what people see of one, and what is asked for it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from vuistregel.consent.rules import Audience, Matter
from vuistregel.consent.wording import AUDIENCES
from vuistregel.words import Words

#: Between the question and what happens, in a text as it is kept.
_BREAK = "\n\n"
_TEXTS = ("ask_nl", "tell_nl", "ask_en", "tell_en")
_WHAT = (
    ("image", _("foto’s en video’s")),
    ("both", _("foto’s en video’s, en apart: gegevens zonder foto")),
    ("information", _("alleen gegevens zonder foto")),
    ("contact", _("contactgegevens: het is een lijst")),
)
MATTERS_OF = {
    "image": (Matter.IMAGE,),
    "both": (Matter.IMAGE, Matter.INFORMATION),
    "information": (Matter.INFORMATION,),
    "contact": (Matter.CONTACT,),
}


def audiences() -> list[tuple[str, Words]]:
    return [(a.value, AUDIENCES[a]) for a in Audience]


class PlaceForm(forms.Form):
    """What people read of a place, and who can look there."""

    name_nl = forms.CharField(label=_("Naam in het Nederlands"), max_length=80)
    name_en = forms.CharField(label=_("Naam in het Engels"), max_length=80)
    audience = forms.ChoiceField(label=_("Wie kan het zien?"), widget=forms.RadioSelect)
    provider = forms.CharField(
        label=_("Van welk bedrijf is deze plek?"),
        required=False,
        max_length=80,
        help_text=_("Laat leeg als de plek van school zelf is. Bijvoorbeeld Instagram."),
    )
    terms_url = forms.URLField(
        label=_("Waar staan de regels van dat bedrijf?"),
        required=False,
        assume_scheme="https",
        error_messages={"invalid": _("Dit is geen adres van een pagina. Het begint met https://")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["audience"].choices = audiences()  # type: ignore[attr-defined]

    @property
    def name(self) -> Words:
        return Words(self.cleaned_data["name_nl"], self.cleaned_data["name_en"])


class ChannelForm(PlaceForm):
    """The same for a place that is there; `version` is what was shown, `sure` is said after the warning."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class NewChannelForm(PlaceForm):
    """A place of the school's own. The question is made in the house's words; it can be changed afterwards."""

    where_nl = forms.CharField(
        label=_("In de vraag, in het Nederlands"),
        max_length=80,
        help_text=_("Maak af: mag een foto verschijnen … Bijvoorbeeld: op het scherm in de hal."),
    )
    where_en = forms.CharField(
        label=_("In de vraag, in het Engels"), max_length=80, help_text=_("Bijvoorbeeld: on the screen in the hall.")
    )
    what = forms.ChoiceField(label=_("Wat vraagt school?"), choices=_WHAT, widget=forms.RadioSelect)

    field_order = ("name_nl", "name_en", "audience", "provider", "terms_url", "what", "where_nl", "where_en")

    @property
    def where(self) -> Words:
        return Words(self.cleaned_data["where_nl"], self.cleaned_data["where_en"])


class QuestionForm(forms.Form):
    """One question of a place, in both languages: the question, and what happens then. Shown only when asked."""

    asked = forms.BooleanField(label=_("Dit vraagt school"), required=False)
    ask_nl = forms.CharField(label=_("De vraag"), max_length=300)
    tell_nl = forms.CharField(label=_("Wat er gebeurt en wie het ziet"), widget=forms.Textarea(attrs={"rows": 3}))
    ask_en = forms.CharField(label=_("De vraag in het Engels"), max_length=300)
    tell_en = forms.CharField(
        label=_("Wat er gebeurt en wie het ziet, in het Engels"), widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, matter: Matter, data: Any = None, initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, prefix=matter.value, initial=initial)
        self.matter = matter
        #: The company whose terms the text must name; the page sets it from the other form (R7.12).
        self.provider = ""
        for name in _TEXTS:
            self.fields[name].error_messages["required"] = _("Zonder deze tekst kan school niets vragen.")
            # What is not asked needs no text.
            self.fields[name].required = data is None or bool(data.get(self.add_prefix("asked")))

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        text = f"{given.get('ask_nl')} {given.get('tell_nl')}"
        if given.get("asked") and self.provider.casefold() not in text.casefold():
            self.add_error("tell_nl", _("Zeg er ook bij dat de regels van dat bedrijf gelden. Noem het bedrijf."))
        return given

    @property
    def said(self) -> Words | None:
        """The text as it is kept; None when something of it is empty."""
        given = self.cleaned_data
        parts = [given.get(name, "").strip() for name in _TEXTS]
        if not all(parts):
            return None
        return Words(parts[0] + _BREAK + parts[1], parts[2] + _BREAK + parts[3])

    @staticmethod
    def initial_of(words: Mapping[str, str] | None, asked: bool) -> dict[str, Any]:
        """What the form begins with, from a kept text."""
        found: dict[str, Any] = {"asked": asked}
        for language in ("nl", "en"):
            ask, _break, tell = (words or {}).get(language, "").partition(_BREAK)
            found |= {f"ask_{language}": ask, f"tell_{language}": tell}
        return found


class ModeForm(forms.Form):
    """How often one place is asked, with the version that was shown."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    mode = forms.CharField(required=False)

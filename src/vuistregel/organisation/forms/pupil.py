"""Forms about one pupil. Nothing is chosen in advance; what was typed comes back when something does not fit."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from vuistregel.organisation.models import Authority, ContactRestriction, Person, RaisedConfidentiality
from vuistregel.words import Words

#: How a pupil was told of an own say; the code is kept, the words are for people.
HOW = {
    "talk": Words("In een gesprek", "In a talk"),
    "letter": Words("In een brief", "In a letter"),
    "portal": Words("Op de eigen pagina", "On the own page"),
}
RESTRICTIONS = {
    ContactRestriction.Kinds.NO_CONTACT.value: Words("Geen contact", "No contact"),
    ContactRestriction.Kinds.NO_INFORMATION.value: Words("Geen informatie", "No information"),
    ContactRestriction.Kinds.NO_PICKUP.value: Words("Niet ophalen", "No picking up"),
}
RAISED = {
    RaisedConfidentiality.Fields.ADDRESS.value: Words("Adres", "Address"),
    RaisedConfidentiality.Fields.PHONE.value: Words("Telefoon", "Telephone"),
    RaisedConfidentiality.Fields.EMAIL.value: Words("Mailadres", "Mail address"),
    RaisedConfidentiality.Fields.SCHOOL.value: Words("Op welke school", "At which school"),
    RaisedConfidentiality.Fields.ALL.value: Words("Alles", "Everything"),
}


class AuthorityForm(forms.Form):
    """The answer to one question: does this guardian have authority? Its buttons are the answers."""

    guardianship = forms.IntegerField()
    version = forms.IntegerField()
    authority = forms.ChoiceField(choices=[(a, a) for a in Authority.values])


class RestrictionForm(forms.Form):
    """Somebody who may not come near, may not be told, or may not collect."""

    kind = forms.ChoiceField(label=_("Wat mag niet?"), widget=forms.RadioSelect)
    person = forms.ChoiceField(
        label=_("Om wie gaat het?"),
        required=False,
        help_text=_("Staat deze persoon niet in de lijst? Laat dit leeg en noem de naam hieronder."),
    )
    about = forms.CharField(
        label=_("Wat is er afgesproken of beslist?"),
        help_text=_("Bijvoorbeeld: uitspraak van de rechter van 3 november. Dit lezen alleen wie het moeten weten."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, people: Sequence[Person], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {str(person.pk): person for person in people}
        self.fields["kind"].choices = list(RESTRICTIONS.items())  # type: ignore[attr-defined]
        listed = [("", _("Iemand anders")), *((key, person.name) for key, person in self.people.items())]
        self.fields["person"].choices = listed  # type: ignore[attr-defined]


class RaiseForm(forms.Form):
    """What circumstances make very sensitive: a shelter, a threat, a secret number (R10.12)."""

    somebody = forms.ChoiceField(label=_("Van wie?"))
    field = forms.ChoiceField(label=_("Welk gegeven?"))
    why = forms.CharField(
        label=_("Waarom?"),
        help_text=_("Dit lezen alleen wie het moeten weten."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, people: Sequence[Person], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {str(person.pk): person for person in people}
        listed = [("", _("Kies iemand")), *((key, person.name) for key, person in self.people.items())]
        self.fields["somebody"].choices = listed  # type: ignore[attr-defined]
        self.fields["field"].choices = [("", _("Kies een gegeven")), *RAISED.items()]  # type: ignore[attr-defined]


class ToldForm(forms.Form):
    """How a pupil was told of an own say."""

    how = forms.ChoiceField(label=_("Hoe is het verteld?"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["how"].choices = list(HOW.items())  # type: ignore[attr-defined]


class StrictForm(forms.Form):
    """Whether pupil or parents asked for the strict age limit (T06)."""

    version = forms.IntegerField()
    strict = forms.ChoiceField(choices=[("yes", "yes"), ("no", "no")])

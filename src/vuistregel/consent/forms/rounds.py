"""The form with which a school prepares a round."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from vuistregel import clock
from vuistregel.consent.models import Whom
from vuistregel.organisation.models import Group
from vuistregel.rows import words_of
from vuistregel.words import Words


class RoundForm(forms.Form):
    """Whom to ask, and what the school wants to say besides."""

    title = forms.CharField(label=_("Hoe noemt u deze ronde?"), max_length=120)
    whom = forms.ChoiceField(
        label=_("Wie vraagt u?"),
        widget=forms.RadioSelect,
        choices=[
            (Whom.SCHOOL.value, _("alle gezinnen van de school")),
            (Whom.GROUPS.value, _("gezinnen van bepaalde groepen")),
            (Whom.NEWCOMERS.value, _("gezinnen van nieuwe leerlingen")),
        ],
    )
    groups = forms.MultipleChoiceField(
        label=_("Welke groepen?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Alleen als u bepaalde groepen koos."),
    )
    newcomers_since = forms.DateField(
        label=_("Nieuw sinds"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("Alleen als u nieuwe leerlingen koos."),
    )
    note_nl = forms.CharField(
        label=_("Wilt u er iets bij zeggen?"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Dit staat in de mail en in de brief. Korte zinnen lezen het makkelijkst."),
    )
    note_en = forms.CharField(
        label=_("Hetzelfde in het Engels"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 4})
    )

    def __init__(self, groups: list[Group], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["groups"].choices = [(str(g.pk), g.name) for g in groups]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        whom, since = given.get("whom"), given.get("newcomers_since")
        if whom == Whom.GROUPS and not given.get("groups"):
            self.add_error("groups", _("U koos nog geen groep. Kies er een."))
        if whom == Whom.NEWCOMERS and not since and "newcomers_since" not in self.errors:
            self.add_error("newcomers_since", _("Vul in sinds welke dag een leerling nieuw is."))
        if isinstance(since, date) and since > clock.today():
            self.add_error("newcomers_since", _("Deze dag moet nog komen."))
        return given

    @property
    def note(self) -> Words | None:
        return words_of({"nl": self.cleaned_data["note_nl"], "en": self.cleaned_data["note_en"]})

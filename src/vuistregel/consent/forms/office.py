"""The office's form: who answered, how and when, and one choice per question."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from vuistregel import clock
from vuistregel.consent.office import Candidate, Row
from vuistregel.consent.rules import How
from vuistregel.organisation.forms.people import DayInput
from vuistregel.ui.shapes import Option
from vuistregel.words import Words

YES, NO, NOTHING = "ja", "nee", "niets"
#: What a scan may hold, in bytes.
SCAN_LIMIT = 20 * 1024 * 1024
_HOWS = (
    (How.PAPER.value, _("op papier")),
    (How.TALK.value, _("in een gesprek")),
    (How.ENROLMENT_FORM.value, _("op het inschrijfformulier")),
)


class AnswerForm(forms.Form):
    """One paper form or one talk. `shown` is the newest answer that the page showed."""

    shown = forms.IntegerField(widget=forms.HiddenInput)
    by = forms.ChoiceField(label=_("Wie antwoordde?"), widget=forms.RadioSelect)
    how = forms.ChoiceField(label=_("Hoe kwam het antwoord?"), choices=_HOWS, widget=forms.RadioSelect)
    on = forms.DateField(label=_("Op welke dag?"), widget=DayInput, help_text=_("De dag van het formulier of gesprek."))
    scan = forms.FileField(
        label=_("Scan of foto van het formulier"), required=False, help_text=_("Een PDF, JPEG of PNG.")
    )

    def __init__(self, candidates: Sequence[Candidate], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.candidates = {str(c.person.pk): c for c in candidates}
        listed = [
            (key, Words("{name} ({note})", "{name} ({note})").with_(name=c.person.name, note=c.note))
            for key, c in self.candidates.items()
        ]
        self.fields["by"].choices = listed  # type: ignore[attr-defined]
        if len(listed) == 1:
            self.fields["by"].initial = listed[0][0]

    def clean_on(self) -> Any:
        day = self.cleaned_data["on"]
        if day > clock.today():
            raise forms.ValidationError(_("Deze dag is nog niet geweest."))
        return day


def options(row: Row, typed: str = "") -> tuple[Option, ...]:
    """Yes, no, or nothing on this form. Nothing is chosen beforehand but nothing itself."""
    return (
        Option(YES, Words("Ja", "Yes"), chosen=typed == YES),
        Option(NO, Words("Nee", "No"), chosen=typed == NO),
        Option(NOTHING, Words("Niets", "Nothing"), chosen=typed not in (YES, NO)),
    )

"""The form that lets another system hear of changed consents."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from vuistregel.organisation.models import Board, School
from vuistregel.words import Words


class SubscriptionForm(forms.Form):
    """Which system, at which address, and of which schools it hears."""

    where = forms.ChoiceField(label=_("Over welke school?"))
    name = forms.CharField(label=_("Hoe heet het systeem?"), max_length=100)
    url = forms.CharField(
        label=_("Het adres voor de berichten"),
        max_length=500,
        help_text=_("Dit staat bij het systeem zelf. Het begint met https://."),
        widget=forms.TextInput(attrs={"inputmode": "url", "autocomplete": "off"}),
    )

    def __init__(self, boards: Sequence[Board], schools: Sequence[School], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.places: dict[str, tuple[Board, School | None]] = {}
        names: list[tuple[str, str]] = []
        for board in boards:
            self.places[f"b{board.pk}"] = (board, None)
            every = Words("Alle scholen van {board}", "All schools of {board}").with_(board=board.name)
            names.append((f"b{board.pk}", str(every)))
            for school in schools:
                if school.board_id == board.pk:
                    self.places[f"s{school.pk}"] = (board, school)
                    names.append((f"s{school.pk}", school.name))
        self.fields["where"].choices = names  # type: ignore[attr-defined]

    def chosen(self) -> tuple[Board, School | None]:
        """The board, and the school when it is about one."""
        return self.places[self.cleaned_data["where"]]

"""The form that lets another system in."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from vuistregel.api.tokens import scope_in_words, scopes_on_offer
from vuistregel.organisation.models import Board


class TokenForm(forms.Form):
    """Which system, what it may, until when; and for which board, when the reader serves several."""

    board = forms.ChoiceField(label=_("Voor welk bestuur?"))
    name = forms.CharField(
        label=_("Hoe heet het systeem?"),
        max_length=100,
        help_text=_("Zo ziet u het terug in de lijst en in het logboek."),
    )
    scopes = forms.MultipleChoiceField(
        label=_("Wat mag het systeem?"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Kies wat het systeem mag.")},
        help_text=_("Geef niet meer dan het nodig heeft."),
    )
    expires_on = forms.DateField(
        label=_("Tot en met welke dag?"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )

    def __init__(self, boards: Sequence[Board], last_day: date, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.boards = {str(board.pk): board for board in boards}
        if len(boards) == 1:
            del self.fields["board"]
        else:
            self.fields["board"].choices = [(key, b.name) for key, b in self.boards.items()]  # type: ignore[attr-defined]
        self.fields["scopes"].choices = [(s, str(scope_in_words(s))) for s in scopes_on_offer()]  # type: ignore[attr-defined]
        self.fields["expires_on"].widget.attrs["max"] = last_day.isoformat()

    def chosen_board(self) -> Board:
        """The board that the token is for; the only one where there is no choice."""
        key = self.cleaned_data.get("board") or next(iter(self.boards))
        return self.boards[key]

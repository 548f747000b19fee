"""What every kept row has in common: its board, and a version that a stale form is held against."""

from __future__ import annotations

from typing import Any, Self

from django.db import models
from django.db.models import F

from vuistregel.words import Words


class StaleRow(Exception):
    """Somebody else changed the row since the form was shown. Nothing is written; the form keeps what was typed."""

    words = Words(
        "Iemand anders heeft dit intussen veranderd. Wat u invulde staat er nog. Kijk het na en bewaar opnieuw.",
        "Somebody else changed this in the meantime. What you typed is still here. Check it and save again.",
    )


class BoardRow(models.Model):
    """A row of one board (the tenant). The board key leads every index; row-level security reads it."""

    board = models.ForeignKey("organisation.Board", on_delete=models.PROTECT, related_name="+")

    class Meta:
        abstract = True


class EditableRow(BoardRow):
    """A row that people edit: each change raises `version`, and only the version that was shown can be changed."""

    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        abstract = True

    def change(self, *, shown: int | None, **fields: Any) -> Self:
        """Write fields if the row still has the version that was shown (None: whatever it has now).

        Raises StaleRow. One statement, so two people at once cannot both win.
        """
        expected = self.version if shown is None else shown
        changed = (
            type(self)._default_manager.filter(pk=self.pk, version=expected).update(version=F("version") + 1, **fields)
        )
        if not changed:
            raise StaleRow
        for name, value in fields.items():
            setattr(self, name, value)
        self.version = expected + 1
        return self


class WordsField(models.JSONField):
    """A board's own text, in Dutch and English, as one kind of field: {"nl": …, "en": …}."""

    description = "A text in both languages"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("default", dict)
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)


def words_of(value: dict[str, str]) -> Words | None:
    """The Words in a WordsField; a missing language shows the other one; None when both are empty."""
    nl, en = (value.get("nl") or "").strip(), (value.get("en") or "").strip()
    return Words(nl or en, en or nl) if nl or en else None

"""What people were shown, word for word."""

from __future__ import annotations

from hashlib import sha256

from django.db import models

from vuistregel.rows import BoardRow, WordsField, words_of
from vuistregel.words import Words


class ShownText(BoardRow):
    """One version of a text, in both languages. It is never changed: other words are another version.

    `digest` (SHA-256 over both languages) proves in a receipt which words were shown; `whole` finds a changed row.
    """

    about = models.CharField(max_length=80)
    version = models.PositiveIntegerField()
    words = WordsField()
    digest = models.BinaryField(max_length=32)
    since = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["board", "about", "version"], name="shown_text_version_once"),
        ]

    def __str__(self) -> str:
        return f"{self.about} v{self.version}"

    @staticmethod
    def digest_of(words: Words) -> bytes:
        """SHA-256 of the words in both languages."""
        return sha256(f"{words.nl}\0{words.en}".encode()).digest()

    @property
    def said(self) -> Words:
        found = words_of(self.words)
        assert found is not None
        return found

    def in_(self, language: str) -> str:
        return self.said.in_(language)

    @property
    def whole(self) -> bool:
        """Whether the words still are those whose digest was kept."""
        return self.digest_of(self.said) == bytes(self.digest)

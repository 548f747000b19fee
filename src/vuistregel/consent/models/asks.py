"""Asking this time (R7.4, S69): one use of pictures or information, and whom it is asked about."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q

from vuistregel.consent.models.channels import Channel, Question
from vuistregel.rows import BoardRow


class Ask(BoardRow):
    """A question about one use. `key` is that use: the key of the publication, under which answers are kept.

    A new use is a new row. `pictures` are the keys of files that the room of media shows; there may be none.
    """

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    school = models.ForeignKey("organisation.School", on_delete=models.PROTECT, related_name="asks")
    channel = models.ForeignKey(Channel, on_delete=models.PROTECT, related_name="asks_of_uses")
    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="asks")
    title = models.CharField(max_length=120)
    description = models.TextField(max_length=2000, blank=True)
    pictures = models.JSONField(default=list, blank=True)
    made_by = models.ForeignKey(
        "organisation.Person", null=True, blank=True, on_delete=models.PROTECT, related_name="asks_made"
    )
    made_on = models.DateField()
    closes_on = models.DateField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["board", "school", "-made_on"], name="ask_of_school")]
        constraints = [
            models.CheckConstraint(
                condition=Q(closes_on__isnull=True) | Q(closes_on__gte=F("made_on")), name="ask_closes_after_it_opens"
            )
        ]

    def __str__(self) -> str:
        return self.title


class AskPerson(BoardRow):
    """Somebody about whom this use is asked. `pupil` is empty for an adult. `written`: somebody got a mail about it."""

    ask = models.ForeignKey(Ask, on_delete=models.CASCADE, related_name="people")
    person = models.ForeignKey("organisation.Person", on_delete=models.PROTECT, related_name="asked_about")
    pupil = models.ForeignKey(
        "organisation.Pupil", null=True, blank=True, on_delete=models.CASCADE, related_name="asked_about"
    )
    written = models.BooleanField(default=False)

    class Meta:
        indexes = [models.Index(fields=["board", "person"], name="ask_person_person")]
        constraints = [models.UniqueConstraint(fields=["board", "ask", "person"], name="ask_person_once")]

    def __str__(self) -> str:
        return f"asked about {self.pk}"

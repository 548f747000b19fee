"""Answers: append-only records, and the state that follows from them (R5.22, R7.4)."""

from __future__ import annotations

import uuid
from typing import Final

from django.db import models
from django.db.models import Q

from vuistregel.consent.models.channels import Question
from vuistregel.consent.rules import Answer, Capacity, How
from vuistregel.rows import BoardRow
from vuistregel.texts.models import ShownText

#: The use of an answer that is not bound to one publication.
NO_USE: Final = uuid.UUID(int=0)


class Consent(BoardRow):
    """One answer of one person about one data subject and one question. It is never changed and never deleted here.

    `use` is the publication that was asked about, or NO_USE. `saw` is the newest answer of the same decider that the
    form showed: an answer that did not see a later one is no deliberate change of mind (see rules.standing).
    """

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey("organisation.Person", on_delete=models.PROTECT, related_name="consents")
    school = models.ForeignKey("organisation.School", on_delete=models.PROTECT, related_name="consents")
    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="consents")
    use = models.UUIDField(default=NO_USE)
    answer = models.CharField(max_length=9, choices=[(a.value, a.value) for a in Answer])
    by = models.ForeignKey("organisation.Person", on_delete=models.PROTECT, related_name="answers_given")
    capacity = models.CharField(max_length=8, choices=[(c.value, c.value) for c in Capacity])
    how = models.CharField(max_length=14, choices=[(h.value, h.value) for h in How])
    text = models.ForeignKey(ShownText, on_delete=models.PROTECT, related_name="+")
    language = models.CharField(max_length=2, default="nl")
    terms = models.PositiveIntegerField()
    on = models.DateField()
    at = models.DateTimeField()
    until = models.DateField(null=True, blank=True)
    saw = models.BigIntegerField(default=0)
    carried_from = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    #: A paper form that was scanned: a sealed file of the data subject.
    scan = models.UUIDField(null=True, blank=True)
    #: Who wrote it down when that was somebody else (the office, an import): the actor's reference in the log.
    recorded_by = models.CharField(max_length=64)
    norms_release = models.CharField(max_length=40)

    class Meta:
        indexes = [models.Index(fields=["board", "person", "question", "use", "id"], name="consent_of_person")]
        constraints = [
            models.CheckConstraint(condition=Q(answer__in=[a.value for a in Answer]), name="consent_answer_known"),
            models.CheckConstraint(
                condition=Q(capacity__in=[c.value for c in Capacity]), name="consent_capacity_known"
            ),
            models.CheckConstraint(condition=Q(how__in=[h.value for h in How]), name="consent_how_known"),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=models.F("on")), name="consent_ends_after_start"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.answer} ({self.pk})"


class ConsentState(BoardRow):
    """What holds now for one data subject, question and use. Made from the records alone; `rebuild` makes it anew.

    `held_back`: a pupil with a say of their own withdrew and did not take that back, though a parent said yes since.
    """

    person = models.ForeignKey("organisation.Person", on_delete=models.PROTECT, related_name="consent_states")
    school = models.ForeignKey("organisation.School", on_delete=models.PROTECT, related_name="+")
    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="states")
    use = models.UUIDField(default=NO_USE)
    answer = models.CharField(max_length=9, choices=[(a.value, a.value) for a in Answer])
    held_back = models.BooleanField(default=False)
    on = models.DateField()
    until = models.DateField(null=True, blank=True)
    terms = models.PositiveIntegerField()
    #: The last yearly notice about this answer (R7.5); a standing consent counts in that school year only.
    noticed_on = models.DateField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["board", "school", "question", "answer"], name="state_of_school")]
        constraints = [
            models.UniqueConstraint(fields=["board", "person", "question", "use"], name="state_once"),
            models.CheckConstraint(condition=Q(answer__in=[a.value for a in Answer]), name="state_answer_known"),
        ]

    def __str__(self) -> str:
        return f"{self.answer} ({self.pk})"


class YearlyNotice(BoardRow):
    """A notice that a standing consent is being used and that one may say no (R7.5), as it was sent."""

    person = models.ForeignKey("organisation.Person", on_delete=models.PROTECT, related_name="yearly_notices")
    to = models.ForeignKey("organisation.Person", on_delete=models.PROTECT, related_name="+")
    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="+")
    sent_on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["board", "person", "to", "question", "sent_on"], name="notice_once_a_day")
        ]

    def __str__(self) -> str:
        return f"notice {self.pk}"

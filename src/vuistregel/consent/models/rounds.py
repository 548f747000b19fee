"""Asking a school's families: a round, whom it concerns, and how each was invited."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from vuistregel.consent.rounds.life import ROUND
from vuistregel.rows import BoardRow, WordsField, words_of
from vuistregel.words import Words


class Whom(models.TextChoices):
    """Whom a round asks."""

    SCHOOL = "school", "de hele school"
    GROUPS = "groups", "bepaalde groepen"
    NEWCOMERS = "newcomers", "nieuwe leerlingen"


class Invite(models.TextChoices):
    """How somebody was invited."""

    MAIL = "mail", "e-mail"
    LETTER = "letter", "brief"


class Round(BoardRow):
    """One time that a school asks its families, in one school year.

    Closing it only ends the reminders: the page where families answer is never closed.
    """

    school = models.ForeignKey("organisation.School", on_delete=models.PROTECT, related_name="rounds")
    title = models.CharField(max_length=120)
    #: What the school wants to say besides, in mail and letter.
    note = WordsField()
    whom = models.CharField(max_length=9, choices=Whom.choices)
    #: Row ids of groups, where the school chose some.
    groups = models.JSONField(default=list, blank=True)
    newcomers_since = models.DateField(null=True, blank=True)
    year_starts = models.DateField()
    year_ends = models.DateField()
    state = models.CharField(max_length=8, choices=ROUND.choices, default=ROUND.start)
    made_on = models.DateField()
    opened_on = models.DateField(null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["board", "school", "-made_on"], name="round_of_school")]
        constraints = [
            models.CheckConstraint(condition=Q(whom__in=Whom.values), name="round_whom_known"),
            models.CheckConstraint(
                condition=~Q(whom=Whom.NEWCOMERS) | Q(newcomers_since__isnull=False), name="round_newcomers_since_a_day"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=("open", "closed")) | Q(opened_on__isnull=False), name="round_open_has_a_day"
            ),
            models.CheckConstraint(condition=Q(year_ends__gt=F("year_starts")), name="round_year_ends_after_start"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def said(self) -> Words | None:
        """The school's own words; None when it added none."""
        return words_of(self.note)


class RoundPupil(BoardRow):
    """A pupil whom a round concerns. `answered_at`: since then every question about them has an answer.

    `gap` says why nobody could be asked; empty when somebody was.
    """

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="pupils")
    pupil = models.ForeignKey("organisation.Pupil", on_delete=models.CASCADE, related_name="rounds")
    group = models.ForeignKey(
        "organisation.Group", null=True, blank=True, on_delete=models.PROTECT, related_name="round_pupils"
    )
    gap = models.CharField(max_length=12, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["board", "pupil"], name="round_pupil_pupil"),
            models.Index(fields=["board", "group"], name="round_pupil_group"),
        ]
        constraints = [models.UniqueConstraint(fields=["board", "round", "pupil"], name="round_pupil_once")]

    def __str__(self) -> str:
        return f"round pupil {self.pk}"


class Invitation(BoardRow):
    """Somebody who decides, asked once for all children of theirs in the round.

    `link` holds the secrets of a letter, sealed under the person's key, so that it can be printed again; of a mail
    nothing is kept. `group` is where the letter is handed out.
    """

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="invitations")
    person = models.ForeignKey("organisation.Person", on_delete=models.PROTECT, related_name="invitations")
    group = models.ForeignKey("organisation.Group", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    how = models.CharField(max_length=6, choices=Invite.choices)
    link = models.BinaryField(default=b"")
    sent_at = models.DateTimeField()
    reminders = models.PositiveSmallIntegerField(default=0)
    reminded_on = models.DateField(null=True, blank=True)
    #: All children of this invitation have an answer.
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["board", "person"], name="invitation_person")]
        constraints = [
            models.UniqueConstraint(fields=["board", "round", "person"], name="invitation_once"),
            models.CheckConstraint(condition=Q(how__in=Invite.values), name="invitation_how_known"),
        ]

    def __str__(self) -> str:
        return f"invitation {self.pk}"


class InvitedFor(BoardRow):
    """Which pupils an invitation is about."""

    invitation = models.ForeignKey(Invitation, on_delete=models.CASCADE, related_name="about")
    pupil = models.ForeignKey(RoundPupil, on_delete=models.CASCADE, related_name="invited")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["board", "invitation", "pupil"], name="invited_for_once")]

    def __str__(self) -> str:
        return f"invited for {self.pk}"

"""Where a school shows photos, videos and information, and what it asks for each place (R7.6, R7.7)."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import F, Q

from vuistregel.consent.rules import Audience, Matter, Mode
from vuistregel.rows import BoardRow, EditableRow, WordsField, words_of
from vuistregel.texts.models import ShownText
from vuistregel.words import Words


def used_on(day: date, prefix: str = "") -> Q:
    """Channels (or, with `channel__`, rows of channels) that a school still uses on a day."""
    return Q(**{f"{prefix}ended__isnull": True}) | Q(**{f"{prefix}ended__gt": day})


class Channel(EditableRow):
    """A place where a school publishes or shares: website, newsletter, one social medium, a phone list.

    `provider` is whose terms apply besides the school's (R7.12). `same_as` names the channel whose consent counts here
    too (R7.9: paper and digital newsletter are one use); such a channel asks nothing itself.
    """

    school = models.ForeignKey("organisation.School", on_delete=models.PROTECT, related_name="channels")
    slug = models.SlugField(max_length=40)
    name = WordsField()
    audience = models.CharField(max_length=6, choices=[(a.value, a.value) for a in Audience])
    provider = models.CharField(max_length=80, blank=True)
    terms_url = models.URLField(blank=True)
    mode = models.CharField(max_length=9, choices=[(m.value, m.value) for m in Mode], default=Mode.EACH_TIME.value)
    #: The day from which the school chose the mode; empty while the handbook's rule holds because nobody chose.
    chosen_on = models.DateField(null=True, blank=True)
    same_as = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="also")
    preset = models.BooleanField(default=False)
    place = models.PositiveSmallIntegerField(default=0, help_text="order on pages")
    ended = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["board", "school", "slug"], name="channel_slug_once"),
            models.CheckConstraint(
                condition=Q(audience__in=[x.value for x in Audience]), name="channel_audience_known"
            ),
            models.CheckConstraint(condition=Q(mode__in=[x.value for x in Mode]), name="channel_mode_known"),
            models.CheckConstraint(condition=~Q(same_as=F("id")), name="channel_not_same_as_itself"),
        ]

    def __str__(self) -> str:
        return self.slug

    @property
    def words(self) -> Words:
        """Its name in both languages."""
        found = words_of(self.name)
        return found or Words(self.slug, self.slug)

    def is_used_on(self, day: date) -> bool:
        """As `used_on`, of a channel that is at hand."""
        return self.ended is None or self.ended > day

    @property
    def asks(self) -> int:
        """The id of the channel whose questions and answers count here."""
        return self.same_as_id or self.pk

    @property
    def leader(self) -> Channel:
        """The channel whose questions and answers count here."""
        return self.same_as or self


class Question(BoardRow):
    """What is asked for one channel: may a photo, may information, may contact data.

    `text` is the version that is shown now. `terms` is raised when audience or provider change: that is a new use, and
    an answer to earlier terms no longer counts (R7.8).
    """

    channel = models.ForeignKey(Channel, on_delete=models.CASCADE, related_name="questions")
    matter = models.CharField(max_length=11, choices=[(m.value, m.value) for m in Matter])
    text = models.ForeignKey(ShownText, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    terms = models.PositiveIntegerField(default=1)
    asked = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["board", "channel", "matter"], name="question_once_per_channel"),
            models.CheckConstraint(condition=Q(matter__in=[x.value for x in Matter]), name="question_matter_known"),
        ]

    def __str__(self) -> str:
        return f"{self.matter} ({self.pk})"

"""The places of a school as its page shows them, and what is still missing of one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from vuistregel.consent.models import Channel, Question
from vuistregel.consent.rules import Audience, Matter, Mode
from vuistregel.consent.wording import AUDIENCES, MATTERS, MODES
from vuistregel.organisation.models import School
from vuistregel.organisation.wording import joined_words
from vuistregel.ui import numbers
from vuistregel.words import Words


@dataclass(frozen=True, slots=True)
class ShownChannel:
    """A place with its questions. `gap` says what parents cannot be asked, or is None."""

    row: Channel
    questions: tuple[Question, ...]
    gap: Words | None

    @property
    def name(self) -> Words:
        return self.row.words

    @property
    def audience(self) -> Words:
        return numbers.sentence(AUDIENCES[Audience(self.row.audience)])

    @property
    def is_list(self) -> bool:
        return any(q.matter == Matter.CONTACT for q in self.questions)

    @property
    def mode(self) -> Mode:
        return Mode.EACH_YEAR if self.is_list else Mode(self.row.leader.mode)

    @property
    def mode_words(self) -> Words:
        return numbers.sentence(MODES[self.mode].title)

    @property
    def chosen(self) -> bool:
        """Whether the school chose how often; a list is asked each year without a choice."""
        return self.is_list or self.row.leader.chosen_on is not None

    @property
    def asks(self) -> Words:
        """What is asked, in a few words; or whose answers count here."""
        if self.row.same_as is not None:
            return Words("telt mee met {name}", "counts along with {name}").with_(name=self.row.same_as.words)
        asked = [MATTERS[Matter(q.matter)] for q in self.questions if q.asked]
        return joined_words(asked) if asked else Words("niets", "nothing")


NOTHING_ASKED = Words("School vraagt hier niets. Dan mag er niets.", "The school asks nothing here. So nothing may.")
NO_TEXT = Words("Hier ontbreekt de tekst voor ouders.", "The text for parents is missing here.")


def whole(words: Mapping[str, Any] | None) -> bool:
    """Whether a kept text is there in both languages."""
    return bool(words) and all(str((words or {}).get(language, "")).strip() for language in ("nl", "en"))


def shown_channels(school: School) -> list[ShownChannel]:
    """All places of a school, also those that it stopped using; in its own order, in two queries."""
    rows = list(
        Channel.objects.filter(board=school.board_id, school=school)
        .select_related("same_as", "school")
        .order_by("place", "pk")
    )
    questions: dict[int, list[Question]] = defaultdict(list)
    for question in Question.objects.filter(board=school.board_id, channel__in=rows).select_related("text"):
        questions[question.channel_id].append(question)
    order = list(Matter)
    return [shown(row, sorted(questions[row.pk], key=lambda q: order.index(Matter(q.matter)))) for row in rows]


def shown(row: Channel, questions: list[Question]) -> ShownChannel:
    gap = None
    asked = [q for q in questions if q.asked]
    if row.same_as_id is None:
        if not asked:
            gap = NOTHING_ASKED
        elif not all(q.text is not None and whole(q.text.words) for q in asked):
            gap = NO_TEXT
    return ShownChannel(row, tuple(questions), gap)


def in_use(channels: list[ShownChannel], day: date) -> list[ShownChannel]:
    return [c for c in channels if c.row.is_used_on(day)]

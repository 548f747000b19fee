"""What templates ask: marks, words for days and numbers, initials, the fold of a norm."""

from __future__ import annotations

import logging
import re
from datetime import date, datetime

from django import template
from django.db import DatabaseError
from django.forms import BoundField
from django.templatetags.static import static
from django.utils.html import format_html, strip_tags
from django.utils.safestring import SafeString

from vuistregel import clock
from vuistregel.decisions import Decision
from vuistregel.norms import NormLookupError
from vuistregel.ui import days, marks, names, norm_notes, numbers
from vuistregel.ui.shapes import NormNote
from vuistregel.words import Words

log = logging.getLogger(__name__)
register = template.Library()


@register.simple_tag
def mark(icon: str, tone: str = "", name: object = "", small: bool = False) -> SafeString:
    """A drawing from the sprite. With `name` it speaks (it stands alone); without, the word stands beside it."""
    classes = "vr-mark" + (" vr-mark--s" if small else "") + (f" vr-{marks.Tone(tone)}" if tone else "")
    where = f"{static('vuistregel/marks.svg')}#{marks.icon(icon)}"
    if name:
        return format_html(
            '<svg class="{}" role="img" aria-label="{}" viewBox="0 0 24 24"><use href="{}"/></svg>',
            classes,
            name,
            where,
        )
    return format_html(
        '<svg class="{}" aria-hidden="true" focusable="false" viewBox="0 0 24 24"><use href="{}"/></svg>',
        classes,
        where,
    )


class _UnlessEmpty(template.Node):
    """A piece of page that is left out when nothing in it is said."""

    def __init__(self, nodelist: template.NodeList) -> None:
        self.nodelist = nodelist

    def render(self, context: template.Context) -> SafeString:
        drawn = self.nodelist.render(context)
        return drawn if strip_tags(drawn).strip() else SafeString("")


@register.tag
def unless_empty(parser: template.base.Parser, token: template.base.Token) -> _UnlessEmpty:
    """`{% unless_empty %} … {% end_unless_empty %}`: the head of a page that puts its own head in its content."""
    nodelist = parser.parse(("end_unless_empty",))
    parser.delete_first_token()
    return _UnlessEmpty(nodelist)


@register.filter
def initials(name: str) -> str:
    return names.initials(name)


@register.filter
def figures(number: int) -> Words:
    """1104 as 1.104 or 1,104."""
    return numbers.figures(number)


@register.filter
def in_words(number: int) -> Words:
    return numbers.in_words(number)


@register.filter(name="day")
@register.filter
def plain_day(value: date) -> Words:
    """`1 december 2026`, as `plain_day` or shortly `day`."""
    return days.plain(value)


@register.filter
def full_day(value: date) -> Words:
    """`dinsdag 1 december`, with the year when it is not this one."""
    return days.full(value, clock.today())


@register.filter
def unbroken(words: object) -> str:
    """A day and its month never on two lines: `dinsdag 1 december` breaks after the weekday only."""
    return re.sub(r"(\d) ", "\\1\u00a0", str(words))


@register.filter
def short_day(value: date) -> Words:
    """`di 1 december`."""
    return days.short(value, clock.today())


@register.filter
def near_day(value: date) -> Words:
    """`vandaag`, `gisteren`, else the date."""
    return days.near(value, clock.today())


@register.filter
def remaining(value: date) -> Words:
    """`nog 8 dagen`."""
    return days.remaining(value, clock.today())


@register.filter
def deadline(value: date) -> Words:
    """`uiterlijk dinsdag 1 december, nog 8 dagen`."""
    return days.deadline(value, clock.today())


@register.filter
def moment(value: datetime) -> Words:
    """`vandaag om 6.00 uur`."""
    return days.moment(value.astimezone(clock.AMSTERDAM), clock.today())


@register.simple_tag
def norm_note(norm_id: str, sector: str | None = None) -> NormNote | None:
    """The fold of a norm of today: `{% norm_note "consent.age" as note %}`.

    A norm that cannot be found leaves no fold: the sentence above it (often a refusal) must be said all the same.
    """
    try:
        return norm_notes.note(norm_id, clock.today(), sector or None)
    except (NormLookupError, DatabaseError):
        log.warning("The fold of norm %s could not be made.", norm_id)
        return None


@register.simple_tag
def decision_mark(decision: Decision) -> marks.Mark:
    return marks.DECISIONS[decision.outcome]


@register.simple_tag
def check_mark(state: str) -> marks.Mark:
    return marks.CHECKS[state]


@register.simple_tag
def step_mark(state: str) -> marks.Mark:
    return marks.STEPS[state]


@register.simple_tag
def notice_mark(tone: str) -> marks.Mark:
    return marks.NOTICES[tone or "plain"]


@register.filter
def notice_tone(tags: str) -> str:
    """The tone of a message of Django's framework: success is ok, warning heed, error no, the rest plain."""
    known = {"success": "ok", "warning": "heed", "error": "no"}
    return next((known[tag] for tag in tags.split() if tag in known), "plain")


@register.filter
def is_tick(field: BoundField) -> bool:
    """Whether a field is one box to tick, whose label stands beside it."""
    return getattr(field.field.widget, "input_type", "") == "checkbox" and not field.use_fieldset

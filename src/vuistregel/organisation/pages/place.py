"""What the pages of a school share: where one is, what one may, and how a form comes back."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.forms import Form
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from vuistregel import clock
from vuistregel.access.actor import Actor, Subject
from vuistregel.access.engine import engine
from vuistregel.evidence.queries import last_actor
from vuistregel.organisation.events import AuthorityConfirmed
from vuistregel.organisation.models import Guardianship, School
from vuistregel.organisation.subjects import pupil_subject
from vuistregel.ui.context import Where
from vuistregel.words import Words

#: Rows of a list on one page.
PAGE = 50


def actor_of(request: HttpRequest) -> Actor:
    """Who acts; the gate has put it there."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor


def school_here(request: HttpRequest, key: int) -> School:
    """The school of this page; the frame names it."""
    row = School.objects.select_related("board").get(pk=key)
    request.where = Where(row.name, row.board.name)  # type: ignore[attr-defined]
    return row


def place_of(school: School) -> Subject:
    return Subject(board=school.board_id, school=school.pk)


def of_pupil_at(request: HttpRequest, school: int, pupil: int, **_: Any) -> Subject | None:
    """The subject of a page about a pupil of this school; a pupil of another school is not there."""
    found = pupil_subject(pupil, clock.today())
    return found if found is not None and found.school == school else None


def may(request: HttpRequest, verb: str, category: str, subject: Subject) -> bool:
    return bool(engine().decide(actor_of(request), verb, category, subject))


def listed(request: HttpRequest, rows: Any) -> Page[Any]:
    """The page of a list that was asked for; a number that does not exist gives the nearest one."""
    return Paginator(rows, PAGE).get_page(request.GET.get("bladzijde"))


def said_before(actor: Actor, row: Guardianship, answer: str) -> bool:
    """Did this reader give this very answer a moment ago? Then the second click of two has nothing to lose."""
    row.refresh_from_db(fields=["authority", "version"])
    last = last_actor(row.board_id, AuthorityConfirmed.kind, row.person.key)
    return row.authority == answer and last is not None and (last.kind, last.ref) == (actor.kind.value, actor.ref)


def said(request: HttpRequest, words: Words) -> None:
    """Say on the next page what was done."""
    messages.success(request, str(words))


def complain(form: Form, words: object, field: str | None = None) -> None:
    """Put a sentence at a form that was otherwise filled in well."""
    form.add_error(field, str(words))


NOT_CHOSEN = _("U koos nog niets. Kies er een.")

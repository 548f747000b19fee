"""Letters for who has no e-mail address: per class, with a square code and a code to type."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

import segno
from django.db.models import Prefetch, Q, QuerySet

from vuistregel import keys
from vuistregel.access.signin.mail import address_of
from vuistregel.access.signin.personal import by_token, page_of, still_work, works
from vuistregel.access.signin.secrets import Fresh
from vuistregel.consent.models import Invitation, Invite, InvitedFor, Round
from vuistregel.consent.rounds.recipients import plan_for
from vuistregel.organisation.models import Pupil
from vuistregel.organisation.periods import present_on
from vuistregel.organisation.roster.spelling import fold

#: The name under which a letter's secrets are sealed.
FIELD: Final = "invitation.link"
#: So many people a search shows.
MOST: Final = 20


@dataclass(frozen=True, slots=True)
class Letter:
    """One letter. `code` and `square` are empty when its code was used or is over: then it wants a new one."""

    name: str
    children: tuple[str, ...]
    group: str
    own: bool
    language: str
    code: str = ""
    square: str = ""
    page: str = ""


@dataclass(frozen=True, slots=True)
class Letters:
    """The letters of a class (or school). `over`: invitations whose code no longer works."""

    letters: tuple[Letter, ...]
    over: tuple[Invitation, ...]


def kept(fresh: Fresh) -> str:
    """The secrets of a letter as they are sealed."""
    return f"{fresh.token} {fresh.code}"


def opened(sealed: str) -> Fresh:
    token, _, code = sealed.partition(" ")
    return Fresh(token, code)


def waiting(round_: Round, group: int | None = None) -> list[Invitation]:
    """The letters that nobody answered, of the whole round or of one class (0: of pupils without a class)."""
    rows = _asked(round_).filter(how=Invite.LETTER, answered_at=None)
    if group is not None:
        rows = rows.filter(group=group or None) if group else rows.filter(group=None)
    return list(rows.order_by("group__composite", "group__name", "person__sort_key", "pk"))


def sought(round_: Round, name: str, day: date) -> list[Invitation]:
    """Who was asked in a round and may have a letter anew, by the name of the parent or child: also who answered.

    Whoever decides no longer, or may not be approached, is not among them.
    """
    words = fold(name).split()
    if not words:
        return []
    rows = _asked(round_)
    for word in words:
        rows = rows.filter(Q(person__sort_key__contains=word) | Q(about__pupil__pupil__person__sort_key__contains=word))
    return _still_deciding(rows.order_by("person__sort_key", "pk").distinct()[:MOST], day)


def one(round_: Round, invitation: int, day: date) -> list[Invitation]:
    """The invitation with this number, as a list; empty when it is not of this round or decides no longer."""
    return _still_deciding(_asked(round_).filter(pk=invitation), day)


def _asked(round_: Round) -> QuerySet[Invitation]:
    about = InvitedFor.objects.select_related("pupil__pupil__person").order_by("pk")
    rows = Invitation.objects.filter(board=round_.board_id, round=round_)
    return rows.select_related("person__account", "group").prefetch_related(Prefetch("about", about))


def _still_deciding(rows: Iterable[Invitation], day: date) -> list[Invitation]:
    found = list(rows)
    pupils = {about.pupil.pupil_id for row in found for about in row.about.all()}
    plan = plan_for(Pupil.objects.filter(present_on(day), pk__in=pupils), day)
    deciding = {recipient.person for recipient in plan.recipients}
    return [row for row in found if row.person_id in deciding]


def end_codes(invitations: Iterable[Invitation], moment: datetime) -> None:
    """The codes that these letters hold work no longer."""
    for text in keys.unseal_what_remains((row.person.key, FIELD, bytes(row.link)) for row in invitations if row.link):
        link = by_token(opened(text).token) if text else None
        if link is not None and works(link):
            link.expires_at = moment
            link.save(update_fields=["expires_at"])


def letters_of(invitations: Iterable[Invitation]) -> Letters:
    """The letters as they are printed; two queries for any number, besides those of the invitations."""
    rows = list(invitations)
    texts = keys.unseal_what_remains((row.person.key, FIELD, bytes(row.link)) for row in rows)
    fresh = [opened(text) if text else None for text in texts]
    alive = still_work([each.token for each in fresh if each])
    letters, over = [], []
    for row, each in zip(rows, fresh, strict=True):
        works = each is not None and each.token in alive
        if not works:
            over.append(row)
        letters.append(_letter(row, each if works else None))
    return Letters(tuple(letters), tuple(over))


def _letter(row: Invitation, fresh: Fresh | None) -> Letter:
    pupils = [about.pupil.pupil for about in row.about.all()]
    return Letter(
        name=row.person.name,
        children=tuple(pupil.person.short_name for pupil in pupils),
        group=row.group.name if row.group else "",
        own=any(pupil.person_id == row.person_id for pupil in pupils),
        language=row.person.account.language if row.person.account else "nl",
        code=fresh.shown_code if fresh else "",
        square=square(page_of(fresh)) if fresh else "",
        page=address_of("letter_code"),
    )


def square(text: str) -> str:
    """A QR code as a drawing that a page holds; it grows with its place."""
    return str(segno.make(text, error="m", micro=False).svg_inline(omitsize=True, svgclass="vr-qr", lineclass=None))

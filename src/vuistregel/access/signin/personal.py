"""Personal links: a way to one page for one person, in a mail or a letter, for weeks instead of minutes.

Like every link it works once and looking uses nothing up. When it was used or its term is over, whoever holds it asks
for a new one, which goes to the address that the school knows: a link that went astray brings its finder nothing new.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID, uuid4

from django.conf import settings

from vuistregel import bulk, clock
from vuistregel.access.actor import Subject
from vuistregel.access.signin import events, mail, secrets
from vuistregel.access.signin.addresses import address_book
from vuistregel.access.signin.models import OneTimeLink
from vuistregel.access.signin.secrets import Fresh
from vuistregel.actions import Act, action

Purpose = OneTimeLink.Purpose


def make_personal(act: Act, *, board: int, persons: Sequence[UUID], there: str, until: datetime) -> list[Fresh]:
    """A link for each of these people, in their order, in the transaction of this action.

    `there` is the path of the page that it leads to. Few statements for any number; the secrets exist in the clear
    only in what is returned. After `until` the rows stay as long again, so that a new link can be asked for.
    """
    made = [secrets.fresh(secrets.LETTER_CODE_LENGTH) for _ in persons]
    at, ends, kept = (bulk.moment(m) for m in (act.moment, until, until + (until - act.moment)))
    bulk.insert(
        OneTimeLink,
        (
            "purpose", "person", "board", "token_hash", "code_hash", "asked", "made_at", "expires_at", "tries", "there",
            "kept_until",
        ),
        [
            (
                Purpose.PERSONAL.value, person, board, secrets.token_hash(fresh.token), _code_hash(fresh.code), uuid4(),
                at, ends, 0, there, kept,
            )
            for person, fresh in zip(persons, made, strict=True)
        ],
    )  # fmt: skip
    return made


def page_of(fresh: Fresh) -> str:
    """The whole address that the square code of a letter holds."""
    return mail.address_of("use_personal", token=fresh.token)


def in_mail(fresh: Fresh) -> str:
    """The same address for in a mail: only its recipient reads it."""
    return mail.way_in("use_personal", fresh)


def by_token(token: str) -> OneTimeLink | None:
    """The personal link behind a token, also when it was used or is over."""
    return OneTimeLink.objects.filter(token_hash=secrets.token_hash(token), purpose=Purpose.PERSONAL).first()


def by_code(code: str) -> OneTimeLink | None:
    """The personal link behind a letter's code, also when it was used or is over."""
    return OneTimeLink.objects.filter(code_hash=_code_hash(code), purpose=Purpose.PERSONAL).first()


def works(link: OneTimeLink) -> bool:
    """Whether it can still be used."""
    return link.used_at is None and link.expires_at > clock.now()


def still_work(tokens: Sequence[str]) -> set[str]:
    """Of these tokens those that can still be used, in one query: which letters are worth printing again."""
    hashes = {secrets.token_hash(token): token for token in tokens}
    rows = OneTimeLink.objects.filter(
        token_hash__in=list(hashes), purpose=Purpose.PERSONAL, used_at=None, expires_at__gt=clock.now()
    )
    return {hashes[bytes(found)] for found in rows.values_list("token_hash", flat=True)}


def _of_link(*, link: OneTimeLink) -> Subject:
    return Subject(board=link.board)


@action(category="session", verb="write", subject=_of_link)
def send_again(act: Act, *, link: OneTimeLink) -> None:
    """Mail whoever a personal link was for a new one, to the address that the school knows; nothing when it has none.

    Whoever asks hears the same in both cases.
    """
    person = link.person
    found = address_book.reach(person) if person else None
    if found is None or person is None:
        act.record(events.LinkAsked(persons=(person,) if person else (), purpose=Purpose.PERSONAL.value, links=0))
        return
    until = act.moment + (link.expires_at - link.made_at)
    [fresh] = make_personal(act, board=link.board, persons=[person], there=link.there, until=until)
    act.record(events.LinkAsked(persons=(person,), purpose=Purpose.PERSONAL.value, links=1))
    mail.post(
        act, board=link.board, holder=person, to=found.address, subject=mail.PERSONAL_SUBJECT,
        body=mail.personal(found.greeting, in_mail(fresh), until), language=found.language,
        key=f"link:{act.correlation}",
    )  # fmt: skip


def _code_hash(code: str) -> bytes:
    return secrets.code_hash(code, secrets.LETTERS, settings.SECRET_KEY)

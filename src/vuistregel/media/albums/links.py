"""A way in per family: a personal link by mail, or a letter with a code for whoever has no address (R8.13)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from vuistregel import clock, keys, outbox
from vuistregel.access.actor import Subject
from vuistregel.access.signin.mail import address_of
from vuistregel.access.signin.personal import in_mail, make_personal
from vuistregel.access.signin.secrets import Fresh
from vuistregel.actions import Act, action
from vuistregel.consent.rounds.recipients import Recipient, recipients_themselves
from vuistregel.consent.rounds.wording import until_words
from vuistregel.decisions import no
from vuistregel.media.albums.actions import OVER
from vuistregel.media.albums.events import AlbumLinksSent
from vuistregel.media.albums.queries import is_over
from vuistregel.media.models import Album, AlbumAudience
from vuistregel.organisation.models import Authority, Guardianship, Person, Placement, RaisedConfidentiality
from vuistregel.organisation.periods import open_on, present_on
from vuistregel.organisation.protection import barring_on, raised_on
from vuistregel.organisation.queries import norms_for
from vuistregel.outbox import secret
from vuistregel.outbox.models import OutboxItem
from vuistregel.ui import days
from vuistregel.words import Language, Words, same

SUBJECT: Final = Words("{school}: een nieuw album", "{school}: a new album")
BODY: Final = Words(
    "Goedendag {name},\n\n{school} heeft een besloten album: {title}.\n{way}\n\n"
    "Alleen ouders en kinderen van de groep kunnen kijken. Deel de foto’s niet met anderen.\n"
    "Het album gaat dicht na {until}.\n\n{school}\n",
    "Hello {name},\n\n{school} has a closed album: {title}.\n{way}\n\n"
    "Only parents and children of the group can look. Do not share the photos with others.\n"
    "The album closes after {until}.\n\n{school}\n",
)
BY_LINK: Final = Words(
    "Kijk zonder wachtwoord:\n{url}\n\nDe link is alleen voor u. Hij werkt één keer, tot {until}.",
    "Look without a password:\n{url}\n\nThe link is for you alone. It works once, until {until}.",
)
BY_CODE: Final = Words(
    "Ga naar {url} en typ deze code: {code}\n\nDe code is alleen voor u. Hij werkt één keer, tot {until}.",
    "Go to {url} and type this code: {code}\n\nThe code is for you alone. It works once, until {until}.",
)
#: Whoever reads neither school nor group on any page does not read them in a mail.
UNNAMED: Final = Words("School", "The school")
_FIELDS = RaisedConfidentiality.Fields


def _of(*, album: Album, **_: Any) -> Subject:
    return Subject(board=album.board_id, school=album.school_id)


@action(category="album", verb="write", subject=_of)
def send_links(act: Act, *, album: Album) -> int:
    """Send everybody for whom an album is a personal link or a code, once each; returns how many got one now.

    Pressing again reaches only who came later. Whoever lost it asks for a new one on the page of the link itself.
    """
    if is_over(album, act.day) or album.audience == AlbumAudience.STAFF:
        act.refuse(no(OVER))
    people = audience_of(album, act.day)
    names = {person.pk: person.name for person in people}
    to = recipients_themselves(people)
    if album.audience == AlbumAudience.CLASS:
        to = [r for r in to if r.address]
    sent = set(OutboxItem.objects.filter(key__in=[_key(album, r) for r in to]).values_list("key", flat=True))
    to = [r for r in to if _key(album, r) not in sent]
    over = datetime.combine(album.until + timedelta(days=1), time.min, clock.AMSTERDAM)
    term = min(over, norms_for(album.board_id, act.day, album.school.sector).add("consent.link.term", act.moment))
    links = make_personal(
        act, board=album.board_id, persons=[r.key for r in to], there=f"/albums/{album.key}/", until=term
    )
    until = until_words(term)
    pairs = list(zip(to, links, strict=True))
    unnamed = _unnamed(album, act.day)
    school = {r.person: UNNAMED if r.person in unnamed else same(album.school.name) for r in to}
    outbox.post_mails(
        act,
        board=album.school.board,
        mails=[
            outbox.Mail(
                r.key, r.address, _subject(school, r), _body(album, school, r, link, until), r.language, _key(album, r)
            )
            for r, link in pairs
            if r.address
        ],
    )
    for r, link in pairs:
        if not r.address:
            outbox.post_letter(
                act, board=album.school.board, holder=r.key, to=names[r.person],
                subject=same(_subject(school, r)), body=same(_body(album, school, r, link, until)),
                language=r.language, key=_key(album, r),
            )  # fmt: skip
    act.record(AlbumLinksSent(album=album.key, title=album.title, people=len(to)))
    return len(to)


def audience_of(album: Album, day: date) -> Sequence[Person]:
    """For whom an album of a group is today: whoever would be let in when they come."""
    placed = Placement.objects.filter(open_on(day), present_on(day, "pupil__"), group=album.group)
    if album.audience == AlbumAudience.CLASS:
        return list(Person.objects.filter(pk__in=placed.values("pupil__person")).order_by("sort_key", "pk"))
    hidden = raised_on(day).filter(field=_FIELDS.SCHOOL).values("person")
    barred = set(barring_on(day).filter(pupil__in=placed.values("pupil")).values_list("pupil", "person"))
    rows = (
        Guardianship.objects.filter(open_on(day), pupil__in=placed.values("pupil"))
        .exclude(authority=Authority.NO)
        .exclude(pupil__person__in=hidden)
        .values_list("pupil", "person")
    )
    persons = {person for pupil, person in rows if (pupil, person) not in barred}
    return list(Person.objects.filter(pk__in=persons).order_by("sort_key", "pk"))


def _unnamed(album: Album, day: date) -> set[int]:
    """To whom the school is not named: parents of nobody in the group but a child of whom everything is protected."""
    placed = Placement.objects.filter(open_on(day), present_on(day, "pupil__"), group=album.group).values("pupil")
    rows = Guardianship.objects.filter(open_on(day), pupil__in=placed)
    protected = raised_on(day).filter(field=_FIELDS.ALL).values("person")
    others = rows.exclude(pupil__person__in=protected).values("person")
    return set(rows.exclude(person__in=others).values_list("person", flat=True))


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter to print. It holds a code with which its reader signs in: for the office only."""

    to: str
    subject: str
    body: str
    language: str


def letters(album: Album) -> list[Letter]:
    """The letters of an album for whoever has no address; who was forgotten since has none. Two queries.

    Nor is there one that somebody left unsent in the outbox: its code is gone.
    """
    rows = list(
        OutboxItem.objects.filter(board=album.board_id, kind="letter", key__startswith=_prefix(album))
        .exclude(state="dropped")
        .order_by("pk")
    )
    parts = ("recipient", "subject", "body")
    texts = keys.unseal_what_remains(
        (row.holder, f"outbox.{part}", bytes(getattr(row, part))) for row in rows for part in parts
    )
    grouped = [texts[place : place + len(parts)] for place in range(0, len(texts), len(parts))]
    return [
        Letter(to, subject, secret.plain(body), row.language)
        for row, (to, subject, body) in zip(rows, grouped, strict=True)
        if to is not None and subject is not None and body is not None
    ]


def _prefix(album: Album) -> str:
    return f"album:{album.key}:"


def _key(album: Album, to: Recipient) -> str:
    return f"{_prefix(album)}{to.person}"


def _language(to: Recipient) -> Language:
    return "en" if to.language.startswith("en") else "nl"


def _subject(school: Mapping[int, Words], to: Recipient) -> str:
    return SUBJECT.in_(_language(to)).format(school=school[to.person].in_(_language(to)))


def _body(album: Album, school: Mapping[int, Words], to: Recipient, link: Fresh, until: Words) -> str:
    language = _language(to)
    way = (
        BY_LINK.in_(language).format(url=in_mail(link), until=until.in_(language))
        if to.address
        else BY_CODE.in_(language).format(
            url=address_of("letter_code"), code=secret.code(link.shown_code), until=until.in_(language)
        )
    )
    return BODY.in_(language).format(
        name=to.greeting, school=school[to.person].in_(language), title=album.title, way=way,
        until=days.full(album.until, clock.today()).in_(language),
    )  # fmt: skip

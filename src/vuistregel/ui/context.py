"""What every page knows without asking for it: who reads, where, in which language, on which day.

The rooms that know who somebody is hand in a source; this room asks no account. A source that cannot reach the
database leaves its part empty, so that a refusal or an error can always be said.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Final, TypeVar

from django.db import DatabaseError
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.translation import get_language

from vuistregel import clock
from vuistregel.ui import days, navigation
from vuistregel.ui.shapes import Text
from vuistregel.words import Language, Words

T = TypeVar("T")
log = logging.getLogger(__name__)

THEMES: Final = ("light", "dark")
THEME_COOKIE: Final = "theme"


@dataclass(frozen=True, slots=True)
class Reader:
    """Who is signed in: the name and role in words, the roles as the matrix names them.

    `staff`: somebody who works here, and knows the house; families and visitors do not.
    """

    name: str
    role: Text
    roles: frozenset[str]
    account_url: str = ""
    staff: bool = False


@dataclass(frozen=True, slots=True)
class Where:
    """Which school or board a page is about, and a note under it."""

    name: str
    note: Text = ""


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where the frame leads; empty where a room does not exist."""

    home: str = "/"
    norms: str = ""
    accessibility: str = ""


@dataclass(frozen=True, slots=True)
class House:
    """The frame of a page. `reader` None is a visitor."""

    language: Language
    other_language: Language
    theme: str = ""
    reader: Reader | None = None
    where: Where | None = None
    banner: Words | None = None
    nav: tuple[navigation.NavLink, ...] = ()
    at: Addresses = Addresses()
    sign_in_url: str = ""
    printed_on: Words | None = None

    @property
    def language_on_top(self) -> bool:
        """Whoever is here seldom finds the other language at once; whoever works here has it at the foot."""
        return self.reader is None or not self.reader.staff


ReaderSource = Callable[[HttpRequest], Reader | None]
WhereSource = Callable[[HttpRequest], Where | None]

_reader_source: ReaderSource | None = None
_where_source: WhereSource | None = None


def reader_from(source: ReaderSource) -> ReaderSource:
    """Say who reads (one room, once, at start). May be used as a decorator."""
    global _reader_source
    _reader_source = source
    return source


def where_from(source: WhereSource) -> WhereSource:
    """Say which school or board a request is about, where the page itself does not."""
    global _where_source
    _where_source = source
    return source


def house(request: HttpRequest) -> dict[str, House]:
    """The context processor. A view may set `request.where` (Where) and `request.nav_slug` (str) itself."""
    return {"house": frame(request)}


def frame(request: HttpRequest | None) -> House:
    """The House of a request; without one (an error before there was a request) the bare frame."""
    language: Language = "en" if (get_language() or "nl").startswith("en") else "nl"
    other: Language = "nl" if language == "en" else "en"
    if request is None:
        return House(language, other, at=_addresses())
    reader = _asked(_reader_source, request)
    theme = request.COOKIES.get(THEME_COOKIE, "")
    today = _today()
    return House(
        language,
        other,
        theme=theme if theme in THEMES else "",
        reader=reader,
        where=getattr(request, "where", None) or _asked(_where_source, request),
        banner=_banner(),
        nav=_nav(request, reader),
        sign_in_url="" if reader else _reversed("sign_in"),
        printed_on=days.full(today) if today else None,
        at=_addresses(),
    )


def _asked(source: Callable[[HttpRequest], T | None] | None, request: HttpRequest) -> T | None:
    if source is None:
        return None
    try:
        return source(request)
    except DatabaseError:
        log.warning("The frame of a page could not be filled: the database did not answer.")
        return None


def _today() -> date | None:
    try:
        return clock.today()
    except DatabaseError:
        return None


def _banner() -> Words | None:
    try:
        moved = clock.moved_to()
    except DatabaseError:
        return None
    if moved is None:
        return None
    text = Words(
        "De klok van dit voorbeeld is verzet. Vandaag is het hier {day}.",
        "The clock of this example was moved. Here today is {day}.",
    )
    return text.with_(day=days.full(moved))


def _nav(request: HttpRequest, reader: Reader | None) -> tuple[navigation.NavLink, ...]:
    if reader is None:
        return ()
    items = navigation.items_for(reader.roles)
    urls = {item.slug: url for item in items if (url := _reversed(item.url_name))}
    here = getattr(request, "nav_slug", None) or navigation.current(urls, request.path)
    return tuple(
        navigation.NavLink(item.slug, item.label, urls[item.slug], item.icon, item.slug == here)
        for item in items
        if item.slug in urls
    )


def _addresses() -> Addresses:
    return Addresses(_reversed("home") or "/", _reversed("norms"), _reversed("accessibility"))


def _reversed(name: str) -> str:
    """The address of a page, or nothing when its room does not exist."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""

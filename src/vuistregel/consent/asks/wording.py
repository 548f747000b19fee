"""The mail with which a family is asked about one use."""

from __future__ import annotations

from typing import Final

from vuistregel.consent.rounds.recipients import Recipient
from vuistregel.consent.rounds.wording import AND, YOU
from vuistregel.words import Language, Words

SUBJECT: Final = Words("{school} vraagt: mag dit?", "{school} asks: is this all right?")
BODY: Final = Words(
    "Goedendag {name},\n\nSchool wil iets van {children} laten zien.\nWaar: {place}\nWat: {title}\n{more}\n"
    "Bekijk het en zeg ja of nee, zonder wachtwoord:\n{url}\n\n"
    "Dit gaat alleen over deze ene keer. Zegt u niets, dan is het antwoord nee.{closes}\n"
    "De link is alleen voor u. Hij werkt één keer, tot {until}.\n\n{school}\n",
    "Hello {name},\n\nThe school wants to show something of {children}.\nWhere: {place}\nWhat: {title}\n{more}\n"
    "Look at it and say yes or no, without a password:\n{url}\n\n"
    "This is about this one time only. When you say nothing, the answer is no.{closes}\n"
    "The link is for you alone. It works once, until {until}.\n\n{school}\n",
)
CLOSES: Final = Words(" Wij horen het graag voor {day}.", " We would like to hear it before {day}.")


def body(
    to: Recipient, *, school: str, place: Words, title: str, more: str, url: str, until: Words, closes: Words | None
) -> str:
    """The mail to one recipient, in their language."""
    language: Language = "en" if to.language.startswith("en") else "nl"
    return BODY.in_(language).format(
        name=to.greeting,
        children=YOU[language] if to.own else to.children(AND[language]),
        place=place.in_(language),
        title=title,
        more=f"{more}\n" if more else "",
        url=url,
        until=until.in_(language),
        closes=CLOSES.in_(language).format(day=closes.in_(language)) if closes else "",
        school=school,
    )

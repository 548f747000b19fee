"""What families read in a mail, a letter and a reminder. No more about a child than a first name."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from vuistregel import clock
from vuistregel.consent.rounds.recipients import Recipient
from vuistregel.ui import days
from vuistregel.words import Language, Words

AND: Final = {"nl": "en", "en": "and"}
YOU: Final = {"nl": "u", "en": "you"}

SUBJECT: Final = Words("{school} vraagt uw toestemming", "{school} asks for your consent")
REMINDER_SUBJECT: Final = Words("Nog even: {school} vraagt uw toestemming", "Once more: {school} asks for your consent")
BODY: Final = Words(
    "Goedendag {name},\n\n{first}Mag school foto’s of gegevens van {children} laten zien? "
    "U kiest voor elke plek apart. Nee is ook goed.\n\n{note}"
    "Hier geeft u antwoord, zonder wachtwoord:\n{url}\n\n"
    "De link is alleen voor u. Hij werkt één keer, tot {until}. Daarna vraagt u met één tik een nieuwe.\n"
    "U kunt uw antwoord het hele jaar veranderen. Zegt u niets, dan is het antwoord nee.\n\n{school}\n\n"
    "In English: open the link above and press English.\n",
    "Hello {name},\n\n{first}May the school show photos or data of {children}? "
    "You choose for each place separately. No is fine too.\n\n{note}"
    "Here you answer, without a password:\n{url}\n\n"
    "The link is for you alone. It works once, until {until}. After that you ask for a new one with one tap.\n"
    "You can change your answer all year. When you say nothing, the answer is no.\n\n{school}\n\n"
    "In het Nederlands: open de link hierboven en druk op Nederlands.\n",
)
AGAIN: Final = Words(
    "Wij hebben nog niet op alles antwoord van uw gezin. ", "Your family has not answered everything yet. "
)


@dataclass(frozen=True, slots=True)
class MailWords:
    """The words of one round's mails, filled in per reader without making both languages each time."""

    school: str
    note: Words | None
    until: Words
    again: bool = False

    def subject(self, language: str) -> str:
        return (REMINDER_SUBJECT if self.again else SUBJECT).in_(language).format(school=self.school)

    def body(self, to: Recipient, url: str) -> str:
        """The mail to one recipient."""
        language: Language = "en" if to.language.startswith("en") else "nl"
        return BODY.in_(language).format(
            name=to.greeting,
            first=AGAIN.in_(language) if self.again else "",
            children=YOU[language] if to.own else to.children(AND[language]),
            note=f"{self.note.in_(language)}\n\n" if self.note else "",
            url=url,
            until=self.until.in_(language),
            school=self.school,
        )


def until_words(until: datetime) -> Words:
    """The last day on which a link works."""
    return days.full(until.astimezone(clock.AMSTERDAM).date(), clock.today())

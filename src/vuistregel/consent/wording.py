"""Words that pages, commands and mails of this room share."""

from __future__ import annotations

from dataclasses import dataclass

from vuistregel.consent.rules import Answer, Audience, How, Matter, Mode
from vuistregel.words import Words


@dataclass(frozen=True, slots=True)
class ModeWords:
    """A mode, and what it means for parents and for teachers."""

    title: Words
    parents: Words
    teachers: Words


MODES = {
    Mode.EACH_TIME: ModeWords(
        Words("elke keer opnieuw", "each time anew"),
        Words(
            "Ouders krijgen bij elk gebruik een vraag, met de foto erbij.",
            "Parents get a question at each use, with the photo.",
        ),
        Words(
            "Een leerkracht vraagt het eerst, en wacht op antwoord. Dat kost dagen.",
            "A teacher asks first, and waits for the answer. That takes days.",
        ),
    ),
    Mode.EACH_YEAR: ModeWords(
        Words("elk schooljaar opnieuw", "each school year anew"),
        Words(
            "Ouders antwoorden één keer per schooljaar. Zij kunnen hun antwoord altijd veranderen.",
            "Parents answer once each school year. They can change their answer at any time.",
        ),
        Words(
            "Een leerkracht weet meteen of het mag, tot de zomer.",
            "A teacher knows at once whether it may, until summer.",
        ),
    ),
    Mode.STANDING: ModeWords(
        Words("één keer, met elk jaar een bericht", "once, with a notice every year"),
        Words(
            "Ouders antwoorden één keer. Elk schooljaar krijgen zij bericht dat nee zeggen kan.",
            "Parents answer once. Every school year they get a notice that they may say no.",
        ),
        Words(
            "Een leerkracht weet meteen of het mag, zodra het bericht van dit jaar is verstuurd.",
            "A teacher knows at once whether it may, once this year’s notice was sent.",
        ),
    ),
}
ANSWERS = {
    Answer.GIVEN: Words("ja", "yes"),
    Answer.REFUSED: Words("nee", "no"),
    Answer.WITHDRAWN: Words("nee, ingetrokken", "no, withdrawn"),
}
AUDIENCES = {
    Audience.PUBLIC: Words("iedereen", "everybody"),
    Audience.SCHOOL: Words("ouders en medewerkers van onze school", "parents and staff of our school"),
    Audience.CLASS: Words("ouders en leerkrachten van de groep", "parents and teachers of the group"),
}
MATTERS = {
    Matter.IMAGE: Words("foto’s en video’s", "photos and videos"),
    Matter.INFORMATION: Words("gegevens zonder foto", "information without a photo"),
    Matter.CONTACT: Words("contactgegevens", "contact data"),
}
HOWS = {
    How.PORTAL: Words("op de eigen pagina", "on the own page"),
    How.PAPER: Words("op papier", "on paper"),
    How.ENROLMENT_FORM: Words("op het inschrijfformulier", "on the enrolment form"),
    How.TALK: Words("in een gesprek", "in a talk"),
    How.IMPORTED: Words("overgenomen uit de administratie", "taken over from the administration"),
}


def place_words(channel: Words, matter: str) -> Words:
    """What a question is about, in a few words: the place, and that it is without a photo."""
    if matter != Matter.INFORMATION:
        return channel
    return Words("{channel} (zonder foto)", "{channel} (without a photo)").with_(channel=channel)

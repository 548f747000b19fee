"""What pages and the check say about accounts of classes."""

from __future__ import annotations

from vuistregel.consent.accounts.rules import Gap, Outcome
from vuistregel.words import Words

#: How an account stands, in one line. None: the check holds.
STATES: dict[Gap | None, Words] = {
    None: Words("Past bij de afspraken.", "Fits the agreements."),
    Gap.NEVER: Words("Nog niet getoetst aan de afspraken.", "Not checked against the agreements yet."),
    Gap.MISFITS: Words("Past niet bij de afspraken.", "Does not fit the agreements."),
    Gap.CHANGED: Words("Het account is veranderd. Toets het opnieuw.", "The account changed. Check it again."),
    Gap.CHANNEL: Words(
        "De plek is veranderd. Toets het account opnieuw.", "The place changed. Check the account again."
    ),
    Gap.YEAR: Words("De toets was voor een vorig schooljaar.", "The check was for an earlier school year."),
    Gap.MANAGERS: Words("Iemand die het beheert werkt niet meer op school.", "A manager works here no longer."),
}
FOUND = {
    Outcome.FITS: Words("past bij de afspraken", "fits the agreements"),
    Outcome.MISFITS: Words("past niet bij de afspraken", "does not fit the agreements"),
    Outcome.GONE: Words("account is opgeheven", "account is gone"),
}
#: What a person says besides the outcome, by the name under which it is kept.
SAID = {
    "agreement": Words("Afspraak", "Agreement"),
    "agreed_on": Words("Afgesproken op", "Agreed on"),
    "members": Words("Wie erbij mag", "Who may join"),
    "passwords": Words("Wachtwoorden", "Passwords"),
    "posts": Words("Berichten van leerlingen", "Posts of pupils"),
    "why": Words("Wat er anders moet", "What must change"),
    "proof": Words("Hoe wij dat weten", "How we know"),
}

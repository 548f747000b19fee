"""The ten steps of the handbook: title, short name, chapter (R1.17, R1.20)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from vuistregel.words import Words


@dataclass(frozen=True, slots=True)
class Step:
    number: int
    title: Words
    short: Words
    chapter: int


STEPS: Final[tuple[Step, ...]] = (
    Step(1, Words("Weet waar privacy over gaat", "Know what privacy is about"), Words("Weten", "Know"), 2),
    Step(2, Words("Stel een privacyreglement op", "Draw up a privacy regulation"), Words("Beleid", "Policy"), 3),
    Step(3, Words("Maak verwerkersafspraken", "Make processor agreements"), Words("Afspraken", "Agreements"), 4),
    Step(4, Words("Informeer ouders", "Inform parents"), Words("Ouders", "Parents"), 5),
    Step(5, Words("Wees transparant", "Be transparent"), Words("Openheid", "Openness"), 6),
    Step(6, Words("Vraag altijd om toestemming", "Always ask consent"), Words("Toestem\u00adming", "Consent"), 7),
    Step(
        7,
        Words("Maak afspraken over sociale media", "Make agreements on social media"),
        Words("Sociale media", "Social media"),
        8,
    ),
    Step(8, Words("Informeer leerlingen", "Inform pupils"), Words("Leerlingen", "Pupils"), 8),
    Step(
        9,
        Words("Waarborg privacy bij overstapdossiers", "Safeguard privacy in transfer files"),
        Words("Overstap", "Transfer"),
        9,
    ),
    Step(
        10,
        Words("Beveilig alle persoonsgegevens", "Secure all personal data"),
        Words("Beveili\u00adging", "Security"),
        10,
    ),
)

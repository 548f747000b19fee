"""Invented names. The family names are made up, so that a search of the logs for them means something."""

from __future__ import annotations

from typing import Final

GIVEN: Final = (
    "Aylin Bram Casper Daan Eline Femke Gijs Hanna Ilias Jasmijn Koen Lotte Milan Noura Olaf Pippa Quinten Rosa Sanne "
    "Tijn Umar Vera Wessel Xander Yara Zoë Amira Boris Chloë Dewi Emre Fenna Guus Hidde Imke Jurre Kiki Lars Maud Nils "
    "Otis Puck Rens Sofie Thijs Ties Veerle Wout Yusuf Zara"
).split()
ADULT_GIVEN: Final = (
    "Marloes Sander Ilse Joris Noor Fatima Henk Karin Mehmet Anouk Pieter Wendy Rachid Esther Gerard Samira Tom Lies "
    "Arjan Monique Bas Yvonne Karim Petra Ruben Annelies Dirk Hatice Jeroen Mirjam Olga Patrick Renske Stefan Trudy"
).split()
_FIRST: Final = (
    "Achter Bever Dorre Eiken Ganze Halm Iepen Kolk Linde Mees Nieuwe Oever Pluim Rieten Schelf Tjalk Uiter Vloed "
    "Wolfs Zonder"
).split()
_LAST: Final = "bakboord berghem dreefsma houtinga kampveen lustra meentwijk stroomaa tolsveld wijksma zandrik".split()
FAMILY: Final = tuple(a + b for a in _FIRST for b in _LAST)
PREFIXES: Final = ("", "", "", "", "", "van", "van der", "de", "ten", "van 't")

#: Whom the sign-in page offers, by role: (slug, given name, prefix, family name).
CAST: Final = {
    "privacy_officer": ("Noor", "", "Achterwijksma"),
    "fg": ("Gerard", "van", "Oeverhoutinga"),
    "director": ("Karin", "", "Lindelustra"),
    "administrator": ("Wendy", "de", "Tjalktolsveld"),
    "teacher": ("Sander", "", "Meesdreefsma"),
    "internal_counsellor": ("Ilse", "", "Halmmeentwijk"),
    "caretaker": ("Henk", "ten", "Kolkberghem"),
    "guardian": ("Fatima", "", "Zonderkampveen"),
    "pupil": ("Wessel", "van der", "Vloedstroomaa"),
    "accountant": ("Stefan", "", "Schelfzandrik"),
}


def names_to_search() -> list[str]:
    """What no log may hold: every invented family name."""
    return sorted(set(FAMILY) | {name[2] for name in CAST.values()})

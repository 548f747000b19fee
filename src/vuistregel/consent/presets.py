"""The channels that most schools have, each with the questions that it asks, in plain words (B1).

`{name}` in a question is the child, or `u` for an adult. A school can change every text and add channels of its own.
"""

from __future__ import annotations

from dataclasses import dataclass

from vuistregel.consent.rules import Audience, Matter, Mode
from vuistregel.words import Words

_PUBLIC = Words("Iedereen kan de foto zien en bewaren.", "Everybody can see and keep the photo.")
_PUBLIC_TEXT = Words("Iedereen kan het zien en bewaren.", "Everybody can see and keep it.")
_TERMS = Words(
    "Ook de regels van {provider} gelden. Daar heeft school weinig over te zeggen.",
    "The rules of {provider} hold too. The school has little say over those.",
)


@dataclass(frozen=True, slots=True)
class Preset:
    """A channel as a school gets it; `ask` per matter is the question and what happens, split by an empty line."""

    slug: str
    name: Words
    audience: Audience
    provider: str = ""
    terms_url: str = ""
    mode: Mode = Mode.EACH_TIME
    matters: tuple[Matter, ...] = (Matter.IMAGE,)
    where: Words | None = None
    seen_by: Words | None = None
    same_as: str = ""
    #: The whole question, where the pattern does not fit.
    texts: tuple[tuple[Matter, Words], ...] = ()

    def text(self, matter: Matter) -> Words:
        """The question for a matter: one sentence, an empty line, what happens and who sees it."""
        own = dict(self.texts).get(matter)
        return own if own is not None else question_text(matter, self.where or self.name, self.seen(), self.provider)

    def seen(self) -> Words:
        return self.seen_by or SEEN_BY[self.audience]


SEEN_BY = {
    Audience.PUBLIC: _PUBLIC,
    Audience.SCHOOL: Words(
        "Alleen ouders en medewerkers van onze school zien het.", "Only parents and staff of our school see it."
    ),
    Audience.CLASS: Words(
        "Alleen ouders en leerkrachten van de groep zien het.", "Only parents and teachers of the group see it."
    ),
}
_QUESTIONS = {
    Matter.IMAGE: Words(
        "Mag een foto of video van {{name}} {where}?", "May a photo or video of {{name}} appear {where}?"
    ),
    Matter.INFORMATION: Words(
        "Mag er iets over {{name}} {where}, zonder foto?",
        "May something about {{name}} appear {where}, without a photo?",
    ),
    Matter.CONTACT: Words("Mogen wij uw telefoonnummer zetten {where}?", "May we put your telephone number {where}?"),
}
_EXAMPLE = Words("Bijvoorbeeld een naam bij een gewonnen wedstrijd.", "For example a name with a match that was won.")


def question_text(matter: Matter, where: Words, seen_by: Words, provider: str = "") -> Words:
    """A question in the house's own pattern; `{name}` stays open for whoever is asked about."""
    where = Words(where.nl, where.en)
    ask = Words(
        _QUESTIONS[matter].nl.replace("{where}", where.nl).replace("{{name}}", "{name}"),
        _QUESTIONS[matter].en.replace("{where}", where.en).replace("{{name}}", "{name}"),
    )
    parts = [seen_by]
    if matter is Matter.INFORMATION:
        parts = [_EXAMPLE, _PUBLIC_TEXT if seen_by == _PUBLIC else seen_by]
    if provider:
        parts.append(_TERMS.with_(provider=provider))
    return Words(
        f"{ask.nl}\n\n{' '.join(part.nl for part in parts)}", f"{ask.en}\n\n{' '.join(part.en for part in parts)}"
    )


_BOTH = (Matter.IMAGE, Matter.INFORMATION)
_LIST = (Matter.CONTACT,)


def _social(slug: str, name: str, company: str, url: str) -> Preset:
    return Preset(
        slug,
        Words(f"{name} van school", f"the school's {name}"),
        Audience.PUBLIC,
        provider=company,
        terms_url=url,
        where=Words(f"op {name} van school", f"on the school's {name}"),
    )


PRESETS: tuple[Preset, ...] = (
    Preset(
        "website",
        Words("Website van school", "School website"),
        Audience.PUBLIC,
        matters=_BOTH,
        where=Words("op de website van school", "on the school's website"),
    ),
    Preset(
        "closed_class_page",
        Words("Besloten klaspagina", "Closed class page"),
        Audience.CLASS,
        matters=_BOTH,
        where=Words("op de besloten klaspagina", "on the closed class page"),
    ),
    Preset(
        "newsletter",
        Words("Nieuwsbrief", "Newsletter"),
        Audience.SCHOOL,
        matters=_BOTH,
        where=Words("in de nieuwsbrief", "in the newsletter"),
    ),
    Preset(
        "newsletter_digital",
        Words("Digitale nieuwsbrief", "Digital newsletter"),
        Audience.SCHOOL,
        matters=(),
        same_as="newsletter",
    ),
    Preset(
        "school_guide",
        Words("Schoolgids", "School guide"),
        Audience.PUBLIC,
        where=Words("in de schoolgids", "in the school guide"),
    ),
    Preset(
        "folder",
        Words("Folder", "Folder"),
        Audience.PUBLIC,
        where=Words("in een folder van school", "in a school folder"),
    ),
    Preset(
        "calendar",
        Words("Kalender", "Calendar"),
        Audience.SCHOOL,
        matters=_BOTH,
        where=Words("in de kalender van school", "in the school calendar"),
    ),
    _social("facebook", "Facebook", "Facebook", "https://www.facebook.com/legal/terms"),
    _social("instagram", "Instagram", "Instagram", "https://help.instagram.com/581066165581870"),
    _social("x", "X", "X", "https://x.com/tos"),
    _social("youtube", "YouTube", "YouTube", "https://www.youtube.com/t/terms"),
    Preset(
        "whatsapp_class_group",
        Words("WhatsApp-groep van de klas", "WhatsApp group of the class"),
        Audience.CLASS,
        provider="WhatsApp",
        terms_url="https://www.whatsapp.com/legal/terms-of-service-eea",
        where=Words("in de WhatsApp-groep van de klas", "in the WhatsApp group of the class"),
    ),
    Preset(
        "photographer",
        Words("Schoolfotograaf", "School photographer"),
        Audience.CLASS,
        provider="de schoolfotograaf",
        texts=(
            (
                Matter.IMAGE,
                Words(
                    "Mag de schoolfotograaf een foto maken van {name}?\n\n"
                    "Ook de regels van de fotograaf gelden. U beslist later zelf of u foto’s koopt. "
                    "De klassenfoto gaat alleen naar de groep.",
                    "May the school photographer take a photo of {name}?\n\n"
                    "The photographer’s rules hold too. You decide later whether you buy photos. "
                    "The class photo goes to the group only.",
                ),
            ),
        ),
    ),
    Preset(
        "phone_list",
        Words("Telefoonlijst van de groep", "Phone list of the group"),
        Audience.CLASS,
        mode=Mode.EACH_YEAR,
        matters=_LIST,
        where=Words("op de telefoonlijst van de groep", "on the phone list of the group"),
    ),
    Preset(
        "phone_tree",
        Words("Belboom van de groep", "Phone tree of the group"),
        Audience.CLASS,
        mode=Mode.EACH_YEAR,
        matters=_LIST,
        where=Words("in de belboom van de groep", "in the phone tree of the group"),
    ),
    Preset(
        "address_list",
        Words("Adreslijst van de groep", "Address list of the group"),
        Audience.CLASS,
        mode=Mode.EACH_YEAR,
        matters=_LIST,
        texts=(
            (
                Matter.CONTACT,
                Words(
                    "Mogen wij uw adres zetten op de adreslijst van de groep?\n\n"
                    "Alleen ouders en leerkrachten van de groep krijgen de lijst.",
                    "May we put your address on the address list of the group?\n\n"
                    "Only parents and teachers of the group get the list.",
                ),
            ),
        ),
    ),
)
assert len({p.slug for p in PRESETS}) == len(PRESETS)

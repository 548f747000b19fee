"""A consent receipt: one answer as data that anybody can keep and read later, in the terms of ISO/IEC TS 27560.

docs/receipt.md says what each field means. The words are those of the version that was shown, and `digest` proves it.
"""

from __future__ import annotations

from typing import Any, Final

from vuistregel import clock
from vuistregel.consent.models import NO_USE, Consent
from vuistregel.consent.own.people import YOU
from vuistregel.consent.own.sheets import filled
from vuistregel.consent.rules import Answer, Audience, Capacity, Matter, Mode
from vuistregel.consent.wording import AUDIENCES, place_words
from vuistregel.organisation.models import School
from vuistregel.organisation.queries import norms_for
from vuistregel.organisation.years import school_year
from vuistregel.words import Words, same

#: Raised when a field of the receipt gets another meaning; the standard's own edition stands beside it.
SCHEMA: Final = "vuistregel-consent-receipt-1"
STANDARD: Final = "ISO/IEC TS 27560:2023"

_EVENTS = {Answer.GIVEN: "consent-given", Answer.REFUSED: "consent-refused", Answer.WITHDRAWN: "consent-withdrawn"}
_PII = {
    Matter.IMAGE: Words(
        "foto of video waarop iemand te herkennen is", "photo or video in which somebody is recognisable"
    ),
    Matter.INFORMATION: Words("naam of gegeven, zonder foto", "name or fact, without a photo"),
    Matter.CONTACT: Words("contactgegevens", "contact data"),
}
_ROLES = {
    Capacity.GUARDIAN: "parent or guardian with authority",
    Capacity.OWN: "data subject",
    Capacity.SHARED: "data subject who may withdraw beside the parents",
    Capacity.ADULT: "data subject",
}
_WITHDRAWAL = Words(
    "Op de pagina ‘Toestemming’, of bij de school. Het hele jaar, zonder reden.",
    "On the page ‘Consent’, or at the school. All year, without a reason.",
)


def receipt(row: Consent, page_url: str) -> dict[str, Any]:
    """The receipt of one record; `row` has question, channel, text, person, by and school with its board loaded."""
    language = row.language if row.language == "en" else "nl"
    channel = row.question.channel
    return {
        "schema_version": SCHEMA,
        "standard": STANDARD,
        "receipt_id": str(row.key),
        "record_id": str(row.key),
        "made_at": clock.now().isoformat(timespec="seconds"),
        "pii_principal_id": str(row.person.key),
        "pii_controllers": [_controller(row.school)],
        "notice": _notice(row, language),
        "purposes": [
            {
                "purpose": place_words(channel.words, row.question.matter).in_(language),
                "purpose_id": f"{channel.slug}/{row.question.matter}",
                "lawful_basis": "consent (GDPR 6(1)(a))",
                "terms_version": row.terms,
                "one_use": None if row.use == NO_USE else str(row.use),
            }
        ],
        "pii_categories": [
            {
                "pii_type": _PII[Matter(row.question.matter)].in_(language),
                "pii_id": row.question.matter,
                "pii_optional": True,
                "special_pii_category": False,
            }
        ],
        "recipients": [
            {"recipient": AUDIENCES[Audience(channel.audience)].in_(language), "audience": channel.audience},
            *([{"recipient": channel.provider, "terms_url": channel.terms_url}] if channel.provider else []),
        ],
        "jurisdiction": "NL",
        "withdrawal_method": {"text": _WITHDRAWAL.in_(language), "url": page_url},
        "event": _event(row),
    }


def _controller(school: School) -> dict[str, Any]:
    board = school.board
    return {
        "party_name": board.name,
        "party_role": "PII controller",
        "party_contact": {"name": school.name, "brin": school.brin},
    }


def _notice(row: Consent, language: str) -> dict[str, Any]:
    name = YOU if row.person_id == row.by_id else same(row.person.short_name)
    ask, tells = filled(row.text, name)
    return {
        "language": language,
        "version": row.text.version,
        "notice_id": row.text.about,
        "shown_since": row.text.since.isoformat(),
        "digest": {"algorithm": "SHA-256", "over": "nl, NUL, en", "value": bytes(row.text.digest).hex()},
        "text": "\n\n".join(part.in_(language) for part in (ask, tells) if part is not None),
        "words": {"nl": row.text.said.nl, "en": row.text.said.en},
    }


def _event(row: Consent) -> dict[str, Any]:
    return {
        "event_time": row.at.astimezone(clock.AMSTERDAM).isoformat(timespec="seconds"),
        "event_type": "explicit",
        "event_state": _EVENTS[Answer(row.answer)],
        "entity_id": str(row.by.key),
        "entity_role": _ROLES[Capacity(row.capacity)],
        "method": row.how,
        "carried_from": str(row.carried_from.key) if row.carried_from else None,
        "validity": _validity(row),
        "norms_release": row.norms_release,
    }


def _validity(row: Consent) -> dict[str, Any]:
    """How long the answer counts, as the school asks now: this use, this school year, or with a notice each year."""
    day_norms = norms_for(row.board_id, row.on, row.school.sector)
    year = school_year(row.board_id, row.on, day_norms)
    contact = row.question.matter == Matter.CONTACT
    mode = Mode.EACH_YEAR if contact else Mode(row.question.channel.mode)
    if row.use != NO_USE:
        mode = Mode.EACH_TIME
    until = row.until or (year.ends if mode is Mode.EACH_YEAR else None)
    return {"from": row.on.isoformat(), "until": until.isoformat() if until else None, "asked": mode.value}

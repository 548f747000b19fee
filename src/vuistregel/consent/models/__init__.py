"""What is kept about asking and answering; one subject per module."""

from vuistregel.consent.models.answers import NO_USE, Consent, ConsentState, YearlyNotice
from vuistregel.consent.models.channels import Channel, Question

__all__ = [
    "NO_USE",
    "Channel",
    "Consent",
    "ConsentState",
    "Question",
    "YearlyNotice",
]

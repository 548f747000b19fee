"""What is kept about asking and answering; one subject per module."""

from vuistregel.consent.models.accounts import AccountFinding, AccountManager, ClassAccount
from vuistregel.consent.models.answers import NO_USE, Consent, ConsentState, YearlyNotice
from vuistregel.consent.models.asks import Ask, AskPerson
from vuistregel.consent.models.channels import Channel, Question
from vuistregel.consent.models.lists import ContactCheck, ContactCorrection, EmergencyContact, ListCopy, ListedPerson
from vuistregel.consent.models.rounds import Invitation, Invite, InvitedFor, Round, RoundPupil, Whom

__all__ = [
    "NO_USE",
    "AccountFinding",
    "AccountManager",
    "Ask",
    "AskPerson",
    "Channel",
    "ClassAccount",
    "Consent",
    "ConsentState",
    "ContactCheck",
    "ContactCorrection",
    "EmergencyContact",
    "Invitation",
    "Invite",
    "InvitedFor",
    "ListCopy",
    "ListedPerson",
    "Question",
    "Round",
    "RoundPupil",
    "Whom",
    "YearlyNotice",
]

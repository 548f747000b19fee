"""What subscriptions leave in the log. The name of a system is no person's name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Self

from vuistregel.evidence import Event, plain
from vuistregel.words import Words


@dataclass(frozen=True, kw_only=True)
class SubscriptionMade(Event):
    """A board lets another system know when a consent changes."""

    kind: ClassVar[str] = "api.subscription_made"
    says: ClassVar[Words] = Words(
        "{actor} laat het systeem {name} op {host} weten wanneer een toestemming verandert.",
        "{actor} lets the system {name} at {host} know when a consent changes.",
    )
    name: str = plain()
    host: str = plain()

    @classmethod
    def example(cls) -> Self:
        return cls(name="Schoolsite", host="site.example")


@dataclass(frozen=True, kw_only=True)
class SubscriptionTried(Event):
    """Somebody had a trial message sent."""

    kind: ClassVar[str] = "api.subscription_tried"
    says: ClassVar[Words] = Words(
        "{actor} stuurde het systeem {name} een proefbericht.", "{actor} sent the system {name} a trial message."
    )
    name: str = plain()

    @classmethod
    def example(cls) -> Self:
        return cls(name="Schoolsite")


@dataclass(frozen=True, kw_only=True)
class SubscriptionEnded(Event):
    """A board no longer tells another system."""

    kind: ClassVar[str] = "api.subscription_ended"
    says: ClassVar[Words] = Words("{actor} stopte de berichten aan {name}.", "{actor} ended the messages to {name}.")
    name: str = plain()

    @classmethod
    def example(cls) -> Self:
        return cls(name="Schoolsite")

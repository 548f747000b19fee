"""The evidence log: one event per action, append-only, chained per board, anchored outside the database.

Rooms declare their events with the names below and never write the log themselves: the machinery of an action does
(`log.append`). See docs/adr for why the chain is authenticated and what exactly it can and cannot find.
"""

from vuistregel.evidence import spoken
from vuistregel.evidence.declaration import Event, Fate, person, plain, sealed, until

__all__ = ["Event", "Fate", "person", "plain", "sealed", "spoken", "until"]

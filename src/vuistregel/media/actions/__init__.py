"""The verbs of this room."""

from vuistregel.media.actions.publications import drop, plan, publish, record_exception, take_down

__all__ = ["drop", "plan", "publish", "record_exception", "take_down"]

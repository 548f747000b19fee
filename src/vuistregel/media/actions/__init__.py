"""The verbs of this room."""

from vuistregel.media.actions.publications import (
    drop,
    families_asked,
    plan,
    publish,
    record_exception,
    take_down,
)

__all__ = ["drop", "families_asked", "plan", "publish", "record_exception", "take_down"]

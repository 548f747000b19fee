"""The verbs of this room."""

from vuistregel.consent.actions.answers import Reply, answer
from vuistregel.consent.actions.channels import add_channel, change_channel, choose_mode, open_channels
from vuistregel.consent.actions.uses import end_channel, follow, use_again

__all__ = [
    "Reply",
    "add_channel",
    "answer",
    "change_channel",
    "choose_mode",
    "end_channel",
    "follow",
    "open_channels",
    "use_again",
]

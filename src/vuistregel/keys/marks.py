"""Fingerprints of the environment's keys, kept beside the holders': a wrong one is named before it does harm."""

from __future__ import annotations

from vuistregel.keys import envelope
from vuistregel.keys.models import BoardKeyMark


def fits(name: str, key: bytes) -> bool | None:
    """Whether this key is the one that is known here by that name; None when none is."""
    mark = BoardKeyMark.objects.filter(name=name).first()
    return None if mark is None else bytes(mark.fingerprint) == envelope.fingerprint(key)


def remember(name: str, key: bytes) -> bool:
    """Know the key by that name from now on. False when another process was first, with another key."""
    mark, _ = BoardKeyMark.objects.get_or_create(name=name, defaults={"fingerprint": envelope.fingerprint(key)})
    return bytes(mark.fingerprint) == envelope.fingerprint(key)

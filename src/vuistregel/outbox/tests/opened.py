"""Post as its recipient reads it, for the tests of every room; whoever else may read it finds no way in."""

from __future__ import annotations

import re

from django.conf import settings

from vuistregel import keys
from vuistregel.access.signin.models import OneTimeLink
from vuistregel.access.signin.secrets import ALPHABET, code_hash, token_hash
from vuistregel.outbox import secret
from vuistregel.outbox.models import OutboxItem

_CODE = re.compile(f"(?<![\\w-])[{ALPHABET}]{{4,5}}-[{ALPHABET}]{{4,5}}(?![\\w-])")


def body_of(item: OutboxItem) -> str:
    """The text of a message as it goes. That its maker marked every link and code in it is looked at on the way."""
    text = keys.unseal(item.holder, "outbox.body", bytes(item.body))
    assert item.marked
    assert doors_in(secret.hidden(text)) == []
    assert doors_in(secret.forgotten(text)) == []
    return secret.plain(text)


def doors_in(text: str) -> list[str]:
    """Every token and code in a text with which somebody can come in, or could have."""
    tokens = {token_hash(word): word for word in re.findall(r"[\w-]{20,}", text)}
    found = [tokens[bytes(kept)] for kept in OneTimeLink.objects.values_list("token_hash", flat=True) if kept in tokens]
    codes = {(row.asked, bytes(row.code_hash)) for row in OneTimeLink.objects.all()}
    return found + [
        typed
        for typed in _CODE.findall(text)
        if any(code_hash(typed, asked, settings.SECRET_KEY) == kept for asked, kept in codes)
    ]

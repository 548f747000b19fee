"""What in a message opens a door: its maker marks it, pages hide it, and the house forgets it once it was sent.

A mark is a pair of letters that no language uses, around the link or the code, in the sealed text itself. So it goes
through templates and languages as any word does, and nobody has to guess afterwards what a link looks like. Whoever
receives the message sees no marks.
"""

from __future__ import annotations

import re
from typing import Final

from vuistregel.words import Words

_LINK, _CODE, _ALL, _END = "\ue010", "\ue011", "\ue012", "\ue01f"
_SAID: Final = {
    _LINK: Words("[een link die alleen de ontvanger krijgt]", "[a link that only the recipient gets]"),
    _CODE: Words("[een code die alleen de ontvanger krijgt]", "[a code that only the recipient gets]"),
    _ALL: Words("[tekst die alleen de ontvanger krijgt]", "[text that only the recipient gets]"),
}
_MARKED: Final = re.compile(f"([{_LINK}{_CODE}{_ALL}])(.*?){_END}", re.DOTALL)
_MARKS: Final = str.maketrans("", "", _LINK + _CODE + _ALL + _END)


def link(url: str) -> str:
    """The address of a page that lets its reader in."""
    return f"{_LINK}{url}{_END}"


def code(typed: str) -> str:
    """What somebody types to come in."""
    return f"{_CODE}{typed}{_END}"


def whole(text: str) -> str:
    """A message of which nobody knows what opens a door: all of it, then."""
    return f"{_ALL}{text.translate(_MARKS)}{_END}"


def plain(text: str) -> str:
    """As its recipient reads it."""
    return text.translate(_MARKS)


def hidden(text: str) -> str:
    """As anybody else reads it, in the language of the page."""
    return plain(_MARKED.sub(lambda found: str(_SAID[found[1]]), text))


def forgotten(text: str) -> str:
    """What is kept when nobody needs the secret any more: the marks, with nothing in between."""
    return _MARKED.sub(rf"\1{_END}", text)


def is_forgotten(text: str) -> bool:
    """Whether something was taken out of it."""
    return any(not found[2] for found in _MARKED.finditer(text))

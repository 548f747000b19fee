"""What else there is to do with a group: rooms above register a link, the page of the group shows those one may use."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from vuistregel.ui import marks
from vuistregel.words import Words


@dataclass(frozen=True, slots=True)
class GroupLink:
    """A page about a group. `address(group)` gives where it is; it is shown to whoever may do `verb` on `category`.

    Raises UnknownMark for an icon that is not drawn.
    """

    title: Words
    detail: Words
    address: Callable[[int], str]
    category: str
    icon: str
    verb: str = "read"
    order: int = 50

    def __post_init__(self) -> None:
        marks.icon(self.icon)


_links: list[GroupLink] = []


def register(link: GroupLink) -> GroupLink:
    """Add a link; call it from AppConfig.ready."""
    _links.append(link)
    return link


def group_links() -> tuple[GroupLink, ...]:
    """All links, in their order."""
    return tuple(sorted(_links, key=lambda link: (link.order, link.title.nl)))

"""Which places the bar holds, per role. Rooms register theirs when they exist; absent rooms leave no gap."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from vuistregel.ui import marks
from vuistregel.words import Words

#: What fits under a thumb.
MOST: Final = 5


@dataclass(frozen=True, slots=True)
class NavItem:
    """A place in the bar: where it leads, for which roles. `order` sorts; `roles` are names of the matrix.

    Raises UnknownMark for an icon that is not drawn.
    """

    slug: str
    label: Words
    url_name: str
    icon: str
    roles: frozenset[str]
    order: int = 50

    def __post_init__(self) -> None:
        marks.icon(self.icon)


@dataclass(frozen=True, slots=True)
class NavLink:
    """A place in the bar as the page draws it."""

    slug: str
    label: Words
    url: str
    icon: str
    current: bool


class TwoPlaces(ValueError):
    """Two rooms claim the same slug for the same role."""


_items: list[NavItem] = []


def register(item: NavItem) -> NavItem:
    """Add a place; call it from AppConfig.ready. The same slug may lead different roles to different pages.

    Raises TwoPlaces when a role would find the slug twice.
    """
    for other in _items:
        if other.slug == item.slug and other.roles & item.roles and other != item:
            both = ", ".join(sorted(other.roles & item.roles))
            raise TwoPlaces(f"Navigation item {item.slug!r} stands twice for {both}.")
    if item not in _items:
        _items.append(item)
    return item


def items_for(roles: Iterable[str]) -> tuple[NavItem, ...]:
    """The places of somebody with these roles, at most five, in their order, each slug once."""
    held = frozenset(roles)
    found: dict[str, NavItem] = {}
    for item in sorted(_items, key=lambda i: (i.order, i.slug)):
        if item.roles & held:
            found.setdefault(item.slug, item)
    return tuple(found.values())[:MOST]


def current(urls: dict[str, str], path: str) -> str | None:
    """Which slug the reader stands at: the longest address that the path begins with. `/` counts only for itself."""
    fitting = [
        (len(url), slug)
        for slug, url in urls.items()
        if path == url or (url.rstrip("/") and path.startswith(url.rstrip("/") + "/"))
    ]
    return max(fitting)[1] if fitting else None

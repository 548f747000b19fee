"""Rows of other rooms that follow a person when two rows turn out to be one human being, and go back when not.

follows(Consent, "by")
follows(Appearance, once_per=("publication",))          # where the other row has one as well, this one stays behind

@after_move
def renew(act, move): ...                               # in the same transaction, after a merge and after a split
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from django.db.models import Model

    from vuistregel.actions import Act
    from vuistregel.organisation.models import Person


@dataclass(frozen=True, slots=True)
class Following:
    """A column that names a person. `once_per`: the fields of which a person has one row at most; empty: any number."""

    model: type[Model]
    column: str
    once_per: tuple[str, ...]

    def move(self, source: Person, target: Person, only: Sequence[int] | None = None) -> list[int]:
        """Move rows (all, or only these) from one person to another; returns which. A twin of a row stays behind."""
        rows = self.model._default_manager.filter(**{self.column: source})
        if only is not None:
            rows = rows.filter(pk__in=only)
        ids = [row.pk for row in rows if not self.once_per or not self._has_twin(row, target)]
        self.model._default_manager.filter(pk__in=ids).update(**{self.column: target})
        return ids

    def _has_twin(self, row: Any, target: Person) -> bool:
        same = {name: getattr(row, name) for name in self.once_per}
        return self.model._default_manager.filter(**{self.column: target} | same).exists()


@dataclass(frozen=True, slots=True)
class Move:
    """What went from one person to another: ids of rows by `Model.column`."""

    source: Person
    target: Person
    rows: Mapping[str, Sequence[int]]


Hook = Callable[["Act", Move], None]
FOLLOWING: Final[list[Following]] = []
_AFTER: Final[list[Hook]] = []


def follows(model: type[Model], column: str = "person", *, once_per: tuple[str, ...] = ()) -> None:
    FOLLOWING.append(Following(model, column, once_per))


def after_move(hook: Hook) -> Hook:
    """Register what a room does once its rows have moved: seal them anew, make anew what follows from them."""
    _AFTER.append(hook)
    return hook


def tell(act: Act, move: Move) -> None:
    for hook in _AFTER:
        hook(act, move)

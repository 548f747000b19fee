"""How a kind of event is declared: a frozen dataclass, a sentence per language, the fate of every field.

Declaring is registering. A declaration that leaves something open does not import: the TypeError says what is missing
and how to mend it.
"""

from __future__ import annotations

import dataclasses
import inspect
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, ClassVar, Literal, Self, cast

from vuistregel.evidence.samples import sample
from vuistregel.words import Words

_KIND = re.compile(r"[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)+")
_FATE = "evidence.fate"


@dataclass(frozen=True, slots=True)
class Fate:
    """What becomes of a field: `plain` stays readable, `person` is a reference shown by name at read time, `sealed`
    dies with the key of the holder in field `by`, `until` dies with the term of `norm`. `spoken` puts a kept code into
    words (see `spoken.py`)."""

    name: Literal["plain", "person", "sealed", "until"]
    by: str = ""
    norm: str = ""
    spoken: Callable[[str], Words] | None = None

    @property
    def secret(self) -> bool:
        """Whether the value is kept encrypted."""
        return self.name in {"sealed", "until"}


def _field(fate: Fate, options: dict[str, Any]) -> Any:
    return dataclasses.field(metadata={_FATE: fate}, **options)


def plain(*, spoken: Callable[[str], Words] | None = None, **options: Any) -> Any:
    """A value that says nothing about a person: a count, a code, the name of a norm. Options as `dataclasses.field`.

    `spoken` says a code in words: people read sentences, not slugs.
    """
    return _field(Fate("plain", spoken=spoken), options)


def person(**options: Any) -> Any:
    """The key (UUID, None or a tuple of UUIDs) of whom the event concerns. Linked, and shown by name at read time."""
    return _field(Fate("person"), options)


def sealed(*, by: str, **options: Any) -> Any:
    """A personal value, encrypted under the key of the holder in field `by`; without that key it is unreadable."""
    return _field(Fate("sealed", by=by), options)


def until(*, norm: str, **options: Any) -> Any:
    """A personal value, encrypted under the key of its month; that key is destroyed when the norm's term has passed."""
    return _field(Fate("until", norm=norm), options)


class Event:
    """Base of all kinds of events. See the rooms' `events.py` for examples.

    A subclass carries `@dataclass(frozen=True, kw_only=True)`, `kind`, `says`, and a fate for each field. The sentence
    may use the plain and person fields, `{actor}`, and `{subject}`: all persons whom the event concerns.
    """

    kind: ClassVar[str]
    says: ClassVar[Words]
    fates: ClassVar[Mapping[str, Fate]]

    def __init_subclass__(cls, **options: Any) -> None:
        super().__init_subclass__(**options)
        known = _REGISTRY.get(cls.__dict__.get("kind", ""))
        if known is not None and _made_again_with_slots(known, cls):
            cls.fates = known.fates
        else:
            cls.fates = MappingProxyType(_checked(cls))
        _REGISTRY[cls.kind] = cls

    @classmethod
    def example(cls) -> Self:
        """An invented instance, from which a test renders the sentence. Declare your own where the default is dull."""
        return cls(**{name: sample(cls, name) for name in cls.fates})


#: Every kind of event of the house.
_REGISTRY: dict[str, type[Event]] = {}


def kinds() -> Mapping[str, type[Event]]:
    """Every declared kind by its name."""
    return MappingProxyType(_REGISTRY)


def _made_again_with_slots(known: type[Event], cls: type[Event]) -> bool:
    """dataclass(slots=True) makes a class a second time, its fields already taken out of it."""
    same_name = (known.__module__, known.__name__) == (cls.__module__, cls.__name__)
    return same_name and not any(isinstance(member, dataclasses.Field) for member in vars(cls).values())


def _checked(cls: type[Event]) -> dict[str, Fate]:
    where = f"{cls.__module__}.{cls.__qualname__}"
    if cls.__bases__ != (Event,):
        raise TypeError(f"{where} inherits from another kind of event. Derive it from Event and name its own fields.")
    kind, says = cls.__dict__.get("kind"), cls.__dict__.get("says")
    if not isinstance(kind, str) or not _KIND.fullmatch(kind):
        raise TypeError(f'{where} has no kind. Add `kind: ClassVar[str] = "room.what_happened"`, dotted, lower case.')
    if kind in _REGISTRY:
        other = _REGISTRY[kind]
        raise TypeError(
            f"{where} has the kind {kind!r} of {other.__module__}.{other.__qualname__}. Give it a kind of its own."
        )
    if not isinstance(says, Words):
        raise TypeError(f'{where} has no sentence. Add `says: ClassVar[Words] = Words("…", "…")`, Dutch and English.')
    fates = {name: _fate(cls, name, where) for name in _fields(cls)}
    _check_holders(fates, where)
    _check_placeholders(says, fates, where)
    return fates


def _fields(cls: type[Event]) -> list[str]:
    return [name for name, kind in inspect.get_annotations(cls).items() if "ClassVar" not in str(kind)]


def _fate(cls: type[Event], name: str, where: str) -> Fate:
    declared = cls.__dict__.get(name)
    fate = declared.metadata.get(_FATE) if isinstance(declared, dataclasses.Field) else None
    if fate is None:
        raise TypeError(
            f"{where}.{name} has no fate. Write `{name}: … = plain()` when it says nothing about a person, "
            "`person()` for a reference, `sealed(by=…)` or `until(norm=…)` for a personal value."
        )
    return cast(Fate, fate)


def _check_holders(fates: Mapping[str, Fate], where: str) -> None:
    for name, fate in fates.items():
        if fate.name == "sealed" and (fate.by not in fates or fates[fate.by].secret):
            raise TypeError(
                f"{where}.{name} is sealed by {fate.by!r}, which is no open field of the event. "
                "Name the field that holds the holder's key: a person(), or a plain() UUID of a file or dossier."
            )


def _check_placeholders(says: Words, fates: Mapping[str, Fate], where: str) -> None:
    for name in sorted(says.placeholders - {"actor", "subject"}):
        if name not in fates:
            raise TypeError(
                f"The sentence of {where} uses {{{name}}}, which is no field. Use {{actor}}, {{subject}} or one of: "
                f"{', '.join(fates) or 'no fields yet'}."
            )
        if fates[name].secret:
            raise TypeError(f"The sentence of {where} uses the sealed {{{name}}}. Leave it out: it opens on demand.")

"""The room of keys: what is secret is sealed under its holder's key, and dies with it.

    from vuistregel import keys

    keys.new_holder(board, "person", holder)
    sealed = keys.seal(holder, "bsn", "123456782")
    keys.unseal(holder, "bsn", sealed)
    keys.destroy(holder, why="retention", norm="retention.pupil")

The parts `files`, `spool`, `uploads`, `replay`, `queries` and `ledger` are reached the same way. Names are
looked up on first use, because Django imports this package before its models can be.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from vuistregel.keys import files as files
    from vuistregel.keys import ledger as ledger
    from vuistregel.keys import queries as queries
    from vuistregel.keys import replay as replay
    from vuistregel.keys import spool as spool
    from vuistregel.keys import uploads as uploads
    from vuistregel.keys.boardkeys import problems as problems
    from vuistregel.keys.destruction import complete as complete
    from vuistregel.keys.destruction import destroy as destroy
    from vuistregel.keys.destruction import destroy_many as destroy_many
    from vuistregel.keys.destruction import scrub as scrub
    from vuistregel.keys.errors import KeyDestroyed as KeyDestroyed
    from vuistregel.keys.errors import KeyMissing as KeyMissing
    from vuistregel.keys.errors import KeysError as KeysError
    from vuistregel.keys.errors import Tampered as Tampered
    from vuistregel.keys.holders import is_destroyed as is_destroyed
    from vuistregel.keys.holders import new_holder as new_holder
    from vuistregel.keys.holders import new_holders as new_holders
    from vuistregel.keys.lookup import blind as blind
    from vuistregel.keys.lookup import blind_many as blind_many
    from vuistregel.keys.sealing import seal as seal
    from vuistregel.keys.sealing import seal_many as seal_many
    from vuistregel.keys.sealing import unseal as unseal
    from vuistregel.keys.sealing import unseal_many as unseal_many
    from vuistregel.keys.sealing import unseal_what_remains as unseal_what_remains
    from vuistregel.keys.sweeping import sweep as sweep
    from vuistregel.keys.working import at_work as at_work
    from vuistregel.keys.working import at_work_for_good as at_work_for_good

_HOME: Final = {
    "boardkeys": ("problems",),
    "destruction": ("complete", "destroy", "destroy_many", "scrub"),
    "errors": ("KeyDestroyed", "KeyMissing", "KeysError", "Tampered"),
    "holders": ("is_destroyed", "new_holder", "new_holders"),
    "lookup": ("blind", "blind_many"),
    "sealing": ("seal", "seal_many", "unseal", "unseal_many", "unseal_what_remains"),
    "sweeping": ("sweep",),
    "working": ("at_work", "at_work_for_good"),
}
_PARTS: Final = ("files", "ledger", "queries", "replay", "spool", "uploads")
_WHERE: Final = {name: module for module, names in _HOME.items() for name in names}


def __getattr__(name: str) -> Any:
    if name in _PARTS:
        return import_module(f"{__name__}.{name}")
    if name in _WHERE:
        return getattr(import_module(f"{__name__}.{_WHERE[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")

"""Where other rooms take part in backups without this room knowing them. Register from an AppConfig.ready."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from vuistregel.words import Words

#: Called once a restore stands and destroyed persons are destroyed again, with the moment of the restore and the label
#: of the backup: the log writes a note to its anchors. Whoever raises leaves the restore unfinished, to be run again.
after_restore: list[Callable[[datetime, str], None]] = []

#: Called in a restore drill while the restored copy stands in for both databases of this process; gives what is wrong.
#: Nothing that it writes remains.
drill_checks: list[Callable[[], Sequence[Words]]] = []

"""Backup and restore of the whole house: both databases and the files, sealed, in a folder of the operator's choice.

`data-….vrb` holds the main database and the files, `keys-….vrb` the key store. They are apart because they live for
different times: the norm `key-backup.max-keep` is short, so that a destroyed key is soon gone from every copy;
`backup.max-keep` is longer.
"""

from vuistregel.keys.backup.drilling import Drilled, drill
from vuistregel.keys.backup.hooks import after_restore, drill_checks
from vuistregel.keys.backup.making import Made, make
from vuistregel.keys.backup.restoring import Restored, restore

__all__ = ["Drilled", "Made", "Restored", "after_restore", "drill", "drill_checks", "make", "restore"]

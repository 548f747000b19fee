"""Backup and restore of the whole house: both databases and the files, sealed, in a folder of the operator's choice.

`data-….vrb` holds the main database and the files, `keys-….vrb` the key store. They are apart because they live for
different times: the norm `key-backup.max-keep` is short, so that a destroyed key is soon gone from every copy;
`backup.max-keep` is longer.

`making.make`, `restoring.restore` and `drilling.drill` are the ways in; rooms that take part register in `hooks`.
"""

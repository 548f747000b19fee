"""Names of static files that change with their contents, so that a browser may keep each for a year."""

from __future__ import annotations

from typing import Any

from django.contrib.staticfiles.storage import ManifestStaticFilesStorage


class HashedNames(ManifestStaticFilesStorage):
    """`theme.css` is `theme.1b38f6ac98ee.css` once `serve` has collected the files; before that, and in tests, itself.

    WhiteNoise serves both: the hashed one as immutable, the plain one for a minute.
    """

    def stored_name(self, name: str) -> str:
        known: dict[str, Any] = self.hashed_files
        return str(known.get(self.hash_key(self.clean_name(name)), name))

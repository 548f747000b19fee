"""Column names as people write them, brought to one form."""

from __future__ import annotations

import re
import unicodedata

_BETWEEN = re.compile(r"[^0-9a-z]+")


def plain(header: str) -> str:
    """`"E-mail_Ouder "` → `"e mail ouder"`: small letters, no accents, single spaces."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", header.casefold()) if not unicodedata.combining(c))
    return _BETWEEN.sub(" ", bare).strip()

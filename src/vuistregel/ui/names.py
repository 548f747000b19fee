"""Names on the page: initials in the place of a photo. No Django."""

from __future__ import annotations

import re
from typing import Final

#: The second half of a double name with a prefix: in `Şahin-de Wit` all of `-de Wit` belongs to Şahin.
_SECOND_HALF: Final = re.compile(r"-(?=[^\W\d_A-Z]*\s).*$")


def initials(name: str) -> str:
    """At most two letters: the first of the first name and of the family name.

    Prefixes in lower case (`van der`) do not count: Hanneke van der Tolsma is HT. An empty name gives an empty string.
    """
    parts = [part for part in _SECOND_HALF.sub("", name).split() if part[:1].isalpha()]
    counted = [part for part in parts if not part[0].islower()] or parts
    if not counted:
        return ""
    chosen = [counted[0], counted[-1]] if len(counted) > 1 else [counted[0]]
    return "".join(part[0].upper() for part in chosen)

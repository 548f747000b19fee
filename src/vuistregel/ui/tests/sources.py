"""The templates and style sheets of the whole house, for rules that hold for every room."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

UI: Final = Path(__file__).resolve().parent.parent
HOUSE: Final = UI.parent
STATIC: Final = UI / "static" / "vuistregel"
COMPONENTS: Final = UI / "templates" / "cotton"

#: Plain text mail and letters are no pages.
PAGES: Final = sorted(path for path in HOUSE.glob("*/templates/**/*.html"))
#: The house's own, and those of rooms that draw something nobody else has.
SHEETS: Final = sorted({*STATIC.glob("*.css"), *HOUSE.glob("*/static/*/*.css")})


def name_of(path: Path) -> str:
    return str(path.relative_to(HOUSE))


def without_comments(template: str) -> str:
    template = re.sub(r"{%\s*comment\b.*?endcomment\s*%}", "", template, flags=re.DOTALL)
    return re.sub(r"{#.*?#}", "", template)

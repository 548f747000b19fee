"""Texts as people were shown them: each version a row with its language and hash, never changed afterwards.

text = texts.keep(board=school.board, about="consent.question:12", words=Words(...), day=act.day)
text.in_("en")
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from vuistregel.organisation.models import Board
    from vuistregel.texts.models import ShownText
    from vuistregel.words import Words

__all__ = ["keep", "keep_first", "newest"]


def keep(*, board: Board, about: str, words: Words, day: date) -> ShownText:
    """The version of a text with exactly these words: the newest when it did not change, else a new one.

    `about` says whose text it is, in the words of the room that shows it. Call it inside an action.
    """
    from vuistregel.texts.models import ShownText

    latest = newest(board=board.pk, about=about)
    digest = ShownText.digest_of(words)
    if latest is not None and bytes(latest.digest) == digest:
        return latest
    return ShownText.objects.create(
        board=board,
        about=about,
        version=latest.version + 1 if latest else 1,
        words={"nl": words.nl, "en": words.en},
        digest=digest,
        since=day,
    )


def keep_first(*, board: int, of: Mapping[str, Words], day: date) -> dict[str, ShownText]:
    """The first version of texts that nobody saw before, by what they are about; one statement for all."""
    from vuistregel.texts.models import ShownText

    made = ShownText.objects.bulk_create(
        ShownText(
            board_id=board,
            about=about,
            version=1,
            words={"nl": words.nl, "en": words.en},
            digest=ShownText.digest_of(words),
            since=day,
        )
        for about, words in of.items()
    )
    return {text.about: text for text in made}


def newest(*, board: int, about: str) -> ShownText | None:
    """The version that is shown now; None when there is none yet."""
    from vuistregel.texts.models import ShownText

    return ShownText.objects.filter(board=board, about=about).order_by("-version").first()

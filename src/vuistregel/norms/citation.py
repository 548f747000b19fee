"""Citations of the law, said in Dutch and in English: "AVG artikel 12 lid 3" and "GDPR article 12(3)"."""

from __future__ import annotations

import re
from typing import Final

from vuistregel.words import Words

#: Laws that have a name of their own in English. The others keep the Dutch name, by which they are found.
_ENGLISH: Final = {
    "AVG": "GDPR",
    "AI-verordening": "AI Act",
    "BW": "Dutch Civil Code",
    "Leerplichtwet": "Compulsory Education Act",
}

#: A law's name, then an article: digits, perhaps with a book, a dot, a letter or a range (2:10, 8.17, 34a, 44-49).
_PART: Final = re.compile(r"^(?P<law>[A-Z][^;]*?) (?P<articles>\d{1,3}[a-z]?(?:[.:]\d+[a-z]?)?(?:-\d+)?(?=$|[ ,]).*)$")
#: Laws whose name ends with a year: without this the year would be taken for the article.
_YEAR_IN_NAME: Final = re.compile(r"^(.*(?:WVO|WPO|Archiefwet) (?:2020|2022|1995)) ")
#: A letter behind an article or a member: "lid 1 d", "8 f", "lid 2 a, c", "lid 3 a-b".
_LETTERS: Final = re.compile(r"(?<=[\da-z]) ([a-z](?:-[a-z])?(?:, [a-z](?=,|$))*)(?=,|$)")


def reference(article: str) -> Words:
    """The citation for display; what does not read as law and article stays as it stands."""
    parts = [_part(part.strip()) for part in article.split(";")]
    return Words("; ".join(p.nl for p in parts), "; ".join(p.en for p in parts))


def _part(text: str) -> Words:
    named = _YEAR_IN_NAME.match(text)
    if named:
        law, articles = named.group(1), text[named.end() :]
    else:
        match = _PART.match(text)
        if match is None:
            return Words(text, text)
        law, articles = match.group("law"), match.group("articles")
    dutch = _LETTERS.sub(r" onder \1", articles)
    return Words(f"{law} artikel {dutch}", f"{_ENGLISH.get(law, law)} article {_english(articles)}")


def _english(articles: str) -> str:
    text = _LETTERS.sub(lambda match: re.sub(r"[a-z]", r"(\g<0>)", match.group(1)), articles)
    text = re.sub(r" lid (\d+)-(\d+)", r" lid \1-(\2)", text)
    text = re.sub(r" lid (\d+) en (\d+)", r" lid \1 and (\2)", text)
    text = re.sub(r", lid (\d+)", r", (\1)", text)
    text = re.sub(r" lid (\d+)", r"(\1)", text)
    return text.replace(" jo. ", " with ").replace(" onder ", " no. ")

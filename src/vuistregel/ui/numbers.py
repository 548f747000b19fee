"""Numbers as a person says them: up to twelve in words, thousands with the mark of the language. No Django."""

from __future__ import annotations

from typing import Final

from vuistregel.words import Words

#: Beyond twelve the figure reads faster than the word.
LARGEST_WORD: Final = 12

_NL: Final = ("nul", "één", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen", "tien", "elf", "twaalf")
_EN: Final = (
    "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
)  # fmt: skip


def figures(number: int) -> Words:
    """The number in figures: 1.104 in Dutch, 1,104 in English."""
    english = f"{number:,}"
    return Words(english.replace(",", "."), english)


def in_words(number: int) -> Words:
    """`vijf` / `five` up to twelve, beyond that in figures. Nothing is `geen` / `no`, as one says before a thing."""
    if number == 0:
        return Words("geen", "no")
    if 0 < number <= LARGEST_WORD:
        return Words(_NL[number], _EN[number])
    return figures(number)


def out_of(number: int, total: int) -> Words:
    """`vijf van de acht` / `five of the eight`; in figures when one of the two is large, and of one thing."""
    if number > LARGEST_WORD or total > LARGEST_WORD or total == 1:
        few, all_ = figures(number), figures(total)
    else:
        few = in_words(number) if number else Words("geen", "none")
        all_ = in_words(total) if total else Words("nul", "zero")
    return Words("{few} van de {all}", "{few} of the {all}").with_(few=few, all=all_)


def share(number: int, total: int, one: Words, many: Words) -> Words:
    """A sentence about a part of a whole, in which both may hold `{k}`: `Eén van de vijf gezinnen staat erop.`

    None and one take the same verb.
    """
    return sentence((one if number <= 1 else many).with_(k=out_of(number, total)))


def counted(number: int, one: Words, many: Words) -> Words:
    """A number with its noun: `1 ding klopt nog niet`, `3 dingen kloppen nog niet`.

    Both sentences may hold `{number}` (figures) or `{words}` (a word up to twelve).
    """
    sentence = one if number == 1 else many
    values = {"number": figures(number), "words": in_words(number)}
    return sentence.with_(**{name: values[name] for name in sentence.placeholders})


def capital(text: str) -> str:
    """The sentence with a capital at its start; a Dutch capital carries no accent (`één` becomes `Eén`)."""
    if text.startswith("één"):
        return "Eén" + text[3:]
    return text[:1].upper() + text[1:]


def sentence(words: Words) -> Words:
    """Words as the start of a sentence, in both languages."""
    return Words(capital(words.nl), capital(words.en))

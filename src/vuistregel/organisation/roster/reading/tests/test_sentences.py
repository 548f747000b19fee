"""The reader speaks both languages completely, and in one voice."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from vuistregel.organisation.roster import reading
from vuistregel.organisation.roster.reading.problems import problem
from vuistregel.organisation.roster.reading.reasons import FIELDS
from vuistregel.organisation.roster.reading.sentences import SENTENCES

SOURCE = "\n".join(path.read_text() for path in Path(reading.__file__).parent.glob("*.py") if path.stem != "sentences")


def test_every_sentence_is_used_and_every_used_code_has_a_sentence():
    used = set(re.findall(r'"((?:' + "|".join({code.split(".")[0] for code in SENTENCES}) + r')\.[a-z_]+)"', SOURCE))
    used |= {"number.bsn", "number.onderwijsnummer"}

    assert used - {"oneroster.version"} == set(SENTENCES)


@pytest.mark.parametrize("code", sorted(SENTENCES))
def test_sentences_are_short_and_end(code):
    for text in (SENTENCES[code].nl, SENTENCES[code].en):
        assert text.endswith(".")
        assert all(len(sentence.split()) <= 18 for sentence in re.split(r"[.?!] ", text)), text


def test_what_comes_out_of_the_file_cannot_break_the_sentence():
    found = problem("group.unknown", group="{count}\n\u202eevil" + "x" * 500, count=2)

    assert "\n" not in found.words.nl
    assert "\u202e" not in found.words.nl
    assert len(found.words.nl) < 150


def test_every_field_that_stays_out_has_a_label_and_a_reason_in_both_languages():
    for label, reason in FIELDS.values():
        assert label.nl
        assert reason.nl != reason.en

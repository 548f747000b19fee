"""The norms that this version carries: complete for a reader, with the figures that the law has."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from vuistregel import norms
from vuistregel.norms.load import DATA
from vuistregel.norms.model import Kind, Norm, Verification
from vuistregel.norms.units import Unit

ALL = norms.book().norms
AMOUNTS = [n for n in ALL if n.unit.is_amount and n.value and n.unit not in (Unit.EUR, Unit.ITEMS)]

#: What the rooms of the foundation ask of the norms by name.
HOUSE = {
    "roster.max-age": 14, "roster.departed.share": 50, "roster.departed.few": 10,
    "backup.max-age": 2, "restore-drill.max-age": 12, "log.verify.max-age": 2,
    "log.anchor.max-age": 2, "key-backup.max-keep": 30, "backup.max-keep": 90, "spool.term": 7,
    "access.leaver.close": 0, "signin.link.term": 15, "signin.invitation.term": 30,
    "signin.session.idle.staff": 60, "signin.session.absolute.staff": 12, "signin.session.idle.guardian": 30,
    "signin.attempts.max": 5, "signin.attempts.max-network": 100, "signin.lockout": 15, "password.min-length": 12,
    "informed.term": 14,
    "outbox.retry.max": 8, "schoolyear.start": "08-01",
}  # fmt: skip
RULES = (
    "roster.departed.confirm", "authority.confirm", "authority.reachable", "access.need-to-know",
    "access.whole-administration", "access.log-reads", "access.second-factor", "restriction.respected",
    "informed.16", "informed.12", "minimisation.fields", "transparency.regulation-link", "organisation.contacts",
    "evidence.append-only", "age.strict-on-request",
)  # fmt: skip


def row(norm: Norm) -> str:
    return f"{norm.place}-{norm.id}"


def test_the_shipped_norms_load_without_a_fault() -> None:
    assert len(ALL) >= 194
    assert re.fullmatch(r"\d{4}\.\d{2}-[0-9a-f]{8}", norms.release())


def test_a_lawyer_finds_every_file_short_enough_to_read() -> None:
    too_long = [p.name for p in DATA.glob("*.yaml") if len(p.read_text(encoding="utf-8").splitlines()) > 400]
    assert too_long == []


@pytest.mark.parametrize("norm", ALL, ids=row)
def test_each_row_speaks_both_languages_and_ends_its_sentences(norm: Norm) -> None:
    for words in (norm.text, *([norm.note] if norm.note else [])):
        assert words.nl != words.en
        assert words.nl.endswith(".")
        assert words.en.endswith(".")
    assert len(norm.text.nl.split()) <= 60


@pytest.mark.parametrize("norm", AMOUNTS, ids=row)
def test_the_sentence_that_a_reader_sees_names_the_figure(norm: Norm) -> None:
    once = {1: (r"een|één|1|jaar", r"one|once|1|year")}
    nl, en = once.get(norm.amount, (str(norm.amount), str(norm.amount)))
    assert re.search(rf"\b(?:{nl})\b", norm.text.nl)
    assert re.search(rf"\b(?:{en})\b", norm.text.en)


def test_what_was_not_fully_looked_up_shows_as_not_verified() -> None:
    unverified = {n.id for n in ALL if not n.verified}
    assert {"pseudonym.eck", "uavg.amendment", "retention.consent-proof"} <= unverified
    assert all(norms.as_json(n)["verified"] is (n.verification is Verification.VERIFIED) for n in ALL)


@pytest.mark.parametrize(("id_", "value"), HOUSE.items())
def test_the_house_promises_what_its_rooms_check(id_: str, value: object) -> None:
    norm = norms.on(date(2026, 11, 23))[id_]
    assert norm.value == value
    assert norm.kind is Kind.HOUSE


def test_the_rules_of_the_house_hold_today() -> None:
    today = norms.on(date(2026, 11, 23), sector="po")
    assert [id_ for id_ in RULES if id_ not in today] == []


@pytest.mark.handbook("T31")
def test_a_school_year_begins_on_the_first_of_august() -> None:
    assert norms.on(date(2026, 11, 23)).value("schoolyear.start") == "08-01"


@pytest.mark.handbook("T36")
def test_the_three_classes_are_the_handbooks_and_no_laws() -> None:
    classes = norms.on(date(2026, 11, 23))["security.classes"]
    assert classes.value == ("public", "sensitive", "very sensitive")
    assert classes.kind is Kind.HOUSE
    assert classes.sources == ("HB",)


def test_where_handbook_and_law_differ_is_told_in_both_languages_and_since_when() -> None:
    differences = {d.key: d for d in norms.differences()}
    assert len(differences) == 12
    assert differences["age-12"].since == date(2026, 9, 1)
    assert differences["term"].norms == ("dsr.term", "dsr.extension", "dsr.access.term")
    assert all(d.handbook.nl.endswith(".") and d.today.en.endswith(".") for d in differences.values())


def test_a_norm_that_nobody_checked_for_a_year_is_stale() -> None:
    book = norms.book()
    from_memory = {n.id for n in book.stale(date(2026, 11, 24))}
    assert from_memory == {"retention.rejected-enrolment", "retention.consent-proof", "retention.breach-register"}
    assert len(book.stale(date(2027, 12, 1))) == len(book.in_force(date(2027, 12, 1)))


def test_the_release_changes_with_any_word_of_the_files(tmp_path: Path) -> None:
    for path in DATA.glob("*.yaml"):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    assert norms.NormBook(tmp_path).release == norms.release()
    ages = tmp_path / "ages.yaml"
    ages.write_text(ages.read_text(encoding="utf-8") + "\n# nagelezen\n", encoding="utf-8")
    assert norms.NormBook(tmp_path).release != norms.release()


def test_only_a_law_has_one_name_for_both_languages() -> None:
    same = [s.title.nl for s in norms.book().sources.values() if s.title.nl == s.title.en]
    assert [
        name for name in same if not re.match(r"Wet |Besluit |Vrijstellingsbesluit |Algemene termijnenwet", name)
    ] == []

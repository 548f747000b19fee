"""How a norm is cited, said, compared and handed out as data."""

from __future__ import annotations

import json
from datetime import date

import pytest

from vuistregel import norms
from vuistregel.norms.citation import reference
from vuistregel.norms.compare import then_and_now
from vuistregel.norms.units import Unit, said

THEN, NOW = date(2016, 3, 1), date(2026, 11, 23)


@pytest.mark.parametrize(
    ("article", "nl", "en"),
    [
        ("AVG 12 lid 3", "AVG artikel 12 lid 3", "GDPR article 12(3)"),
        ("AVG 18 lid 1 d", "AVG artikel 18 lid 1 onder d", "GDPR article 18(1)(d)"),
        ("AVG 21 lid 2-3", "AVG artikel 21 lid 2-3", "GDPR article 21(2)-(3)"),
        ("AVG 12 lid 3 jo. 15; UAVG 34", "AVG artikel 12 lid 3 jo. 15; UAVG artikel 34",
         "GDPR article 12(3) with 15; UAVG article 34"),
        ("WVO 2020 8.17 lid 5", "WVO 2020 artikel 8.17 lid 5", "WVO 2020 article 8.17(5)"),
        ("BW 1:253i lid 1", "BW artikel 1:253i lid 1", "Dutch Civil Code article 1:253i(1)"),
        ("UAVG 22 lid 2 a, c, 27", "UAVG artikel 22 lid 2 onder a, c, 27", "UAVG article 22(2)(a), (c), 27"),
        ("UAVG 5 lid 1 en 4", "UAVG artikel 5 lid 1 en 4", "UAVG article 5(1) and (4)"),
        ("belofte van het huis", "belofte van het huis", "belofte van het huis"),
    ],
)  # fmt: skip
def test_a_citation_reads_as_lawyers_write_it(article: str, nl: str, en: str) -> None:
    assert (reference(article).nl, reference(article).en) == (nl, en)


def test_no_citation_leaves_dutch_in_the_english_text() -> None:
    dutch = [n.reference.en for n in norms.book().norms if " lid " in n.reference.en or "artikel" in n.reference.en]
    assert dutch == []


@pytest.mark.parametrize(
    ("value", "unit", "nl", "en"),
    [
        (1, Unit.WEEKS, "1 week", "1 week"),
        (4, Unit.WEEKS, "4 weken", "4 weeks"),
        (22.5, Unit.EUR, "22,50 euro", "22.50 euros"),
        (5.0, Unit.EUR, "5 euro", "5 euros"),
        (20_000_000, Unit.EUR, "20.000.000 euro", "20,000,000 euros"),
        (True, Unit.BOOL, "ja", "yes"),
        (8, Unit.ITEMS, "8", "8"),
        ("03-24", Unit.MONTH_DAY, "24 maart", "24 March"),
        ("01-10..01-31", Unit.MONTH_DAY, "10 januari tot en met 31 januari", "10 January to 31 January"),
    ],
)
def test_a_value_is_said_in_words(value: norms.Value, unit: Unit, nl: str, en: str) -> None:
    words = said(value, unit)
    assert words is not None
    assert (words.nl, words.en) == (nl, en)


def test_a_rule_is_said_by_its_own_text() -> None:
    rule = norms.on(NOW)["authority.confirm"]
    assert rule.display == rule.text


def test_json_has_exactly_the_promised_keys() -> None:
    data = norms.as_json(norms.on(NOW, sector="vo")["transfer.vo.consent"])
    assert data == {
        "id": "transfer.vo.consent",
        "value": True,
        "unit": "bool",
        "scope": ["vo"],
        "kind": "house",
        "regime": "house",
        "valid_from": None,
        "valid_to": None,
        "article": "handboek (belofte van het huis)",
        "sources": ["HB"],
        "verified": True,
    }


def test_every_row_can_be_handed_out_as_json() -> None:
    rows = [norms.as_json(n) for n in norms.book().norms]
    assert json.loads(json.dumps(rows)) == rows


def test_a_listing_of_a_day_holds_every_sector_and_refuses_an_unknown_id() -> None:
    found = norms.book().in_force(NOW, "duo.count-date")
    assert {n.scope.sectors for n in found} == {("po",), ("vo",)}
    with pytest.raises(norms.NormUnknown):
        norms.book().in_force(NOW, "duo.count-data")


def test_then_and_now_stand_side_by_side() -> None:
    pairs = {pair.id: pair for pair in then_and_now(norms.book(), THEN, NOW)}
    assert [n.display.nl for n in pairs["dsr.access.term"].then] == ["4 weken"]
    assert [n.display.nl for n in pairs["dsr.access.term"].now] == ["1 maand"]
    assert pairs["dsr.access.term"].changed
    assert pairs["age.withdraw-self"].then == ()
    assert pairs["age.withdraw-self"].changed
    assert not pairs["age.majority"].changed
    assert "breach.notify-authority.term.proposal" in pairs


def test_then_and_now_of_one_sector_leaves_the_others_out() -> None:
    pairs = {pair.id: pair for pair in then_and_now(norms.book(), THEN, NOW, sector="po")}
    assert [n.value for n in pairs["duo.count-date"].now] == ["02-01"]
    assert "transfer.vo.consent" not in pairs


def test_pairs_follow_the_order_of_the_shelves() -> None:
    order = {shelf.key: shelf.order for shelf in norms.book().shelves}
    places = [order[pair.shelf] for pair in then_and_now(norms.book(), THEN, NOW)]
    assert places == sorted(places)

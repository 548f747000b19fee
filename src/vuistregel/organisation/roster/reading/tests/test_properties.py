"""What is written comes back, and no bytes whatever make the reader raise."""

from __future__ import annotations

from datetime import date
from functools import partial
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from vuistregel.organisation.roster.reading import RosterGroup, read, recognise
from vuistregel.organisation.roster.reading.cleaning import looks_double_encoded, tidy
from vuistregel.organisation.roster.reading.tests.rows import (
    BSN,
    SCHOOL,
    a_group,
    a_guardian,
    a_member,
    a_pupil,
    edexml,
    walked,
)
from vuistregel.organisation.roster.reading.tests.test_oso import carer, dossier
from vuistregel.organisation.roster.writing import (
    write_contacts_csv,
    write_contacts_xlsx,
    write_edexml,
    write_oneroster,
    write_roster_csv,
    write_roster_xlsx,
)

OFTEN = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
ROUND = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])

_letters = st.characters(exclude_categories=["C", "Z"], exclude_characters=",;|\ufffd")
_words = st.lists(st.text(_letters, min_size=1, max_size=12), min_size=1, max_size=3).map(lambda p: tidy(" ".join(p)))
texts = _words.filter(lambda text: text and not looks_double_encoded(text))
maybe = st.one_of(st.just(""), texts)
days = st.dates(date(1990, 1, 1), date(2030, 12, 31))
keys = st.lists(texts, min_size=1, max_size=4, unique=True)


@st.composite
def rosters(draw, *, one_name: bool = False):
    """Groups, pupils, staff and guardians that refer to each other. `one_name` leaves out what OneRoster cannot say."""
    groups = [
        RosterGroup(key, draw(texts), draw(st.sampled_from(["1", "8", "11", "H"])), draw(st.booleans()))
        for key in draw(keys)
    ]
    groups = [g if one_name or not g.composite else RosterGroup(g.key, g.name, "", True) for g in groups]
    composite = {g.key: g.composite for g in groups}
    of_groups = st.lists(st.sampled_from(sorted(composite)), unique=True, max_size=3).map(
        lambda chosen: tuple(sorted(chosen, key=lambda key: (composite[key], key)))
    )
    own = {"initials": st.just(""), "call_name": st.just(""), "prefix": st.just("van der")} if one_name else {}
    more = {} if one_name else {"arrived": st.none() | st.just(date(2020, 8, 1)), "departed": st.none()}
    pupil_keys = draw(keys)
    pupils = [
        draw(
            st.builds(
                a_pupil,
                st.just(key),
                given_name=maybe,
                family_name=texts,
                initials=own.get("initials", maybe),
                call_name=own.get("call_name", maybe),
                prefix=own.get("prefix", maybe),
                birth_date=st.none() | days,
                group_keys=of_groups,
                username=maybe,
                **more,
            )
        )
        for key in pupil_keys
    ]
    staff = [
        draw(
            st.builds(
                a_member,
                st.just(f"staff {key}"),
                family_name=texts,
                given_name=maybe if not one_name else texts,
                call_name=own.get("call_name", maybe),
                group_keys=of_groups,
                roles=st.just(("teacher",)) if one_name else st.just(("LRK", "IB")),
            )
        )
        for key in draw(keys)
    ]
    guardians = [
        draw(
            st.builds(
                a_guardian,
                st.just(f"guardian {key}"),
                pupil_keys=st.sampled_from(pupil_keys).map(lambda chosen: (chosen,)),
                given_name=maybe,
                family_name=texts,
                relation=st.just("parent") if one_name else maybe,
                authority=st.just("unknown") if one_name else st.sampled_from(["yes", "no", "unknown"]),
                phone=st.just("") if one_name else maybe,
            )
        )
        for key in draw(keys)
    ]
    return groups, pupils, staff, guardians


def by_key(rows):
    return sorted(rows, key=lambda row: (type(row).__name__, row.key))


@ROUND
@given(rosters())
def test_edexml_comes_back(tmp_path, roster):
    groups, pupils, staff, _ = roster
    path = tmp_path / "r"
    write_edexml(path, SCHOOL, groups, pupils, staff)

    rows, reading = walked(path)

    assert reading.problems == []
    assert rows == [*groups, *pupils, *staff]


@ROUND
@given(rosters(one_name=True), st.sampled_from(["1.1", "1.2"]))
def test_oneroster_comes_back(tmp_path, roster, version):
    groups, pupils, staff, guardians = roster
    path = tmp_path / "r"
    write_oneroster(path, SCHOOL, groups, pupils, staff, guardians, version=version)

    rows, reading = walked(path)

    assert reading.problems == []
    assert by_key(rows) == by_key([*groups, *pupils, *staff, *guardians])


@ROUND
@given(rosters(), st.sampled_from([write_roster_xlsx, write_roster_csv, partial(write_roster_csv, encoding="utf-16")]))
def test_tables_of_pupils_come_back(tmp_path, roster, write):
    _, pupils, staff, _ = roster
    staff = [a_member(m.key, family_name=m.family_name, roles=(), role_text="leerkracht") for m in staff]
    path = tmp_path / "r"
    write(path, pupils, staff)

    rows, reading = walked(path)

    assert reading.problems == []
    named = {key for row in (*pupils, *staff) for key in row.group_keys}
    assert by_key(rows) == by_key([*(RosterGroup(key, key) for key in named), *pupils, *staff])


@ROUND
@given(
    rosters(), st.sampled_from([write_contacts_csv, write_contacts_xlsx, partial(write_contacts_csv, delimiter=";")])
)
def test_contacts_come_back(tmp_path, roster, write):
    path = tmp_path / "r"
    write(path, roster[3])

    rows, reading = walked(path)

    assert reading.problems == []
    assert rows == roster[3]


def test_the_same_rows_make_the_same_bytes(tmp_path):
    for name in ("a", "b"):
        write_oneroster(tmp_path / f"{name}.zip", SCHOOL, [a_group()], [a_pupil()], [a_member()], [a_guardian()])
        write_contacts_xlsx(tmp_path / f"{name}.xlsx", [a_guardian()])

    for ending in ("zip", "xlsx"):
        assert (tmp_path / f"a.{ending}").read_bytes() == (tmp_path / f"b.{ending}").read_bytes()


@pytest.fixture(scope="module")
def good_files(tmp_path_factory) -> dict[str, bytes]:
    folder = tmp_path_factory.mktemp("good")
    pupils = [a_pupil(str(n), legal_number=BSN if not n else None) for n in range(4)]
    write_edexml(folder / "edexml", SCHOOL, [a_group()], pupils, [a_member()], locations={"A": "Noord"})
    write_edexml(folder / "utf-16", SCHOOL, [a_group()], pupils, encoding="UTF-16")
    write_oneroster(folder / "oneroster", SCHOOL, [a_group()], pupils, [a_member()], [a_guardian()], version="1.2")
    write_contacts_csv(folder / "contacts", [a_guardian()])
    write_roster_xlsx(folder / "xlsx", pupils, [a_member()])
    write_roster_csv(folder / "csv", pupils, [a_member()])
    (folder / "oso").write_bytes(dossier(carer()))
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def never_raises(path: Path) -> None:
    recognise(path)
    reading = read(path, numbers=True, phones=True, expected_brin="99ZZ", today=date(2026, 11, 23))
    rows = list(reading.rows())
    assert rows or reading.problems
    for problem in (*reading.problems, *reading.warnings):
        assert problem.sentence.nl
        assert problem.sentence.en


@pytest.mark.parametrize("name", ["edexml", "utf-16", "oneroster", "contacts", "xlsx", "csv", "oso"])
@OFTEN
@given(data=st.data())
def test_a_damaged_file_gives_problems_and_no_exception(tmp_path, good_files, name, data):
    damaged = bytearray(good_files[name])
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, len(damaged) - 1))
        match data.draw(st.sampled_from(["flip", "cut", "put", "double", "end"])):
            case "flip":
                damaged[at] = data.draw(st.integers(0, 255))
            case "cut":
                del damaged[at : at + data.draw(st.integers(1, 40))]
            case "put":
                damaged[at:at] = data.draw(st.binary(min_size=1, max_size=20))
            case "double":
                damaged[at:at] = damaged[at : at + data.draw(st.integers(1, 200))]
            case _:
                del damaged[at:]
        if not damaged:
            break
    path = tmp_path / "damaged"
    path.write_bytes(damaged)

    never_raises(path)


@OFTEN
@given(st.binary(max_size=400), st.sampled_from([b"", b"PK\x03\x04", b"<EDEX>", b"\xff\xfe", b"pupil_key;authority\n"]))
def test_any_bytes_give_problems_and_no_exception(tmp_path, noise, start):
    path = tmp_path / "noise"
    path.write_bytes(start + noise)

    never_raises(path)


@OFTEN
@given(st.text(max_size=200))
def test_any_text_in_a_field_is_kept_tidy_or_is_a_problem(tmp_path, text):
    path = tmp_path / "text"
    shown = "".join(f"&#{ord(c)};" for c in text if ord(c) not in range(0xD800, 0xE000))
    path.write_bytes(edexml(f"<leerlingen><leerling key='1'><roepnaam>{shown}</roepnaam></leerling></leerlingen>"))

    reading = read(path)
    for row in reading.rows():
        assert row.call_name == tidy(row.call_name)
        assert row.call_name.isprintable() or reading.problems or not row.call_name.isascii()

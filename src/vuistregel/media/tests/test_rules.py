"""May this be published: the rule, without a database."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vuistregel.consent.rules import CONSENTED, NO_ANSWER, NOT_GIVEN, Audience
from vuistregel.decisions import Outcome, no, yes
from vuistregel.media.rules import RESTRICTED, Kind, Pictured, Planned, may_publish, names_in

GIVEN = yes(CONSENTED)


def somebody(key: str = "1", **fields: object) -> Pictured:
    return Pictured(key, f"Kind {key}", **{"consent": GIVEN, **fields})  # type: ignore[arg-type]


def plan(*people: Pictured, kind: Kind = Kind.GROUP, audience: Audience = Audience.PUBLIC, **fields: object) -> Planned:
    return Planned(kind, audience, people, **fields)  # type: ignore[arg-type]


def norms_of(planned: Planned, frank: bool = False) -> set[str | None]:
    decision = may_publish(planned, frank=frank)
    return set() if decision else {r.norm for r in decision.reasons}


@pytest.mark.handbook("S48", "R7.11", "R7.1")
def test_one_pupil_without_consent_blocks_the_whole_group_photo_and_is_named() -> None:
    decision = may_publish(plan(somebody(), somebody("2", consent=no(NO_ANSWER))), frank=False)
    assert decision.outcome is Outcome.NO
    assert [r.about for r in decision.reasons] == ["2"]


@pytest.mark.handbook("R8.10", "S50", "T04")
def test_a_portrait_is_refused_in_public_and_allowed_on_a_closed_page() -> None:
    assert norms_of(plan(somebody(), kind=Kind.PORTRAIT)) == {"publication.group-only"}
    assert not norms_of(plan(somebody(), kind=Kind.PORTRAIT, audience=Audience.CLASS))
    assert not norms_of(plan(somebody(), kind=Kind.GROUP))


@pytest.mark.handbook("R8.10")
def test_a_group_photo_that_shows_one_human_being_is_a_portrait() -> None:
    assert norms_of(plan(somebody(), in_sight=1)) == {"publication.group-only"}
    assert not norms_of(plan(somebody(), in_sight=1, audience=Audience.CLASS))
    assert not norms_of(plan(somebody(for_this_use=True), in_sight=1, exception="Op haar eigen verzoek."))
    assert not norms_of(plan(somebody(), somebody("2", covered=True), in_sight=2))


@pytest.mark.handbook("R8.10")
def test_while_nobody_knows_how_many_a_group_photo_shows_one_name_gives_advice_and_no_refusal() -> None:
    one = may_publish(plan(somebody()), frank=False)
    assert one
    assert [r.binding for r in one.reasons if r.norm == "publication.group-only"] == [False]
    for known in (plan(somebody(), somebody("2")), plan(somebody(), in_sight=4), plan(somebody(), kind=Kind.VIDEO)):
        assert "publication.group-only" not in may_publish(known, frank=False).norms


@pytest.mark.handbook("T04")
def test_a_recorded_exception_still_asks_consent_for_this_very_portrait() -> None:
    portrait = {"kind": Kind.PORTRAIT, "exception": "Op verzoek van de leerling, voor de open dag."}
    assert norms_of(plan(somebody(), **portrait)) == {"publication.group-only"}  # type: ignore[arg-type]
    assert not norms_of(plan(somebody(for_this_use=True), **portrait))  # type: ignore[arg-type]


@pytest.mark.handbook("R8.12", "S50")
def test_a_name_with_a_photo_is_refused_everywhere() -> None:
    for audience in Audience:
        assert norms_of(plan(somebody(), audience=audience, names=("Bram",))) == {"publication.no-name"}


@pytest.mark.handbook("S79", "S09", "T33", "T03")
def test_a_name_without_a_photo_is_allowed_with_advice_and_refused_beside_one() -> None:
    alone = may_publish(plan(somebody(), kind=Kind.INFORMATION), frank=False)
    assert alone
    assert "publication.limited-groups" in alone.norms
    assert norms_of(plan(somebody(), kind=Kind.INFORMATION, with_photo=True)) == {"publication.no-name"}


@pytest.mark.handbook("S65")
def test_who_may_not_be_found_reads_like_no_consent_for_whoever_may_not_know() -> None:
    without = may_publish(plan(somebody(consent=no(NOT_GIVEN))), frank=False)
    for hidden in (somebody(restricted=True), somebody(raised=True)):
        assert may_publish(plan(hidden), frank=False) == without
    frank = may_publish(plan(somebody(restricted=True)), frank=True)
    assert frank.reasons[0].text == RESTRICTED.text


def test_nobody_chosen_cannot_be_judged_and_a_face_without_a_name_neither() -> None:
    assert may_publish(plan(), frank=False).outcome is Outcome.CANNOT_SAY
    assert may_publish(plan(nobody=True), frank=False)
    assert may_publish(plan(somebody(), untagged=2), frank=False).outcome is Outcome.CANNOT_SAY


def test_a_covered_face_is_not_recognisable() -> None:
    assert may_publish(plan(somebody(), somebody("2", consent=no(NOT_GIVEN), covered=True)), frank=False)
    assert may_publish(plan(somebody(consent=no(NOT_GIVEN), covered=True)), frank=False)


@given(
    st.lists(st.tuples(st.booleans(), st.booleans(), st.booleans(), st.booleans()), min_size=1, max_size=6),
    st.sampled_from(list(Kind)),
    st.sampled_from(list(Audience)),
    st.booleans(),
)
def test_never_a_yes_with_somebody_recognisable_who_did_not_consent(
    people: list[tuple[bool, bool, bool, bool]], kind: Kind, audience: Audience, frank: bool
) -> None:
    pictured = [
        somebody(str(n), consent=GIVEN if ok else no(NOT_GIVEN), restricted=restricted, raised=up, covered=covered)
        for n, (ok, restricted, up, covered) in enumerate(people)
    ]
    decision = may_publish(plan(*pictured, kind=kind, audience=audience), frank=frank)
    if decision:
        assert all(p.covered or (p.consent and not p.restricted and not p.raised) for p in pictured)
    assert decision.outcome == may_publish(plan(*pictured, kind=kind, audience=audience), frank=not frank).outcome


@pytest.mark.handbook("R8.12")
@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Bram wint het damtoernooi!", ("Bram",)),
        ("Groep 5 wint het damtoernooi", ()),
        ("De bramen zijn rijp", ()),
        ("BRAM was er ook", ("BRAM",)),
        ("Brams beker en Zoë's taart", ("Brams", "Zoë's")),
        ("zoe", ("zoe",)),
        ("bram_de_vries-zaal.jpg", ("bram",)),
        ("Anne-Fleur", ("Anne-Fleur",)),
        ("Fleur", ("Fleur",)),
        ("", ()),
    ],
)
def test_names_are_found_as_words_of_their_own(text: str, found: tuple[str, ...]) -> None:
    assert names_in(text, ["Bram", "Zoë", "Anne-Fleur", "Fleur", "J"]) == found


@given(st.text(max_size=200))
def test_only_what_stands_in_the_text_is_found(text: str) -> None:
    assert all(name in text for name in names_in(text, ["Bram", "Zoë", "an"]))


@given(st.sampled_from(["Bram", "Zoë", "Łukasz", "Ömer"]), st.sampled_from(["{}", "met {}!", "({})", "{}, Yara"]))
def test_a_name_is_found_wherever_it_stands(name: str, frame: str) -> None:
    assert names_in(frame.format(name), [name]) == (name,)

"""An event that leaves something open does not import, and the message says how to mend it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

import pytest

from vuistregel.evidence import Event, person, plain, sealed, until
from vuistregel.evidence.declaration import kinds
from vuistregel.evidence.system_checks import kinds_are_complete
from vuistregel.evidence.tests.support import GroupRenamed, NoteTaken
from vuistregel.words import LANGUAGES, Words, same

SAYS = Words("{actor} deed het.", "{actor} did it.")


def declare(**members: object) -> type:
    annotations = members.pop("annotations", {})
    body = {"__module__": __name__, "__qualname__": "Draft", "__annotations__": annotations, **members}
    return type("Draft", (Event,), body)


def refusal(**members: object) -> str:
    with pytest.raises(TypeError) as refused:
        declare(**members)
    return str(refused.value)


def test_an_event_without_a_kind_does_not_import():
    assert "no kind" in refusal(says=SAYS)
    assert "dotted" in refusal(kind="Groups", says=SAYS)


def test_two_events_cannot_have_one_kind():
    message = refusal(kind=GroupRenamed.kind, says=SAYS)

    assert "GroupRenamed" in message
    assert "of its own" in message


def test_an_event_without_a_sentence_does_not_import():
    assert "Dutch and English" in refusal(kind="tests.silent", says="{actor} did it.")


def test_a_field_without_a_fate_does_not_import():
    message = refusal(kind="tests.open", says=SAYS, annotations={"name": str}, name="")

    assert "Draft.name has no fate" in message
    assert "sealed(by=" in message


def test_a_sentence_cannot_use_what_is_no_field():
    message = refusal(
        kind="tests.unknown",
        says=Words("{actor} zag {pupill}.", "{actor} saw {pupill}."),
        annotations={"pupil": UUID},
        pupil=person(),
    )

    assert "{pupill}" in message
    assert "pupil" in message


@pytest.mark.parametrize("secret", [sealed(by="pupil"), until(norm="x.y")])
def test_a_sentence_cannot_use_what_is_sealed(secret):
    message = refusal(
        kind="tests.telling",
        says=Words("{actor}: {note}", "{actor}: {note}"),
        annotations={"pupil": UUID, "note": str},
        pupil=person(),
        note=secret,
    )

    assert "sealed" in message


def test_a_sealed_field_names_the_field_that_holds_its_key():
    message = refusal(kind="tests.ownerless", says=SAYS, annotations={"note": str}, note=sealed(by="pupil"))

    assert "'pupil'" in message


def test_one_event_does_not_inherit_from_another():
    with pytest.raises(TypeError, match="Derive it from Event"):

        class Renamed(GroupRenamed):
            kind: ClassVar[str] = "tests.renamed_again"


def test_nothing_that_was_refused_is_registered():
    assert "tests.open" not in kinds()


def test_an_event_that_can_still_be_changed_is_named_at_start():
    @dataclass(kw_only=True)
    class Loose(Event):
        """Not frozen."""

        kind: ClassVar[str] = "tests.loose"
        says: ClassVar[Words] = SAYS
        name: str = plain()

    try:
        assert [error.obj for error in kinds_are_complete()] == [Loose]
    finally:
        from vuistregel.evidence import declaration

        del declaration._REGISTRY["tests.loose"]


def test_a_term_that_is_no_norm_is_named_at_start():
    kind = declare(kind="tests.endless", says=SAYS, annotations={"note": str}, note=until(norm="no.such-norm"))

    try:
        assert "evidence.E002" in [error.id for error in kinds_are_complete() if error.obj is kind]
    finally:
        from vuistregel.evidence import declaration

        del declaration._REGISTRY["tests.endless"]


def test_slots_do_not_make_an_event_its_own_double():
    @dataclass(frozen=True, kw_only=True, slots=True)
    class Slotted(Event):
        """dataclass(slots=True) makes the class twice."""

        kind: ClassVar[str] = "tests.slotted"
        says: ClassVar[Words] = SAYS
        name: str = plain()

    assert kinds()["tests.slotted"] is Slotted
    assert Slotted.fates["name"].name == "plain"


@pytest.mark.parametrize("kind", sorted(kinds()))
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_of_event_in_the_house_renders_in_both_languages(kind, language):
    from vuistregel.evidence.sentences import outline, sentence
    from vuistregel.evidence.values import canonical, to_plain

    example = kinds()[kind].example()
    data = {n: to_plain(getattr(example, n), n) for n, f in example.fates.items() if not f.secret}

    told = sentence(
        kind, data, actor=("person", UUID(int=7).hex), persons=[UUID(int=7)], known={UUID(int=7): same("Jo")}
    )

    assert canonical(data)
    text = told.in_(language)
    assert text.endswith((".", "?", "!")), text
    assert "{" not in text
    assert "None" not in text
    assert UUID(int=7).hex not in text
    assert outline(kind).in_(language)


def test_the_default_example_fits_the_types():
    assert NoteTaken.example() == NoteTaken(pupil=UUID(int=7), note="voorbeeld", caller="voorbeeld")

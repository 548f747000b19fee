"""A board's own value for a norm: stricter is welcome, looser is refused with the reason."""

from __future__ import annotations

from dataclasses import replace

from vuistregel.decisions import Decision, Reason, no, yes
from vuistregel.norms.model import Kind, Norm, Regime, Verification
from vuistregel.norms.strictness import at_least_as_strict
from vuistregel.norms.units import Unit, Value, said
from vuistregel.words import Words, same

_BOARD = Regime("board", Words("keuze van het bestuur", "choice of the board"), Kind.HOUSE, computes=True)

_ACCEPTED = Words(
    "{chosen} beschermt minstens zo goed als {norm}: {value}.", "{chosen} protects at least as well as {norm}: {value}."
)
_LOOSER = Words(
    "{chosen} is ruimer dan {norm}: {value}. Een bestuur mag alleen strenger zijn.",
    "{chosen} is looser than {norm}: {value}. A board may only be stricter.",
)
_NOT_MEASURED = Words(
    "Bij {norm} is geen waarde strenger of ruimer dan een andere. Een bestuur kan er geen eigen waarde voor kiezen.",
    "For {norm} no value is stricter or looser than another. A board cannot choose a value of its own for it.",
)
_NO_VALUE = Words(
    "Dit is geen waarde voor {norm}; die telt in {unit}.", "This is no value for {norm}, which counts in {unit}."
)
_TEXT = Words(
    "Uw bestuur kiest hier {chosen}. Dat is minstens zo streng als de norm: {value}.",
    "Your board chooses {chosen} here. That is at least as strict as the norm: {value}.",
)


def accept_house_value(norm: Norm, value: Value) -> Decision:
    """Whether a board may hold itself to `value` where `norm` binds today. The value counts in the norm's unit.

    No for a looser value, for a value of the wrong kind, and where the norm knows no stricter and looser.
    """
    if norm.unit is Unit.NONE or at_least_as_strict(norm.value, norm.unit, norm) is None:
        return no(Reason(_NOT_MEASURED.with_(norm=norm.title), norm.id))
    chosen = said(value, norm.unit)
    if chosen is None or norm.unit.fault(value):
        return no(Reason(_NO_VALUE.with_(norm=norm.title, unit=same(norm.unit.value)), norm.id))
    sentence = _ACCEPTED if at_least_as_strict(value, norm.unit, norm) else _LOOSER
    reason = Reason(sentence.with_(chosen=chosen, norm=norm.title, value=norm.display), norm.id)
    return yes(reason) if sentence is _ACCEPTED else no(reason)


def as_board_norm(norm: Norm, value: Value) -> Norm:
    """The norm as this board holds itself to it. Ask `accept_house_value` first."""
    chosen = said(value, norm.unit) or norm.display
    return replace(
        norm,
        value=value,
        text=_TEXT.with_(chosen=chosen, value=norm.display),
        regime=_BOARD,
        article="keuze van het bestuur",
        reference=_BOARD.name,
        sources=("BOARD",),
        verification=Verification.VERIFIED,
        valid_from=None,
        valid_to=None,
        note=None,
    )

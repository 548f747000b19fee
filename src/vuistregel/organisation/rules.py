"""Who decides about a pupil's data. One pure function over plain facts; the dates and ages come from the norms.

Sources: R2.8, R5.2, R5.16, R5.17, RG.4, traps T06 and T30, UAVG 5 (as amended per 2026-09-01), BW 1:253i.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from vuistregel.decisions import Reason
from vuistregel.norms import NormsOfDay
from vuistregel.organisation.ages import birthday
from vuistregel.words import Words


class For(StrEnum):
    """What is to be decided: giving or refusing consent, withdrawing it, or using a right."""

    CONSENT = "consent"
    WITHDRAWAL = "withdrawal"
    RIGHTS = "rights"


@dataclass(frozen=True, slots=True)
class GuardianFacts:
    """A guardian as the rule sees one. `barred`: a contact restriction names this guardian for this pupil."""

    key: str
    name: str
    authority: str
    barred: bool = False
    reachable: bool = True


@dataclass(frozen=True, slots=True)
class PupilFacts:
    """A pupil as the rule sees one. `born` None: the age is not known, so nobody can be named for certain."""

    key: str
    name: str
    born: date | None
    guardians: tuple[GuardianFacts, ...] = ()
    strict_age: bool = False
    practice_after_16: bool = False
    reachable: bool = True


@dataclass(frozen=True, slots=True)
class Decider:
    """Somebody who may decide. `kind` is pupil or guardian."""

    kind: str
    key: str
    name: str
    reachable: bool


@dataclass(frozen=True, slots=True)
class Deciders:
    """Who may decide, and why. Each may act alone; a refusal of one blocks (T30). Empty: see the reasons."""

    people: tuple[Decider, ...]
    reasons: tuple[Reason, ...]


def deciders(pupil: PupilFacts, for_: For, day: date, norms: NormsOfDay) -> Deciders:
    """Who may decide about this pupil's data on this day.

    `norms` are those of `day` in the pupil's sector. Ages are reached on the birthday itself.
    """
    own = norms["age.own-decision"]
    if pupil.born is None:
        return Deciders((), (_gap_age(own.id),))
    of_age = birthday(pupil.born, own.amount) <= day
    if of_age:
        return _of_age(pupil, for_, norms)
    guardians = _guardians(pupil)
    reasons: list[Reason] = [
        Reason(
            Words(
                "Onder de {age} jaar beslissen de ouders of voogden met gezag.",
                "Below {age} the parents or guardians with authority decide.",
            ).with_(age=own.value),
            norm=own.id,
        )
    ]
    people = list(guardians.people)
    reasons += guardians.reasons
    if for_ is not For.CONSENT:
        shared = norms.get("age.withdraw-self")
        if shared is not None and birthday(pupil.born, shared.amount) <= day:
            people.insert(0, Decider("pupil", pupil.key, pupil.name, pupil.reachable))
            reasons.append(_shared_say(for_, shared.amount, shared.id))
        elif shared is None and for_ is For.WITHDRAWAL:
            reasons.append(
                Reason(
                    Words(
                        "Op deze dag kan een leerling onder de {age} jaar nog niet zelf toestemming intrekken.",
                        "On this day a pupil below {age} cannot withdraw consent alone yet.",
                    ).with_(age=own.value),
                    norm=own.id,
                )
            )
    return Deciders(tuple(people), tuple(reasons))


def _of_age(pupil: PupilFacts, for_: For, norms: NormsOfDay) -> Deciders:
    """From the age of an own decision: the pupil; the practice setting only where a norm of the day lets it (T06)."""
    own = norms["age.own-decision"]
    practice = norms.get("practice.after-16")
    self_ = Decider("pupil", pupil.key, pupil.name, pupil.reachable)
    rule = Reason(
        Words("Vanaf {age} jaar beslist de leerling zelf.", "From {age} the pupil decides.").with_(age=own.value),
        norm=own.id,
    )
    if not pupil.practice_after_16 or for_ is not For.CONSENT:
        return Deciders((self_,), (rule,))
    if practice is None:
        told = Reason(
            Words(
                "De school vroeg vroeger na deze leeftijd nog de ouders. Dat kan niet meer; ouders horen het alleen.",
                "The school used to go on asking the parents after this age. That is over; they are told.",
            ),
            norm="practice.after-16",
            binding=False,
        )
        return Deciders((self_,), (rule, told))
    if pupil.strict_age:
        strict = Reason(
            Words("Leerling of ouders vroegen om de strikte grens.", "Pupil or parents asked for the strict limit."),
            norm="age.strict-on-request",
        )
        return Deciders((self_,), (rule, strict))
    guardians = _guardians(pupil)
    chosen = Reason(
        Words(
            "Deze school koos ervoor om ook na deze leeftijd de ouders te vragen.",
            "This school chose to go on asking the parents after this age.",
        ),
        norm="practice.after-16",
    )
    shown = Reason(rule.text, rule.norm, binding=False)
    return Deciders(guardians.people, (chosen, shown, *guardians.reasons))


def _guardians(pupil: PupilFacts) -> Deciders:
    """The guardians with confirmed authority. Authority is never assumed; what is missing is said."""
    people = tuple(
        Decider("guardian", g.key, g.name, g.reachable and not g.barred)
        for g in pupil.guardians
        if g.authority == "yes"
    )
    reasons = [
        Reason(
            Words("{name} heeft geen gezag.", "{name} has no authority.").with_(name=g.name),
            norm="parent-without-authority.information",
            about=g.key,
        )
        for g in pupil.guardians
        if g.authority == "no"
    ]
    reasons += [
        Reason(
            Words(
                "Van {name} is nog niet bevestigd of er gezag is.",
                "It is not confirmed yet whether {name} has authority.",
            ).with_(name=g.name),
            norm="authority.confirm",
            about=g.key,
        )
        for g in pupil.guardians
        if g.authority == "unknown"
    ]
    reasons += [
        Reason(
            Words(
                "Voor {name} geldt een contactbeperking: wij benaderen deze ouder niet.",
                "A contact restriction holds for {name}: we do not approach this parent.",
            ).with_(name=g.name),
            norm="restriction.respected",
            about=g.key,
        )
        for g in pupil.guardians
        if g.barred
    ]
    if len(people) > 1:
        reasons.append(
            Reason(
                Words(
                    "Ieder van hen mag alleen beslissen. Zegt een van hen nee, dan is het nee.",
                    "Each of them may decide alone. If one of them says no, it is no.",
                ),
                norm="authority.joint.one-parent-acts",
            )
        )
    if not people:
        reasons.append(
            Reason(
                Words("Wij kennen niemand met bevestigd gezag.", "We know nobody with confirmed authority."),
                norm="authority.reachable",
            )
        )
    return Deciders(people, tuple(reasons))


def _shared_say(for_: For, age: int, norm: str) -> Reason:
    if for_ is For.WITHDRAWAL:
        text = Words(
            "Vanaf {age} jaar mag de leerling toestemming ook zelf intrekken.",
            "From {age} the pupil may withdraw consent as well.",
        )
        return Reason(text.with_(age=age), norm=norm)
    text = Words(
        "Vanaf {age} jaar gebruikt de leerling deze rechten ook zelf, naast de ouders.",
        "From {age} the pupil uses these rights too, beside the parents.",
    )
    return Reason(text.with_(age=age), norm="age.rights-shared")


def _gap_age(norm: str) -> Reason:
    return Reason(
        Words(
            "Wij kennen de geboortedatum niet. Daarom kunnen wij niet zeggen wie beslist.",
            "We do not know the date of birth. So we cannot say who decides.",
        ),
        norm=norm,
    )

"""What the page of one publication shows: how it stands in one sentence, per person the answer, and what happened."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from vuistregel import keys
from vuistregel.consent.models import Ask
from vuistregel.consent.queries import PersonFacts
from vuistregel.media.choosing import where_words
from vuistregel.media.models import MediaFile, Publication, TakeDown
from vuistregel.media.pages.picture_view import from_moment
from vuistregel.media.pictures.queries import recognisable
from vuistregel.media.queries import Verdict
from vuistregel.media.rules import Kind, as_read
from vuistregel.media.telling import KINDS
from vuistregel.ui import days, numbers
from vuistregel.ui.shapes import Moment, Text
from vuistregel.words import Words


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One person in it: the answer that counts, in words. `state` is yes, no, waits or covered."""

    name: Text
    says: Words
    state: str

    @property
    def icon(self) -> tuple[str, str]:
        return {"yes": ("check", "ok"), "no": ("no", "no"), "waits": ("clock", "heed"), "covered": ("face", "mute")}[
            self.state
        ]


YES = Words("ja", "yes")
COVERED = Words("afgedekt", "covered")
WAITS = Words("nog geen antwoord", "no answer yet")
NOT_TOLD = Words(
    "nog geen antwoord, en niet gemaild: bel of geef een brief", "no answer yet, and not mailed: call or hand a letter"
)
NO = Words("geen toestemming", "no consent")
_SILENT = frozenset({"consent.no-answer", "consent.mode", "photo.consent.renewal", "consent.yearly-notice"})


def people_of(verdict: Verdict, ask: Ask | None, moments: Mapping[int, int]) -> list[PersonRow]:
    """Everybody in it. Whoever must not be found reads as anybody without a yes."""
    written = {} if ask is None else dict(ask.people.values_list("person", "written"))
    return [_row(f, f.pk in verdict.idea.covered, written, moments.get(f.pk)) for f in verdict.people.values()]


def moments_of(row: Publication, media: MediaFile | None) -> dict[int, int]:
    """From which second of a film each can be seen: as the workshop has it until it stands somewhere, then as kept."""
    if row.state in ("draft", "asked"):
        return {} if media is None else dict(recognisable(media).moments)
    kept = row.appearances.filter(moment__isnull=False).values_list("person", "moment")
    return {person: moment for person, moment in kept if moment is not None}


def _row(facts: PersonFacts, covered: bool, written: dict[int, bool], moment: int | None) -> PersonRow:
    name = facts.name if moment is None else from_moment(facts.name, moment)
    if covered:
        return PersonRow(name, COVERED, "covered")
    read = as_read(facts.consent, restricted=facts.restricted, raised=facts.raised, frank=False)
    if read:
        return PersonRow(name, YES, "yes")
    if set(read.norms) & _SILENT:
        return PersonRow(name, NOT_TOLD if written.get(facts.pk) is False else WAITS, "waits")
    return PersonRow(name, NO, "no")


def heading(row: Publication, tasks: list[TakeDown], rows: list[PersonRow]) -> Words:
    """The finding of the page, once it is no idea any more."""
    kind = KINDS[Kind(row.kind)]
    where = where_words(row.channel)
    if row.state == "asked":
        yes = sum(1 for r in rows if r.state in ("yes", "covered"))
        if not yes:
            return Words("Er is nog geen ja.", "There is no yes yet.")
        if yes == len(rows):
            return Words("Voor iedereen is er een ja.", "There is a yes for everybody.")
        return Words("Voor {out} mensen is er een ja.", "There is a yes for {out} people.").with_(
            out=numbers.out_of(yes, len(rows))
        )
    if row.state == "dropped":
        return Words("Dit is niet gedaan.", "This was not done.")
    if row.state == "down":
        return Words("Weggehaald: {kind} {where}.", "Taken down: {kind} {where}.").with_(kind=kind, where=where)
    if tasks:
        return Words("Haal dit weg: {kind} {where}.", "Take this down: {kind} {where}.").with_(kind=kind, where=where)
    return Words("Geplaatst: {kind} {where}.", "Published: {kind} {where}.").with_(kind=kind, where=where)


def history(row: Publication, tasks: list[TakeDown], ask: Ask | None, today: date) -> list[Moment]:
    """What happened with it, oldest first."""
    by = row.made_by.name if row.made_by else ""
    made = (
        Words("Voorbereid door {name}.", "Prepared by {name}.").with_(name=by)
        if by
        else Words("Voorbereid.", "Prepared.")
    )
    found: list[tuple[date, Words]] = [(row.made_on, made)]
    if ask is not None:
        found.append((ask.made_on, Words("De gezinnen zijn gevraagd.", "The families were asked.")))
    if row.published_on:
        found.append((row.published_on, Words("Geplaatst.", "Published.")))
    for task in tasks:
        ended = Words("Voor {name} is er geen ja meer.", "There is no yes any more for {name}.")
        found.append((task.opened_on, ended.with_(name=task.person.short_name)))
    if row.ended_on:
        proof = next((unsealed(row, "take_down.proof", task.proof) for task in tasks if task.proof), "")
        gone = Words("Weggehaald. {proof}", "Taken down. {proof}").with_(proof=proof)
        found.append((row.ended_on, gone if proof else Words("Weggehaald.", "Taken down.")))
    return [Moment(days.plain(day, today), text) for day, text in sorted(found, key=lambda item: item[0])]


def unsealed(row: Publication, name: str, value: bytes | memoryview) -> str:
    """A sealed text of a publication; empty when there is none, or when its key is gone."""
    if not value:
        return ""
    try:
        return keys.unseal(row.key, name, bytes(value))
    except keys.KeysError:
        return ""

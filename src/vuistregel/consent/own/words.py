"""What the own page says: the question on top, what was kept, what is still open. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from vuistregel.consent.own.people import About, Right
from vuistregel.consent.own.sheets import Line, Sheet
from vuistregel.organisation.wording import joined
from vuistregel.words import Words

NOTHING_CHOSEN = Words(
    "Er is nog niets gekozen. Kies eerst ja of nee.", "Nothing was chosen yet. Choose yes or no first."
)
SAVED = Words("Bewaard voor {name}. {rest}", "Kept for {name}. {rest}")
FOR_YOU = Words("uzelf", "yourself")
ONE = Words("{place}: {answer}.", "{place}: {answer}.")
MANY = Words("{number} antwoorden.", "{number} answers.")
STRICTEST = Words(
    "{place}: op een ander scherm zei u intussen nee. Dat nee geldt nog. Wilt u toch ja? Kies het dan hieronder.",
    "{place}: on another screen you said no meanwhile. That no still counts. Do you want yes? Then choose it below.",
)
WAITS = Words(
    "{place}: {name} zei zelf nee. Uw ja is bewaard en wacht, tot {name} dat nee terugneemt.",
    "{place}: {name} said no. Your yes is kept and waits, until {name} takes that no back.",
)
TAKEN_BACK = Words(
    "{place}: uw nee is weg. Uw ouders kunnen nu weer ja zeggen.",
    "{place}: your no is gone. Your parents can say yes again.",
)
GUARDIANS_TOLD = Words("Wij vertellen het uw ouders.", "We tell your parents.")

#: Why nothing can be answered about somebody, and what then.
EXPLANATIONS = {
    Right.NOT_CONFIRMED: Words(
        "De school weet nog niet of u gezag heeft over {name}. Daarom kunt u hier nog niet antwoorden. "
        "Neem contact op met de school.",
        "The school does not know yet whether you have authority over {name}. So you cannot answer here yet. "
        "Please contact the school.",
    ),
    Right.CHILD_DECIDES: Words(
        "{name} is {age} of ouder en beslist hier nu zelf over. {name} doet dat op een eigen pagina.",
        "{name} is {age} or over and decides about this now. {name} does so on a page of their own.",
    ),
    Right.NOBODY: Words(
        "Over {name} kan hier nu niemand antwoorden. Vraag de school om de gegevens na te kijken.",
        "Nobody can answer about {name} here now. Ask the school to check its data.",
    ),
}


def explanation(about: About, age: int) -> Words | None:
    """Why this reader cannot answer about somebody; `age` is that of an own decision."""
    found = EXPLANATIONS.get(about.right)
    return None if found is None else found.with_(name=about.title, age=age)


def heading(sheets: Sequence[Sheet]) -> Words:
    """The question of the page, or how it stands."""
    children = [s for s in sheets if s.about.pupil is not None and not s.about.own]
    answering = [s for s in children if s.about.answers]
    if answering:
        names = joined([s.about.title for s in answering])
        if any(s.open for s in answering):
            which = names if len(answering) == 1 else Words("uw kinderen", "your children")
            return Words("Waar mogen wij foto’s van {who} laten zien?", "Where may we show photos of {who}?").with_(
                who=which
            )
        if any(s.lines for s in answering):
            return Words("U heeft alles beantwoord voor {names}.", "You have answered everything for {names}.").with_(
                names=names
            )
        return Words("De school vraagt u nu niets.", "The school asks you nothing now.")
    if children:
        return Words("U hoeft hier nu niets te antwoorden.", "You need not answer anything here now.")
    return _own_heading(sheets)


def _own_heading(sheets: Sequence[Sheet]) -> Words:
    if any(s.about.right is Right.SHARED for s in sheets):
        yes = sum(1 for s in sheets for line in s.lines if line.said_yes)
        if not yes:
            return Words("De school mag nu niets van u laten zien.", "The school may show nothing of you now.")
        return Words("Dit mag de school van u laten zien.", "This is what the school may show of you.")
    if any(s.about.answers for s in sheets):
        return Words("Mag er een foto van u online?", "May a photo of you go online?")
    return Words("Hier is nu niets voor u te antwoorden.", "There is nothing for you to answer here now.")


def waiting(sheet: Sheet) -> Words:
    """`Voor Yara nog 1 vraag`."""
    name = FOR_YOU if sheet.about.own else Words(sheet.about.title, sheet.about.title)
    if sheet.open == 1:
        return Words("Voor {name} nog 1 vraag", "1 question left for {name}").with_(name=name)
    return Words("Voor {name} nog {n} vragen", "{n} questions left for {name}").with_(name=name, n=sheet.open)


#: More names than this do not fit in the bar of a phone: then it counts.
MOST_NAMES = 2


def waiting_for(sheets: Sequence[Sheet]) -> list[Words]:
    """What is still open, per data subject; of many together, so that the bar stays small."""
    found = [sheet for sheet in sheets if sheet.open]
    if len(found) <= MOST_NAMES:
        return [waiting(sheet) for sheet in found]
    together = sum(sheet.open for sheet in found)
    return [Words("Nog {n} vragen", "{n} questions left").with_(n=together)]


def kept(sheet: Sheet, lines: Sequence[tuple[Line, str]]) -> Words:
    """What was kept just now: one answer by name, several by their number."""
    name = FOR_YOU if sheet.about.own else Words(sheet.about.title, sheet.about.title)
    if len(lines) == 1:
        line, value = lines[0]
        answer = Words("ja", "yes") if value == "ja" else Words("nee", "no")
        rest = ONE.with_(place=line.place, answer=answer)
    else:
        rest = MANY.with_(number=len(lines))
    return SAVED.with_(name=name, rest=rest)

"""Telling the parents what a pupil with a say of their own did (S80): by mail, or a letter where there is no address.

Called by the action that records answers, in its transaction. Nobody is told who is barred from this pupil.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from vuistregel import outbox
from vuistregel.consent.models import Consent
from vuistregel.consent.rules import Answer, Capacity
from vuistregel.consent.wording import place_words
from vuistregel.organisation.addresses import reached_at
from vuistregel.organisation.models import Authority, ContactKind, Guardianship, Person, Pupil
from vuistregel.organisation.periods import open_on
from vuistregel.organisation.protection import barring_on
from vuistregel.words import Words

if TYPE_CHECKING:
    from vuistregel.actions import Act

_WITHDRAWN = (
    Words("{name} trok toestemming in", "{name} withdrew consent"),
    Words(
        "Goedendag,\n\n{name} wil dit niet meer:\n{places}\n\n"
        "Wij laten daar geen foto’s of gegevens van {name} meer zien. Wat er al staat, halen wij weg. "
        "Vanaf {age} jaar mag een leerling toestemming ook zelf intrekken.\n\n"
        "Zegt u opnieuw ja, dan wachten wij tot {name} het nee terugneemt.\n\n{school}\n",
        "Hello,\n\n{name} no longer wants this:\n{places}\n\n"
        "We show no more photos or data of {name} there. What is there already, we take away. "
        "From the age of {age} a pupil may withdraw consent as well.\n\n"
        "When you say yes again, we wait until {name} takes the no back.\n\n{school}\n",
    ),
)
_BACK = (
    Words("{name} nam een nee terug", "{name} took a no back"),
    Words(
        "Goedendag,\n\n{name} nam een nee terug voor:\n{places}\n\n"
        "U beslist nu weer. Wij laten daar pas iets van {name} zien als u opnieuw ja zegt. "
        "Dat doet u op uw pagina ‘Toestemming’.\n\n{school}\n",
        "Hello,\n\n{name} took back a no for:\n{places}\n\n"
        "You decide again. We show something of {name} there only when you say yes anew. "
        "You do so on your page ‘Consent’.\n\n{school}\n",
    ),
)


def tell_guardians(act: Act, pupil: Pupil, rows: Sequence[Consent]) -> None:
    """Tell the guardians with authority which answers their child withdrew or took back. Other answers tell nobody."""
    shared = [row for row in rows if row.capacity == Capacity.SHARED]
    if not shared:
        return
    guardians = _guardians(act, pupil)
    holders = {person.pk: person.key for person in guardians}
    reach = {kind: reached_at(holders, kind) for kind in (ContactKind.EMAIL, ContactKind.ADDRESS)}
    for given, (subject, body) in ((False, _WITHDRAWN), (True, _BACK)):
        about = [row for row in shared if (row.answer == Answer.GIVEN) is given]
        if about:
            _post(act, pupil, about, guardians, reach, subject, body)


def _guardians(act: Act, pupil: Pupil) -> list[Person]:
    barred = barring_on(act.day).filter(pupil=pupil).values("person")
    rows = Guardianship.objects.filter(open_on(act.day), pupil=pupil, authority=Authority.YES).exclude(
        person__in=barred
    )
    return [row.person for row in rows.select_related("person__account").order_by("pk")]


def _post(
    act: Act,
    pupil: Pupil,
    rows: Sequence[Consent],
    guardians: Sequence[Person],
    reach: dict[ContactKind, dict[int, str]],
    subject: Words,
    body: Words,
) -> None:
    name = pupil.person.short_name
    places = [place_words(row.question.channel.words, row.question.matter) for row in rows]
    listed = Words("\n".join(f"- {p.nl}" for p in places), "\n".join(f"- {p.en}" for p in places))
    age = act.norms(pupil.school.sector).get("age.withdraw-self")
    values = {"name": name, "places": listed, "school": pupil.school.name, "age": age.amount if age else ""}
    text = body.with_(**values)
    for person in guardians:
        key = f"consent.shared:{rows[0].key}:{person.pk}"
        language = person.account.language if person.account else "nl"
        mail = reach[ContactKind.EMAIL].get(person.pk)
        board = pupil.school.board
        if mail:
            outbox.post_mail(
                act,
                board=board,
                holder=person.key,
                to=mail,
                subject=subject.with_(name=name),
                body=text,
                language=language,
                key=key,
            )
        else:
            to = "\n".join(filter(None, (person.name, reach[ContactKind.ADDRESS].get(person.pk))))
            outbox.post_letter(
                act,
                board=board,
                holder=person.key,
                to=to,
                subject=subject.with_(name=name),
                body=text,
                language=language,
                key=key,
            )

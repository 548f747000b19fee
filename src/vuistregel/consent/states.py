"""The current state, made from the records: after each answer for whom it concerned, or anew for a whole board."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db.models import Max, Q, QuerySet

from vuistregel.consent.changes import Change
from vuistregel.consent.models import Consent, ConsentState, YearlyNotice
from vuistregel.consent.rules import Answer, Capacity, Given, Standing, standing

#: person, question, use
Key = tuple[int, int, UUID]


def records(rows: QuerySet[Consent]) -> dict[Key, list[Given]]:
    """The records of a query as the rule wants them, in one query."""
    found: dict[Key, list[Given]] = defaultdict(list)
    for row in rows.order_by("pk").values_list(
        "person", "question", "use", "pk", "by", "capacity", "answer", "on", "saw", "terms", "until"
    ):
        person, question, use, pk, by, capacity, answer, on, saw, terms, until = row
        found[person, question, use].append(
            Given(pk, str(by), Capacity(capacity), Answer(answer), on, saw, terms, until)
        )
    return found


def as_on(rows: QuerySet[Consent], day: date) -> dict[Key, Standing]:
    """What held on an earlier day: the records up to and including it, judged anew."""
    held = {key: standing(given) for key, given in records(rows.filter(on__lte=day)).items()}
    return {key: found for key, found in held.items() if found is not None}


def renew(board: int, keys: Iterable[Key]) -> list[Change]:
    """Make the states of these keys anew from their records; says what changed. Three statements for any number."""
    wanted = set(keys)
    if not wanted:
        return []
    persons = {person for person, _, _ in wanted}
    questions = {question for _, question, _ in wanted}
    scope = Q(board=board, person__in=persons, question__in=questions)
    old = {(s.person_id, s.question_id, s.use): s for s in ConsentState.objects.filter(scope)}
    schools: dict[Key, int] = {}
    for person, question, use, school in (
        Consent.objects.filter(scope).order_by("pk").values_list("person", "question", "use", "school")
    ):
        schools[person, question, use] = school
    now = {key: standing(given) for key, given in records(Consent.objects.filter(scope)).items() if key in wanted}
    now |= {key: None for key in wanted & set(old) if key not in now}
    changes = [
        Change(board, schools.get(key) or old[key].school_id, *key, before=standing_of(old.get(key)), after=found)
        for key, found in now.items()
        if standing_of(old.get(key)) != found
    ]
    _write(board, {key: found for key, found in now.items() if found is not None}, schools)
    without = [old[key].pk for key, found in now.items() if found is None and key in old]
    ConsentState.objects.filter(pk__in=without).delete()
    return changes


def renew_of(board: int, persons: Iterable[int]) -> list[Change]:
    """Make everything anew that these people answered, or that was answered about them, with the notices sent."""
    listed = list(persons)
    key = ("person", "question", "use")
    keys: set[Key] = set(ConsentState.objects.filter(board=board, person__in=listed).values_list(*key))
    about_or_by = Q(person__in=listed) | Q(by__in=listed)
    keys |= set(Consent.objects.filter(about_or_by, board=board).values_list(*key))
    changes = renew(board, keys)
    _note_notices(board, Q(person__in=listed))
    return changes


def rebuild(board: int) -> int:
    """Throw the states of a board away and make them from the records and notices; returns how many there are."""
    rows = Consent.objects.filter(board=board)
    keys = set(rows.values_list("person", "question", "use").distinct())
    ConsentState.objects.filter(board=board).delete()
    renew(board, keys)
    _note_notices(board, Q())
    return len(keys)


def _note_notices(board: int, of: Q) -> None:
    """When the last yearly notice about each answer was sent."""
    rows = YearlyNotice.objects.filter(of, board=board).values("person", "question")
    for row in rows.annotate(last=Max("sent_on")).order_by():
        ConsentState.objects.filter(board=board, person=row["person"], question=row["question"]).update(
            noticed_on=row["last"]
        )


def standing_of(state: ConsentState | None) -> Standing | None:
    """What a kept state says, as the rule knows it."""
    if state is None:
        return None
    return Standing(Answer(state.answer), state.on, state.terms, state.until, state.held_back)


def _write(board: int, found: dict[Key, Standing], schools: dict[Key, int]) -> None:
    ConsentState.objects.bulk_create(
        [
            ConsentState(
                board_id=board,
                school_id=schools[key],
                person_id=key[0],
                question_id=key[1],
                use=key[2],
                answer=held.answer.value,
                held_back=held.held_back,
                on=held.on,
                until=held.until,
                terms=held.terms,
            )
            for key, held in found.items()
        ],
        update_conflicts=True,
        unique_fields=["board", "person", "question", "use"],
        update_fields=["school", "answer", "held_back", "on", "until", "terms"],
        batch_size=500,
    )

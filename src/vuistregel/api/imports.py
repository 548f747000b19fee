"""A school's administration hands in its export by itself."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any, Final
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from ninja import Field, File, Form, Router, Schema, Status
from ninja.files import UploadedFile

from vuistregel.access.actor import Actor, Subject
from vuistregel.access.engine import engine
from vuistregel.actions import NotHere, Refused, log_refusal
from vuistregel.api.operations import Explained, operation
from vuistregel.api.parameters import Brin, actor_of, of_brin, school_of
from vuistregel.api.problems import problem
from vuistregel.api.schools import BRIN
from vuistregel.api.taking_in import Taken, take_in
from vuistregel.organisation.models import ImportRun, School
from vuistregel.organisation.roster.life import IMPORT
from vuistregel.organisation.roster.steps import Conflict
from vuistregel.words import Words, reader_language

router = Router()

_FAULTY: Final = Words("Dit bestand heeft fouten. Er is niets veranderd.", "This file has errors. Nothing was changed.")
_CHOOSE: Final = Words(
    "Bij dit bestand moet een mens iets kiezen. Het staat klaar op de pagina van de school; "
    "tot dan is er niets veranderd.",
    "For this file a person must make a choice. It waits on the school's page; until then nothing was changed.",
)


class Content(StrEnum):
    """What a file holds."""

    ROSTER = "roster"
    CONTACTS = "contacts"


class CountsOut(Schema):
    new: int = Field(examples=[3])
    changed: int = Field(examples=[27])
    unchanged: int = Field(examples=[382])
    departed: int = Field(examples=[0])


class FindingOut(Schema):
    line: int | None = Field(examples=[12])
    code: str = Field(examples=["role.judgement"])
    text: str = Field(examples=["Regel 12: …"])


class LeftOutOut(Schema):
    field: str = Field(examples=["eckid"])
    count: int = Field(examples=[412])
    reason: str = Field(examples=["Dit pseudoniem is voor leveranciers van leermiddelen."])


class ConflictOut(Schema):
    id: str = Field(examples=["b3f1…"])
    code: str = Field(examples=["pupil_changed"])
    question: str | None = Field(None, examples=[None])


class TakenOut(Schema):
    """As `vuistregel import_roster --json`, with the key of the import and the page for people."""

    key: UUID | None = Field(examples=["2f1c7f0e-6d1b-4b0e-9a55-0a4f4a1b7c11"])
    page: str | None = Field(examples=["/scholen/1/inlezen/2f1c7f0e-6d1b-4b0e-9a55-0a4f4a1b7c11/"])
    applied: bool = Field(examples=[True])
    pupils: CountsOut
    guardians: CountsOut
    staff: CountsOut
    groups: CountsOut
    warnings: list[FindingOut]
    errors: list[FindingOut] = Field(examples=[[]])
    not_taken_over: list[LeftOutOut]
    conflicts: list[ConflictOut] = Field(examples=[[]])


class PlaceOut(Schema):
    code: str = Field(examples=["role.judgement"])
    line: int | None = Field(examples=[12])


class FieldOut(Schema):
    field: str = Field(examples=["eckid"])
    count: int = Field(examples=[412])


class ImportOut(Schema):
    """An import as the house keeps it: counts, codes and lines, no words about anybody."""

    key: UUID = Field(examples=["2f1c7f0e-6d1b-4b0e-9a55-0a4f4a1b7c11"])
    kind: Content = Field(examples=["roster"])
    state: str = Field(examples=["applied"])
    state_text: str = Field(examples=["ingelezen"])
    received_at: datetime = Field(examples=["2026-11-24T06:00:00+01:00"])
    page: str = Field(examples=["/scholen/1/inlezen/2f1c7f0e-6d1b-4b0e-9a55-0a4f4a1b7c11/"])
    counts: dict[str, CountsOut]
    conflicts: int = Field(examples=[0])
    warnings: list[PlaceOut]
    errors: list[PlaceOut] = Field(examples=[[]])
    not_taken_over: list[FieldOut]


@router.post("/schools/{brin}/roster-imports", response={200: TakenOut, 201: TakenOut})
@operation(
    category="roster",
    verb="import",
    subject=of_brin,
    explained=Explained(
        Words("Lees een bestand in", "Take in a file"),
        Words(
            "Stuur de export van de administratie (EDEXML, OneRoster, CSV, XLSX) of een bestand met ouders. "
            "201: ingelezen. 200: dit was een proef. 422: het bestand heeft fouten, alle tegelijk, met regel. "
            "409: een mens moet kiezen; het bestand wacht op de pagina van de school. "
            "Voor ouders heeft de sleutel ook het recht contact:import.",
            "Send the administration's export (EDEXML, OneRoster, CSV, XLSX) or a file of guardians. "
            "201: taken in. 200: this was a dry run. 422: the file has errors, all at once, with their lines. "
            "409: a person must choose; the file waits on the school's page. "
            "For guardians the token needs the right contact:import as well.",
        ),
        {
            "brin": BRIN,
            "file": Words("Het bestand, zoals de administratie het maakt.", "The file, as the administration made it."),
            "kind": Words("roster: leerlingen; contacts: ouders.", "roster: pupils; contacts: guardians."),
            "dry_run": Words(
                "Laat zien wat er zou veranderen, en verander niets.", "Show what would change, and change nothing."
            ),
            "confirm_departures": Words(
                "Ja: wie niet meer in het bestand staat, is van school.", "Yes: who is not in the file any more, left."
            ),
        },
    ),
)
def take_in_roster(
    request: HttpRequest,
    response: HttpResponse,
    brin: Brin,
    file: File[UploadedFile],
    kind: Form[Content] = Content.ROSTER,
    dry_run: Form[bool] = False,
    confirm_departures: Form[bool] = False,
) -> Any:
    """Take in a file now. The same file twice changes nothing."""
    actor, school = actor_of(request), school_of(request, brin)
    _demand(actor, kind, school)
    taken = take_in(actor, school, kind.value, file, confirm_departures=confirm_departures, dry_run=dry_run)
    outcome = taken.outcome
    if outcome.findings.errors:
        found = outcome.as_data(reader_language())
        return problem(422, _FAULTY, errors=found["errors"], warnings=found["warnings"])
    conflicts = [_conflict(c, actor, kind, school) for c in outcome.conflicts]
    if conflicts and not dry_run:
        return problem(409, _CHOOSE, conflicts=conflicts, **_where(taken))
    if taken.run is not None:
        response["Location"] = reverse("api-v1:roster_import", args=[brin, taken.run.key])
    found = outcome.as_data(reader_language()) | {"conflicts": conflicts}
    body = {**found, "key": None, "page": None, **_where(taken)}
    return Status(200 if dry_run else 201, body)


@router.get("/schools/{brin}/roster-imports/{key}", response=ImportOut, url_name="roster_import")
@operation(
    category="roster",
    verb="import",
    subject=of_brin,
    explained=Explained(
        Words("Hoe het met een bestand afliep", "What came of a file"),
        Words(
            "Staat het nog klaar, dan heeft niemand gekozen. Aantallen, codes en regels; geen gegevens van iemand.",
            "If it still waits, nobody has chosen. Counts, codes and lines; no data about anybody.",
        ),
        {"brin": BRIN, "key": Words("De sleutel uit het eerste antwoord.", "The key from the first answer.")},
    ),
)
def roster_import(request: HttpRequest, brin: Brin, key: UUID) -> Any:
    """One import of this school."""
    school = school_of(request, brin)
    run = ImportRun.objects.filter(board=school.board_id, school=school, key=key).first()
    if run is None:
        raise NotHere
    summary = run.summary
    return {
        "key": run.key,
        "kind": run.kind,
        "state": run.state,
        "state_text": IMPORT.states[run.state].in_(reader_language()),
        "received_at": run.made_at,
        "page": _page(run),
        "counts": summary.get("counts", {}),
        "conflicts": summary.get("conflicts", 0),
        "warnings": [{"code": code, "line": line} for code, line in summary.get("warnings", ())],
        "errors": [{"code": code, "line": line} for code, line in summary.get("errors", ())],
        "not_taken_over": [{"field": name, "count": count} for name, count in summary.get("not_taken_over", ())],
    }


def _demand(actor: Actor, kind: Content, school: School) -> None:
    """A file of guardians holds contact data: a token for rosters alone does not open that."""
    if kind is Content.ROSTER:
        return
    subject = Subject(board=school.board_id, school=school.pk)
    decision = engine().decide(actor, "import", "contact", subject)
    if not decision:
        log_refusal(actor, decision, category="contact", verb="import", subject=subject)
        raise Refused(decision)


def _conflict(conflict: Conflict, actor: Actor, kind: Content, school: School) -> dict[str, Any]:
    """Which question is open. Its words name people of the house: only for a token that may read about those."""
    category = "contact" if kind is Content.CONTACTS else "roster"
    may = engine().decide(actor, "read", category, Subject(board=school.board_id, school=school.pk))
    question = conflict.question.in_(reader_language()) if may else None
    return {"id": conflict.id, "code": conflict.code, "question": question}


def _where(taken: Taken) -> dict[str, Any]:
    return {"key": str(taken.run.key), "page": _page(taken.run)} if taken.run is not None else {}


def _page(run: ImportRun) -> str:
    """Where people see it and choose."""
    return reverse("import_run", args=[run.school_id, run.key])

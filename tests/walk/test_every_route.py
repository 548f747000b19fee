"""Every route of the house, as every role, on the own board and on another: compared with the matrix.

Rows come from the URL resolver, expectations from the engine: a route that nobody thought of is in here all the same.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from vuistregel import clock, keys
from vuistregel.access.actor import OPERATOR, VISITOR, Subject
from vuistregel.access.declared import declared_routes
from vuistregel.access.engine import engine
from vuistregel.access.gate import Declaration
from vuistregel.access.hats import actor_of
from vuistregel.access.models import Account
from vuistregel.consent.actions import open_channels
from vuistregel.consent.models import Ask, AskPerson, ClassAccount, Consent, ContactCorrection, ListCopy, Round
from vuistregel.consent.tests.builders import question, says
from vuistregel.evidence import log
from vuistregel.keys import spool
from vuistregel.media.models import Album, AlbumItem, MediaFile, Publication
from vuistregel.organisation.models import Group, ImportRun, Person, Pupil, School
from vuistregel.organisation.tests.builders import (
    a_board,
    a_group,
    a_guardian,
    a_member,
    a_pupil,
    a_school,
    an_account,
    signed_in,
    years_ago,
)
from vuistregel.outbox.models import OutboxItem

pytestmark = pytest.mark.django_db

SCHOOL_ROLES = ["director", "administrator", "internal_counsellor", "care_coordinator", "teacher", "caretaker"]
BOARD_ROLES = ["privacy_officer", "fg", "accountant"]
ROLES = ["visitor", "guest", *BOARD_ROLES, *SCHOOL_ROLES, "guardian", "pupil"]
#: The matrix asks no database. On PostgreSQL one role of each reach is walked, for the second lock under the pages.
WALKED = (
    ROLES
    if "sqlite" in settings.DATABASES["default"]["ENGINE"]
    else ["visitor", "privacy_officer", "teacher", "guardian"]
)

#: Signing in and out has its own tests: these routes answer by the state of a session, not by a subject.
OWN_TESTS = re.compile(r"^(inloggen|uitloggen|account|api)/")


@dataclass(frozen=True)
class House:
    """One board with a thing of every kind that an address can name."""

    school: School
    pupil: Pupil
    values: dict[str, Any]
    secret: str


def a_round(**fields: Any) -> Round:
    day = clock.today()
    return Round.objects.create(
        title="Ronde", whom="school", year_starts=day, year_ends=day + timedelta(days=9), made_on=day, **fields
    )


def an_ask(school: School, pupil: Pupil) -> Ask:
    open_channels(OPERATOR, school=school)
    asked = question(school, "website")
    made = Ask.objects.create(
        board=school.board, school=school, channel=asked.channel, question=asked, title="Dag", made_on=clock.today()
    )
    AskPerson.objects.create(board=school.board, ask=made, person=pupil.person, pupil=pupil)
    return made


def an_album_item(ask: Ask, group: Group, photo: MediaFile, secret: str) -> AlbumItem:
    """A photo in a closed album of the group; nobody published it yet."""
    row: dict[str, Any] = {"board": ask.board, "school": ask.school, "channel": ask.channel, "made_on": clock.today()}
    album = Album.objects.create(group=group, audience="guardians", title=f"Bos {secret}", until=clock.today(), **row)
    shown = Publication.objects.create(kind="group", media=photo.key, **row)
    return AlbumItem.objects.create(
        board=ask.board, album=album, media=photo, publication=shown, added_on=clock.today()
    )


def an_account_of(group: Group, ask: Ask, secret: str) -> ClassAccount:
    day = clock.today()
    made: ClassAccount = ClassAccount.objects.create(
        board=group.board,
        school=group.school,
        group=group,
        channel=ask.channel,
        name=f"@{secret}",
        year_starts=day,
        year_ends=day + timedelta(days=9),
        registered_on=day,
    )
    keys.new_holder(group.board.key, "dossier", made.key)
    return made


def a_house(secret: str) -> House:
    school = a_school(a_board(f"Stichting {secret}"), name=f"School {secret}")
    group = a_group(school, "5B")
    pupil = a_pupil(school, group=group, call_name=f"Kind{secret}", family_name=f"Naam{secret}")
    guardian = a_guardian(pupil)
    holder = uuid.uuid4()
    keys.new_holder(school.board.key, "dossier", holder)
    run = ImportRun.objects.create(
        board=school.board, school=school, kind="roster", made_at=clock.now(), state="dropped"
    )
    item = OutboxItem.objects.create(
        board=school.board,
        key=f"k{secret}",
        kind="mail",
        holder=holder,
        **{name: keys.seal(holder, f"outbox.{name}", secret) for name in ("recipient", "subject", "body")},
        language="nl",
        made_at=clock.now(),
        due_at=clock.now(),
    )
    from vuistregel.actions import log_read

    log_read(VISITOR, category="medical", subject=Subject(board=school.board_id), page="x")
    photo = MediaFile.objects.create(
        board=school.board, school=school, made_by=pupil.person, kind="photo", made_at=clock.now(), number=1,
        day=clock.today(), form="jpeg",
    )  # fmt: skip
    ListCopy.objects.create(
        board=school.board, school=school, group=group, kind="phone_list", form="pdf", number=3, made_on=clock.today()
    )
    round_ = a_round(school=school, board=school.board)
    ask = an_ask(school, pupil)
    shown = an_album_item(ask, group, photo, secret)
    values = {
        "account": an_account_of(group, ask, secret).key,
        "round": round_.pk,
        "ask": ask.key,
        "picture": uuid.uuid4(),
        "key": photo.key,
        "album": shown.album.key,
        "publication": shown.publication.key,
        "item": shown.pk,
        "school": school.pk,
        "pupil": pupil.pk,
        "one": pupil.person_id,
        **_consent_values(pupil, guardian.person),
        "other": guardian.person_id,
        "group": group.pk,
        "run": run.key,
        "uid": item.uid,
        "board": school.board_id,
        "seq": 1,
        "check": "organisation.roster_fresh",
        "norm": "age.own-decision",
        "number": 3,
        "verb": "again",
        "kind": "telefoonlijst",
    }
    return House(school, pupil, values, secret)


def _consent_values(pupil: Pupil, guardian: Person) -> dict[str, Any]:
    """A place, an adult, a scanned paper form, a file of answers that was handed in, and a corrected number."""
    board = pupil.school.board.key
    scan = keys.files.write(board, pupil.person.key, BytesIO(b"%PDF-1.7"), allowed={"pdf"}).uuid
    box = spool.create(board)
    record = says(pupil, guardian, "website", "given")
    Consent.objects.filter(pk=record.pk).update(scan=scan)
    with box.writer("about") as out:
        out.append({"school": pupil.school_id, "text": ""})
    box.take("upload", BytesIO(b"pupil_key,channel,answer,date,by\n"))
    correction = ContactCorrection.objects.create(
        board=pupil.board, person=guardian, school=pupil.school, kind="phone", asked_on=clock.today(),
        said=keys.seal(guardian.key, "correction.phone", "0612345678"),
    )  # fmt: skip
    return {
        "channel": "website",
        "person": guardian.pk,
        "scan": scan,
        "spool": box.id,
        "record": record.key,
        "correction": correction.pk,
    }


def an_account_for(role: str, house: House) -> Account | None:
    if role == "visitor":
        return None
    if role == "guest":
        return an_account()
    if role == "guardian":
        return an_account(a_guardian(house.pupil, call_name="Eigen").person)
    if role == "pupil":
        return an_account(a_pupil(house.school, born=years_ago(17), call_name="Zelf").person)
    place = house.school.board if role in BOARD_ROLES else house.school
    return a_member(place, role).account


def routes() -> Iterator[tuple[str, Declaration]]:
    for route, _view, declaration in declared_routes():
        assert declaration is not None, f"/{route} is not declared"
        if not OWN_TESTS.match(route):
            yield route, declaration


def address(route: str, values: dict[str, Any]) -> str:
    return "/" + re.sub(r"<(?:\w+:)?(\w+)>", lambda m: str(values[m.group(1)]), route)


ROUTES = sorted(routes(), key=lambda r: r[0])


@pytest.mark.handbook("R10.4", "R10.6")
@pytest.mark.parametrize("role", WALKED)
def test_every_route_answers_as_the_matrix_says(role: str, rf: Any) -> None:
    own, other = a_house("Qeigen"), a_house("Qvreemd")
    account = an_account_for(role, own)
    client = signed_in(account) if account else Client()
    actor = actor_of(account, clock.today())
    wrong: list[str] = []
    for route, declaration in ROUTES:
        # An address without a thing in it is the same for both houses.
        for house in (own, other) if "<" in route else (own,):
            kwargs = {name: house.values[name] for name in re.findall(r"<(?:\w+:)?(\w+)>", route)}
            asked = rf.get("/")
            asked.actor = actor
            subject = declaration.subject(asked, **kwargs) if declaration.subject else None
            response = client.get(address(route, house.values))
            status = response.status_code
            body = b"" if response.streaming else response.content
            if declaration.subject is None:
                may = engine().anywhere(actor, declaration.verb, declaration.category)
            else:
                assert subject is not None, f"{route} finds no subject in the test's own house"
                may = engine().decide(actor, declaration.verb, declaration.category, subject)
            expected = _expected(
                bool(may), account is not None, declaration.subject is None or (house is own and bool(actor.boards))
            )
            if status not in expected:
                wrong.append(f"{role} /{route} ({'own' if house is own else 'other'}): {status}, expected {expected}")
            if house is other and other.secret.encode() in body:
                wrong.append(f"{role} /{route}: the page names somebody of another board")
    assert not wrong, "\n".join(wrong)


def _expected(may: bool, signed: bool, own: bool) -> set[int]:
    if may and own:
        return {200, 302, 404, 405}  # 404: a page that only takes what a form sends
    if not signed:
        return {302}
    return {403} if own else {404}


def test_the_log_still_verifies_after_all_this() -> None:
    assert log.guards_in_place()

"""Whoever the roster brought is known when they get an account: one person, who keeps the groups."""

from __future__ import annotations

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.urls import reverse

from vuistregel import clock
from vuistregel.access.actor import OPERATOR
from vuistregel.access.hats import actor_of
from vuistregel.access.models import Account
from vuistregel.actions import Refused
from vuistregel.organisation import actions
from vuistregel.organisation.models import Membership, Person, School, StaffKey, Teaching
from vuistregel.organisation.recognising import Likeness, Worker, likeness
from vuistregel.organisation.roster.tests import small
from vuistregel.organisation.tests import builders as b
from vuistregel.organisation.tests.reading import kinds, words

pytestmark = pytest.mark.django_db

MAIL = "juf@wilgentak.example"


def brought(school: School, key: str = "j1", call_name: str = "Juf", family: str = "Leerkracht", **more: Any) -> Person:
    """Somebody as a roster brings them: key, role and group, without a sign-in."""
    person = b.a_person(school.board, call_name, family)
    StaffKey.objects.create(board=school.board, school=school, person=person, key=key)
    Membership.objects.create(
        board=school.board, school=school, person=person, role="teacher", since=b.LONG_AGO, from_roster=True
    )
    if group := more.get("group"):
        Teaching.objects.create(board=school.board, person=person, group=group, since=b.LONG_AGO, from_roster=True)
    if mail := more.get("mail"):
        b.a_contact(person, "email", mail)
    return person


def add(school: School, *more: str, call_name: str = "Juf", email: str = MAIL) -> dict[str, Any]:
    out, names = StringIO(), ("--call-name", call_name, "--family-name", "Leerkracht")
    place = ("--board", school.board.name, "--school", school.brin, "--role", "teacher")
    call_command("add_staff", *place, "--login", email, "--email", email, *names, *more, "--json",
                 stdout=out, stderr=StringIO())  # fmt: skip
    found: dict[str, Any] = json.loads(out.getvalue())
    return found


def refused(school: School, *more: str, **given: Any) -> str:
    said = StringIO()
    names = ("--call-name", given.get("call_name", "Juf"), "--family-name", "Leerkracht")
    place = ("--board", school.board.name, "--school", school.brin, "--role", "teacher")
    with pytest.raises(SystemExit) as ended:
        call_command("add_staff", *place, "--login", MAIL, "--email", MAIL, *names, *more, stderr=said)
    assert ended.value.code == 1
    return said.getvalue()


def groups_of(email: str = MAIL) -> set[int]:
    actor = actor_of(Account.objects.get(login=email), clock.today())
    return {group for hat in actor.hats if hat.role == "teacher" for group in hat.groups}


@pytest.mark.handbook("R10.4")
def test_a_teacher_of_the_roster_gets_an_account_and_keeps_the_group(tmp_path: Path) -> None:
    school = small.a_school()
    file = small.Roster(staff=[small.S("j1", "Juf", "Leerkracht", email=MAIL)]).write(tmp_path)
    call_command("import_roster", str(file), "--school", "99ZZ", stdout=StringIO(), stderr=StringIO())

    told = add(school)

    assert told["known"] is True
    assert Person.objects.filter(family_name="Leerkracht").count() == 1
    assert groups_of() == set(Teaching.objects.filter(person__family_name="Leerkracht").values_list("group", flat=True))
    assert Membership.objects.filter(person__family_name="Leerkracht").count() == 1
    assert "organisation.staff_recognised" in kinds(school.board_id)


def test_the_same_name_without_a_known_address_is_recognised_at_this_school_only() -> None:
    school = b.a_school()
    group = b.a_group(school)
    brought(school, group=group)
    other = b.a_school(school.board)
    brought(other, "k9", "Meester")

    add(school)
    said = refused(other, call_name="Juf")
    elsewhere = refused(b.a_school(school.board), call_name="Meester")

    assert groups_of() == {group.pk}
    assert "logt al in" in said or "inlognaam" in said
    assert f"Meester Leerkracht (--person k9 --school {other.brin})" in elsewhere
    assert Account.objects.count() == 1


def test_two_of_one_name_are_named_and_one_is_chosen_by_key() -> None:
    school = b.a_school()
    one, two = b.a_group(school, "5B"), b.a_group(school, "6A")
    brought(school, "j1", group=one)
    brought(school, "j2", group=two)

    said = refused(school)
    assert "--person j1" in said and "--person j2" in said and "--new" in said
    assert not Account.objects.exists()

    add(school, "--person", "j2")
    assert groups_of() == {two.pk}


def test_somebody_else_with_a_known_name_is_new_when_one_says_so() -> None:
    school = b.a_school()
    brought(school, mail="anders@wilgentak.example", group=b.a_group(school))

    assert "--person j1" in refused(school)

    assert add(school, "--new")["known"] is False
    assert groups_of() == set()


def test_whoever_signs_in_already_is_not_given_a_second_account() -> None:
    school = b.a_school()
    b.an_account(brought(school, mail=MAIL))

    assert "logt al in" in refused(school)
    assert "logt al in" in refused(school, "--person", "j1")
    assert Account.objects.count() == 1


def test_a_key_that_nobody_has_is_wrong_use() -> None:
    school = b.a_school()
    brought(b.a_school(), "j1")

    with pytest.raises(Exception, match="j1"):
        add(school, "--person", "j1")


def test_a_person_of_another_board_or_no_staff_is_refused_by_the_action() -> None:
    school = b.a_school()
    parent = b.a_guardian(b.a_pupil(school)).person
    given: Any = {
        "board": school.board, "schools": [school], "role": "teacher", "login": MAIL, "email": MAIL,
        "names": {"call_name": "Juf", "prefix": "", "family_name": "Leerkracht"},
    }  # fmt: skip

    for person in (brought(b.a_school()), parent):
        with pytest.raises(Refused):
            actions.add_staff(OPERATOR, **given, person=person)
    brought(school, "j1", mail="anders@wilgentak.example")
    with pytest.raises(Refused, match="known already"):
        actions.add_staff(OPERATOR, **given)

    assert not Account.objects.exists()


def post(client: Any, school: School, **more: Any) -> Any:
    given = {"call_name": "Juf", "family_name": "Leerkracht", "email": MAIL, "role": "teacher"}
    form = {f"nieuw-{name}": value for name, value in (given | {"since": clock.today().isoformat()} | more).items()}
    return client.post(reverse("new_staff", args=[school.pk]), form, follow=True)


def test_the_page_recognises_too_and_says_which_groups_stay() -> None:
    school = b.a_school()
    group = b.a_group(school, "5B")
    brought(school, group=group, mail=MAIL)

    answer = post(b.signed_in(b.a_member(school, "director").account), school)

    assert "Juf Leerkracht was al bekend uit het leerlingbestand. De groepen: 5B." in words(answer)
    assert groups_of() == {group.pk}
    assert Person.objects.filter(family_name="Leerkracht").count() == 1


def test_where_it_is_not_certain_the_page_asks_and_one_chooses() -> None:
    school = b.a_school()
    group = b.a_group(school, "5B")
    known = brought(school, group=group, mail="anders@wilgentak.example")
    client = b.signed_in(b.a_member(school, "director").account)

    asked = post(client, school)
    assert asked.status_code == 422
    assert "Is het een van deze mensen?" in words(asked) and f"{school.name}, 5B" in words(asked)
    assert 'value="Juf"' in asked.content.decode()
    assert post(client, school, who="99999").status_code == 422
    assert not Account.objects.filter(login=MAIL).exists()

    post(client, school, who=str(known.pk))
    assert groups_of() == {group.pk}


def test_a_name_alone_is_asked_about_on_the_page_for_a_namesake_gets_nobodys_groups() -> None:
    school = b.a_school()
    known = brought(school, group=b.a_group(school, "5B"))
    client = b.signed_in(b.a_member(school, "director").account)

    asked = post(client, school)
    assert asked.status_code == 422 and "Is het een van deze mensen?" in words(asked)
    post(client, school, who="nieuw")

    known.refresh_from_db()
    assert known.account is None
    assert groups_of() == set()


def test_nobody_of_the_known_is_somebody_new() -> None:
    school = b.a_school()
    brought(school, group=b.a_group(school), mail="anders@wilgentak.example")

    post(b.signed_in(b.a_member(school, "director").account), school, who="nieuw")

    assert groups_of() == set()
    assert Person.objects.filter(family_name="Leerkracht").count() == 2


def test_a_director_gives_no_account_that_opens_groups_of_another_school() -> None:
    school = b.a_school()
    other = b.a_school(school.board)
    known = brought(other, group=b.a_group(other), mail=MAIL)
    client = b.signed_in(b.a_member(school, "director").account)

    answer = post(client, school)

    assert answer.status_code == 422
    assert "Vraag de privacy officer om het account." in words(answer)
    known.refresh_from_db()
    assert known.account is None and not Account.objects.filter(login=MAIL).exists()

    post(b.signed_in(b.a_member(school.board, "privacy_officer").account), school)
    known.refresh_from_db()
    assert known.account is not None


def test_the_action_itself_keeps_a_director_from_groups_of_another_school() -> None:
    school = b.a_school()
    other = b.a_school(school.board)
    known = brought(other, group=b.a_group(other))
    director = actor_of(b.a_member(school, "director").account, clock.today())

    with pytest.raises(Refused, match="another school"):
        actions.add_staff(
            director, board=school.board, schools=[school], role="teacher", login=MAIL, email=MAIL,
            names={"call_name": "Juf", "prefix": "", "family_name": "Leerkracht"}, person=known,
        )  # fmt: skip
    assert not Account.objects.filter(login=MAIL).exists()


@pytest.mark.parametrize(
    ("workers", "found"),
    [
        ([], Likeness()),
        ([Worker(1, ("Juf", "Vos"), True)], Likeness(known=1)),
        ([Worker(1, ("Juf", "Vos"), False)], Likeness(perhaps=(1,))),
        ([Worker(1, ("Juf", "Vos"), False, mail=True)], Likeness(known=1)),
        ([Worker(1, ("J.", "Vos"), True)], Likeness()),
        ([Worker(1, ("J.", "Vos"), True, mail=True)], Likeness(known=1)),
        ([Worker(1, ("", "Vos"), True)], Likeness()),
        ([Worker(1, ("Otto", "Buis"), True, mail=True)], Likeness(perhaps=(1,))),
        ([Worker(1, ("Juf", "Vos"), True, other_mail=True)], Likeness(perhaps=(1,))),
        ([Worker(1, ("Juf", "Vos"), True), Worker(2, ("Juf", "Vos"), True)], Likeness(perhaps=(1, 2))),
        ([Worker(1, ("Juf", "Vos"), True), Worker(2, ("Otto", "Buis"), True, mail=True)], Likeness(perhaps=(1, 2))),
        ([Worker(1, ("Juf", "Vos"), True, account=True)], Likeness()),
        ([Worker(1, ("Juf", "Vos"), True, account=True, mail=True)], Likeness(taken=1)),
        ([Worker(1, ("Otto", "Buis"), True, account=True, mail=True)], Likeness()),
    ],
)
def test_a_name_is_certain_with_the_address_or_at_the_school_and_else_a_question(
    workers: list[Worker], found: Likeness
) -> None:
    assert likeness(("Juf", "Vos"), workers) == found

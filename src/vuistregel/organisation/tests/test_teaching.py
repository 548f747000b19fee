"""A teacher who is here already is coupled to a group, from a day until a day; a substitute too."""

from __future__ import annotations

from datetime import timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.urls import reverse

from vuistregel import clock
from vuistregel.access.actor import OPERATOR
from vuistregel.access.hats import actor_of
from vuistregel.actions import Refused
from vuistregel.organisation import actions
from vuistregel.organisation.models import Group, Person, School, Teaching
from vuistregel.organisation.roster.tests import small
from vuistregel.organisation.tests import builders as b
from vuistregel.organisation.tests.reading import heading, kinds, words

pytestmark = pytest.mark.django_db


def address(school: School) -> str:
    return reverse("teaching", args=[school.pk])


def couple(client: Any, school: School, person: Person, *groups: Group, **more: Any) -> Any:
    form = {"person": person.pk, "groups": [g.pk for g in groups], "since": clock.today().isoformat()} | more
    return client.post(address(school), {f"koppel-{name}": value for name, value in form.items()}, follow=True)


def office(school: School) -> Any:
    return b.signed_in(b.a_member(school, "administrator", "Ada", "Kant").account)


def sees(member: b.Member, day: Any = None) -> set[int]:
    return {g for hat in actor_of(member.account, day or clock.today()).hats for g in hat.groups}


@pytest.mark.handbook("R10.4")
def test_the_office_couples_a_teacher_who_is_here_to_a_group() -> None:
    school = b.a_school()
    group, teacher = b.a_group(school, "5B"), b.a_member(school, "teacher", "Ilse", "Marees")
    client = office(school)
    assert heading(client.get(address(school))) == "Eén medewerker heeft nog geen groep."

    answer = couple(client, school, teacher.person, group)

    assert "Bewaard. Ilse Marees werkt met: 5B." in words(answer)
    assert heading(answer) == "Wie werkt met welke groep?"
    assert sees(teacher) == {group.pk}
    assert "organisation.groups_coupled" in kinds(school.board_id)


def test_a_teacher_stands_in_from_a_day_until_a_day() -> None:
    school = b.a_school()
    own, other = b.a_group(school, "5B"), b.a_group(school, "6A")
    teacher = b.a_member(school, "teacher", groups=(own,))
    begin, end = clock.today() + timedelta(days=3), clock.today() + timedelta(days=10)

    couple(office(school), school, teacher.person, other, since=begin.isoformat(), until=end.isoformat())

    assert [sees(teacher, day) for day in (clock.today(), begin, end, end + timedelta(days=1))] == [
        {own.pk}, {own.pk, other.pk}, {own.pk, other.pk}, {own.pk},
    ]  # fmt: skip


def test_a_second_click_couples_once_and_says_the_same() -> None:
    school = b.a_school()
    group, teacher = b.a_group(school, "5B"), b.a_member(school, "teacher", "Ilse", "Marees")
    client = office(school)

    couple(client, school, teacher.person, group)
    again = couple(client, school, teacher.person, group)

    assert "Bewaard. Ilse Marees werkt met: 5B." in words(again)
    assert Teaching.objects.count() == 1


def test_the_action_itself_couples_nobody_twice() -> None:
    school = b.a_school()
    group, teacher = b.a_group(school), b.a_member(school, "teacher")
    given: Any = {"school": school, "person": teacher.person, "groups": [group], "since": clock.today()}
    actions.couple(OPERATOR, **given)

    for until in (None, clock.today() + timedelta(days=5)):
        with pytest.raises(Refused):
            actions.couple(OPERATOR, **given, until=until)
    assert Teaching.objects.count() == 1


def test_what_does_not_fit_is_told() -> None:
    school = b.a_school()
    group, teacher = b.a_group(school, "5B"), b.a_member(school, "teacher")
    client = office(school)
    couple(client, school, teacher.person, group)

    twice = couple(client, school, teacher.person, group, until=clock.today().isoformat())
    backwards = couple(client, school, teacher.person, group, until="2001-01-01")
    nothing = couple(client, school, teacher.person)

    assert [each.status_code for each in (twice, backwards, nothing)] == [422, 422, 422]
    assert "Deze persoon is in die tijd al gekoppeld aan 5B." in words(twice)
    assert "Deze dag ligt voor de eerste dag." in words(backwards)
    assert Teaching.objects.count() == 1


def test_no_group_or_person_of_elsewhere_is_coupled() -> None:
    school = b.a_school()
    group, teacher = b.a_group(school), b.a_member(school, "teacher")
    near, far = b.a_school(school.board), b.a_school()
    client = office(school)
    strangers = [b.a_member(place, "teacher").person for place in (near, far)]
    caretaker = b.a_member(school, "caretaker").person

    for place in (near, far):
        assert couple(client, school, teacher.person, b.a_group(place)).status_code == 422
        with pytest.raises(Refused):
            actions.couple(
                OPERATOR, school=school, person=teacher.person, groups=[b.a_group(place)], since=clock.today()
            )
    for person in (*strangers, caretaker):
        assert couple(client, school, person, group).status_code == 422
        with pytest.raises(Refused):
            actions.couple(OPERATOR, school=school, person=person, groups=[group], since=clock.today())
    assert couple(client, near, strangers[0], b.a_group(near)).status_code == 403
    assert couple(client, far, strangers[1], b.a_group(far)).status_code == 404
    assert not Teaching.objects.exists()


def end(client: Any, school: School, row: Teaching, until: Any) -> Any:
    return client.post(reverse("end_teaching", args=[school.pk]), {"koppeling": row.pk, "tot": str(until)}, follow=True)


def test_the_last_day_with_a_group_is_said_and_what_did_not_begin_goes() -> None:
    school = b.a_school()
    now, later = b.a_group(school, "5B"), b.a_group(school, "6A")
    teacher = b.a_member(school, "teacher", groups=(now,))
    client = office(school)
    couple(client, school, teacher.person, later, since=(clock.today() + timedelta(days=9)).isoformat())

    assert end(client, school, Teaching.objects.get(group=now), "2001-01-01").status_code == 422
    assert end(client, school, Teaching.objects.get(group=now), "nooit").status_code == 422
    end(client, school, Teaching.objects.get(group=now), clock.today())
    end(client, school, Teaching.objects.get(group=later), clock.today())

    assert Teaching.objects.get().until == clock.today()
    assert sees(teacher, clock.today() + timedelta(days=10)) == set()


def test_a_coupling_of_another_school_is_not_ended_here() -> None:
    school = b.a_school()
    near = b.a_school(school.board)
    row = Teaching.objects.get(person=b.a_member(near, "teacher", groups=(b.a_group(near),)).person)

    assert end(office(school), school, row, clock.today()).status_code == 404
    row.refresh_from_db()
    assert row.until is None


def test_a_teacher_couples_nobody_and_whoever_only_reads_has_no_form() -> None:
    school = b.a_school()
    group, teacher = b.a_group(school), b.a_member(school, "teacher")
    client = b.signed_in(teacher.account)
    reader = b.signed_in(b.a_member(school.board, "fg").account)

    assert client.get(address(school)).status_code == 403
    assert couple(client, school, teacher.person, group).status_code == 403
    assert couple(reader, school, teacher.person, group).status_code == 403
    assert "Koppel iemand aan een groep" not in words(reader.get(address(school)))
    assert not Teaching.objects.exists()


def test_a_later_file_ends_its_own_couplings_and_leaves_those_of_the_office(tmp_path: Path) -> None:
    school = small.a_school()

    def read(*groups: str) -> None:
        file = small.Roster(staff=[small.S("j1", "Juf", "Leerkracht", groups=groups)]).write(tmp_path)
        call_command("import_roster", str(file), "--school", "99ZZ", stdout=StringIO(), stderr=StringIO())

    read("g5a")
    juf = Person.objects.get(family_name="Leerkracht")
    by_hand = Group.objects.create(board=school.board, school=school, key="", name="Plusklas")
    actions.couple(OPERATOR, school=school, person=juf, groups=[by_hand], since=clock.today())
    read("g7a")

    still = Teaching.objects.filter(person=juf, until__isnull=True).order_by("pk").values_list("group__name", flat=True)
    assert list(still) == ["Plusklas", "7A"]


def test_the_same_queries_for_two_groups_and_for_twenty(django_assert_max_num_queries: Any) -> None:
    school = b.a_school()
    client = office(school)
    for number in range(20):
        b.a_member(school, "teacher", f"Ilse{number}", "Marees", groups=(b.a_group(school, f"{number}A"),))
    client.get(address(school))

    with django_assert_max_num_queries(40):
        assert "19A" in words(client.get(address(school)))

"""Contact lists and protection: the list, the decision about it, and the copies that were handed out, at once."""

from __future__ import annotations

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from vuistregel import clock
from vuistregel.access.actor import OPERATOR, job
from vuistregel.access.hats import actor_of
from vuistregel.consent.actions.channels import add_channel
from vuistregel.consent.actions.lists import make_copy
from vuistregel.consent.lists.entries import Kinds, group_list
from vuistregel.consent.lists.jobs import look_at_copies
from vuistregel.consent.lists.tasks import list_tasks
from vuistregel.consent.models import ListCopy
from vuistregel.consent.queries import people_for, place_of
from vuistregel.consent.rules import Audience, Matter
from vuistregel.consent.tests.builders import a_school_with_channels, channel, says
from vuistregel.consent.tests.families import Family, a_teacher, names
from vuistregel.organisation.actions import raise_confidentiality, restrict_contact
from vuistregel.organisation.tests import builders as b
from vuistregel.outbox.models import OutboxItem
from vuistregel.words import Words

pytestmark = pytest.mark.django_db


@pytest.fixture
def place():
    school = a_school_with_channels()
    return school, b.a_group(school, "5B")


@pytest.mark.handbook("S66")
def test_a_secret_number_is_never_on_it_and_reads_as_no_answer(place) -> None:
    school, group = place
    Family(school, group, "Geheim", secret=True)

    assert names(group) == []
    assert names(group, Kinds.ADDRESS) == ["Geheim"]


@pytest.mark.handbook("S65")
@pytest.mark.parametrize("field", ["address", "school", "all"])
def test_a_protected_child_is_at_once_gone_from_the_address_list(place, field: str) -> None:
    school, group = place
    b.raised(Family(school, group, "Schuil").pupil.person, field)

    assert names(group, Kinds.ADDRESS) == []


_ON = {Kinds.PHONE: "phone", Kinds.TREE: "phone", Kinds.ADDRESS: "address"}


@pytest.mark.handbook("R5.20", "R10.12", "S65", "S66")
@pytest.mark.parametrize("kind", list(Kinds))
@pytest.mark.parametrize("who", ["child", "parent"])
@pytest.mark.parametrize("field", ["phone", "email", "address", "school", "all", "secret", "restricted", ""])
def test_whom_a_list_leaves_out_the_decision_refuses_and_whom_it_holds_it_allows(
    place, kind: Kinds, who: str, field: str
) -> None:
    school, group = place
    family = Family(school, group)
    person = family.pupil.person if who == "child" else family.parent
    if field == "secret":
        family.parent.contacts.filter(kind=_ON[kind]).update(secret=True)
    elif field == "restricted":
        b.a_restriction(family.pupil, family.parent if who == "parent" else None)
    elif field:
        b.raised(person, field)

    asked = place_of(channel(school, kind.value), Matter.CONTACT, clock.today())
    (facts,) = people_for(asked, [family.pupil.person_id], clock.today())

    on_it = field in {"", "email"} or (field, _ON[kind]) == ("phone", "address")
    assert (names(group, kind) == ["Yara"], bool(facts.consent) and not facts.hidden) == (on_it, on_it)


@pytest.mark.handbook("S66")
def test_one_secret_number_beside_another_parents_open_one_keeps_the_child_on_it_and_the_number_off(place) -> None:
    school, group = place
    family = Family(school, group)
    other = b.a_guardian(family.pupil, call_name="Ander").person
    b.a_contact(other, "phone", "06 7777 7777", secret=True)
    says(family.pupil, other, "phone_list", "given")
    asked = place_of(channel(school, "phone_list"), Matter.CONTACT, clock.today())

    (entry,) = group_list(group, Kinds.PHONE, clock.today()).entries
    assert [r.values for r in entry.reached] == [("06 1111 2222",)]
    assert not people_for(asked, [family.pupil.person_id], clock.today())[0].hidden


@pytest.mark.handbook("S65", "S66")
def test_a_list_of_the_schools_own_counts_every_kind_of_contact_data(place) -> None:
    school, group = place
    own = add_channel(
        OPERATOR, school=school, slug="mailing", name=Words("Mailinglijst", "Mailing list"), audience=Audience.CLASS,
        where=Words("op de mailinglijst", "on the mailing list"), matters=(Matter.CONTACT,),
    )  # fmt: skip
    family = Family(school, group)
    says(family.pupil, family.parent, "mailing", "given")
    asked = place_of(own, Matter.CONTACT, clock.today())
    b.raised(family.parent, "email")

    assert people_for(asked, [family.pupil.person_id], clock.today())[0].hidden


def test_what_protection_keeps_off_a_list_is_found_in_as_many_queries_for_one_as_for_many(place) -> None:
    school, group = place
    asked = place_of(channel(school, "phone_list"), Matter.CONTACT, clock.today())

    def counted(persons: list[int]) -> int:
        with CaptureQueriesContext(connection) as queries:
            people_for(asked, persons, clock.today())
        return len(queries)

    persons = [Family(school, group, f"K{n}").pupil.person_id for n in range(7)]
    counted(persons)
    assert counted(persons[:1]) == counted(persons)


@pytest.mark.handbook("R5.22", "R10.12", "S65")
@pytest.mark.parametrize("cause", ["child", "parent", "barred"])
def test_whoever_is_protected_is_called_back_from_copies_at_once_with_neutral_words(place, cause: str) -> None:
    school, group = place
    family = Family(school, group)
    Family(school, group, "Bram")
    teacher = a_teacher(school, group)
    reader = actor_of(teacher.account, clock.today())
    copy = make_copy(reader, group=group, kind=Kinds.PHONE, form=ListCopy.Forms.PDF).copy
    if cause == "barred":
        restrict_contact(OPERATOR, pupil=family.pupil, person=family.parent, kind="no_contact", about="Uitspraak.")
    else:
        somebody = family.parent if cause == "parent" else family.pupil.person
        raise_confidentiality(OPERATOR, person=somebody, school=school.pk, field="phone", why="Opvang.")

    gone = copy.persons.filter(gone_on=clock.today()).values_list("person", flat=True)
    assert set(gone) == {family.pupil.person_id, family.parent.pk}
    [task] = list_tasks(reader, clock.today())
    assert str(task.title) == "Haal Yara Zaal en OuderYara Zaal van de telefoonlijst van groep 5B"
    assert str(task.detail) == "Yara Zaal en OuderYara Zaal staan nog op kopie 1."
    assert OutboxItem.objects.filter(kind="mail").count() == 1
    look_at_copies(job("consent.lists"), clock.now())
    assert OutboxItem.objects.filter(kind="mail").count() == 1


@pytest.mark.handbook("R10.12", "S65")
def test_a_protection_that_fails_calls_nobody_back(place) -> None:
    school, group = place
    family = Family(school, group)
    copy = make_copy(OPERATOR, group=group, kind=Kinds.PHONE, form=ListCopy.Forms.PDF).copy

    def raised_and_undone() -> None:
        with transaction.atomic():
            raise_confidentiality(OPERATOR, person=family.parent, school=school.pk, field="all", why="Opvang.")
            assert copy.persons.filter(gone_on__isnull=False).exists()
            raise InterruptedError

    with pytest.raises(InterruptedError):
        raised_and_undone()

    assert not copy.persons.filter(gone_on__isnull=False).exists()

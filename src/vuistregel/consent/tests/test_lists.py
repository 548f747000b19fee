"""Contact lists: only this year's yes, nothing secret or protected, and copies that are called back."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from vuistregel import clock
from vuistregel.access.actor import OPERATOR, job
from vuistregel.access.hats import actor_of
from vuistregel.consent.actions.lists import make_copy
from vuistregel.consent.lists.entries import Kinds, group_list
from vuistregel.consent.lists.jobs import look_at_copies
from vuistregel.consent.lists.overview import standing_of
from vuistregel.consent.lists.rules import chains
from vuistregel.consent.lists.tasks import list_tasks
from vuistregel.consent.models import ContactCorrection, EmergencyContact, ListCopy
from vuistregel.consent.tests.builders import a_school_with_channels, says
from vuistregel.consent.tests.families import Family, a_teacher, names
from vuistregel.organisation.models import Pupil
from vuistregel.organisation.tests import builders as b
from vuistregel.organisation.tests.reading import heading, words
from vuistregel.outbox.models import OutboxItem

pytestmark = pytest.mark.django_db


@pytest.fixture
def place():
    school = a_school_with_channels()
    return school, b.a_group(school, "5B")


@pytest.mark.handbook("R5.18", "R5.19", "S40")
def test_only_who_said_yes_this_school_year_is_on_it(place) -> None:
    school, group = place
    Family(school, group, "Ja")
    Family(school, group, "Stil", yes=False)
    old = Family(school, group, "Vorig", yes=False)
    says(old.pupil, old.parent, "phone_list", "given", on=clock.today() - timedelta(days=400))

    assert names(group) == ["Ja"]
    assert str(standing_of(group_list(group, Kinds.PHONE, clock.today()))) == "Eén van de drie gezinnen staat erop."


def test_a_parent_who_did_not_say_yes_is_not_on_it_and_a_child_with_a_contact_restriction_is_not_named(place) -> None:
    school, group = place
    family = Family(school, group)
    silent = b.a_guardian(family.pupil, call_name="Stil").person
    b.a_contact(silent, "phone", "06 9999 9999")
    far = b.a_guardian(family.pupil, call_name="Ver").person
    b.a_contact(far, "phone", "06 8888 8888")
    says(family.pupil, far, "phone_list", "given")

    (entry,) = group_list(group, Kinds.PHONE, clock.today()).entries
    assert [r.name for r in entry.reached] == [family.parent.name, far.name]
    b.a_restriction(family.pupil, far)
    assert names(group) == []


@pytest.mark.parametrize("number", [0, 1, 2, 5, 24, 35])
def test_a_phone_tree_calls_every_family_once_and_no_chain_is_much_longer(number: int) -> None:
    found = chains(number)

    assert [at for chain in found for at in chain] == list(range(number))
    assert not found or max(map(len, found)) - min(map(len, found)) <= 1


def test_the_queries_of_a_list_do_not_grow_with_the_pupils(place) -> None:
    school, group = place

    def counted() -> int:
        with CaptureQueriesContext(connection) as queries:
            group_list(group, Kinds.PHONE, clock.today())
        return len(queries)

    Family(school, group, "A")
    few = counted()
    for n in range(6):
        Family(school, group, f"K{n}")
    assert counted() == few


@pytest.mark.handbook("R5.22")
def test_a_withdrawal_takes_a_family_off_the_list_and_tells_the_maker_of_a_copy(place) -> None:
    school, group = place
    family = Family(school, group)
    client = b.signed_in(a_teacher(school, group).account)
    client.post(reverse("contact_list", args=[group.pk, "telefoonlijst"]), {"form": "pdf", "language": "nl"})
    before = OutboxItem.objects.count()

    says(family.pupil, family.parent, "phone_list", "withdrawn")

    assert names(group) == []
    assert OutboxItem.objects.count() == before + 1
    page = client.get(reverse("group_lists", args=[group.pk]))
    assert "Haal van deze kopie:" in words(page)
    assert family.pupil.person.name in words(page)
    start = words(client.get("/"))
    assert "U moet nog één ding weghalen." in start
    assert f"{family.pupil.person.name} en {family.parent.name} van de telefoonlijst van groep 5B" in start
    done = client.post(reverse("list_copy_mended", args=[group.pk, "telefoonlijst", 1]), follow=True)
    assert "Haal van deze kopie" not in words(done)
    assert "Er ligt niets te wachten." in words(client.get("/"))


def test_a_copy_of_who_left_waits_with_who_teaches_the_group_and_with_nobody_else(place) -> None:
    school, group = place
    families = [Family(school, group, name) for name in ("Ja", "Nee")]
    make_copy(OPERATOR, group=group, kind=Kinds.TREE, form=ListCopy.Forms.PAPER)
    for family in families:
        says(family.pupil, family.parent, "phone_tree", "withdrawn")
    others = b.a_member(school, "teacher", groups=(b.a_group(school, "7A"),))

    [task] = list_tasks(actor_of(a_teacher(school, group).account, clock.today()), clock.today())

    assert str(task.title) == "Haal vier mensen van de belboom van groep 5B"
    assert str(task.detail) == "Vier mensen staan nog op kopie 1."
    assert list_tasks(actor_of(others.account, clock.today()), clock.today()) == []


def test_who_left_is_called_back_by_the_day_with_the_same_neutral_words(place) -> None:
    school, group = place
    family = Family(school, group)
    teacher = a_teacher(school, group)
    make_copy(actor_of(teacher.account, clock.today()), group=group, kind=Kinds.PHONE, form=ListCopy.Forms.PDF)
    Pupil.objects.filter(pk=family.pupil.pk).update(departed=clock.today() - timedelta(days=1))

    look_at_copies(job("consent.lists"), clock.now())

    [task] = list_tasks(actor_of(teacher.account, clock.today()), clock.today())
    assert str(task.title).endswith("van de telefoonlijst van groep 5B")
    assert str(task.detail).endswith("staan nog op kopie 1.")
    assert OutboxItem.objects.filter(kind="mail").count() == 1


def test_a_day_later_a_number_that_became_secret_is_called_back_from_copies(place) -> None:
    school, group = place
    family = Family(school, group)
    copy = make_copy(OPERATOR, group=group, kind=Kinds.PHONE, form=ListCopy.Forms.PDF).copy
    family.parent.contacts.update(secret=True)

    assert look_at_copies(job("consent.lists"), clock.now()) == 2
    assert look_at_copies(job("consent.lists"), clock.now()) == 0
    assert copy.persons.filter(gone_on__isnull=False).count() == 2


@pytest.mark.parametrize("slug", ["telefoonlijst", "belboom", "adreslijst"])
@pytest.mark.parametrize("language", ["nl", "en"])
def test_copies_are_made_in_every_form_and_say_who_made_them(place, slug: str, language: str) -> None:
    school, group = place
    for n, name in enumerate(['#panic("x")', "=1+1", "<b>Ann</b>", "محمد", "王"]):
        Family(school, group, name, phone=f"06 1000 000{n}")
    client = b.signed_in(a_teacher(school, group).account)
    url = reverse("contact_list", args=[group.pk, slug])

    assert client.post(url, {"form": "pdf", "language": language}).content.startswith(b"%PDF-")
    sheet = client.post(url, {"form": "xlsx", "language": language})
    book = openpyxl.load_workbook(BytesIO(sheet.content))
    assert book.active is not None
    text = " ".join(str(c) for row in book.active.iter_rows(values_only=True) for c in row if c)
    assert "Sem Boom" in text
    printed = client.post(url, {"form": "paper", "language": language}, follow=True)
    assert "Sem Boom" in words(printed)
    assert "<b>Ann</b>" not in printed.content.decode()
    assert [c.number for c in ListCopy.objects.order_by("pk")] == [1, 2, 3]


def test_an_empty_list_gives_no_copy(place) -> None:
    school, group = place
    client = b.signed_in(a_teacher(school, group).account)
    url = reverse("contact_list", args=[group.pk, "telefoonlijst"])

    assert "nog geen leerlingen" in heading(client.get(url))
    assert client.post(url, {"form": "pdf", "language": "nl"}).status_code == 422
    assert not ListCopy.objects.exists()


@pytest.mark.handbook("R5.21")
def test_a_parent_says_that_data_are_right_corrects_them_and_gives_an_emergency_contact(place) -> None:
    school, group = place
    family = Family(school, group)
    other = b.a_guardian(family.pupil, call_name="Ander").person
    client = b.signed_in(b.an_account(family.parent))
    url = reverse("own_contact_data", args=[family.pupil.pk])

    assert "06 1111 2222" in words(client.get(url))
    assert client.post(url, {"wat": "klopt"}).status_code == 302
    assert client.post(url, {"wat": "anders"}).status_code == 422
    client.post(url, {"wat": "anders", "nieuw-phone": "06 3333 4444"})
    assert client.post(url, {"wat": "nood", "nood-name": "Oma"}).status_code == 422
    client.post(url, {"wat": "nood", "nood-name": "Oma Til", "nood-phone": "06 5555 6666"})
    row = EmergencyContact.objects.get()
    assert b"Oma" not in bytes(row.name)
    assert "Oma Til" not in words(b.signed_in(b.an_account(other)).get(url))

    staff = b.signed_in(b.a_member(school, "administrator").account)
    office = reverse("contact_corrections", args=[school.pk])
    assert "06 3333 4444" in words(staff.get(office))
    staff.post(office, {"verbetering": ContactCorrection.objects.get().pk})
    assert "06 3333 4444" not in words(staff.get(office))
    teacher = b.signed_in(a_teacher(school, group).account)
    emergency = reverse("emergency_contacts", args=[group.pk])
    assert "Oma Til" in words(teacher.get(emergency))
    b.raised(family.pupil.person, "address")
    assert "Oma Til" not in words(teacher.get(emergency))


@pytest.mark.handbook("R5.21")
@pytest.mark.parametrize("protected", [False, True])
def test_whether_data_are_right_is_asked_per_school_by_name_when_there_are_two(place, protected: bool) -> None:
    school, group = place
    family = Family(school, group)
    second = a_school_with_channels(school.board, name="De Lantaarn")
    client = b.signed_in(b.an_account(family.parent))

    def asked() -> str:
        return words(client.get(reverse("consents"))).split("Kloppen uw gegevens?")[1]

    assert f"Dit vraagt school elk schooljaar. {school.name}" not in asked()
    sister = b.a_pupil(second, call_name="Mees")
    b.a_guardian(sister, person=family.parent)
    if protected:
        b.raised(sister.person)

    assert f"Dit vraagt school elk schooljaar. {school.name}" in asked()
    assert ("De school van Mees" in asked(), "De Lantaarn" in asked()) == (protected, not protected)


def test_the_lists_of_another_group_and_their_copies_are_refused(place) -> None:
    school, group = place
    Family(school, group)
    make_copy(OPERATOR, group=group, kind=Kinds.PHONE, form=ListCopy.Forms.PAPER)
    client = b.signed_in(b.a_member(school, "teacher", groups=(b.a_group(school, "7A"),)).account)

    for url in (
        reverse("group_lists", args=[group.pk]),
        reverse("contact_list", args=[group.pk, "belboom"]),
        reverse("list_copy", args=[group.pk, "telefoonlijst", 1]),
        reverse("emergency_contacts", args=[group.pk]),
    ):
        assert client.get(url).status_code == 403

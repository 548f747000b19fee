"""Accounts of classes on social media: registered, held against the agreements, flagged until then (R8.9, S51)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest

from vuistregel import clock
from vuistregel.access.hats import actor_of
from vuistregel.actions import Refused
from vuistregel.checks import CHECKS, On
from vuistregel.consent.accounts.queries import gaps_of
from vuistregel.consent.accounts.rules import Gap, Known, Now, Outcome, Seen, gap, may_fit
from vuistregel.consent.actions.accounts import (
    change_account,
    check_account,
    close_account,
    register_account,
    said_in,
)
from vuistregel.consent.models import AccountFinding, Channel, ClassAccount
from vuistregel.consent.tests.builders import a_school_with_channels, channel
from vuistregel.evidence.models import LogEvent
from vuistregel.organisation.models import Group, Membership, Person, School
from vuistregel.organisation.tests.builders import Member, a_group, a_member, signed_in
from vuistregel.rows import StaleRow

pytestmark = pytest.mark.django_db
SAID = {
    "agreement": "Protocol sociale media, hoofdstuk 3",
    "agreed_on": "2026-11-02",
    "members": "Alleen ouders van de groep; de leerkracht laat hen toe.",
    "passwords": "In de kluis van school, ieder jaar een ander.",
    "posts": "Leerlingen plaatsen zelf niets.",
}


@dataclass(frozen=True)
class House:
    school: School
    group: Group
    teacher: Member
    director: Member


@pytest.fixture
def house() -> House:
    school = a_school_with_channels(mode="each_year")
    group = a_group(school, "5A")
    teacher = a_member(school, "teacher", call_name="Sander", groups=(group,))
    return House(school, group, teacher, a_member(school, "director", call_name="Karin"))


def _registered(house: House, slug: str = "instagram", name: str = "@groep5a", **more: Any) -> ClassAccount:
    return register_account(
        actor_of(more.get("by", house.teacher).account, clock.today()),
        group=more.get("group", house.group),
        channel=channel(house.school, slug),
        name=name,
        managers=more.get("managers", [house.teacher.person]),
    )


def _checked(house: House, account: ClassAccount, **more: Any) -> AccountFinding:
    account.refresh_from_db()
    return check_account(
        actor_of(more.get("by", house.director).account, clock.today()),
        account=account,
        outcome=more.get("outcome", Outcome.FITS),
        said=more.get("said", SAID),
        shown=more.get("shown", account.version),
        terms_read=more.get("terms_read", True),
    )


def _counts(day: date | None = None) -> list[bool]:
    rows = CHECKS["consent.class_accounts"].rows(On(day or clock.today()))
    return list(rows.order_by("pk").values_list("ok", flat=True))


def _gap(account: ClassAccount, day: date | None = None) -> Gap | None:
    return gaps_of(ClassAccount.objects.filter(pk=account.pk), day or clock.today())[account.pk]


@pytest.mark.handbook("S51", "R8.9")
def test_an_account_that_nobody_checked_is_flagged_and_a_check_with_evidence_ends_that(house: House) -> None:
    account = _registered(house)
    assert (_counts(), _gap(account)) == ([False], Gap.NEVER)
    found = _checked(house, account)
    assert (_counts(), _gap(account)) == ([True], None)
    assert said_in(account, found) == SAID
    assert (found.by, found.on) == (house.director.person, clock.today())
    kinds = LogEvent.objects.order_by("seq").values_list("kind", flat=True)
    assert list(kinds)[-2:] == ["consent.class_account_registered", "consent.class_account_checked"]
    assert "kluis" not in str(list(LogEvent.objects.values_list("data", flat=True)))


@pytest.mark.handbook("R8.9")
def test_the_check_lapses_when_address_managers_or_place_change_and_when_the_year_is_over(house: House) -> None:
    account = _registered(house)
    colleague = a_member(house.school, "teacher", call_name="Lotte").person
    actor = actor_of(house.teacher.account, clock.today())
    for name, managers in (("@groep5a-nieuw", [house.teacher.person]), ("@groep5a-nieuw", [colleague])):
        _checked(house, account)
        assert _gap(account) is None
        change_account(
            actor, account=account, channel=account.channel, name=name, managers=managers, shown=account.version
        )
        assert (_gap(account), _counts()) == (Gap.CHANGED, [False])
    _checked(house, account)
    assert _gap(account, account.year_ends) is None
    assert _gap(account, account.year_ends + timedelta(days=1)) is Gap.YEAR
    assert _counts(account.year_ends + timedelta(days=1)) == [False]
    Membership.objects.filter(person=colleague).update(until=clock.today() - timedelta(days=1))
    assert (_gap(account), _counts()) == (Gap.MANAGERS, [False])
    Membership.objects.filter(person=colleague).update(until=None)
    Channel.objects.filter(pk=account.channel_id).update(audience="class")
    assert (_gap(account), _counts()) == (Gap.CHANNEL, [False])


def test_what_an_earlier_finding_said_of_the_same_version_is_replaced_by_the_newest(house: House) -> None:
    account = _registered(house)
    _checked(house, account)
    _checked(house, account, outcome=Outcome.MISFITS, said={"why": "Zet het op besloten."}, terms_read=False)
    assert (_gap(account), _counts()) == (Gap.MISFITS, [False])
    _checked(house, account)
    assert (_gap(account), _counts()) == (None, [True])
    assert AccountFinding.objects.count() == 3


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ({"terms_read": False}, "regels van het bedrijf"),
        ({"said": SAID | {"passwords": "  "}}, "hoe u dit weet"),
        ({"said": {}}, "hoe u dit weet"),
    ],
)
def test_nobody_says_that_it_fits_without_evidence(house: House, more: dict[str, Any], says: str) -> None:
    account = _registered(house)
    with pytest.raises(Refused) as refused:
        _checked(house, account, **more)
    assert says in str(refused.value.decision.reasons[0].text)
    assert not AccountFinding.objects.exists()


def test_an_account_does_not_fit_while_the_house_knows_better(house: House) -> None:
    account = _registered(house)
    Channel.objects.filter(pk=account.channel_id).update(ended=clock.today(), terms_url="")
    Membership.objects.filter(person=house.teacher.person).update(until=clock.today() - timedelta(days=1))
    account = ClassAccount.objects.get()
    with pytest.raises(Refused) as refused:
        _checked(house, account)
    assert len(refused.value.decision.reasons) == 3


def test_a_check_holds_for_the_version_that_was_looked_at(house: House) -> None:
    account = _registered(house)
    with pytest.raises(StaleRow):
        _checked(house, account, shown=account.version + 1)


@pytest.mark.parametrize(
    ("slug", "name", "says"),
    [
        ("website", "@groep5a", "sociaal medium"),
        ("photographer", "@groep5a", "sociaal medium"),
        ("instagram", "  ", "hoe het heet"),
        ("instagram", "@GROEP5A", "al gemeld"),
    ],
)
def test_only_an_account_of_its_own_at_a_medium_of_the_school_is_registered(
    house: House, slug: str, name: str, says: str
) -> None:
    if says == "al gemeld":
        _registered(house)
    with pytest.raises(Refused) as refused:
        _registered(house, slug, name)
    assert says in str(refused.value.decision.reasons[0].text)


def test_somebody_who_works_here_manages_it(house: House) -> None:
    elsewhere = a_member(a_school_with_channels(house.school.board), "teacher").person
    for managers in ([], [elsewhere]):
        with pytest.raises(Refused):
            _registered(house, managers=managers)
    assert _registered(house, managers=[a_member(house.school.board, "privacy_officer").person])


def test_a_change_without_a_change_leaves_the_check_alone(house: House) -> None:
    account = _registered(house)
    _checked(house, account)
    with pytest.raises(Refused):
        change_account(
            actor_of(house.teacher.account, clock.today()),
            account=account,
            channel=account.channel,
            name=account.name,
            managers=[house.teacher.person],
            shown=account.version,
        )
    assert _gap(account) is None


def test_what_must_change_stands_on_the_start_page_of_who_manages_it_until_it_changed(house: House) -> None:
    account, colleague = _registered(house), a_member(house.school, "teacher", groups=(house.group,))
    _checked(house, account, outcome=Outcome.MISFITS, said={"why": "Zet het op besloten."})
    line = "Verander het account @groep5a"
    start = signed_in(house.teacher.account).get("/").content.decode()
    assert line in start
    assert "Eén ding vraagt uw aandacht." in start
    assert line not in signed_in(colleague.account).get("/").content.decode()
    account.refresh_from_db()
    change_account(
        actor_of(house.teacher.account, clock.today()),
        account=account,
        channel=account.channel,
        name="@groep5a_besloten",
        managers=[house.teacher.person],
        shown=account.version,
    )
    assert "Er ligt niets te wachten." in signed_in(house.teacher.account).get("/").content.decode()


def test_an_account_goes_to_another_group_only_by_who_may_register_there(house: House) -> None:
    account, other = _registered(house), a_group(house.school, "6A")
    _checked(house, account)
    elsewhere = a_group(a_school_with_channels(house.school.board), "6A")
    values: dict[str, Any] = {
        "account": account,
        "channel": account.channel,
        "name": account.name,
        "shown": account.version,
    }
    for by, group in ((house.teacher, other), (house.director, elsewhere)):
        with pytest.raises(Refused):
            change_account(actor_of(by.account, clock.today()), managers=[house.teacher.person], group=group, **values)
    assert _gap(account) is None
    director = actor_of(house.director.account, clock.today())
    change_account(director, managers=[house.teacher.person], group=other, **values)
    assert (ClassAccount.objects.get().group, _gap(account)) == (other, Gap.CHANGED)


def test_an_account_that_is_gone_says_so_with_evidence_and_its_name_is_free_again(house: House) -> None:
    account = _registered(house)
    actor = actor_of(house.teacher.account, clock.today())
    with pytest.raises(Refused):
        close_account(actor, account=account, proof=" ", shown=account.version)
    found = close_account(actor, account=account, proof="Verwijderd, zelf gekeken.", shown=account.version)
    assert said_in(account, found) == {"proof": "Verwijderd, zelf gekeken."}
    assert _counts() == []
    with pytest.raises(Refused):
        _checked(house, account)
    assert _registered(house).pk != account.pk


def test_who_may_register_and_who_may_check(house: House) -> None:
    account = _registered(house)
    stranger = a_member(house.school, "teacher", groups=(a_group(house.school, "6B"),))
    office, officer = a_member(house.school, "administrator"), a_member(house.school.board, "privacy_officer")
    with pytest.raises(Refused):
        _registered(house, "facebook", by=stranger)
    for nobody in (house.teacher, stranger, office):
        with pytest.raises(Refused):
            _checked(house, account, by=nobody)
    assert _registered(house, "facebook", by=office)
    assert _checked(house, account, by=officer)


def test_gaps_in_the_order_of_their_weight() -> None:
    day = date(2026, 11, 24)
    now = Now(2, "public", "Instagram", date(2027, 7, 31), True)
    fits = Seen(Outcome.FITS, 2, "public", "Instagram")
    assert gap(None, now, day) is Gap.NEVER
    assert gap(fits, now, day) is None
    assert gap(Seen(Outcome.MISFITS, 2, "public", "Instagram"), now, day) is Gap.MISFITS
    assert gap(Seen(Outcome.MISFITS, 1, "public", "Instagram"), now, day) is Gap.CHANGED
    assert gap(fits, Now(2, "public", "Instagram", date(2026, 7, 31), True), day) is Gap.YEAR
    assert gap(fits, Now(2, "class", "Instagram", date(2027, 7, 31), True), day) is Gap.CHANNEL
    assert gap(fits, Now(2, "public", "Instagram", date(2027, 7, 31), False), day) is Gap.MANAGERS
    assert not may_fit(Known(0, (), True, True, True, False))
    assert may_fit(Known(1, (), True, True, True, False))


def test_the_pages_of_a_teacher_and_of_who_checks(house: House) -> None:
    teacher, director = signed_in(house.teacher.account), signed_in(house.director.account)
    where = f"/groepen/{house.group.pk}/klasaccounts/"
    assert "Groep 5A heeft geen account." in teacher.get(where).content.decode()
    assert teacher.post(where, {"channel": "instagram", "name": "@x"}).status_code == 422
    sent = {"channel": "instagram", "name": "@groep5a", "managers": [house.teacher.person.pk]}
    made = teacher.post(where, sent)
    account = ClassAccount.objects.get()
    page = f"/klasaccounts/{account.key}/"
    assert made["Location"] == page
    assert teacher.post(where, sent).status_code == 422
    assert "Dit toetst de" in teacher.get(page).content.decode()
    assert teacher.get(page + "toetsen/").status_code == 403
    check = {"wat": "fits", "version": account.version, "terms_read": "on", **SAID}
    assert director.post(page + "toetsen/", check | {"agreed_on": "2999-01-01"}).status_code == 422
    assert director.post(page + "toetsen/", check | {"version": 9}).status_code == 409
    wrong = director.post(page + "toetsen/", {"wat": "misfits", "version": account.version, "why": "Te open."})
    assert wrong.status_code == 302
    assert "Te open." in teacher.get(page).content.decode()
    assert director.post(page + "toetsen/", check).status_code == 302
    assert "past bij de afspraken" in director.get(page).content.decode()
    change = {"version": account.version, "channel": "facebook", "name": "@groep5a", "managers": sent["managers"]}
    change["group"] = house.group.pk
    assert teacher.post(page + "veranderen/", change | {"version": 7}).status_code == 409
    assert teacher.post(page + "veranderen/", change).status_code == 302
    listed = director.get(f"/scholen/{house.school.pk}/klasaccounts/").content.decode()
    assert "Eén van de één" not in listed
    assert "Het account is veranderd" in listed
    account.refresh_from_db()
    assert teacher.post(page + "weg/", {"version": account.version, "proof": ""}).status_code == 422
    assert teacher.post(page + "weg/", {"version": account.version, "proof": "Weg."}).status_code == 302
    assert "Opgeheven op" in director.get(page).content.decode()
    assert director.get(f"/klasaccounts/{uuid4()}/").status_code == 404


def test_the_office_may_name_any_colleague_and_a_teacher_only_who_works_with_the_group(house: House) -> None:
    far = a_member(house.school, "teacher", call_name="Wietske", family_name="Ver").person
    where = f"/groepen/{house.group.pk}/klasaccounts/"
    assert "Wietske Ver" not in signed_in(house.teacher.account).get(where).content.decode()
    office = signed_in(a_member(house.school, "administrator").account)
    assert "Wietske Ver" in office.get(where).content.decode()
    office.post(where, {"channel": "youtube", "name": "Groep 5A", "also": far.pk})
    assert list(ClassAccount.objects.get().managers.all()) == [Person.objects.get(pk=far.pk)]


def test_a_school_with_many_accounts_asks_as_few_questions(house: House, django_assert_max_num_queries: Any) -> None:
    for n in range(12):
        _registered(house, name=f"@groep{n}")
    client = signed_in(house.director.account)
    client.get(f"/scholen/{house.school.pk}/klasaccounts/")
    with django_assert_max_num_queries(20):
        client.get(f"/scholen/{house.school.pk}/klasaccounts/")

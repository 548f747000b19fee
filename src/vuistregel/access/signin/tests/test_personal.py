"""A personal link leads one person to one page: once, for weeks, and a new one only goes to the known address."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.test import Client

from vuistregel import clock
from vuistregel.access.actor import VISITOR, Subject
from vuistregel.access.signin import links, personal, secrets
from vuistregel.access.signin.models import OneTimeLink, OpenSession
from vuistregel.access.signin.secrets import Fresh
from vuistregel.access.signin.tests import log
from vuistregel.access.signin.tests.people import House, mails
from vuistregel.actions import Act, action
from vuistregel.organisation.models import Person

pytestmark = pytest.mark.django_db
ADDRESS = "ouders@thuis.example"
TERM = timedelta(days=60)


@action(category="session", verb="write", subject=lambda **_: Subject())
def _make(act: Act, *, board: int, persons: list[UUID], there: str) -> list[Fresh]:
    """Make personal links, as an invitation of another room does."""
    from vuistregel.access.signin import events

    found = personal.make_personal(act, board=board, persons=persons, there=there, until=act.moment + TERM)
    act.record(events.LinkAsked(persons=(), purpose="personal", links=len(found)))
    return found


def a_link(person: Person, there: str = "/stijlblad/") -> Fresh:
    return _make(VISITOR, board=person.board_id, persons=[person.key], there=there)[0]


def path(fresh: Fresh) -> str:
    return f"/inloggen/persoonlijk/{fresh.token}/"


def who(client: Client) -> str | None:
    return client.session.get("_auth_user_id")


def test_the_button_of_a_personal_link_leads_to_its_page(client: Client, house: House) -> None:
    person = house.person()
    fresh = a_link(person)

    assert client.get(path(fresh)).status_code == 200
    response = client.post(path(fresh))

    person.refresh_from_db()
    assert response["Location"] == "/stijlblad/"
    assert who(client) == str(person.account_id)
    assert OpenSession.objects.get().way == "link"


def test_a_scanner_uses_nothing_up_and_the_link_works_for_weeks_and_once(client: Client, house: House) -> None:
    fresh = a_link(house.person())
    kept = OneTimeLink.objects.get()
    assert kept.expires_at - kept.made_at == TERM

    for _ in range(3):
        assert Client().get(path(fresh)).status_code == 200
        assert Client().head(path(fresh)).status_code == 200
    assert Client().post(path(fresh)).status_code == 302

    again = Client().post(path(fresh))
    assert again.status_code == 410
    assert "Stuur mij een nieuwe link" in again.content.decode()


def test_who_is_in_already_goes_on_with_a_used_link(client: Client, house: House) -> None:
    fresh = a_link(house.person())
    client.post(path(fresh))

    assert client.get(path(fresh))["Location"] == "/stijlblad/"


@pytest.mark.parametrize("used", [True, False])
def test_one_tap_mails_a_new_link_to_the_known_address_and_shows_it_to_nobody(house: House, used: bool) -> None:
    person = house.person("Anna", address=ADDRESS)
    fresh = a_link(person)
    if used:
        Client().post(path(fresh))
    else:
        OneTimeLink.objects.update(expires_at=clock.now() - timedelta(days=1), made_at=clock.now() - TERM)

    finder = Client()
    shown = finder.get(path(fresh)).content.decode()
    answer = finder.post(path(fresh) + "nieuw/").content.decode()

    [(to, body)] = mails()
    assert to == ADDRESS
    assert ADDRESS not in shown + answer
    assert who(finder) is None
    url = next(line for line in body.splitlines() if "/inloggen/persoonlijk/" in line)
    assert url.split("/")[-2] not in answer
    reader = Client()
    assert reader.post(url.removeprefix("http://localhost:8000"))["Location"] == "/stijlblad/"
    person.refresh_from_db()
    assert who(reader) == str(person.account_id)


def test_who_has_no_address_hears_the_same_and_gets_nothing(house: House) -> None:
    known, unknown = a_link(house.person("Anna", address=ADDRESS)), a_link(house.person("Bram"))
    for fresh in (known, unknown):
        Client().post(path(fresh))

    pages = [Client().post(path(fresh) + "nieuw/").content.decode() for fresh in (known, unknown)]
    answers = {
        re.sub(r'value="\w{64}"', "", page).replace(fresh.token, "")
        for page, fresh in zip(pages, (known, unknown), strict=True)
    }

    assert len(answers) == 1
    assert len(mails()) == 1


def test_asking_for_new_links_again_and_again_has_to_wait(house: House) -> None:
    fresh = a_link(house.person("Anna", address=ADDRESS))
    Client().post(path(fresh))

    codes = [Client().post(path(fresh) + "nieuw/").status_code for _ in range(6)]

    assert codes == [200] * 5 + [429]
    assert len(mails()) == 5


def test_a_link_of_another_family_leads_only_to_that_family(client: Client, house: House) -> None:
    anna, bram = house.person("Anna"), house.person("Bram")
    first, second = a_link(anna), a_link(bram)
    client.post(path(first))

    assert client.get(path(second)).status_code == 200
    client.post(path(second))

    bram.refresh_from_db()
    assert who(client) == str(bram.account_id)


def test_of_two_presses_at_once_one_comes_in_and_the_other_is_told(house: House) -> None:
    fresh = a_link(house.person())
    shown = personal.by_token(fresh.token)
    assert shown is not None
    links.use_link(VISITOR, link=shown)

    assert Client().post(path(fresh)).status_code == 410


def test_who_may_not_sign_in_any_more_comes_nowhere_and_uses_nothing_up(house: House) -> None:
    person = house.person("Anna", address=ADDRESS)
    fresh = a_link(person)
    house.account_of = lambda person: None  # type: ignore[method-assign]
    house.reach = lambda person: None  # type: ignore[method-assign]

    assert Client().post(path(fresh)).status_code == 410
    assert OneTimeLink.objects.filter(used_at=None).exists()
    Client().post(path(fresh) + "nieuw/")
    assert mails() == []


def test_staff_go_on_by_their_own_door(house: House) -> None:
    account = house.staff()
    person = Person.objects.get(account=account)
    fresh = a_link(person)

    assert Client().post(path(fresh))["Location"] == "/account/inloggen/?next=/stijlblad/"


def test_the_code_of_a_letter_opens_what_its_link_opens(client: Client, house: House) -> None:
    person = house.person()
    fresh = a_link(person)
    typed = fresh.shown_code.lower().replace("-", " ")

    assert client.get("/code/").status_code == 200
    assert client.post("/code/", {"code": typed})["Location"] == "/stijlblad/"

    person.refresh_from_db()
    assert who(client) == str(person.account_id)
    over = Client().post("/code/", {"code": typed})
    assert over.status_code == 410
    assert "Stuur mij een nieuwe link" in over.content.decode()


def test_a_used_code_can_be_changed_for_a_mailed_link(house: House) -> None:
    fresh = a_link(house.person("Anna", address=ADDRESS))
    Client().post("/code/", {"code": fresh.code})

    assert Client().post("/inloggen/persoonlijk/code/nieuw/", {"code": fresh.code}).status_code == 200
    assert len(mails()) == 1
    assert Client().post("/inloggen/persoonlijk/code/nieuw/", {"code": "3333333333"}).status_code == 404


def test_guessing_codes_is_counted_and_locked(house: House) -> None:
    fresh = a_link(house.person())
    guesser = Client()
    for n in range(100):
        wrong = "".join(secrets.ALPHABET[(n // 23**i) % 23] for i in range(10))
        guesser.post("/code/", {"code": wrong})

    locked = guesser.post("/code/", {"code": fresh.code}).content.decode()

    assert "te vaak" in locked
    assert who(guesser) is None
    assert "signin.locked" in log.kinds(0)


def test_only_hashes_are_kept(house: House) -> None:
    fresh = a_link(house.person())
    row = OneTimeLink.objects.values().get()

    assert fresh.token not in str(row)
    assert fresh.code not in str(row)
    assert bytes(row["code_hash"]) != secrets.token_hash(fresh.code)


def test_links_that_are_over_stay_as_long_again_so_that_a_new_one_can_be_asked_for(house: House) -> None:
    a_link(house.person())

    assert links.sweep(clock.now() + TERM + timedelta(days=1)) == 0
    assert links.sweep(clock.now() + 2 * TERM) == 1


def test_many_links_take_as_many_statements_as_one(house: House, django_assert_max_num_queries: Any) -> None:
    people = [house.person(f"Kind {n}").key for n in range(300)]

    with django_assert_max_num_queries(8):
        made = _make(VISITOR, board=house.board.pk, persons=people, there="/")

    assert len({f.token for f in made}) == len({f.code for f in made}) == 300
    assert OneTimeLink.objects.count() == 300

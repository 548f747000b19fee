"""A session has a new id at sign-in, ends by its terms, and can be ended from elsewhere."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from vuistregel import clock
from vuistregel.access.actor import OPERATOR, job
from vuistregel.access.signin import actions, jobs
from vuistregel.access.signin.models import OpenSession
from vuistregel.access.signin.tests import log
from vuistregel.access.signin.tests.people import PASSWORD, House, give_password, sign_in
from vuistregel.actions import Refused
from vuistregel.jobs import JOBS
from vuistregel.organisation.models import Board, Membership


def age(account_id: int, *, began: timedelta = timedelta(0), seen: timedelta = timedelta(0)) -> None:
    moment = timezone.now()
    OpenSession.objects.filter(account=account_id).update(began_at=moment - began, seen_at=moment - seen)


def test_the_id_changes_at_sign_in(client: Client, house: House) -> None:
    account = house.staff()
    give_password(client, account)
    before = client.session.session_key

    sign_in(client, account)

    assert client.session.session_key != before


def test_the_id_changes_when_rights_change(client: Client, house: House) -> None:
    account = house.staff()
    sign_in(client, account)
    client.get("/account/")
    before = client.session.session_key
    client.get("/account/")
    assert client.session.session_key == before

    Membership.objects.create(board=house.board, person=account.persons.get(), role="fg", since=date(2021, 1, 1))
    client.get("/account/")

    assert client.session.session_key != before
    assert client.get("/account/").status_code == 200


@pytest.mark.parametrize(
    ("began", "seen", "why"),
    [
        (timedelta(minutes=61), timedelta(minutes=61), "idle"),
        (timedelta(hours=12, minutes=1), timedelta(minutes=1), "absolute"),
    ],
)
def test_a_session_of_staff_ends_by_its_terms(
    client: Client, house: House, began: timedelta, seen: timedelta, why: str
) -> None:
    account = house.staff()
    sign_in(client, account)
    age(account.pk, began=began, seen=seen)

    assert client.get("/account/")["Location"].startswith(reverse("sign_in"))

    assert log.last(house.board.pk, "signin.signed_out")["why"] == why
    assert "Log opnieuw in" in client.get("/inloggen/").content.decode()
    assert not OpenSession.objects.exists()


def test_a_session_of_a_guardian_ends_sooner(client: Client, house: House) -> None:
    account = house.account(password=PASSWORD)
    house.person(account=account)
    give_password(client, account)

    age(account.pk, began=timedelta(minutes=29), seen=timedelta(minutes=29))
    assert client.get("/account/").status_code == 200
    age(account.pk, began=timedelta(minutes=31), seen=timedelta(minutes=31))
    assert client.get("/account/").status_code == 302


def test_being_there_keeps_a_session_alive(client: Client, house: House) -> None:
    account = house.staff()
    sign_in(client, account)
    age(account.pk, began=timedelta(hours=2), seen=timedelta(minutes=59))

    client.get("/account/")

    assert timezone.now() - OpenSession.objects.get().seen_at < timedelta(minutes=1)


def test_sign_out_elsewhere_leaves_only_this_session(house: House) -> None:
    account = house.account(password=PASSWORD)
    house.person(account=account)
    here, there = Client(), Client()
    give_password(here, account)
    give_password(there, account)

    here.post("/account/elders-uitloggen/")

    assert here.get("/account/").status_code == 200
    assert there.get("/account/").status_code == 302
    assert "beëindigd" in there.get("/inloggen/").content.decode()
    assert log.last(house.board.pk, "signin.signed_out")["sessions"] == 1


def test_another_password_ends_all_sessions(house: House) -> None:
    account = house.account(password=PASSWORD)
    house.person(account=account)
    here, there = Client(), Client()
    give_password(here, account)
    give_password(there, account)

    here.post("/account/wachtwoord/", {"present": PASSWORD, "password": "een heel andere zin"})

    account.refresh_from_db()
    assert account.check_password("een heel andere zin")
    assert not OpenSession.objects.exists()
    assert here.get("/account/").status_code == there.get("/account/").status_code == 302


def test_another_password_asks_the_present_one(client: Client, house: House) -> None:
    account = house.account(password=PASSWORD)
    give_password(client, account)

    answer = client.post("/account/wachtwoord/", {"present": "geraden 12345", "password": "een heel andere zin"})

    assert "Dit wachtwoord klopt niet." in answer.content.decode()
    account.refresh_from_db()
    assert account.check_password(PASSWORD)


@pytest.mark.handbook("R10.4")
def test_closing_an_account_ends_its_sessions_at_once(client: Client, house: House) -> None:
    account = house.staff()
    sign_in(client, account)

    actions.close_account(OPERATOR, account=account, board=house.board.pk)

    assert client.get("/account/").status_code == 302
    assert not OpenSession.objects.exists()
    assert log.kinds(house.board.pk)[-1] == "signin.account_closed"
    actions.open_account(OPERATOR, account=account, board=house.board.pk)
    account.refresh_from_db()
    assert account.is_active


def test_a_board_does_not_close_an_account_that_another_board_needs(house: House) -> None:
    from vuistregel.access.signin.standing import actor_for

    officer, shared = house.staff(), house.staff()
    other = Board.objects.create(name="Stichting Elders van Kantlijn")
    house.person(account=shared, board=other)

    with pytest.raises(Refused):
        actions.close_account(actor_for(officer), account=shared, board=house.board.pk)

    shared.refresh_from_db()
    assert shared.is_active


def test_signing_out_takes_a_press_of_the_button(client: Client, house: House) -> None:
    give_password(client, house.account(password=PASSWORD))

    client.get("/uitloggen/")
    assert client.get("/account/").status_code == 200
    client.post("/uitloggen/")
    assert client.get("/account/").status_code == 302
    assert not OpenSession.objects.exists()


def test_no_cache_keeps_a_page_of_somebody_signed_in(client: Client, house: House) -> None:
    give_password(client, house.account(password=PASSWORD))

    assert "no-store" in client.get("/account/")["Cache-Control"]
    assert "no-store" in client.get("/inloggen/")["Cache-Control"]


def test_the_session_is_in_a_cookie_that_scripts_cannot_read_and_never_in_an_address(
    client: Client, house: House
) -> None:
    response = give_password(client, house.account(password=PASSWORD))

    cookie = response.cookies["house"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert client.session.session_key not in response["Location"]


def test_a_stolen_row_of_the_old_session_opens_nothing(house: House) -> None:
    """A session whose row was taken away is over, even when its cookie and Django's row are still there."""
    client = Client()
    give_password(client, house.account(password=PASSWORD))
    OpenSession.objects.all().delete()

    assert client.get("/account/").status_code == 302
    assert "_auth_user_id" not in client.session


def test_a_parent_who_becomes_staff_comes_in_by_the_other_door(client: Client, house: House) -> None:
    account = house.account()
    person = house.person(account=account, address="anna@thuis.example")
    client.post("/inloggen/link/", {"address": "anna@thuis.example"})
    from vuistregel.access.signin.tests.people import mails
    from vuistregel.access.signin.tests.test_links import links_in

    client.post(links_in(mails()[0][1])[0])
    assert client.get("/account/").status_code == 200

    Membership.objects.create(board=house.board, person=person, role="teacher", since=date(2021, 1, 1))

    assert client.get("/account/")["Location"] == reverse("sign_in")
    assert "_auth_user_id" not in client.session


def test_the_account_page_shows_what_is_kept(client: Client, house: House) -> None:
    account = house.staff("ilse@kantlijn.example")
    agent = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
    client.defaults["HTTP_USER_AGENT"] = agent
    sign_in(client, account)

    page = client.get("/account/").content.decode()

    assert "ilse@kantlijn.example" in page
    assert "Firefox, Linux" in page
    assert "dit apparaat" in page
    assert agent not in str(OpenSession.objects.values())


def test_language_of_pages_and_mails_is_chosen_here(client: Client, house: House) -> None:
    account = house.account(password=PASSWORD)
    give_password(client, account)

    response = client.post("/account/taal/", {"language": "en"})

    account.refresh_from_db()
    assert account.language == "en"
    assert response.cookies["language"].value == "en"
    assert "This is how you sign in" in client.get("/account/").content.decode()


def test_the_tick_takes_away_what_is_over_and_nothing_else(house: House) -> None:
    here, there = house.account(password=PASSWORD), house.staff(factor=False)
    give_password(Client(), here)
    give_password(Client(), there)
    age(there.pk, began=timedelta(hours=13), seen=timedelta(hours=13))

    assert jobs.sweep_sessions(job("signin.sessions"), clock.now()) == 1

    assert OpenSession.objects.get().account_id == here.pk
    assert {"signin.sessions", "signin.links"} <= JOBS.keys()

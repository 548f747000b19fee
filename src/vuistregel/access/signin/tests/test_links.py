"""Guardians, pupils and suppliers come in by a link or code that works once, by the button only."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from vuistregel import clock
from vuistregel.access.actor import OPERATOR, VISITOR
from vuistregel.access.signin import links, secrets
from vuistregel.access.signin.models import OneTimeLink, OpenSession
from vuistregel.access.signin.tests import log
from vuistregel.access.signin.tests.people import PASSWORD, House, give_password, mails
from vuistregel.actions import NotHere

ADDRESS = "ouders@thuis.example"


def ask(client: Client, address: str = ADDRESS, **extra: str) -> None:
    response = client.post("/inloggen/link/", {"address": address, **extra})
    assert response["Location"] == reverse("link_sent"), response.content


def links_in(body: str) -> list[str]:
    return [url.removeprefix("http://localhost:8000") for url in re.findall(r"http://\S+/inloggen/link/\S+", body)]


def codes_in(body: str) -> list[str]:
    # Not inside a link: a token is made of the same letters and dashes.
    return re.findall(r"(?<![\w-])[A-Z0-9]{4}-[A-Z0-9]{4}(?![\w-])", body)


def test_link_from_the_mail_brings_a_guardian_in(client: Client, house: House) -> None:
    person = house.person("Anna", address=ADDRESS)
    ask(client)
    [(to, body)] = mails()

    response = client.post(links_in(body)[0])

    person.refresh_from_db()
    assert to == ADDRESS
    assert response["Location"] == "/"
    assert client.session["_auth_user_id"] == str(person.account_id)
    assert OpenSession.objects.get(account=person.account_id).way == "link"
    assert log.kinds(house.board.pk) == ["signin.link_asked", "signin.link_used", "signin.signed_in"]
    assert ADDRESS not in log.whole(house.board.pk)


def test_a_scanner_that_opens_the_link_uses_nothing_up(client: Client, house: House) -> None:
    house.person(address=ADDRESS)
    ask(client)
    link = links_in(mails()[0][1])[0]

    for _ in range(3):
        assert Client().get(link).status_code == 200
        assert Client().head(link).status_code == 200
    assert OneTimeLink.objects.filter(used_at=None).count() == 1

    assert client.post(link).status_code == 302


def test_a_link_works_once(client: Client, house: House) -> None:
    house.person(address=ADDRESS)
    ask(client)
    link = links_in(mails()[0][1])[0]

    assert Client().post(link).status_code == 302
    again = Client().post(link)

    assert again.status_code == 410
    assert "Deze link werkt niet meer" in again.content.decode()


def test_a_link_ends_with_its_term(client: Client, house: House) -> None:
    house.person(address=ADDRESS)
    ask(client)
    link = links_in(mails()[0][1])[0]
    kept = OneTimeLink.objects.get()
    assert kept.expires_at - kept.made_at == timedelta(minutes=15)

    OneTimeLink.objects.update(made_at=clock.now() - timedelta(hours=1), expires_at=clock.now() - timedelta(seconds=1))

    assert client.post(link).status_code == 410
    assert links.sweep(clock.now()) == 1


def test_of_two_who_press_at_once_one_comes_in(client: Client, house: House) -> None:
    house.person(address=ADDRESS)
    ask(client)
    seen_by_both = OneTimeLink.objects.get()

    links.use_link(VISITOR, link=seen_by_both)

    with pytest.raises(NotHere):
        links.use_link(VISITOR, link=seen_by_both)


def test_a_link_that_ends_while_its_page_is_open_is_over(client: Client, house: House) -> None:
    house.person(address=ADDRESS)
    ask(client)
    shown = OneTimeLink.objects.get()
    OneTimeLink.objects.update(made_at=clock.now() - timedelta(hours=1), expires_at=clock.now() - timedelta(seconds=1))

    with pytest.raises(NotHere):
        links.use_link(VISITOR, link=shown)


def test_a_link_that_is_used_or_over_is_not_even_shown(client: Client, house: House) -> None:
    house.person(address=ADDRESS)
    ask(client)
    token = links_in(mails()[0][1])[0].split("/")[3]
    assert links.alive(token, "sign_in")

    OneTimeLink.objects.update(used_at=clock.now())
    assert links.alive(token, "sign_in") is None
    OneTimeLink.objects.update(
        used_at=None, made_at=clock.now() - timedelta(hours=1), expires_at=clock.now() - timedelta(seconds=1)
    )
    assert links.alive(token, "sign_in") is None


def test_known_and_unknown_address_get_the_same_answer(house: House) -> None:
    house.person(address=ADDRESS)

    known, unknown = Client(), Client()
    ask(known)
    ask(unknown, "niemand@elders.example")

    pages = [
        re.sub(r'value="\w{64}"', "", c.get("/inloggen/link/verstuurd/").content.decode()) for c in (known, unknown)
    ]
    assert pages[0] == pages[1]
    assert len(mails()) == 1
    assert log.last(0, "signin.link_asked")["links"] == 0


def test_two_guardians_on_one_mailbox_get_a_link_each_in_one_mail(house: House) -> None:
    anna, bram = house.person("Anna", address=ADDRESS), house.person("Bram", address=ADDRESS)
    ask(Client())
    [(_, body)] = mails()

    assert "Voor Anna:" in body
    assert "Voor Bram:" in body
    assert "Bloem" not in body
    came_in = set()
    for link in links_in(body):
        client = Client()
        client.post(link)
        came_in.add(client.session["_auth_user_id"])
    anna.refresh_from_db()
    bram.refresh_from_db()
    assert came_in == {str(anna.account_id), str(bram.account_id)}
    assert anna.account_id != bram.account_id


def test_the_code_works_where_it_was_asked_for_and_nowhere_else(client: Client, house: House) -> None:
    house.person(address=ADDRESS)
    ask(client)
    code = codes_in(mails()[0][1])[0]

    elsewhere = Client()
    ask(elsewhere, "ander@thuis.example")
    elsewhere.post("/inloggen/link/verstuurd/", {"code": code})
    assert "_auth_user_id" not in elsewhere.session

    response = client.post("/inloggen/link/verstuurd/", {"code": code.lower().replace("-", " ")})
    assert response["Location"] == "/"
    assert "_auth_user_id" in client.session


def test_wrong_codes_end_a_request_and_its_links_keep_working_for_their_owner(client: Client, house: House) -> None:
    house.person(address=ADDRESS)
    ask(client)
    body = mails()[0][1]

    for _ in range(5):
        client.post("/inloggen/link/verstuurd/", {"code": "3333-3333"})
    answer = client.post("/inloggen/link/verstuurd/", {"code": codes_in(body)[0]})

    assert "Wacht nog 15 minuten" in answer.content.decode()
    assert "_auth_user_id" not in client.session
    # Whoever guesses at the screen cannot close the mailbox's own way in.
    assert Client().post(links_in(body)[0]).status_code == 302


def test_nothing_in_the_database_opens_the_door(house: House, client: Client) -> None:
    house.person(address=ADDRESS)
    ask(client)
    body = mails()[0][1]
    token, code = links_in(body)[0].split("/")[3], codes_in(body)[0]

    row = OneTimeLink.objects.values().get()

    assert token not in str(row)
    assert code.replace("-", "") not in str(row)
    assert bytes(row["token_hash"]) == secrets.token_hash(token)


def test_staff_get_no_link_but_the_way_to_their_own_door(client: Client, house: House) -> None:
    account = house.staff("ilse@kantlijn.example")
    house.addresses["ilse@kantlijn.example"] = [account.persons.get()]

    ask(client, "ilse@kantlijn.example")

    [(_, body)] = mails()
    assert links_in(body) == []
    assert "/account/inloggen/" in body
    assert OneTimeLink.objects.count() == 0


def test_a_link_of_somebody_who_became_staff_is_refused(client: Client, house: House) -> None:
    account = house.staff(factor=False)
    person = account.persons.get()
    person.account = None
    person.save()
    house.addresses[ADDRESS] = [person]
    ask(client)
    person.account = account
    person.save()

    answer = client.post(links_in(mails()[0][1])[0])

    assert answer.status_code == 403
    assert "_auth_user_id" not in client.session


def test_after_the_link_one_is_where_one_wanted_to_be(client: Client, house: House) -> None:
    house.person(address=ADDRESS)
    ask(client, next="/account/")

    assert client.post(links_in(mails()[0][1])[0])["Location"] == "/account/"


def test_two_boards_with_one_address_send_a_mail_each(house: House) -> None:
    other = House()
    house.person("Anna", address=ADDRESS)
    house.person("Anna", address=ADDRESS, board=other.board)

    ask(Client())

    assert len(mails()) == 2
    assert log.kinds(other.board.pk) == ["signin.link_asked"]


def test_a_forgotten_password_is_chosen_anew_by_link_and_the_second_step_stays(client: Client, house: House) -> None:
    account = house.staff("ilse@kantlijn.example")

    for name in ("ilse@kantlijn.example", "niemand@kantlijn.example"):
        assert "Kijk in uw mail" in client.post("/inloggen/wachtwoord/", {"login": name}).content.decode()
    [(to, body)] = mails()
    path = re.search(r"http://localhost:8000(/inloggen/wachtwoord/\S+)", body)[1]  # type: ignore[index]
    assert client.get(path).status_code == client.get(path).status_code == 200
    client.post(path, {"password": "een andere lange zin"})

    account.refresh_from_db()
    assert to == account.email
    assert account.check_password("een andere lange zin")
    assert "_auth_user_id" not in client.session
    assert give_password(client, account, "een andere lange zin")["Location"] == reverse("mfa_authenticate")
    assert client.get(path).status_code == 410


def test_an_invitation_holds_for_its_own_term(house: House, client: Client) -> None:
    account = house.staff(factor=False)

    links.invite(OPERATOR, account=account, board=house.board.pk)

    link = OneTimeLink.objects.get()
    assert link.expires_at - link.made_at == timedelta(days=30)
    assert account.login in mails()[0][1]


def test_a_link_for_signing_in_chooses_no_password(client: Client, house: House) -> None:
    house.person(address=ADDRESS)
    ask(client)
    token = links_in(mails()[0][1])[0].split("/")[3]

    assert client.post(f"/inloggen/wachtwoord/{token}/", {"password": PASSWORD}).status_code == 410


@pytest.mark.parametrize("typed", ["ABCD-EFGH", "abcd efgh", " a b c d-e f g h "])
def test_a_code_may_be_typed_as_people_type(typed: str) -> None:
    assert secrets.plain_code(typed) == secrets.plain_code("ABCDEFGH")


def test_codes_hold_no_signs_that_look_alike() -> None:
    assert not set("0O1IL5S2Z") & set(secrets.ALPHABET)
    assert len(secrets.fresh().code) == secrets.CODE_LENGTH

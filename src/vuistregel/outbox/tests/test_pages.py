"""The outbox on screen: who sees it, what would be sent, and the choice about what was held."""

from __future__ import annotations

import dataclasses
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from vuistregel import clock, keys
from vuistregel.organisation.tests import builders as b
from vuistregel.organisation.tests.reading import heading, kinds, reads, words
from vuistregel.outbox.life import POST
from vuistregel.outbox.models import OutboxItem
from vuistregel.outbox.sweep import sweep
from vuistregel.outbox.tests.mailserver import Post, mail_server
from vuistregel.outbox.tests.posting import ADDRESS, TEXT, posted
from vuistregel.outbox.troubles import why

pytestmark = pytest.mark.django_db


def officer(board, language: str = "nl") -> Client:
    return b.signed_in(b.a_member(board, "privacy_officer").account, language)


def move(item: OutboxItem, verb: str) -> str:
    return reverse("outbox_move", args=[item.uid, verb])


def lost(item: OutboxItem) -> OutboxItem:
    assert POST.move(item, "claim", claimed_at=clock.now())
    assert POST.move(item, "lose", trouble="killed")
    return item


@pytest.mark.parametrize("role", ["fg", "director", "administrator", "teacher", "accountant"])
def test_only_the_privacy_officer_sees_the_outbox(role: str) -> None:
    school = b.a_school()
    item = posted(school.board)
    client = b.signed_in(b.a_member(school if role != "fg" else school.board, role).account)

    assert client.get(reverse("outbox")).status_code == 403
    assert client.get(reverse("outbox_item", args=[item.uid])).status_code in {403, 404}
    assert client.post(move(item, "drop")).status_code in {403, 404}
    assert officer(school.board).get(reverse("outbox")).status_code == 200


def test_what_asks_for_a_choice_stands_on_top_however_old_it_is() -> None:
    board = b.a_board()
    old = lost(posted(board, key="first"))
    new = posted(board, key="second")
    body = officer(board).get(reverse("outbox")).content.decode()
    assert body.index(str(old.uid)) < body.index(str(new.uid))


def test_another_boards_post_is_not_there() -> None:
    mine, theirs = b.a_board(), b.a_board()
    item = posted(theirs)
    client = officer(mine)

    assert ADDRESS not in words(client.get(reverse("outbox")))
    assert client.get(reverse("outbox_item", args=[item.uid])).status_code == 404
    assert client.post(move(item, "drop")).status_code == 404
    assert client.get(reverse("outbox_item", args=[uuid4()])).status_code == 404


def test_without_a_mail_server_the_page_shows_what_would_be_sent_and_says_why() -> None:
    board = b.a_board()
    item = posted(board)
    sweep(clock.now())
    client = officer(board)

    page = client.get(reverse("outbox"))

    assert "Er gaat niets weg: hier leest u wat verstuurd zou worden." in words(page)
    assert "Uw link" in words(page) and ADDRESS in words(page)
    letter = words(client.get(reverse("outbox_item", args=[item.uid])))
    assert TEXT in letter and "Verstuur alsnog" in letter


def test_who_read_the_post_stands_in_the_log() -> None:
    board = b.a_board()
    item = posted(board)

    officer(board).get(reverse("outbox_item", args=[item.uid]))

    assert "outbox" in reads(board.pk)


@pytest.mark.parametrize(("verb", "state"), [("again", "waiting"), ("drop", "dropped")])
def test_a_person_decides_about_what_was_perhaps_sent(verb: str, state: str) -> None:
    board = b.a_board()
    item = lost(posted(board))
    client = officer(board)
    assert heading(client.get(reverse("outbox"))) == "1 bericht vraagt uw keuze."

    assert client.post(move(item, verb)).status_code == 302

    item.refresh_from_db()
    assert item.state == state
    assert "outbox.decided" in kinds(board.pk)
    assert heading(client.get(reverse("outbox"))) == "Alle post is onderweg of klaar."


def test_a_second_choice_about_the_same_message_is_refused_and_says_so() -> None:
    board = b.a_board()
    item = lost(posted(board))
    client = officer(board)
    client.post(move(item, "drop"))

    page = client.post(move(item, "again"))

    assert page.status_code in {403, 409}
    assert "Dit kan niet meer" in words(page)
    item.refresh_from_db()
    assert item.state == "dropped"


@pytest.mark.parametrize("verb", ["claim", "send", "nonsense"])
def test_what_only_the_sweep_does_is_no_choice_of_a_person(verb: str) -> None:
    board = b.a_board()
    item = posted(board)

    assert officer(board).post(move(item, verb)).status_code == 404
    assert officer(board).get(move(item, "drop")).status_code == 404


def test_the_page_says_when_nobody_can_read_a_message_any_more() -> None:
    board = b.a_board()
    item = posted(board)
    keys.destroy(item.holder, why="test", norm=None)
    sweep(clock.now())
    client = officer(board)

    for address in (reverse("outbox"), reverse("outbox_item", args=[item.uid])):
        assert "niet meer te lezen: de sleutel is vernietigd" in words(client.get(address))


def test_the_outbox_speaks_english() -> None:
    board = b.a_board()
    item = lost(posted(board))
    client = officer(board, "en")

    assert heading(client.get(reverse("outbox"))) == "1 message asks for your choice."
    assert "perhaps sent" in words(client.get(reverse("outbox_item", args=[item.uid])))


def test_while_every_mail_fails_the_page_says_so_and_the_mail_says_why(settings) -> None:
    board = b.a_board()
    item = posted(board)
    client = officer(board)
    with mail_server(Post()) as server:
        settings.ENVIRONMENT = dataclasses.replace(settings.ENVIRONMENT, mail_url=server.url, mode="production")
        sweep(clock.now())

        page = client.get(reverse("outbox"))
        told = words(client.get(reverse("outbox_item", args=[item.uid])))

    assert heading(page) == "1 bericht wacht: versturen lukte nog niet."
    assert "De mailserver biedt geen beveiligde verbinding (TLS) aan." in told
    assert "De volgende poging is op" in told
    assert "wacht: versturen lukte nog niet" in told


@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        ("smtp_452", "De andere kant antwoordde met code 452."),
        ("http_503", "De andere kant antwoordde met code 503."),
        ("ConnectionRefusedError", "niet te bereiken, of de verbinding viel weg (ConnectionRefusedError)."),
        ("recipient_refused", "De mailserver weigert dit adres."),
    ],
)
def test_each_trouble_is_a_sentence(code: str, sentence: str) -> None:
    assert sentence in str(why(code))

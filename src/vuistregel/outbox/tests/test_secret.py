"""What opens a door is its recipient's: no page shows it, and the house forgets it once it was sent."""

from __future__ import annotations

import dataclasses

import pytest
from django.urls import reverse

from vuistregel import clock, keys
from vuistregel.access.actor import OPERATOR
from vuistregel.organisation.tests import builders as b
from vuistregel.organisation.tests.reading import words
from vuistregel.outbox import secret
from vuistregel.outbox.actions import decide
from vuistregel.outbox.life import POST
from vuistregel.outbox.models import OutboxItem
from vuistregel.outbox.sweep import sweep
from vuistregel.outbox.tests.mailserver import Post, mail_server
from vuistregel.outbox.tests.posting import CODE, LINK, WAY_IN, posted

pytestmark = pytest.mark.django_db


@pytest.fixture
def house(settings):
    """`house(mode, mail_url)`: how this house was set up."""

    def set_up(mode: str = "local", mail_url: str = "") -> None:
        settings.ENVIRONMENT = dataclasses.replace(settings.ENVIRONMENT, mode=mode, mail_url=mail_url)

    return set_up


def shown(item: OutboxItem, language: str = "nl") -> str:
    """The page of a message, as the privacy officer of its board reads it."""
    assert item.board is not None
    officer = b.signed_in(b.a_member(item.board, "privacy_officer").account, language)
    return words(officer.get(reverse("outbox_item", args=[item.uid])))


def kept(item: OutboxItem) -> str:
    item.refresh_from_db()
    return keys.unseal(item.holder, "outbox.body", bytes(item.body))


@pytest.mark.parametrize("mode", ["local", "production"])
@pytest.mark.parametrize("kind", ["mail", "letter"])
@pytest.mark.parametrize(
    ("language", "link", "code"),
    [
        ("nl", "[een link die alleen de ontvanger krijgt]", "[een code die alleen de ontvanger krijgt]"),
        ("en", "[a link that only the recipient gets]", "[a code that only the recipient gets]"),
    ],
)
def test_whoever_reads_the_post_reads_no_link_and_no_code(house, mode, kind, language, link, code) -> None:
    house(mode)
    item = posted(b.a_board(), kind, text=WAY_IN)

    page = shown(item, language)

    assert LINK not in page and CODE not in page
    assert f"Voor Anna: {link} Of vul deze code in: {code} Tot vandaag 14.30 uur." in page


def test_the_example_shows_links_because_it_has_no_mail_server(house) -> None:
    house("example")

    page = shown(posted(b.a_board(), text=WAY_IN))

    assert LINK in page and CODE in page


def test_the_recipient_gets_it_whole_and_then_the_house_forgets_the_secret(house) -> None:
    item = posted(b.a_board(), text=WAY_IN)
    with mail_server(Post()) as server:
        house(mail_url=server.url)
        sweep(clock.now())

    [mail] = server.accepted
    assert mail.get_payload(decode=True).decode().split() == secret.plain(WAY_IN).split()
    assert LINK not in kept(item) and CODE not in kept(item)
    assert item.state == "sent"
    house("example")
    assert "Voor Anna: [een link die alleen de ontvanger krijgt]" in shown(item)


@pytest.mark.parametrize(
    ("behaviour", "state"),
    [({"to_data": ""}, "unsure"), ({"to_data": "554 no"}, "failed"), ({"to_data": "451 later"}, "waiting")],
)
def test_what_may_have_to_go_again_keeps_its_secret(house, behaviour, state) -> None:
    item = posted(b.a_board(), text=WAY_IN)
    with mail_server(Post(**behaviour)) as server:
        house(mail_url=server.url)
        sweep(clock.now())

    assert LINK in kept(item) and CODE in kept(item)
    assert item.state == state
    assert LINK not in shown(item)


def test_a_person_sends_again_what_was_perhaps_sent_with_its_link(house) -> None:
    item = unsure()
    decide(OPERATOR, item=item, verb="again")
    with mail_server(Post()) as server:
        house(mail_url=server.url)
        sweep(clock.now())

    assert LINK in server.accepted[0].get_payload(decode=True).decode()
    assert LINK not in kept(item)


def test_what_a_person_leaves_unsent_is_forgotten_too() -> None:
    item = unsure()

    decide(OPERATOR, item=item, verb="drop")

    assert LINK not in kept(item) and CODE not in kept(item)
    assert "Voor Anna" in kept(item)


def test_leaving_a_message_whose_key_was_destroyed_is_possible() -> None:
    item = unsure()
    keys.destroy(item.holder, why="test", norm=None)

    decide(OPERATOR, item=item, verb="drop")

    item.refresh_from_db()
    assert item.state == "dropped"


def test_post_of_a_release_without_marks_is_secret_altogether_and_still_arrives(house) -> None:
    item = posted(b.a_board(), text=secret.plain(WAY_IN))
    OutboxItem.objects.update(marked=False)
    house("production")
    page = shown(item)
    assert "[tekst die alleen de ontvanger krijgt]" in page
    assert "Voor Anna" not in page
    with mail_server(Post()) as server:
        house(mail_url=server.url)
        sweep(clock.now())

    assert LINK in server.accepted[0].get_payload(decode=True).decode()
    assert "Voor Anna" not in kept(item)


def test_a_name_with_half_a_mark_hides_no_less() -> None:
    opening, closing = secret.link("x").split("x")
    for name in (opening, closing, closing + opening):
        text = f"Voor {name}:\n{secret.link(LINK)}\nTot ziens."
        assert LINK not in secret.hidden(text)
        assert LINK not in secret.forgotten(text)
        assert LINK in secret.plain(text)


def unsure() -> OutboxItem:
    item = posted(b.a_board(), text=WAY_IN)
    assert POST.move(item, "claim", claimed_at=clock.now())
    assert POST.move(item, "lose", trouble="killed")
    return item

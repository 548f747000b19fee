"""What leaves the house is a row, written with the action or not at all, and readable by whoever may only."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.db import connection

from vuistregel import keys
from vuistregel.access.actor import OPERATOR
from vuistregel.actions import Refused
from vuistregel.organisation.tests import builders as b
from vuistregel.outbox.models import OutboxItem
from vuistregel.outbox.tests.posting import ADDRESS, TEXT, post, posted

pytestmark = pytest.mark.django_db


def test_a_refused_action_leaves_nothing_in_the_outbox() -> None:
    board = b.a_board()
    person = b.a_person(board)

    with pytest.raises(Refused):
        post(OPERATOR, board=board, holder=person.key, key="once", refuse=True)

    assert not OutboxItem.objects.filter(board=board).exists()


def test_the_same_key_is_posted_once() -> None:
    board = b.a_board()
    holder = b.a_person(board).key

    for _ in range(2):
        post(OPERATOR, board=board, holder=holder, key="link:1")

    assert OutboxItem.objects.filter(key="link:1").count() == 1


@pytest.mark.parametrize("kind", ["mail", "letter"])
def test_address_and_text_lie_encrypted_under_the_holders_key(kind: str) -> None:
    item = posted(b.a_board(), kind)

    with connection.cursor() as cursor:
        cursor.execute("select * from outbox_outboxitem where id = %s", [item.pk])
        kept = b" ".join(bytes(v) if isinstance(v, (bytes, memoryview)) else str(v).encode() for v in cursor.fetchone())
    for secret in (ADDRESS, TEXT, "Uw link", "nergens"):
        assert secret.encode() not in kept
    assert keys.unseal(item.holder, "outbox.body", bytes(item.body)) == TEXT


def test_nothing_is_posted_under_a_key_that_does_not_exist() -> None:
    board = b.a_board()

    with pytest.raises(keys.KeyMissing):
        post(OPERATOR, board=board, holder=uuid4(), key="x")

    assert not OutboxItem.objects.filter(board=board).exists()

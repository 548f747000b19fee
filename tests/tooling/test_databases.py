"""What the tests stand on: both databases are open, and no test empties the log."""

from __future__ import annotations

from types import SimpleNamespace
from typing import cast
from uuid import uuid4

import pytest
from django.conf import settings
from django.db import transaction
from django.test import TransactionTestCase

from tests.machinery import databases
from vuistregel import clock, norms
from vuistregel.access.events import AccessRefused
from vuistregel.evidence import log
from vuistregel.evidence.models import LogEvent
from vuistregel.keys.models import HolderKey
from vuistregel.organisation.models import Board


@pytest.mark.django_db(transaction=True)
def test_emptying_the_tables_after_a_test_leaves_the_log_alone() -> None:
    board = Board.objects.create(name="Bestuur van de proef")
    refused = AccessRefused(category="public", verb="read", outcome="no", norms="")
    with transaction.atomic():
        log.append(
            refused,
            board_id=board.pk,
            actor=log.Who(kind="job", ref="test"),
            at=clock.now(),
            norms_release=norms.release(),
            correlation=uuid4(),
            decision=None,
        )

    every_database = SimpleNamespace(_databases_names=lambda include_mirrors: list(settings.DATABASES))
    databases._empty_all_but_the_log(cast(TransactionTestCase, every_database))

    assert not Board.objects.exists()
    assert LogEvent.objects.filter(board_id=board.pk).count() == 1


def test_a_test_may_use_the_store_of_keys_without_asking(db) -> None:
    assert HolderKey.objects.count() == 0


def test_the_tables_that_are_kept_refer_to_no_other_room() -> None:
    from django.apps import apps

    foreign = [
        f"{model.__name__}.{field.name}"
        for room in databases.KEPT_ROOMS
        for model in apps.get_app_config(room).get_models()
        for field in model._meta.concrete_fields
        if field.is_relation
    ]
    assert foreign == []

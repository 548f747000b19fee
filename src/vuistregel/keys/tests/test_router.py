"""The key store is a place of its own: its tables are there and nowhere else, and nothing else is there."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db import connections

from vuistregel.keys.models import HolderKey, SpoolKey
from vuistregel.keys.router import KeysRouter

pytestmark = pytest.mark.django_db(databases=["default", "keys"])


def test_the_tables_of_the_key_store_are_in_it_and_only_there():
    ours = {model._meta.db_table for model in apps.get_app_config("keys").get_models()}
    main = set(connections["default"].introspection.table_names())
    store = set(connections["keys"].introspection.table_names())
    assert not ours & main
    assert store == ours | {"django_migrations"}


def test_no_relation_crosses_between_the_stores():
    router = KeysRouter()
    assert router.allow_relation(HolderKey(), ContentType()) is False
    assert router.allow_relation(HolderKey(), SpoolKey()) is True
    assert router.allow_relation(ContentType(), ContentType()) is None
    relations = [
        field
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if field.is_relation and isinstance(field.related_model, type)
        if "keys" in {model._meta.app_label, field.related_model._meta.app_label}
    ]
    assert relations == []

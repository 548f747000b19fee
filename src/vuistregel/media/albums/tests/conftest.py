"""A school with a group, its teacher and a family."""

from __future__ import annotations

import pytest

from vuistregel.consent.tests.builders import a_school_with_channels
from vuistregel.media.albums.tests.builders import (
    a_family,
)
from vuistregel.organisation.models import Group, Guardianship, Person, School
from vuistregel.organisation.tests import builders as b


@pytest.fixture
def school() -> School:
    return a_school_with_channels(mode="each_year")


@pytest.fixture
def group(school: School) -> Group:
    return b.a_group(school, "5B")


@pytest.fixture
def teacher(school: School, group: Group) -> Person:
    return b.a_member(school, "teacher", groups=(group,)).person


@pytest.fixture
def family(group: Group) -> Guardianship:
    """Yara of the group, and her mother who said yes to the closed class page."""
    return a_family(group, "Yara", "given")

"""Every constraint of the database has somebody here who tries to break it, and does not succeed.

A constraint without a breaker fails the first test: write one that makes the forbidden row past all our own code.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.apps import apps
from django.db import IntegrityError, models, transaction

from tests.kernel.right_rows import (
    BEFORE,
    DAY,
    a_backup,
    a_call,
    a_channel,
    a_class_account,
    a_consent,
    a_contact,
    a_contact_check,
    a_contact_correction,
    a_face,
    a_guardianship,
    a_house_value,
    a_job_run,
    a_kept_state,
    a_link,
    a_list_copy,
    a_listed_person,
    a_mapping,
    a_media_file,
    a_membership,
    a_merge,
    a_moved_clock,
    a_notice,
    a_person,
    a_placement,
    a_present_pupil,
    a_publication,
    a_question,
    a_restriction,
    a_round,
    a_round_pupil,
    a_run,
    a_school_year,
    a_session,
    a_shown_text,
    a_snapshot,
    a_staff_key,
    a_state,
    a_subscription,
    a_take_down,
    a_token,
    an_account,
    an_account_finding,
    an_account_manager,
    an_album,
    an_album_item,
    an_appearance,
    an_ask,
    an_ask_person,
    an_emergency_contact,
    an_invitation,
    an_item,
    informed,
    invited_for,
    moment,
    raised,
    second_time_in_an_album,
    teaching,
    the_same_account,
    two_people,
)
from vuistregel import clock
from vuistregel.access.models import Account
from vuistregel.clock.models import MovedClock
from vuistregel.consent.models import (
    Channel,
)
from vuistregel.keys.models import HolderKey
from vuistregel.organisation.models import (
    Board,
    Group,
    Person,
    PersonMerge,
    School,
    TwoPeople,
)
from vuistregel.organisation.tests import builders as b

pytestmark = pytest.mark.django_db
Breaker = Callable[[], Any]
BACKWARDS = {"since": DAY, "until": BEFORE}


def twice(make: Breaker) -> Breaker:
    """Make a row, and the same again: only its primary key and what is unique by itself differ."""

    def deed() -> None:
        row = make()
        values = {f.attname: getattr(row, f.attname) for f in row._meta.concrete_fields if not f.primary_key}
        for field in row._meta.concrete_fields:
            if field.unique and not field.primary_key:
                values[field.attname] = _fresh(field)
        type(row)._default_manager.create(**values)

    return deed


def _fresh(field: Any) -> Any:
    if isinstance(field, models.UUIDField):
        return uuid4()
    return uuid4().bytes * 2 if isinstance(field, models.BinaryField) else uuid4().hex


def same_value(make: Breaker, field: str) -> Breaker:
    """Two rows of one kind that are alike in one unique field."""

    def deed() -> None:
        first, second = make(), make()
        type(first)._default_manager.filter(pk=second.pk).update(**{field: getattr(first, field)})

    return deed


def changed(make: Breaker, **fields: Any) -> Breaker:
    """A row that is right, changed behind the back of all our code."""

    def deed() -> None:
        row = make()
        type(row)._default_manager.filter(pk=row.pk).update(**fields)

    return deed


BREAKERS: dict[str, Breaker] = {
    "media_kind_known": changed(a_media_file, kind="scent"),
    "media_link_has_no_file": changed(lambda: a_media_file(kind="link"), original=uuid4()),
    "media_gone_has_no_file": changed(lambda: a_media_file(result=uuid4()), gone_at=moment()),
    "MediaFile.key": same_value(a_media_file, "key"),
    "MediaFile.original_key": same_value(a_media_file, "original_key"),
    "face_source_known": changed(a_face, source="guessed"),
    "face_within_the_picture": changed(a_face, x=9_991),
    "face_covered_has_a_place": lambda: a_face(width=0, height=0, covered=True, person=a_person()),
    "face_has_a_place_or_a_person": changed(a_face, width=0, height=0),
    "round_whom_known": changed(a_round, whom="nobody"),
    "round_newcomers_since_a_day": changed(a_round, whom="newcomers"),
    "round_open_has_a_day": changed(a_round, state="open"),
    "round_year_ends_after_start": changed(a_round, year_ends=BEFORE),
    "round_pupil_once": twice(a_round_pupil),
    "invitation_once": twice(an_invitation),
    "invitation_how_known": changed(an_invitation, how="pigeon"),
    "invited_for_once": twice(invited_for),
    "ask_closes_after_it_opens": changed(an_ask, closes_on=BEFORE),
    "ask_person_once": twice(an_ask_person),
    "Ask.key": same_value(an_ask, "key"),
    "keys_holder_kind": lambda: HolderKey.objects.filter(holder=a_person().key).update(kind="nobody"),
    "keys_backup_kind": changed(a_backup, kind="copy"),
    "clock_one_row": lambda: (a_moved_clock(), MovedClock.objects.create(pk=2, day=DAY)),
    "account_login_once": lambda: Account.objects.create(login=an_account().login.upper()),
    "open_session_seen_later": changed(a_session, seen_at=clock.start_of(date(2020, 1, 1))),
    "link_purpose": changed(a_link, purpose="curiosity"),
    "link_code_once": twice(lambda: a_link(purpose="personal", code_hash=b"x" * 32)),
    "link_is_for_somebody": changed(a_link, account=None, person=None),
    "link_ends_after_start": changed(a_link, expires_at=clock.start_of(date(2020, 1, 1))),
    "board_name_once": lambda: Board.objects.create(name=b.a_board().name.upper()),
    "school_brin_location_once": lambda: (
        lambda one: School.objects.create(
            board=b.a_board(), name="Elders", brin=one.brin, location=one.location, sector="po"
        )
    )(b.a_school()),
    "school_name_once_per_board": lambda: (lambda one: b.a_school(one.board, name=one.name))(b.a_school()),
    "school_sector_known": changed(b.a_school, sector="uni"),
    "school_brin_form": changed(b.a_school, brin="99z"),
    "school_location_form": changed(b.a_school, location="1"),
    "schoolyear_once_per_board": twice(a_school_year),
    "schoolyear_ends_after_start": changed(a_school_year, ends=date(2026, 8, 1)),
    "housevalue_once_per_day": twice(a_house_value),
    "person_has_a_name": changed(a_person, call_name="", family_name="", given_names=""),
    "person_once_per_account": lambda: (
        lambda one: Person.objects.create(board=one.board, account=one.account, call_name="Anders")
    )(b.a_member(b.a_board(), "fg").person),
    "membership_ends_after_start": changed(a_membership, **BACKWARDS),
    "membership_once_per_day_at_board": twice(a_membership),
    "membership_once_per_day_at_school": twice(lambda: b.a_member(b.a_school(), "teacher").membership),
    "contact_once_per_person": twice(a_contact),
    "contact_kind_known": changed(a_contact, kind="pigeon"),
    "raised_lifted_after_start": changed(raised, since=DAY, lifted_on=BEFORE),
    "raised_once_open": twice(raised),
    "merge_once_open": twice(a_merge),
    "merge_of_two": lambda: (lambda one: PersonMerge.objects.filter(pk=one.pk).update(kept=one.gone))(a_merge()),
    "two_people_once": twice(two_people),
    "two_people_in_order": lambda: (lambda pair: TwoPeople.objects.filter(pk=pair.pk).update(one=pair.other))(
        two_people()
    ),
    "group_key_once_per_school": lambda: (
        lambda one: Group.objects.create(board=one.board, school=one.school, key=one.key, name="Anders")
    )(b.a_group(b.a_school())),
    "pupil_key_once_present": lambda: (lambda one: b.a_pupil(one.school, key=one.key))(a_present_pupil()),
    "pupil_departs_after_arrival": changed(a_present_pupil, arrived=DAY, departed=BEFORE),
    "placement_once_open": twice(a_placement),
    "placement_ends_after_start": changed(a_placement, **BACKWARDS),
    "staff_key_once_present": twice(a_staff_key),
    "teaching_once_open": twice(teaching),
    "teaching_ends_after_start": changed(teaching, **BACKWARDS),
    "informed_once_per_norm": twice(informed),
    "guardianship_once_open": twice(a_guardianship),
    "guardianship_answer_has_a_day": changed(a_guardianship, authority="yes", confirmed_on=None),
    "guardianship_ends_after_start": changed(a_guardianship, **BACKWARDS),
    "restriction_lifted_after_start": changed(a_restriction, since=DAY, lifted_on=BEFORE),
    "mapping_once_per_school": twice(a_mapping),
    "shown_text_version_once": twice(a_shown_text),
    "channel_slug_once": twice(a_channel),
    "channel_audience_known": changed(a_channel, audience="others"),
    "channel_mode_known": changed(a_channel, mode="never"),
    "channel_not_same_as_itself": lambda: (lambda one: Channel.objects.filter(pk=one.pk).update(same_as=one.pk))(
        a_channel()
    ),
    "question_once_per_channel": twice(a_question),
    "question_matter_known": changed(a_question, matter="other"),
    "consent_answer_known": changed(a_consent, answer="perhaps"),
    "consent_capacity_known": changed(a_consent, capacity="uncle"),
    "consent_how_known": changed(a_consent, how="fax"),
    "consent_ends_after_start": changed(a_consent, on=DAY, until=BEFORE),
    "state_once": twice(a_state),
    "state_answer_known": changed(a_state, answer="perhaps"),
    "notice_once_a_day": twice(a_notice),
    "publication_kind_known": changed(a_publication, kind="poster"),
    "publication_published_on_a_day": changed(a_publication, state="published"),
    "publication_ends_after_start": changed(a_publication, state="down", published_on=DAY, ended_on=BEFORE),
    "appearance_once": twice(an_appearance),
    "take_down_once_open": twice(a_take_down),
    "take_down_due_after_start": changed(a_take_down, due=BEFORE),
    "take_down_closed_on_a_day": changed(a_take_down, state="closed"),
    "Consent.key": same_value(a_consent, "key"),
    "Publication.key": same_value(a_publication, "key"),
    "class_account_once_open": the_same_account,
    "class_account_year_ends_later": changed(a_class_account, year_ends=BEFORE),
    "class_account_closed_after_start": changed(a_class_account, closed_on=BEFORE),
    "ClassAccount.key": same_value(a_class_account, "key"),
    "account_manager_once": twice(an_account_manager),
    "account_finding_outcome_known": changed(an_account_finding, outcome="perhaps"),
    "list_copy_number_once": twice(a_list_copy),
    "list_copy_kind_known": changed(a_list_copy, kind="other"),
    "list_copy_form_known": changed(a_list_copy, form="fax"),
    "listed_once_per_copy": twice(a_listed_person),
    "listed_removed_after_gone": changed(a_listed_person, removed_on=DAY),
    "emergency_once_per_parent": twice(an_emergency_contact),
    "contact_check_once_a_day": twice(a_contact_check),
    "correction_kind_known": changed(a_contact_correction, kind="fax"),
    "correction_done_after_asked": changed(a_contact_correction, done_on=BEFORE),
    "correction_declined_is_done": changed(a_contact_correction, declined=b"x"),
    "correction_once_open": twice(a_contact_correction),
    "outbox_sent_has_a_moment": changed(an_item, state="sent", done_at=None),
    "jobrun_once_per_day": twice(a_job_run),
    "kept_state_once_per_board": twice(a_kept_state),
    "snapshot_once_per_day": twice(a_snapshot),
    "snapshot_in_order_within_counted": changed(a_snapshot, in_order=3),
    "token_name_once_while_open": twice(a_token),
    "call_once_per_key": twice(a_call),
    "call_answered_or_not": changed(a_call, status=200),
    "subscription_once_while_open": twice(a_subscription),
    "album_audience_known": changed(an_album, audience="everybody"),
    "album_of_a_group_or_for_staff": changed(an_album, audience="staff"),
    "album_until_after_start": changed(an_album, until=BEFORE),
    "album_closed_on_a_day": changed(an_album, state="closed"),
    "album_item_once": second_time_in_an_album,
    "Album.key": same_value(an_album, "key"),
    "AlbumItem.publication": same_value(an_album_item, "publication_id"),
    "Subscription.key": same_value(a_subscription, "key"),
    "Account.key": same_value(an_account, "key"),
    "OpenSession.key": same_value(a_session, "key"),
    "OneTimeLink.token_hash": same_value(a_link, "token_hash"),
    "Board.key": same_value(b.a_board, "key"),
    "Person.key": same_value(a_person, "key"),
    "ImportRun.key": same_value(a_run, "key"),
    "OutboxItem.uid": same_value(an_item, "uid"),
    "OutboxItem.key": same_value(an_item, "key"),
    "ApiToken.key": same_value(a_token, "key"),
    "ApiToken.digest": same_value(a_token, "digest"),
}


def constraints_of_the_house() -> set[str]:
    """Names of constraints, and `Model.field` for fields that are unique by themselves."""
    found: set[str] = set()
    for model in apps.get_models():
        if model.__module__.startswith("vuistregel."):
            found |= {constraint.name for constraint in model._meta.constraints}
            unique = [f for f in model._meta.concrete_fields if f.unique and not f.primary_key]
            # A relation of one to one is such a field as well.
            found |= {f"{model.__name__}.{field.name}" for field in unique}
    return found


def test_every_constraint_of_the_house_has_somebody_who_tries_to_break_it() -> None:
    assert set(BREAKERS) == constraints_of_the_house()


@pytest.mark.parametrize("name", sorted(BREAKERS))
def test_the_database_does_not_let_it_happen(name: str) -> None:
    alias = "keys" if name.startswith("keys_") else "default"

    with pytest.raises(IntegrityError) as refused, transaction.atomic(using=alias):
        BREAKERS[name]()

    said = str(refused.value)
    assert name in said or "UNIQUE" in said.upper()

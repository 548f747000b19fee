"""Every constraint of the database has somebody here who tries to break it, and does not succeed.

A constraint without a breaker fails the first test: write one that makes the forbidden row past all our own code.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.apps import apps
from django.db import IntegrityError, models, transaction

from vuistregel import clock
from vuistregel.access.models import Account
from vuistregel.access.signin.models import OneTimeLink, OpenSession
from vuistregel.api.models import ApiToken, RepeatedCall, Subscription
from vuistregel.clock.models import MovedClock
from vuistregel.consent.models import (
    AccountFinding,
    AccountManager,
    Ask,
    AskPerson,
    Channel,
    ClassAccount,
    Consent,
    ConsentState,
    ContactCheck,
    ContactCorrection,
    EmergencyContact,
    Invitation,
    InvitedFor,
    ListCopy,
    ListedPerson,
    Question,
    Round,
    RoundPupil,
    YearlyNotice,
)
from vuistregel.consent.tests.builders import a_school_with_channels, channel, question, says
from vuistregel.keys.models import BackupRecord, HolderKey
from vuistregel.media.models import Album, AlbumItem, Appearance, Face, MediaFile, Publication, TakeDown
from vuistregel.organisation.models import (
    Board,
    ColumnMapping,
    ContactDetail,
    ContactRestriction,
    Group,
    Guardianship,
    HouseValue,
    ImportRun,
    Membership,
    Person,
    PersonMerge,
    Placement,
    Pupil,
    PupilInformed,
    RaisedConfidentiality,
    School,
    SchoolYear,
    StaffKey,
    Teaching,
    TwoPeople,
)
from vuistregel.organisation.tests import builders as b
from vuistregel.outbox.models import JobRun, OutboxItem
from vuistregel.steps.models import KeptState, StepSnapshot
from vuistregel.texts.models import ShownText

pytestmark = pytest.mark.django_db
Breaker = Callable[[], Any]
DAY = date(2026, 11, 10)
BEFORE = DAY - timedelta(days=1)
BACKWARDS = {"since": DAY, "until": BEFORE}


def moment() -> datetime:
    return clock.now()


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


def an_account() -> Account:
    return b.an_account()


def a_session() -> OpenSession:
    at = moment()
    return OpenSession.objects.create(
        account=an_account(), way="password", factor="totp", staff=True, began_at=at, seen_at=at
    )


def a_link(**fields: Any) -> OneTimeLink:
    at = moment()
    usual = {
        "account": an_account(),
        "purpose": "password",
        "asked": uuid4(),
        "made_at": at,
        "expires_at": at + timedelta(hours=1),
    }
    return OneTimeLink.objects.create(token_hash=uuid4().bytes * 2, **(usual | fields))


def a_person(**fields: Any) -> Person:
    return b.a_person(b.a_board(), **fields)


def a_guardianship() -> Guardianship:
    return b.a_guardian(b.a_pupil(b.a_school()))


def a_contact() -> ContactDetail:
    return b.a_contact(a_person(), "email", "iemand@voorbeeld.example")


def a_restriction() -> ContactRestriction:
    return b.a_restriction(b.a_pupil(b.a_school()), None)


def raised() -> RaisedConfidentiality:
    return b.raised(a_person())


def a_membership() -> Membership:
    return b.a_member(b.a_board(), "fg").membership


def two_people() -> TwoPeople:
    board = b.a_board()
    one, other = b.a_person(board), b.a_person(board)
    return TwoPeople.objects.create(board=board, one=one, other=other, said_on=DAY)


def a_merge() -> PersonMerge:
    board = b.a_board()
    return PersonMerge.objects.create(board=board, kept=b.a_person(board), gone=b.a_person(board), merged_on=DAY)


def a_placement() -> Placement:
    school = b.a_school()
    return Placement.objects.get(pupil=b.a_pupil(school, group=b.a_group(school)))


def teaching() -> Teaching:
    school = b.a_school()
    return Teaching.objects.get(person=b.a_member(school, "teacher", groups=(b.a_group(school),)).person)


def a_staff_key() -> StaffKey:
    school = b.a_school()
    return StaffKey.objects.create(board=school.board, school=school, person=b.a_person(school.board), key="LK1")


def informed() -> PupilInformed:
    pupil = b.a_pupil(b.a_school())
    return PupilInformed.objects.create(
        board=pupil.board, pupil=pupil, norm="informed.16", told_on=DAY, how="letter", norms_release="x"
    )


def a_school_year() -> SchoolYear:
    return SchoolYear.objects.create(
        board=b.a_board(), name="2026-2027", starts=date(2026, 8, 1), ends=date(2027, 7, 31)
    )


def a_house_value() -> HouseValue:
    return HouseValue.objects.create(board=b.a_board(), norm="roster.max-age", value=7, since=DAY, norms_release="x")


def a_run() -> ImportRun:
    school = b.a_school()
    return ImportRun.objects.create(board=school.board, school=school, kind="roster", made_at=moment())


def a_mapping() -> ColumnMapping:
    school = b.a_school()
    return ColumnMapping.objects.create(board=school.board, school=school, subject="pupils", columns={})


def an_item(**fields: Any) -> OutboxItem:
    usual: dict[str, Any] = {"key": uuid4().hex, "kind": "mail", "holder": uuid4(), "language": "nl"}
    at = {"made_at": moment(), "due_at": moment()}
    return OutboxItem.objects.create(recipient=b"x", subject=b"x", body=b"x", **(usual | at | fields))


def a_job_run() -> JobRun:
    return JobRun.objects.create(name=uuid4().hex, day=DAY, done_at=moment())


def a_kept_state() -> KeptState:
    return KeptState.objects.create(board=b.a_board(), day=DAY, events=4, house="")


def a_snapshot() -> StepSnapshot:
    school = b.a_school()
    return StepSnapshot.objects.create(
        board=school.board, school=school, day=DAY, in_order=1, counted=2, checks=[], norms_release="x"
    )


def a_token() -> ApiToken:
    return ApiToken.objects.create(
        board=b.a_board(), name="Rooster", digest=uuid4().bytes * 2, made_at=moment(), expires_on=DAY
    )


def a_call() -> RepeatedCall:
    token = a_token()
    return RepeatedCall.objects.create(board=token.board, token=token, key="k", digest=b"x", made_at=moment())


def a_backup() -> BackupRecord:
    return BackupRecord.objects.create(kind="backup", label="b", made_at=moment(), finished_at=moment())


def a_moved_clock() -> MovedClock:
    return MovedClock.objects.create(day=DAY)


def a_present_pupil() -> Pupil:
    return b.a_pupil(b.a_school())


def a_channel() -> Channel:
    return channel(a_school_with_channels(), "website")


def a_question() -> Question:
    return question(a_school_with_channels(), "website", "image")


def a_shown_text() -> ShownText:
    text = a_question().text
    assert text is not None
    return text


def a_consent() -> Consent:
    child = b.a_pupil(a_school_with_channels())
    return says(child, b.a_guardian(child).person, "website", "given")


def a_state() -> ConsentState:
    return ConsentState.objects.get(person=a_consent().person)


def a_notice() -> YearlyNotice:
    one = a_consent()
    return YearlyNotice.objects.create(
        board=one.board, person=one.person, to=one.by, question=one.question, sent_on=DAY
    )


def a_publication() -> Publication:
    place = a_channel()
    return Publication.objects.create(board=place.board, school=place.school, channel=place, kind="group", made_on=DAY)


def an_appearance() -> Appearance:
    one = a_publication()
    return Appearance.objects.create(board=one.board, publication=one, person=b.a_person(one.board))


def a_take_down() -> TakeDown:
    one = a_publication()
    return TakeDown.objects.create(
        board=one.board, publication=one, person=b.a_person(one.board), opened_on=DAY, due=DAY, norms_release="1"
    )


def a_round(**fields: Any) -> Round:
    school = b.a_school()
    usual = {"title": "Ronde", "whom": "school", "year_starts": DAY, "year_ends": date(2027, 7, 31), "made_on": DAY}
    return Round.objects.create(board=school.board, school=school, **(usual | fields))


def a_round_pupil() -> RoundPupil:
    one = a_round()
    return RoundPupil.objects.create(board=one.board, round=one, pupil=b.a_pupil(one.school))


def an_invitation() -> Invitation:
    one = a_round()
    return Invitation.objects.create(
        board=one.board, round=one, person=b.a_person(one.board), how="mail", sent_at=moment()
    )


def invited_for() -> InvitedFor:
    one = an_invitation()
    pupil = RoundPupil.objects.create(board=one.board, round=one.round, pupil=b.a_pupil(one.round.school))
    return InvitedFor.objects.create(board=one.board, invitation=one, pupil=pupil)


def an_ask(**fields: Any) -> Ask:
    school = a_school_with_channels()
    asked = question(school, "website")
    return Ask.objects.create(
        board=school.board,
        school=school,
        channel=asked.channel,
        question=asked,
        title="Sportdag",
        made_on=DAY,
        **fields,
    )


def an_ask_person() -> AskPerson:
    one = an_ask()
    return AskPerson.objects.create(board=one.board, ask=one, person=b.a_person(one.board))


def a_class_account(**fields: Any) -> ClassAccount:
    place = a_channel()
    group = b.a_group(place.school)
    values = {"name": "@Groep5A", "year_starts": DAY, "year_ends": DAY + timedelta(days=9), "registered_on": DAY}
    return ClassAccount.objects.create(
        board=place.board, school=place.school, channel=place, group=group, **{**values, **fields}
    )


def the_same_account() -> None:
    one = a_class_account()
    for name in ("@groep5a", "@GROEP5A"):
        ClassAccount.objects.create(
            board=one.board,
            school=one.school,
            channel=one.channel,
            group=one.group,
            name=name,
            year_starts=DAY,
            year_ends=DAY + timedelta(days=9),
            registered_on=DAY,
        )


def an_account_manager() -> AccountManager:
    account = a_class_account()
    return AccountManager.objects.create(board=account.board, account=account, person=b.a_person(account.board))


def an_account_finding() -> AccountFinding:
    account = a_class_account()
    return AccountFinding.objects.create(
        board=account.board,
        account=account,
        outcome="fits",
        on=DAY,
        at=moment(),
        version=1,
        audience="public",
        provider="Instagram",
        said=b"x",
        norms_release="x",
    )


def a_list_copy() -> ListCopy:
    group = b.a_group(b.a_school())
    return ListCopy.objects.create(
        board=group.board, school=group.school, group=group, kind="phone_list", form="pdf", number=1, made_on=DAY
    )


def a_listed_person() -> ListedPerson:
    copy = a_list_copy()
    return ListedPerson.objects.create(board=copy.board, copy=copy, person=b.a_person(copy.board))


def an_emergency_contact() -> EmergencyContact:
    pupil = a_present_pupil()
    return EmergencyContact.objects.create(
        board=pupil.board, pupil=pupil, by=b.a_person(pupil.board), name=b"x", phone=b"x", given_on=DAY
    )


def a_contact_check() -> ContactCheck:
    school = b.a_school()
    return ContactCheck.objects.create(
        board=school.board, person=b.a_person(school.board), school=school, checked_on=DAY
    )


def a_contact_correction() -> ContactCorrection:
    school = b.a_school()
    return ContactCorrection.objects.create(
        board=school.board, person=b.a_person(school.board), school=school, kind="phone", said=b"x", asked_on=DAY
    )


def a_subscription() -> Subscription:
    return Subscription.objects.create(
        board=b.a_board(), name="Schoolsite", url="https://site.example/hook", secret=b"x", made_at=moment()
    )


def an_album(**fields: Any) -> Album:
    school = a_school_with_channels()
    usual: dict[str, Any] = {
        "group": b.a_group(school),
        "audience": "guardians",
        "channel": channel(school, "closed_class_page"),
        "title": "Naar het bos",
        "made_on": DAY,
        "until": date(2027, 7, 31),
    }
    return Album.objects.create(board=school.board, school=school, **(usual | fields))


def an_album_item() -> AlbumItem:
    album = an_album()
    values: dict[str, Any] = {"board": album.board, "school": album.school}
    media = MediaFile.objects.create(
        made_by=b.a_person(album.board), kind="photo", made_at=moment(), day=DAY, number=1, **values
    )
    shown = Publication.objects.create(channel=album.channel, kind="group", made_on=DAY, media=media.key, **values)
    return AlbumItem.objects.create(board=album.board, album=album, media=media, publication=shown, added_on=DAY)


def second_time_in_an_album() -> None:
    """The same photo in the same album, by another publication."""
    item = an_album_item()
    again = Publication.objects.create(
        board=item.board, school=item.album.school, channel=item.album.channel, kind="group", made_on=DAY
    )
    AlbumItem.objects.create(board=item.board, album=item.album, media=item.media, publication=again, added_on=DAY)


def a_media_file(**fields: Any) -> MediaFile:
    school = b.a_school()
    usual = {"made_by": b.a_person(school.board), "kind": "photo", "made_at": moment(), "day": DAY, "number": 1}
    return MediaFile.objects.create(board=school.board, school=school, **(usual | fields))


def a_face(**fields: Any) -> Face:
    media = a_media_file()
    usual = {"source": "hand", "x": 1, "y": 1, "width": 10, "height": 10}
    return Face.objects.create(board=media.board, media=media, **(usual | fields))


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

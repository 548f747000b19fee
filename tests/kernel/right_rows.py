"""Right rows of every room, one function each: what the tests of the constraints then try to spoil."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any
from uuid import uuid4

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
from vuistregel.keys.models import BackupRecord
from vuistregel.media.models import Album, AlbumItem, Appearance, Face, MediaFile, Publication, TakeDown
from vuistregel.organisation.models import (
    ColumnMapping,
    ContactDetail,
    ContactRestriction,
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
    SchoolYear,
    StaffKey,
    Teaching,
    TwoPeople,
)
from vuistregel.organisation.tests import builders as b
from vuistregel.outbox.models import JobRun, OutboxItem
from vuistregel.steps.models import KeptState, StepSnapshot
from vuistregel.texts.models import ShownText

DAY = date(2026, 11, 10)
BEFORE = DAY - timedelta(days=1)


def moment() -> datetime:
    return clock.now()


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

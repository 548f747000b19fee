"""The people of the example whom the sign-in page offers: one per role."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from secrets import token_hex

from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

from vuistregel import clock, keys
from vuistregel.access.actor import OPERATOR
from vuistregel.access.models import Account
from vuistregel.access.signin.example import register_example
from vuistregel.example.made import MadeSchool
from vuistregel.example.people import CAST
from vuistregel.organisation.actions import appoint, change_school
from vuistregel.organisation.models import Board, Guardianship, Membership, Person, Pupil, School, StaffKey
from vuistregel.organisation.roster.reading.model import RosterGuardian, RosterStaff
from vuistregel.words import Words

LABELS = {
    "privacy_officer": Words("Noor, privacy officer van het bestuur", "Noor, privacy officer of the board"),
    "fg": Words("Gerard, FG van drie besturen", "Gerard, data protection officer of three boards"),
    "director": Words("Karin, directeur van De Wilgentak", "Karin, director of De Wilgentak"),
    "administrator": Words("Wendy, administratie van De Wilgentak", "Wendy, administrator of De Wilgentak"),
    "teacher": Words("Sander, leerkracht van groep 5A, ook vader", "Sander, teacher of group 5A, a father too"),
    "internal_counsellor": Words("Ilse, intern begeleider", "Ilse, internal counsellor"),
    "caretaker": Words("Henk, conciërge", "Henk, caretaker"),
    "guardian": Words("Fatima, moeder van twee kinderen", "Fatima, mother of two children"),
    "pupil": Words("Wessel, leerling van 16", "Wessel, a pupil of 16"),
    "accountant": Words("Stefan, accountant", "Stefan, accountant"),
}
for _slug, _label in LABELS.items():
    register_example(_slug, _label, f"{_slug}.voorbeeld")

WILGENTAK, COLLEGE = "De Wilgentak", "Lindewaard College"
#: Keys in the administration of the people of the cast.
_STAFF = {
    "teacher": "LK005",
    "internal_counsellor": "OP001",
    "caretaker": "OP002",
    "director": "OP003",
    "administrator": "OP004",
}
_PUPIL, _CHILD, _SECOND_CHILD = "00006", "00005", "00001"


def put_in(school: str, made: MadeSchool) -> MadeSchool:
    """The made school with the cast in it, under the keys by which `on` finds them."""
    if school == WILGENTAK:
        staff = tuple(_named(row, next((s for s, k in _STAFF.items() if k == row.key), None)) for row in made.staff)
        return replace(made, staff=staff, guardians=_mother(made, _CHILD))
    if school == COLLEGE:
        given, prefix, family = CAST["pupil"]
        sixteen = _years_before(made.school.reference_date or clock.today(), 16) - timedelta(days=40)
        pupils = tuple(
            replace(p, given_name=given, call_name=given, prefix=prefix, family_name=family, birth_date=sixteen)
            if p.key == _PUPIL
            else p
            for p in made.pupils
        )
        return replace(made, pupils=pupils, guardians=_mother(made, _SECOND_CHILD))
    return made


def _years_before(day: date, years: int) -> date:
    return date(day.year - years, day.month, min(day.day, 28))


def _named(row: RosterStaff, slug: str | None) -> RosterStaff:
    if slug is None:
        return row
    given, prefix, family = CAST[slug]
    return replace(row, call_name=given, prefix=prefix, family_name=family, initials=given[0] + ".")


def _mother(made: MadeSchool, child: str) -> tuple[RosterGuardian, ...]:
    given, prefix, family = CAST["guardian"]
    rest = tuple(g for g in made.guardians if child not in g.pupil_keys)
    own = next(g for g in made.guardians if child in g.pupil_keys)
    return (
        *rest,
        replace(
            own,
            given_name=given,
            prefix=prefix,
            family_name=family,
            relation="moeder",
            authority="yes",
            email="fatima@thuis.example",
            phone="0612345678",
        ),
    )


def on(ago: int) -> None:
    """What the cast does on its day, `ago` days before today."""
    if ago == 80:
        _board_people("privacy_officer")
    if ago == 66:
        _board_people("accountant")
        _board_people("fg", "Vereniging De Kring", "Stichting Waterkant")
    if ago == 60:
        _open_staff_accounts()
    if ago == 36:
        _open_family_accounts()
    if ago == 52:
        for name in ("Het Hazelbos", "De Wilgentak", "Lindewaard College"):
            _present_school(name)


def _board_people(slug: str, *others: str) -> None:
    """Somebody of the board, and of other boards under the same sign-in: a person per board, one account."""
    account = _account(slug)
    given, prefix, family = CAST[slug]
    for name in ("Stichting Lindewaard", *others):
        board = Board.objects.get(name=name)
        person = Person.objects.create(
            board=board, account=account, call_name=given, prefix=prefix, family_name=family, sort_key=family.lower()
        )
        keys.new_holder(board.key, "person", person.key)
        appoint(OPERATOR, person=person, school=None, role=slug, since=clock.today())


def _account(slug: str, *, factor: bool = True) -> Account:
    """An account with an unknown password; the example's buttons open it without one."""
    account = Account.objects.create_user(f"{slug}.voorbeeld", token_hex(16))
    if factor:
        TOTP.activate(account, generate_totp_secret())
    return account


def _open_staff_accounts() -> None:
    """Sign-ins for all staff of two schools; some never set up a second factor."""
    wilgentak = School.objects.get(name=WILGENTAK)
    for slug, key in _STAFF.items():
        person = StaffKey.objects.get(school=wilgentak, key=key).person
        _connect(person, _account(slug))
        if slug in ("director", "administrator"):
            appoint(OPERATOR, person=person, school=wilgentak, role=slug, since=clock.today())
    rest = StaffKey.objects.filter(school__name__in=(WILGENTAK, "Het Hazelbos"), person__account__isnull=True)
    for n, row in enumerate(rest.select_related("person", "school").order_by("school", "key")):
        _connect(
            row.person,
            _account(f"{row.school.brin}-{row.key}".lower(), factor=row.school.name != WILGENTAK or n % 4 > 0),
        )
    for row in StaffKey.objects.filter(school__name="Het Hazelbos", key__in=("OP003", "OP004")).select_related(
        "person", "school"
    ):
        role = "director" if row.key == "OP003" else "administrator"
        appoint(OPERATOR, person=row.person, school=row.school, role=role, since=clock.today())


def _open_family_accounts() -> None:
    """The mother of two, at two schools under one person; the pupil of sixteen; the teacher who is a father."""
    mother = _account("guardian", factor=False)
    for name, child in ((WILGENTAK, _CHILD), (COLLEGE, _SECOND_CHILD)):
        row = (
            Guardianship.objects.filter(pupil__school__name=name, pupil__key=child)
            .select_related("person")
            .latest("pk")
        )
        if not Person.objects.filter(board=row.board, account=mother).exists():
            _connect(row.person, mother)
        else:
            Guardianship.objects.filter(pk=row.pk).update(person=Person.objects.get(board=row.board, account=mother))
    pupil = Pupil.objects.select_related("person").get(school__name=COLLEGE, key=_PUPIL)
    _connect(pupil.person, _account("pupil", factor=False))
    teacher = Membership.objects.filter(person__account__login="teacher.voorbeeld").select_related("person")[0].person
    own = Pupil.objects.filter(school__name=WILGENTAK).order_by("-pk")[0]
    Guardianship.objects.create(
        board=own.board,
        pupil=own,
        person=teacher,
        relation="father",
        authority="yes",
        confirmed_on=clock.today(),
        since=clock.today(),
    )


def _connect(person: Person, account: Account) -> None:
    Person.objects.filter(pk=person.pk).update(account=account)


def _present_school(name: str) -> None:
    """A contact and the address of the regulation, so that step 5 is in order."""
    school = School.objects.get(name=name)
    contact = Membership.objects.filter(school=school).select_related("person").order_by("pk").first()
    change_school(
        OPERATOR,
        school=school,
        shown=None,
        contact=contact.person if contact else None,
        regulation_url=f"https://{name.lower().replace(' ', '')}.example/privacyreglement",
    )

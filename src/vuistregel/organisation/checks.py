"""What this room contributes to the ten steps: people who can decide, people who are told, a roster that is true."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Case, Exists, F, OuterRef, Q, Value, When
from django.db.models.fields import BooleanField
from django.urls import reverse

from vuistregel import clock
from vuistregel.checks import Check, Item, On, Rows, register
from vuistregel.organisation.ages import birthday
from vuistregel.organisation.models import (
    Authority,
    ContactDetail,
    ContactRestriction,
    Guardianship,
    HouseValue,
    Membership,
    Placement,
    Pupil,
    PupilInformed,
    School,
)
from vuistregel.organisation.periods import open_on, present_on
from vuistregel.words import Words, same

_PUPIL_NAME = ("person__call_name", "person__given_names", "person__prefix", "person__family_name", "person__initials")


def name_in(row: dict[str, Any], prefix: str = "person__") -> str:
    """A person's name out of a row of values."""
    first = row[f"{prefix}call_name"] or row[f"{prefix}given_names"] or row[f"{prefix}initials"]
    return " ".join(filter(None, (first, row[f"{prefix}prefix"], row[f"{prefix}family_name"])))


def _names(prefix: str) -> tuple[str, ...]:
    return tuple(field.replace("person__", prefix, 1) for field in _PUPIL_NAME)


def born_before(day: date, age: int) -> date:
    """The last day of birth on which somebody has reached an age on a day."""
    try:
        return day.replace(year=day.year - age)
    except ValueError:
        return date(day.year - age, 2, 28)


def _reachable_decider(on: On) -> Rows:
    """Pupils who are present; in order when somebody who decides has a way to be reached."""
    own = int(on.norms().value("age.own-decision"))
    detail = ContactDetail.objects.filter(kind__in=["email", "phone", "address"])
    barred = ContactRestriction.objects.filter(
        open_on(on.day), pupil=OuterRef("pupil"), person=OuterRef("person"), kind="no_contact"
    )
    guardian = Guardianship.objects.filter(
        open_on(on.day),
        Exists(detail.filter(board=OuterRef("board"), person=OuterRef("person"))),
        ~Exists(barred),
        pupil=OuterRef("pk"),
        authority=Authority.YES,
    )
    of_age = Q(person__birth_date__lte=born_before(on.day, own))
    return (
        Pupil.objects.filter(present_on(on.day))
        .annotate(
            at=F("school"),
            ok=Case(
                When(person__birth_date__isnull=True, then=Value(False)),
                When(of_age, then=Value(True)),
                default=Exists(guardian),
                output_field=BooleanField(),
            ),
        )
        .values("at", "ok")
    )


def _pupil_item(note: Words, label: Words) -> Any:
    def item(row: dict[str, Any], on: On) -> Item:
        return Item(name_in(row), note, reverse("pupil", args=[row["at"], row["pk"]]), label)

    return item


def _born_note(row: dict[str, Any], on: On) -> Item:
    missing = row["person__birth_date"] is None
    note = (
        Words("Wij kennen de geboortedatum niet.", "We do not know the date of birth.")
        if missing
        else Words(
            "Niemand met bevestigd gezag is bereikbaar.", "Nobody with confirmed authority can be reached."
        )
    )
    return Item(
        name_in(row), note, reverse("pupil", args=[row["at"], row["pk"]]), Words("Vul de ouders aan", "Add the parents")
    )


register(
    Check(
        id="organisation.reachable_decider",
        step=4,
        requirements=("R2.8", "R2.11", "R5.3"),
        norm="authority.reachable",
        question=Words(
            "Is er voor elke leerling iemand die beslist en die wij kunnen bereiken?",
            "Is there for every pupil somebody who decides and whom we can reach?",
        ),
        counted=Words("leerlingen", "pupils"),
        todo=Words("Zorg dat elke leerling een bereikbare ouder heeft", "See that every pupil has a parent to reach"),
        rows=_reachable_decider,
        fields=(*_PUPIL_NAME, "person__birth_date"),
        item=_born_note,
        mend_url="pupils",
    )
)


def _authority_confirmed(on: On) -> Rows:
    """Guardians of present pupils below the age of an own decision; in order when authority is answered."""
    own = int(on.norms().value("age.own-decision"))
    young = Q(pupil__person__birth_date__isnull=True) | Q(
        pupil__person__birth_date__gt=born_before(on.day, own)
    )
    return (
        Guardianship.objects.filter(open_on(on.day), present_on(on.day, "pupil__"), young)
        .annotate(
            at=F("pupil__school"),
            ok=Case(
                When(authority=Authority.UNKNOWN, then=Value(False)), default=Value(True), output_field=BooleanField()
            ),
        )
        .values("at", "ok")
    )


def _guardian_item(row: dict[str, Any], on: On) -> Item:
    return Item(
        name_in(row),
        Words("Ouder van {pupil}.", "Parent of {pupil}.").with_(pupil=same(name_in(row, "pupil__person__"))),
        reverse("pupil", args=[row["at"], row["pupil"]]),
        Words("Vraag naar het gezag", "Ask about authority"),
    )


register(
    Check(
        id="organisation.authority_confirmed",
        step=4,
        requirements=("R2.8", "RG.4"),
        norm="authority.confirm",
        question=Words(
            "Is van elke ouder bevestigd of er gezag is?", "Is it confirmed for every parent whether there is authority?"
        ),
        counted=Words("ouders", "parents"),
        todo=Words("Bevestig het gezag van ouders", "Confirm the authority of parents"),
        rows=_authority_confirmed,
        fields=("pupil", *_PUPIL_NAME, *_names("pupil__person__")),
        item=_guardian_item,
        mend_url="authority",
    )
)


def informed_of(age_norm: str, informed_norm: str) -> Any:
    """Pupils who reached an age (and its own say) longer ago than the term; in order when they were told."""

    def rows(on: On) -> Rows:
        norms = on.norms()
        reached = norms.get(age_norm)
        if reached is None:
            return Pupil.objects.none().annotate(at=F("school"), ok=Value(True)).values("at", "ok")
        top = norms["age.own-decision"]
        grace = norms["informed.term"].before(on.day)
        ripe = Q(person__birth_date__lte=born_before(grace, int(reached.value)))
        if reached.id != top.id:
            ripe &= Q(person__birth_date__gt=born_before(on.day, int(top.value)))
        told = PupilInformed.objects.filter(board=OuterRef("board"), pupil=OuterRef("pk"), norm=informed_norm)
        return Pupil.objects.filter(present_on(on.day), ripe).annotate(at=F("school"), ok=Exists(told)).values("at", "ok")

    return rows


def _informed_item(age_norm: str) -> Any:
    def item(row: dict[str, Any], on: On) -> Item:
        age = int(on.norms().value(age_norm))
        return Item(
            name_in(row),
            Words("Werd {age} op {day}.", "Turned {age} on {day}.").with_(
                age=age, day=same(birthday(row["person__birth_date"], age).strftime("%d-%m-%Y"))
            ),
            reverse("pupil", args=[row["at"], row["pk"]]),
            Words("Leg vast dat de leerling het weet", "Record that the pupil knows"),
        )

    return item


for _id, _age, _informed, _question in (
    (
        "organisation.informed_16",
        "age.own-decision",
        "informed.16",
        Words(
            "Weet elke leerling van 16 of ouder dat hij nu zelf beslist?",
            "Does every pupil of 16 or over know that they now decide themselves?",
        ),
    ),
    (
        "organisation.informed_12",
        "age.withdraw-self",
        "informed.12",
        Words(
            "Weet elke leerling van 12 tot 16 dat hij zelf mag intrekken en vragen?",
            "Does every pupil from 12 to 16 know that they may withdraw and ask themselves?",
        ),
    ),
):
    register(
        Check(
            id=_id,
            step=4,
            requirements=("R5.16",) if _informed == "informed.16" else ("R5.2",),
            norm=_informed,
            question=_question,
            counted=Words("leerlingen", "pupils"),
            todo=Words("Vertel leerlingen dat zij zelf mogen beslissen", "Tell pupils that they have a say of their own"),
            rows=informed_of(_age, _informed),
            fields=(*_PUPIL_NAME, "person__birth_date"),
            item=_informed_item(_age),
            mend_url="informed",
        )
    )


def _restrictions(on: On) -> Rows:
    """Open restrictions that name a known person; contradicted when that person is still an open guardian to approach."""
    contradicted = Guardianship.objects.filter(
        open_on(on.day), pupil=OuterRef("pupil"), person=OuterRef("person")
    ).exclude(authority=Authority.NO)
    return (
        ContactRestriction.objects.filter(open_on(on.day), present_on(on.day, "pupil__"), person__isnull=False)
        .annotate(at=F("pupil__school"), ok=~Exists(contradicted))
        .values("at", "ok")
    )


def _restriction_item(row: dict[str, Any], on: On) -> Item:
    return Item(
        name_in(row, "pupil__person__"),
        Words(
            "Er is een contactbeperking, maar de ouderlijst zegt iets anders.",
            "There is a contact restriction, but the list of parents says otherwise.",
        ),
        reverse("pupil", args=[row["at"], row["pupil"]]),
        Words("Kijk beide na", "Check both"),
    )


register(
    Check(
        id="organisation.restrictions_respected",
        step=10,
        requirements=("R10.12",),
        norm="restriction.respected",
        question=Words(
            "Kloppen de contactbeperkingen met de lijst van ouders?",
            "Do the contact restrictions agree with the list of parents?",
        ),
        counted=Words("beperkingen", "restrictions"),
        todo=Words("Kijk de contactbeperkingen na", "Check the contact restrictions"),
        rows=_restrictions,
        fields=("pupil", *_names("pupil__person__")),
        item=_restriction_item,
        mend_url="pupils",
    )
)


def _departed_placed(on: On) -> Rows:
    """Pupils who departed; in order when no placement is open after that day."""
    placed = Placement.objects.filter(open_on(on.day), board=OuterRef("board"), pupil=OuterRef("pk"))
    return Pupil.objects.filter(departed__lt=on.day).annotate(at=F("school"), ok=~Exists(placed)).values("at", "ok")


register(
    Check(
        id="organisation.departed_not_in_group",
        step=10,
        requirements=("R3.17", "R10.14"),
        norm="roster.departed.confirm",
        question=Words("Zit wie vertrokken is in geen enkele groep meer?", "Is nobody who left still in a group?"),
        counted=Words("vertrokken leerlingen", "departed pupils"),
        todo=Words("Haal vertrokken leerlingen uit de groepen", "Take departed pupils out of the groups"),
        rows=_departed_placed,
        fields=_PUPIL_NAME,
        item=_pupil_item(
            Words("Is vertrokken, maar staat nog in een groep.", "Left, but is still in a group."),
            Words("Haal uit de groep", "Take out of the group"),
        ),
        mend_url="pupils",
    )
)


def _roster_fresh(on: On) -> Rows:
    """Every school; in order when its roster was taken in within the norm's term."""
    norm = on.norms()["roster.max-age"]
    own = {
        row.board_id: row.value
        for row in HouseValue.objects.filter(norm=norm.id, since__lte=on.day).order_by("board", "since")
    }
    fresh = Q(roster_applied_at__gte=clock.start_of(norm.before(on.day)))
    for board, value in own.items():
        stricter = clock.start_of(norm.unit.add_to(on.day, -int(value)))
        fresh &= ~Q(board=board) | Q(roster_applied_at__gte=stricter)
    return School.objects.annotate(
        at=F("pk"), ok=Case(When(fresh, then=Value(True)), default=Value(False), output_field=BooleanField())
    ).values("at", "ok")


def _roster_item(row: dict[str, Any], on: On) -> Item:
    last = row["roster_applied_at"]
    note = (
        Words("Er is nog nooit een leerlingbestand ingelezen.", "No pupil file was ever taken in.")
        if last is None
        else Words("De laatste keer was {day}.", "The last time was {day}.").with_(
            day=same(clock.day_of(last).strftime("%d-%m-%Y"))
        )
    )
    return Item(row["name"], note, reverse("import", args=[row["at"]]), Words("Lees een bestand in", "Take in a file"))


register(
    Check(
        id="organisation.roster_fresh",
        step=10,
        requirements=("R3.17",),
        norm="roster.max-age",
        question=Words("Zijn de leerlinggegevens vers?", "Are the pupils' data fresh?"),
        counted=Words("leerlingbestand", "pupil file"),
        todo=Words("Lees een vers leerlingbestand in", "Take in a fresh pupil file"),
        rows=_roster_fresh,
        fields=("name", "roster_applied_at"),
        item=_roster_item,
        mend_url="import",
    )
)


def _named(role: str) -> Any:
    def rows(on: On) -> Rows:
        holder = Membership.objects.filter(open_on(on.day), board=OuterRef("board"), role=role).filter(
            Q(school__isnull=True) | Q(school=OuterRef("pk"))
        )
        return School.objects.annotate(at=F("pk"), ok=Exists(holder)).values("at", "ok")

    return rows


def _named_item(note: Words, label: Words, url: str) -> Any:
    def item(row: dict[str, Any], on: On) -> Item:
        return Item(row["name"], note, reverse(url, args=[row["at"]]), label)

    return item


for _id, _role, _req, _question, _note in (
    (
        "organisation.fg_named",
        "fg",
        ("R6.1",),
        Words("Heeft het bestuur een functionaris gegevensbescherming (FG)?", "Does the board have a data protection officer?"),
        Words("Er is geen FG benoemd.", "No data protection officer is named."),
    ),
    (
        "organisation.privacy_officer_named",
        "privacy_officer",
        ("R1.4",),
        Words("Heeft het bestuur een privacy officer?", "Does the board have a privacy officer?"),
        Words("Er is geen privacy officer benoemd.", "No privacy officer is named."),
    ),
):
    register(
        Check(
            id=_id,
            step=2,
            requirements=_req,
            norm="fg.required" if _role == "fg" else "organisation.contacts",
            question=_question,
            counted=Words("bestuur", "board"),
            todo=Words("Wijs aan wie over privacy gaat", "Name who is in charge of privacy"),
            rows=_named(_role),
            fields=("name",),
            item=_named_item(_note, Words("Wijs iemand aan", "Name somebody"), "people"),
            mend_url="people",
        )
    )


def _school_has(field: str) -> Any:
    def rows(on: On) -> Rows:
        filled = Q(**{f"{field}__isnull": False}) if field == "contact" else ~Q(**{field: ""})
        return School.objects.annotate(
            at=F("pk"), ok=Case(When(filled, then=Value(True)), default=Value(False), output_field=BooleanField())
        ).values("at", "ok")

    return rows


register(
    Check(
        id="organisation.school_contact",
        step=5,
        requirements=("R6.1",),
        norm="organisation.contacts",
        question=Words("Weten ouders wie op school hun vragen beantwoordt?", "Do parents know who at school answers them?"),
        counted=Words("aanspreekpunt", "contact"),
        todo=Words("Kies een aanspreekpunt voor ouders", "Choose a contact person for parents"),
        rows=_school_has("contact"),
        fields=("name",),
        item=_named_item(
            Words("Er is geen aanspreekpunt.", "There is no contact person."), Words("Kies iemand", "Choose somebody"), "school_settings"
        ),
        mend_url="school_settings",
    )
)
register(
    Check(
        id="organisation.regulation_link",
        step=5,
        requirements=("R3.18", "R6.2"),
        norm="transparency.regulation-link",
        question=Words("Kunnen ouders het privacyreglement lezen?", "Can parents read the privacy regulation?"),
        counted=Words("reglement", "regulation"),
        todo=Words("Vul in waar ouders het reglement lezen", "Say where parents read the regulation"),
        rows=_school_has("regulation_url"),
        fields=("name",),
        item=_named_item(
            Words("Er is geen adres van het reglement.", "There is no address of the regulation."),
            Words("Vul het adres in", "Fill in the address"),
            "school_settings",
        ),
        mend_url="school_settings",
    )
)

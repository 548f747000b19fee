"""What this room contributes to the ten steps: answers of this year, lists, the yearly notice, texts (R5.20, R7.*).

That a school has not chosen how often it asks is no gap: the handbook's rule holds, which is to ask each time (R7.4).
The page of its places says so.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import Any

from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse

from vuistregel.checks import Check, Item, On, Rows, holds, register
from vuistregel.consent.models import NO_USE, Channel, ConsentState, Question
from vuistregel.consent.models.channels import used_on
from vuistregel.consent.rules import Answer, Matter, Mode
from vuistregel.organisation.checks.rows import PERSON_NAME, name_in
from vuistregel.organisation.models import Pupil, SchoolYear
from vuistregel.organisation.periods import present_on
from vuistregel.organisation.years import year_by_norm
from vuistregel.words import Words

_LIST = Q(matter=Matter.CONTACT.value)
_YEARLY = ~_LIST & Q(channel__mode__in=(Mode.EACH_YEAR.value, Mode.STANDING.value))


def this_year(on: On, field: str) -> Q:
    """That a day lies in the school year that holds the day of the check, also where a board set its own (T31)."""
    default = year_by_norm(on.day, str(on.norms().value("schoolyear.start"))).starts
    found = Q(**{f"{field}__gte": default})
    for starts, boards in on.once("consent.own_years", lambda: _own_years(on.day)).items():
        # By first day, not by board: a thousand boards with their own year make no deeper condition than ten.
        inside = Q(**{f"{field}__gte": starts})
        found = (Q(board__in=boards) & inside) | (~Q(board__in=boards) & found)
    return found


def _own_years(day: date) -> dict[date, list[int]]:
    """First days of the school years that boards set themselves and that hold this day, each with its boards."""
    found: dict[date, list[int]] = defaultdict(list)
    rows = SchoolYear.objects.filter(starts__lte=day, ends__gte=day).order_by("board", "-starts")
    for board, starts in rows.values_list("board", "starts"):
        found[starts].append(board)
    return found


def _answered_all(kind: Q) -> Any:
    """Pupils of schools that ask this kind of question; in order when no question is left without an answer."""

    def rows(on: On) -> Rows:
        in_use = Q(channel__ended__isnull=True) | Q(channel__ended__gt=on.day)
        asked = Question.objects.filter(
            kind,
            in_use,
            board=OuterRef("board"),
            channel__board=OuterRef("board"),
            channel__school=OuterRef("school"),
            channel__same_as=None,
            asked=True,
        )
        ever = ConsentState.objects.filter(
            board=OuterRef("board"),
            person=OuterRef(OuterRef("person")),
            question=OuterRef("pk"),
            use=NO_USE,
            terms__gte=OuterRef("terms"),
        )
        once = Q(channel__mode=Mode.STANDING.value) & ~_LIST
        open_ = asked.filter((once & ~Exists(ever)) | (~once & ~Exists(ever.filter(this_year(on, "on")))))
        pupils = Pupil.objects.filter(present_on(on.day), Exists(asked))
        return pupils.annotate(at=F("school"), ok=holds(~Exists(open_)))

    return rows


def _pupil_item(row: dict[str, Any], on: On) -> Item:
    note = Words("Niet elke vraag is beantwoord.", "Not every question was answered.")
    return Item(
        name_in(row),
        note,
        reverse("pupil_consent", args=[row["at"], row["pk"]]),
        Words("Vul het antwoord in", "Fill in the answer"),
    )


register(
    Check(
        id="consent.answered_this_year",
        step=6,
        requirements=("R7.4", "R7.5", "R7.7"),
        norm="consent.no-answer",
        question=Words(
            "Is er over elke leerling antwoord op elke vraag van dit schooljaar?",
            "Is there for every pupil an answer to every question of this school year?",
        ),
        counted=Words("leerlingen", "pupils"),
        todo=Words("Vraag wie nog niet antwoordde", "Ask who did not answer yet"),
        rows=_answered_all(_YEARLY),
        fields=PERSON_NAME,
        item=_pupil_item,
        mend_url="school_consent",
        category="consent",
    )
)
register(
    Check(
        id="consent.lists_confirmed",
        step=6,
        requirements=("R5.18", "R5.20"),
        norm="contact-list.consent.renewal",
        question=Words(
            "Is dit schooljaar opnieuw gevraagd wie op de contactlijsten mag?",
            "Was it asked again this school year who may be on the contact lists?",
        ),
        counted=Words("leerlingen", "pupils"),
        todo=Words("Vraag opnieuw wie op de lijsten mag", "Ask again who may be on the lists"),
        rows=_answered_all(_LIST),
        fields=PERSON_NAME,
        item=_pupil_item,
        mend_url="school_consent",
        category="consent",
    )
)


def _noticed(on: On) -> Rows:
    """Places asked once that somebody said yes to in an earlier year; in order when all of them had this year's
    notice."""
    earlier = ConsentState.objects.filter(
        ~this_year(on, "on"),
        Exists(Pupil.objects.filter(present_on(on.day), board=OuterRef("board"), person=OuterRef("person"))),
        board=OuterRef("board"),
        school=OuterRef("school"),
        question__channel=OuterRef("pk"),
        question__asked=True,
        use=NO_USE,
        answer=Answer.GIVEN.value,
        held_back=False,
        terms__gte=F("question__terms"),
    )
    noticed = this_year(on, "noticed_on") & Q(noticed_on__isnull=False)
    rows = Channel.objects.filter(used_on(on.day), Exists(earlier), mode=Mode.STANDING.value, same_as=None)
    return rows.annotate(at=F("school"), ok=~Exists(earlier.exclude(noticed)))


def _name(row: dict[str, Any]) -> str:
    names = row["name"] or {}
    return str(names.get("nl") or names.get("en") or row["slug"])


def _notice_item(row: dict[str, Any], on: On) -> Item:
    return Item(
        _name(row),
        Words(
            "Het bericht van dit schooljaar is niet naar iedereen verstuurd.",
            "This school year’s notice was not sent to everybody.",
        ),
        reverse("yearly_notice", args=[row["at"]]),
        Words("Bekijk het bericht", "See the notice"),
    )


register(
    Check(
        id="consent.yearly_notice",
        step=6,
        requirements=("R7.5",),
        norm="consent.yearly-notice",
        question=Words(
            "Kreeg iedereen die één keer ja zei dit schooljaar bericht dat nee zeggen kan?",
            "Did everybody who said yes once get this school year’s notice that they may say no?",
        ),
        counted=Words("plekken", "places"),
        todo=Words("Stuur het jaarlijkse bericht", "Send the yearly notice"),
        rows=_noticed,
        fields=("name", "slug"),
        item=_notice_item,
        mend_url="yearly_notice",
        category="channels",
    )
)


def _texts(on: On) -> Rows:
    """Places that ask for themselves; in order when something is asked, with a text in both languages."""
    asked = Question.objects.filter(board=OuterRef("board"), channel=OuterRef("pk"), asked=True)
    half = asked.filter(Q(text__isnull=True) | ~Q(text__words__has_keys=["nl", "en"]))
    rows = Channel.objects.filter(used_on(on.day), _has_pupils("school", on), same_as=None)
    return rows.annotate(at=F("school"), ok=Exists(asked) & ~Exists(half))


def _has_pupils(school: str, on: On) -> Exists:
    """The places of a school without pupils were laid out by the house itself: they show no work of anybody."""
    return Exists(Pupil.objects.filter(present_on(on.day), board=OuterRef("board"), school=OuterRef(school)))


def _text_item(row: dict[str, Any], on: On) -> Item:
    return Item(
        _name(row),
        Words("Zonder tekst kan school niets vragen.", "Without a text the school can ask nothing."),
        reverse("channel", args=[row["at"], row["slug"]]),
        Words("Schrijf de tekst", "Write the text"),
    )


register(
    Check(
        id="consent.texts",
        step=6,
        requirements=("R7.6", "R7.7"),
        norm="consent.per-channel",
        question=Words(
            "Heeft elke plek een eigen vraag, in het Nederlands en het Engels?",
            "Does every place have its own question, in Dutch and English?",
        ),
        counted=Words("plekken", "places"),
        todo=Words("Schrijf de vraag bij elke plek", "Write the question of each place"),
        rows=_texts,
        fields=("name", "slug"),
        item=_text_item,
        mend_url="channels",
        category="channels",
    )
)


def _terms_named(on: On) -> Rows:
    """Questions for a place of another company; in order when the text names that company, whose terms hold too."""
    here = _has_pupils("channel__school", on)
    rows = Question.objects.filter(
        used_on(on.day, "channel__"), here, asked=True, channel__same_as=None, text__isnull=False
    ).exclude(channel__provider="")
    return rows.annotate(at=F("channel__school"), ok=holds(Q(text__words__nl__icontains=F("channel__provider"))))


def _terms_item(row: dict[str, Any], on: On) -> Item:
    names = row["channel__name"] or {}
    return Item(
        str(names.get("nl") or names.get("en") or row["channel__slug"]),
        Words(
            "De vraag zegt niet dat ook de regels van {provider} gelden.",
            "The question does not say that the terms of {provider} hold too.",
        ).with_(provider=row["channel__provider"]),
        reverse("channel", args=[row["at"], row["channel__slug"]]),
        Words("Vul de vraag aan", "Complete the question"),
    )


register(
    Check(
        id="consent.terms_named",
        step=7,
        requirements=("R7.12",),
        norm="consent.medium-terms",
        question=Words(
            "Zegt elke vraag voor een sociaal medium dat de regels van dat bedrijf gelden?",
            "Does each question for a social medium say that the terms of that company hold?",
        ),
        counted=Words("vragen", "questions"),
        todo=Words("Noem de regels van het bedrijf in de vraag", "Name the company’s terms in the question"),
        rows=_terms_named,
        fields=("channel__name", "channel__slug", "channel__provider"),
        item=_terms_item,
        mend_url="channels",
        category="channels",
    )
)

"""A school's consent at a glance: per question who answered, and the ways to everything about it."""

from __future__ import annotations

from typing import Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse

from vuistregel import clock
from vuistregel.access.gate import page
from vuistregel.checks import CHECKS, On
from vuistregel.consent.models import ContactCorrection
from vuistregel.consent.overview import Overview, overview, sought
from vuistregel.organisation.models import School
from vuistregel.organisation.pages.place import may, place_of, school_here
from vuistregel.organisation.subjects import of_school
from vuistregel.ui import numbers
from vuistregel.ui.shapes import Way
from vuistregel.words import Words


@page(category="consent", subject=of_school)
def school_consent(request: HttpRequest, school: int) -> HttpResponse:
    """Where a school stands, a search for a pupil whose paper answer came in, and the ways on."""
    here = school_here(request, school)
    today = clock.today()
    found = overview(here, today)
    done = _done(here)
    text = request.GET.get("zoek", "").strip()
    context = {
        "school": here,
        "view": found,
        "heading": heading(here, found, done),
        "done": done,
        "rest": max(0, found.pupils - done),
        "bar": bar(found, done),
        "sought": text,
        "people": sought(here, text, today) if text else [],
        "ways": ways(request, here),
        "may_write": may(request, "write", "consent", place_of(here)),
    }
    return render(request, "consent/office/overview.html", context)


def _done(school: School) -> int:
    """Of how many pupils everything of this year was answered: the same count as the check of step 6."""
    check = CHECKS["consent.answered_this_year"]
    found: int = check.rows(On(clock.today())).filter(board=school.board_id, at=school.pk, ok=True).count()
    return found


def heading(school: School, found: Overview, done: int) -> Words:
    """How it stands, in one sentence."""
    if not found.pupils:
        return Words("{school} heeft nog geen leerlingen.", "{school} has no pupils yet.").with_(school=school.name)
    photos = [f for f in found.asked_this_year if not f.channel.is_list]
    if not photos:
        return Words("School vraagt het elke keer opnieuw.", "The school asks each time anew.")
    if done == found.pupils:
        return Words("Over elke leerling is er antwoord.", "There is an answer for every pupil.")
    if found.pupils == 1:
        return Words("Over de ene leerling is niet alles beantwoord.", "Not everything was answered for the one pupil.")
    return Words("Over {done} leerlingen is alles beantwoord.", "For {done} pupils everything was answered.").with_(
        done=numbers.out_of(done, found.pupils)
    )


def bar(found: Overview, done: int) -> Words:
    if found.pupils == 1:
        return (
            Words("Alles beantwoord", "Everything answered")
            if done
            else Words("Nog niet alles beantwoord", "Not everything answered yet")
        )
    return Words("{done} leerlingen: alles beantwoord", "{done} pupils: everything answered").with_(
        done=numbers.out_of(done, found.pupils)
    )


def _corrections(school: School) -> Words:
    """How many corrections of contact data the office did not settle yet."""
    waiting = ContactCorrection.objects.filter(board=school.board_id, school=school, done_on=None).count()
    if not waiting:
        return Words("Er wacht nu niets.", "Nothing is waiting now.")
    return numbers.sentence(
        numbers.counted(
            waiting,
            Words("Eén verbetering wacht op u.", "One correction waits for you."),
            Words("{words} verbeteringen wachten op u.", "{words} corrections wait for you."),
        )
    )


#: Pages that show a reader the things of all the schools that they may see.
_OF_ALL_SCHOOLS: Final = frozenset({"publications", "albums"})


def ways(request: HttpRequest, school: School) -> list[Way]:
    """The pages about consent that this reader may use, as far as the rooms that make them are there."""
    place = place_of(school)
    wanted = [
        (
            may(request, "read", "consent_round", place),
            "rounds",
            Words("Vragen sturen", "Send questions"),
            Words("Een ronde voor de school, een groep of nieuwe leerlingen.", "A round for school, group, newcomers."),
            "send",
        ),
        (
            may(request, "read", "channels", place),
            "channels",
            Words("Plekken", "Places"),
            Words("Waar school iets laat zien, en wat zij vraagt.", "Where the school shows things, and what it asks."),
            "photo",
        ),
        (
            may(request, "read", "class_account", place),
            "class_accounts",
            Words("Klasaccounts", "Class accounts"),
            Words("Accounts van klassen op sociale media.", "Accounts of classes on social media."),
            "key",
        ),
        (
            may(request, "read", "channels", place),
            "consent_modes",
            Words("Hoe vaak vragen wij het?", "How often do we ask?"),
            Words("Elke keer, elk jaar, of één keer met een bericht.", "Each time, each year, or once with a notice."),
            "calendar",
        ),
        (
            may(request, "read", "consent", place),
            "yearly_notice",
            Words("Jaarlijks bericht", "Yearly notice"),
            Words("Voor wie één keer ja zei.", "For who said yes once."),
            "mail",
        ),
        (
            may(request, "write", "consent", place),
            "take_over",
            Words("Antwoorden overnemen", "Take answers over"),
            Words("Uit de leerlingadministratie.", "From the pupil administration."),
            "upload",
        ),
        (
            may(request, "write", "contact", place),
            "contact_corrections",
            Words("Verbeteringen van ouders", "Corrections by parents"),
            _corrections(school),
            "pencil",
        ),
        (
            may(request, "read", "media", place),
            "publications",
            Words("Wat er staat", "What is published"),
            Words("Foto’s, films en teksten, en wat weg moet.", "Photos, videos and texts, and what must go."),
            "photo",
        ),
        (
            may(request, "read", "album", place),
            "albums",
            Words("Besloten albums", "Closed albums"),
            Words("Met de brieven voor wie geen e-mail heeft.", "With the letters for who has no e-mail."),
            "lock",
        ),
    ]
    found = []
    for allowed, name, title, detail, icon in wanted:
        if not allowed:
            continue
        try:
            at = [] if name in _OF_ALL_SCHOOLS else [school.pk]
            found.append(Way(title, reverse(name, args=at), detail, icon))
        except NoReverseMatch:
            continue
    return found

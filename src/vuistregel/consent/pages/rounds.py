"""Rounds on screen: the list, preparing one, how far it is, its letters."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from vuistregel import clock
from vuistregel.access.actor import Subject
from vuistregel.access.gate import page
from vuistregel.actions import Refused
from vuistregel.consent.actions import rounds as actions
from vuistregel.consent.forms.rounds import RoundForm
from vuistregel.consent.models import Round, RoundPupil, Whom
from vuistregel.consent.rounds.choice import not_asked_yet, pupils_of
from vuistregel.consent.rounds.letters import letters_of, one, sought, waiting
from vuistregel.consent.rounds.life import ROUND
from vuistregel.consent.rounds.missing import missing_in
from vuistregel.consent.rounds.progress import summaries, whole
from vuistregel.consent.rounds.recipients import GAPS, Plan, plan_for
from vuistregel.consent.rounds.reminders import has_room
from vuistregel.organisation.models import Group, Pupil, School
from vuistregel.organisation.pages.place import PAGE, actor_of, may, place_of, said, school_here
from vuistregel.organisation.subjects import of_school
from vuistregel.ui import days, numbers
from vuistregel.words import Words

#: What each button of a round did, in one sentence.
DONE = {
    "open": Words("De vragen zijn onderweg.", "The questions are on their way."),
    "others": Words("Ook zij zijn nu gevraagd.", "They were asked now too."),
    "remind": Words("De herinneringen zijn onderweg.", "The reminders are on their way."),
    "close": Words(
        "De ronde is afgesloten. Gezinnen kunnen nog steeds antwoorden.",
        "The round is closed. Families can still answer.",
    ),
    "drop": Words("Deze ronde is niet verstuurd.", "This round was not sent."),
    "letters": Words("De brieven hebben een nieuwe code.", "The letters have a new code."),
}


def _of_round(request: HttpRequest, school: int, round: int, **_: Any) -> Subject | None:  # noqa: A002 (the address says so)
    row = Round.objects.filter(pk=round, school=school).values_list("board", "school").first()
    return None if row is None else Subject(board=row[0], school=row[1])


@page(category="consent_round", subject=of_school)
def rounds(request: HttpRequest, school: int) -> HttpResponse:
    """Every round of a school, the newest first."""
    here = school_here(request, school)
    rows = Round.objects.filter(board=here.board_id, school=here).exclude(state="dropped").order_by("-made_on", "-pk")
    listed = Paginator(rows, PAGE).get_page(request.GET.get("bladzijde"))
    counts = summaries([each for each in listed if each.state != "draft"])
    context = {
        "school": here,
        "heading": list_heading(list(listed)),
        "rounds": [_line(each, *counts.get(each.pk, (0, 0))) for each in listed],
        "listed": listed,
        "may_write": may(request, "write", "consent_round", place_of(here)),
    }
    return render(request, "consent/rounds/rounds.html", context)


def list_heading(rounds: list[Round]) -> Words:
    """Whether families are being asked now."""
    running = [each for each in rounds if each.state == "open"]
    if running:
        return Words("{title} loopt.", "{title} is running.").with_(title=running[0].title)
    if rounds:
        return Words("Er loopt nu geen ronde.", "No round is running now.")
    return Words("U vroeg de gezinnen nog niets.", "You have not asked the families anything yet.")


def _line(row: Round, families: int, answered: int) -> tuple[Round, Words, Words, Words, int, int]:
    return row, ROUND.states[row.state], _when(row), progress_words(families, answered), families, answered


def progress_words(families: int, answered: int) -> Words:
    return Words("{few} van de {all} gezinnen", "{few} of the {all} families").with_(
        few=numbers.figures(answered), all=numbers.figures(families)
    )


def _when(row: Round) -> Words:
    day = row.opened_on or row.made_on
    return days.plain(day, clock.today())


@page(category="consent_round", verb="write", subject=of_school)
def consent_round_new(request: HttpRequest, school: int) -> HttpResponse:
    """Prepare a round: whom, and what to say. Nothing is sent from here."""
    here = school_here(request, school)
    groups = list(Group.objects.filter(school=here, ended__isnull=True).order_by("composite", "name"))
    title = str(Words("Toestemming dit schooljaar", "Consent this school year"))
    form = RoundForm(groups, request.POST or None, initial={"title": title})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        made = actions.make_round(
            actor_of(request),
            school=here,
            title=given["title"],
            whom=Whom(given["whom"]),
            groups=[int(key) for key in given["groups"]],
            newcomers_since=given["newcomers_since"],
            note=form.note,
        )
        return redirect("consent_round", school=here.pk, round=made.pk)
    return render(
        request, "consent/rounds/new.html", {"school": here, "form": form}, status=422 if form.errors else 200
    )


@page(category="consent_round", subject=_of_round, POST="write")
def consent_round(request: HttpRequest, school: int, round: int) -> HttpResponse:  # noqa: A002
    """One round: before sending what would happen, afterwards how far it is and who is missing."""
    here = school_here(request, school)
    row = Round.objects.select_related("school__board").get(pk=round)
    if request.method == "POST":
        return _do(request, row)
    return _prepared(request, here, row) if row.state == "draft" else _running(request, here, row)


def _do(request: HttpRequest, row: Round) -> HttpResponse:
    verb, actor = request.POST.get("doe", ""), actor_of(request)
    if verb == "open":
        actions.open_round(actor, round_=row)
    elif verb == "others":
        actions.ask_the_others(actor, round_=row)
    elif verb == "remind":
        try:
            actions.remind_round(actor, round_=row, by_hand=True)
        except Refused as refused:
            said(request, refused.decision.reasons[0].text)
            return redirect("consent_round", school=row.school_id, round=row.pk)
    elif verb == "letter":
        return _new_letter(request, row)
    elif verb == "close":
        actions.close_round(actor, round_=row)
    elif verb == "drop":
        actions.drop_round(actor, round_=row)
    else:
        raise Http404
    said(request, DONE[verb])
    if verb == "drop":
        return redirect("rounds", school=row.school_id)
    return redirect("consent_round", school=row.school_id, round=row.pk)


def _new_letter(request: HttpRequest, row: Round) -> HttpResponse:
    """A letter with a new code for one person, also for who answered or was asked by mail."""
    found = one(row, _number(request.POST.get("brief", "")), clock.today())
    if not found:
        raise Http404
    actions.renew_letters(actor_of(request), round_=row, invitations=found)
    return redirect(reverse("consent_letters", args=[row.school_id, row.pk]) + f"?brief={found[0].pk}")


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 12 else 0


def _prepared(request: HttpRequest, here: School, row: Round) -> HttpResponse:
    plan = plan_for(pupils_of(row, clock.today()), clock.today())
    context = {
        "school": here,
        "round": row,
        "heading": prepared_heading(plan),
        "plan": plan,
        "gaps": _gap_rows(here, plan) if may(request, "read", "consent", place_of(here)) else [],
        "may_write": may(request, "write", "consent_round", place_of(here)),
    }
    return render(request, "consent/rounds/prepared.html", context)


def _gap_rows(here: School, plan: Plan) -> list[tuple[str, str, Words]]:
    people = Pupil.objects.filter(board=here.board_id, school=here).select_related("person")
    names = {row.pk: row.person.name for row in people.in_bulk([pupil.pk for pupil in plan.gaps]).values()}
    return [(names[pupil.pk], reverse("pupil", args=[here.pk, pupil.pk]), GAPS[pupil.gap]) for pupil in plan.gaps]


def prepared_heading(plan: Plan) -> Words:
    """What sending does, in one sentence."""
    if not plan.recipients:
        return Words("Er is niemand die u kunt vragen.", "There is nobody whom you can ask.")
    return numbers.sentence(
        numbers.counted(
            plan.families,
            Words("U gaat één gezin vragen.", "You are going to ask one family."),
            Words("U gaat {number} gezinnen vragen.", "You are going to ask {number} families."),
        )
    )


def _running(request: HttpRequest, here: School, row: Round) -> HttpResponse:
    today = clock.today()
    found = whole(row)
    may_write = may(request, "write", "consent_round", place_of(here)) and row.state == "open"
    names = may(request, "read", "consent", place_of(here))
    missing = Paginator(missing_in(row) if names else [], PAGE).get_page(request.GET.get("bladzijde"))
    name = request.GET.get("zoek", "").strip() if may_write and names else ""
    letters = [letter.group_id or 0 for letter in waiting(row)]
    context = {
        "school": here,
        "round": row,
        "state": ROUND.states[row.state],
        "found": found,
        "sent": days.full(row.opened_on, today) if row.opened_on else "",
        "missing": missing,
        "may_answer": may(request, "write", "consent", place_of(here)),
        "may_write": may_write,
        "can_remind": may_write and has_room(row, today),
        "others": not_asked_yet(row, today).count() - _known_gaps(row) if may_write else 0,
        "gaps": found.unreachable if may_write else 0,
        "letters": len(letters),
        "with_letters": set(letters),
        "sought": name,
        "letters_anew": sought(row, name, today),
        "may_seek": may_write and names,
    }
    return render(request, "consent/rounds/round.html", context)


def _known_gaps(row: Round) -> int:
    return RoundPupil.objects.filter(board=row.board_id, round=row).exclude(gap="").count()


@page(category="consent_round", verb="write", subject=_of_round)
def consent_letters(request: HttpRequest, school: int, round: int) -> HttpResponse:  # noqa: A002
    """The letters of a round, or of one class, to print at once."""
    here = school_here(request, school)
    row = Round.objects.select_related("school__board").get(pk=round)
    chosen = request.GET.get("groep", "")
    group = int(chosen) if chosen.isdigit() and len(chosen) < 12 else None
    single = _number(request.GET.get("brief", ""))
    found = letters_of(one(row, single, clock.today()) if single else waiting(row, group))
    if request.method == "POST":
        if found.over:
            actions.renew_letters(actor_of(request), round_=row, invitations=found.over)
            said(request, DONE["letters"])
        return redirect(request.get_full_path())
    context = {
        "school": here,
        "round": row,
        "letters": [letter for letter in found.letters if letter.code],
        "over": len(found.over),
        "note": row.said,
        "heading": numbers.counted(
            len(found.letters),
            Words("Eén brief om uit te delen.", "One letter to hand out."),
            Words("{number} brieven om uit te delen.", "{number} letters to hand out."),
        )
        if found.letters
        else Words("Er zijn geen brieven om uit te delen.", "There are no letters to hand out."),
    }
    return render(request, "consent/rounds/letters.html", context)

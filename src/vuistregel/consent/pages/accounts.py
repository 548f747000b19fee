"""Accounts of a class: those of a group with the form that registers one, one account, and what people say of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar
from uuid import UUID

from django.db.models import Q
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from vuistregel import clock
from vuistregel.access.actor import Subject
from vuistregel.access.gate import page
from vuistregel.actions import Refused
from vuistregel.consent.accounts import shown as view
from vuistregel.consent.accounts.queries import close_to, gaps_of, known_of, media_of, staff_of
from vuistregel.consent.accounts.rules import Outcome, may_fit
from vuistregel.consent.actions import accounts as actions
from vuistregel.consent.forms.accounts import AccountForm, FitsForm, GoneForm, MisfitsForm
from vuistregel.consent.models import AccountFinding, ClassAccount
from vuistregel.organisation.models import Group, School
from vuistregel.organisation.pages.place import actor_of, complain, may, place_of, said, school_here
from vuistregel.organisation.subjects import of_group, of_school
from vuistregel.rows import StaleRow
from vuistregel.words import Words

T = TypeVar("T")

_REGISTERED = Words(
    "Gemeld. De directeur of privacy officer toetst het aan de afspraken.",
    "Registered. The director or privacy officer checks it against the agreements.",
)
_CHANGED = Words("Bewaard. Het account wordt opnieuw getoetst.", "Saved. The account will be checked again.")
_CHECKED = Words("Bewaard. Het account past bij de afspraken.", "Saved. The account fits the agreements.")
_MISFITS = Words("Bewaard. De beheerder ziet wat er anders moet.", "Saved. The manager sees what must change.")
_GONE = Words("Vastgelegd: het account is weg.", "Recorded: the account is gone.")


def of_account(request: HttpRequest, account: UUID, **_: Any) -> Subject | None:
    """The subject of a page about an account: its group at its school."""
    row = ClassAccount.objects.filter(key=account).values_list("board", "school", "group").first()
    return None if row is None else Subject(board=row[0], school=row[1], groups=frozenset({row[2]}))


@page(category="class_account", subject=of_school)
def class_accounts(request: HttpRequest, school: int) -> HttpResponse:
    """All accounts of a school's classes, what is not checked first."""
    here = school_here(request, school)
    rows = ClassAccount.objects.filter(board=here.board_id, school=here)
    lines = view.lines(rows, clock.today())
    context = {
        "school": here,
        "heading": view.heading_of([line for line in lines if not line.closed]),
        "lines": [line for line in lines if not line.closed],
        "closed": [line for line in lines if line.closed],
        "groups": Group.objects.filter(school=here, ended=None).order_by("composite", "name", "pk"),
        "may_write": may(request, "write", "class_account", place_of(here)),
    }
    return render(request, "consent/accounts/accounts.html", context)


@page(category="class_account", subject=of_group, POST="write")
def group_accounts(request: HttpRequest, group: int) -> HttpResponse:
    """The accounts of a group, and the form with which one is registered."""
    row = Group.objects.select_related("school__board").get(pk=group)
    here = school_here(request, row.school_id)
    form = _form(request, row, None)
    status = 200
    if request.method == "POST":

        def register() -> ClassAccount:
            given = form.cleaned_data
            return actions.register_account(
                actor_of(request),
                group=row,
                channel=form.places[given["channel"]],
                name=given["name"],
                managers=form.chosen,
            )

        made, status = _attempt(form, register)
        if made is not None:
            said(request, _REGISTERED)
            return redirect("class_account", account=made.key)
    lines = view.lines(ClassAccount.objects.filter(board=row.board_id, group=row), clock.today())
    place = _place(row)
    context = {
        "school": here,
        "group": row,
        "heading": view.heading_in_group(row, len([line for line in lines if not line.closed])),
        "lines": lines,
        "form": form,
        "any_media": bool(form.places),
        "may_write": may(request, "write", "class_account", place),
    }
    return render(request, "consent/accounts/group.html", context, status=status)


@page(category="class_account", subject=of_account)
def class_account(request: HttpRequest, account: UUID) -> HttpResponse:
    """One account: what it is, what the house knows, what was found, and what can be done."""
    row = _row(account)
    here = school_here(request, row.school_id)
    today = clock.today()
    place = _place(row.group)
    gap = gaps_of(ClassAccount.objects.filter(pk=row.pk), today).get(row.pk)
    known = known_of(row, today)
    context = {
        "school": here,
        "account": row,
        "heading": view.heading(row, gap),
        "lead": view.lead(row, gap),
        "managers": view.managers(row),
        "address": row.name if row.name.startswith("https://") else "",
        "facts": [] if row.closed_on else view.facts(row, known),
        "must": view.must(row, gap),
        "history": view.history(row, today),
        "may_check": may(request, "confirm", "class_account", place) and row.closed_on is None,
        "may_write": may(request, "write", "class_account", place) and row.closed_on is None,
        "checked": gap is None,
        "checkers": view.checkers(),
    }
    return render(request, "consent/accounts/account.html", context)


@page(category="class_account", verb="write", subject=of_account)
def class_account_change(request: HttpRequest, account: UUID) -> HttpResponse:
    """Change address, medium or managers; the account must be checked anew then."""
    row = _row(account)
    here = school_here(request, row.school_id)
    form = _form(request, row.group, row)
    status = 200
    if request.method == "POST":

        def change() -> ClassAccount:
            given = form.cleaned_data
            return actions.change_account(
                actor_of(request),
                account=row,
                channel=form.places[given["channel"]],
                name=given["name"],
                managers=form.chosen,
                shown=given["version"] or 0,
                group=form.whose,
            )

        done, status = _attempt(form, change, row)
        if done is not None:
            said(request, _CHANGED)
            return redirect("class_account", account=account)
    context = {"school": here, "account": row, "form": form}
    return render(request, "consent/accounts/change.html", context, status=status)


@page(category="class_account", verb="confirm", subject=of_account)
def class_account_check(request: HttpRequest, account: UUID) -> HttpResponse:
    """Hold the account against the agreements: what the house knows stands there, the rest a person says."""
    row = _row(account)
    here = school_here(request, row.school_id)
    wants = request.POST.get("wat", "")
    initial = {"version": row.version}
    fits = FitsForm(request.POST if wants == Outcome.FITS else None, initial=initial)
    misfits = MisfitsForm(request.POST if wants == Outcome.MISFITS else None, initial=initial)
    form: FitsForm | MisfitsForm = fits if wants == Outcome.FITS else misfits
    status = 200
    if request.method == "POST":
        outcome = Outcome.FITS if form is fits else Outcome.MISFITS

        def check() -> AccountFinding:
            return actions.check_account(
                actor_of(request),
                account=row,
                outcome=outcome,
                said=fits.said if form is fits else {"why": form.cleaned_data["why"]},
                shown=form.cleaned_data["version"],
                terms_read=form is fits,
            )

        done, status = _attempt(form, check, row)
        if done is not None:
            said(request, _CHECKED if outcome is Outcome.FITS else _MISFITS)
            return redirect("class_account", account=account)
    known = known_of(row, clock.today())
    context = {
        "school": here,
        "account": row,
        "facts": view.facts(row, known),
        "may_fit": bool(may_fit(known)),
        "fits": fits,
        "misfits": misfits,
    }
    return render(request, "consent/accounts/check.html", context, status=status)


@page(category="class_account", verb="write", subject=of_account)
def class_account_gone(request: HttpRequest, account: UUID) -> HttpResponse:
    """Say that the account is gone, and how one knows."""
    row = _row(account)
    here = school_here(request, row.school_id)
    form = GoneForm(request.POST or None, initial={"version": row.version})
    status = 200
    if request.method == "POST":

        def close() -> AccountFinding:
            given = form.cleaned_data
            return actions.close_account(actor_of(request), account=row, proof=given["proof"], shown=given["version"])

        done, status = _attempt(form, close, row)
        if done is not None:
            said(request, _GONE)
            return redirect("class_account", account=account)
    return render(request, "consent/accounts/gone.html", {"school": here, "account": row, "form": form}, status=status)


def _row(key: UUID) -> ClassAccount:
    return ClassAccount.objects.select_related(
        "channel__school", "group__school__board", "school", "registered_by"
    ).get(key=key)


def _place(group: Group) -> Subject:
    return Subject(board=group.board_id, school=group.school_id, groups=frozenset({group.pk}))


def _form(request: HttpRequest, group: Group, account: ClassAccount | None) -> AccountForm:
    """Who works with the group, and who fills in the form, can be ticked; all others only by who may see all staff."""
    today = clock.today()
    staff = list(staff_of(group.school, today))
    me = {hat.person for hat in actor_of(request).hats if hat.board == group.board_id}
    now = set(account.managers.values_list("pk", flat=True)) if account else set()
    teaching = set(close_to(group, today).values_list("pk", flat=True))
    near = teaching | me | now
    close = [person for person in staff if person.pk in near]
    others = [person for person in staff if person.pk not in near] if _sees_staff(request, group.school) else []
    # A teacher registers the own account as a rule; anybody else says who manages it.
    ticked = now if account else teaching & me
    initial: dict[str, Any] = {"managers": [str(key) for key in ticked]}
    groups: list[Group] = []
    if account:
        initial |= {"version": account.version, "channel": account.channel.slug, "name": account.name}
        initial["group"] = str(group.pk)
        rows = Group.objects.filter(Q(ended=None) | Q(pk=group.pk), school=group.school)
        listed = rows.select_related("school").order_by("composite", "name", "pk")
        groups = [row for row in listed if may(request, "write", "class_account", _place(row))]
    data = request.POST if request.method == "POST" else None
    return AccountForm(media_of(group.school, today), close, others, data, initial=initial, groups=groups)


def _sees_staff(request: HttpRequest, school: School) -> bool:
    return may(request, "read", "staff", place_of(school))


def _attempt(form: Form, deed: Callable[[], T], row: ClassAccount | None = None) -> tuple[T | None, int]:
    """What a form asks for, done; else None and the status with which the form comes back, saying why."""
    if not form.is_valid():
        return None, 422
    try:
        return deed(), 200
    except StaleRow as stale:
        assert row is not None, "only what is there already can be stale"
        _stale(form, row, stale)
        return None, 409
    except Refused as refused:
        for reason in refused.decision.reasons:
            complain(form, reason.text)
        return None, 422


def _stale(form: Form, row: ClassAccount, stale: StaleRow) -> None:
    """The form again, with what was typed, against the version that stands there now."""
    row.refresh_from_db()
    data = form.data.copy()  # type: ignore[attr-defined]
    data["version"] = str(row.version)
    form.data = data
    complain(form, stale.words)

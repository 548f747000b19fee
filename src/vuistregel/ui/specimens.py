"""Invented content for the page of building blocks: every component in its states."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from vuistregel.decisions import Decision, Reason, cannot_say, no, yes
from vuistregel.ui import chart, marks, shapes
from vuistregel.words import Words, same

_DAY: Final = date(2026, 11, 23)

SWATCHES: Final = (
    ("paper", Words("het blad", "the sheet")),
    ("paper-2", Words("rustig vlak, wet", "quiet panel, law")),
    ("paper-3", Words("veld, etiket, balk", "field, label, bar")),
    ("ink", Words("tekst", "text")),
    ("ink-2", Words("tweede stem", "second voice")),
    ("rule", Words("lijn, sier", "ruled line, decoration")),
    ("line", Words("kantlijn, sier", "margin line, decoration")),
    ("border", Words("rand van wat u bedient", "edge of what you operate")),
    ("pen", Words("wat u kunt indrukken", "what you can press")),
    ("pen-tint", Words("gekozen", "chosen")),
    ("marker", Words("focus, veranderd, hoe lang nog", "focus, changed, how long still")),
    ("ok", Words("in orde", "in order")),
    ("no", Words("niet in orde, nee", "not in order, no")),
    ("heed", Words("let op", "mind this")),
)

STEPS: Final = (
    (Words("Weten", "Know"), Words("Weet waar privacy over gaat", "Know what privacy is about")),
    (Words("Beleid", "Policy"), Words("Stel een reglement op", "Draw up a policy")),
    (Words("Afspraken", "Agreements"), Words("Maak afspraken met leveranciers", "Agree with suppliers")),
    (Words("Ouders", "Parents"), Words("Informeer ouders", "Inform parents")),
    (Words("Openheid", "Openness"), Words("Wees open", "Be open")),
    (Words("Toestem\u00adming", "Consent"), Words("Vraag toestemming", "Ask for consent")),
    (Words("Sociale media", "Social media"), Words("Spreek af wat online mag", "Agree on what may go online")),
    (Words("Leerlingen", "Pupils"), Words("Informeer leerlingen", "Inform pupils")),
    (Words("Overstap", "Transfer"), Words("Bescherm het overstapdossier", "Protect the transfer file")),
    (Words("Beveiliging", "Security"), Words("Beveilig alle gegevens", "Secure all data")),
)


def grid() -> shapes.Grid:
    rows = (
        ("De Kastanje", Words("basisschool, 412 leerlingen", "primary school, 412 pupils"), "0 2 0 1 0 0 0 0 - -"),
        ("Het Kompas", Words("basisschool, 203 leerlingen", "primary school, 203 pupils"), "0 0 0 0 0 0 0 0 - 0"),
        ("Veerhuis College", Words("havo en vwo, 1.310 leerlingen", "secondary, 1,310 pupils"), "4 0 0 12 0 1 0 0 x 3"),
    )
    columns = tuple(shapes.Column(n, short, name) for n, (short, name) in enumerate(STEPS, 1))
    return shapes.Grid(columns, tuple(shapes.SchoolRow(name, "#", _cells(states), note) for name, note, states in rows))


def _cells(states: str) -> tuple[shapes.Cell, ...]:
    cells = []
    for number, sign in enumerate(states.split(), 1):
        if sign == "-":
            cells.append(shapes.Cell(number, "no_checks"))
        elif sign == "x":
            cells.append(shapes.Cell(number, "not_applicable"))
        elif sign == "0":
            cells.append(shapes.Cell(number, "in_order", url="#"))
        else:
            cells.append(shapes.Cell(number, "not_in_order", int(sign), "#"))
    return tuple(cells)


def tasks() -> shapes.Today:
    return shapes.Today.of(
        [
            shapes.Task(
                Words("Bevestig wie het gezag heeft over Mees", "Confirm who has authority over Mees"),
                "#",
                Words("vandaag", "today"),
                Words("Zijn vader is bekend, zijn moeder niet.", "His father is known, his mother is not."),
                "person",
            ),
            shapes.Task(
                Words("Lees de leerlingen van Het Kompas in", "Read in the pupils of Het Kompas"),
                "#",
                Words("uiterlijk 1 december", "by 1 December"),
                Words("Het vorige bestand is van 2 oktober.", "The last file is of 2 October."),
                "upload",
            ),
        ]
    )


def decisions() -> dict[str, Decision]:
    norm = "access.need-to-know"
    return {
        "yes": yes(),
        "no": no(
            Reason(Words("Zijn ouders zeiden nee.", "His parents said no."), norm, about="Mees"),
            Reason(Words("Er is nog geen antwoord. Dat is nee.", "No answer yet. That is a no."), about="Lina"),
        ),
        "unsure": cannot_say(
            Words("Van Jip is niet bekend wie het gezag heeft.", "It is not known who decides for Jip.")
        ),
    }


def items() -> tuple[shapes.Item, ...]:
    return (
        shapes.Item(
            "Mees A., groep 4",
            Words("Geen van zijn ouders heeft een mailadres.", "Neither parent has a mail address."),
            "#",
            Words("Vul een mailadres in", "Fill in a mail address"),
        ),
        shapes.Item(
            "Lina V., groep 6",
            Words("Van haar moeder is het gezag niet bevestigd.", "Her mother's authority is not confirmed."),
            "#",
            Words("Vraag het na", "Ask about it"),
        ),
    )


def due() -> shapes.Due:
    return shapes.Due(
        date(2026, 12, 1),
        (
            shapes.DueLine(
                Words("Ontvangen per brief", "Received by letter"),
                date(2026, 11, 3),
                Words("De dag van ontvangst telt niet mee.", "The day of receipt does not count."),
            ),
            shapes.DueLine(
                Words("De wet: een maand", "The law: a month"), date(2026, 12, 3), Words("AVG 12", "GDPR 12")
            ),
            shapes.DueLine(Words("Onze belofte", "Our promise"), date(2026, 12, 1)),
            shapes.DueLine(Words("De vroegste datum telt", "The earliest date counts"), date(2026, 12, 1)),
        ),
    )


def year() -> chart.Chart | None:
    values = (9, 9, 11, 12, 12, 15, 15, 14, 17, 17, 19, 21, 21, 20, 22)
    points = [chart.Point(_DAY - timedelta(days=7 * n), v) for n, v in enumerate(reversed(values))]
    return chart.line(points, Words("Stappen in orde, per week", "Steps in order, per week"), total=28)


def figures() -> tuple[shapes.Figure, ...]:
    counts = {"conflict": 2, "new": 9, "changed": 27, "departed": 5, "unchanged": 1450}
    return tuple(shapes.Figure(n, marks.DIFFERENCES[key], "#") for key, n in counts.items())


class SpecimenForm(forms.Form):
    """A form with something wrong in it, so that errors are seen in every kind of field."""

    name = forms.CharField(label=_("Naam"), help_text=_("Zoals op de klassenlijst"))
    born = forms.DateField(label=_("Geboortedatum"), help_text=_("Bijvoorbeeld 14-3-2019"))
    role = forms.ChoiceField(label=_("Rol"), choices=[("", _("Kies een rol")), ("teacher", _("leerkracht"))])
    may = forms.ChoiceField(
        label=_("Mag een foto op de website?"), choices=[("yes", _("Ja")), ("no", _("Nee"))], widget=forms.RadioSelect
    )
    note = forms.CharField(label=_("Toelichting"), required=False, widget=forms.Textarea(attrs={"rows": 3}))
    file = forms.FileField(label=_("Bestand"), required=False)
    sure = forms.BooleanField(label=_("Ik heb dit nagekeken"), required=False)


def _form() -> SpecimenForm:
    form = SpecimenForm({"name": "Yasmina Çelik", "born": "31-2-2019", "role": ""})
    form.full_clean()
    return form


def specimens() -> dict[str, Any]:
    """The context of the page."""
    return {
        "swatches": SWATCHES,
        "sizes": ("3xl", "2xl", "xl", "l", "m", "s"),
        "spaces": range(1, 10),
        "marks": [
            (m, word)
            for group in (marks.STEPS, marks.CHECKS, marks.DECISIONS, marks.TURNS, marks.DIFFERENCES)
            for m in group.values()
            for word in (m.word,)
        ],
        "icons": sorted(marks.ICONS),
        "grid": grid(),
        "today": tasks(),
        "decisions": decisions(),
        "items": items(),
        "due": due(),
        "chart": year(),
        "figures": figures(),
        "person": shapes.Person(
            "Fenna van Oost",
            Words("privacy officer", "privacy officer"),
            Words("maandag tot en met donderdag", "Monday to Thursday"),
            "fenna@school.example",
        ),
        "note": shapes.NormNote(
            Words(
                "U bewaart alleen wat u nodig heeft. Een gegeven zonder doel komt er niet in.",
                "You keep only what you need. Data without a purpose does not come in.",
            ),
            Words("AVG artikel 5 lid 1", "GDPR article 5(1)"),
            Words("hoofdstuk 2", "chapter 2"),
            Words("25 mei 2018", "25 May 2018"),
            Words("Wbp artikel 11", "Wbp article 11"),
        ),
        "answers": (
            shapes.Option("yes", Words("Ja", "Yes")),
            shapes.Option("no", Words("Nee", "No")),
        ),
        "conflict": (
            shapes.Option("file", Words("Groep 6", "Group 6"), Words("Zo staat het in het bestand", "As in the file")),
            shapes.Option(
                "house",
                Words("Groep 5", "Group 5"),
                Words("Veranderd door Fenna van Oost", "Changed by Fenna van Oost"),
                True,
            ),
        ),
        "moments": (
            shapes.Moment(Words("3 november", "3 November"), Words("De brief kwam binnen.", "The letter came in.")),
            shapes.Moment(
                Words("4 november", "4 November"), Words("Fenna vroeg de gegevens op.", "Fenna asked for the data.")
            ),
            shapes.Moment(Words("1 december", "1 December"), Words("Uiterste dag.", "Last day."), coming=True),
        ),
        "ways": (
            shapes.Way(
                Words("Lees een bestand in", "Read in a file"),
                "#",
                Words("EDEXML, OneRoster, CSV of Excel", "EDEXML, OneRoster, CSV or Excel"),
                "upload",
            ),
            shapes.Way(Words("Bel de school", "Call the school"), "#", Words("Op werkdagen", "On weekdays"), "phone"),
        ),
        "facts": (
            shapes.Fact(Words("Nummer", "Number"), same("01AB")),
            shapes.Fact(Words("Soort", "Kind"), Words("basisschool", "primary school")),
            shapes.Fact(
                Words("Mailadres", "Mail address"),
                same("administratie.en.leerlingenzaken@basisschool-wilgentak.example"),
            ),
        ),
        "form": _form(),
    }

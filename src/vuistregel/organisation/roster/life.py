"""The life of an import: staged, shown, applied; or refused, dropped, swept."""

from __future__ import annotations

from vuistregel.lives import Life, Transition
from vuistregel.words import Words

IMPORT = Life(
    name="import",
    start="uploaded",
    states={
        "uploaded": Words("binnengekomen", "received"),
        "staging": Words("wordt gelezen", "being read"),
        "mapping": Words("wacht op uw kolommen", "waiting for your columns"),
        "shown": Words("wacht op u", "waiting for you"),
        "applied": Words("ingelezen", "taken in"),
        "refused": Words("niet ingelezen: er zijn fouten", "not taken in: there are errors"),
        "dropped": Words("weggelegd", "put aside"),
        "swept": Words("opgeruimd", "cleaned up"),
    },
    transitions=(
        Transition("uploaded", "stage", "staging", Words("Lees het bestand", "Read the file")),
        Transition("uploaded", "ask_mapping", "mapping", Words("Vraag de kolommen", "Ask for the columns")),
        Transition("mapping", "stage", "staging", Words("Lees met deze kolommen", "Read with these columns")),
        Transition("staging", "show", "shown", Words("Toon het verschil", "Show the difference")),
        Transition("staging", "find_faults", "refused", Words("Toon de fouten", "Show the errors")),
        Transition(
            "shown",
            "apply",
            "applied",
            Words("Lees dit bestand in", "Take this file in"),
            demands=("choices_made", "departures_confirmed", "many_departures_confirmed", "house_unchanged"),
        ),
        Transition("shown", "stage", "staging", Words("Maak het verschil opnieuw", "Make the difference again")),
        Transition("shown", "drop", "dropped", Words("Leg weg", "Put aside")),
        Transition("mapping", "drop", "dropped", Words("Leg weg", "Put aside")),
        *(
            Transition(source, "sweep", "swept", Words("Ruim op", "Clean up"))
            for source in ("uploaded", "staging", "mapping", "shown")
        ),
    ),
    facts={
        "choices_made": Words("een keuze bij elke botsing", "a choice for every conflict"),
        "departures_confirmed": Words(
            "uw ja dat de vertrokken leerlingen van school zijn", "your yes that the departed pupils left"
        ),
        "many_departures_confirmed": Words(
            "uw ja op de vraag of zoveel leerlingen van school zijn", "your yes that so many pupils left the school"
        ),
        "house_unchanged": Words(
            "een nieuw verschil: er is intussen iets veranderd op school",
            "a new difference: something changed at the school meanwhile",
        ),
    },
)

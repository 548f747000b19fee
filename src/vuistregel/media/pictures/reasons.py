"""Why a photo or film is not taken in, in words for whoever offered it. No Django."""

from __future__ import annotations

from typing import Final

from vuistregel.words import Words


class MediaRefused(Exception):
    """A photo or film that is not taken in; `words` says why, and nothing of it was kept."""

    def __init__(self, words: Words) -> None:
        self.words = words
        super().__init__(words.en)


EMPTY: Final = Words("Het bestand is leeg.", "The file is empty.")
TOO_BIG: Final = Words(
    "Het bestand is te groot: een foto mag hoogstens {megabytes} MB zijn.",
    "The file is too large: a photo can be {megabytes} MB at most.",
)
TOO_MANY_PIXELS: Final = Words(
    "De foto heeft te veel beeldpunten: hoogstens {megapixels} miljoen. Maak hem eerst kleiner.",
    "The photo has too many pixels: {megapixels} million at most. Make it smaller first.",
)
TOO_SMALL: Final = Words(
    "De foto is te klein om iemand op te zien.", "The photo is too small for anybody to be seen in."
)
BROKEN: Final = Words(
    "De foto is kapot of niet helemaal aangekomen. Probeer het nog eens met de foto uit uw toestel.",
    "The photo is broken or did not arrive whole. Try again with the photo from your device.",
)
BROKEN_FILM: Final = Words(
    "De film is kapot of niet helemaal aangekomen. Probeer het nog eens met de film uit uw toestel.",
    "The film is broken or did not arrive whole. Try again with the film from your device.",
)
DRAWING: Final = Words(
    "Een tekening van dit soort (SVG) kan programma's bevatten. Wel: JPEG, PNG en HEIC.",
    "A drawing of this type (SVG) can hold programs. What can: JPEG, PNG and HEIC.",
)
DOCUMENT: Final = Words(
    "Dit is een document (PDF) en geen foto. Wel: JPEG, PNG en HEIC.",
    "This is a document (PDF) and no photo. What can: JPEG, PNG and HEIC.",
)
MOVING: Final = Words(
    "Dit is een bewegend plaatje (GIF) en geen foto. Wel: JPEG, PNG en HEIC.",
    "This is a moving picture (GIF) and no photo. What can: JPEG, PNG and HEIC.",
)
OTHER: Final = Words(
    "Dit bestand ({type}) is geen foto of film die wij kennen. Wel: JPEG, PNG, HEIC, MP4 en MOV.",
    "This file ({type}) is no photo or film that we know. What can: JPEG, PNG, HEIC, MP4 and MOV.",
)
FIRST_IMAGE: Final = Words(
    "De foto bewoog. Wij bewaarden alleen het eerste beeld.", "The photo moved. We kept the first image only."
)
MADE_SMALLER: Final = Words(
    "De foto was heel groot. Wij maakten hem kleiner: {width} bij {height}.",
    "The photo was very large. We made it smaller: {width} by {height}.",
)
NAME_IN_FILE_NAME: Final = Words(
    "In de naam van het bestand stond een naam. Wij hebben die naam niet bewaard.",
    "The name of the file held somebody's name. We did not keep that name.",
)
FILM_TOO_BIG: Final = Words(
    "De film is te groot: hoogstens {megabytes} MB. Kort hem in, of geef een link naar de film.",
    "The film is too large: {megabytes} MB at most. Shorten it, or give a link to the film.",
)
IN_PIECES: Final = Words(
    "Deze film bestaat uit losse stukken. Bewaar hem in uw toestel als gewone MP4 en probeer het nog eens.",
    "This film is made of separate pieces. Save it on your device as a plain MP4 and try again.",
)

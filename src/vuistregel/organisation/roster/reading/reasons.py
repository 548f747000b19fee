"""Why a field of the file is not taken over: rule 4, data minimisation (R2.27).

The names are those of the formats themselves; a column of a table is brought back to one of them (`known_column`).
"""

from __future__ import annotations

from typing import Final

from vuistregel.organisation.roster.reading.headers import plain
from vuistregel.words import Words, same

_NO_PURPOSE = Words(
    "Geen enkel doel in uw register heeft dit nodig.",
    "No purpose in your register needs this.",
)
_FUNDING = Words(
    "Alleen nodig voor de bekostiging. Dat doet uw leerlingadministratie zelf.",
    "Only needed for funding. Your pupil administration does that by itself.",
)
_ORIGIN = Words(
    "Zegt iets over afkomst: een bijzonder gegeven. Er is geen doel dat dit nodig heeft.",
    "Says something about origin: special data. There is no purpose that needs it.",
)
_NUMBER = Words(
    "Een wettelijk nummer komt alleen binnen als uw bestuur koppelen op nummer heeft aangezet.",
    "A legal number only comes in when your board has switched on matching by number.",
)
_NUMBER_NEVER = Words(
    "Dit nummer mag de school hiervoor niet gebruiken.",
    "The school may not use this number for this.",
)
_NUMBER_PARENT = Words(
    "Een school mag het nummer van een ouder niet gebruiken. Haal het ook weg uit uw administratie.",
    "A school may not use the number of a parent. Remove it from your administration too.",
)
_PHOTO = Words(
    "Een foto komt alleen binnen met toestemming, niet via dit bestand.",
    "A photo only comes in with consent, not by this file.",
)
_ADDRESS = Words(
    "Adressen van leerlingen zijn voor deze stappen niet nodig.",
    "Addresses of pupils are not needed for these steps.",
)
_PASSWORD = Words(
    "Wachtwoorden horen niet in een bestand. Vuistregel heeft ze niet nodig.",
    "Passwords do not belong in a file. Vuistregel does not need them.",
)
_PHONE = Words(
    "Telefoonnummers komen alleen binnen bij ouders, als de school contactlijsten gebruikt.",
    "Phone numbers only come in for parents, when the school uses contact lists.",
)
_EXTENSION = Words(
    "Een eigen toevoeging van het pakket. Wij weten niet waarvoor die nodig is.",
    "The package's own extension. We do not know what it is needed for.",
)
_DOSSIER = Words(
    "Uit een overstapdossier lezen wij alleen wie de verzorgers zijn.",
    "From a transfer file we only read who the carers are.",
)

#: field → (label, reason)
FIELDS: Final[dict[str, tuple[Words, Words]]] = {
    "geslacht": (Words("Geslacht", "Sex"), _NO_PURPOSE),
    "etniciteit": (Words("Etniciteit", "Ethnicity"), _ORIGIN),
    "land": (Words("Geboorteland", "Country of birth"), _ORIGIN),
    "land_vader": (Words("Geboorteland van de vader", "Father's country of birth"), _ORIGIN),
    "land_moeder": (Words("Geboorteland van de moeder", "Mother's country of birth"), _ORIGIN),
    "nationaliteit": (Words("Nationaliteit", "Nationality"), _ORIGIN),
    "geboorteplaats": (Words("Geboorteplaats", "Place of birth"), _ORIGIN),
    "gewicht": (Words("Leerlinggewicht", "Pupil weight"), _FUNDING),
    "gewicht_nieuw": (Words("Leerlinggewicht", "Pupil weight"), _FUNDING),
    "start_ondw_jgr3": (Words("Begin van jaargroep 3", "Start of year 3"), _FUNDING),
    "sofinummer": (Words("Sofinummer", "Social-fiscal number"), _NUMBER_NEVER),
    "bsn": (Words("Burgerservicenummer", "Citizen service number"), _NUMBER),
    "onderwijsnummer": (Words("Onderwijsnummer", "Education number"), _NUMBER),
    "bsn_ondwnr-4": (Words("Laatste vier cijfers van het BSN", "Last four digits of the BSN"), _NUMBER_NEVER),
    "rijksregisternummer": (Words("Rijksregisternummer", "Belgian national number"), _NUMBER_NEVER),
    "bsn_ouder": (Words("Burgerservicenummer van ouders", "Parents' citizen service number"), _NUMBER_PARENT),
    "fotourl": (Words("Foto", "Photo"), _PHOTO),
    "postcodenl": (Words("Postcode", "Postal code"), _ADDRESS),
    "postnummerbe": (Words("Postcode", "Postal code"), _ADDRESS),
    "postcodeoverig": (Words("Postcode", "Postal code"), _ADDRESS),
    "adres": (Words("Adres", "Address"), _ADDRESS),
    "toevoegingen": (Words("Toevoegingen van het pakket", "Extensions of the package"), _EXTENSION),
    "commentaar": (Words("Commentaar", "Comment"), _EXTENSION),
    "password": (Words("Wachtwoord", "Password"), _PASSWORD),
    "phone": (Words("Telefoonnummer", "Phone number"), _PHONE),
    "sms": (Words("Mobiel nummer", "Mobile number"), _PHONE),
    "sex": (Words("Geslacht", "Sex"), _NO_PURPOSE),
    "pronouns": (Words("Voornaamwoorden", "Pronouns"), _NO_PURPOSE),
    "userids": (Words("Andere kenmerken van de gebruiker", "Other identifiers of the user"), _NO_PURPOSE),
    "identifier": (Words("Ander kenmerk van de gebruiker", "Other identifier of the user"), _NO_PURPOSE),
    "americanindianoralaskanative": (Words("Afkomst", "Origin"), _ORIGIN),
    "asian": (Words("Afkomst", "Origin"), _ORIGIN),
    "blackorafricanamerican": (Words("Afkomst", "Origin"), _ORIGIN),
    "nativehawaiianorotherpacificislander": (Words("Afkomst", "Origin"), _ORIGIN),
    "white": (Words("Afkomst", "Origin"), _ORIGIN),
    "demographicracetwoormoreraces": (Words("Afkomst", "Origin"), _ORIGIN),
    "hispanicorlatinoethnicity": (Words("Afkomst", "Origin"), _ORIGIN),
    "countryofbirthcode": (Words("Geboorteland", "Country of birth"), _ORIGIN),
    "stateofbirthabbreviation": (Words("Geboortestreek", "Region of birth"), _ORIGIN),
    "cityofbirth": (Words("Geboorteplaats", "Place of birth"), _ORIGIN),
    "publicschoolresidencestatus": (Words("Woonsituatie", "Residence status"), _NO_PURPOSE),
    "religie": (Words("Geloof", "Religion"), _ORIGIN),
    "iban": (same("IBAN"), _NO_PURPOSE),
    "dossier": (Words("De rest van het overstapdossier", "The rest of the transfer file"), _DOSSIER),
}

#: How tables in the wild call these fields, in the form that `plain` gives.
_COLUMNS: Final[dict[str, str]] = {
    "geslacht": "geslacht", "m v": "geslacht", "sekse": "geslacht", "gender": "geslacht", "sex": "geslacht",
    "etniciteit": "etniciteit", "ethnicity": "etniciteit", "culturele achtergrond": "etniciteit",
    "land": "land", "geboorteland": "land", "country of birth": "land",
    "geboorteland vader": "land_vader", "land vader": "land_vader",
    "geboorteland moeder": "land_moeder", "land moeder": "land_moeder",
    "nationaliteit": "nationaliteit", "nationality": "nationaliteit", "2e nationaliteit": "nationaliteit",
    "geboorteplaats": "geboorteplaats", "place of birth": "geboorteplaats",
    "gewicht": "gewicht", "leerlinggewicht": "gewicht", "gewicht nieuw": "gewicht_nieuw",
    "start ondw jgr3": "start_ondw_jgr3",
    "sofinummer": "sofinummer", "sofi": "sofinummer",
    "bsn": "bsn", "burgerservicenummer": "bsn", "pgn": "bsn", "onderwijsnummer": "onderwijsnummer",
    "bsn ouder": "bsn_ouder", "bsn verzorger": "bsn_ouder", "bsn moeder": "bsn_ouder", "bsn vader": "bsn_ouder",
    "foto": "fotourl", "fotourl": "fotourl", "photo": "fotourl",
    "postcode": "postcodenl", "adres": "adres", "straat": "adres", "huisnummer": "adres", "toevoeging": "adres",
    "woonplaats": "adres", "plaats": "adres", "address": "adres",
    "wachtwoord": "password", "password": "password",
    "telefoon": "phone", "telefoonnummer": "phone", "phone": "phone", "mobiel": "sms", "mobile": "sms",
    "geloof": "religie", "religie": "religie", "kerkelijke gezindte": "religie", "religion": "religie",
    "iban": "iban", "bankrekening": "iban", "rekeningnummer": "iban",
}  # fmt: skip


def reason(field: str) -> Words:
    """Why this field stays out; for a field without its own reason, that no purpose needs it."""
    return FIELDS[field][1] if field in FIELDS else _NO_PURPOSE


def label(field: str) -> Words:
    """How a reader calls the field."""
    return FIELDS[field][0] if field in FIELDS else same(field)


def known_column(header: str) -> str | None:
    """The field that a table's column holds, when it is one that is never taken over by itself."""
    return _COLUMNS.get(plain(header))

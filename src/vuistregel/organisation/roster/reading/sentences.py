"""Every sentence that the reader of a roster may say, by code, in both languages. Short, and with what to do next."""

from __future__ import annotations

from typing import Final

from vuistregel.words import Words

#: How a kind of row is called, in the plural, inside a sentence.
KINDS: Final[dict[str, Words]] = {
    "groups": Words("groepen", "groups"),
    "pupils": Words("leerlingen", "pupils"),
    "staff": Words("medewerkers", "members of staff"),
    "guardians": Words("ouders of verzorgers", "parents or guardians"),
    "locations": Words("vestigingen", "locations"),
    "users": Words("gebruikers", "users"),
}

FILE: Final[dict[str, Words]] = {
    "file.missing": Words("Dit bestand is er niet.", "This file does not exist."),
    "file.empty": Words("Dit bestand is leeg.", "This file is empty."),
    "file.too_big": Words(
        "Dit bestand is te groot: {size} MB. Wij lezen bestanden tot {limit} MB.",
        "This file is too big: {size} MB. We read files up to {limit} MB.",
    ),
    "file.unknown": Words(
        "Wij herkennen dit bestand niet. Wij lezen EDEXML, OneRoster (zip), CSV en Excel (xlsx).",
        "We do not recognise this file. We read EDEXML, OneRoster (zip), CSV and Excel (xlsx).",
    ),
    "file.old_excel": Words(
        "Dit is een oud Excel-bestand of een bestand met een wachtwoord. Sla het op als xlsx, zonder wachtwoord.",
        "This is an old Excel file or a file with a password. Save it as xlsx, without a password.",
    ),
    "file.web_page": Words(
        "Dit is een webpagina, geen leerlingbestand. Misschien is bij het ophalen uw aanmelding verlopen.",
        "This is a web page, not a roster. Perhaps your sign-in expired while you fetched it.",
    ),
    "rows.too_many": Words(
        "Dit bestand heeft meer dan {limit} rijen. Deel het per school.",
        "This file has more than {limit} rows. Divide it by school.",
    ),
    "rows.none": Words("In dit bestand staat niemand.", "There is nobody in this file."),
    "kind.of_guardians": Words(
        "Dit is een bestand met ouders. Lees het in bij ouders en verzorgers (import_contacts).",
        "This is a file of parents. Take it in as parents and guardians (import_contacts).",
    ),
    "kind.of_pupils": Words(
        "Dit is een bestand met leerlingen. Lees het in bij leerlingen, groepen en medewerkers (import_roster).",
        "This is a file of pupils. Take it in as pupils, groups and staff (import_roster).",
    ),
    "kind.no_pupils": Words(
        "In dit bestand staat geen enkele leerling. Wij lezen dat niet als: iedereen is van school. "
        "Maak in uw leerlingadministratie een volledig bestand.",
        "There is not one pupil in this file. We do not read that as: everybody left. "
        "Make a complete file in your administration.",
    ),
    "kind.no_guardians": Words(
        "In dit bestand staat geen enkele ouder of verzorger.", "There is not one parent or guardian in this file."
    ),
    "many.more": Words("En nog {count}, die wij hier niet laten zien.", "And {count} more, which we do not show here."),
    "many.stopped": Words(
        "Hier zijn wij gestopt: er staan te veel fouten in dit bestand. Exporteer het opnieuw.",
        "We stopped here: there are too many mistakes in this file. Export it again.",
    ),
    "encoding.bytes": Words(
        "Hier staan tekens die niet passen bij de codering {encoding}. Exporteer het bestand opnieuw als UTF-8.",
        "Here are characters that do not fit the encoding {encoding}. Export the file again as UTF-8.",
    ),
    "encoding.unknown": Words(
        "De tekencodering van dit bestand kennen wij niet. Exporteer het bestand opnieuw, liefst als UTF-8.",
        "We do not know the character encoding of this file. Export the file again, preferably as UTF-8.",
    ),
    "encoding.mixed_up": Words(
        "Letters met een accent zijn verminkt: er staat bijvoorbeeld Ã© in plaats van é. "
        "Het bestand noemt een verkeerde codering. Exporteer het opnieuw, liefst als UTF-8.",
        "Letters with accents are damaged: for example Ã© instead of é. "
        "The file names the wrong encoding. Export it again, preferably as UTF-8.",
    ),
}

XML: Final[dict[str, Words]] = {
    "xml.malformed": Words(
        "Hier klopt de XML niet, of het bestand breekt af. Exporteer het bestand opnieuw.",
        "The XML is not right here, or the file breaks off. Export the file again.",
    ),
    "xml.character": Words(
        "Hier staat een teken dat niet in XML mag staan. Exporteer het bestand opnieuw.",
        "Here is a character that XML does not allow. Export the file again.",
    ),
    "xml.dtd": Words(
        "Dit bestand brengt een eigen DOCTYPE of entiteiten mee. Dat kan een aanval zijn en wij lezen het niet. "
        "Exporteer het bestand opnieuw.",
        "This file brings its own DOCTYPE or entities. That can be an attack and we do not read it. "
        "Export the file again.",
    ),
    "xml.resources": Words(
        "Dit bestand is te diep genest of heeft een veld zonder einde. Dit is geen leerlingbestand.",
        "This file is nested too deeply or has a field without end. This is not a roster.",
    ),
    "xml.root": Words(
        "Dit XML-bestand begint met {root}. Een EDEXML-bestand begint met EDEX.",
        "This XML file starts with {root}. An EDEXML file starts with EDEX.",
    ),
    "xml.namespace": Words(
        "EDEX staat hier in de namespace {namespace}. Een EDEXML-bestand heeft er geen. Kies in uw pakket EDEXML.",
        "EDEX stands in the namespace {namespace} here. An EDEXML file has none. Choose EDEXML in your package.",
    ),
    "xml.rubbish": Words(
        "Hier staat heel veel zonder dat er een leerling, groep of medewerker komt. Dit is geen leerlingbestand.",
        "Here is a great deal without one pupil, group or member of staff. This is not a roster.",
    ),
    "school.missing": Words(
        "Het bestand zegt niet van welke school het is: het deel school ontbreekt.",
        "The file does not say which school it is of: the part school is missing.",
    ),
    "version.later": Words(
        "Dit is EDEXML {version}. Wij kennen versies tot 2.1. Wij lezen wat wij herkennen.",
        "This is EDEXML {version}. We know versions up to 2.1. We read what we recognise.",
    ),
}

SCHOOL: Final[dict[str, Words]] = {
    "school.other": Words(
        "Dit bestand is van school {found}, niet van {expected}. Kies het bestand van uw school.",
        "This file is of school {found}, not of {expected}. Choose the file of your school.",
    ),
    "school.other_location": Words(
        "Dit bestand is van vestiging {found}, niet van {expected}. Kies het bestand van uw vestiging.",
        "This file is of location {found}, not of {expected}. Choose the file of your location.",
    ),
    "school.not_said": Words(
        "Het bestand noemt geen BRIN. Kijk zelf na of het van uw school is.",
        "The file names no BRIN. Check for yourself that it is of your school.",
    ),
    "school.brin": Words(
        "{found} is geen BRIN. Een BRIN is twee cijfers en twee letters, zoals 99ZZ.",
        "{found} is not a BRIN. A BRIN is two digits and two letters, such as 99ZZ.",
    ),
    "school.year": Words(
        "{found} is geen schooljaar zoals 2026-2027.", "{found} is not a school year such as 2026-2027."
    ),
}

ROWS: Final[dict[str, Words]] = {
    "key.missing": Words(
        "Hier ontbreekt de sleutel. Zonder sleutel herkennen wij deze rij de volgende keer niet.",
        "The key is missing here. Without a key we cannot recognise this row next time.",
    ),
    "key.double": Words(
        "Twee {kind} hebben nummer {key}. De eerste staat op regel {first}.",
        "Two {kind} have number {key}. The first is on line {first}.",
    ),
    "key.pair_double": Words(
        "Ouder {key} staat twee keer bij leerling {pupil}. De eerste staat op regel {first}.",
        "Parent {key} is listed twice for pupil {pupil}. The first is on line {first}.",
    ),
    "key.two_people": Words(
        "Nummer {key} is hier van iemand met een andere naam dan op regel {first}.",
        "Number {key} belongs here to someone with another name than on line {first}.",
    ),
    "name.missing": Words("Leerling {key} heeft geen naam.", "Pupil {key} has no name."),
    "name.missing_person": Words("Nummer {key} heeft geen naam.", "Number {key} has no name."),
    "text.too_long": Words(
        "Het veld {field} is te lang: {length} tekens. Er passen er {limit}.",
        "The field {field} is too long: {length} characters. It holds {limit}.",
    ),
    "group.unknown": Words(
        "Groep {group} staat niet in dit bestand. Er wordt {count} keer naar verwezen.",
        "Group {group} is not in this file. It is referred to {count} times.",
    ),
    "location.unknown": Words(
        "Vestiging {location} staat niet in dit bestand. Er wordt {count} keer naar verwezen.",
        "Location {location} is not in this file. It is referred to {count} times.",
    ),
    "user.unknown": Words(
        "{count} keer wordt iemand genoemd die niet in users.csv staat.",
        "{count} times someone is named who is not in users.csv.",
    ),
    "date.day": Words(
        "{day} {month} bestaat niet. Kijk de dag en de maand na.",
        "{day} {month} does not exist. Check the day and the month.",
    ),
    "date.leap": Words(
        "29 februari bestaat niet in {year}. Kijk de dag en het jaar na.",
        "29 February does not exist in {year}. Check the day and the year.",
    ),
    "date.month": Words(
        "Maand {month} bestaat niet. Kijk de dag en de maand na.",
        "Month {month} does not exist. Check the day and the month.",
    ),
    "date.form": Words(
        "{value} is geen datum. Schrijf bijvoorbeeld 2016-09-01 of 1-9-2016.",
        "{value} is not a date. Write for example 2016-09-01 or 1-9-2016.",
    ),
    "date.year": Words(
        "Het jaar {year} kan niet kloppen. Kijk het jaartal na.",
        "The year {year} cannot be right. Check the year.",
    ),
    "date.future": Words(
        "Leerling {key} is volgens dit bestand nog niet geboren. Kijk het jaartal na.",
        "Pupil {key} is not born yet according to this file. Check the year.",
    ),
    "date.order": Words(
        "Leerling {key} vertrekt eerder dan hij of zij komt. Kijk de datums na.",
        "Pupil {key} leaves before arriving. Check the dates.",
    ),
    "number.bsn": Words(
        "Het BSN van leerling {key} klopt niet: het voldoet niet aan de elfproef.",
        "The BSN of pupil {key} is not right: it fails the eleven-test.",
    ),
    "number.onderwijsnummer": Words(
        "Het onderwijsnummer van leerling {key} klopt niet. Kijk het na in uw administratie.",
        "The education number of pupil {key} is not right. Check it in your administration.",
    ),
    "number.double": Words(
        "Leerling {key} heeft hetzelfde wettelijke nummer als een leerling op regel {first}.",
        "Pupil {key} has the same legal number as a pupil on line {first}.",
    ),
    "pupil.no_group": Words("{count} keer een leerling zonder groep.", "{count} pupils without a group."),
    "pupil.no_birth_date": Words(
        "{count} keer een leerling zonder geboortedatum. Dan weten wij niet wie over zijn of haar gegevens beslist.",
        "{count} pupils without a date of birth. Then we do not know who decides about their data.",
    ),
    "pupil.departed": Words("{count} keer een leerling die al vertrokken is.", "{count} pupils who have already left."),
    "email.form": Words(
        "{count} keer een mailadres dat geen mailadres is. Wij slaan het over.",
        "{count} times an e-mail address that is none. We skip it.",
    ),
    "year_group.unknown": Words(
        "{count} keer jaargroep {detail}. Die kennen wij niet en slaan wij over.",
        "{count} times year group {detail}. We do not know it and skip it.",
    ),
    "role.unknown": Words(
        "{count} keer rol {detail}. Die kennen wij niet.", "{count} times role {detail}. We do not know it."
    ),
    "authority.unknown": Words(
        "{count} keer {detail} als gezag. Wij lezen alleen ja, nee of onbekend, en vragen het dus na.",
        "{count} times {detail} as authority. We only read yes, no or unknown, so we will ask.",
    ),
    "guardian.deceased": Words(
        "{count} keer een overleden verzorger. Wij slaan die over.", "{count} deceased carers. We skip them."
    ),
    "field.unknown": Words(
        "Het veld {field} kennen wij niet. Het komt {count} keer voor en wij slaan het over.",
        "We do not know the field {field}. It occurs {count} times and we skip it.",
    ),
}

PACKAGES: Final[dict[str, Words]] = {
    "zip.broken": Words(
        "Deze zip is beschadigd. Haal het bestand opnieuw op.", "This zip is damaged. Fetch the file again."
    ),
    "zip.encrypted": Words(
        "Deze zip heeft een wachtwoord. Wij lezen alleen een zip zonder wachtwoord.",
        "This zip has a password. We only read a zip without a password.",
    ),
    "zip.bomb": Words(
        "Deze zip is klein maar wordt uitgepakt veel te groot. Wij pakken hem niet uit.",
        "This zip is small but becomes far too big when unpacked. We do not unpack it.",
    ),
    "zip.path": Words(
        "In deze zip staat een bestand met een onveilige naam ({name}). Wij pakken hem niet uit.",
        "This zip holds a file with an unsafe name ({name}). We do not unpack it.",
    ),
    "zip.nested": Words(
        "In deze zip zit nog een zip ({name}). Pak hem eerst uit.",
        "This zip holds another zip ({name}). Unpack it first.",
    ),
    "zip.double": Words("In deze zip staat {name} twee keer.", "This zip holds {name} twice."),
    "zip.members": Words("In deze zip zitten te veel bestanden.", "This zip holds too many files."),
    "zip.other": Words(
        "In deze zip zit geen OneRoster: users.csv ontbreekt.",
        "This zip is not OneRoster: users.csv is missing.",
    ),
    "zip.unknown_member": Words(
        "Het bestand {name} in deze zip hoort niet bij OneRoster. Wij slaan het over.",
        "The file {name} in this zip does not belong to OneRoster. We skip it.",
    ),
    "oneroster.missing_file": Words(
        "{name} ontbreekt in deze zip. Zonder dat bestand kunnen wij niet inlezen.",
        "{name} is missing from this zip. Without it we cannot read the roster.",
    ),
    "oneroster.missing_column": Words("De kolom {column} ontbreekt.", "The column {column} is missing."),
    "oneroster.delta": Words(
        "Deze zip bevat alleen wijzigingen (delta). Vraag een volledige export (bulk).",
        "This zip holds changes only (delta). Ask for a full export (bulk).",
    ),
    "oneroster.no_birth_dates": Words(
        "demographics.csv ontbreekt, dus wij weten geen geboortedatums.",
        "demographics.csv is missing, so we know no dates of birth.",
    ),
    "xlsx.unreadable": Words(
        "Dit Excel-bestand is beschadigd. Open het in Excel en sla het opnieuw op als xlsx.",
        "This Excel file is damaged. Open it in Excel and save it again as xlsx.",
    ),
    "csv.line_too_long": Words(
        "Deze regel heeft geen einde. Dit is geen gewone CSV.",
        "This line has no end. This is not an ordinary CSV.",
    ),
    "csv.quotes": Words(
        "Hier begint een aanhalingsteken dat niet goed sluit. Exporteer het bestand opnieuw.",
        "A quotation mark starts here and does not close properly. Export the file again.",
    ),
    "csv.cells": Words(
        "Deze regel heeft {found} vakken, de kop heeft er {expected}.",
        "This line has {found} cells, the header has {expected}.",
    ),
    "table.header": Words(
        "De eerste regel moet de namen van de kolommen geven.", "The first line must give the names of the columns."
    ),
    "table.header_double": Words("De kolom {column} staat er twee keer.", "The column {column} is there twice."),
    "mapping.needed": Words(
        "Wij weten nog niet welke kolom wat is. Dit ontbreekt: {missing}. Wijs de kolommen aan.",
        "We do not know yet which column is what. This is missing: {missing}. Point out the columns.",
    ),
    "mapping.column_gone": Words(
        "De kolom {column} is aangewezen, maar staat niet in dit bestand.",
        "The column {column} was pointed out, but is not in this file.",
    ),
    "contacts.no_pupil": Words(
        "Hier staat niet bij welke leerling deze ouder hoort.", "This does not say which pupil the parent belongs to."
    ),
}

SENTENCES: Final[dict[str, Words]] = FILE | XML | SCHOOL | ROWS | PACKAGES

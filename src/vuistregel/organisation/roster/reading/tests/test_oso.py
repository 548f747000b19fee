"""The carers of an OSO transfer file."""

from __future__ import annotations

from datetime import date

import pytest

from vuistregel.organisation.roster.reading import Format, recognise
from vuistregel.organisation.roster.reading.tests.rows import codes, walked

NAMESPACE = "http://www.edustandaard.nl/oso_gegevensset/2019/dossier"


def dossier(*carers: str) -> bytes:
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<dossier xmlns="{NAMESPACE}">
<metadata><pakketnaam>Voorbeeld</pakketnaam><standaardversie>2019.1</standaardversie></metadata>
<huidigeschool><naam>De Wilgentak</naam><brincode>99ZZ</brincode><vestigingscode>00</vestigingscode>
<leerling><voornaam>Yara</voornaam><voornaam>Noor</voornaam><voorvoegsel>van der</voorvoegsel>
<achternaam>Tuinman</achternaam><roepnaam>Yara</roepnaam><geboortedatum>2017-03-09</geboortedatum>
<leerlingid>4711</leerlingid><huisarts><voornaam>Piet</voornaam><achternaam>Pil</achternaam></huisarts>
{"".join(carers)}</leerling></huisigeschool></dossier>""".replace("huisigeschool", "huidigeschool").encode()


def carer(name: str = "Aziz", **fields: str) -> str:
    rest = "".join(f"<{tag}>{text}</{tag}>" for tag, text in fields.items())
    return f"\n<verzorger><voorletters-1>M</voorletters-1><achternaam>{name}</achternaam>{rest}</verzorger>"


def way(kind: str, value: str, secret: bool = False) -> str:
    flag = "<geheim>true</geheim>" if secret else ""
    return f"<communicatie><soort>{kind}</soort><nummer>{value}</nummer>{flag}</communicatie>"


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "dossier"

    def write(data: bytes):
        path.write_bytes(data)
        return path

    return write


def test_carers_are_read_with_what_finds_their_child_and_authority_unknown(file):
    path = file(dossier(carer(wettigevertegenwoordiger="true", communicatielijst=way("e-mail", "m@example.org"))))

    rows, reading = walked(path, expected_brin="99ZZ")

    assert recognise(path) is Format.OSO
    assert len(rows) == 1
    guardian = rows[0]
    assert (guardian.pupil_number, guardian.pupil_name) == ("4711", "Yara van der Tuinman")
    assert guardian.pupil_birth_date == date(2017, 3, 9)
    assert (guardian.given_name, guardian.family_name, guardian.email) == ("M", "Aziz", "m@example.org")
    assert guardian.authority == "unknown"
    assert reading.problems == []


def test_a_secret_number_is_not_taken_in_only_that_it_is_secret(file):
    ways = way("telefoon", "9999999999", secret=True) + way("e-mail", "geheim@geheim.geheim", secret=True)

    rows, _ = walked(file(dossier(carer(communicatielijst=ways))), phones=True)

    assert (rows[0].phone, rows[0].email, rows[0].confidential) == ("", "", True)


def test_who_died_is_left_out_with_a_warning(file):
    rows, reading = walked(file(dossier(carer(overleden="true"), carer("Bos"))))

    assert [row.family_name for row in rows] == ["Bos"]
    assert [w.code for w in reading.warnings] == ["guardian.deceased"]


@pytest.mark.handbook("R2.27")
def test_the_rest_of_the_dossier_stays_out(file):
    extra = carer(geslacht="2", iban="NL00BANK0123456789", communicatielijst=way("telefoon", "0612345678"))

    rows, reading = walked(file(dossier(extra)))

    assert {left.field for left in reading.not_taken_over} == {"dossier", "geslacht", "iban", "phone"}
    assert rows[0].phone == ""


def test_the_dossier_of_another_school_is_refused(file):
    assert codes(walked(file(dossier(carer())), expected_brin="11AA")[1]) == ["school.other"]
